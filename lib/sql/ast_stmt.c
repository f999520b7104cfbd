/* ast_stmt.c -- statements but CREATE. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "grammar/sql.h"
#include "sql/make_stmt.h"

struct lm_object_name
lm_object_is(enum lm_object object, enum lm_stmt_op create)
{
    return (struct lm_object_name){object, create};
}

struct lm_stmt *
lm_stmt_new(struct lm_parse *p, enum lm_stmt_op op, const struct lm_token *t)
{
    struct lm_stmt *s = lm_alloc(p->arena, sizeof *s);

    s->op = op;
    s->pos = lm_pos_here(p, t->pos);
    return s;
}

static void
stmt_name(struct lm_parse *p, struct lm_stmt *s, const struct lm_token *name)
{
    s->name = lm_token_str(p, name);
    s->name_pos = name->pos;
    s->is_path = name->code == LM_TK_STRING;
    if (s->name.n == 0)
        lm_fail(p->err, LM_E_SYNTAX, name->pos, "the name is empty");
}

struct lm_stmt *
lm_stmt_select(struct lm_parse *p, struct lm_query *q)
{
    struct lm_stmt *s = lm_alloc(p->arena, sizeof *s);

    s->op = LM_S_SELECT;
    s->pos = lm_pos_here(p, q->pos);
    s->query = q;
    return s;
}

struct lm_stmt *
lm_stmt_query(struct lm_parse *p, struct lm_stmt *s, struct lm_query *q)
{
    assert(s->query == NULL);
    s->query = q;
    s->pos = lm_pos_here(p, s->pos);
    return s;
}

void
lm_stmt_done(struct lm_parse *p, struct lm_stmt *s)
{
    s->pos = lm_pos_here(p, s->pos);
    if (lm_parse_at_end(p))
        lm_stmt_check(p, s);
    lm_list_add(p->arena, p->stmts, s);
}

struct lm_stmt *
lm_stmt_drop(struct lm_parse *p, const struct lm_token *t, struct lm_object_name object,
             const struct lm_drop *d)
{
    struct lm_stmt *s = lm_stmt_new(p, LM_S_DROP, t);

    s->object = object.object;
    s->if_exists = d->if_exists;
    s->cascade = d->cascade;
    stmt_name(p, s, d->name);
    return s;
}

struct lm_stmt *
lm_stmt_show(struct lm_parse *p, const struct lm_token *t, enum lm_object object)
{
    struct lm_stmt *s = lm_stmt_new(p, LM_S_SHOW, t);

    s->object = object;
    return s;
}

struct lm_stmt *
lm_stmt_show_create(struct lm_parse *p, const struct lm_token *t, struct lm_object_name object,
                    const struct lm_token *name)
{
    struct lm_stmt *s = lm_stmt_new(p, LM_S_SHOW_CREATE, t);

    s->object = object.object;
    stmt_name(p, s, name);
    return s;
}

struct lm_stmt *
lm_stmt_describe(struct lm_parse *p, const struct lm_token *t, const struct lm_token *extended,
                 const struct lm_token *name)
{
    struct lm_stmt *s = lm_stmt_new(p, LM_S_DESCRIBE, t);

    s->extended = extended != NULL;
    stmt_name(p, s, name);
    return s;
}

/* EXPLAIN (word, ...): ours and PostgreSQL's. */
static void
stmt_explain_word(struct lm_parse *p, struct lm_stmt *s, const struct lm_token *t)
{
    if (s->explain_form.n > 0 && t->code != LM_TK_ANALYZE)
        lm_fail(p->err, LM_E_SYNTAX, t->pos, "EXPLAIN has one form: %.*s stands already", LM_STRF(s->explain_form));
    if (t->code == LM_TK_ANALYZE) {
        s->analyze = true;
    } else if (lm_str_eq_nocase(t->text, LM_STR("sql"))) {
        s->explain_form = LM_STR("SQL");
    } else if (lm_str_eq_nocase(t->text, LM_STR("json"))) {
        s->explain_form = LM_STR("JSON");
    } else if (lm_str_eq_nocase(t->text, LM_STR("text"))) {
        s->explain_form = LM_STR("");
    } else {
        lm_fail(p->err, LM_E_SYNTAX, t->pos, "unexpected \"%.*s\", expected SQL, JSON or ANALYZE",
                LM_STRF(t->text));
    }
}

struct lm_stmt *
lm_stmt_explain(struct lm_parse *p, const struct lm_token *t, struct lm_list *words,
                struct lm_stmt *inner)
{
    struct lm_stmt *s = lm_stmt_new(p, LM_S_EXPLAIN, t);

    s->analyze = t->code != LM_TK_EXPLAIN;
    s->inner = inner;
    if (inner->op == LM_S_EXPLAIN)
        lm_fail(p->err, LM_E_SYNTAX, inner->pos, "EXPLAIN cannot explain itself");
    for (uint32_t i = 0; words != NULL && i < words->n; i++)
        stmt_explain_word(p, s, words->at[i]);
    return s;
}

struct lm_stmt *
lm_stmt_set(struct lm_parse *p, const struct lm_token *t, struct lm_ast_option *o)
{
    struct lm_stmt *s = lm_stmt_new(p, LM_S_SET, t);

    s->name = o->key;
    s->name_pos = o->pos;
    s->value = o->value;
    return s;
}

struct lm_stmt *
lm_stmt_insert(struct lm_parse *p, const struct lm_token *t, const struct lm_token *target)
{
    struct lm_stmt *s = lm_stmt_new(p, LM_S_INSERT, t);

    stmt_name(p, s, target);
    return s;
}

struct lm_stmt *
lm_stmt_columns(struct lm_parse *p, struct lm_stmt *s, struct lm_list *columns)
{
    if (s->columns.n > 0 || s->format.n > 0 || s->options.n > 0)
        lm_fail(p->err, LM_E_SYNTAX, ((struct lm_ast *)columns->at[0])->pos,
                "the columns stand directly behind the name, once");
    s->columns = *columns;
    return s;
}
