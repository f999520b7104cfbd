/* make_query.h -- makers of queries and FROM, for the grammar. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_MAKE_QUERY_H
#define LM_MAKE_QUERY_H

#include "sql/make_expr.h"

/* ast_query.c: queries. q is NULL for the first clause of a SELECT */
struct lm_quant { /* DISTINCT */
    struct lm_list *on; /* NULL: of all columns */
};
struct lm_quant *lm_quant_new(struct lm_parse *p, struct lm_list *on);
struct lm_query *lm_query_items(struct lm_parse *p, struct lm_query *q, const struct lm_token *t,
                                struct lm_quant *quant, struct lm_list *items);
struct lm_query *lm_query_from(struct lm_parse *p, struct lm_query *q, const struct lm_token *t,
                               struct lm_from *from);
struct lm_query *
lm_query_where(struct lm_parse *p, struct lm_query *q, const struct lm_token *t, struct lm_ast *x);
struct lm_query *lm_query_group(struct lm_parse *p, struct lm_query *q, const struct lm_token *t,
                                struct lm_list *groups);
struct lm_query *lm_query_group_all(struct lm_parse *p, struct lm_query *q,
                                    const struct lm_token *t, const struct lm_token *end);
struct lm_query *
lm_query_having(struct lm_parse *p, struct lm_query *q, const struct lm_token *t, struct lm_ast *x);
struct lm_query *lm_query_windows(struct lm_parse *p, struct lm_query *q, const struct lm_token *t,
                                  struct lm_list *windows);
struct lm_query *lm_query_qualify(struct lm_parse *p, struct lm_query *q, const struct lm_token *t,
                                  struct lm_ast *x);
struct lm_query *lm_query_lateness(struct lm_parse *p, struct lm_query *q, const struct lm_token *t,
                                   struct lm_ast *x);
struct lm_query *lm_query_late(struct lm_parse *p, struct lm_query *q, const struct lm_token *t,
                               const struct lm_token *to);
struct lm_query *
lm_query_within(struct lm_parse *p, struct lm_query *q, const struct lm_token *t, struct lm_ast *x);
struct lm_query *lm_query_core_done(struct lm_parse *p, struct lm_query *q);
struct lm_query *lm_query_paren(struct lm_query *q);
struct lm_query *
lm_query_values(struct lm_parse *p, const struct lm_token *t, struct lm_list *rows);
struct lm_query *
lm_query_table(struct lm_parse *p, const struct lm_token *t, const struct lm_token *name);
struct lm_query *lm_query_set(struct lm_parse *p, const struct lm_token *t, bool all,
                              struct lm_query *l, struct lm_query *r);
struct lm_query *lm_query_with(struct lm_parse *p, const struct lm_token *t, struct lm_list *ctes,
                               struct lm_query *q);
struct lm_query *lm_query_tails(struct lm_parse *p, struct lm_query *q, struct lm_list *tails);
struct lm_cte *lm_cte_new(struct lm_parse *p, const struct lm_token *name, struct lm_list *columns,
                          struct lm_query *q);
struct lm_named_window *
lm_windowdef_new(struct lm_parse *p, const struct lm_token *name, struct lm_ast_over *over);
struct lm_ast_item *lm_item_new(struct lm_parse *p, struct lm_ast *x, const struct lm_token *alias);
struct lm_ast_item *
lm_item_star(struct lm_parse *p, struct lm_ast *table, const struct lm_token *t);
struct lm_ast_item *lm_item_exclude(struct lm_parse *p, struct lm_ast_item *i,
                                    struct lm_list *columns, const struct lm_token *end);
struct lm_ast_item *lm_item_replace(struct lm_parse *p, struct lm_ast_item *i,
                                    struct lm_list *items, const struct lm_token *end);
struct lm_ast_item *lm_item_rename(struct lm_parse *p, struct lm_ast_item *i,
                                   struct lm_list *items, const struct lm_token *end);
/* ORDER BY ALL: the order of every item, in turn; the items are known when the query is whole. */
struct lm_clause *
lm_clause_order_all(struct lm_parse *p, const struct lm_token *t, struct lm_ast_order *o);
struct lm_clause *lm_clause_ties(struct lm_parse *p, const struct lm_token *t, struct lm_ast *n,
                                 const struct lm_token *end);
struct lm_clause *
lm_clause_late(struct lm_parse *p, const struct lm_token *t, const struct lm_token *to);
struct lm_clause *
lm_clause_emit(struct lm_parse *p, const struct lm_token *t, const struct lm_token *end,
               enum lm_emit_kind kind, struct lm_ast *every);

/* ast_group.c: GROUP BY and its sets */
struct lm_clause *lm_group_expr(struct lm_parse *p, struct lm_ast *x);
struct lm_clause *
lm_group_sets(struct lm_parse *p, const struct lm_token *t, struct lm_list *clauses);
void lm_group_put(struct lm_parse *p, struct lm_query *q, struct lm_list *clauses);

/* ast_from.c: FROM */
struct lm_alias {
    struct lm_str name;
    struct lm_list *columns;
};
struct lm_range {
    struct lm_ast *from, *to, *step;
    struct lm_alias *alias;
};
struct lm_alias *
lm_alias_new(struct lm_parse *p, const struct lm_token *name, struct lm_list *columns);
struct lm_from *lm_from_named(struct lm_parse *p, const struct lm_token *t);
struct lm_from *lm_from_alias(struct lm_parse *p, struct lm_from *f, struct lm_alias *alias);
struct lm_from *lm_from_as_of(struct lm_parse *p, struct lm_from *f, struct lm_ast *x);
struct lm_from *
lm_from_query(struct lm_parse *p, struct lm_query *q, struct lm_alias *alias, bool lateral);
struct lm_from *lm_from_call(struct lm_parse *p, struct lm_ast *call, bool ordinality,
                             struct lm_alias *alias, bool lateral);
struct lm_from *lm_from_window(struct lm_parse *p, struct lm_from *f, const struct lm_token *span,
                               enum lm_window_clause kind, struct lm_list *parts);
struct lm_from *lm_from_comma(struct lm_parse *p, struct lm_from *l, struct lm_from *r);
struct lm_from *lm_from_joined(struct lm_parse *p, struct lm_from *l, struct lm_from *join);
struct lm_from *lm_join_new(struct lm_parse *p, const struct lm_token *t, enum lm_join_kind kind,
                            enum lm_join_form form);
struct lm_from *lm_join_natural(struct lm_parse *p, const struct lm_token *t, struct lm_from *j);
struct lm_from *lm_join_table(struct lm_from *j, struct lm_from *right);
struct lm_from *
lm_join_on(struct lm_parse *p, struct lm_from *j, const struct lm_token *t, struct lm_ast *x);
struct lm_from *lm_join_using(struct lm_parse *p, struct lm_from *j, const struct lm_token *t,
                              struct lm_list *columns);
struct lm_from *
lm_join_within(struct lm_parse *p, struct lm_from *j, const struct lm_token *t, struct lm_ast *x);
struct lm_from *
lm_join_match(struct lm_parse *p, struct lm_from *j, const struct lm_token *t, struct lm_ast *x);
struct lm_from *lm_join_tolerance(struct lm_parse *p, struct lm_from *j, const struct lm_token *t,
                                  struct lm_ast *x);
struct lm_from *lm_join_timestamps(struct lm_parse *p, struct lm_from *j, const struct lm_token *t,
                                   struct lm_ast *left, struct lm_ast *right);
struct lm_from *lm_join_list(struct lm_parse *p, struct lm_from *j, const struct lm_token *t,
                             struct lm_list *list, struct lm_alias *alias);
struct lm_from *lm_join_range(struct lm_parse *p, struct lm_from *j, const struct lm_token *t,
                              const struct lm_range *r);

#endif
