/* bind_from.c -- FROM: sources, streams, files, subqueries, window table functions. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "sql/bind_script.h"

static void
table_add(struct bind_scope *s, struct lm_str alias, struct lm_plan *p)
{
    struct bind_table *t = lm_alloc(s->b->a, sizeof *t);

    t->alias = alias;
    t->plan = p;
    lm_list_add(s->b->a, &s->tables, t);
    s->plan = p;
}

/* Records that are open have their columns by name, in any order. */
static struct lm_plan *
unnamed_columns(struct bind_scope *s, struct lm_pos pos)
{
    lm_fail(s->b->err, LM_E_WIDTH, pos, "columns that are not declared have no order in which to name them");
    lm_hint(s->b->err, "name them one by one: (SELECT a AS x, b AS y FROM ...)");
    return NULL;
}

/* t(a, b): other names for the first columns. */
static struct lm_plan *
rename_columns(struct bind_scope *s, struct lm_plan *p, const struct lm_list *names, struct lm_pos pos)
{
    struct lm_list cols = { 0 };

    if (names->n == 0)
        return p;
    plan_visible(s->b, p, &cols);
    if (names->n > cols.n && cols.n > 0 && ((struct lm_plan_col *)cols.at[cols.n - 1])->spread)
        return unnamed_columns(s, pos);
    if (names->n > cols.n) {
        lm_fail(s->b->err, LM_E_WIDTH, pos, "%u names for %u columns", names->n, cols.n);
        return NULL;
    }
    for (uint32_t i = 0; i < names->n; i++)
        if (((struct lm_plan_col *)cols.at[i])->spread)
            return unnamed_columns(s, pos);
    struct lm_plan *out = project_new(s->b, p, pos);
    for (uint32_t i = 0; i < cols.n; i++) {
        struct lm_plan_col *c = cols.at[i];
        const struct lm_ast *name = i < names->n ? names->at[i] : NULL;
        project_add(s->b, out, name != NULL ? name->part[0] : c->name, plan_ref(s->b, c, pos));
    }
    return out;
}

static struct lm_plan *
scan_new(struct lm_binder *b, struct lm_source *src, struct lm_pos pos)
{
    if (!src->described && b->cat->describe(b->cat, src, b->err) != 0)
        return NULL;
    struct lm_plan *p = plan_new(b, LM_P_SCAN, NULL, pos);
    if (src->cols == NULL)
        src->cols = plan_cols_new(b);
    p->source = src;
    p->cols = src->cols;
    p->is_open = src->open && !src->only_declared;
    p->endless = src->endless;
    p->changing = src->changing;
    for (uint32_t i = 0; b->cat->strict && i < src->declared.n; i++)
        source_col(b, src, ((struct lm_ast_column *)src->declared.at[i])->name);
    src->readers++;
    return bind_source_time(b, p) == 0 ? p : NULL;
}

static const struct bind_cte *
cte_find(const struct bind_scope *s, struct lm_str name)
{
    for (const struct bind_cte *c = s->ctes; c != NULL; c = c->before)
        if (lm_str_eq_nocase(c->cte->name, name))
            return c;
    return NULL;
}

static void
unknown_table(struct bind_scope *s, const struct lm_from *f)
{
    struct lm_catalog *cat = s->b->cat;
    uint32_t n = cat->streams.n + cat->sources.n, k = 0;
    struct lm_str *names = lm_alloc(s->b->a, (n + 1) * sizeof *names);

    for (uint32_t i = 0; i < cat->sources.n; i++) {
        const struct lm_source *src = cat->sources.at[i];
        if (!src->of_path && src->life.to > cat->at)
            names[k++] = src->name;
    }
    for (uint32_t i = 0; i < cat->streams.n; i++) {
        const struct lm_stream *st = cat->streams.at[i];
        if (st->life.to > cat->at)
            names[k++] = st->name;
    }
    lm_fail(s->b->err, LM_E_TABLE, f->pos, "\"%.*s\" is no source, stream or named input", LM_STRF(f->name));
    struct lm_str near = lm_str_nearest(f->name, names, k);
    if (near.n > 0)
        lm_hint(s->b->err, "did you mean \"%.*s\"?", LM_STRF(near));
    else if (memchr(f->name.p, '.', f->name.n) != NULL)
        lm_hint(s->b->err, "a file is written in quotes: FROM '%.*s'", LM_STRF(f->name));
    else
        lm_hint(s->b->err, "give the input with %.*s=FILE behind the query, or write FROM 'file'",
                LM_STRF(f->name));
}

/* The query of a stream. It sees what its reader sees, but nothing older than itself. A view that is
 * selected gives its current rows, not its changes. */
static struct lm_plan *
stream_query(struct bind_scope *s, const struct lm_stream *st)
{
    struct lm_catalog *cat = s->b->cat;
    uint32_t at = cat->at;

    if (st->life.from > at)
        cat->at = st->life.from;
    const struct lm_stream *around = s->b->stream;
    s->b->stream = st;
    struct lm_plan *p = bind_query(s->b, st->stmt->query, NULL, s->mode);
    s->b->stream = around;
    cat->at = at;
    p = p != NULL ? rename_columns(s, p, &st->stmt->names, st->stmt->name_pos) : NULL;
    if (p != NULL && p->changing && st->stmt->op == LM_S_CREATE_VIEW && s->mode == BIND_FINAL) {
        p = plan_new(s->b, LM_P_FINAL, p, st->stmt->pos);
        p->changing = false;
    }
    return p;
}

static struct lm_plan *
stream_plan(struct bind_scope *s, struct lm_stream *st, const struct lm_from *f)
{
    if (st->late != NULL) {
        st->late->late_path = (struct lm_str){ 0 };
        return st->late;
    }
    if (st->stmt->op == LM_S_CREATE_SINK) {
        lm_fail(s->b->err, LM_E_TABLE, f->pos, "\"%.*s\" is a sink, which cannot be read", LM_STRF(st->name));
        return NULL;
    }
    if (st->binding) {
        lm_fail(s->b->err, LM_E_CYCLE, f->pos, "streams read each other in a circle: %.*s", LM_STRF(st->name));
        s->b->circle = st;
        return NULL;
    }
    st->binding = true;
    st->read = true;
    struct lm_plan *p = stream_query(s, st);
    st->binding = false;
    if (p == NULL && s->b->circle != NULL) {
        size_t n = strlen(s->b->err->what);
        snprintf(s->b->err->what + n, sizeof s->b->err->what - n, " <- %.*s", LM_STRF(st->name));
        if (s->b->circle == st)
            s->b->circle = NULL;
    }
    return p;
}

/* The late rows of a stream that nothing has read yet: it then runs for them alone. */
static struct lm_stream *
late_stream(struct bind_scope *s, const struct lm_from *f)
{
    const struct lm_catalog *cat = s->b->cat;

    for (uint32_t i = 0; i < cat->streams.n; i++) {
        struct lm_stream *st = cat->streams.at[i];
        const struct lm_query *q = st->stmt != NULL ? st->stmt->query : NULL;
        if (q == NULL || st->binding || st->life.to <= cat->at || q->late_to_path ||
            !lm_str_eq_nocase(q->late_to, f->name))
            continue;
        struct lm_plan *p = stream_plan(s, st, f);
        if (p == NULL)
            return NULL;
        lm_list_add(s->b->a, &s->b->drains, p);
        return lm_catalog_stream(cat, f->name);
    }
    return NULL;
}

static struct lm_plan *
named_plan(struct bind_scope *s, struct lm_from *f)
{
    const struct bind_cte *cte = cte_find(s, f->name);

    if (cte != NULL) {
        struct lm_plan *p = bind_query(s->b, cte->cte->query, cte->before, s->mode);
        return p != NULL ? rename_columns(s, p, &cte->cte->columns, cte->cte->pos) : NULL;
    }
    struct lm_stream *st = lm_catalog_stream(s->b->cat, f->name);
    if (st != NULL)
        return stream_plan(s, st, f);
    struct lm_source *src = lm_catalog_source(s->b->cat, f->name);
    if (src == NULL) {
        st = late_stream(s, f);
        if (st != NULL)
            return stream_plan(s, st, f);
        if (s->b->err->code == LM_OK)
            unknown_table(s, f);
        return NULL;
    }
    return src->from_inserts ? bind_inserted(s->b, src, f->pos) : scan_new(s->b, src, f->pos);
}

/* FROM 'path': the path is a source of its own. */
static struct lm_plan *
path_plan(struct bind_scope *s, struct lm_from *f)
{
    struct lm_catalog *cat = s->b->cat;

    for (uint32_t i = 0; i < cat->sources.n; i++) {
        struct lm_source *src = cat->sources.at[i];
        if (src->of_path && lm_str_eq(src->name, f->name))
            return scan_new(s->b, src, f->pos);
    }
    struct lm_source *src = lm_catalog_add_source(cat, f->name);
    src->of_path = true;
    if (cat->paths_of(cat, f->name, src, s->b->err) != 0)
        return NULL;
    return scan_new(s->b, src, f->pos);
}

/* Window table functions ------------------------------------------------------------------------- */

/* The argument that is the table: DATA => TABLE t, or the first one without a name. */
static const struct lm_ast *
table_arg(const struct lm_ast *fn)
{
    for (uint32_t i = 0; i < fn->arg.n; i++) {
        const struct lm_ast *arg = fn->arg.at[i];
        if (arg->op == LM_A_NAMED && (lm_str_eq_nocase(arg->name, LM_STR("data")) ||
                                      lm_str_eq_nocase(arg->name, LM_STR("input"))))
            return arg;
    }
    for (uint32_t i = 0; i < fn->arg.n; i++) {
        const struct lm_ast *arg = fn->arg.at[i];
        if (arg->op != LM_A_NAMED)
            return arg;
    }
    return NULL;
}

/* DESCRIPTOR(ts) as the plain name. */
static struct lm_ast *
described(struct lm_binder *b, struct lm_ast *arg)
{
    if (arg->op == LM_A_NAMED && ((struct lm_ast *)arg->arg.at[0])->op == LM_A_TABLE_ARG) {
        struct lm_ast *named = lm_alloc_copy(b->a, arg, sizeof *arg);
        named->arg = (struct lm_list){ 0 };
        lm_list_add(b->a, &named->arg, described(b, arg->arg.at[0]));
        return named;
    }
    if (arg->op != LM_A_TABLE_ARG)
        return arg;
    struct lm_ast *name = lm_alloc_copy(b->a, arg, sizeof *arg);
    name->op = LM_A_NAME;
    return name;
}

/* The table a window function reads: TABLE t, t, or (query). */
static int
window_table(struct bind_scope *s, const struct lm_ast *fn)
{
    const struct lm_ast *t = table_arg(fn);
    struct lm_from *f = lm_alloc(s->b->a, sizeof *f);

    if (t == NULL)
        return lm_fail(s->b->err, LM_E_ARGUMENTS, fn->pos, "%.*s needs a table", LM_STRF(fn->name));
    t = t->op == LM_A_NAMED ? t->arg.at[0] : t;
    f->pos = t->pos;
    if (t->op == LM_A_SUBQUERY) {
        f->op = LM_F_QUERY;
        f->query = t->query;
    } else if (t->op == LM_A_LITERAL && t->value.kind == LM_K_STR) {
        f->op = LM_F_PATH;
        f->name = lm_val_text(&t->value);
    } else if ((t->op == LM_A_NAME || t->op == LM_A_TABLE_ARG) && t->npart == 1) {
        f->op = LM_F_NAME;
        f->name = t->part[0];
    } else {
        return lm_fail(s->b->err, LM_E_ARGUMENTS, t->pos, "%.*s needs a table first", LM_STRF(fn->name));
    }
    return bind_from(s, f);
}

/* The call as it would stand in GROUP BY: without the table, the time as a plain name. */
static struct lm_ast *
window_call_of(struct bind_scope *s, const struct lm_ast *fn)
{
    struct lm_ast *call = lm_alloc_copy(s->b->a, fn, sizeof *fn);
    const struct lm_ast *table = table_arg(fn);

    call->arg = (struct lm_list){ 0 };
    for (uint32_t i = 0; i < fn->arg.n; i++)
        if (fn->arg.at[i] != table)
            lm_list_add(s->b->a, &call->arg, described(s->b, fn->arg.at[i]));
    return call;
}

static int
bind_window_function(struct bind_scope *s, struct lm_from *f)
{
    if (f->ordinality)
        return lm_fail(s->b->err, LM_E_CLAUSE, f->pos, "a window has no WITH ORDINALITY");
    if (window_table(s, f->fn) != 0)
        return -1;
    struct lm_plan *in = s->plan;
    struct lm_plan *p = plan_new(s->b, LM_P_ASSIGN, in, f->pos);
    if (window_of_call(s, window_call_of(s, f->fn), p) != 0)
        return -1;
    const struct lm_ast *table = table_arg(f->fn);
    table = table->op == LM_A_NAMED ? table->arg.at[0] : table;
    if (table->op == LM_A_TABLE_ARG && p->window.kind == LM_WINDOW_SESSION)
        p->session_by = table->arg;
    else if (table->op == LM_A_TABLE_ARG && table->arg.n > 0)
        return lm_fail(s->b->err, LM_E_CLAUSE, ((struct lm_ast *)table->arg.at[0])->pos,
                       "PARTITION BY has no meaning for windows that are the same for all rows");
    window_bounds(s->b, p, NULL);
    s->tables = (struct lm_list){ 0 };
    p = rename_columns(s, p, &f->columns, f->pos);
    if (p == NULL)
        return -1;
    table_add(s, f->alias, p);
    return 0;
}

/* ksqlDB's WINDOW clause is of a query over one table. */
static int
window_stands_alone(struct bind_scope *s, const struct lm_from *f)
{
    bool joins = f->op == LM_F_JOIN;
    const struct lm_from *of[3] = {f, joins ? f->join->left : f, joins ? f->join->right : f};

    for (int i = 0; i < 3; i++) {
        if (of[i]->window == LM_WC_NONE)
            continue;
        lm_fail(s->b->err, LM_E_CLAUSE, of[i]->window_pos, "WINDOW stands behind the one table of FROM");
        return lm_hint(s->b->err, "GROUP BY k, TUMBLE(ts, 1m)");
    }
    return 0;
}

int
bind_from(struct bind_scope *s, struct lm_from *f)
{
    struct lm_plan *p = NULL;
    struct lm_str alias = f->alias;

    if (f->as_of != NULL)
        return lm_fail(s->b->err, LM_E_UNSUPPORTED, f->pos, "temporal joins are not part of this build");
    if ((f->op == LM_F_JOIN || f->op == LM_F_FUNCTION) && window_stands_alone(s, f) != 0)
        return -1;
    switch (f->op) {
    case LM_F_JOIN:
        return bind_join(s, f);
    case LM_F_NAME:
        p = named_plan(s, f);
        alias = alias.n > 0 ? alias : f->name;
        break;
    case LM_F_PATH:
        p = path_plan(s, f);
        break;
    case LM_F_QUERY:
    case LM_F_VALUES:
        p = bind_query(s->b, f->query, s->ctes, s->mode);
        break;
    case LM_F_FUNCTION:
        if (ast_is_window(f->fn))
            return bind_window_function(s, f);
        return bind_unnest_from(s, f, false);
    }
    if (p != NULL)
        p = rename_columns(s, p, &f->columns, f->pos);
    if (p == NULL)
        return -1;
    if (f->window != LM_WC_NONE)
        s->windowed_from = f;
    table_add(s, alias, p);
    return 0;
}
