/* ast_call.c -- calls, and what may stand in and behind their parentheses. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>
#include <stdarg.h>

#include "grammar/sql.h"
#include "sql/lex.h"
#include "sql/make_expr.h"

struct lm_args *
lm_args_new(struct lm_parse *p, struct lm_list *list, bool distinct)
{
    struct lm_args *a = lm_alloc(p->arena, sizeof *a);

    if (list != NULL)
        a->list = *list;
    a->distinct = distinct;
    return a;
}

struct lm_args *
lm_args_order(struct lm_parse *p, struct lm_args *a, struct lm_list *orders)
{
    if (a->order.n > 0)
        lm_fail(p->err, LM_E_SYNTAX, ((struct lm_ast_order *)orders->at[0])->pos,
                "ORDER BY stands twice");
    a->order = *orders;
    return a;
}

struct lm_args *
lm_args_nulls(struct lm_parse *p, struct lm_args *a, const struct lm_token *t)
{
    if (a->respect_nulls || a->ignore_nulls)
        lm_fail(p->err, LM_E_SYNTAX, t->pos, "NULLS stands twice");
    a->respect_nulls = t->code == LM_TK_RESPECT;
    a->ignore_nulls = !a->respect_nulls;
    return a;
}

/* Depth of what is in a list of ORDER BY. */
static void
call_adopt_orders(struct lm_parse *p, struct lm_ast *e, const struct lm_list *orders)
{
    for (uint32_t i = 0; i < orders->n; i++) {
        const struct lm_ast *x = ((struct lm_ast_order *)orders->at[i])->expr;
        if (x->depth + LM_DEPTH_LEVEL > e->depth)
            e->depth = lm_parse_depth(p, e->pos, x->depth, LM_DEPTH_LEVEL);
    }
}

static struct lm_ast_call *
call_extra(struct lm_parse *p, struct lm_ast *c)
{
    if (c->op != LM_A_CALL)
        lm_fail(p->err, LM_E_SYNTAX, c->pos, "this cannot stand behind it");
    if (c->call == NULL)
        c->call = lm_alloc(p->arena, sizeof *c->call);
    c->pos = lm_pos_here(p, c->pos);
    return c->call;
}

static struct lm_ast *
call_descriptor(struct lm_parse *p, struct lm_ast *e)
{
    const struct lm_ast *column = e->arg.n == 1 ? e->arg.at[0] : NULL;

    if (column == NULL || column->op != LM_A_NAME) {
        lm_fail(p->err, LM_E_SYNTAX, e->pos, "DESCRIPTOR takes the name of one column");
        return e;
    }
    e->op = LM_A_TABLE_ARG;
    e->name = LM_STR("DESCRIPTOR");
    e->part = column->part;
    e->npart = column->npart;
    e->quoted = column->quoted;
    e->arg = (struct lm_list){0};
    return e;
}

/* What may be called with the digits that its seconds keep. */
static bool
call_is_moment(struct lm_str name)
{
    return lm_str_eq_nocase(name, LM_STR("current_timestamp")) || lm_str_eq_nocase(name, LM_STR("current_time")) ||
           lm_str_eq_nocase(name, LM_STR("localtimestamp"));
}

/* current_timestamp(3) is CAST(current_timestamp AS TIMESTAMP(3)). */
static struct lm_ast *
call_rounded(struct lm_parse *p, struct lm_ast *e)
{
    const struct lm_ast *digits = e->arg.at[0];
    bool time = lm_str_eq_nocase(e->name, LM_STR("current_time"));
    struct lm_ast *cast = lm_ast_new(p, LM_A_CAST, e->pos);

    if (digits->op != LM_A_LITERAL || digits->value.kind != LM_K_INT || digits->value.i < 0 || digits->value.i > 6) {
        lm_fail(p->err, LM_E_LITERAL, digits->pos, "a time has 0 to 6 digits behind the second");
        return e;
    }
    cast->type = (struct lm_type){.id = time ? LM_T_TIME : LM_T_TIMESTAMP, .limit = (uint32_t)digits->value.i + 1};
    cast->name_pos = digits->pos;
    e->arg = (struct lm_list){0};
    lm_ast_adopt(p, cast, e, LM_DEPTH_LEVEL);
    return cast;
}

struct lm_ast *
lm_call_new(struct lm_parse *p, const struct lm_token *name, struct lm_args *args,
            const struct lm_token *end)
{
    struct lm_ast *e = lm_ast_new(p, LM_A_CALL, lm_pos_span(name->pos, end->pos));
    bool special = args->distinct || args->respect_nulls || args->ignore_nulls || args->order.n > 0;

    e->name = lm_token_name(p, name);
    e->name_pos = name->pos;
    for (uint32_t i = 0; i < args->list.n; i++)
        lm_ast_adopt(p, e, args->list.at[i], LM_DEPTH_LEVEL);
    if (special) {
        struct lm_ast_call *c = call_extra(p, e);
        c->distinct = args->distinct;
        c->respect_nulls = args->respect_nulls;
        c->ignore_nulls = args->ignore_nulls;
        c->order = args->order;
        call_adopt_orders(p, e, &c->order);
    } else if (e->arg.n == 1 && call_is_moment(e->name)) {
        return call_rounded(p, e);
    } else if (lm_str_eq_nocase(e->name, LM_STR("descriptor"))) {
        return call_descriptor(p, e);
    } else if (lm_str_eq_nocase(e->name, LM_STR("row")) && name->code != LM_TK_QID &&
               e->arg.n > 1) {
        e->op = LM_A_ROW;
        e->name = LM_STR("");
    }
    return e;
}

struct lm_ast *
lm_call_of(struct lm_parse *p, const struct lm_token *name, const struct lm_token *end, int n, ...)
{
    struct lm_ast *e = lm_ast_new(p, LM_A_CALL, lm_pos_span(name->pos, end->pos));
    va_list list;

    e->name = name->text;
    e->name_pos = name->pos;
    va_start(list, n);
    for (int i = 0; i < n; i++)
        lm_ast_adopt(p, e, va_arg(list, struct lm_ast *), LM_DEPTH_LEVEL);
    va_end(list);
    return e;
}

/* extract(hour FROM t) is extract('hour', t). */
struct lm_ast *
lm_call_extract(struct lm_parse *p, const struct lm_token *name, const struct lm_token *field,
                struct lm_ast *x, const struct lm_token *end)
{
    return lm_call_of(p, name, end, 2, lm_ast_string(p, field), x);
}

struct lm_ast *
lm_call_extracted(struct lm_parse *p, const struct lm_token *name, struct lm_args *args,
                  const struct lm_token *end)
{
    const struct lm_ast *field = args->list.n > 0 ? args->list.at[0] : NULL;

    if (field != NULL && field->op == LM_A_NAME && field->npart == 1 && lm_lex_is_unit(field->part[0])) {
        lm_fail(p->err, LM_E_SYNTAX, field->pos, "EXTRACT takes a field FROM a time");
        lm_hint(p->err, "EXTRACT(%.*s FROM ts), or date_part('%.*s', ts)", LM_STRF(field->part[0]),
                LM_STRF(field->part[0]));
    }
    return lm_call_new(p, name, args, end);
}

/* trim(LEADING 'x' FROM s) is ltrim(s, 'x'). */
struct lm_ast *
lm_call_trim(struct lm_parse *p, const struct lm_token *name, const struct lm_token *side,
             struct lm_ast *what, struct lm_ast *x, const struct lm_token *end)
{
    struct lm_ast *e =
        what != NULL ? lm_call_of(p, name, end, 2, x, what) : lm_call_of(p, name, end, 1, x);

    if (side != NULL && side->code == LM_TK_LEADING)
        e->name = LM_STR("ltrim");
    if (side != NULL && side->code == LM_TK_TRAILING)
        e->name = LM_STR("rtrim");
    return e;
}

struct lm_ast *
lm_call_filter(struct lm_parse *p, struct lm_ast *c, struct lm_ast *x, const struct lm_token *end)
{
    struct lm_ast_call *k = call_extra(p, c);

    if (k->filter != NULL)
        lm_fail(p->err, LM_E_SYNTAX, lm_pos_span(x->pos, end->pos), "FILTER stands twice");
    k->filter = x;
    c->depth = lm_parse_depth(p, c->pos, x->depth > c->depth ? x->depth : c->depth, LM_DEPTH_LEVEL);
    return c;
}

struct lm_ast *
lm_call_within(struct lm_parse *p, struct lm_ast *c, struct lm_list *orders,
               const struct lm_token *end)
{
    struct lm_ast_call *k = call_extra(p, c);

    if (k->order.n > 0)
        lm_fail(p->err, LM_E_SYNTAX, end->pos, "ORDER BY stands twice");
    k->order = *orders;
    k->within_group = true;
    call_adopt_orders(p, c, orders);
    return c;
}

struct lm_ast *
lm_call_nulls(struct lm_parse *p, struct lm_ast *c, const struct lm_token *t,
              const struct lm_token *end)
{
    struct lm_ast_call *k = call_extra(p, c);

    if (k->respect_nulls || k->ignore_nulls)
        lm_fail(p->err, LM_E_SYNTAX, lm_pos_span(t->pos, end->pos), "NULLS stands twice");
    k->respect_nulls = t->code == LM_TK_RESPECT;
    k->ignore_nulls = !k->respect_nulls;
    return c;
}

struct lm_ast *
lm_call_over(struct lm_parse *p, struct lm_ast *c, const struct lm_token *t,
             const struct lm_token *end, struct lm_ast_over *over)
{
    struct lm_ast_call *k = call_extra(p, c);

    over->pos = lm_pos_span(t->pos, end->pos);
    if (k->over != NULL)
        lm_fail(p->err, LM_E_SYNTAX, over->pos, "OVER stands twice");
    k->over = over;
    for (uint32_t i = 0; i < over->partition.n; i++) {
        const struct lm_ast *x = over->partition.at[i];
        if (x->depth + LM_DEPTH_LEVEL > c->depth)
            c->depth = lm_parse_depth(p, c->pos, x->depth, LM_DEPTH_LEVEL);
    }
    call_adopt_orders(p, c, &over->order);
    return c;
}

struct lm_ast *
lm_ast_named(struct lm_parse *p, const struct lm_token *name, struct lm_ast *x)
{
    struct lm_ast *e = lm_ast_new(p, LM_A_NAMED, lm_pos_span(name->pos, x->pos));

    e->name = lm_token_name(p, name);
    e->name_pos = name->pos;
    lm_ast_adopt(p, e, x, LM_DEPTH_LEVEL);
    return e;
}

struct lm_list *
lm_names_add(struct lm_parse *p, struct lm_list *list, const struct lm_token *name)
{
    return lm_list_of(p, list, (void *)name);
}

struct lm_ast *
lm_ast_lambda(struct lm_parse *p, struct lm_list *names, const struct lm_token *begin,
              struct lm_ast *x)
{
    struct lm_ast *e = lm_ast_new(p, LM_A_LAMBDA, lm_pos_span(begin->pos, x->pos));

    assert(names->n > 0);
    e->part = lm_alloc(p->arena, names->n * sizeof *e->part);
    for (uint32_t i = 0; i < names->n; i++)
        e->part[e->npart++] = lm_token_name(p, names->at[i]);
    lm_ast_adopt(p, e, x, LM_DEPTH_LEVEL);
    return e;
}

struct lm_ast *
lm_ast_table(struct lm_parse *p, const struct lm_token *begin, const struct lm_token *name,
             struct lm_list *partition)
{
    bool path = name->code == LM_TK_STRING;
    struct lm_ast *e = path ? lm_ast_string(p, name) : lm_ast_name(p, name);

    if (path && partition == NULL)
        return e;
    e->op = LM_A_TABLE_ARG;
    e->name = LM_STR("TABLE");
    e->pos = lm_pos_here(p, begin->pos);
    if (path) {
        e->part = lm_alloc(p->arena, sizeof *e->part);
        e->part[0] = lm_val_text(&e->value);
        e->npart = 1;
    }
    /* PARTITION BY (a, b) is a row. */
    if (partition != NULL && ((struct lm_ast *)partition->at[0])->op == LM_A_ROW)
        partition = &((struct lm_ast *)partition->at[0])->arg;
    for (uint32_t i = 0; partition != NULL && i < partition->n; i++)
        lm_ast_adopt(p, e, partition->at[i], LM_DEPTH_LEVEL);
    return e;
}

struct lm_ast_over *
lm_over_new(struct lm_parse *p, struct lm_list *partition, struct lm_list *orders,
            struct lm_frame *frame)
{
    struct lm_ast_over *o = lm_alloc(p->arena, sizeof *o);

    if (partition != NULL)
        o->partition = *partition;
    if (orders != NULL)
        o->order = *orders;
    if (frame != NULL) {
        o->framed = true;
        o->rows = frame->rows;
        o->groups = frame->groups;
        o->exclude = frame->exclude;
        o->from = frame->from->kind;
        o->from_by = frame->from->by;
        o->to = frame->to->kind;
        o->to_by = frame->to->by;
    }
    return o;
}

struct lm_ast_over *
lm_over_based(struct lm_parse *p, const struct lm_token *base, struct lm_list *orders,
              struct lm_frame *frame)
{
    struct lm_ast_over *o = lm_over_new(p, NULL, orders, frame);

    o->name = lm_token_name(p, base);
    o->pos = base->pos;
    o->based = true;
    return o;
}

struct lm_ast_over *
lm_over_named(struct lm_parse *p, const struct lm_token *name)
{
    struct lm_ast_over *o = lm_over_new(p, NULL, NULL, NULL);

    o->name = lm_token_name(p, name);
    return o;
}

enum lm_exclude
lm_exclude_none(struct lm_parse *p, const struct lm_token *no, const struct lm_token *others)
{
    if (!lm_str_eq_nocase(lm_token_str(p, no), LM_STR("no")) ||
        !lm_str_eq_nocase(lm_token_str(p, others), LM_STR("others")))
        lm_fail(p->err, LM_E_SYNTAX, no->pos, "EXCLUDE takes CURRENT ROW, GROUP, TIES or NO OTHERS");
    return LM_EXCLUDE_NONE;
}

struct lm_frame *
lm_frame_new(struct lm_parse *p, const struct lm_token *t, struct lm_bound *from,
             struct lm_bound *to, enum lm_exclude exclude)
{
    struct lm_frame *f = lm_alloc(p->arena, sizeof *f);

    if (to == NULL)
        to = lm_bound_new(p, from->t, LM_FRAME_CURRENT, NULL);
    if (from->kind > to->kind || from->kind == LM_FRAME_UNBOUNDED_FOLLOWING ||
        to->kind == LM_FRAME_UNBOUNDED_PRECEDING)
        lm_fail(p->err, LM_E_SYNTAX, to->t->pos, "the frame ends before it begins");
    *f = (struct lm_frame){t->code == LM_TK_ROWS, t->code == LM_TK_GROUPS, from, to, exclude};
    return f;
}

struct lm_bound *
lm_bound_new(struct lm_parse *p, const struct lm_token *t, enum lm_frame_bound kind,
             struct lm_ast *by)
{
    struct lm_bound *b = lm_alloc(p->arena, sizeof *b);

    *b = (struct lm_bound){t, kind, by};
    return b;
}

struct lm_ast_order *
lm_order_all(struct lm_parse *p, const struct lm_token *t)
{
    return lm_order_new(p, lm_ast_star(p, NULL, t));
}

struct lm_ast_order *
lm_order_new(struct lm_parse *p, struct lm_ast *x)
{
    struct lm_ast_order *o = lm_alloc(p->arena, sizeof *o);

    o->expr = x;
    o->nulls = -1;
    o->pos = x->pos;
    return o;
}

struct lm_ast_order *
lm_order_desc(struct lm_parse *p, struct lm_ast *x, const struct lm_token *t)
{
    struct lm_ast_order *o = lm_order_new(p, x);

    o->desc = true;
    o->pos = lm_pos_span(o->pos, t->pos);
    return o;
}

struct lm_ast_order *
lm_order_nulls(struct lm_parse *p, struct lm_ast_order *o, const struct lm_token *t, int first)
{
    if (o->nulls >= 0)
        lm_fail(p->err, LM_E_SYNTAX, t->pos, "NULLS stands twice");
    o->nulls = (int8_t)first;
    o->pos = lm_pos_span(o->pos, t->pos);
    return o;
}
