/* expr_priv.h -- what the files of the evaluator share. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_EXPR_PRIV_H
#define LM_EXPR_PRIV_H

#include "expr/functions.h"

/* Why a row is bad. In the batch's arena. */
struct lm_why {
    struct lm_str what;
    struct lm_str field; /* empty: none */
};

/* A result column that is written value by value; its kind is that of the values, DYN when they
 * differ. Rows are put in the order of `sel`. */
struct lm_build {
    struct lm_col *c;
    struct lm_arena *a;
    struct lm_sel sel;
    uint32_t cap; /* rows there is room for */
    uint32_t n;   /* selected rows written */
};

void lm_build_begin(struct lm_build *b, struct lm_arena *a, struct lm_sel sel, uint32_t cap);
void lm_build_put(struct lm_build *b, const struct lm_val *v);

/* The value of row r as far as arithmetic and comparison go: like lm_col_get, inline for the common
 * kinds and without the written text of numbers. */
static inline struct lm_val
lm_col_val(const struct lm_col *c, uint32_t r)
{
    if (c->null != NULL && c->null[r] != 0 && c->kind != LM_K_DYN)
        return LM_VAL_NULL;
    switch (c->kind) {
    case LM_K_INT:
        return lm_val_int(c->i[r]);
    case LM_K_F64:
        return lm_val_f64(c->f[r]);
    case LM_K_STR:
        return lm_val_str(c->s[r]);
    case LM_K_DYN:
        return c->y[r];
    default:
        return lm_col_get(c, r);
    }
}

/* The row number that a column of n selected rows needs room for. */
static inline uint32_t
lm_eval_rows(const struct lm_eval *x)
{
    return x->in->nrow;
}

/* A fresh column of kind k for all rows of the batch. */
struct lm_col *lm_eval_col(struct lm_eval *x, enum lm_kind k);

/* NULLs of a result of two columns: those of either. Shared where one has none; NULL: there are none. */
uint8_t *lm_col_nulls(struct lm_call *c, const struct lm_col *a, const struct lm_col *b);

/* A column whose every row is NULL. */
const struct lm_col *lm_null_col(void);

/* Truth of each selected row of a column that stands for a condition: 0, 1, or 2 for NULL, in
 * truth[row]. A value that is no truth fails with LM_E_VALUE and counts as NULL. Rows outside of sel
 * may get anything. */
void lm_truth(struct lm_eval *x, const struct lm_col *c, struct lm_sel sel, uint8_t *truth);

/* Whether e cannot fail over this batch, and costs so little that it is evaluated for rows that do not
 * need it rather than picking those that do; lm_truth_plain: and its truth, too. */
bool lm_expr_plain(const struct lm_expr *e, const struct lm_eval *x);
bool lm_truth_plain(const struct lm_expr *e, const struct lm_eval *x);

/* Whether fn is NOT, IS NULL or IS NOT NULL. */
bool lm_op_is_plain(const struct lm_fn *fn);

/* The parts of lm_expr_eval that have files of their own. */
const struct lm_col *lm_eval_cast(struct lm_expr *e, const struct lm_col *c, struct lm_eval *x,
                                  struct lm_sel sel);
const struct lm_col *lm_eval_logic(struct lm_expr *e, struct lm_eval *x, struct lm_sel sel);
const struct lm_col *lm_eval_choice(struct lm_expr *e, struct lm_eval *x, struct lm_sel sel);
const struct lm_col *lm_eval_in(struct lm_expr *e, struct lm_eval *x, struct lm_sel sel);

/* The ways of casts_text.c: a column of texts to BIGINT or DOUBLE, one of whole numbers to VARCHAR. */
const struct lm_col *lm_cast_texts(const struct lm_expr *e, const struct lm_col *c, struct lm_eval *x,
                                   struct lm_sel sel);
const struct lm_col *lm_cast_wholes(const struct lm_col *c, struct lm_eval *x, struct lm_sel sel);

/* Marks row r as one that cannot be converted. */
void lm_cast_fails(const struct lm_expr *e, struct lm_eval *x, uint32_t r, const struct lm_val *v,
                   enum lm_code code);

/* The value of v for an operator that takes `to` (DYN: a number). LM_E_VALUE when it has none. */
enum lm_code lm_adapt_val(const struct lm_val *v, struct lm_type to, struct lm_arena *a,
                          struct lm_val *out);

/* A row function's own judgement for operators: comparison of two values that are not NULL, by
 * lm_val_order, but a DECIMAL fraction and a DOUBLE are compared as DOUBLEs. */
int lm_cmp_vals(const struct lm_val *a, const struct lm_val *b);

/* Comparison operators, numbered for the kernels. */
enum lm_cmp { LM_CMP_EQ, LM_CMP_NE, LM_CMP_LT, LM_CMP_LE, LM_CMP_GT, LM_CMP_GE };

static inline bool
lm_cmp_holds(enum lm_cmp op, int order)
{
    switch (op) {
    case LM_CMP_EQ: return order == 0;
    case LM_CMP_NE: return order != 0;
    case LM_CMP_LT: return order < 0;
    case LM_CMP_LE: return order <= 0;
    case LM_CMP_GT: return order > 0;
    default: return order >= 0;
    }
}

/* The whole number, or the double, that equals just what number v equals among those; false when there
 * is none, or (of doubles) NaN. */
bool lm_cmp_whole(const struct lm_val *v, int64_t *whole);
bool lm_cmp_double(const struct lm_val *v, double *f);

/* Which comparison a function of the table is; false when it is none. */
bool lm_cmp_of_fn(const struct lm_fn *fn, enum lm_cmp *op);

/* The rows of sel where `a op b` holds, for kinds that have a kernel; false when there is none.
 * `bc`, when not NULL, is b's constant value. Nothing can fail. */
struct lm_cmp_task {
    enum lm_cmp op;
    const struct lm_col *a;
    const struct lm_col *b;
    const struct lm_val *bc; /* NULL: b is no constant */
    bool adapt;              /* a is a column as read that is to be compared as numbers */
    struct lm_sel sel;
};
struct lm_cmp_task lm_cmp_task_of(const struct lm_expr *e, const struct lm_col *a, const struct lm_col *b,
                                  struct lm_sel sel);
bool lm_cmp_select(const struct lm_cmp_task *t, uint16_t *rows, uint32_t *n);

/* Arithmetic on times; false when the kinds are none of its. NULL in *out after a failure. */
bool lm_time_add(struct lm_call *c, const struct lm_val *a, const struct lm_val *b, struct lm_val *out);
bool lm_time_sub(struct lm_call *c, const struct lm_val *a, const struct lm_val *b, struct lm_val *out);
bool lm_time_scale(struct lm_call *c, const struct lm_val *a, const struct lm_val *b, bool divide,
                   struct lm_val *out);

/* LIKE over a column with a constant pattern, as a selection. False: no such case. */
bool lm_like_select(struct lm_expr *e, struct lm_eval *x, struct lm_sel sel, uint16_t *rows, uint32_t *n);

/* Binding of operators whose argument types are judged together. */
struct lm_bind {
    struct lm_arena *a;
    struct lm_str name;
    struct lm_expr **arg; /* [narg] a copy that may be changed */
    uint32_t narg;
    struct lm_pos pos;
    struct lm_err *err;
};
bool lm_bind_is_operator(struct lm_str name);
struct lm_expr *lm_bind_operator(struct lm_bind *b);

/* A call of row fn with the arguments of b as they are. */
struct lm_expr *lm_bind_make(struct lm_bind *b, const struct lm_fn *fn, struct lm_type type);

/* e adapted (or cast, when it is a constant or declared) to `to` by op LM_X_ADAPT or _ADAPT_CMP. */
struct lm_expr *lm_bind_adapt(struct lm_arena *a, struct lm_expr *e, enum lm_expr_op op, struct lm_type to);

/* Undeclared, or JSON, whose values are judged one by one as well. */
static inline bool
lm_type_is_open(struct lm_type t)
{
    return t.id == LM_T_DYN || t.id == LM_T_JSON;
}

static inline bool
lm_expr_is_text_const(const struct lm_expr *e)
{
    return e->op == LM_X_CONST && e->type.id == LM_T_VARCHAR && e->value.kind == LM_K_STR;
}

#endif
