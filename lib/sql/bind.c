/* bind.c -- the statements of a script: what is created, then what runs. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * First every CREATE and DROP is done in order, so that streams may stand in any order; then the
 * queries are bound. Every stream is bound where it is read, and every stream that nothing reads is
 * bound once too: a mistake in it is a mistake. Nothing runs before all of it is right.
 */
#include "sql/bind.h"

#include <assert.h>

#include "sql/bind_script.h"

/* Created things ----------------------------------------------------------------------------------- */

static int
create_stream(struct lm_binder *b, struct lm_stmt *st)
{
    struct lm_stream *have = lm_map_get(&b->cat->streams, st->name);
    struct lm_source *source = lm_catalog_source(b->cat, st->name);

    if (have != NULL && st->if_not_exists)
        return 0;
    if ((have != NULL && !st->or_replace) || (source != NULL && source->stmt != NULL)) {
        lm_fail(b->err, LM_E_DUPLICATE, st->name_pos, "\"%.*s\" is there already", LM_STRF(st->name));
        return lm_hint(b->err, "CREATE OR REPLACE replaces it");
    }
    struct lm_stream *s = lm_alloc(b->a, sizeof *s);
    s->name = st->name;
    s->stmt = st;
    lm_map_put(b->cat->arena, &b->cat->streams, s->name, s);
    return 0;
}

static int
unsupported(struct lm_binder *b, const struct lm_stmt *st, const char *what)
{
    return lm_fail(b->err, LM_E_UNSUPPORTED, st->pos, "%s is not part of this build", what);
}

static int
insert_rows(struct lm_binder *b, struct lm_stmt *st)
{
    struct lm_source *s = lm_catalog_source(b->cat, st->name);

    if (st->is_path)
        return 0;
    if (s == NULL || !s->from_inserts) {
        lm_fail(b->err, LM_E_TABLE, st->name_pos, "\"%.*s\" is no source that takes rows", LM_STRF(st->name));
        return lm_hint(b->err, "a file is written in quotes: INSERT INTO 'out.csv'");
    }
    lm_list_add(b->a, &s->inserts, st);
    return 0;
}

static int
declare(struct lm_binder *b, struct lm_stmt *st)
{
    switch (st->op) {
    case LM_S_CREATE_SOURCE:
        return bind_create_source(b, st);
    case LM_S_CREATE_STREAM:
        return create_stream(b, st);
    case LM_S_INSERT:
        return insert_rows(b, st);
    case LM_S_CREATE_VIEW:
        return unsupported(b, st, "CREATE MATERIALIZED VIEW");
    case LM_S_CREATE_SINK:
        return unsupported(b, st, "CREATE SINK");
    case LM_S_CREATE_LOOKUP:
        return unsupported(b, st, "CREATE LOOKUP TABLE");
    case LM_S_DROP:
        return unsupported(b, st, "DROP");
    case LM_S_SET:
        return unsupported(b, st, "SET");
    case LM_S_CHECKPOINT:
        return unsupported(b, st, "CHECKPOINT");
    default:
        return 0;
    }
}

/* Outputs ------------------------------------------------------------------------------------------ */

/* Whether a column is, unchanged, a key of the group that makes the rows. */
static bool
is_group_key(const struct lm_plan *p, const struct lm_plan_col *c)
{
    while (p != NULL) {
        if (p->op == LM_P_GROUP || p->op == LM_P_WGROUP) {
            if (c == p->win_start || c == p->win_end)
                return c != NULL;
            for (uint32_t i = 0; i < p->nkey; i++)
                if (p->cols->at.at[i] == c)
                    return true;
            return false;
        }
        if (p->op == LM_P_PROJECT) {
            c = c->expr != NULL ? plan_ref_col(c->expr) : NULL;
            if (c == NULL)
                return false;
        }
        p = p->in[0];
    }
    return false;
}

struct lm_output *
bind_output(struct lm_binder *b, struct lm_plan *p, const struct lm_query *q)
{
    struct lm_output *o = lm_alloc(b->a, sizeof *o);

    o->query = q;
    o->limit = UINT64_MAX;
    if (p->op == LM_P_LIMIT && p->in[0]->changing && p->offset == 0) {
        o->limit = p->limit;
        p = p->in[0];
    }
    o->plan = p;
    plan_visible(b, p, &o->cols);
    o->upsert_key = lm_alloc(b->a, (o->cols.n + 1) * sizeof *o->upsert_key);
    for (uint32_t i = 0; i < o->cols.n; i++) {
        const struct lm_plan_col *c = o->cols.at[i];
        if (p->changing && is_group_key(p, c))
            o->upsert_key[o->nupsert_key++] = c->name;
    }
    return o;
}

/* INSERT INTO 'path' (a, b): the columns under other names. */
static struct lm_plan *
insert_columns(struct lm_binder *b, struct lm_plan *p, const struct lm_stmt *st)
{
    struct lm_list cols = { 0 };

    if (st->columns.n == 0)
        return p;
    plan_visible(b, p, &cols);
    if (cols.n != st->columns.n) {
        lm_fail(b->err, LM_E_WIDTH, st->pos, "INSERT names %u columns, the query gives %u", st->columns.n,
                cols.n);
        return NULL;
    }
    struct lm_plan *out = project_new(b, p, st->pos);
    for (uint32_t i = 0; i < cols.n; i++) {
        struct lm_plan_col *c = project_add(b, out, ((struct lm_ast *)st->columns.at[i])->part[0],
                                            plan_ref(b, cols.at[i], st->pos));
        c->spread = false;
    }
    return out;
}

static int
bind_statement(struct lm_binder *b, struct lm_stmt *st, struct lm_script *out, bool *endless)
{
    if (st->op >= LM_S_SHOW && st->op <= LM_S_EXPLAIN)
        return bind_show(b, st, &out->outputs);
    if ((st->op != LM_S_SELECT && st->op != LM_S_INSERT) || (st->op == LM_S_INSERT && !st->is_path))
        return 0;
    /* On a terminal an aggregate is shown while it grows; what sorts or cuts it needs its final rows. */
    bool preview = b->cat->preview && st->op == LM_S_SELECT && st->query->order.n == 0 && st->query->limit == NULL;
    struct lm_plan *p = bind_query(b, st->query, NULL, NULL, preview ? BIND_CHANGES : BIND_FINAL);
    if (p != NULL && st->op == LM_S_INSERT)
        p = insert_columns(b, p, st);
    if (p == NULL)
        return -1;
    if (st->op == LM_S_SELECT && p->endless) {
        if (*endless)
            return lm_fail(b->err, LM_E_ENDLESS_TWICE, st->pos,
                           "this is the second endless SELECT that prints to standard output");
        *endless = true;
    }
    struct lm_output *o = bind_output(b, p, st->query);
    if (st->op == LM_S_INSERT) {
        o->path = st->name;
        o->options = st->options;
    }
    lm_list_add(b->a, &out->outputs, o);
    return 0;
}

/* A stream that nothing reads is bound to find its mistakes; what that asked of sources is undone. */
static int
check_unread(struct lm_binder *b, const struct lm_list *stmts)
{
    struct lm_catalog *cat = b->cat;
    uint32_t nsource = cat->sources.n, nlate = b->late.n;
    uint32_t *ncol = lm_alloc(b->a, (nsource + 1) * sizeof *ncol);
    struct lm_source *kept = lm_alloc(b->a, (nsource + 1) * sizeof *kept);
    int status = 0;

    for (uint32_t i = 0; i < nsource; i++) {
        kept[i] = *(struct lm_source *)cat->sources.at[i];
        ncol[i] = kept[i].cols != NULL ? kept[i].cols->at.n : 0;
    }
    for (uint32_t i = 0; i < stmts->n && status == 0; i++) {
        struct lm_stmt *st = stmts->at[i];
        struct lm_stream *s = st->op == LM_S_CREATE_STREAM ? lm_map_get(&cat->streams, st->name) : NULL;
        struct lm_from f = { .op = LM_F_NAME, .name = st->name, .pos = st->name_pos };
        struct bind_scope scope = { .b = b };
        if (s != NULL && s->stmt == st && !s->read)
            status = bind_from(&scope, &f);
    }
    for (uint32_t i = 0; i < cat->sources.n; i++) {
        struct lm_source *s = cat->sources.at[i];
        s->readers = i < nsource ? kept[i].readers : 0;
        if (i < nsource)
            s->time = kept[i].time;
        if (s->cols != NULL)
            s->cols->at.n = i < nsource ? ncol[i] : 0;
    }
    b->late.n = nlate;
    return status;
}

int
lm_bind_script(struct lm_catalog *c, const struct lm_list *stmts, struct lm_script *out, struct lm_err *err)
{
    struct lm_binder *b = lm_alloc(c->arena, sizeof *b);
    bool endless = false;

    b->a = c->arena;
    b->cat = c;
    b->err = err;
    *out = (struct lm_script){ .binder = b };
    for (uint32_t i = 0; i < stmts->n; i++)
        lm_catalog_want(c, stmts->at[i]);
    for (uint32_t i = 0; i < stmts->n; i++)
        if (declare(b, stmts->at[i]) != 0)
            return -1;
    for (uint32_t i = 0; i < stmts->n; i++) {
        struct lm_stmt *st = stmts->at[i];
        if (st->op != LM_S_CREATE_STREAM && bind_statement(b, st, out, &endless) != 0)
            return -1;
    }
    if (check_unread(b, stmts) != 0)
        return -1;
    out->late = b->late;
    lm_plan_number(b);
    return 0;
}
