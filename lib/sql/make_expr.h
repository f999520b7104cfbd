/* make_expr.h -- makers of expressions, for the grammar. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_MAKE_EXPR_H
#define LM_MAKE_EXPR_H

#include "sql/parse_priv.h"

/* ast_value.c: literals */
struct lm_ast *lm_ast_new(struct lm_parse *p, enum lm_ast_op op, struct lm_pos pos);
void lm_ast_adopt(struct lm_parse *p, struct lm_ast *e, struct lm_ast *arg, uint32_t cost);
struct lm_ast *lm_ast_one(struct lm_parse *p, const struct lm_token *at);
struct lm_ast *lm_ast_number(struct lm_parse *p, const struct lm_token *t);
struct lm_ast *lm_ast_string(struct lm_parse *p, const struct lm_token *t);
struct lm_ast *lm_ast_word(struct lm_parse *p, const struct lm_token *t);
struct lm_ast *lm_ast_param(struct lm_parse *p, const struct lm_token *t);
struct lm_ast *
lm_ast_duration(struct lm_parse *p, const struct lm_token *t, const struct lm_token *unit);
struct lm_ast *lm_ast_interval(struct lm_parse *p, const struct lm_token *t,
                               const struct lm_token *text, const struct lm_token *unit);
struct lm_ast *
lm_ast_interval_fields(struct lm_parse *p, const struct lm_token *t, const struct lm_token *text,
                       const struct lm_token *from, const struct lm_token *to);
struct lm_ast *
lm_ast_typed(struct lm_parse *p, const struct lm_token *type, const struct lm_token *text);
/* The value of a NUMBER token; fails with LM_E_LITERAL where it is too large. */
struct lm_val lm_number_val(struct lm_parse *p, const struct lm_token *t);
/* -v of a number. */
struct lm_val lm_number_negative(struct lm_val v);

/* ast_type.c: types */
struct lm_type_node {
    struct lm_type type;
    struct lm_str name; /* of the type as written; of a field */
    struct lm_pos pos;
    bool is_number, is_field;
    int64_t number;
};
struct lm_type_node *lm_type_node(struct lm_parse *p, const struct lm_token *name,
                                  struct lm_list *args, const struct lm_token *end);
struct lm_type_node *
lm_type_zoned(struct lm_parse *p, struct lm_type_node *t, const struct lm_token *end);
struct lm_type_node *
lm_type_array(struct lm_parse *p, struct lm_type_node *t, const struct lm_token *end);
struct lm_type_node *lm_type_number(struct lm_parse *p, const struct lm_token *t);
struct lm_type_node *
lm_type_field(struct lm_parse *p, const struct lm_token *name, struct lm_type_node *t);

/* ast_expr.c: names and operators */
struct lm_case {
    struct lm_ast *operand;
    struct lm_list *whens; /* when, then, when, then */
    struct lm_ast *other;
};
struct lm_ast *lm_ast_name(struct lm_parse *p, const struct lm_token *t);
struct lm_ast *lm_ast_bare(struct lm_parse *p, const struct lm_token *t);
struct lm_ast *lm_ast_member(struct lm_parse *p, struct lm_ast *x, const struct lm_token *t);
struct lm_ast *lm_ast_star(struct lm_parse *p, struct lm_ast *table, const struct lm_token *t);
struct lm_ast *
lm_ast_logic(struct lm_parse *p, enum lm_ast_op op, struct lm_ast *l, struct lm_ast *r);
struct lm_ast *lm_ast_prefix(struct lm_parse *p, const struct lm_token *t, struct lm_ast *x);
struct lm_ast *
lm_ast_binary(struct lm_parse *p, const struct lm_token *t, struct lm_ast *l, struct lm_ast *r);
struct lm_ast *
lm_ast_zone(struct lm_parse *p, const struct lm_token *t, struct lm_ast *time, struct lm_ast *zone);
struct lm_ast *lm_ast_like(struct lm_parse *p, struct lm_marked op, struct lm_ast *l,
                           struct lm_ast *r, struct lm_ast *escape);
struct lm_between {
    const struct lm_token *t;
    bool negated, symmetric;
};
struct lm_between lm_between_of(const struct lm_token *t, bool negated, bool symmetric);
struct lm_ast *lm_ast_between(struct lm_parse *p, struct lm_between op, struct lm_ast *x,
                              struct lm_ast *low, struct lm_ast *high);
struct lm_ast *lm_ast_any(struct lm_parse *p, const struct lm_token *op, const struct lm_token *of,
                          struct lm_ast *x, struct lm_ast *list, const struct lm_token *end);
struct lm_ast *
lm_ast_any_query(struct lm_parse *p, const struct lm_token *op, const struct lm_token *of,
                 struct lm_ast *x, struct lm_query *q);
struct lm_ast *
lm_ast_like_any(struct lm_parse *p, struct lm_marked op, const struct lm_token *of,
                struct lm_ast *x, struct lm_ast *list, const struct lm_token *end);
struct lm_ast *lm_ast_overlaps(struct lm_parse *p, const struct lm_token *t, struct lm_ast *l,
                               struct lm_ast *r);
struct lm_ast *lm_ast_collate(struct lm_parse *p, struct lm_ast *x, const struct lm_token *name);
void lm_ast_collation(struct lm_parse *p, const struct lm_token *name); /* fails when it is not by bytes */
struct lm_ast *
lm_ast_in_query(struct lm_parse *p, struct lm_marked op, struct lm_ast *x, struct lm_query *q);
struct lm_ast *lm_ast_in_list(struct lm_parse *p, struct lm_marked op, struct lm_ast *x,
                              struct lm_list *list, const struct lm_token *end);
struct lm_ast *lm_ast_is(struct lm_parse *p, struct lm_ast *x, bool negated, const char *what,
                         const struct lm_token *end);
struct lm_ast *
lm_ast_distinct(struct lm_parse *p, struct lm_marked op, struct lm_ast *l, struct lm_ast *r);
struct lm_ast *lm_ast_row(struct lm_parse *p, const struct lm_token *begin, struct lm_ast *first,
                          struct lm_list *rest, const struct lm_token *end);
struct lm_ast *lm_ast_subquery(struct lm_parse *p, struct lm_query *q);
struct lm_ast *lm_ast_exists(struct lm_parse *p, const struct lm_token *t, struct lm_query *q);
struct lm_ast *lm_ast_case(struct lm_parse *p, const struct lm_token *begin,
                           const struct lm_token *end, const struct lm_case *c);
struct lm_ast *lm_ast_cast(struct lm_parse *p, const struct lm_token *begin, struct lm_ast *x,
                           struct lm_type_node *type, const struct lm_token *end);
struct lm_ast *
lm_ast_index(struct lm_parse *p, struct lm_ast *x, struct lm_ast *i, const struct lm_token *end);
struct lm_ast *lm_ast_slice(struct lm_parse *p, struct lm_ast *x, struct lm_ast *low,
                            struct lm_ast *high, const struct lm_token *end);
struct lm_ast *lm_ast_array(struct lm_parse *p, const struct lm_token *begin, struct lm_list *list,
                            const struct lm_token *end);
struct lm_ast *lm_ast_struct(struct lm_parse *p, const struct lm_token *begin,
                             struct lm_list *members, const struct lm_token *end);
struct lm_list *lm_members_add(struct lm_parse *p, struct lm_list *list, const struct lm_token *key,
                               struct lm_ast *x);

/* ast_call.c: calls and OVER */
struct lm_args {
    struct lm_list list;
    bool distinct, respect_nulls, ignore_nulls;
    struct lm_list order;
};
struct lm_bound {
    const struct lm_token *t;
    enum lm_frame_bound kind;
    struct lm_ast *by;
};
struct lm_frame {
    bool rows, groups;
    struct lm_bound *from, *to;
    enum lm_exclude exclude;
};
struct lm_args *lm_args_new(struct lm_parse *p, struct lm_list *list, bool distinct);
struct lm_args *lm_args_order(struct lm_parse *p, struct lm_args *a, struct lm_list *orders);
struct lm_args *lm_args_nulls(struct lm_parse *p, struct lm_args *a, const struct lm_token *t);
struct lm_ast *lm_call_new(struct lm_parse *p, const struct lm_token *name, struct lm_args *args,
                           const struct lm_token *end);
struct lm_ast *
lm_call_of(struct lm_parse *p, const struct lm_token *name, const struct lm_token *end, int n, ...);
/* extract('hour', ts); the field without FROM would be a column. */
struct lm_ast *lm_call_extracted(struct lm_parse *p, const struct lm_token *name,
                                 struct lm_args *args, const struct lm_token *end);
struct lm_ast *
lm_call_extract(struct lm_parse *p, const struct lm_token *name, const struct lm_token *field,
                struct lm_ast *x, const struct lm_token *end);
struct lm_ast *
lm_call_trim(struct lm_parse *p, const struct lm_token *name, const struct lm_token *side,
             struct lm_ast *what, struct lm_ast *x, const struct lm_token *end);
struct lm_ast *
lm_call_filter(struct lm_parse *p, struct lm_ast *c, struct lm_ast *x, const struct lm_token *end);
struct lm_ast *lm_call_within(struct lm_parse *p, struct lm_ast *c, struct lm_list *orders,
                              const struct lm_token *end);
struct lm_ast *lm_call_nulls(struct lm_parse *p, struct lm_ast *c, const struct lm_token *t,
                             const struct lm_token *end);
struct lm_ast *lm_call_over(struct lm_parse *p, struct lm_ast *c, const struct lm_token *t,
                            const struct lm_token *end, struct lm_ast_over *over);
struct lm_ast *lm_ast_named(struct lm_parse *p, const struct lm_token *name, struct lm_ast *x);
struct lm_ast *lm_ast_lambda(struct lm_parse *p, struct lm_list *names,
                             const struct lm_token *begin, struct lm_ast *x);
struct lm_list *lm_names_add(struct lm_parse *p, struct lm_list *list, const struct lm_token *name);
struct lm_ast *lm_ast_table(struct lm_parse *p, const struct lm_token *begin,
                            const struct lm_token *name, struct lm_list *partition);
struct lm_ast_over *lm_over_new(struct lm_parse *p, struct lm_list *partition,
                                struct lm_list *orders, struct lm_frame *frame);
struct lm_ast_over *lm_over_based(struct lm_parse *p, const struct lm_token *base,
                                  struct lm_list *orders, struct lm_frame *frame);
struct lm_ast_over *lm_over_named(struct lm_parse *p, const struct lm_token *name);
struct lm_frame *lm_frame_new(struct lm_parse *p, const struct lm_token *t, struct lm_bound *from,
                              struct lm_bound *to, enum lm_exclude exclude);
enum lm_exclude lm_exclude_none(struct lm_parse *p, const struct lm_token *no, const struct lm_token *others);
struct lm_bound *lm_bound_new(struct lm_parse *p, const struct lm_token *t,
                              enum lm_frame_bound kind, struct lm_ast *by);
struct lm_ast_order *lm_order_all(struct lm_parse *p, const struct lm_token *t);
struct lm_ast_order *lm_order_new(struct lm_parse *p, struct lm_ast *x);
struct lm_ast_order *lm_order_desc(struct lm_parse *p, struct lm_ast *x, const struct lm_token *t);
struct lm_ast_order *
lm_order_nulls(struct lm_parse *p, struct lm_ast_order *o, const struct lm_token *t, int first);

#endif
