/* bind_option.h -- options of connectors: known keys, values of their kind, variables of the environment. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_BIND_OPTION_H
#define LM_BIND_OPTION_H

#include "sql/bind_priv.h"

/* A value is kept as the number of its COUNT, or of the us of its DURATION. */
enum lm_option_kind { LM_OPTION_TEXT, LM_OPTION_BOOL, LM_OPTION_CHAR, LM_OPTION_COUNT, LM_OPTION_DURATION };

/* Where an option means something: what is read, of that lookup tables alone, what is written. */
enum { LM_OPTION_READ = 1, LM_OPTION_LOOKUP = 2, LM_OPTION_WRITE = 4 };

struct lm_option_type {
    const char *key;
    enum lm_option_kind kind;
    uint8_t where;
    const char *meaning;
};

struct lm_connector {
    const char *name, *other; /* two spellings */
    enum lm_connector_id id;
    const struct lm_option_type *option;
    uint32_t noption;
};

extern const struct lm_connector lm_connectors[];
extern const uint32_t lm_connector_count;

/* The connector that a CREATE or INSERT names, before its options or as one of them; FILE if none. NULL with
 * b->err: an unknown one. */
const struct lm_connector *bind_connector(struct lm_binder *b, const struct lm_stmt *st, bool sink);

/* The number of a COUNT or DURATION, or what it is where it is not set. */
int64_t option_number(const struct lm_list *options, const char *key, int64_t otherwise);

/* Everything a CREATE or INSERT says in its option lists and FORMAT, checked, with ${VAR} filled in: of struct
 * lm_ast_option, FORMAT as the key "format". */
int bind_options(struct lm_binder *b, const struct lm_stmt *st, bool sink, struct lm_list *out);

/* The option of that key in such a list; NULL: none. */
struct lm_ast_option *option_find(const struct lm_list *options, const char *key);

#endif
