/* fn_help.h -- what help and messages say of functions: signatures in words, families, names as written. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_FN_HELP_H
#define LM_FN_HELP_H

#include "expr/agg.h"
#include "expr/fn.h"

enum { LM_SIGNATURE_TEXT = 160 }; /* room for any signature of the tables */

/* The arguments of a signature in words, "(text, timestamp[, text])". Cut to room - 1 bytes; answers how
 * many were written. */
size_t lm_fn_arguments_print(const char *signature, char *to, size_t room);

/* A call as it is written, and its result: "date_trunc(text, timestamp[, text]) -> timestamp",
 * "text LIKE text -> boolean". For rows of both tables; `rows` for table functions. */
size_t lm_fn_signature_print(const char *name, const char *signature, bool rows, char *to,
                             size_t room);

/* What a user calls the row: "IS NULL" for isnull, else the name. Written to `to`. */
void lm_fn_title(const char *name, char to[LM_SIGNATURE_TEXT]);

/* Whether the user means the row by this word, without case: its name or its title. */
bool lm_fn_is_called(const char *name, struct lm_str word);

/* The heading of functions.def and operators.def under which a row stands. */
const char *lm_fn_family(const struct lm_fn *f);

/* What is called like a function and is none. */
enum lm_special_kind {
    LM_SPECIAL_PLAIN,  /* CASE, CAST, ...: the example stands alone */
    LM_SPECIAL_WINDOW, /* TUMBLE(...): it stands in GROUP BY, over LM_SPECIAL_ROWS */
    LM_SPECIAL_OVER    /* lag(...) OVER (...): in SELECT, over LM_SPECIAL_ROWS */
};

struct lm_special {
    enum lm_special_kind kind;
    const char *name, *written, *meaning;
    const char *example, *result; /* over rows: all its values in an array */
};

extern const struct lm_special lm_specials[];
extern const uint32_t lm_special_count;

/* The heading of the manual under which the kind stands. */
const char *lm_special_family(enum lm_special_kind kind);

#define LM_SPECIAL_ROWS                                                                            \
    "(VALUES ('a', 2, TIMESTAMP '2026-01-01 00:00:10'), ('b', 6, TIMESTAMP '2026-01-01 00:00:50'), "\
    "('a', 4, TIMESTAMP '2026-01-01 00:01:20')) AS t(k, v, ts)"

#endif
