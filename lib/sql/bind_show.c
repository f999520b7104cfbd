/* bind_show.c -- EXPLAIN, DESCRIBE, SHOW: answers that are known while binding. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "expr/fn_help.h"
#include "sql/ast_print.h"
#include "sql/bind_script.h"

/* A finite answer: rows of texts under one or more column names. */
static struct lm_plan *
bind_answer(struct lm_binder *b, const char *const *names, uint32_t n)
{
    struct lm_plan *p = plan_new(b, LM_P_VALUES, NULL, LM_NOWHERE);

    p->cols = plan_cols_new(b);
    for (uint32_t i = 0; i < n; i++)
        plan_col_add(b, p->cols, lm_str_of(names[i]), lm_type_of(LM_T_VARCHAR));
    return p;
}

static void
bind_answer_row(struct lm_binder *b, struct lm_plan *p, const struct lm_str *values)
{
    struct lm_list *row = lm_alloc(b->a, sizeof *row);

    for (uint32_t i = 0; i < p->cols->at.n; i++) {
        struct lm_val v =
            values[i].p != NULL ? lm_val_str(lm_str_dup(b->a, values[i])) : LM_VAL_NULL;
        lm_list_add(b->a, row, lm_expr_val(b->a, lm_type_of(LM_T_VARCHAR), v, LM_NOWHERE));
    }
    lm_list_add(b->a, &p->rows, row);
}

static void
answer_lines(struct lm_binder *b, struct lm_plan *p, struct lm_str text)
{
    while (text.n > 0) {
        const char *end = memchr(text.p, '\n', text.n);
        size_t n = end != NULL ? (size_t)(end - text.p) : text.n;
        bind_answer_row(b, p, &(struct lm_str){text.p, n});
        text.p += n + (end != NULL);
        text.n -= n + (end != NULL);
    }
}

static const char *const explain_column[] = {"plan"};

/* The statement runs. A SELECT is counted instead of written; what else writes does so, and the plan is
 * an answer of its own. */
static int
explain_analyze(struct lm_binder *b, const struct lm_stmt *st, struct lm_list *outputs)
{
    bool select = st->inner->op == LM_S_SELECT;
    struct lm_plan *answer = bind_answer(b, explain_column, 1);

    if (!select && st->inner->op != LM_S_CREATE_SINK && !(st->inner->op == LM_S_INSERT && st->inner->is_path)) {
        lm_fail(b->err, LM_E_CLAUSE, st->inner->pos, "EXPLAIN ANALYZE runs what writes: a SELECT, INSERT or CREATE SINK");
        return lm_hint(b->err, "explain its SELECT alone");
    }
    bool preview = b->cat->preview;
    b->cat->preview = false; /* nothing of it is shown while it grows */
    struct lm_output *o = bind_run(b, st->inner);
    b->cat->preview = preview;
    if (o == NULL)
        return -1;
    lm_list_add(b->a, outputs, o);
    struct lm_output *told = o;
    if (select) {
        o->cols = answer->cols->at;
    } else {
        told = bind_output(b, answer, NULL);
        lm_list_add(b->a, outputs, told);
    }
    told->analyze = lm_str_eq_nocase(st->explain_form, LM_STR("JSON")) ? LM_ANALYZE_JSON : LM_ANALYZE_TEXT;
    told->analyzed = o;
    return 0;
}

static int
show_explain(struct lm_binder *b, const struct lm_stmt *st, struct lm_list *outputs)
{
    bool sql = lm_str_eq_nocase(st->explain_form, LM_STR("SQL"));
    bool json = lm_str_eq_nocase(st->explain_form, LM_STR("JSON"));
    const struct lm_query *q = bind_query_of(b, st->inner);
    struct lm_buf text = {0};
    struct lm_output *o = NULL;

    if (q == NULL && (!sql || st->analyze))
        return lm_fail(b->err, LM_E_CLAUSE, st->pos, "EXPLAIN needs a query");
    if (st->analyze && sql)
        return lm_fail(b->err, LM_E_CLAUSE, st->pos, "ANALYZE prints the plan as text or JSON, not as SQL");
    if (st->analyze)
        return explain_analyze(b, st, outputs);
    if (q != NULL) {
        struct lm_plan *p = bind_query(b, q, NULL, BIND_FINAL);
        if (p == NULL)
            return -1;
        o = bind_output(b, p, q);
        lm_list_add(b->a, outputs, o);
        if (lookups_check(b, outputs) != 0)
            return -1;
        plan_push(b, outputs);
        outputs->n--;
    }
    struct lm_plan *answer = bind_answer(b, explain_column, 1);
    if (sql)
        lm_stmt_print(&text, st->inner);
    else if (json)
        lm_plan_print_json(&text, o);
    else
        lm_plan_print(&text, o);
    answer_lines(b, answer, lm_buf_str(&text));
    lm_buf_fini(&text);
    lm_list_add(b->a, outputs, bind_output(b, answer, NULL));
    return 0;
}

static bool
name_in(const struct lm_list *names, struct lm_str name)
{
    for (uint32_t i = 0; i < names->n; i++)
        if (lm_str_eq_nocase(((const struct lm_ast *)names->at[i])->part[0], name))
            return true;
    return false;
}

/* What a source's declaration says of a column: NOT NULL, PRIMARY KEY, event time. */
static void
describe_more(const struct lm_source *s, struct lm_str column, struct lm_str row[3])
{
    row[0] = LM_STR("yes");
    row[1] = row[2] = LM_STR("no");
    if (s == NULL)
        return;
    for (uint32_t i = 0; i < s->declared.n; i++) {
        const struct lm_ast_column *c = s->declared.at[i];
        if ((c->not_null || c->key) && lm_str_eq(c->name, column))
            row[0] = LM_STR("no");
    }
    if (s->stmt != NULL && name_in(&s->stmt->primary_key, column))
        row[1] = LM_STR("yes");
    if (s->time_name.n > 0 && lm_str_eq_nocase(s->time_name, column))
        row[2] = LM_STR("yes");
}

/* What DESCRIBE names: a source or stream, or what a sink reads. */
static struct lm_plan *
describe_plan(struct lm_binder *b, const struct lm_stmt *st)
{
    const struct lm_stream *stream = lm_catalog_stream(b->cat, st->name);
    struct bind_scope s = {.b = b};
    struct lm_from f = {.op = LM_F_NAME, .name = st->name, .pos = st->name_pos};

    if (stream != NULL && stream->stmt != NULL && stream->stmt->op == LM_S_CREATE_SINK)
        return bind_query(b, bind_query_of(b, stream->stmt), NULL, BIND_FINAL);
    if (st->is_path)
        f.op = LM_F_PATH;
    return bind_from(&s, &f) == 0 ? s.plan : NULL;
}

static int
show_describe(struct lm_binder *b, const struct lm_stmt *st, struct lm_list *outputs)
{
    static const char *const names[] = {"column", "type", "nullable", "key", "event_time"};
    struct lm_plan *p = describe_plan(b, st);
    struct lm_list cols = {0};

    if (p == NULL)
        return -1;
    const struct lm_source *source =
        p->op == LM_P_SCAN ? p->source : lm_catalog_source(b->cat, st->name);
    struct lm_plan *answer = bind_answer(b, names, st->extended ? 5 : 2);
    plan_visible(b, p, &cols);
    for (uint32_t i = 0; i < cols.n; i++) {
        const struct lm_plan_col *c = cols.at[i];
        char type[64];
        struct lm_buf fields = {0};
        struct lm_str row[5] = {c->spread ? LM_STR("*") : c->name,
                                lm_str_of(lm_type_print(c->type, type))};
        if (c->type.fields != NULL) { /* all of them, however many */
            lm_print_type(&fields, &c->type);
            row[1] = lm_buf_str(&fields);
        }
        if (st->extended)
            describe_more(source, c->name, row + 2);
        bind_answer_row(b, answer, row);
        lm_buf_fini(&fields);
    }
    lm_list_add(b->a, outputs, bind_output(b, answer, NULL));
    return 0;
}

static void
show_texts(struct lm_binder *b, struct lm_plan *answer, const char *const texts[6])
{
    struct lm_str row[6];

    for (uint32_t i = 0; i < 6; i++)
        row[i] = lm_str_of(texts[i]);
    bind_answer_row(b, answer, row);
}

static void
show_function(struct lm_binder *b, struct lm_plan *answer, const struct lm_fn *f, const char *family)
{
    char title[LM_SIGNATURE_TEXT], signature[LM_SIGNATURE_TEXT];

    lm_fn_title(f->name, title);
    lm_fn_signature_print(f->name, f->signature, (f->flags & LM_FN_ROWS) != 0, signature, sizeof signature);
    const char *const texts[] = {title, family, signature, f->meaning, f->example, f->result};
    show_texts(b, answer, texts);
}

static void
show_functions(struct lm_binder *b, struct lm_plan *answer)
{
    for (uint32_t i = 0; i < lm_fn_count; i++)
        show_function(b, answer, &lm_fns[i], lm_fn_family(&lm_fns[i]));
    for (uint32_t i = 0; i < lm_special_count; i++) {
        const struct lm_special *s = &lm_specials[i];
        const char *const texts[] = {s->name,    lm_special_family(s->kind), s->written, s->meaning,
                                     s->example, s->result};
        show_texts(b, answer, texts);
    }
    for (uint32_t i = 0; i < lm_agg_type_count; i++) {
        const struct lm_agg_type *g = &lm_agg_types[i];
        struct lm_fn f = {.name = g->name, .signature = g->signature, .meaning = g->meaning};
        f.example = g->example;
        f.result = g->example_result;
        show_function(b, answer, &f, "Aggregates");
    }
}

/* Sources that are there: inputs, and what was created before this statement. */
static void
show_sources(struct lm_binder *b, struct lm_plan *answer, bool lookups)
{
    for (uint32_t i = 0; i < b->cat->sources.n; i++) {
        const struct lm_source *s = b->cat->sources.at[i];
        if (!s->of_path && s->lookup == lookups && lm_catalog_source(b->cat, s->name) == s &&
            s->life.from <= b->cat->at)
            bind_answer_row(b, answer, &s->name);
    }
}

static void
show_streams(struct lm_binder *b, struct lm_plan *answer, enum lm_stmt_op op)
{
    for (uint32_t i = 0; i < b->cat->streams.n; i++) {
        const struct lm_stream *s = b->cat->streams.at[i];
        enum lm_stmt_op is = s->stmt != NULL ? s->stmt->op : LM_S_CREATE_STREAM;
        if (is == op && lm_catalog_alive(b->cat, s->life))
            bind_answer_row(b, answer, &s->name);
    }
}

/* What the script runs: each query with where its rows go. */
static void
show_queries(struct lm_binder *b, struct lm_plan *answer, const struct lm_list *outputs)
{
    for (uint32_t i = 0; i < outputs->n; i++) {
        const struct lm_output *o = outputs->at[i];
        struct lm_buf text = {0};
        if (o->query == NULL)
            continue;
        lm_query_print(&text, o->query);
        struct lm_str row[2] = {o->path.p != NULL ? o->path : LM_STR("standard output"),
                                lm_buf_str(&text)};
        bind_answer_row(b, answer, row);
        lm_buf_fini(&text);
    }
}

static int
show_objects(struct lm_binder *b, const struct lm_stmt *st, struct lm_list *outputs)
{
    static const char *const names[][6] = {
        {"name"}, {"name", "family", "signature", "meaning", "example", "result"}, {"output", "query"}, {"epoch", "taken_at", "state_bytes"}};
    static const uint32_t widths[] = {1, 6, 2, 3};
    int form = st->object == LM_O_FUNCTION     ? 1
               : st->object == LM_O_QUERY      ? 2
               : st->object == LM_O_CHECKPOINT ? 3
                                               : 0;
    struct lm_plan *answer = bind_answer(b, names[form], widths[form]);

    switch (st->object) {
    case LM_O_FUNCTION:
        show_functions(b, answer);
        break;
    case LM_O_SOURCE:
        show_sources(b, answer, false);
        break;
    case LM_O_LOOKUP:
        show_sources(b, answer, true);
        break;
    case LM_O_TABLE:
        show_sources(b, answer, false);
        show_sources(b, answer, true);
        show_streams(b, answer, LM_S_CREATE_VIEW);
        break;
    case LM_O_STREAM:
        show_streams(b, answer, LM_S_CREATE_STREAM);
        break;
    case LM_O_VIEW:
        show_streams(b, answer, LM_S_CREATE_VIEW);
        break;
    case LM_O_SINK:
        show_streams(b, answer, LM_S_CREATE_SINK);
        break;
    case LM_O_QUERY:
        show_queries(b, answer, outputs);
        break;
    case LM_O_CHECKPOINT:
        break; /* without a state directory there are none */
    }
    lm_list_add(b->a, outputs, bind_output(b, answer, NULL));
    return 0;
}

static int
show_create(struct lm_binder *b, const struct lm_stmt *st, struct lm_list *outputs)
{
    static const char *const names[] = {"statement"};
    const struct lm_stmt *found = bind_created(b, st);
    struct lm_buf text = {0};

    if (found == NULL)
        return -1;
    lm_stmt_print(&text, found);
    struct lm_plan *answer = bind_answer(b, names, 1);
    bind_answer_row(b, answer, &(struct lm_str){text.p, text.n});
    lm_buf_fini(&text);
    lm_list_add(b->a, outputs, bind_output(b, answer, NULL));
    return 0;
}

int
bind_show(struct lm_binder *b, const struct lm_stmt *st, struct lm_list *outputs)
{
    switch (st->op) {
    case LM_S_EXPLAIN:
        return show_explain(b, st, outputs);
    case LM_S_DESCRIBE:
        return show_describe(b, st, outputs);
    case LM_S_SHOW_CREATE:
        return show_create(b, st, outputs);
    default:
        return show_objects(b, st, outputs);
    }
}
