/* bind.c -- the statements of a script: what is created, then what runs. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * First every CREATE and DROP is done in order, so that streams may stand in any order; then the
 * queries are bound. Every stream is bound where it is read, and every stream that nothing reads is
 * bound once too: a mistake in it is a mistake. Nothing runs before all of it is right.
 */
#include "sql/bind.h"

#include "sql/bind_option.h"
#include "sql/bind_script.h"
#include "sql/reads.h"

/* Created things ----------------------------------------------------------------------------------- */

static int
insert_rows(struct lm_binder *b, struct lm_stmt *st)
{
    struct lm_insert *insert = lm_alloc(b->a, sizeof *insert);
    struct lm_source *s = lm_catalog_source(b->cat, st->name);

    if (st->is_path)
        return 0;
    if (lm_catalog_stream(b->cat, st->name) != NULL)
        s = NULL;
    if (s == NULL || !s->from_inserts) {
        lm_fail(b->err, LM_E_TABLE, st->name_pos, "\"%.*s\" is no source that takes rows",
                LM_STRF(st->name));
        return lm_hint(
            b->err,
            "a file is written in quotes: INSERT INTO 'out.csv'; CREATE SOURCE name (...) without "
            "a connector takes rows");
    }
    if (st->options.n > 0 || st->format.n > 0)
        return lm_fail(b->err, LM_E_CLAUSE, st->name_pos,
                       "options belong to a file; \"%.*s\" is a source", LM_STRF(st->name));
    *insert = (struct lm_insert){st, b->cat->at};
    lm_list_add(b->a, &s->inserts, insert);
    return 0;
}

static int
declare(struct lm_binder *b, struct lm_stmt *st)
{
    switch (st->op) {
    case LM_S_CREATE_SOURCE:
        return bind_create_source(b, st);
    case LM_S_CREATE_LOOKUP:
        return bind_create_lookup(b, st);
    case LM_S_CREATE_STREAM:
    case LM_S_CREATE_VIEW:
    case LM_S_CREATE_SINK:
        return bind_create_stream(b, st);
    case LM_S_DROP:
        return bind_drop(b, st);
    case LM_S_SET:
        return b->cat->set(b->cat, st, b->err);
    case LM_S_CHECKPOINT:
        return lm_fail(b->err, LM_E_UNSUPPORTED, st->pos, "there is no state directory to checkpoint into");
    default:
        return 0;
    }
}

/* Outputs ------------------------------------------------------------------------------------------ */

/* Whether a ranking keeps one row of each partition. */
static bool
keeps_one(const struct lm_plan *p)
{
    return p->op == LM_P_TOPN && p->over->lo == 1 && p->over->hi == 1 && p->over->npart > 0 &&
           ((struct lm_over_fn *)p->over->fns.at[0])->kind == LM_W_ROW_NUMBER;
}

/* Whether a column is, unchanged, a key of what makes the rows: of a group, a de-duplication, a source. */
static bool
is_key_column(const struct lm_plan *p, const struct lm_plan_col *c)
{
    for (; p != NULL; p = p->in[0]) {
        if (p->op == LM_P_GROUP || p->op == LM_P_WGROUP) {
            if (c == p->win_start || c == p->win_end)
                return c != NULL;
            for (uint32_t i = 0; i < p->nkey; i++)
                if (p->cols->at.at[i] == c)
                    return true;
            return false;
        }
        if (keeps_one(p)) {
            for (uint32_t i = 0; i < p->over->npart; i++)
                if (plan_ref_col(p->over->part[i]) == c)
                    return true;
            return false;
        }
        if (p->op == LM_P_SCAN && p->source->stmt != NULL) {
            const struct lm_list *key = &p->source->stmt->primary_key;
            for (uint32_t i = 0; i < key->n; i++)
                if (lm_str_eq_nocase(((struct lm_ast *)key->at[i])->part[0], c->name))
                    return true;
            return false;
        }
        if (p->op == LM_P_PROJECT) {
            c = c->expr != NULL ? plan_ref_col(c->expr) : NULL;
            if (c == NULL)
                return false;
        }
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
        if (p->changing && is_key_column(p, c))
            o->upsert_key[o->nupsert_key++] = c->name;
    }
    return o;
}

/* PRIMARY KEY of a sink: what an upsert goes by. */
static int
sink_key(struct lm_binder *b, struct lm_output *o, const struct lm_list *key)
{
    if (key->n == 0)
        return 0;
    o->upsert_key = lm_alloc(b->a, key->n * sizeof *o->upsert_key);
    o->nupsert_key = 0;
    for (uint32_t i = 0; i < key->n; i++) {
        const struct lm_ast *k = key->at[i];
        for (uint32_t j = 0; j < o->cols.n; j++) {
            const struct lm_plan_col *c = o->cols.at[j];
            if (o->nupsert_key == i && lm_str_eq_nocase(c->name, k->part[0]))
                o->upsert_key[o->nupsert_key++] = c->name;
        }
        if (o->nupsert_key == i)
            return lm_fail(b->err, LM_E_COLUMN, k->pos, "the sink has no column \"%.*s\"",
                           LM_STRF(k->part[0]));
    }
    return 0;
}

/* INSERT INTO 'path' (a, b): the columns under other names. */
static struct lm_plan *
insert_columns(struct lm_binder *b, struct lm_plan *p, const struct lm_stmt *st)
{
    struct lm_list cols = {0};

    if (st->columns.n == 0)
        return p;
    plan_visible(b, p, &cols);
    if (cols.n != st->columns.n) {
        lm_fail(b->err, LM_E_WIDTH, st->pos, "INSERT names %u columns, the query gives %u",
                st->columns.n, cols.n);
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

/* Where the rows of INSERT INTO 'path' and CREATE SINK go, and how they are written. */
static int
bind_target(struct lm_binder *b, const struct lm_stmt *st, struct lm_output *o)
{
    if (bind_options(b, st, true, &o->options) != 0 || sink_key(b, o, &st->primary_key) != 0)
        return -1;
    const struct lm_ast_option *path = option_find(&o->options, "path");
    if (st->op == LM_S_INSERT && path != NULL)
        return lm_fail(b->err, LM_E_OPTION, path->pos, "the path stands behind INTO");
    if (st->op == LM_S_INSERT)
        o->path = st->name;
    else if (path != NULL)
        o->path = lm_val_text(&path->value);
    return 0;
}

/* At most one endless query may print to standard output. */
static int
bind_endless(struct lm_binder *b, const struct lm_stmt *st, const struct lm_output *o,
             bool *endless)
{
    if (o->path.p != NULL || !o->plan->endless)
        return 0;
    if (*endless)
        return lm_fail(b->err, LM_E_ENDLESS_TWICE, st->pos,
                       "this is the second endless query that prints to standard output");
    *endless = true;
    return 0;
}

static bool
runs(const struct lm_binder *b, const struct lm_stmt *st)
{
    if (st->op == LM_S_CREATE_SINK) {
        struct lm_stream *s = lm_catalog_stream(b->cat, st->name);
        if (s == NULL || s->stmt != st || s->life.to != LM_NEVER_DROPPED)
            return false;
        s->read = true; /* it is not bound once more to find its mistakes */
        return true;
    }
    return st->op == LM_S_SELECT || (st->op == LM_S_INSERT && st->is_path);
}

struct lm_output *
bind_run(struct lm_binder *b, struct lm_stmt *st)
{
    const struct lm_query *q = bind_query_of(b, st);
    /* On a terminal an aggregate is shown while it grows; what sorts or cuts it needs its final rows. */
    bool preview = b->cat->preview && st->op == LM_S_SELECT && q->order.n == 0 && q->limit == NULL;
    struct lm_plan *p = bind_query(b, q, NULL, preview ? BIND_CHANGES : BIND_FINAL);
    if (p != NULL && st->op == LM_S_INSERT)
        p = insert_columns(b, p, st);
    if (p == NULL)
        return NULL;
    struct lm_output *o = bind_output(b, p, q);
    return st->op == LM_S_SELECT || bind_target(b, st, o) == 0 ? o : NULL;
}

static int
bind_statement(struct lm_binder *b, struct lm_stmt *st, struct lm_script *out, bool *endless)
{
    if (st->op >= LM_S_SHOW && st->op <= LM_S_EXPLAIN)
        return bind_show(b, st, &out->outputs);
    if (!runs(b, st))
        return 0;
    struct lm_output *o = bind_run(b, st);
    if (o == NULL || bind_endless(b, st, o, endless) != 0)
        return -1;
    lm_list_add(b->a, &out->outputs, o);
    return 0;
}

/* Binds the named queries and sinks that nothing has bound. */
static int
bind_unread(struct lm_binder *b)
{
    struct lm_catalog *cat = b->cat;

    for (uint32_t i = 0; i < cat->streams.n; i++) {
        struct lm_stream *s = cat->streams.at[i];
        if (s->read || s->stmt == NULL)
            continue;
        cat->at = s->life.from;
        const struct lm_query *q = bind_query_of(b, s->stmt);
        s->binding = true;
        struct lm_plan *p = bind_query(b, q, NULL, BIND_FINAL);
        s->binding = false;
        if (p == NULL)
            return -1;
    }
    return 0;
}

/* A stream that nothing reads is bound to find its mistakes; what that asked of sources is undone. */
static int
check_unread(struct lm_binder *b)
{
    struct lm_catalog *cat = b->cat;
    uint32_t nsource = cat->sources.n, nlate = b->late.n, ndrain = b->drains.n;
    uint32_t *ncol = lm_alloc(b->a, (nsource + 1) * sizeof *ncol);
    struct lm_source *kept = lm_alloc(b->a, (nsource + 1) * sizeof *kept);

    for (uint32_t i = 0; i < nsource; i++) {
        kept[i] = *(struct lm_source *)cat->sources.at[i];
        ncol[i] = kept[i].cols != NULL ? kept[i].cols->at.n : 0;
    }
    int status = bind_unread(b);
    for (uint32_t i = 0; i < cat->sources.n; i++) {
        struct lm_source *s = cat->sources.at[i];
        s->readers = i < nsource ? kept[i].readers : 0;
        if (i < nsource)
            s->time = kept[i].time;
        if (s->cols != NULL)
            s->cols->at.n = i < nsource ? ncol[i] : 0;
    }
    b->late.n = nlate;
    b->drains.n = ndrain;
    return status;
}

/* CREATE, DROP and SET of all statements in order; INSERTs then find their sources wherever those stand. */
static int
declare_all(struct lm_binder *b, const struct lm_list *stmts)
{
    for (int inserts = 0; inserts < 2; inserts++)
        for (uint32_t i = 0; i < stmts->n; i++) {
            struct lm_stmt *st = stmts->at[i];
            b->cat->at = i + 1;
            if ((st->op == LM_S_INSERT) == (inserts == 1) &&
                (inserts == 1 ? insert_rows(b, st) : declare(b, st)) != 0)
                return -1;
        }
    return 0;
}

/* Whether the statement, or what it creates, has the name in FROM. */
static bool
statement_reads(const struct lm_stmt *st, struct lm_str name)
{
    return (st->query != NULL && query_reads(st->query, name)) || lm_str_eq_nocase(st->from_name, name) ||
           (st->inner != NULL && statement_reads(st->inner, name));
}

/* Marks the sources that will be opened, so that all can be opened before the first one is waited for. */
static void
find_read(struct lm_catalog *c, const struct lm_list *stmts)
{
    for (uint32_t i = 0; i < stmts->n; i++)
        for (uint32_t k = 0; k < c->sources.n; k++) {
            struct lm_source *s = c->sources.at[k];
            c->at = i + 1;
            if (statement_reads(stmts->at[i], s->name) && lm_catalog_source(c, s->name) == s &&
                lm_catalog_stream(c, s->name) == NULL)
                s->is_read = true;
        }
}

int
lm_bind_script(struct lm_catalog *c, const struct lm_list *stmts, struct lm_script *out,
               struct lm_err *err)
{
    struct lm_binder *b = lm_alloc(c->arena, sizeof *b);
    bool endless = false;

    b->a = c->arena;
    b->cat = c;
    b->err = err;
    *out = (struct lm_script){0};
    for (uint32_t i = 0; i < stmts->n; i++)
        lm_catalog_want(c, stmts->at[i]);
    if (declare_all(b, stmts) != 0)
        return -1;
    find_read(c, stmts);
    for (uint32_t i = 0; i < stmts->n; i++) {
        c->at = i + 1;
        if (bind_statement(b, stmts->at[i], out, &endless) != 0)
            return -1;
    }
    if (check_unread(b) != 0)
        return -1;
    out->late = b->late;
    out->drains = b->drains;
    if (overs_check(b, &out->outputs) != 0 || lookups_check(b, &out->outputs) != 0)
        return -1;
    plan_push(b, &out->outputs);
    plan_arrivals(b);
    lm_plan_number(b);
    return 0;
}
