/* ast_create.c -- CREATE and its parts. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "grammar/sql.h"
#include "sql/make_stmt.h"

struct lm_stmt *
lm_stmt_create(struct lm_parse *p, const struct lm_token *t, struct lm_object_name object,
               const struct lm_creation *c)
{
    struct lm_stmt *s = lm_stmt_new(p, object.create, t);

    s->object = object.object;
    s->or_replace = c->or_replace;
    s->if_not_exists = c->if_not_exists;
    s->name = lm_token_name(p, c->name);
    s->name_pos = c->name->pos;
    return s;
}

static void
create_twice(struct lm_parse *p, struct lm_pos pos, bool there, const char *what)
{
    if (there)
        lm_fail(p->err, LM_E_SYNTAX, pos, "%s stands twice", what);
}

static void
create_element(struct lm_parse *p, struct lm_stmt *s, struct lm_element *e)
{
    if (e->column != NULL) {
        for (uint32_t i = 0; i < s->columns.n; i++)
            if (lm_str_eq(((struct lm_ast_column *)s->columns.at[i])->name, e->column->name))
                lm_fail(p->err, LM_E_SYNTAX, e->pos, "column \"%.*s\" stands twice",
                        LM_STRF(e->column->name));
        lm_list_add(p->arena, &s->columns, e->column);
    }
    if (e->name != NULL)
        lm_list_add(p->arena, &s->names, e->name);
    if (e->is_key) {
        struct lm_token t = {LM_TK_QID, e->pos, {0}};
        struct lm_ast *name = lm_ast_new(p, LM_A_NAME, t.pos);
        name->part = &e->column->name;
        name->npart = 1;
        create_twice(p, e->pos, s->primary_key.n > 0, "PRIMARY KEY");
        lm_list_add(p->arena, &s->primary_key, name);
    }
    if (e->key != NULL) {
        create_twice(p, e->pos, s->primary_key.n > 0, "PRIMARY KEY");
        s->primary_key = *e->key;
    }
    if (e->mark != NULL) {
        create_twice(p, e->pos, s->mark_column != NULL, "WATERMARK");
        s->mark_column = e->mark;
        s->mark_expr = e->mark_expr;
    }
    if (e->star)
        create_twice(p, e->pos, s->star, "*");
    s->star |= e->star;
}

struct lm_stmt *
lm_stmt_elements(struct lm_parse *p, struct lm_stmt *s, struct lm_list *elements)
{
    for (uint32_t i = 0; elements != NULL && i < elements->n; i++)
        create_element(p, s, elements->at[i]);
    s->pos = lm_pos_here(p, s->pos);
    return s;
}

static struct lm_stmt *
create_connector(struct lm_parse *p, struct lm_stmt *s, const struct lm_token *t,
                 const struct lm_token *name, struct lm_list *options)
{
    create_twice(p, t->pos, s->connector.n > 0, "the connector");
    s->connector = lm_token_name(p, name);
    s->connector_pos = name->pos;
    if (options != NULL)
        s->connector_options = *options;
    return s;
}

struct lm_stmt *
lm_stmt_from(struct lm_parse *p, struct lm_stmt *s, const struct lm_token *t,
             const struct lm_token *name, struct lm_list *options)
{
    if (s->op != LM_S_CREATE_SINK)
        return create_connector(p, s, t, name, options);
    create_twice(p, t->pos, s->from_name.n > 0, "FROM");
    if (options != NULL)
        lm_fail(p->err, LM_E_SYNTAX, name->pos,
                "a sink reads FROM a stream and writes INTO a connector");
    s->from_name = lm_token_name(p, name);
    s->from_pos = name->pos;
    return s;
}

struct lm_stmt *
lm_stmt_into(struct lm_parse *p, struct lm_stmt *s, const struct lm_token *t,
             const struct lm_token *name, struct lm_list *options)
{
    if (s->op != LM_S_CREATE_SINK)
        lm_fail(p->err, LM_E_SYNTAX, t->pos, "INTO belongs to CREATE SINK");
    return create_connector(p, s, t, name, options);
}

/* FROM 'path' and INTO 'path' are FILE (path = 'path'). */
struct lm_stmt *
lm_stmt_path(struct lm_parse *p, struct lm_stmt *s, const struct lm_token *t,
             const struct lm_token *path)
{
    struct lm_ast_option *o = lm_alloc(p->arena, sizeof *o);

    if ((s->op == LM_S_CREATE_SINK) != (t->code == LM_TK_INTO))
        lm_fail(p->err, LM_E_SYNTAX, path->pos,
                s->op == LM_S_CREATE_SINK ? "a sink reads FROM the name of a stream"
                                          : "INTO belongs to CREATE SINK");
    create_twice(p, t->pos, s->connector.n > 0, "the connector");
    *o = (struct lm_ast_option){LM_STR("path"), lm_val_str(lm_token_str(p, path)), path->pos,
                                path->pos};
    s->connector = LM_STR("FILE");
    s->connector_pos = path->pos;
    lm_list_add(p->arena, &s->connector_options, o);
    return s;
}

struct lm_stmt *
lm_stmt_where(struct lm_parse *p, struct lm_stmt *s, const struct lm_token *t, struct lm_ast *x)
{
    create_twice(p, t->pos, s->where != NULL, "WHERE");
    if (s->op != LM_S_CREATE_SINK || s->from_name.n == 0)
        lm_fail(p->err, LM_E_SYNTAX, t->pos,
                "WHERE stands behind the stream of CREATE SINK name FROM stream");
    s->where = x;
    return s;
}

struct lm_stmt *
lm_stmt_format(struct lm_parse *p, struct lm_stmt *s, const struct lm_token *t,
               const struct lm_token *name, struct lm_list *options)
{
    create_twice(p, t->pos, s->format.n > 0, "FORMAT");
    s->format = lm_token_name(p, name);
    s->format_pos = name->pos;
    if (options != NULL)
        s->format_options = *options;
    return s;
}

struct lm_stmt *
lm_stmt_encode(struct lm_parse *p, struct lm_stmt *s, const struct lm_token *rows,
               const struct lm_token *form, struct lm_list *options)
{
    static const char *const forms[][2] = {{"json", "ndjson"}, {"bytes", "raw"}, {"text", "raw"}};
    bool debezium = lm_str_eq_nocase(rows->text, LM_STR("debezium"));

    s = lm_stmt_format(p, s, form, debezium ? rows : form, options);
    if (debezium && !lm_str_eq_nocase(form->text, LM_STR("json")))
        lm_fail(p->err, LM_E_UNSUPPORTED, form->pos, "FORMAT DEBEZIUM has ENCODE JSON only");
    if (!debezium && !lm_str_eq_nocase(rows->text, LM_STR("plain"))) {
        lm_fail(p->err, LM_E_UNSUPPORTED, rows->pos, "unknown FORMAT \"%.*s\" ENCODE", LM_STRF(rows->text));
        lm_hint(p->err, "FORMAT PLAIN ENCODE JSON, FORMAT DEBEZIUM ENCODE JSON, or FORMAT ndjson alone");
    }
    for (size_t i = 0; i < sizeof forms / sizeof *forms && !debezium; i++)
        if (lm_str_eq_nocase(s->format, lm_str_of(forms[i][0])))
            s->format = lm_str_of(forms[i][1]);
    return s;
}

struct lm_stmt *
lm_stmt_options(struct lm_parse *p, struct lm_stmt *s, const struct lm_token *t,
                struct lm_list *options)
{
    create_twice(p, t->pos, s->options.n > 0, "WITH (...)");
    if (options != NULL)
        s->options = *options;
    return s;
}

struct lm_element *
lm_element_star(struct lm_parse *p, const struct lm_token *t)
{
    struct lm_element *e = lm_alloc(p->arena, sizeof *e);

    e->pos = t->pos;
    e->star = true;
    return e;
}

struct lm_element *
lm_element_key(struct lm_parse *p, const struct lm_token *t, struct lm_list *columns)
{
    struct lm_element *e = lm_alloc(p->arena, sizeof *e);

    e->pos = lm_pos_here(p, t->pos);
    e->key = columns;
    return e;
}

struct lm_element *
lm_element_mark(struct lm_parse *p, const struct lm_token *t, struct lm_ast *column,
                struct lm_ast *x)
{
    struct lm_element *e = lm_alloc(p->arena, sizeof *e);

    e->pos = lm_pos_here(p, t->pos);
    e->mark = column;
    e->mark_expr = x;
    return e;
}

struct lm_element *
lm_element_column(struct lm_parse *p, const struct lm_token *name, struct lm_type_node *t)
{
    struct lm_element *e = lm_alloc(p->arena, sizeof *e);

    e->pos = name->pos;
    e->column = lm_alloc(p->arena, sizeof *e->column);
    e->column->name = lm_token_name(p, name);
    e->column->type = t->type;
    e->column->pos = lm_pos_span(name->pos, t->pos);
    return e;
}

struct lm_element *
lm_element_name(struct lm_parse *p, const struct lm_token *name)
{
    struct lm_element *e = lm_alloc(p->arena, sizeof *e);

    e->pos = name->pos;
    e->name = lm_ast_name(p, name);
    return e;
}

struct lm_element *
lm_element_null(struct lm_parse *p, struct lm_element *e, const struct lm_token *t)
{
    assert(e->column != NULL);
    if (e->column->not_null || e->column->nullable)
        lm_fail(p->err, LM_E_SYNTAX, t->pos, "NULL or NOT NULL stands once");
    e->column->not_null = t->code == LM_TK_NOT;
    e->column->nullable = !e->column->not_null;
    return e;
}

struct lm_element *
lm_element_collate(struct lm_parse *p, struct lm_element *e, const struct lm_token *name)
{
    assert(e->column != NULL);
    if (e->column->type.id != LM_T_VARCHAR)
        lm_fail(p->err, LM_E_TYPE, name->pos, "only texts have a collation");
    lm_ast_collation(p, name);
    return e;
}

struct lm_element *
lm_element_is_key(struct lm_element *e)
{
    assert(e->column != NULL);
    e->is_key = true;
    return e;
}

/* The key without blanks and quotes. */
static struct lm_str
option_key(struct lm_parse *p, const struct lm_token *t)
{
    char *to = NULL;
    size_t n = 0;

    if (t->code != LM_TK_EXTRA)
        return lm_token_str(p, t);
    to = lm_alloc_raw(p->arena, t->text.n + 1);
    for (size_t i = 0; i < t->text.n; i++)
        if (strchr(" \t\r\n\"`'", t->text.p[i]) == NULL)
            to[n++] = t->text.p[i];
    return (struct lm_str){to, n};
}

struct lm_ast_option *
lm_option_new(struct lm_parse *p, const struct lm_token *key, const struct lm_token *minus,
              const struct lm_token *value)
{
    struct lm_ast_option *o = lm_alloc(p->arena, sizeof *o);

    o->key = option_key(p, key);
    o->pos = key->pos;
    o->value_pos = minus != NULL ? lm_pos_span(minus->pos, value->pos) : value->pos;
    switch (value->code) {
    case LM_TK_NUMBER:
        o->value = lm_number_val(p, value);
        if (minus != NULL)
            o->value = lm_number_negative(o->value);
        break;
    case LM_TK_TRUE:
    case LM_TK_FALSE:
        o->value = lm_val_bool(value->code == LM_TK_TRUE);
        break;
    case LM_TK_NULL:
        o->value = LM_VAL_NULL;
        break;
    default:
        o->value = lm_val_str(lm_token_str(p, value));
        break;
    }
    return o;
}

/* No key twice in one list. */
static void
create_keys(struct lm_parse *p, const struct lm_list *options)
{
    for (uint32_t i = 0; i < options->n; i++)
        for (uint32_t k = 0; k < i; k++) {
            const struct lm_ast_option *o = options->at[i];
            if (lm_str_eq_nocase(o->key, ((struct lm_ast_option *)options->at[k])->key))
                lm_fail(p->err, LM_E_SYNTAX, o->pos, "\"%.*s\" is set twice", LM_STRF(o->key));
        }
}

static bool
create_has_parts(const struct lm_stmt *s)
{
    return s->columns.n > 0 || s->star || s->primary_key.n > 0 || s->mark_column != NULL ||
           s->connector.n > 0 || s->format.n > 0 || s->options.n > 0;
}

/* The key's columns are among those that are declared, if they are all there are, and have no NULL. */
static void
create_key(struct lm_parse *p, const struct lm_stmt *s)
{
    for (uint32_t i = 0; i < s->primary_key.n && s->columns.n > 0; i++) {
        const struct lm_ast *key = s->primary_key.at[i];
        struct lm_ast_column *found = NULL;
        for (uint32_t k = 0; k < s->columns.n && found == NULL; k++) {
            struct lm_ast_column *c = s->columns.at[k];
            found = lm_str_eq_nocase(c->name, key->part[0]) ? c : NULL;
        }
        if (found == NULL && !s->star)
            lm_fail(p->err, LM_E_COLUMN, key->pos, "column \"%.*s\" of the key is not declared",
                    LM_STRF(key->part[0]));
        if (found != NULL && found->nullable)
            lm_fail(p->err, LM_E_SYNTAX, found->pos, "a column of the PRIMARY KEY cannot be NULL");
        if (found != NULL)
            found->key = true;
    }
}

void
lm_stmt_check(struct lm_parse *p, struct lm_stmt *s)
{
    struct lm_pos name = s->name_pos;

    if (s->op == LM_S_EXPLAIN)
        lm_stmt_check(p, s->inner);
    create_keys(p, &s->options);
    create_keys(p, &s->connector_options);
    create_keys(p, &s->format_options);
    create_key(p, s);
    if ((s->object == LM_O_TABLE || s->object == LM_O_STREAM) && s->query == NULL &&
        (s->op == LM_S_CREATE_VIEW || s->op == LM_S_CREATE_STREAM))
        s->op = LM_S_CREATE_SOURCE;
    if (s->names.n > 0 && s->op != LM_S_CREATE_STREAM && s->op != LM_S_CREATE_VIEW) {
        const struct lm_ast *first = s->names.at[0];
        lm_fail(p->err, LM_E_SYNTAX, first->pos, "column \"%.*s\" has no type", LM_STRF(first->part[0]));
        lm_hint(p->err, "a column that is not declared needs no mention: (a BIGINT, *) takes the rest too");
    }
    switch (s->op) {
    case LM_S_CREATE_SOURCE:
        if (s->query != NULL)
            lm_fail(p->err, LM_E_SYNTAX, name,
                    "a source has no query; CREATE STREAM name AS has one");
        if (!create_has_parts(s))
            lm_fail(p->err, LM_E_SYNTAX, name, "\"%.*s\" has neither columns nor FROM nor AS",
                    LM_STRF(s->name));
        break;
    case LM_S_CREATE_STREAM:
    case LM_S_CREATE_VIEW:
        if (s->query == NULL)
            lm_fail(p->err, LM_E_SYNTAX, name, "\"%.*s\" has no query: AS SELECT ... is missing",
                    LM_STRF(s->name));
        if (create_has_parts(s))
            lm_fail(p->err, LM_E_CLAUSE, name,
                    "columns, FROM, FORMAT and WITH have no meaning for a named query");
        break;
    case LM_S_CREATE_SINK:
        if ((s->query != NULL) == (s->from_name.n > 0))
            lm_fail(p->err, LM_E_SYNTAX, name, "a sink has either FROM stream or AS query");
        if (s->columns.n > 0 || s->star || s->mark_column != NULL)
            lm_fail(p->err, LM_E_SYNTAX, name, "a sink has the columns of what it reads");
        break;
    case LM_S_CREATE_LOOKUP:
        if (s->query != NULL)
            lm_fail(p->err, LM_E_SYNTAX, name, "a lookup table has no query");
        break;
    case LM_S_INSERT:
        break;
    default:
        break;
    }
}
