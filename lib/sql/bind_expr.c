/* bind_expr.c -- expressions of the AST as typed expressions over plan columns. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "base/limits.h"
#include "expr/fn.h"
#include "sql/bind_priv.h"

static struct lm_expr *bind_node(struct bind_scope *s, const struct lm_ast *e);

bool
pattern_is_good(struct bind_scope *s, struct lm_expr *e)
{
    struct lm_err failed = { 0 };
    struct lm_val v;

    if (e->op != LM_X_CALL || (e->fn->flags & LM_FN_PATTERN) == 0 || s->b->guards > 0 ||
        s->b->cat->on_error == LM_ON_ERROR_NULL)
        return true;
    for (uint32_t i = 1; i < e->narg; i++)
        if (e->arg[i]->op != LM_X_CONST)
            return true;
    struct lm_expr tried = *e;
    tried.arg = lm_alloc_copy(s->b->a, e->arg, e->narg * sizeof *e->arg);
    tried.arg[0] = lm_expr_val(s->b->a, lm_type_of(LM_T_VARCHAR), lm_val_str(LM_STR("")), e->pos);
    if (lm_expr_const(&tried, s->b->a, s->b->cat->now_us, &v, &failed) == 0 || failed.code != LM_E_PATTERN)
        return true;
    lm_fail(s->b->err, LM_E_PATTERN, e->arg[1]->pos, "%s", failed.what);
    return false;
}

/* A constant is computed now; one that fails where it is certainly reached is refused. */
static struct lm_expr *
fold(struct bind_scope *s, struct lm_expr *e)
{
    struct lm_err failed = { 0 };
    struct lm_val v;

    if (e == NULL || e->op == LM_X_CONST || e->op == LM_X_LAMBDA || s->lambdas != NULL)
        return e;
    if (!lm_expr_is_const(e))
        return pattern_is_good(s, e) ? e : NULL;
    if (lm_expr_const(e, s->b->a, s->b->cat->now_us, &v, &failed) == 0)
        return lm_expr_val(s->b->a, e->type, v, e->pos);
    if (s->b->guards == 0 && s->b->cat->on_error != LM_ON_ERROR_NULL) {
        lm_fail(s->b->err, failed.code == LM_E_PATTERN ? LM_E_PATTERN : LM_E_CONSTANT, e->pos, "%s",
                failed.what);
        return NULL;
    }
    return e;
}

static struct lm_expr **
bind_args(struct bind_scope *s, const struct lm_ast *e)
{
    struct lm_expr **arg = lm_alloc(s->b->a, (e->arg.n + 1) * sizeof *arg);

    for (uint32_t i = 0; i < e->arg.n; i++) {
        arg[i] = bind_expr(s, e->arg.at[i]);
        if (arg[i] == NULL)
            return NULL;
    }
    return arg;
}

static struct lm_expr *
call_of(struct bind_scope *s, const char *name, struct lm_expr **arg, uint32_t narg, struct lm_pos pos)
{
    return fold(s, lm_expr_call(s->b->a, lm_str_of(name), arg, narg, pos, s->b->err));
}

/* Several expressions of one common type, from `first` on, each `step` apart. */
static int
unify(struct bind_scope *s, struct lm_expr **arg, uint32_t first, uint32_t n, uint32_t step,
      struct lm_type *out)
{
    struct lm_type t = arg[first]->type;

    for (uint32_t i = first + step; i < n; i += step) {
        char a[64], b[64];
        struct lm_type before = t;
        if (!lm_type_common(before, arg[i]->type, &t))
            return lm_fail(s->b->err, LM_E_TYPE, arg[i]->pos, "%s and %s have no common type",
                           lm_type_print(before, a), lm_type_print(arg[i]->type, b));
    }
    for (uint32_t i = first; i < n; i += step)
        arg[i] = lm_expr_as(s->b->a, arg[i], t);
    *out = t;
    return 0;
}

/* struct_pack(a := 1): name and value, one after the other. */
static struct lm_expr **
bind_named_args(struct bind_scope *s, const struct lm_ast *e, uint32_t *n)
{
    struct lm_expr **arg = lm_alloc(s->b->a, (2 * e->arg.n + 1) * sizeof *arg);

    *n = 0;
    for (uint32_t i = 0; i < e->arg.n; i++) {
        const struct lm_ast *a = e->arg.at[i];
        if (a->op == LM_A_NAMED) {
            arg[(*n)++] = lm_expr_val(s->b->a, lm_type_of(LM_T_VARCHAR), lm_val_str(a->name), a->pos);
            a = a->arg.at[0];
        }
        arg[*n] = bind_expr(s, a);
        if (arg[(*n)++] == NULL)
            return NULL;
    }
    return arg;
}

/* make_interval(days => 1): parts by their names; what is not named is 0. */
static struct lm_expr **
bind_interval_parts(struct bind_scope *s, const struct lm_ast *e, uint32_t *n)
{
    static const char *const names[] = { "years", "months", "weeks", "days", "hours", "mins", "secs" };
    enum { PARTS = sizeof names / sizeof *names };
    struct lm_expr **arg = lm_alloc(s->b->a, PARTS * sizeof *arg);

    for (*n = 0; *n < PARTS; ++*n)
        arg[*n] = lm_expr_val(s->b->a, lm_type_of(LM_T_BIGINT), lm_val_int(0), e->pos);
    for (uint32_t i = 0; i < e->arg.n; i++) {
        const struct lm_ast *a = e->arg.at[i];
        uint32_t k = i < PARTS ? i : PARTS;
        for (uint32_t j = 0; j < PARTS && a->op == LM_A_NAMED; j++)
            k = lm_str_eq_nocase(a->name, lm_str_of(names[j])) ? j : j == 0 ? PARTS : k;
        if (k == PARTS) {
            lm_fail(s->b->err, LM_E_ARGUMENTS, a->pos,
                    "make_interval takes years, months, weeks, days, hours, mins, secs");
            return NULL;
        }
        arg[k] = bind_expr(s, a->op == LM_A_NAMED ? a->arg.at[0] : a);
        if (arg[k] == NULL)
            return NULL;
    }
    return arg;
}

static struct lm_expr *
bind_case(struct bind_scope *s, const struct lm_ast *e)
{
    uint32_t n = e->arg.n - 1; /* without the operand */
    struct lm_expr **arg = lm_alloc(s->b->a, (n + 1) * sizeof *arg);
    struct lm_type type = lm_type_of(LM_T_NULL);

    assert(n % 2 == 1); /* pairs and ELSE */
    s->b->guards++;
    for (uint32_t i = 0; i < n; i++) {
        const struct lm_ast *part = e->arg.at[i + 1];
        if (part == NULL) {
            arg[i] = lm_expr_val(s->b->a, type, LM_VAL_NULL, e->pos);
            continue;
        }
        arg[i] = bind_expr(s, part);
        bool when = i % 2 == 0 && i + 1 < n;
        if (arg[i] != NULL && when && e->arg.at[0] != NULL) {
            struct lm_expr **eq = lm_alloc(s->b->a, 2 * sizeof *eq);
            eq[0] = bind_expr(s, e->arg.at[0]);
            eq[1] = arg[i];
            arg[i] = eq[0] != NULL ? call_of(s, "=", eq, 2, part->pos) : NULL;
        }
        if (arg[i] == NULL)
            return NULL;
    }
    s->b->guards--;
    struct lm_expr **then = lm_alloc(s->b->a, n * sizeof *then);
    uint32_t k = 0;
    for (uint32_t i = 1; i < n; i += 2)
        then[k++] = arg[i];
    then[k++] = arg[n - 1];
    if (unify(s, then, 0, k, 1, &type) != 0)
        return NULL;
    for (uint32_t i = 1; i < n; i += 2)
        arg[i] = then[i / 2];
    arg[n - 1] = then[k - 1];
    return fold(s, lm_expr_new(s->b->a, LM_X_CASE, type, e->pos, arg, n));
}

static struct lm_expr *
bind_coalesce(struct bind_scope *s, const struct lm_ast *e)
{
    struct lm_type type;

    if (e->arg.n == 0) {
        lm_fail(s->b->err, LM_E_ARGUMENTS, e->pos, "%.*s needs at least one argument", LM_STRF(e->name));
        return NULL;
    }
    s->b->guards++;
    struct lm_expr **arg = bind_args(s, e);
    s->b->guards--;
    if (arg == NULL || unify(s, arg, 0, e->arg.n, 1, &type) != 0)
        return NULL;
    return fold(s, lm_expr_new(s->b->a, LM_X_COALESCE, type, e->pos, arg, e->arg.n));
}

/* IF(c, a, b) is CASE WHEN c THEN a ELSE b END. */
static struct lm_expr *
bind_if(struct bind_scope *s, const struct lm_ast *e)
{
    struct lm_ast c = *e;
    void *arg[4];

    if (e->arg.n < 2 || e->arg.n > 3) {
        lm_fail(s->b->err, LM_E_ARGUMENTS, e->pos, "IF takes a condition and one or two values");
        return NULL;
    }
    arg[0] = NULL;
    arg[1] = e->arg.at[0];
    arg[2] = e->arg.at[1];
    arg[3] = e->arg.n == 3 ? e->arg.at[2] : NULL;
    c.op = LM_A_CASE;
    c.arg = (struct lm_list){ arg, 4, 4 };
    return bind_case(s, &c);
}

static struct lm_expr *
bind_try(struct bind_scope *s, const struct lm_ast *e)
{
    s->b->guards++;
    struct lm_expr **arg = bind_args(s, e);
    s->b->guards--;
    if (arg == NULL)
        return NULL;
    if (e->arg.n != 1) {
        lm_fail(s->b->err, LM_E_ARGUMENTS, e->pos, "TRY takes one expression");
        return NULL;
    }
    return lm_expr_new(s->b->a, LM_X_TRY, arg[0]->type, e->pos, arg, 1);
}

static struct lm_expr *
bind_logic(struct bind_scope *s, const struct lm_ast *e)
{
    struct lm_expr **arg = lm_alloc(s->b->a, e->arg.n * sizeof *arg);

    for (uint32_t i = 0; i < e->arg.n; i++) {
        s->b->guards += i > 0;
        arg[i] = bind_predicate(s, e->arg.at[i], e->op == LM_A_AND ? "AND" : "OR");
        s->b->guards -= i > 0;
        if (arg[i] == NULL)
            return NULL;
    }
    if (e->op == LM_A_OR)
        return fold(s, lm_expr_or(s->b->a, e->pos, arg, e->arg.n));
    return fold(s, lm_expr_new(s->b->a, LM_X_AND, lm_type_of(LM_T_BOOLEAN), e->pos, arg, e->arg.n));
}

/* x IN (a, b): x = a OR x = b. */
static struct lm_expr *
bind_in(struct bind_scope *s, const struct lm_ast *e)
{
    uint32_t n = e->arg.n - 1;
    struct lm_expr **any = lm_alloc(s->b->a, (n + 1) * sizeof *any);

    for (uint32_t i = 0; i < n; i++) {
        struct lm_expr **eq = lm_alloc(s->b->a, 2 * sizeof *eq);
        s->b->guards += i > 0;
        eq[0] = bind_expr(s, e->arg.at[0]);
        eq[1] = eq[0] != NULL ? bind_expr(s, e->arg.at[i + 1]) : NULL;
        any[i] = eq[1] != NULL ? call_of(s, "=", eq, 2, e->pos) : NULL;
        s->b->guards -= i > 0;
        if (any[i] == NULL)
            return NULL;
    }
    struct lm_expr *in = fold(s, lm_expr_or(s->b->a, e->pos, any, n));
    if (in != NULL && e->negated)
        in = call_of(s, "not", lm_alloc_copy(s->b->a, &in, sizeof in), 1, e->pos);
    return in;
}

static struct lm_expr *
bind_param(struct bind_scope *s, const struct lm_ast *e)
{
    const struct lm_list *params = &s->b->cat->params;

    for (uint32_t i = 0; i < params->n; i++) {
        const struct lm_param *p = params->at[i];
        if (lm_str_eq(p->name, e->name))
            return lm_expr_val(s->b->a, p->type, p->value, e->pos);
    }
    lm_fail(s->b->err, LM_E_PARAMETER, e->pos, "parameter \":%.*s\" has no value", LM_STRF(e->name));
    lm_hint(s->b->err, "give it with -v %.*s=VALUE", LM_STRF(e->name));
    return NULL;
}

static struct lm_expr *
bind_lambda(struct bind_scope *s, const struct lm_ast *e)
{
    uint32_t depth = 0;

    for (struct bind_lambda *l = s->lambdas; l != NULL; l = l->outer)
        depth += l->ast->npart;
    /* Parameters are numbered from the top: the evaluator puts them behind the batch's columns. */
    struct bind_lambda l = { e, LM_COLUMNS + depth, s->lambdas };
    s->lambdas = &l;
    struct lm_expr *body = bind_expr(s, e->arg.at[0]);
    s->lambdas = l.outer;
    if (body == NULL)
        return NULL;
    struct lm_expr *x = lm_expr_new(s->b->a, LM_X_LAMBDA, body->type, e->pos,
                                    lm_alloc_copy(s->b->a, &body, sizeof body), 1);
    x->col = l.first;
    x->nparam = e->npart;
    return x;
}

/* CAST('today' AS DATE) goes by the clock as current_date does. Only words of the query do: what a record
 * says is the same tomorrow. */
static struct lm_expr *
bind_moment_cast(struct bind_scope *s, const struct lm_ast *e, enum lm_expr_op op)
{
    static const struct {
        const char *word;
        int64_t days;
    } days[] = { { "yesterday", -1 }, { "today", 0 }, { "tomorrow", 1 } };
    struct lm_arena *a = s->b->a;
    struct lm_str word = lm_str_trim(lm_val_text(&((const struct lm_ast *)e->arg.at[0])->value));
    struct lm_expr *x = lm_expr_new(a, LM_X_NOW, lm_type_of(LM_T_TIMESTAMP), e->pos, NULL, 0);
    bool day = false;

    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        if (!lm_str_eq_nocase(word, lm_str_of(days[i].word)))
            continue;
        struct lm_expr *sum[2] = { lm_expr_as(a, x, lm_type_of(LM_T_DATE)),
                                   lm_expr_val(a, lm_type_of(LM_T_BIGINT), lm_val_int(days[i].days), e->pos) };
        x = lm_expr_call(a, LM_STR("+"), sum, 2, e->pos, s->b->err);
        day = true;
    }
    bool infinite = !day && !lm_str_eq_nocase(word, LM_STR("now"));
    if (infinite && op == LM_X_TRY_CAST)
        return lm_expr_val(a, e->type, LM_VAL_NULL, e->pos);
    if (infinite) {
        lm_fail(s->b->err, LM_E_LITERAL, e->pos, "times are finite here: there is no %.*s", LM_STRF(word));
        lm_hint(s->b->err, "NULL, or a time far away: TIMESTAMP '9999-12-31'");
        return NULL;
    }
    if (day && e->type.id == LM_T_TIME) {
        lm_fail(s->b->err, LM_E_LITERAL, e->pos, "\"%.*s\" is a day, and no time of it", LM_STRF(word));
        return NULL;
    }
    return x != NULL ? lm_expr_new(a, op, e->type, e->pos, lm_alloc_copy(a, &x, sizeof x), 1) : NULL;
}

static struct lm_expr *
bind_cast(struct bind_scope *s, const struct lm_ast *e)
{
    enum lm_expr_op op = e->op == LM_A_CAST ? LM_X_CAST : LM_X_TRY_CAST;

    const struct lm_ast *of = e->arg.at[0];
    if (of->op == LM_A_LITERAL && of->value.kind == LM_K_STR && lm_text_is_moment(lm_val_text(&of->value)) &&
        e->type.id >= LM_T_DATE && e->type.id <= LM_T_TIMESTAMP)
        return bind_moment_cast(s, e, op);
    s->b->guards += op == LM_X_TRY_CAST;
    struct lm_expr **arg = bind_args(s, e);
    s->b->guards -= op == LM_X_TRY_CAST;
    return arg != NULL ? fold(s, lm_expr_new(s->b->a, op, e->type, e->pos, arg, 1)) : NULL;
}

static const struct special_call {
    const char *name;
    struct lm_expr *(*bind)(struct bind_scope *s, const struct lm_ast *e);
} special_calls[] = {
    { "coalesce", bind_coalesce }, { "ifnull", bind_coalesce }, { "if", bind_if }, { "try", bind_try },
    { "overlaps", bind_overlaps },
};

/* now() and its kin: values that the evaluation gives. */
static struct lm_expr *
bind_moment(struct bind_scope *s, const struct lm_ast *e)
{
    static const struct {
        const char *name;
        enum lm_expr_op op;
    } moments[] = {
        { "now", LM_X_NOW },       { "current_timestamp", LM_X_NOW }, { "localtimestamp", LM_X_NOW },
        { "proctime", LM_X_NOW },  { "watermark", LM_X_MARK },
        { "current_watermark", LM_X_MARK },
    };

    if (e->arg.n > 0)
        return NULL;
    for (size_t i = 0; i < sizeof moments / sizeof *moments; i++)
        if (lm_str_eq_nocase(e->name, lm_str_of(moments[i].name)))
            return lm_expr_new(s->b->a, moments[i].op, lm_type_of(LM_T_TIMESTAMP), e->pos, NULL, 0);
    return NULL;
}

/* IS MISSING needs its column to tell a missing key from null. */
static void
want_missing(struct lm_plan_col *c)
{
    while (c != NULL && c->source == NULL)
        c = c->expr != NULL ? plan_ref_col(c->expr) : NULL;
    if (c != NULL)
        c->missing = true;
}

/* Flink's TUMBLE_ROWTIME(...) and its kin. */
static bool
names_row_time(const struct lm_ast *e)
{
    static const char *const names[] = { "tumble_rowtime",    "hop_rowtime",   "session_rowtime",
                                         "tumble_proctime",   "hop_proctime",  "session_proctime",
                                         "cumulate_rowtime",  "cumulate_proctime" };

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (lm_str_eq_nocase(e->name, lm_str_of(names[i])))
            return true;
    return false;
}

static struct lm_expr *
bind_call(struct bind_scope *s, const struct lm_ast *e)
{
    if (e->call != NULL && e->call->over != NULL)
        return bind_over(s, e);
    if (lm_agg_is(e->name)) {
        lm_fail(s->b->err, LM_E_AGGREGATE, e->pos, "aggregate %.*s cannot stand in %s", LM_STRF(e->name),
                s->no_aggregates != NULL ? s->no_aggregates : "another aggregate");
        if (s->no_aggregates != NULL && strcmp(s->no_aggregates, "WHERE") == 0)
            lm_hint(s->b->err, "conditions on aggregates stand in HAVING");
        return NULL;
    }
    if (ast_is_window(e)) {
        lm_fail(s->b->err, LM_E_CLAUSE, e->pos, "window %.*s is not in GROUP BY", LM_STRF(e->name));
        return NULL;
    }
    if (rows_compared(e))
        return bind_rows(s, e);
    if (names_row_time(e)) {
        lm_fail(s->b->err, LM_E_FUNCTION, e->name_pos, "unknown function \"%.*s\"", LM_STRF(e->name));
        lm_hint(s->b->err, "the time of a window's row is window_end; a window above may go by it");
        return NULL;
    }
    for (size_t i = 0; i < sizeof special_calls / sizeof *special_calls; i++)
        if (lm_str_eq_nocase(e->name, lm_str_of(special_calls[i].name)))
            return special_calls[i].bind(s, e);
    struct lm_expr *moment = bind_moment(s, e);
    if (moment != NULL)
        return moment;
    if (ast_is_rows(e))
        return bind_unnest_item(s, e);
    if (e->call != NULL && (e->call->distinct || e->call->filter != NULL || e->call->order.n > 0)) {
        lm_fail(s->b->err, LM_E_CLAUSE, e->pos, "%.*s is no aggregate", LM_STRF(e->name));
        return NULL;
    }
    if (e->call != NULL && (e->call->ignore_nulls || e->call->respect_nulls)) {
        lm_fail(s->b->err, LM_E_CLAUSE, e->pos, "%.*s has no IGNORE or RESPECT NULLS", LM_STRF(e->name));
        return NULL;
    }
    if (lm_fn_find(e->name) == NULL) /* it says so, before anything is said of the arguments */
        return lm_expr_call(s->b->a, e->name, NULL, 0, e->name_pos, s->b->err);
    uint32_t narg = e->arg.n;
    bool packs = lm_str_eq_nocase(e->name, LM_STR("struct_pack"));
    bool parts = lm_str_eq_nocase(e->name, LM_STR("make_interval"));
    struct lm_expr **arg = packs   ? bind_named_args(s, e, &narg)
                           : parts ? bind_interval_parts(s, e, &narg)
                                   : bind_args(s, e);
    if (arg == NULL)
        return NULL;
    if (e->arg.n == 1 && lm_str_eq(e->name, LM_STR("ismissing")))
        want_missing(plan_ref_col(arg[0]));
    return fold(s, lm_expr_call(s->b->a, e->name, arg, narg, e->name_pos.len > 0 ? e->name_pos : e->pos,
                                s->b->err));
}

/* Nodes that are plain calls of a function under another shape. */
static struct lm_expr *
bind_shaped(struct bind_scope *s, const struct lm_ast *e)
{
    struct lm_expr **arg = bind_args(s, e);

    if (arg == NULL)
        return NULL;
    if (e->op == LM_A_FIELD) {
        arg[1] = lm_expr_val(s->b->a, lm_type_of(LM_T_VARCHAR), lm_val_str(e->part[0]), e->pos);
        return call_of(s, "[]", arg, 2, e->pos);
    }
    return call_of(s, e->op == LM_A_ARRAY ? "make_array" : "json_build_object", arg, e->arg.n, e->pos);
}

static struct lm_expr *
bind_node(struct bind_scope *s, const struct lm_ast *e)
{
    switch (e->op) {
    case LM_A_LITERAL:
        return lm_expr_val(s->b->a, e->type, e->value, e->pos);
    case LM_A_DURATION:
        return lm_expr_val(s->b->a, lm_type_of(LM_T_INTERVAL), e->value, e->pos);
    case LM_A_NAME:
        return bind_name(s, e);
    case LM_A_PARAM:
        return bind_param(s, e);
    case LM_A_CALL:
        return bind_call(s, e);
    case LM_A_AND:
    case LM_A_OR:
        return bind_logic(s, e);
    case LM_A_CASE:
        return bind_case(s, e);
    case LM_A_CAST:
    case LM_A_TRY_CAST:
        return bind_cast(s, e);
    case LM_A_IN:
        if (e->query == NULL && ((struct lm_ast *)e->arg.at[0])->op == LM_A_ROW)
            return bind_rows_in(s, e);
        return e->query != NULL ? bind_subquery(s, e) : bind_in(s, e);
    case LM_A_ANY:
        return bind_any(s, e);
    case LM_A_EXISTS:
    case LM_A_SUBQUERY:
        return bind_subquery(s, e);
    case LM_A_ARRAY:
    case LM_A_STRUCT:
    case LM_A_FIELD:
        return bind_shaped(s, e);
    case LM_A_LAMBDA:
        return bind_lambda(s, e);
    case LM_A_STAR:
        lm_fail(s->b->err, LM_E_CLAUSE, e->pos, "* cannot stand here");
        return NULL;
    case LM_A_NAMED:
        lm_fail(s->b->err, LM_E_ARGUMENTS, e->pos, "the function takes no named argument \"%.*s\"",
                LM_STRF(e->name));
        return NULL;
    case LM_A_ROW:
    case LM_A_TABLE_ARG:
        break;
    }
    lm_fail(s->b->err, LM_E_CLAUSE, e->pos, "a %s cannot stand here", e->op == LM_A_ROW ? "row" : "table");
    return NULL;
}

/* An operator whose left side is an operator, too. */
static bool
is_chain(const struct lm_ast *e)
{
    return e->link && ((struct lm_ast *)e->arg.at[0])->link;
}

static struct lm_expr *
bind_link(struct bind_scope *s, const struct lm_ast *e, struct lm_expr *left)
{
    struct lm_expr *arg[2] = { left, bind_expr(s, e->arg.at[1]) };
    struct lm_pos pos = e->name_pos.len > 0 ? e->name_pos : e->pos;

    return arg[1] != NULL ? fold(s, lm_expr_call(s->b->a, e->name, arg, 2, pos, s->b->err)) : NULL;
}

/* a + b + c and so on: from the innermost out, since there may be more of them than calls may nest. */
static struct lm_expr *
bind_chain(struct bind_scope *s, const struct lm_ast *e)
{
    const struct lm_ast *inner = e->arg.at[0];
    struct lm_list links = { 0 };
    struct lm_expr *x = NULL;
    bool found = false;

    for (; is_chain(inner); inner = inner->arg.at[0]) {
        if (s->group != NULL)
            x = group_expr(s, inner, &found);
        if (found)
            break;
        lm_list_add(s->b->a, &links, (void *)(uintptr_t)inner);
    }
    x = found ? x : bind_expr(s, inner);
    for (uint32_t i = links.n; i > 0 && x != NULL; i--)
        x = bind_link(s, links.at[i - 1], x);
    return x != NULL ? bind_link(s, e, x) : NULL;
}

struct lm_expr *
bind_expr(struct bind_scope *s, const struct lm_ast *e)
{
    struct lm_expr *x = NULL;
    bool found = false;

    if (++s->b->depth > LM_EXPR_DEPTH * 4) {
        lm_fail(s->b->err, LM_E_TOO_DEEP, e->pos, "expressions are nested too deeply");
    } else {
        if (s->group != NULL)
            x = group_expr(s, e, &found);
        if (!found)
            x = is_chain(e) ? bind_chain(s, e) : bind_node(s, e);
    }
    s->b->depth--;
    assert(x != NULL || s->b->err->code != LM_OK);
    return x;
}

struct lm_expr *
bind_predicate(struct bind_scope *s, const struct lm_ast *e, const char *clause)
{
    struct lm_expr *x = bind_expr(s, e);
    char name[64];

    if (x == NULL)
        return NULL;
    switch (x->type.id) {
    case LM_T_BOOLEAN:
        return x;
    case LM_T_DYN:
    case LM_T_NULL: {
        struct lm_type boolean = lm_type_of(LM_T_BOOLEAN);
        return lm_expr_new(s->b->a, LM_X_ADAPT, boolean, x->pos, lm_alloc_copy(s->b->a, &x, sizeof x), 1);
    }
    default:
        lm_fail(s->b->err, LM_E_TYPE, e->pos, "%s needs a condition, found %s", clause,
                lm_type_print(x->type, name));
        return NULL;
    }
}

struct lm_expr *
bind_const(struct bind_scope *s, const struct lm_ast *e, struct lm_type type)
{
    struct lm_expr *x = bind_expr(s, e);

    if (x != NULL && x->op != LM_X_CONST) {
        lm_fail(s->b->err, LM_E_CLAUSE, e->pos, "a constant is needed here");
        return NULL;
    }
    if (x == NULL || type.id == LM_T_DYN || x->type.id == type.id)
        return x;
    return fold(s, lm_expr_as(s->b->a, x, type));
}

int
bind_duration(struct lm_binder *b, const struct lm_ast *e, int64_t *us)
{
    struct bind_scope s = { .b = b };
    struct lm_expr *x = e->op != LM_A_NAME ? bind_expr(&s, e) : NULL;
    struct lm_ivl v = { 0 };
    bool good = x != NULL && x->op == LM_X_CONST;

    if (x == NULL && e->op != LM_A_NAME)
        return -1;
    if (good && x->value.kind == LM_K_STR)
        good = lm_ivl_parse(lm_val_text(&x->value), NULL, &v);
    else if (good && x->value.kind == LM_K_IVL)
        v = x->value.ivl;
    else
        good = false;
    if (!good) {
        lm_fail(b->err, LM_E_LITERAL, e->pos, "a duration is needed here");
        return lm_hint(b->err, "write INTERVAL '5' SECOND, '5 seconds' or 5s");
    }
    if (v.months != 0) {
        lm_fail(b->err, LM_E_BAD_WINDOW, e->pos, "months and years have no fixed length");
        return lm_hint(b->err, "use days: INTERVAL '30' DAY");
    }
    *us = v.days * LM_US_DAY + v.us;
    return 0;
}

int
bind_count(struct lm_binder *b, const struct lm_ast *e, const char *clause, uint64_t *out)
{
    struct bind_scope s = { .b = b };
    struct lm_expr *x = bind_expr(&s, e);

    if (x == NULL)
        return -1;
    if (x->op == LM_X_CONST && lm_val_is_null(&x->value)) {
        *out = UINT64_MAX;
        return 0;
    }
    if (x->op != LM_X_CONST || x->value.kind != LM_K_INT || x->value.i < 0)
        return lm_fail(b->err, LM_E_CLAUSE, e->pos, "%s needs a whole number that is not negative", clause);
    *out = (uint64_t)x->value.i;
    return 0;
}

/* What PostgreSQL calls an unnamed column. */
struct lm_str
bind_item_name(struct lm_binder *b, const struct lm_ast *e, const struct lm_expr *bound)
{
    const struct lm_plan_col *c = bound != NULL ? plan_ref_col(bound) : NULL;

    switch (e->op) {
    case LM_A_NAME:
        if (c != NULL && c->name.n > 0 && lm_str_eq_nocase(c->name, e->part[e->npart - 1]))
            return c->name;
        return e->part[e->npart - 1];
    case LM_A_CALL: {
        char first = e->name.n > 0 ? e->name.p[0] : '+';
        bool word = (first | 32) >= 'a' && (first | 32) <= 'z';
        static const char *const operators[] = { "like", "ilike", "neg", "not", "isnull", "isnotnull",
                                                 "ismissing", "istrue", "isfalse", "distinct_from",
                                                 "similar_to", "bitnot" };
        for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
            word = word && !lm_str_eq(e->name, lm_str_of(operators[i]));
        if (lm_str_eq(e->name, LM_STR("[]")) && e->arg.n > 0)
            return bind_item_name(b, e->arg.at[0], NULL);
        if (!word)
            return LM_STR("?column?");
        char *lower = lm_str_z(b->a, e->name);
        for (char *p = lower; *p != '\0'; p++)
            *p = (char)(*p >= 'A' && *p <= 'Z' ? *p + 32 : *p);
        return lm_str_of(lower);
    }
    case LM_A_CAST:
    case LM_A_TRY_CAST:
        return bind_item_name(b, e->arg.at[0], NULL);
    case LM_A_FIELD:
        return e->part[0];
    case LM_A_CASE:
        return LM_STR("case");
    case LM_A_EXISTS:
        return LM_STR("exists");
    case LM_A_ARRAY:
        return LM_STR("array");
    default:
        return LM_STR("?column?");
    }
}
