/* bind_priv.h -- what the files of the binder share. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_BIND_PRIV_H
#define LM_BIND_PRIV_H

#include "sql/bind.h"

/* How an unwindowed aggregate inside speaks: decided by the EMIT of the query around it. */
enum bind_mode { BIND_FINAL, BIND_CHANGES };

struct lm_binder {
    struct lm_arena *a;
    struct lm_catalog *cat;
    struct lm_err *err;
    struct lm_list refs;  /* of struct lm_expr: every COL; its plan column is in `state` until numbered */
    struct lm_list nodes; /* of struct lm_plan, inputs before what reads them */
    struct lm_list late;  /* of struct lm_plan: LATE nodes that go to files */
    struct lm_list lates; /* of struct lm_plan: the first LATE node of each LATE DATA TO */
    struct lm_list drains; /* of struct lm_plan: queries that run for their late rows only */
    const struct lm_stream *stream; /* the named query being bound; NULL: none */
    const struct lm_stream *circle; /* a stream that reads itself, while the others of the circle are named */
    uint32_t depth;       /* of queries and expressions */
    uint32_t guards;      /* CASE, COALESCE, ... around: a failing constant may never be reached */
};

/* One name in FROM. */
struct bind_table {
    struct lm_str alias;
    struct lm_plan *plan;
    struct lm_list lifts; /* of struct lm_plan: joins above that put this table to the right, inner first */
};

struct bind_cte {
    const struct lm_cte *cte;
    const struct bind_cte *before; /* those it may use */
};

/* A column of USING. */
struct bind_merged {
    struct lm_plan_col *col;   /* the left one */
    struct lm_plan_col *other; /* of RIGHT and FULL: the right one, taken where the left one is NULL */
};

/* What names mean while an expression is bound. */
struct bind_scope {
    struct lm_binder *b;
    struct lm_list tables;           /* of struct bind_table */
    struct lm_list merged;           /* of struct bind_merged: USING columns, one for both sides */
    struct lm_list gone;             /* of struct bind_table: right sides of SEMI and ANTI joins */
    bool on_update;                  /* EMIT ON UPDATE: ASOF joins answer at once */
    bool values_change;              /* values of subqueries may change as rows come: EMIT CHANGES */
    bool inner_first;                /* a name of several tables is that of the last one */
    struct lm_plan *plan;            /* input of the expressions; subqueries add joins to it */
    const struct bind_cte *ctes;
    enum bind_mode mode;
    const struct lm_list *items;     /* SELECT items whose aliases may be used; NULL: none */
    uint32_t nitems;                 /* ... the first nitems of them */
    struct bind_group *group;        /* expressions above an aggregate; NULL: below */
    struct bind_lambda *lambdas;     /* whose parameters are known, the innermost first */
    bool aliases_first;              /* ORDER BY: an output name wins over a column */
    const char *no_aggregates;       /* name of the clause that may not hold aggregates; NULL: allowed */
    struct lm_plan *unnest;          /* of the table functions in SELECT; NULL: none yet */
    struct bind_overs *overs;        /* window functions may stand here; NULL: they may not */
    bool unnests;                    /* table functions may stand here */
    struct lm_from *windowed_from;   /* ksqlDB's WINDOW clause of the table in FROM; NULL: none */
};

/* The window functions of one SELECT, as a chain of OVER nodes. */
struct bind_overs {
    const struct lm_list *windows; /* of the WINDOW clause: struct lm_named_window */
    struct lm_list nodes;          /* of struct bind_over_node */
    struct lm_list calls;          /* of struct bind_call */
    struct lm_plan *bottom, *top;  /* when they are done; NULL: there are none */
};

struct bind_lambda {
    const struct lm_ast *ast;
    uint32_t first; /* column number of its first parameter, counted over all lambdas around */
    struct bind_lambda *outer;
};

struct bind_key {
    const struct lm_ast *ast;
    struct lm_expr *expr;   /* over the group's input */
    struct lm_plan_col *col; /* in the group's output */
};

struct bind_call {
    const struct lm_ast *ast;
    struct lm_plan_col *col;
};

/* An aggregation under construction. */
struct bind_group {
    struct bind_scope *below;  /* scope of keys and arguments */
    struct lm_plan *plan;      /* the GROUP or WGROUP node */
    struct lm_list keys;       /* of struct bind_key */
    struct lm_list calls;      /* of struct bind_call */
    const struct lm_ast *window; /* the window call in GROUP BY; NULL: none, or another spelling */
    bool again;                  /* by the bounds of a window below: they are ordinary keys */
};

/* Nodes and columns (bind_plan.c) */
struct lm_plan *plan_new(struct lm_binder *b, enum lm_plan_op op, struct lm_plan *in, struct lm_pos pos);
struct lm_plan_cols *plan_cols_new(struct lm_binder *b);
struct lm_plan_col *plan_col_add(struct lm_binder *b, struct lm_plan_cols *cols, struct lm_str name,
                                 struct lm_type type);
struct lm_expr *plan_ref(struct lm_binder *b, struct lm_plan_col *col, struct lm_pos pos);
struct lm_plan_col *plan_ref_col(const struct lm_expr *e); /* of a COL not numbered yet */
struct lm_plan *project_new(struct lm_binder *b, struct lm_plan *in, struct lm_pos pos);
struct lm_plan_col *project_add(struct lm_binder *b, struct lm_plan *p, struct lm_str name, struct lm_expr *e);

enum plan_look { LOOK_EXACT, LOOK_NOCASE, LOOK_DEMAND };

/* The column of that name in a plan's output: EXACT and NOCASE among those known (NOCASE: *n says how
 * many match), DEMAND asks an open source for one that may come. NULL: none. */
struct lm_plan_col *plan_find(struct lm_binder *b, struct lm_plan *p, struct lm_str name,
                              enum plan_look look, uint32_t *n);

/* The columns that `SELECT *` shows, in order: of struct lm_plan_col. */
void plan_visible(struct lm_binder *b, struct lm_plan *p, struct lm_list *out);

/* Every known name in a plan's output, for hints: of struct lm_str. */
void plan_names(struct lm_binder *b, struct lm_plan *p, struct lm_list *out);

struct lm_plan_col *source_col(struct lm_binder *b, struct lm_source *s, struct lm_str name);

/* Expressions (bind_expr.c, bind_name.c, bind_sub.c) */
struct lm_expr *bind_expr(struct bind_scope *s, const struct lm_ast *e);
struct lm_expr *bind_name(struct bind_scope *s, const struct lm_ast *e);
/* Whether a table is known to have a column of that name: not one that may come later. */
bool name_known(struct bind_scope *s, const struct lm_ast *e);
struct lm_expr *bind_subquery(struct bind_scope *s, const struct lm_ast *e); /* IN, EXISTS, (SELECT) */
struct lm_expr *bind_predicate(struct bind_scope *s, const struct lm_ast *e, const char *clause);
struct lm_expr *bind_const(struct bind_scope *s, const struct lm_ast *e, struct lm_type type);
int bind_duration(struct lm_binder *b, const struct lm_ast *e, int64_t *us); /* fixed length, in us */
int bind_count(struct lm_binder *b, const struct lm_ast *e, const char *clause, uint64_t *out);
struct lm_str bind_item_name(struct lm_binder *b, const struct lm_ast *e, const struct lm_expr *bound);
struct bind_table *scope_table(struct bind_scope *s, struct lm_str alias);
struct lm_plan_col *table_lift(struct bind_scope *s, struct bind_table *t, struct lm_plan_col *c);

/* The value of a USING column of RIGHT or FULL; NULL: c is none. */
struct lm_expr *merged_expr(struct bind_scope *s, const struct lm_plan_col *c, struct lm_pos pos);

/* Comparisons of rows, ANY and ALL, OVERLAPS (bind_rows.c) */
bool rows_compared(const struct lm_ast *e); /* a comparison with a row on a side */
struct lm_ast *rows_expand(struct lm_binder *b, const struct lm_ast *e); /* as those of its values */
struct lm_expr *bind_rows(struct bind_scope *s, const struct lm_ast *e);
struct lm_expr *bind_rows_in(struct bind_scope *s, const struct lm_ast *e);
struct lm_expr *bind_any(struct bind_scope *s, const struct lm_ast *e);
struct lm_expr *bind_overlaps(struct bind_scope *s, const struct lm_ast *e);

/* FROM (bind_from.c, bind_join.c) */
int bind_from(struct bind_scope *s, struct lm_from *f);
int bind_join(struct bind_scope *s, struct lm_from *f);

/* x AND y, x NULL: y. A longer AND is one list, so it nests no deeper than what it is made of. */
struct lm_ast *ast_both(struct lm_binder *b, struct lm_ast *x, const struct lm_ast *y);

/* The query with those conditions of WHERE in FROM that belong to its joins; q itself without any. */
const struct lm_query *where_to_joins(struct lm_binder *b, const struct lm_query *q, enum bind_mode mode);
/* Whether a table of f goes by that name. */
bool from_has(const struct lm_from *f, struct lm_str alias);
/* A join with a subquery that names the tables before it becomes one by what it says of them. */
int lateral_join(struct lm_binder *b, struct lm_from_join *j);
/* A name in q that is of a table of the query around; NULL: none. */
const struct lm_ast *query_names_outer(struct bind_scope *around, const struct lm_query *q);
struct lm_plan_col *join_right(struct lm_binder *b, struct lm_plan *join, struct lm_plan_col *c);
bool expr_same(const struct lm_expr *a, const struct lm_expr *b);

/* Whether a constant regular expression in a call is one; it is tried on an empty text. */
bool pattern_is_good(struct bind_scope *s, struct lm_expr *e);

/* Table functions (bind_unnest.c) */
bool ast_is_rows(const struct lm_ast *e);
/* FROM f(...), or beside a table: the function may use the columns of what stands before it (s->plan; NULL
 * plan: nothing does). */
int bind_unnest_from(struct bind_scope *s, struct lm_from *f, bool outer);
struct lm_expr *bind_unnest_item(struct bind_scope *s, const struct lm_ast *e); /* in SELECT */

/* Queries (bind_query.c, bind_group.c, bind_window.c, bind_emit.c) */
struct lm_plan *bind_query(struct lm_binder *b, const struct lm_query *q, const struct bind_cte *ctes,
                           enum bind_mode mode);
/* An aggregate call: its arguments, FILTER and ORDER BY inside. */
int aggregate_bind(struct bind_scope *s, const struct lm_ast *e, struct lm_agg *agg);
bool query_aggregates(const struct lm_query *q);
bool ast_has_aggregate(const struct lm_ast *e);
int bind_group(struct bind_scope *s, const struct lm_query *q, struct bind_group *g);
struct lm_expr *group_expr(struct bind_scope *s, const struct lm_ast *e, bool *found);
bool ast_is_window(const struct lm_ast *e); /* TUMBLE(...), HOP(...), ... */
bool ast_is_window_bound(const struct lm_ast *e, bool *end); /* TUMBLE_START(...), ... */
int window_of_call(struct bind_scope *s, const struct lm_ast *call, struct lm_plan *p);
int window_of_clause(struct bind_scope *s, const struct lm_from *f, struct lm_plan *p);

/* Whose event time an expression over a plan's output is. */
enum bind_time_of {
    TIME_DECLARED, /* the declared one of its source */
    TIME_FREE,     /* of a source that has none, or has this one already */
    TIME_OTHER     /* something else */
};
enum bind_time_of time_kind(struct lm_binder *b, struct lm_plan *in, const struct lm_expr *e);

/* Whether the two are different columns of one source: only one of them can be its event time. */
bool times_clash(struct lm_binder *b, struct lm_plan *const in[2], struct lm_expr *const e[2]);

/* A join's time on one side: *expr NULL when the rows' own event time is it. */
int join_time(struct bind_scope *s, struct lm_plan *in, struct lm_expr *e, struct lm_expr **expr,
              struct lm_stamp **stamp);

/* The stamp of the declared event time of all sources below, or NULL. */
struct lm_stamp *declared_stamp(struct bind_scope *s, struct lm_plan *in);

void window_bounds(struct lm_binder *b, struct lm_plan *p, struct lm_plan_cols *cols);

/* One SELECT on its way. */
struct bind_select {
    const struct lm_query *q;
    struct bind_scope s;      /* below an aggregate */
    struct bind_scope up;     /* of SELECT, HAVING, ORDER BY: s itself, or above the aggregate */
    struct bind_group group;
    bool grouped;
    struct bind_overs overs;
};

/* Window functions and rankings (bind_over.c, bind_rank.c) */
struct lm_expr *bind_over(struct bind_scope *s, const struct lm_ast *e);
/* All window functions of a SELECT with its QUALIFY over `in`: x->overs.bottom reads it, .top is read
 * by the SELECT list. */
int overs_finish(struct bind_select *x, struct lm_plan *in);
/* Decides how an OVER node over its in[0] speaks; answers the node that its input goes to. */
struct lm_plan *over_decide(struct lm_binder *b, struct lm_plan *p, enum bind_mode mode);
/* Which columns may become the event time of a source that has none, by being ordered by. */
enum order_time { ORDER_NONE, ORDER_TYPED, ORDER_ANY };
/* Whether rows in that order are in the order of their event time. */
bool order_is_time(struct lm_binder *b, struct lm_plan *in, const struct lm_plan_sort *key,
                   enum order_time free);
struct lm_plan *tsort_new(struct lm_binder *b, struct lm_plan *in, const struct lm_plan_sort *keys, uint32_t n,
                          struct lm_pos pos);
/* A FILTER above a ranking: cuts it off. Answers what is left, the FILTER or its input. */
/* The filter, in front of it a node for what it says of now() under EMIT CHANGES (bind_temporal.c). */
struct lm_plan *temporal_cut(struct lm_binder *b, struct lm_plan *filter);

/* The parts of AND, and AND of them. */
void expr_conjuncts(struct lm_binder *b, struct lm_expr *e, struct lm_list *out);
struct lm_expr *expr_all(struct lm_binder *b, const struct lm_list *parts);
struct lm_plan *rank_cut(struct lm_binder *b, struct lm_plan *filter);
/* The rows of places lo .. hi in that order, of each partition. */
struct lm_plan *rank_new(struct bind_select *x, struct lm_plan *in, const struct lm_plan_over *like,
                         struct lm_pos pos);
struct lm_plan *rank_distinct_on(struct bind_select *x, struct lm_plan *p, struct lm_plan_sort *keys);
struct lm_plan *rank_limit_by(struct bind_select *x, struct lm_plan *p, struct lm_plan_sort *keys);
struct lm_plan *recent_new(struct bind_select *x, struct lm_plan *p);
int order_key(struct bind_select *x, struct lm_plan *p, const struct lm_ast_order *o, struct lm_plan_sort *out);
int query_limits(struct lm_binder *b, const struct lm_query *q, uint64_t *limit, uint64_t *offset);
/* Which rankings show their rank; what cannot be answered over endless input. After all is bound. */
int overs_check(struct lm_binder *b, const struct lm_list *outputs);

/* EMIT, ALLOW LATENESS and LATE DATA TO, before anything stands on the aggregate. */
int emit_window(struct bind_select *x);
/* What EMIT puts on top of the query. NULL with err set. */
struct lm_plan *emit_top(struct lm_binder *b, const struct lm_query *q, struct lm_plan *p);
enum bind_mode emit_mode(const struct lm_query *q, enum bind_mode around);

struct lm_plan *bind_set(struct lm_binder *b, const struct lm_query *q, const struct bind_cte *ctes,
                         enum bind_mode mode);
/* A query with GROUPING SETS as a UNION ALL of one for each set. */
struct lm_query *grouping_query(struct lm_binder *b, const struct lm_query *q);

struct lm_plan *bind_values(struct lm_binder *b, const struct lm_query *q);
/* The columns of p are those of `in`, and all of them its key. */
void plan_key_all(struct lm_binder *b, struct lm_plan *p, struct lm_plan *in, struct lm_pos pos);
struct lm_plan *distinct_new(struct lm_binder *b, struct lm_plan *in, enum bind_mode mode, struct lm_pos pos);
int bind_items(struct bind_select *x, struct lm_plan *p);

/* Conditions that concern one side of a join are asked before it. Outputs (struct lm_output) are all
 * there are so far. */
void plan_push(struct lm_binder *b, const struct lm_list *outputs);

/* A lookup table that is read on demand is read by its joins alone (bind_lookup.c). */
int lookups_check(struct lm_binder *b, const struct lm_list *outputs);

/* Gives OVER nodes above others the order in which their rows arrived (plan_arrival.c). */
void plan_arrivals(struct lm_binder *b);

#endif
