/* agg.h -- aggregates: one row of the table and a small set of functions each. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_AGG_H
#define LM_AGG_H

#include "expr/expr.h"

struct lm_agg;
struct lm_agg_row;

/* Memory of growing states (texts, sets): given by whoever holds the groups. */
struct lm_agg_mem {
    void *(*take)(struct lm_agg_mem *m, size_t n); /* n bytes, 16-aligned, not initialised */
    void (*give)(struct lm_agg_mem *m, void *p, size_t n); /* back, with the n it was taken with */
};

/* Rows for one aggregate: state of the k-th selected row is states[k]. */
struct lm_agg_rows {
    struct lm_sel sel;               /* rows; FILTER has been applied */
    void *const *states;             /* [k] */
    const struct lm_col *const *arg; /* [narg] evaluated arguments */
    const int32_t *weight;           /* [row], NULL: all +1 */
    const int64_t *ts;               /* [row] event time for first/last; NULL: by arrival */
    uint64_t seq0;                   /* arrival number of row 0: row r has seq0 + r */
    struct lm_eval *x;               /* for failures */
    struct lm_agg_mem *mem;
};

/* The order in which an aggregate wants the rows that the bag keeps; ties by arrival. */
enum lm_agg_sorted { LM_AGG_BY_ARRIVAL, LM_AGG_BY_VALUE, LM_AGG_BY_SECOND, LM_AGG_BY_TIME };

struct lm_agg_type {
    const char *name;
    const char
        *signature; /* letters of fn.h; result behind '>' (N: sum type: BIGINT and wider exact).
                               Behind '|' stand constant arguments, which become lm_agg.param */
    bool retracts;  /* `add` understands negative weights by itself. After lm_agg_changing it
                               does for every aggregate */
    bool ordered;   /* takes ORDER BY inside */
    bool counts;    /* of no rows it is 0; the others are NULL */
    size_t (*size)(const struct lm_agg *a);            /* bytes of a state, a multiple of 16 */
    void (*init)(const struct lm_agg *a, void *state); /* zero bytes already; NULL: enough */
    void (*add)(const struct lm_agg *a, const struct lm_agg_rows *rows);
    void (*merge)(const struct lm_agg *a, void *into, const void *from, struct lm_agg_mem *mem);
    void (*result)(const struct lm_agg *a, const void *state, struct lm_arena *arena,
                   struct lm_val *out);
    void (*fini)(const struct lm_agg *a, void *state,
                 struct lm_agg_mem *mem); /* NULL: nothing to give back */
    /* The answer of all rows, sorted as `sorted` says or by ORDER BY. In the table instead of add,
     * merge and result, or beside them for input with retractions: the bag (agg_bag.c) keeps the
     * rows and has the other functions. */
    void (*rows)(const struct lm_agg *a, const struct lm_agg_row *const *rows, uint32_t n,
                 struct lm_arena *arena, struct lm_val *out);
    enum lm_agg_sorted sorted;
    bool nulls; /* the bag keeps rows whose first argument is NULL */
    const char *meaning;
    const char *example; /* an SQL expression over LM_AGG_EXAMPLE_ROWS ... */
    const char *example_result; /* ... and what it prints as JSON; run by the tests */
};

/* What the examples of aggregates are computed from. */
#define LM_AGG_EXAMPLE_ROWS                                                                        \
    "(VALUES ('a', 2, true, 1, 2), ('b', 6, true, 2, 4), ('a', 4, false, 3, 7)) "                   \
    "AS t(k, v, ok, x, y)"


/* One aggregate call of a query. Before lm_agg_bind: arg as written (a WITHIN GROUP call has its
 * ORDER BY in `order`), filter, distinct, respect_nulls, order, order_flags, pos. Afterwards the
 * type's functions do everything: DISTINCT and ORDER BY are inside of them. */
struct lm_agg {
    const struct lm_agg_type *type;
    struct lm_expr *
        *arg; /* [narg] what a row must be evaluated to: lm_agg_rows.arg. count(*) has none;
                             ORDER BY expressions stand behind the arguments after binding */
    uint32_t narg;
    struct lm_expr *filter; /* NULL: none */
    bool distinct;
    bool respect_nulls;         /* first, last: NULLs count */
    bool star;                  /* written count(*) */
    struct lm_expr **order;     /* [norder] ORDER BY inside */
    const uint8_t *order_flags; /* [norder] enum lm_sort_flag */
    uint32_t norder;
    struct lm_type result;
    struct lm_val param[2]; /* constant parameters: separator, fraction */
    struct lm_pos pos;
    uint32_t nvalue;                /* arguments without the ORDER BY behind them; set by binding */
    const struct lm_agg_type *base; /* the row of the table; set by binding */
    const struct lm_agg_type *each;  /* answers each of several fractions; NULL: there is one */
    const struct lm_agg_type *inner; /* what DISTINCT hands its rows to; set by binding */
};

enum lm_sort_flag { LM_SORT_DESC = 1, LM_SORT_NULLS_FIRST = 2 };

/* Order of two values under one key of ORDER BY: NULL last, in both directions, unless the flag
 * says first. */
int lm_sort_order(const struct lm_val *a, const struct lm_val *b, uint8_t flags);

extern const struct lm_agg_type lm_agg_types[];
extern const uint32_t lm_agg_type_count;

/* Whether the name is an aggregate's (without case). */
bool lm_agg_is(struct lm_str name);

/* Whether the aggregate of this name is 0 of no rows, and not NULL. */
bool lm_agg_counts(struct lm_str name);

/* Binds a call: picks the row of the table, adapts arguments, sets the result type. -1 with err. */
int lm_agg_bind(struct lm_arena *a, struct lm_str name, struct lm_agg *call, struct lm_err *err);

/* Makes a bound aggregate one that takes negative weights. Group operators call it for each of
 * their aggregates when they are made and their input has retractions, before they ask for the
 * size. May be called twice. */
void lm_agg_changing(struct lm_agg *agg);

/* The use of one aggregate: FILTER, then the arguments over the rows left. lm_agg_eval answers the
 * rows (in `rows`, room for sel.n, or sel itself) and sets col[0..narg) from the batch's arena. Rows
 * that the aggregate cannot take (a text without a number in SUM) are marked in x->bad. Such a row is
 * left out of the whole query: group operators evaluate all their aggregates, refuse the bad rows with
 * lm_eval_refuse, and only then add. Under --on-error=null nothing is marked, and add takes such
 * values for NULL. */
struct lm_sel lm_agg_eval(const struct lm_agg *agg, struct lm_eval *x, struct lm_sel sel,
                          uint16_t *rows, const struct lm_col **col);

#endif
