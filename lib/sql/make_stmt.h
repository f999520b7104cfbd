/* make_stmt.h -- makers of statements, for the grammar. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_MAKE_STMT_H
#define LM_MAKE_STMT_H

#include "sql/make_query.h"

/* ast_stmt.c: statements */
struct lm_object_name {
    enum lm_object object;
    enum lm_stmt_op create; /* of CREATE with AS */
};
struct lm_creation {
    bool or_replace, if_not_exists;
    const struct lm_token *name;
};
struct lm_drop {
    bool if_exists, cascade;
    const struct lm_token *name;
};
struct lm_object_name lm_object_is(enum lm_object object, enum lm_stmt_op create);
struct lm_stmt *lm_stmt_new(struct lm_parse *p, enum lm_stmt_op op, const struct lm_token *t);
struct lm_stmt *lm_stmt_select(struct lm_parse *p, struct lm_query *q);
struct lm_stmt *lm_stmt_query(struct lm_parse *p, struct lm_stmt *s, struct lm_query *q);
void lm_stmt_done(struct lm_parse *p, struct lm_stmt *s);
struct lm_stmt *lm_stmt_drop(struct lm_parse *p, const struct lm_token *t,
                             struct lm_object_name object, const struct lm_drop *d);
struct lm_stmt *lm_stmt_show(struct lm_parse *p, const struct lm_token *t, enum lm_object object);
struct lm_stmt *lm_stmt_show_create(struct lm_parse *p, const struct lm_token *t,
                                    struct lm_object_name object, const struct lm_token *name);
struct lm_stmt *lm_stmt_describe(struct lm_parse *p, const struct lm_token *t,
                                 const struct lm_token *extended, const struct lm_token *name);
struct lm_stmt *lm_stmt_explain(struct lm_parse *p, const struct lm_token *t,
                                struct lm_list *words, struct lm_stmt *inner);
struct lm_stmt *lm_stmt_set(struct lm_parse *p, const struct lm_token *t, struct lm_ast_option *o);
struct lm_stmt *
lm_stmt_insert(struct lm_parse *p, const struct lm_token *t, const struct lm_token *target);
struct lm_stmt *lm_stmt_columns(struct lm_parse *p, struct lm_stmt *s, struct lm_list *columns);

/* ast_create.c: CREATE */
struct lm_element { /* an entry of CREATE SOURCE s (...) */
    struct lm_pos pos;
    bool star;
    bool is_key;                  /* column: PRIMARY KEY stands behind it */
    struct lm_ast_column *column; /* NULL: none */
    struct lm_list *key;          /* PRIMARY KEY (...); NULL: none */
    struct lm_ast *mark, *mark_expr;
    struct lm_ast *name;          /* a column without a type, of a named query; NULL: none */
};
struct lm_stmt *lm_stmt_create(struct lm_parse *p, const struct lm_token *t,
                               struct lm_object_name object, const struct lm_creation *c);
struct lm_stmt *lm_stmt_elements(struct lm_parse *p, struct lm_stmt *s, struct lm_list *elements);
struct lm_stmt *lm_stmt_from(struct lm_parse *p, struct lm_stmt *s, const struct lm_token *t,
                             const struct lm_token *name, struct lm_list *options);
struct lm_stmt *lm_stmt_into(struct lm_parse *p, struct lm_stmt *s, const struct lm_token *t,
                             const struct lm_token *name, struct lm_list *options);
struct lm_stmt *lm_stmt_path(struct lm_parse *p, struct lm_stmt *s, const struct lm_token *t,
                             const struct lm_token *path);
struct lm_stmt *
lm_stmt_where(struct lm_parse *p, struct lm_stmt *s, const struct lm_token *t, struct lm_ast *x);
struct lm_stmt *lm_stmt_format(struct lm_parse *p, struct lm_stmt *s, const struct lm_token *t,
                               const struct lm_token *name, struct lm_list *options);
/* RisingWave's FORMAT rows ENCODE form: one format of ours. */
struct lm_stmt *lm_stmt_encode(struct lm_parse *p, struct lm_stmt *s, const struct lm_token *rows,
                               const struct lm_token *form, struct lm_list *options);
struct lm_stmt *lm_stmt_options(struct lm_parse *p, struct lm_stmt *s, const struct lm_token *t,
                                struct lm_list *options);
/* Checks that a CREATE has what it needs and nothing that has no meaning for it. */
void lm_stmt_check(struct lm_parse *p, struct lm_stmt *s);
struct lm_element *lm_element_star(struct lm_parse *p, const struct lm_token *t);
struct lm_element *
lm_element_key(struct lm_parse *p, const struct lm_token *t, struct lm_list *columns);
struct lm_element *lm_element_mark(struct lm_parse *p, const struct lm_token *t,
                                   struct lm_ast *column, struct lm_ast *x);
struct lm_element *
lm_element_column(struct lm_parse *p, const struct lm_token *name, struct lm_type_node *t);
struct lm_element *lm_element_name(struct lm_parse *p, const struct lm_token *name);
/* NULL, or NOT NULL where t is NOT. */
struct lm_element *lm_element_null(struct lm_parse *p, struct lm_element *e, const struct lm_token *t);
struct lm_element *lm_element_collate(struct lm_parse *p, struct lm_element *e, const struct lm_token *name);
struct lm_element *lm_element_is_key(struct lm_element *e);
struct lm_ast_option *lm_option_new(struct lm_parse *p, const struct lm_token *key,
                                    const struct lm_token *minus, const struct lm_token *value);

#endif
