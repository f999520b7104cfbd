/* ast_expr.c -- names, operators, subscripts, constructors. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "grammar/sql.h"
#include "sql/make_expr.h"

/* A call of an operator by its name, without arguments yet. */
static struct lm_ast *
expr_call(struct lm_parse *p, const char *name, struct lm_pos name_pos, struct lm_pos pos)
{
    struct lm_ast *e = lm_ast_new(p, LM_A_CALL, pos);

    e->name = lm_str_of(name);
    e->name_pos = name_pos;
    return e;
}

static struct lm_ast *
expr_unary(struct lm_parse *p, const char *name, struct lm_pos name_pos, struct lm_ast *x)
{
    struct lm_ast *e = expr_call(p, name, name_pos, lm_pos_span(x->pos, name_pos));

    lm_ast_adopt(p, e, x, LM_DEPTH_LEVEL);
    return e;
}

static struct lm_ast *
expr_binary(struct lm_parse *p, const char *name, struct lm_pos name_pos, struct lm_ast *l,
            struct lm_ast *r)
{
    struct lm_ast *e = expr_call(p, name, name_pos, lm_pos_span(l->pos, r->pos));

    /* Chains like a || b || c grow to the left; they may be much longer than other things may be deep. */
    lm_ast_adopt(p, e, l, LM_DEPTH_LINK);
    lm_ast_adopt(p, e, r, LM_DEPTH_LEVEL);
    e->link = true;
    return e;
}

static struct lm_ast *
expr_not(struct lm_parse *p, bool negated, struct lm_ast *e)
{
    return negated ? expr_unary(p, "not", e->pos, e) : e;
}

struct lm_ast *
lm_ast_name(struct lm_parse *p, const struct lm_token *t)
{
    struct lm_ast *e = lm_ast_new(p, LM_A_NAME, t->pos);

    e->part = lm_alloc(p->arena, sizeof *e->part);
    e->part[0] = lm_token_str(p, t);
    e->npart = 1;
    e->quoted = t->code == LM_TK_QID;
    e->name_pos = t->pos;
    return e;
}

/* A name as a value: some are functions that SQL calls without parentheses. */
struct lm_ast *
lm_ast_bare(struct lm_parse *p, const struct lm_token *t)
{
    static const char *const calls[] = {"current_timestamp", "current_date", "current_time",
                                        "localtimestamp"};

    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (t->code != LM_TK_QID && lm_str_eq_nocase(t->text, lm_str_of(calls[i]))) {
            struct lm_ast *e = lm_ast_new(p, LM_A_CALL, t->pos);
            e->name = t->text;
            e->name_pos = t->pos;
            return e;
        }
    return lm_ast_name(p, t);
}

struct lm_ast *
lm_ast_member(struct lm_parse *p, struct lm_ast *x, const struct lm_token *t)
{
    struct lm_ast *e = x;

    if (x->op == LM_A_NAME) {
        struct lm_str *part = lm_alloc(p->arena, (x->npart + 1) * sizeof *part);
        memcpy(part, x->part, x->npart * sizeof *part);
        x->part = part;
        part[x->npart++] = lm_token_str(p, t);
        x->quoted |= t->code == LM_TK_QID;
        x->depth = lm_parse_depth(p, x->pos, x->depth, LM_DEPTH_PART);
    } else {
        e = lm_ast_new(p, LM_A_FIELD, x->pos);
        e->part = lm_alloc(p->arena, sizeof *e->part);
        e->part[0] = lm_token_str(p, t);
        e->npart = 1;
        e->quoted = t->code == LM_TK_QID;
        lm_ast_adopt(p, e, x, LM_DEPTH_LEVEL);
    }
    e->pos = lm_pos_span(e->pos, t->pos);
    return e;
}

struct lm_ast *
lm_ast_star(struct lm_parse *p, struct lm_ast *table, const struct lm_token *t)
{
    struct lm_ast *e =
        lm_ast_new(p, LM_A_STAR, table != NULL ? lm_pos_span(table->pos, t->pos) : t->pos);

    if (table == NULL)
        return e;
    if (table->op != LM_A_NAME)
        lm_fail(p->err, LM_E_SYNTAX, table->pos, "only the name of a table can stand before .*");
    e->part = table->part;
    e->npart = table->npart;
    e->quoted = table->quoted;
    return e;
}

/* AND and OR take any number of arguments, so that long chains stay flat. */
struct lm_ast *
lm_ast_logic(struct lm_parse *p, enum lm_ast_op op, struct lm_ast *l, struct lm_ast *r)
{
    struct lm_ast *e = l;

    assert(op == LM_A_AND || op == LM_A_OR);
    if (l->op != op) {
        e = lm_ast_new(p, op, l->pos);
        lm_ast_adopt(p, e, l, LM_DEPTH_LEVEL);
    }
    e->pos = lm_pos_span(e->pos, r->pos);
    if (r->op != op) {
        lm_ast_adopt(p, e, r, LM_DEPTH_LEVEL);
        return e;
    }
    for (uint32_t i = 0; i < r->arg.n; i++)
        lm_ast_adopt(p, e, r->arg.at[i], LM_DEPTH_LEVEL);
    return e;
}

/* A minus before a number belongs to the number. */
static bool
expr_fold_minus(struct lm_ast *x, struct lm_pos sign)
{
    enum lm_kind k = x->value.kind;

    if (x->op == LM_A_LITERAL && (k == LM_K_INT || k == LM_K_DEC || k == LM_K_F64)) {
        x->value = lm_number_negative(x->value);
        x->type.id = x->value.kind == LM_K_INT   ? LM_T_BIGINT
                     : x->value.kind == LM_K_DEC ? LM_T_DECIMAL
                                                 : LM_T_DOUBLE;
    } else if (x->op == LM_A_DURATION && x->value.ivl.us != INT64_MIN &&
               x->value.ivl.days != INT32_MIN && x->value.ivl.months != INT32_MIN) {
        x->value.ivl.us = -x->value.ivl.us;
        x->value.ivl.days = -x->value.ivl.days;
        x->value.ivl.months = -x->value.ivl.months;
    } else {
        return false;
    }
    x->pos = lm_pos_span(sign, x->pos);
    return true;
}

struct lm_ast *
lm_ast_prefix(struct lm_parse *p, const struct lm_token *t, struct lm_ast *x)
{
    if (t->code == LM_TK_NOT)
        return expr_unary(p, "not", t->pos, x);
    if (t->code == LM_TK_TILDE)
        return expr_unary(p, "bitnot", t->pos, x);
    if (t->code == LM_TK_PLUS || expr_fold_minus(x, t->pos))
        return x;
    assert(t->code == LM_TK_MINUS);
    return expr_unary(p, "neg", t->pos, x);
}

struct lm_ast *
lm_ast_binary(struct lm_parse *p, const struct lm_token *t, struct lm_ast *l, struct lm_ast *r)
{
    static const struct {
        int code;
        const char *name;
    } others[] = {{LM_TK_NE, "<>"},
                  {LM_TK_SLASH2, "div"},
                  {LM_TK_HASHMINUS, "jsonb_delete_path"},
                  {LM_TK_STARTS, "starts_with"}};
    const char *name = lm_str_z(p->arena, t->text);

    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (t->code == others[i].code)
            name = others[i].name;
    if (t->code == LM_TK_NMATCH || t->code == LM_TK_NMATCHI)
        return expr_not(p, true, expr_binary(p, name + 1, t->pos, l, r));
    return expr_binary(p, name, t->pos, l, r);
}

struct lm_ast *
lm_ast_zone(struct lm_parse *p, const struct lm_token *t, struct lm_ast *time, struct lm_ast *zone)
{
    struct lm_ast *e = expr_call(p, "timezone", t->pos, lm_pos_span(time->pos, zone->pos));

    lm_ast_adopt(p, e, zone, LM_DEPTH_LEVEL);
    lm_ast_adopt(p, e, time, LM_DEPTH_PART);
    return e;
}

static const char *
expr_like(const struct lm_token *t)
{
    bool like = t->code == LM_TK_LIKE || t->code == LM_TK_NLIKE;

    return like ? "like" : t->code == LM_TK_SIMILAR ? "similar_to" : "ilike";
}

struct lm_ast *
lm_ast_like(struct lm_parse *p, struct lm_marked op, struct lm_ast *l, struct lm_ast *r,
            struct lm_ast *escape)
{
    struct lm_ast *e = expr_binary(p, expr_like(op.t), op.t->pos, l, r);

    if (escape != NULL) {
        e->pos = lm_pos_span(e->pos, escape->pos);
        lm_ast_adopt(p, e, escape, LM_DEPTH_LEVEL);
        e->link = false;
    }
    return expr_not(p, op.negated, e);
}

struct lm_between
lm_between_of(const struct lm_token *t, bool negated, bool symmetric)
{
    return (struct lm_between){t, negated, symmetric};
}

/* x stands in both comparisons, which share it. Its depth counts twice: so that nesting cannot make
 * an expression grow without bound. */
static struct lm_ast *
expr_between(struct lm_parse *p, const struct lm_token *t, struct lm_ast *x, struct lm_ast *bound[2])
{
    struct lm_pos pos = lm_pos_span(lm_pos_span(x->pos, bound[0]->pos), bound[1]->pos);
    struct lm_ast *e = lm_ast_new(p, LM_A_AND, pos);
    struct lm_ast *from = expr_binary(p, ">=", t->pos, x, bound[0]);
    struct lm_ast *to = expr_binary(p, "<=", t->pos, x, bound[1]);

    from->pos = pos;
    to->pos = pos;
    lm_ast_adopt(p, e, from, LM_DEPTH_LEVEL);
    lm_ast_adopt(p, e, to, LM_DEPTH_LEVEL);
    e->depth = lm_parse_depth(p, pos, e->depth, x->depth);
    return e;
}

struct lm_ast *
lm_ast_between(struct lm_parse *p, struct lm_between op, struct lm_ast *x, struct lm_ast *low,
               struct lm_ast *high)
{
    struct lm_ast *e = expr_between(p, op.t, x, (struct lm_ast *[]){low, high});

    if (op.symmetric) {
        e = lm_ast_logic(p, LM_A_OR, e, expr_between(p, op.t, x, (struct lm_ast *[]){high, low}));
        e->pos = ((struct lm_ast *)e->arg.at[0])->pos;
        e->depth = lm_parse_depth(p, e->pos, e->depth, x->depth + low->depth + high->depth);
    }
    return expr_not(p, op.negated, e);
}

static struct lm_ast *
expr_any(struct lm_parse *p, const char *op, const struct lm_token *of, struct lm_ast *x,
         struct lm_pos end)
{
    struct lm_ast *e = lm_ast_new(p, LM_A_ANY, lm_pos_span(x->pos, end));

    e->name = lm_str_of(op);
    e->name_pos = of->pos;
    e->negated = of->code == LM_TK_ALL;
    lm_ast_adopt(p, e, x, LM_DEPTH_LEVEL);
    return e;
}

static const char *
expr_operator(struct lm_parse *p, const struct lm_token *t)
{
    return t->code == LM_TK_NE ? "<>" : lm_str_z(p->arena, t->text);
}

struct lm_ast *
lm_ast_any(struct lm_parse *p, const struct lm_token *op, const struct lm_token *of,
           struct lm_ast *x, struct lm_ast *list, const struct lm_token *end)
{
    struct lm_ast *e = expr_any(p, expr_operator(p, op), of, x, end->pos);

    lm_ast_adopt(p, e, list, LM_DEPTH_LEVEL);
    return e;
}

struct lm_ast *
lm_ast_any_query(struct lm_parse *p, const struct lm_token *op, const struct lm_token *of,
                 struct lm_ast *x, struct lm_query *q)
{
    struct lm_ast *e = NULL;

    /* = ANY is IN, <> ALL is NOT IN. */
    if (of->code != LM_TK_ALL && op->code == LM_TK_EQ)
        return lm_ast_in_query(p, lm_marked_of(of, false), x, q);
    if (of->code == LM_TK_ALL && op->code == LM_TK_NE)
        return lm_ast_in_query(p, lm_marked_of(of, true), x, q);
    e = expr_any(p, expr_operator(p, op), of, x, q->pos);
    e->query = q;
    e->depth = lm_parse_depth(p, e->pos, q->depth > e->depth ? q->depth : e->depth, LM_DEPTH_LEVEL);
    return e;
}

/* x NOT LIKE ANY (list) is NOT (x LIKE ALL (list)). */
struct lm_ast *
lm_ast_like_any(struct lm_parse *p, struct lm_marked op, const struct lm_token *of,
                struct lm_ast *x, struct lm_ast *list, const struct lm_token *end)
{
    struct lm_ast *e = expr_any(p, expr_like(op.t), of, x, end->pos);

    lm_ast_adopt(p, e, list, LM_DEPTH_LEVEL);
    e->negated ^= op.negated;
    return expr_not(p, op.negated, e);
}

/* (a, b) OVERLAPS (c, d) */
struct lm_ast *
lm_ast_overlaps(struct lm_parse *p, const struct lm_token *t, struct lm_ast *l, struct lm_ast *r)
{
    struct lm_ast *e = expr_call(p, "overlaps", t->pos, lm_pos_span(l->pos, r->pos));
    struct lm_ast *side[2] = {l, r};

    for (int i = 0; i < 2; i++) {
        if (side[i]->op != LM_A_ROW || side[i]->arg.n != 2)
            lm_fail(p->err, LM_E_SYNTAX, side[i]->pos,
                    "OVERLAPS needs (start, end) or (start, interval) on both sides");
        for (uint32_t k = 0; k < side[i]->arg.n; k++)
            lm_ast_adopt(p, e, side[i]->arg.at[k], LM_DEPTH_LEVEL);
    }
    return e;
}

/* Text is compared by its bytes: that is what "C" asks for, and nothing else is had. */
void
lm_ast_collation(struct lm_parse *p, const struct lm_token *name)
{
    static const char *const names[] = {"C", "POSIX", "ucs_basic", "binary"};
    struct lm_str s = lm_token_str(p, name);

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (lm_str_eq_nocase(s, lm_str_of(names[i])))
            return;
    lm_fail(p->err, LM_E_UNSUPPORTED, name->pos, "there is no collation \"%.*s\"", LM_STRF(s));
    lm_hint(p->err, "text is compared by its bytes, which is COLLATE \"C\"");
}

struct lm_ast *
lm_ast_collate(struct lm_parse *p, struct lm_ast *x, const struct lm_token *name)
{
    lm_ast_collation(p, name);
    return x;
}

struct lm_ast *
lm_ast_in_query(struct lm_parse *p, struct lm_marked op, struct lm_ast *x, struct lm_query *q)
{
    struct lm_ast *e = lm_ast_new(p, LM_A_IN, lm_pos_span(x->pos, q->pos));

    e->negated = op.negated;
    e->name_pos = op.t->pos;
    e->query = q;
    e->depth = lm_parse_depth(p, e->pos, q->depth, LM_DEPTH_LEVEL);
    lm_ast_adopt(p, e, x, LM_DEPTH_LEVEL);
    return e;
}

struct lm_ast *
lm_ast_in_list(struct lm_parse *p, struct lm_marked op, struct lm_ast *x, struct lm_list *list,
               const struct lm_token *end)
{
    struct lm_ast *e = lm_ast_new(p, LM_A_IN, lm_pos_span(x->pos, end->pos));

    e->negated = op.negated;
    e->name_pos = op.t->pos;
    lm_ast_adopt(p, e, x, LM_DEPTH_LEVEL);
    for (uint32_t i = 0; i < list->n; i++)
        lm_ast_adopt(p, e, list->at[i], LM_DEPTH_LEVEL);
    return e;
}

struct lm_ast *
lm_ast_is(struct lm_parse *p, struct lm_ast *x, bool negated, const char *what,
          const struct lm_token *end)
{
    struct lm_ast *e = NULL;

    if (negated && strcmp(what, "isnull") == 0)
        return expr_unary(p, "isnotnull", end->pos, x);
    e = expr_unary(p, what, end->pos, x);
    return expr_not(p, negated, e);
}

struct lm_ast *
lm_ast_distinct(struct lm_parse *p, struct lm_marked op, struct lm_ast *l, struct lm_ast *r)
{
    return expr_not(p, op.negated, expr_binary(p, "distinct_from", op.t->pos, l, r));
}

struct lm_ast *
lm_ast_row(struct lm_parse *p, const struct lm_token *begin, struct lm_ast *first,
           struct lm_list *rest, const struct lm_token *end)
{
    struct lm_ast *e = lm_ast_new(p, LM_A_ROW, lm_pos_span(begin->pos, end->pos));

    lm_ast_adopt(p, e, first, LM_DEPTH_LEVEL);
    for (uint32_t i = 0; i < rest->n; i++)
        lm_ast_adopt(p, e, rest->at[i], LM_DEPTH_LEVEL);
    return e;
}

struct lm_ast *
lm_ast_subquery(struct lm_parse *p, struct lm_query *q)
{
    struct lm_ast *e = lm_ast_new(p, LM_A_SUBQUERY, q->pos);

    e->query = q;
    e->depth = q->depth;
    return e;
}

struct lm_ast *
lm_ast_exists(struct lm_parse *p, const struct lm_token *t, struct lm_query *q)
{
    struct lm_ast *e = lm_ast_subquery(p, q);

    e->op = LM_A_EXISTS;
    e->pos = lm_pos_span(t->pos, q->pos);
    return e;
}

struct lm_ast *
lm_ast_case(struct lm_parse *p, const struct lm_token *begin, const struct lm_token *end,
            const struct lm_case *c)
{
    struct lm_ast *e = lm_ast_new(p, LM_A_CASE, lm_pos_span(begin->pos, end->pos));

    assert(c->whens->n >= 2 && c->whens->n % 2 == 0);
    lm_ast_adopt(p, e, c->operand, LM_DEPTH_LEVEL);
    for (uint32_t i = 0; i < c->whens->n; i++)
        lm_ast_adopt(p, e, c->whens->at[i], LM_DEPTH_LEVEL);
    lm_ast_adopt(p, e, c->other, LM_DEPTH_LEVEL);
    return e;
}

struct lm_ast *
lm_ast_cast(struct lm_parse *p, const struct lm_token *begin, struct lm_ast *x,
            struct lm_type_node *type, const struct lm_token *end)
{
    struct lm_pos pos =
        lm_pos_span(begin != NULL ? begin->pos : x->pos, end != NULL ? end->pos : type->pos);
    bool tries = begin != NULL && begin->code == LM_TK_TRY_CAST;
    struct lm_ast *e = lm_ast_new(p, tries ? LM_A_TRY_CAST : LM_A_CAST, pos);

    e->type = type->type;
    e->name_pos = type->pos;
    lm_ast_adopt(p, e, x, LM_DEPTH_LEVEL);
    return e;
}

struct lm_ast *
lm_ast_index(struct lm_parse *p, struct lm_ast *x, struct lm_ast *i, const struct lm_token *end)
{
    struct lm_ast *e = expr_binary(p, "[]", i->pos, x, i);

    e->pos = lm_pos_span(e->pos, end->pos);
    return e;
}

struct lm_ast *
lm_ast_slice(struct lm_parse *p, struct lm_ast *x, struct lm_ast *low, struct lm_ast *high,
             const struct lm_token *end)
{
    static const struct lm_val null = {.kind = LM_K_NULL};
    struct lm_ast *e = expr_call(p, "[:]", end->pos, lm_pos_span(x->pos, end->pos));
    struct lm_ast *bound[2] = {low, high};

    lm_ast_adopt(p, e, x, LM_DEPTH_PART);
    for (int i = 0; i < 2; i++) {
        if (bound[i] == NULL) {
            bound[i] = lm_ast_new(p, LM_A_LITERAL, end->pos);
            bound[i]->type = lm_type_of(LM_T_NULL);
            bound[i]->value = null;
        }
        lm_ast_adopt(p, e, bound[i], LM_DEPTH_LEVEL);
    }
    return e;
}

struct lm_ast *
lm_ast_array(struct lm_parse *p, const struct lm_token *begin, struct lm_list *list,
             const struct lm_token *end)
{
    struct lm_ast *e = lm_ast_new(p, LM_A_ARRAY, lm_pos_span(begin->pos, end->pos));

    for (uint32_t i = 0; list != NULL && i < list->n; i++)
        lm_ast_adopt(p, e, list->at[i], LM_DEPTH_LEVEL);
    return e;
}

struct lm_list *
lm_members_add(struct lm_parse *p, struct lm_list *list, const struct lm_token *key,
               struct lm_ast *x)
{
    struct lm_ast *k = lm_ast_string(p, key);

    return lm_list_of(p, lm_list_of(p, list, k), x);
}

struct lm_ast *
lm_ast_struct(struct lm_parse *p, const struct lm_token *begin, struct lm_list *members,
              const struct lm_token *end)
{
    struct lm_ast *e = lm_ast_array(p, begin, members, end);

    e->op = LM_A_STRUCT;
    assert(e->arg.n % 2 == 0);
    return e;
}
