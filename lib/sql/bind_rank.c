/* bind_rank.c -- rankings that are cut off: rank <= n, LIMIT n BY, DISTINCT ON, DISTINCT .. WITHIN. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A FILTER over an OVER node whose only function ranks is looked through for what it says of the rank, in
 * whatever words, through projections that pass the rank on: for which ranks it can hold. If they have a
 * greatest one the node becomes a TOPN, and the conditions that say no more than it leave the FILTER. Nodes
 * that answer row by row (STREAM) stay as they are: a count for each key is all their state.
 * Whether anything still looks at the rank is known when all is bound.
 */
#include <assert.h>
#include <math.h>

#include "expr/fn.h"
#include "sql/bind_priv.h"

/* Cutting off -------------------------------------------------------------------------------------------- */

/* The ranking that `e` is the rank of, seen from plan p: through projections. */
static struct lm_plan *
ranking_of(struct lm_plan *p, const struct lm_expr *e)
{
    const struct lm_plan_col *c = plan_ref_col(e);

    for (; c != NULL && p != NULL; p = p->in[0]) {
        if (p->op == LM_P_PROJECT) {
            c = c->expr != NULL ? plan_ref_col(c->expr) : NULL;
            continue;
        }
        bool ranks = (p->op == LM_P_OVER || p->op == LM_P_TOPN) && p->over->how != LM_PO_STREAM &&
                     p->over->fns.n == 1 && lm_over_ranks(((struct lm_over_fn *)p->over->fns.at[0])->kind);
        return ranks && p->more.at[0] == c && p->over->hi == UINT64_MAX ? p : NULL;
    }
    return NULL;
}

/* Ranks lo .. hi: those for which a condition may hold. `exact`: it says no more than that. */
struct ranks {
    int64_t lo, hi;
    bool exact;
};

static const struct ranks all_ranks = { 1, INT64_MAX, false };

enum { RANK_CONST_MAX = 1 << 30 };

static struct ranks
ranks_both(struct ranks a, struct ranks b)
{
    return (struct ranks){ a.lo > b.lo ? a.lo : b.lo, a.hi < b.hi ? a.hi : b.hi, a.exact && b.exact };
}

static struct ranks
ranks_either(struct ranks a, struct ranks b)
{
    bool touch = a.lo <= b.hi + (b.hi < INT64_MAX) && b.lo <= a.hi + (a.hi < INT64_MAX);

    return (struct ranks){ a.lo < b.lo ? a.lo : b.lo, a.hi > b.hi ? a.hi : b.hi, a.exact && b.exact && touch };
}

/* The ranking that e is the rank of, and what is added to it; all conditions look at one ranking. */
static bool
is_rank(struct lm_plan *below, const struct lm_expr *e, struct lm_plan **rank, int64_t *more)
{
    *more = 0;
    for (;;) {
        bool whole = e->type.id == LM_T_BIGINT || e->type.id == LM_T_INTEGER;
        bool sum = e->op == LM_X_CALL && e->narg == 2 && e->fn->name[1] == '\0' &&
                   (e->fn->name[0] == '+' || e->fn->name[0] == '-');
        if ((e->op == LM_X_CAST || e->op == LM_X_ADAPT) && whole) {
            e = e->arg[0];
            continue;
        }
        bool first = sum && e->arg[0]->op == LM_X_CONST && e->fn->name[0] == '+';
        if (!sum || e->arg[!first]->op != LM_X_CONST || e->arg[!first]->value.kind != LM_K_INT)
            break;
        int64_t n = e->arg[!first]->value.i;
        if (n > RANK_CONST_MAX || n < -RANK_CONST_MAX || *more > RANK_CONST_MAX || *more < -RANK_CONST_MAX)
            return false;
        *more += e->fn->name[0] == '+' ? n : -n;
        e = e->arg[first];
    }
    struct lm_plan *found = ranking_of(below, e);
    if (found == NULL || (*rank != NULL && *rank != found))
        return false;
    *rank = found;
    return true;
}

/* Ranks that stand to the number as `op` says. */
static struct ranks
ranks_beside(char op, bool equal, const struct lm_val *v, int64_t more)
{
    double x = lm_val_double(v), down = floor(x), up = ceil(x);
    struct ranks r = { 1, INT64_MAX, true };

    if (isnan(x) || fabs(x) > RANK_CONST_MAX)
        return all_ranks;
    if (op == '=' || op == '>')
        r.lo = (int64_t)(equal ? up : down + 1) - more;
    if (op == '=' || op == '<')
        r.hi = (int64_t)(equal ? down : up - 1) - more;
    r.lo = r.lo < 1 ? 1 : r.lo;
    return r;
}

static struct ranks
ranks_compared(struct lm_plan *below, const struct lm_expr *e, bool negated, struct lm_plan **rank)
{
    static const struct {
        const char *name;
        char op, negated; /* ' ': it says nothing */
        bool equal;       /* not negated */
    } ops[] = { { "<", '<', '>', false }, { "<=", '<', '>', true }, { ">", '>', '<', false },
                { ">=", '>', '<', true }, { "=", '=', ' ', true },  { "<>", ' ', '=', false },
                { "distinct_from", ' ', '=', false } };
    bool turned = e->arg[0]->op == LM_X_CONST;
    const struct lm_expr *with = e->arg[!turned];
    int64_t more;

    for (size_t i = 0; i < sizeof ops / sizeof *ops; i++) {
        char op = negated ? ops[i].negated : ops[i].op;
        if (strcmp(e->fn->name, ops[i].name) != 0)
            continue;
        enum lm_kind kind = with->value.kind;
        bool number = kind == LM_K_INT || kind == LM_K_F64 || kind == LM_K_DEC;
        if (op == ' ' || with->op != LM_X_CONST || !number ||
            !is_rank(below, e->arg[turned], rank, &more))
            return all_ranks;
        op = !turned ? op : op == '<' ? '>' : op == '>' ? '<' : op;
        return ranks_beside(op, ops[i].equal != negated, &with->value, more);
    }
    return all_ranks;
}

static struct ranks
ranks_in(struct lm_plan *below, const struct lm_expr *e, struct lm_plan **rank)
{
    struct ranks r = { INT64_MAX, 0, true };
    int64_t more;

    for (uint32_t i = 1; i < e->narg; i++) {
        if (e->arg[i]->op != LM_X_CONST || e->arg[i]->value.kind != LM_K_INT)
            return all_ranks;
        int64_t n = e->arg[i]->value.i;
        r.lo = n < r.lo ? n : r.lo;
        r.hi = n > r.hi ? n : r.hi;
    }
    if (r.lo < -RANK_CONST_MAX || r.hi > RANK_CONST_MAX || !is_rank(below, e->arg[0], rank, &more))
        return all_ranks;
    for (int64_t n = r.lo; n <= r.hi && r.exact; n++) {
        bool there = false;
        for (uint32_t i = 1; i < e->narg; i++)
            there = there || e->arg[i]->value.i == n;
        r.exact = there;
    }
    return (struct ranks){ r.lo - more > 1 ? r.lo - more : 1, r.hi - more, r.exact };
}

/* The ranks for which e (or its negation) may hold. */
static struct ranks
ranks_of(struct lm_plan *below, const struct lm_expr *e, bool negated, struct lm_plan **rank)
{
    if (e->op == LM_X_AND || e->op == LM_X_OR) {
        bool both = (e->op == LM_X_AND) != negated;
        struct ranks r = ranks_of(below, e->arg[0], negated, rank);
        for (uint32_t i = 1; i < e->narg; i++) {
            struct ranks x = ranks_of(below, e->arg[i], negated, rank);
            r = both ? ranks_both(r, x) : ranks_either(r, x);
        }
        return r;
    }
    if (e->op == LM_X_IN)
        return negated ? all_ranks : ranks_in(below, e, rank);
    if (e->op != LM_X_CALL)
        return all_ranks;
    if (e->narg == 1 && strcmp(e->fn->name, "not") == 0)
        return ranks_of(below, e->arg[0], !negated, rank);
    if (e->narg == 1 && strcmp(e->fn->name, "istrue") == 0 && !negated)
        return ranks_of(below, e->arg[0], false, rank);
    return e->narg == 2 ? ranks_compared(below, e, negated, rank) : all_ranks;
}

void
expr_conjuncts(struct lm_binder *b, struct lm_expr *e, struct lm_list *out)
{
    if (e->op != LM_X_AND) {
        lm_list_add(b->a, out, e);
        return;
    }
    for (uint32_t i = 0; i < e->narg; i++)
        expr_conjuncts(b, e->arg[i], out);
}

struct lm_expr *
expr_all(struct lm_binder *b, const struct lm_list *parts)
{
    struct lm_expr **at = (struct lm_expr **)parts->at;

    assert(parts->n > 0);
    return parts->n == 1 ? at[0] : lm_expr_new(b->a, LM_X_AND, lm_type_of(LM_T_BOOLEAN), at[0]->pos, at, parts->n);
}

/* What an expression refers to does not count any more. */
static void
forget_refs(struct lm_expr *e)
{
    if (e->op == LM_X_COL)
        e->state = NULL;
    for (uint32_t i = 0; i < e->narg; i++)
        forget_refs(e->arg[i]);
}

struct lm_plan *
rank_cut(struct lm_binder *b, struct lm_plan *filter)
{
    struct ranks seen = { 1, INT64_MAX, true };
    struct lm_list all = { 0 }, rest = { 0 };
    struct lm_plan *rank = NULL;

    assert(filter->op == LM_P_FILTER);
    expr_conjuncts(b, filter->predicate, &all);
    for (uint32_t i = 0; i < all.n; i++) {
        struct ranks r = ranks_of(filter->in[0], all.at[i], false, &rank);
        seen = ranks_both(seen, r);
        if (!r.exact)
            lm_list_add(b->a, &rest, all.at[i]);
    }
    if (rank == NULL || seen.hi == INT64_MAX)
        return filter;
    rank->op = LM_P_TOPN;
    rank->over->lo = (uint64_t)seen.lo;
    rank->over->hi = seen.hi > 0 ? (uint64_t)seen.hi : 0;
    rank->over->told = true;
    for (uint32_t i = 0; i < all.n; i++) {
        bool kept = false;
        for (uint32_t k = 0; k < rest.n; k++)
            kept = kept || rest.at[k] == all.at[i];
        if (!kept)
            forget_refs(all.at[i]);
    }
    if (rest.n == 0)
        return filter->in[0];
    filter->predicate = expr_all(b, &rest);
    return filter;
}

/* Made rankings -------------------------------------------------------------------------------------------- */

/* rank <= hi, and lo <= rank. */
static struct lm_plan *
rank_filter(struct lm_binder *b, struct lm_plan *p, const struct lm_plan_over *like)
{
    struct lm_plan_col *rank = p->more.at[0];
    struct lm_plan *filter = plan_new(b, LM_P_FILTER, p, p->pos);
    struct lm_expr **both = lm_alloc(b->a, 2 * sizeof *both);

    for (int i = 0; i < 2; i++) {
        uint64_t n = i == 0 ? like->hi : like->lo;
        struct lm_expr **arg = lm_alloc(b->a, 2 * sizeof *arg);
        arg[0] = plan_ref(b, rank, p->pos);
        arg[1] = lm_expr_val(b->a, lm_type_of(LM_T_BIGINT), lm_val_int(n > INT64_MAX ? INT64_MAX : (int64_t)n),
                             p->pos);
        both[i] = lm_expr_call(b->a, i == 0 ? LM_STR("<=") : LM_STR(">="), arg, 2, p->pos, b->err);
        if (both[i] == NULL)
            return NULL;
    }
    filter->predicate = like->lo <= 1 ? both[0]
                                      : lm_expr_new(b->a, LM_X_AND, lm_type_of(LM_T_BOOLEAN), p->pos, both, 2);
    return filter;
}

struct lm_plan *
rank_new(struct bind_select *x, struct lm_plan *in, const struct lm_plan_over *like, struct lm_pos pos)
{
    struct lm_binder *b = x->s.b;
    struct lm_plan *p = plan_new(b, LM_P_OVER, in, pos);
    struct lm_over_fn *f = lm_alloc(b->a, sizeof *f);
    struct lm_plan_col *rank = lm_alloc(b->a, sizeof *rank);

    f->kind = LM_W_ROW_NUMBER;
    f->result = lm_type_of(LM_T_BIGINT);
    p->more = (struct lm_list){ 0 };
    p->over = lm_alloc_copy(b->a, like, sizeof *like);
    lm_list_add(b->a, &p->over->fns, f);
    rank->type = f->result;
    rank->hidden = true;
    lm_list_add(b->a, &p->more, rank);
    over_decide(b, p, x->s.mode);
    if (p->over->how == LM_PO_STREAM)
        return rank_filter(b, p, like);
    p->op = LM_P_TOPN;
    p->over->told = false;
    return p;
}

/* The expressions of DISTINCT ON and LIMIT BY over the SELECT list. */
static struct lm_expr **
rank_keys(struct bind_select *x, struct lm_plan *p, const struct lm_list *exprs)
{
    struct lm_expr **key = lm_alloc(x->s.b->a, (exprs->n + 1) * sizeof *key);

    for (uint32_t i = 0; i < exprs->n; i++) {
        struct lm_ast *e = exprs->at[i];
        struct lm_ast_order o = { .expr = e, .nulls = -1, .pos = e->pos };
        struct lm_plan_sort out;
        if (order_key(x, p, &o, &out) != 0)
            return NULL;
        key[i] = out.expr;
    }
    return key;
}

/* ORDER BY without what is the same for all rows of a partition. */
static void
keys_within(struct bind_select *x, const struct lm_plan_sort *keys, struct lm_plan_over *over)
{
    over->key = lm_alloc(x->s.b->a, (x->q->order.n + 1) * sizeof *over->key);
    for (uint32_t i = 0; i < x->q->order.n; i++) {
        bool same = false;
        for (uint32_t k = 0; k < over->npart && !same; k++)
            same = expr_same(keys[i].expr, over->part[k]);
        if (!same)
            over->key[over->nkey++] = keys[i];
    }
}

struct lm_plan *
rank_distinct_on(struct bind_select *x, struct lm_plan *p, struct lm_plan_sort *keys)
{
    const struct lm_list *on = &x->q->distinct_on;
    struct lm_plan_over over = { .npart = on->n, .lo = 1, .hi = 1 };

    over.part = rank_keys(x, p, on);
    if (over.part == NULL)
        return NULL;
    keys_within(x, keys, &over);
    return rank_new(x, p, &over, x->q->pos);
}

struct lm_plan *
rank_limit_by(struct bind_select *x, struct lm_plan *p, struct lm_plan_sort *keys)
{
    struct lm_plan_over over = { .npart = x->q->limit_by.n };
    uint64_t limit, offset;

    if (query_limits(x->s.b, x->q, &limit, &offset) != 0)
        return NULL;
    over.lo = offset + 1;
    over.hi = limit > UINT64_MAX - offset ? UINT64_MAX : limit + offset;
    over.part = rank_keys(x, p, &x->q->limit_by);
    if (over.part == NULL)
        return NULL;
    keys_within(x, keys, &over);
    return rank_new(x, p, &over, x->q->limit != NULL ? x->q->limit->pos : x->q->pos);
}

/* DISTINCT .. WITHIN d: the visible columns are the key. */
struct lm_plan *
recent_new(struct bind_select *x, struct lm_plan *in)
{
    struct lm_binder *b = x->s.b;
    const struct lm_ast *within = x->q->distinct_within;

    if (in->changing) {
        lm_fail(b->err, LM_E_UNSUPPORTED, within->pos, "DISTINCT .. WITHIN takes rows that do not change");
        return NULL;
    }
    if (!in->windowed && declared_stamp(&x->s, in) == NULL) {
        lm_fail(b->err, LM_E_NO_WINDOW, within->pos, "DISTINCT .. WITHIN needs an event time");
        lm_hint(b->err, "declare it: WATERMARK FOR ts, or --event-time ts");
        return NULL;
    }
    struct lm_plan *p = plan_new(b, LM_P_RECENT, in, within->pos);
    if (bind_duration(b, within, &p->within_us) != 0)
        return NULL;
    if (p->within_us < 0) {
        lm_fail(b->err, LM_E_BAD_WINDOW, within->pos, "the duration is below zero");
        return NULL;
    }
    p->lateness_us = b->cat->lateness_us;
    plan_key_all(b, p, in, within->pos);
    return p;
}

/* At the end ---------------------------------------------------------------------------------------------- */

static bool
col_shown(const struct lm_list *outputs, const struct lm_plan_col *c)
{
    for (uint32_t i = 0; i < outputs->n; i++) {
        const struct lm_output *o = outputs->at[i];
        for (uint32_t k = 0; k < o->cols.n; k++)
            if (o->cols.at[k] == c)
                return true;
    }
    return false;
}

/* The projection's column that only passes a reference on, or NULL. */
static const struct lm_plan_col *
passed_by(const struct lm_binder *b, const struct lm_expr *ref)
{
    for (uint32_t i = 0; i < b->nodes.n; i++) {
        const struct lm_plan *p = b->nodes.at[i];
        for (uint32_t k = 0; p->op == LM_P_PROJECT && k < p->cols->at.n; k++) {
            const struct lm_plan_col *c = p->cols->at.at[k];
            if (c->expr == ref)
                return c;
        }
    }
    return NULL;
}

/* Whether anything looks at a column: an output, a UNION, an expression. */
static bool
col_used(const struct lm_binder *b, const struct lm_list *outputs, const struct lm_plan_col *c, uint32_t depth)
{
    if (depth > 64 || col_shown(outputs, c))
        return true;
    for (uint32_t i = 0; i < b->nodes.n; i++) {
        const struct lm_plan *p = b->nodes.at[i];
        for (uint32_t k = 0; p->op == LM_P_UNION && k < p->cols->at.n; k++) {
            const struct lm_plan_col *u = p->cols->at.at[k];
            for (uint32_t m = 0; u->from != NULL && m < p->more.n; m++)
                if (u->from[m] == c)
                    return true;
        }
    }
    for (uint32_t i = 0; i < b->refs.n; i++) {
        const struct lm_expr *e = b->refs.at[i];
        if (e->state != c)
            continue;
        const struct lm_plan_col *passed = passed_by(b, e);
        if (passed == NULL || col_used(b, outputs, passed, depth + 1))
            return true;
    }
    return false;
}

int
overs_check(struct lm_binder *b, const struct lm_list *outputs)
{
    for (uint32_t i = 0; i < b->nodes.n; i++) {
        struct lm_plan *p = b->nodes.at[i];
        if (p->op == LM_P_TOPN && p->over->told)
            p->over->told = col_used(b, outputs, p->more.at[0], 0);
        if (p->op == LM_P_ASSIGN && p->window.kind == LM_WINDOW_SESSION && !p->taken) {
            lm_fail(b->err, LM_E_UNSUPPORTED, p->pos, "a session is known when it closes: its rows are grouped, not passed");
            return lm_hint(b->err, "GROUP BY k, window_start, window_end");
        }
        if (p->op != LM_P_OVER || !p->in[0]->endless)
            continue;
        bool waits = p->over->how == LM_PO_FINAL;
        for (uint32_t k = 0; p->over->how == LM_PO_STREAM && k < p->over->fns.n; k++)
            waits = waits || lm_over_needs_end(p->over->fns.at[k]);
        if (!waits)
            continue;
        lm_fail(b->err, LM_E_ENDLESS_ORDER, p->pos, "the input has no end, and this window function waits for it");
        return lm_hint(b->err, "order it by the event time, cut a rank off (<= n), or EMIT CHANGES");
    }
    return 0;
}
