/* fn.h -- scalar functions: one row of functions.def each, and how they are called. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_FN_H
#define LM_FN_H

#include "expr/expr.h"

/* What a call gets. `memo` is the node's place for what it prepares once from constant arguments (a
 * compiled pattern): NULL at first, kept as long as the expression. */
struct lm_call {
    struct lm_eval *x;
    struct lm_arena *arena; /* for texts of the result: the batch's */
    struct lm_expr *node;   /* fn, constant arguments, position */
    void **memo;
    uint32_t row;           /* for lm_eval_fail */
};

/* One row: arguments already have the kinds that the signature asks for. Unless the function is
 * marked LM_FN_NULLS it is not called when an argument is NULL; the result is then NULL. It fails
 * with lm_eval_fail(c->x, c->row, ...) and leaves *out NULL. *out is NULL at entry. */
typedef void lm_fn_row_f(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out);

/* Whole columns, an optional faster way: answers the result column, or NULL when it has no kernel for
 * these kinds. Arguments are evaluated; rows of sel matter. */
typedef const struct lm_col *lm_fn_batch_f(struct lm_call *c, const struct lm_col *const *arg,
                                           uint32_t narg, struct lm_sel sel);

enum {
    LM_FN_NULLS = 1,   /* is called with NULL arguments */
    LM_FN_VOLATILE = 2, /* not the same for the same arguments: never folded */
    LM_FN_ROWS = 4, /* a table function: gives the array whose elements are its rows */
    LM_FN_PATTERN = 8 /* the second argument is a regular expression */
};

/* Applies a lambda n times, for functions that take one: `lambda` is an argument of c->node with op
 * LM_X_LAMBDA (its entry in arg[] is NULL and does not count as NULL argument). param[p][k] is the
 * p-th parameter of application k, p < lambda->nparam; other columns are those of row c->row. Results
 * in out[0..n), in c->arena. False when one failed: the row is marked and the result is to be NULL. */
bool lm_lambda_apply(struct lm_call *c, struct lm_expr *lambda, const struct lm_val *const *param,
                     uint32_t n, struct lm_val *out);

/* Signature: a letter an argument, '*' behind one: it may repeat, '?' behind one: it and what follows
 * may be left out. Result letter behind '>'.
 *   n number  i whole number  f DOUBLE  d DECIMAL  s text  b BOOLEAN  y BYTEA  t TIMESTAMP  D DATE
 *   T TIME  v INTERVAL  j JSON (any nested value)  l array  a any, as it is  L lambda
 * Result only: N number type of the arguments (widened), A type of the first argument, C common type
 * of all arguments, E element type of the first argument. */
struct lm_fn {
    const char *name;
    const char *signature;
    lm_fn_row_f *row;
    lm_fn_batch_f *batch; /* NULL: none */
    uint32_t flags;
    const char *meaning; /* one line for help and manual */
    const char *example; /* an SQL expression ... */
    const char *result;  /* ... and what it prints as JSON; run by the tests */
};

/* The table: all rows, overloads of one name stand together. */
extern const struct lm_fn lm_fns[];
extern const uint32_t lm_fn_count;

/* First row of that name (without case), or NULL. */
const struct lm_fn *lm_fn_find(struct lm_str name);

#endif
