/* expr.h -- bound expressions over the columns of a batch, and their evaluation. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * An expression is a tree of typed nodes made by the binder (lm_expr_* makers below) in the pipe's
 * arena. It is evaluated a batch at a time: lm_expr_eval gives a column whose rows in `sel` are
 * right. Each node looks at the kinds that its arguments have in this batch and runs the vector
 * kernel for them (ops.c, kernels.c); where there is none it goes row by row with struct lm_val.
 * AND, OR, CASE, COALESCE, IF and FILTER evaluate what stands to their right only for the rows that
 * need it, by a smaller selection.
 *
 * A row whose evaluation fails is marked in lm_eval.bad with the code; its value is NULL. Whoever
 * evaluates decides by --on-error: under NULL bad stays clear and the failing node gives NULL.
 */
#ifndef LM_EXPR_H
#define LM_EXPR_H

#include "base/err.h"
#include "base/list.h"
#include "data/batch.h"
#include "data/refuse.h"
#include "time/stamp.h"

struct lm_fn;
struct lm_expr;

enum lm_expr_op {
    LM_X_CONST,    /* value */
    LM_X_COL,      /* column number `col` of the batch */
    LM_X_CALL,     /* fn(arg...) */
    LM_X_CAST,     /* arg[0] to `type`: CAST, lossy where SQL rounds; fails with LM_E_CAST */
    LM_X_TRY_CAST, /* the same, NULL instead of failure */
    LM_X_ADAPT,    /* arg[0], undeclared, for an operator or function that takes `type`: to a
                      number, text, TIMESTAMP, BOOLEAN, ... Type DYN: to a number of whatever kind. Fails
                      with LM_E_VALUE when it has none */
    LM_X_ADAPT_CMP,/* the same, but a value that cannot be adapted is NULL: for comparisons */
    LM_X_READ,     /* arg[0] as read, to the declared `type`: without loss, else LM_E_CONVERT. `col` is enum
                      lm_time_unit of epoch numbers, `name` the column's */
    LM_X_PRESENT,  /* arg[0] of a NOT NULL column called `name`: NULL fails with LM_E_CONVERT */
    LM_X_AND,      /* arg[0..narg): three-valued, left to right */
    LM_X_OR,
    LM_X_CASE,     /* when, then, when, then, ..., else (always there; may be the constant NULL) */
    LM_X_COALESCE, /* first arg that is not NULL */
    LM_X_TRY,      /* arg[0], NULL where it fails */
    LM_X_IN,       /* arg[0] IN (arg[1..narg)) */
    LM_X_LAMBDA,   /* x -> arg[0]: an argument of array functions; parameters are columns from `col` up,
                      behind those of the batch; `nparam` of them */
    LM_X_NOW,      /* lm_eval.now_us as TIMESTAMP */
    LM_X_MARK,     /* watermark(): the row's W_before as TIMESTAMP, NULL while it is minus infinity */
    LM_X_TIME,     /* the row's event time (lm_batch.ts) as TIMESTAMP, NULL without one */
    LM_X_ORIGIN    /* virtual columns: `col` is enum lm_origin_part */
};

enum lm_origin_part { LM_ORIGIN_FILE, LM_ORIGIN_LINE, LM_ORIGIN_OFFSET };

struct lm_expr {
    enum lm_expr_op op;
    struct lm_type type;      /* of the result */
    struct lm_pos pos;        /* in the query, for messages */
    uint32_t col;             /* see op */
    uint32_t nparam;          /* of LAMBDA */
    uint32_t narg;
    struct lm_expr **arg;
    const struct lm_fn *fn;   /* of CALL */
    struct lm_val value;      /* of CONST; its texts live as long as the expression */
    struct lm_str name;       /* of COL: for messages */
    void *state;              /* evaluation's own: a compiled pattern, a constant spread over a batch */
    bool varies;              /* lm_expr_is_const has found that it is not */
};

struct lm_why;

/* What an evaluation needs and what it finds. One for each user of expressions; begun anew for each
 * batch with lm_eval_begin. */
struct lm_eval {
    const struct lm_batch *in;
    struct lm_arena *arena;    /* results: the batch's */
    struct lm_arena *keep;     /* lives as long as the expression: constants, compiled patterns */
    int64_t now_us;            /* now(): the same for all rows of a batch */
    enum lm_on_error on_error; /* NULL: failing nodes give NULL and no row is bad */
    uint16_t *bad;             /* [row] enum lm_code of the first failure, 0: fine; NULL: no row failed */
    uint32_t nbad;             /* rows marked */
    char what[LM_ERR_TEXT];    /* phrase of the newest failure */
    struct lm_str field;       /* column of the newest failure, if it is one */
    struct lm_why **why;       /* [row] phrase and field of each bad row; evaluation's own */
    bool once;                 /* one row, once: constants are not spread over a whole batch */
};

/* Prepares x for batch b; arena and on_error stay as they were set. */
void lm_eval_begin(struct lm_eval *x, const struct lm_batch *b);

/* The column of e over the rows of sel. The column belongs to the batch's arena (or is one of the
 * batch's own). Rows outside of sel may be anything. Never fails; failing rows are in x->bad. */
const struct lm_col *lm_expr_eval(struct lm_expr *e, struct lm_eval *x, struct lm_sel sel);

/* The rows of sel where predicate e is TRUE; `rows` has room for sel.n. Rows that failed are not
 * among them. */
struct lm_sel lm_expr_select(struct lm_expr *e, struct lm_eval *x, struct lm_sel sel, uint16_t *rows);

/* Marks row r as failed (unless on_error is NULL) with a phrase; the first code of a row stays. */
void lm_eval_fail(struct lm_eval *x, uint32_t r, enum lm_code code, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* Refuses every row marked bad among sel, and answers the others (room for sel.n in `rows`). *stop
 * becomes true when on_error is FAIL and there was one: the selection then ends before that row. */
struct lm_sel lm_eval_refuse(struct lm_eval *x, struct lm_refuser *r, struct lm_sel sel, uint16_t *rows,
                             bool *stop);

/* One value without a batch, for constants: evaluates e (no columns in it) once. -1 with err set when
 * it fails. */
int lm_expr_const(struct lm_expr *e, struct lm_arena *a, int64_t now_us, struct lm_val *out,
                  struct lm_err *err);

/* Whether e is built of constants and functions that always give the same (no now(), random()). */
bool lm_expr_is_const(struct lm_expr *e);

/* Makers. All in arena a; args are kept. */
struct lm_expr *lm_expr_new(struct lm_arena *a, enum lm_expr_op op, struct lm_type type, struct lm_pos pos,
                            struct lm_expr **arg, uint32_t narg);
struct lm_expr *lm_expr_val(struct lm_arena *a, struct lm_type type, struct lm_val v, struct lm_pos pos);

/* OR of conditions; neighbours that compare the same thing with constants become one IN. */
struct lm_expr *lm_expr_or(struct lm_arena *a, struct lm_pos pos, struct lm_expr **arg, uint32_t narg);
struct lm_expr *lm_expr_col(struct lm_arena *a, uint32_t col, struct lm_type type, struct lm_str name,
                            struct lm_pos pos);

/* fn(args) bound: finds the overload for the argument types, wraps arguments in ADAPT or CAST where
 * the function wants another type, sets the result type. NULL with err set (LM_E_ARGUMENTS lists the
 * overloads, LM_E_FUNCTION a near name or another dialect's spelling). Operators are functions too:
 * "+", "-", "*", "/", "%", "^", "||", "=", "<>", "<", "<=", ">", ">=", "&", "|", "#", "<<", ">>",
 * "~" and "neg", "not", "bitnot"; LIKE is "like", "ilike", IS NULL is "isnull", "isnotnull",
 * "ismissing", "istrue", "isfalse", "distinct_from"; subscripts "[]" and "[:]", JSON "->" "->>"
 * "#>" "#>>" "@>" "<@" "?" "?|" "?&". */
struct lm_expr *lm_expr_call(struct lm_arena *a, struct lm_str name, struct lm_expr **arg, uint32_t narg,
                             struct lm_pos pos, struct lm_err *err);

/* The one type that CASE branches, COALESCE arguments, UNION sides and IN lists share: NULL goes with
 * all; numbers widen (BIGINT < DECIMAL < DOUBLE); DYN with a declared type is DYN (values stay as they
 * are); DATE and TIMESTAMP give TIMESTAMP; text literals beside times become times. False when there is
 * none. */
bool lm_type_common(struct lm_type a, struct lm_type b, struct lm_type *out);

/* e itself when it has that type, else e converted to it (CAST, or nothing for DYN). */
struct lm_expr *lm_expr_as(struct lm_arena *a, struct lm_expr *e, struct lm_type type);

/* Value-level conversions, shared by casts, readers and INSERT. 0, or the code of the failure. */
enum lm_code lm_cast_val(const struct lm_val *v, struct lm_type to, struct lm_arena *a, struct lm_val *out);
enum lm_code lm_read_val(const struct lm_val *v, struct lm_type to, enum lm_time_unit unit,
                         struct lm_arena *a, struct lm_val *out);

#endif
