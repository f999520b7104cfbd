/* fn_json.h -- what the functions of nested values share. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_FN_JSON_H
#define LM_FN_JSON_H

#include "data/json.h"
#include "expr/fn_out.h"

/* Argument k as a JSON text: nested values as they are, a VARCHAR (a literal, mostly) that is JSON as
 * what it says, other values as scalars. An undeclared text is a text whatever it looks like. */
struct lm_str lm_json_arg(struct lm_call *c, const struct lm_val *arg, uint32_t k);

/* The part of `nested` that a key (STR) or place (INT) leads to. */
bool lm_json_step(struct lm_str nested, const struct lm_val *key, struct lm_str *item);

/* The texts of an array of texts, or of PostgreSQL's spelling '{a,b}', or one text; *n of them. */
struct lm_str *lm_json_texts(struct lm_arena *a, const struct lm_val *v, uint32_t *n);

/* The same as texts and NULL; NULL when v is no array. */
struct lm_val *lm_json_text_vals(struct lm_arena *a, const struct lm_val *v, uint32_t *n);

/* A path of SQL/JSON, parsed; NULL: the call has failed. Kept in the memo when argument k is the same
 * in all rows. */
struct lm_json_path;
struct lm_json_path *lm_json_path_of(struct lm_call *c, const struct lm_val *arg, uint32_t k);

/* What a path leads to, each item one call of `found` (false from it: enough). Lax: arrays stand for
 * their elements where a member is asked for. False: a strict path leads to what is not there, and the call
 * has failed unless it is silent. */
typedef bool lm_json_found_f(void *user, struct lm_str item);
bool lm_json_path_walk(struct lm_arena *a, const struct lm_json_path *p, struct lm_str root,
                       bool lax, lm_json_found_f *found, void *user);

/* The call was asked not to fail. */
bool lm_json_path_silent(const struct lm_json_path *p);

/* The keys of a path that is nothing but members, "$.a.b": how many there are, 0 when it is another one
 * or there are more than `most`. */
uint32_t lm_json_path_keys(const struct lm_json_path *p, struct lm_str *key, uint32_t most);

/* A path that may lead to several items. */
bool lm_json_path_many(const struct lm_json_path *p);

/* The path is a predicate, "$.a > 1": its truth for root, -1 unknown, -2 it is none. */
int lm_json_path_truth(struct lm_arena *a, const struct lm_json_path *p, struct lm_str root);

#endif
