/* fn_array.h -- arrays taken apart and written, for the functions over them. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_FN_ARRAY_H
#define LM_FN_ARRAY_H

#include "expr/fn_json.h"

/* An array, taken apart. */
struct lm_array {
    struct lm_str *text; /* [n] elements as written */
    struct lm_val *val;  /* [n] */
    uint32_t n;
};

/* NULL has no elements. False when v is no array: the call has failed. */
bool lm_array_of(struct lm_call *c, const struct lm_val *v, struct lm_array *a);

/* Place of the first element equal to v (NULL equals NULL) from `from` on, or -1. */
int64_t lm_array_find(const struct lm_array *a, const struct lm_val *v, uint32_t from);

/* One more element behind the bracket that o begins with. */
void lm_array_put(struct lm_out *o, struct lm_str text);
void lm_array_put_val(struct lm_out *o, const struct lm_val *v);

/* The bracket that closes, and the whole as the answer. */
void lm_array_done(struct lm_call *c, struct lm_out *o, struct lm_val *out);

#endif
