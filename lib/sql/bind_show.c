/* bind_show.c -- EXPLAIN, DESCRIBE, SHOW: answers that are known while binding. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "expr/fn.h"
#include "sql/bind_script.h"

struct lm_plan *
bind_answer(struct lm_binder *b, const char *const *names, uint32_t n)
{
    struct lm_plan *p = plan_new(b, LM_P_VALUES, NULL, LM_NOWHERE);

    p->cols = plan_cols_new(b);
    for (uint32_t i = 0; i < n; i++)
        plan_col_add(b, p->cols, lm_str_of(names[i]), lm_type_of(LM_T_VARCHAR));
    return p;
}

void
bind_answer_row(struct lm_binder *b, struct lm_plan *p, const struct lm_str *values)
{
    struct lm_list *row = lm_alloc(b->a, sizeof *row);

    for (uint32_t i = 0; i < p->cols->at.n; i++) {
        struct lm_val v = values[i].p != NULL ? lm_val_str(lm_str_dup(b->a, values[i])) : LM_VAL_NULL;
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
        bind_answer_row(b, p, &(struct lm_str){ text.p, n });
        text.p += n + (end != NULL);
        text.n -= n + (end != NULL);
    }
}

static int
show_explain(struct lm_binder *b, const struct lm_stmt *st, struct lm_list *outputs)
{
    static const char *const names[] = { "plan" };
    struct lm_buf text = { 0 };

    if (st->analyze)
        return lm_fail(b->err, LM_E_UNSUPPORTED, st->pos, "EXPLAIN ANALYZE is not part of this build");
    if (st->inner->query == NULL)
        return lm_fail(b->err, LM_E_CLAUSE, st->pos, "EXPLAIN needs a query");
    struct lm_plan *p = bind_query(b, st->inner->query, NULL, NULL, BIND_FINAL);
    if (p == NULL)
        return -1;
    struct lm_output *o = bind_output(b, p, st->inner->query);
    if (lm_str_eq_nocase(st->explain_form, LM_STR("SQL")))
        lm_stmt_print(&text, st->inner);
    else if (lm_str_eq_nocase(st->explain_form, LM_STR("JSON")))
        lm_plan_print_json(&text, o);
    else
        lm_plan_print(&text, o);
    struct lm_plan *answer = bind_answer(b, names, 1);
    answer_lines(b, answer, lm_buf_str(&text));
    lm_buf_fini(&text);
    lm_list_add(b->a, outputs, bind_output(b, answer, NULL));
    return 0;
}

static int
show_describe(struct lm_binder *b, const struct lm_stmt *st, struct lm_list *outputs)
{
    static const char *const names[] = { "column", "type" };
    struct bind_scope s = { .b = b };
    struct lm_from f = { .op = LM_F_NAME, .name = st->name, .pos = st->name_pos };
    struct lm_list cols = { 0 };

    if (bind_from(&s, &f) != 0)
        return -1;
    struct lm_plan *answer = bind_answer(b, names, 2);
    plan_visible(b, s.plan, &cols);
    for (uint32_t i = 0; i < cols.n; i++) {
        const struct lm_plan_col *c = cols.at[i];
        char type[64];
        struct lm_str row[2] = { c->spread ? LM_STR("*") : c->name, { NULL, 0 } };
        row[1] = lm_str_of(lm_type_print(c->type, type));
        bind_answer_row(b, answer, row);
    }
    lm_list_add(b->a, outputs, bind_output(b, answer, NULL));
    return 0;
}

static void
show_functions(struct lm_binder *b, struct lm_plan *answer)
{
    for (uint32_t i = 0; i < lm_fn_count; i++) {
        struct lm_str row[3] = { lm_str_of(lm_fns[i].name), lm_str_of(lm_fns[i].signature),
                                 lm_str_of(lm_fns[i].meaning != NULL ? lm_fns[i].meaning : "") };
        bind_answer_row(b, answer, row);
    }
    for (uint32_t i = 0; i < lm_agg_type_count; i++) {
        struct lm_str row[3] = { lm_str_of(lm_agg_types[i].name), lm_str_of(lm_agg_types[i].signature),
                                 lm_str_of(lm_agg_types[i].meaning != NULL ? lm_agg_types[i].meaning : "") };
        bind_answer_row(b, answer, row);
    }
}

static int
show_objects(struct lm_binder *b, const struct lm_stmt *st, struct lm_list *outputs)
{
    static const char *const names[] = { "name" };
    static const char *const fn_names[] = { "name", "signature", "meaning" };
    bool functions = st->object == LM_O_FUNCTION;
    struct lm_plan *answer = bind_answer(b, functions ? fn_names : names, functions ? 3 : 1);

    switch (st->object) {
    case LM_O_FUNCTION:
        show_functions(b, answer);
        break;
    case LM_O_SOURCE:
        for (uint32_t i = 0; i < b->cat->sources.n; i++)
            bind_answer_row(b, answer, &((struct lm_source *)b->cat->sources.at[i])->name);
        break;
    case LM_O_STREAM:
    case LM_O_VIEW:
        for (uint32_t i = 0; i < b->cat->streams.n; i++) {
            struct lm_stream *s = b->cat->streams.entries[i].value;
            if (s->stmt != NULL && (s->stmt->op == LM_S_CREATE_VIEW) == (st->object == LM_O_VIEW))
                bind_answer_row(b, answer, &s->name);
        }
        break;
    default:
        return lm_fail(b->err, LM_E_UNSUPPORTED, st->pos, "this SHOW is not part of this build");
    }
    lm_list_add(b->a, outputs, bind_output(b, answer, NULL));
    return 0;
}

static int
show_create(struct lm_binder *b, const struct lm_stmt *st, struct lm_list *outputs)
{
    static const char *const names[] = { "statement" };
    const struct lm_stmt *found = NULL;
    struct lm_buf text = { 0 };
    struct lm_stream *stream = lm_map_get(&b->cat->streams, st->name);
    struct lm_source *source = lm_catalog_source(b->cat, st->name);

    if (stream != NULL)
        found = stream->stmt;
    else if (source != NULL)
        found = source->stmt;
    if (found == NULL)
        return lm_fail(b->err, LM_E_TABLE, st->name_pos, "\"%.*s\" has not been created", LM_STRF(st->name));
    lm_stmt_print(&text, found);
    struct lm_plan *answer = bind_answer(b, names, 1);
    bind_answer_row(b, answer, &(struct lm_str){ text.p, text.n });
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
