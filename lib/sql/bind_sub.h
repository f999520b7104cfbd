/* bind_sub.h -- what the files that bind subqueries share. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_BIND_SUB_H
#define LM_BIND_SUB_H

#include "sql/bind_priv.h"

/* A subquery being bound. */
struct sub {
    struct lm_list inner; /* of struct lm_ast: key expressions of the subquery */
    struct lm_list outer; /* ... and what they equal outside */
    struct lm_ast *rest;  /* WHERE without them */
    bool in;              /* x IN (...) */
    bool kept;            /* a value that changes as rows come: EMIT CHANGES */
    struct lm_ast *none;  /* the value where no row meets them; NULL: none is NULL */
};

/* One more SELECT item; an expression that is written nowhere, at the place of `at`. */
void sub_item(struct bind_scope *s, struct lm_query *c, struct lm_ast *e, struct lm_str alias);
struct lm_ast *sub_call(struct lm_binder *b, enum lm_ast_op op, const char *name, struct lm_pos pos);
struct lm_ast *sub_bool(struct lm_binder *b, bool v, struct lm_pos pos);

/* A join with the plan of a subquery that is not yet placed; outer = inner becomes a key of it; its place is
 * on what the scope reads by now. */
struct lm_plan *sub_join(struct bind_scope *s, const struct lm_ast *e, struct lm_plan *inner, enum lm_plan_join kind);
int sub_key(struct bind_scope *s, struct lm_plan *join, const struct lm_ast *outer, struct lm_plan_col *inner);
void sub_place(struct bind_scope *s, struct lm_plan *join);

/* Whether changes of `inner` can be joined as they come: its rows are still to come, and it ends. */
bool sub_can_be_kept(const struct bind_scope *s, const struct lm_plan *inner);

/* Makes a join of subqueries one that is told the changes of both sides (bind_kept.c). */
void sub_keep(struct bind_scope *s, struct lm_plan *join, const struct lm_list *cols);

/* EXISTS and IN of q, a subquery without its outer equalities, as a value that changes as rows come. */
struct lm_expr *kept_mark(struct bind_scope *s, const struct lm_ast *e, struct lm_query *q, const struct sub *sub);

#endif
