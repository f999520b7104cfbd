/* ast_from.c -- FROM: tables, their aliases, and joins. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "grammar/sql.h"
#include "sql/make_query.h"

static struct lm_from *
from_new(struct lm_parse *p, enum lm_from_op op, struct lm_pos pos)
{
    struct lm_from *f = lm_alloc(p->arena, sizeof *f);

    f->op = op;
    f->pos = pos;
    f->depth = LM_DEPTH_LEVEL;
    return f;
}

static void
from_depth(struct lm_parse *p, struct lm_from *f, uint32_t inside, uint32_t cost)
{
    if (inside + cost > f->depth)
        f->depth = lm_parse_depth(p, f->pos, inside, cost);
}

struct lm_alias *
lm_alias_new(struct lm_parse *p, const struct lm_token *name, struct lm_list *columns)
{
    struct lm_alias *a = lm_alloc(p->arena, sizeof *a);

    a->name = lm_token_name(p, name);
    a->columns = columns;
    return a;
}

struct lm_from *
lm_from_named(struct lm_parse *p, const struct lm_token *t)
{
    struct lm_from *f = from_new(p, t->code == LM_TK_STRING ? LM_F_PATH : LM_F_NAME, t->pos);

    f->name = lm_token_str(p, t);
    if (f->name.n == 0)
        lm_fail(p->err, LM_E_SYNTAX, t->pos, "the name is empty");
    return f;
}

struct lm_from *
lm_from_alias(struct lm_parse *p, struct lm_from *f, struct lm_alias *alias)
{
    (void)p;
    if (alias == NULL)
        return f;
    f->alias = alias->name;
    if (alias->columns != NULL)
        f->columns = *alias->columns;
    return f;
}

struct lm_from *
lm_from_as_of(struct lm_parse *p, struct lm_from *f, struct lm_ast *x)
{
    f->as_of = x;
    from_depth(p, f, x->depth, LM_DEPTH_LEVEL);
    return f;
}

struct lm_from *
lm_from_query(struct lm_parse *p, struct lm_query *q, struct lm_alias *alias, bool lateral)
{
    struct lm_from *f = from_new(p, LM_F_QUERY, q->pos);

    f->query = q;
    f->lateral = lateral;
    from_depth(p, f, q->depth, 0);
    return lm_from_alias(p, f, alias);
}

struct lm_from *
lm_from_call(struct lm_parse *p, struct lm_ast *call, bool ordinality, struct lm_alias *alias,
             bool lateral)
{
    struct lm_from *f = from_new(p, LM_F_FUNCTION, call->pos);

    f->fn = call;
    f->ordinality = ordinality;
    f->lateral = lateral;
    from_depth(p, f, call->depth, LM_DEPTH_LEVEL);
    return lm_from_alias(p, f, alias);
}

struct lm_from *
lm_from_window(struct lm_parse *p, struct lm_from *f, const struct lm_token *span,
               enum lm_window_clause kind, struct lm_list *parts)
{
    if (f->window != LM_WC_NONE)
        lm_fail(p->err, LM_E_SYNTAX, span->pos, "WINDOW stands twice");
    f->window = kind;
    f->window_pos = span->pos;
    for (uint32_t i = 0; i < parts->n; i++) {
        const struct lm_clause *c = parts->at[i];
        int code = c->t != NULL ? c->t->code : 0;
        struct lm_ast **to = code == LM_TK_ADVANCE     ? &f->win_slide
                             : code == LM_TK_GRACE     ? &f->win_grace
                             : code == LM_TK_RETENTION ? &f->win_retention
                                                       : &f->win_size;
        bool fits = code == LM_TK_GRACE || code == LM_TK_RETENTION ||
                    (code == 0) == (kind == LM_WC_SESSION);
        fits &= code != LM_TK_ADVANCE || kind == LM_WC_HOPPING;
        if (!fits || *to != NULL)
            lm_fail(p->err, LM_E_SYNTAX, c->pos,
                    *to != NULL ? "this stands twice" : "this kind of window takes none");
        *to = c->expr;
        from_depth(p, f, c->expr->depth, LM_DEPTH_LEVEL);
    }
    if (f->win_size == NULL || (kind == LM_WC_HOPPING && f->win_slide == NULL))
        lm_fail(p->err, LM_E_SYNTAX, span->pos, "the window has no %s",
                f->win_size != NULL     ? "ADVANCE BY"
                : kind == LM_WC_SESSION ? "gap"
                                        : "SIZE");
    return f;
}

struct lm_from *
lm_join_new(struct lm_parse *p, const struct lm_token *t, enum lm_join_kind kind,
            enum lm_join_form form)
{
    struct lm_from *j = from_new(p, LM_F_JOIN, lm_pos_here(p, t->pos));

    j->join = lm_alloc(p->arena, sizeof *j->join);
    j->join->kind = kind;
    j->join->form = form;
    return j;
}

struct lm_from *
lm_from_comma(struct lm_parse *p, struct lm_from *l, struct lm_from *r)
{
    struct lm_from *j = from_new(p, LM_F_JOIN, r->pos);

    j->join = lm_alloc(p->arena, sizeof *j->join);
    j->join->kind = LM_JOIN_CROSS;
    j->join->right = r;
    return lm_from_joined(p, l, j);
}

struct lm_from *
lm_from_joined(struct lm_parse *p, struct lm_from *l, struct lm_from *join)
{
    struct lm_from_join *j = join->join;
    bool condition = j->on != NULL || j->using_cols.n > 0 || j->natural;

    assert(j->right != NULL);
    j->left = l;
    from_depth(p, join, l->depth, LM_DEPTH_PART);
    from_depth(p, join, j->right->depth, LM_DEPTH_LEVEL);
    if (j->natural && (j->on != NULL || j->using_cols.n > 0))
        lm_fail(p->err, LM_E_SYNTAX, join->pos, "NATURAL JOIN takes no condition");
    if (j->kind == LM_JOIN_CROSS && (condition || j->within_before != NULL))
        lm_fail(p->err, LM_E_SYNTAX, join->pos, "CROSS JOIN takes no condition");
    if (j->kind != LM_JOIN_CROSS && !condition && j->match == NULL && j->within_before == NULL) {
        const struct lm_token *last = &p->tokens.at[p->at - 1];
        /* Before a bare name USING is an alias. */
        bool names = last->code == LM_TK_ID && lm_str_eq_nocase(last->text, LM_STR("using"));
        lm_fail(p->err, LM_E_SYNTAX, names ? last->pos : join->pos,
                names ? "USING needs its columns in parentheses" : "the join has neither ON nor USING");
        lm_hint(p->err, names ? "USING (a, b)" : "CROSS JOIN joins every row with every row");
    }
    if (j->form == LM_JOIN_PROBE &&
        (j->probe_left_ts == NULL || (j->probe_list.n == 0 && j->probe_from == NULL)))
        lm_fail(p->err, LM_E_SYNTAX, join->pos,
                "a probe join needs TIMESTAMPS (..) and LIST (..) or RANGE");
    return join;
}

struct lm_from *
lm_join_natural(struct lm_parse *p, const struct lm_token *t, struct lm_from *j)
{
    if (j->join->form != LM_JOIN_PLAIN || j->join->natural || j->join->kind == LM_JOIN_CROSS)
        lm_fail(p->err, LM_E_SYNTAX, t->pos, "NATURAL belongs to a plain join");
    j->pos = lm_pos_span(t->pos, j->pos);
    j->join->natural = true;
    return j;
}

struct lm_from *
lm_join_table(struct lm_from *j, struct lm_from *right)
{
    j->join->right = right;
    return j;
}

/* A part of a join that may stand once. */
static void
join_part(struct lm_parse *p, struct lm_from *j, const struct lm_token *t, bool there,
          struct lm_ast *x)
{
    if (there)
        lm_fail(p->err, LM_E_SYNTAX, t->pos, "%.*s stands twice", LM_STRF(t->text));
    if (x != NULL)
        from_depth(p, j, x->depth, LM_DEPTH_LEVEL);
}

/* The names of `(a, b)` or `a`, as ON of a probe join lists its keys; false for a condition. */
static bool
join_keys(struct lm_parse *p, struct lm_ast *x, struct lm_list *to)
{
    struct lm_list one = {0};
    const struct lm_list *list = &x->arg;

    if (x->op != LM_A_ROW) {
        lm_list_add(p->arena, &one, x);
        list = &one;
    }
    for (uint32_t i = 0; i < list->n; i++)
        if (((struct lm_ast *)list->at[i])->op != LM_A_NAME)
            return false;
    *to = *list;
    return true;
}

struct lm_from *
lm_join_on(struct lm_parse *p, struct lm_from *j, const struct lm_token *t, struct lm_ast *x)
{
    join_part(p, j, t, j->join->on != NULL || j->join->using_cols.n > 0, x);
    if (j->join->form == LM_JOIN_PROBE && join_keys(p, x, &j->join->using_cols))
        return j;
    j->join->on = x;
    return j;
}

struct lm_from *
lm_join_using(struct lm_parse *p, struct lm_from *j, const struct lm_token *t,
              struct lm_list *columns)
{
    join_part(p, j, t, j->join->on != NULL || j->join->using_cols.n > 0, NULL);
    j->join->using_cols = *columns;
    return j;
}

struct lm_from *
lm_join_within(struct lm_parse *p, struct lm_from *j, const struct lm_token *t, struct lm_ast *x)
{
    join_part(p, j, t, j->join->within_before != NULL, x);
    j->join->within_before = x;
    j->join->within_after = x;
    if (x->op == LM_A_ROW) {
        if (x->arg.n != 2)
            lm_fail(p->err, LM_E_SYNTAX, x->pos,
                    "WITHIN takes one duration, or two: before and after");
        j->join->within_before = x->arg.at[0];
        j->join->within_after = x->arg.at[1];
    }
    return j;
}

struct lm_from *
lm_join_match(struct lm_parse *p, struct lm_from *j, const struct lm_token *t, struct lm_ast *x)
{
    join_part(p, j, t, j->join->match != NULL, x);
    if (j->join->form != LM_JOIN_ASOF)
        lm_fail(p->err, LM_E_SYNTAX, t->pos, "MATCH_CONDITION belongs to an ASOF join");
    j->join->match = x;
    return j;
}

struct lm_from *
lm_join_tolerance(struct lm_parse *p, struct lm_from *j, const struct lm_token *t, struct lm_ast *x)
{
    join_part(p, j, t, j->join->tolerance != NULL, x);
    if (j->join->form != LM_JOIN_ASOF)
        lm_fail(p->err, LM_E_SYNTAX, t->pos, "TOLERANCE belongs to an ASOF join");
    j->join->tolerance = x;
    return j;
}

static void
join_probe_only(struct lm_parse *p, const struct lm_from *j, const struct lm_token *t)
{
    if (j->join->form != LM_JOIN_PROBE)
        lm_fail(p->err, LM_E_SYNTAX, t->pos, "%.*s belongs to a TEMPORAL PROBE JOIN",
                LM_STRF(t->text));
}

struct lm_from *
lm_join_timestamps(struct lm_parse *p, struct lm_from *j, const struct lm_token *t,
                   struct lm_ast *left, struct lm_ast *right)
{
    join_probe_only(p, j, t);
    join_part(p, j, t, j->join->probe_left_ts != NULL, left);
    join_part(p, j, t, false, right);
    j->join->probe_left_ts = left;
    j->join->probe_right_ts = right;
    return j;
}

static void
join_offsets(struct lm_parse *p, struct lm_from *j, const struct lm_token *t,
             const struct lm_alias *alias)
{
    join_probe_only(p, j, t);
    join_part(p, j, t, j->join->probe_list.n > 0 || j->join->probe_from != NULL, NULL);
    if (alias != NULL)
        j->join->probe_alias = alias->name;
    if (alias != NULL && alias->columns != NULL)
        lm_fail(p->err, LM_E_SYNTAX, t->pos, "the columns of a probe are offset_ms and probe_ts");
}

struct lm_from *
lm_join_list(struct lm_parse *p, struct lm_from *j, const struct lm_token *t, struct lm_list *list,
             struct lm_alias *alias)
{
    join_offsets(p, j, t, alias);
    j->join->probe_list = *list;
    for (uint32_t i = 0; i < list->n; i++)
        join_part(p, j, t, false, list->at[i]);
    return j;
}

struct lm_from *
lm_join_range(struct lm_parse *p, struct lm_from *j, const struct lm_token *t,
              const struct lm_range *r)
{
    join_offsets(p, j, t, r->alias);
    join_part(p, j, t, false, r->from);
    join_part(p, j, t, false, r->to);
    join_part(p, j, t, false, r->step);
    j->join->probe_from = r->from;
    j->join->probe_to = r->to;
    j->join->probe_step = r->step;
    return j;
}
