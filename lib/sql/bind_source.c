/* bind_source.c -- CREATE SOURCE: declared columns, options, event time. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "sql/bind_option.h"
#include "sql/bind_script.h"

static struct lm_ast_option *
source_option(const struct lm_source *s, const char *key)
{
    return option_find(&s->options, key);
}

static int
source_unit(struct lm_binder *b, struct lm_source *s)
{
    static const struct {
        const char *name;
        enum lm_time_unit unit;
    } units[] = {{"s", LM_UNIT_S}, {"ms", LM_UNIT_MS}, {"us", LM_UNIT_US}, {"ns", LM_UNIT_NS}};
    const struct lm_ast_option *o = source_option(s, "epoch_unit");

    if (o == NULL)
        return 0;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (o->value.kind == LM_K_STR &&
            lm_str_eq_nocase(lm_val_text(&o->value), lm_str_of(units[i].name))) {
            s->stamp.unit = s->epoch_unit = units[i].unit;
            return 0;
        }
    lm_fail(b->err, LM_E_LITERAL, o->value_pos, "epoch_unit is none of s, ms, us, ns");
    return -1;
}

static struct lm_ast_column *
declared_column(const struct lm_source *s, struct lm_str name)
{
    for (uint32_t i = 0; i < s->declared.n; i++) {
        struct lm_ast_column *c = s->declared.at[i];
        if (lm_str_eq_nocase(c->name, name))
            return c;
    }
    return NULL;
}

/* WATERMARK FOR ts [AS ts - INTERVAL ... | AS PROCTIME()]. */
static int
source_mark(struct lm_binder *b, struct lm_source *s, const struct lm_stmt *st)
{
    const struct lm_ast *e = st->mark_expr;

    if (st->mark_column == NULL)
        return 0;
    struct lm_ast_column *c = declared_column(s, st->mark_column->part[0]);
    if (c == NULL && !st->star) {
        lm_fail(b->err, LM_E_WATERMARK_COLUMN, st->mark_column->pos,
                "column \"%.*s\" is not declared", LM_STRF(st->mark_column->part[0]));
        return lm_hint(b->err, "WATERMARK FOR names one of the source's columns");
    }
    s->time_name = c != NULL ? c->name : st->mark_column->part[0];
    s->lag_us = 0;
    if (e == NULL || (e->op == LM_A_NAME && lm_str_eq_nocase(e->part[0], s->time_name)))
        return 0;
    if (e->op == LM_A_CALL && lm_str_eq_nocase(e->name, LM_STR("proctime"))) {
        s->proctime = true;
        return 0;
    }
    const struct lm_ast *from = e->op == LM_A_CALL && e->arg.n == 2 ? e->arg.at[0] : NULL;
    if (from == NULL || !lm_str_eq(e->name, LM_STR("-")) || from->op != LM_A_NAME ||
        !lm_str_eq_nocase(from->part[0], s->time_name)) {
        lm_fail(b->err, LM_E_CLAUSE, e->pos,
                "a watermark is the column, less an interval, or PROCTIME()");
        return lm_hint(b->err, "WATERMARK FOR %.*s AS %.*s - INTERVAL '5' SECOND",
                       LM_STRF(s->time_name), LM_STRF(s->time_name));
    }
    if (bind_duration(b, e->arg.at[1], &s->lag_us) != 0)
        return -1;
    return s->lag_us < 0
               ? lm_fail(b->err, LM_E_BAD_WINDOW, e->pos, "the watermark runs ahead of its column")
               : 0;
}

/* alignment.group and alignment.max_drift, which belong together. */
static int
source_alignment(struct lm_binder *b, struct lm_source *s)
{
    const struct lm_ast_option *group = source_option(s, "alignment.group");
    const struct lm_ast_option *drift = source_option(s, "alignment.max_drift");

    if (group == NULL && drift == NULL)
        return 0;
    if (group == NULL || drift == NULL)
        return lm_fail(b->err, LM_E_OPTION, (group != NULL ? group : drift)->pos,
                       "alignment.group and alignment.max_drift belong together");
    s->align_group = lm_val_text(&group->value);
    if (s->align_group.n == 0)
        return lm_fail(b->err, LM_E_LITERAL, group->value_pos, "alignment.group has no name");
    s->align_drift_us = drift->value.i;
    return 0;
}

static int
source_connector(struct lm_binder *b, struct lm_source *s)
{
    const struct lm_ast_option *path = source_option(s, "path");
    const struct lm_connector *c = bind_connector(b, s->stmt, false);

    assert(c != NULL);
    s->connector = c->id;
    if (c->id != LM_CONNECTOR_FILE) {
        s->npaths = 0;
        return 0;
    }
    if (path != NULL)
        return b->cat->paths_of(b->cat, lm_val_text(&path->value), s, b->err);
    s->from_inserts = s->npaths == 0;
    return 0;
}

/* The source of a new declaration: what is known of the input of that name, and nothing of an older one. */
static struct lm_source *
source_new(struct lm_binder *b, const struct lm_stmt *st)
{
    struct lm_source *s = lm_catalog_add_source(b->cat, st->name);

    for (uint32_t i = 0; i < b->cat->sources.n; i++) {
        const struct lm_source *in = b->cat->sources.at[i];
        if (in->of_path || in->life.from > 0 || in == s || !lm_str_eq_nocase(in->name, st->name))
            continue;
        struct lm_source made = *s;
        *s = *in;
        s->name = made.name;
        s->number = made.number;
        s->cols = NULL;
        s->readers = 0;
        assert(!in->described);
    }
    s->life = (struct lm_life){b->cat->at, LM_NEVER_DROPPED};
    return s;
}

int
bind_create_source(struct lm_binder *b, struct lm_stmt *st)
{
    int taken = bind_name_free(b, st);

    if (taken != 0)
        return taken < 0 ? -1 : 0;
    struct lm_source *s = source_new(b, st);
    s->stmt = st;
    if (st->columns.n > 0)
        s->declared = st->columns;
    s->only_declared = st->columns.n > 0 && !st->star;
    if (bind_options(b, st, false, &s->options) != 0)
        return -1;
    const struct lm_ast_option *key = source_option(s, "watermark.per_key");
    if (key != NULL)
        s->per_key = lm_val_text(&key->value);
    if (source_unit(b, s) != 0 || source_mark(b, s, st) != 0 || source_alignment(b, s) != 0)
        return -1;
    return source_connector(b, s);
}

/* The event time that was declared, as an expression, once the columns are known. */
int
bind_source_time(struct lm_binder *b, struct lm_plan *scan)
{
    struct lm_source *s = scan->source;
    struct lm_str wanted[2] = {s->time_name, s->per_key};
    struct lm_expr **slot[2] = {&s->time, &s->per_key_expr};

    for (int k = 0; k < 2; k++) {
        struct lm_plan_col *c = NULL;
        if (wanted[k].n == 0 || *slot[k] != NULL)
            continue;
        for (enum plan_look look = LOOK_EXACT; look <= LOOK_DEMAND && c == NULL; look++) {
            uint32_t n = 0;
            c = plan_find(b, scan, wanted[k], look, &n);
        }
        if (c == NULL)
            return lm_fail(b->err, LM_E_COLUMN, scan->pos, "column \"%.*s\" not found in \"%.*s\"",
                           LM_STRF(wanted[k]), LM_STRF(s->name));
        *slot[k] = plan_ref(b, c, scan->pos);
        if (k == 0) {
            s->time_declared = true;
            if (s->stamp.unit == LM_UNIT_AUTO)
                s->stamp.unit = bind_unit_of_type(c->type);
            if (s->proctime)
                s->stamp.unit = LM_UNIT_TIMESTAMP;
        }
    }
    return 0;
}

/* Which value of an INSERT goes to a column; UINT32_MAX: none. */
static uint32_t
inserted_place(const struct lm_source *s, const struct lm_stmt *st, struct lm_str column)
{
    const struct lm_list *names = st->columns.n > 0 ? &st->columns : &s->declared;

    for (uint32_t m = 0; m < names->n; m++) {
        struct lm_str name = st->columns.n > 0 ? ((const struct lm_ast *)names->at[m])->part[0]
                                               : ((const struct lm_ast_column *)names->at[m])->name;
        if (lm_str_eq_nocase(name, column))
            return m;
    }
    return UINT32_MAX;
}

/* The value as a record's would be read: converted without loss, or the row is a bad one. */
static struct lm_expr *
inserted_value(struct lm_binder *b, struct lm_plan_col *from, const struct lm_ast_column *to,
               struct lm_pos pos)
{
    struct lm_expr *ref = plan_ref(b, from, pos);

    bool limited = to->type.limit != 0 && to->type.limit != from->type.limit;
    if (to->type.id == LM_T_DYN ||
        (to->type.id == from->type.id && to->type.id != LM_T_DECIMAL && !to->type.fields && !limited))
        return ref;
    if (lm_type_is_nested(to->type) && (to->type.fields == NULL || !lm_type_is_nested(from->type)))
        return lm_expr_as(b->a, ref, to->type);
    struct lm_expr *read =
        lm_expr_new(b->a, LM_X_READ, to->type, pos, lm_alloc_copy(b->a, &ref, sizeof ref), 1);
    read->name = to->name;
    read->col = LM_UNIT_AUTO;
    return read;
}

/* A NULL that comes with the rows of a query is found when it comes. */
static struct lm_expr *
inserted_present(struct lm_binder *b, struct lm_expr *e, const struct lm_ast_column *to, struct lm_pos pos)
{
    if (!to->not_null && !to->key)
        return e;
    struct lm_expr *present = lm_expr_new(b->a, LM_X_PRESENT, e->type, pos, lm_alloc_copy(b->a, &e, sizeof e), 1);
    present->name = to->name;
    return present;
}

/* NOT NULL: a value that is NULL in the text of the INSERT, or is not given. */
static int
inserted_not_null(struct lm_binder *b, const struct lm_stmt *st, const struct lm_ast_column *c,
                  const struct lm_plan *in, uint32_t place)
{
    bool present = c->not_null || c->key, null = present && place == UINT32_MAX;

    for (uint32_t i = 0; present && !null && in->op == LM_P_VALUES && i < in->rows.n; i++) {
        const struct lm_list *row = in->rows.at[i];
        const struct lm_expr *e = row->at[place];
        null = e->op == LM_X_CONST && lm_val_is_null(&e->value);
    }
    return null ? lm_fail(b->err, LM_E_CONSTANT, st->pos, "\"%.*s\" is %s and gets no value",
                          LM_STRF(c->name), c->not_null ? "NOT NULL" : "a PRIMARY KEY")
                : 0;
}

/* The rows of one INSERT, as the columns of the source are declared. */
static struct lm_plan *
inserted_rows(struct lm_binder *b, struct lm_source *s, const struct lm_stmt *st, struct lm_pos pos)
{
    struct lm_plan *in = bind_query(b, st->query, NULL, BIND_FINAL);
    struct lm_list cols = {0};

    if (in == NULL)
        return NULL;
    plan_visible(b, in, &cols);
    uint32_t n = st->columns.n > 0 ? st->columns.n : s->declared.n;
    if (n != cols.n) {
        lm_fail(b->err, LM_E_WIDTH, st->pos, "INSERT names %u columns and gives %u", n, cols.n);
        return NULL;
    }
    struct lm_plan *p = project_new(b, in, pos);
    for (uint32_t k = 0; k < s->declared.n; k++) {
        const struct lm_ast_column *c = s->declared.at[k];
        uint32_t place = inserted_place(s, st, c->name);
        if (inserted_not_null(b, st, c, in, place) != 0)
            return NULL;
        struct lm_expr *e = place < n ? inserted_value(b, cols.at[place], c, pos)
                                      : lm_expr_val(b->a, c->type, LM_VAL_NULL, pos);
        project_add(b, p, c->name, inserted_present(b, e, c, pos));
    }
    return p;
}

/* The column list of an INSERT names declared columns, each once. */
static int
inserted_columns(struct lm_binder *b, const struct lm_source *s, const struct lm_stmt *st)
{
    for (uint32_t i = 0; i < st->columns.n; i++) {
        const struct lm_ast *c = st->columns.at[i];
        if (declared_column(s, c->part[0]) == NULL)
            return lm_fail(b->err, LM_E_COLUMN, c->pos, "\"%.*s\" has no column \"%.*s\"",
                           LM_STRF(s->name), LM_STRF(c->part[0]));
        for (uint32_t k = 0; k < i; k++)
            if (lm_str_eq_nocase(((struct lm_ast *)st->columns.at[k])->part[0], c->part[0]))
                return lm_fail(b->err, LM_E_AMBIGUOUS, c->pos, "\"%.*s\" is named twice",
                               LM_STRF(c->part[0]));
    }
    return 0;
}

/* A source without a connector: the rows that the script INSERTs. */
struct lm_plan *
bind_inserted(struct lm_binder *b, struct lm_source *s, struct lm_pos pos)
{
    struct lm_plan *all = NULL;
    uint32_t at = b->cat->at;

    if (s->binding) {
        lm_fail(b->err, LM_E_CYCLE, pos,
                "INSERT INTO \"%.*s\" reads it, directly or through others", LM_STRF(s->name));
        return NULL;
    }
    s->binding = true;
    for (uint32_t i = 0; i < s->inserts.n; i++) {
        const struct lm_insert *insert = s->inserts.at[i];
        b->cat->at = insert->at;
        struct lm_plan *p = inserted_columns(b, s, insert->stmt) == 0
                                ? inserted_rows(b, s, insert->stmt, pos)
                                : NULL;
        b->cat->at = at;
        if (p != NULL)
            all = all == NULL ? p : bind_union_all(b, all, p, insert->stmt->query);
        if (p == NULL || all == NULL)
            return NULL;
    }
    s->binding = false;
    if (all != NULL)
        return all;
    all = plan_new(b, LM_P_VALUES, NULL, pos);
    all->cols = plan_cols_new(b);
    for (uint32_t k = 0; k < s->declared.n; k++) {
        const struct lm_ast_column *c = s->declared.at[k];
        plan_col_add(b, all->cols, c->name, c->type);
    }
    return all;
}
