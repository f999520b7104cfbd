/* resolve_ops.c -- operators whose argument types are judged together: arithmetic, comparison, ||. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * An undeclared side adapts to what the other side and the operator ask for; a text literal beside
 * another type is read as that type now. What is left must be a pair of types that PostgreSQL's operator
 * takes; the result type follows from it.
 */
#include <assert.h>

#include "expr/expr_priv.h"

enum side { SIDE_NULL, SIDE_OPEN, SIDE_NUMBER, SIDE_TS, SIDE_DATE, SIDE_TIME, SIDE_IVL, SIDE_TEXT, SIDE_OTHER };

enum { DIV_SCALE = 6 };

static enum side
side_of(const struct lm_expr *e)
{
    switch (e->type.id) {
    case LM_T_NULL: return SIDE_NULL;
    case LM_T_DYN:
    case LM_T_JSON: return SIDE_OPEN;
    case LM_T_TIMESTAMP: return SIDE_TS;
    case LM_T_DATE: return SIDE_DATE;
    case LM_T_TIME: return SIDE_TIME;
    case LM_T_INTERVAL: return SIDE_IVL;
    default: break;
    }
    if (lm_type_is_number(e->type))
        return SIDE_NUMBER;
    return lm_expr_is_text_const(e) ? SIDE_TEXT : SIDE_OTHER;
}

/* Arithmetic over undeclared values gives numbers, of whatever kind. */
static bool
is_number_already(const struct lm_expr *e)
{
    if (e->op != LM_X_CALL || e->type.id != LM_T_DYN)
        return false;
    lm_fn_row_f *f = e->fn->row;
    return f == lm_op_add || f == lm_op_sub || f == lm_op_mul || f == lm_op_div || f == lm_op_mod ||
           f == lm_op_neg;
}

struct lm_expr *
lm_bind_adapt(struct lm_arena *a, struct lm_expr *e, enum lm_expr_op op, struct lm_type to)
{
    struct lm_val v;

    assert(op == LM_X_ADAPT || op == LM_X_ADAPT_CMP);
    if (e->type.id == LM_T_NULL || (to.id == LM_T_DYN && is_number_already(e)))
        return e;
    if (e->op == LM_X_CONST) {
        enum lm_code code = lm_adapt_val(&e->value, to, a, &v);
        if (code == LM_OK || op == LM_X_ADAPT_CMP)
            return lm_expr_val(a, to, v, e->pos);
    }
    return lm_expr_new(a, op, to, e->pos, &e, 1);
}

static struct lm_expr *
types_clash(struct lm_bind *b)
{
    char x[64], y[64];

    lm_fail(b->err, LM_E_TYPE, b->pos, "%.*s does not take %s and %s", LM_STRF(b->name),
            lm_type_print(b->arg[0]->type, x), lm_type_print(b->arg[1]->type, y));
    lm_hint(b->err, "CAST(... AS type) converts a value");
    return NULL;
}

/* A text constant as a constant of the type; false (and nothing said) when it is none. */
static bool
literal_as(struct lm_bind *b, uint32_t k, enum lm_type_id id)
{
    struct lm_expr *e = b->arg[k];
    struct lm_val v;

    if (lm_cast_val(&e->value, lm_type_of(id), b->a, &v) != LM_OK)
        return false;
    b->arg[k] = lm_expr_val(b->a, lm_type_of(id), v, e->pos);
    return true;
}

static bool
literal_number(struct lm_bind *b, uint32_t k)
{
    struct lm_expr *e = b->arg[k];
    struct lm_val trimmed = lm_val_str(lm_str_trim(lm_val_text(&e->value))), v;

    if (!lm_val_number(&trimmed, &v))
        return false;
    v.p = NULL;
    v.n = 0;
    b->arg[k] = lm_expr_val(b->a, lm_kind_type((enum lm_kind)v.kind), v, e->pos);
    return true;
}

static int
bad_literal(struct lm_bind *b, uint32_t k, const char *type)
{
    return lm_fail(b->err, LM_E_LITERAL, b->arg[k]->pos, "\"%.*s\" is no %s",
                   LM_STRF(lm_val_text(&b->arg[k]->value)), type);
}

/* A text literal (side k) of a comparison becomes what the other side is. */
static int
cmp_literal(struct lm_bind *b, uint32_t k)
{
    struct lm_type other = b->arg[1 - k]->type;
    char name[64];

    if (other.id == LM_T_VARCHAR)
        return 0;
    if (other.id == LM_T_UUID) {
        literal_as(b, k, LM_T_UUID); /* a text that is no UUID equals none: it stays text */
        return 0;
    }
    if (lm_type_is_number(other))
        return literal_number(b, k) ? 0 : bad_literal(b, k, "number");
    return literal_as(b, k, other.id) ? 0 : bad_literal(b, k, lm_type_print(other, name));
}

/* The undeclared side k of a comparison adapts to the other. */
static void
cmp_open(struct lm_bind *b, uint32_t k)
{
    struct lm_type to = b->arg[1 - k]->type;

    if (lm_type_is_nested(to) || to.id == LM_T_NULL)
        return;
    if (lm_type_is_number(to))
        to = lm_type_of(LM_T_DYN);
    if (to.id == LM_T_UUID)
        to = lm_type_of(LM_T_VARCHAR);
    if (to.id == LM_T_DATE) {
        to = lm_type_of(LM_T_TIMESTAMP);
        b->arg[1 - k] = lm_expr_as(b->a, b->arg[1 - k], to);
    }
    b->arg[k] = lm_bind_adapt(b->a, b->arg[k], LM_X_ADAPT_CMP, to);
}

static bool
is_text(struct lm_type t)
{
    return t.id == LM_T_VARCHAR || t.id == LM_T_UUID;
}

static bool
cmp_declared(struct lm_bind *b)
{
    struct lm_type x = b->arg[0]->type, y = b->arg[1]->type;
    struct lm_type ts = lm_type_of(LM_T_TIMESTAMP);

    if (x.id == y.id || (lm_type_is_number(x) && lm_type_is_number(y)) || (is_text(x) && is_text(y)) ||
        (lm_type_is_nested(x) && lm_type_is_nested(y)))
        return true;
    if ((x.id == LM_T_DATE && y.id == LM_T_TIMESTAMP) || (x.id == LM_T_TIMESTAMP && y.id == LM_T_DATE)) {
        b->arg[0] = lm_expr_as(b->a, b->arg[0], ts);
        b->arg[1] = lm_expr_as(b->a, b->arg[1], ts);
        return true;
    }
    return false;
}

static struct lm_expr *
bind_cmp(struct lm_bind *b, const struct lm_fn *fn)
{
    enum side x = side_of(b->arg[0]), y = side_of(b->arg[1]);
    struct lm_type boolean = lm_type_of(LM_T_BOOLEAN);

    if (x == SIDE_NULL || y == SIDE_NULL || (x == SIDE_OPEN && y == SIDE_OPEN))
        return lm_bind_make(b, fn, boolean);
    if (x == SIDE_OPEN || y == SIDE_OPEN) {
        cmp_open(b, x == SIDE_OPEN ? 0 : 1);
        return lm_bind_make(b, fn, boolean);
    }
    if (x == SIDE_TEXT && y != SIDE_TEXT && cmp_literal(b, 0) < 0)
        return NULL;
    if (y == SIDE_TEXT && x != SIDE_TEXT && cmp_literal(b, 1) < 0)
        return NULL;
    return cmp_declared(b) ? lm_bind_make(b, fn, boolean) : types_clash(b);
}

/* A text literal (side k) in arithmetic: what the other side makes likely. */
static bool
arith_literal(struct lm_bind *b, uint32_t k, char op)
{
    enum side other = side_of(b->arg[1 - k]);
    bool sum = op == '+' || op == '-';

    switch (other) {
    case SIDE_TS:
    case SIDE_DATE:
        return (op == '-' && literal_as(b, k, LM_T_TIMESTAMP)) || (sum && literal_as(b, k, LM_T_INTERVAL));
    case SIDE_TIME:
        return (op == '-' && literal_as(b, k, LM_T_TIME)) || (sum && literal_as(b, k, LM_T_INTERVAL));
    case SIDE_IVL:
        if (!sum)
            return literal_number(b, k);
        return literal_as(b, k, LM_T_TIMESTAMP) || literal_as(b, k, LM_T_INTERVAL);
    default:
        return literal_number(b, k) || (other == SIDE_OPEN && sum && literal_as(b, k, LM_T_INTERVAL));
    }
}

/* What the undeclared side k must be for op beside the other side. */
static struct lm_type
arith_open(struct lm_bind *b, uint32_t k, char op)
{
    bool sum = op == '+' || op == '-';

    switch (side_of(b->arg[1 - k])) {
    case SIDE_TS:
        return lm_type_of(op == '-' ? LM_T_TIMESTAMP : LM_T_INTERVAL);
    case SIDE_DATE:
        if (op == '+')
            return lm_type_of(LM_T_BIGINT);
        b->arg[1 - k] = lm_expr_as(b->a, b->arg[1 - k], lm_type_of(LM_T_TIMESTAMP));
        return lm_type_of(LM_T_TIMESTAMP);
    case SIDE_TIME:
        return lm_type_of(op == '-' && k == 0 ? LM_T_TIME : LM_T_INTERVAL);
    case SIDE_IVL:
        if (!sum)
            break;
        return lm_type_of(op == '-' && k == 1 ? LM_T_INTERVAL : LM_T_TIMESTAMP);
    default:
        break;
    }
    return lm_type_of(LM_T_DYN);
}

static uint8_t
at_most_38(int digits)
{
    return (uint8_t)(digits > LM_DECIMAL_DIGITS ? LM_DECIMAL_DIGITS : digits);
}

static int
digits_of(struct lm_type t)
{
    if (t.id == LM_T_DECIMAL)
        return t.precision;
    return t.id == LM_T_INTEGER ? 10 : 19;
}

static struct lm_type
number_result(struct lm_type x, struct lm_type y, char op)
{
    struct lm_type t = lm_type_of(LM_T_DECIMAL);

    if (x.id == LM_T_DYN || y.id == LM_T_DYN)
        return lm_type_of(LM_T_DYN);
    if (x.id == LM_T_DOUBLE || y.id == LM_T_DOUBLE)
        return lm_type_of(LM_T_DOUBLE);
    if (x.id != LM_T_DECIMAL && y.id != LM_T_DECIMAL)
        return lm_type_of(LM_T_BIGINT);
    if ((x.id == LM_T_DECIMAL && x.precision == 0) || (y.id == LM_T_DECIMAL && y.precision == 0))
        return t;
    int most = x.scale > y.scale ? x.scale : y.scale;
    int wx = digits_of(x) - x.scale, wy = digits_of(y) - y.scale;
    switch (op) {
    case '*':
        t.scale = at_most_38(x.scale + y.scale);
        t.precision = at_most_38(digits_of(x) + digits_of(y));
        break;
    case '/':
        t.scale = (uint8_t)(most > DIV_SCALE ? most : DIV_SCALE);
        t.precision = at_most_38(wx + y.scale + t.scale);
        break;
    case '%':
        t.scale = (uint8_t)most;
        t.precision = at_most_38((wx < wy ? wx : wy) + most);
        break;
    default:
        t.scale = (uint8_t)most;
        t.precision = at_most_38((wx > wy ? wx : wy) + most + 1);
        break;
    }
    if (t.precision < t.scale || t.precision == 0)
        t.precision = t.scale == 0 ? 1 : t.scale;
    return t;
}

static bool
is_whole(const struct lm_expr *e)
{
    return e->type.id == LM_T_INTEGER || e->type.id == LM_T_BIGINT;
}

/* The type of `x op y` where a time or interval takes part; LM_T_IDS when there is no such operator. */
static enum lm_type_id
time_result(const struct lm_bind *b, enum side x, enum side y, char op)
{
    bool point_x = x == SIDE_TS || x == SIDE_DATE, point_y = y == SIDE_TS || y == SIDE_DATE;

    if (op == '*' || op == '/') {
        bool scaled = (x == SIDE_IVL && y == SIDE_NUMBER) || (op == '*' && x == SIDE_NUMBER && y == SIDE_IVL);
        return scaled ? LM_T_INTERVAL : LM_T_IDS;
    }
    if (op != '+' && op != '-')
        return LM_T_IDS;
    if (x == SIDE_IVL && y == SIDE_IVL)
        return LM_T_INTERVAL;
    if ((point_x || x == SIDE_TIME) && y == SIDE_IVL)
        return x == SIDE_TIME ? LM_T_TIME : LM_T_TIMESTAMP;
    if (x == SIDE_DATE && is_whole(b->arg[1]))
        return LM_T_DATE;
    if (op == '+') {
        if ((point_y || y == SIDE_TIME) && x == SIDE_IVL)
            return y == SIDE_TIME ? LM_T_TIME : LM_T_TIMESTAMP;
        if (is_whole(b->arg[0]) && y == SIDE_DATE)
            return LM_T_DATE;
        bool both = (x == SIDE_DATE && y == SIDE_TIME) || (x == SIDE_TIME && y == SIDE_DATE);
        return both ? LM_T_TIMESTAMP : LM_T_IDS;
    }
    if (x == SIDE_DATE && y == SIDE_DATE)
        return LM_T_BIGINT;
    return (point_x && point_y) || (x == SIDE_TIME && y == SIDE_TIME) ? LM_T_INTERVAL : LM_T_IDS;
}

/* A number that an undeclared value will be counts as one. */
static enum side
side_after(const struct lm_expr *e)
{
    enum side s = side_of(e);

    return s == SIDE_OPEN ? SIDE_NUMBER : s;
}

/* `v - key`, `v - keys`, and of a value declared JSON `v - place`: what is deleted from JSON. An undeclared
 * value is JSON when a text that is neither a number nor an interval is taken from it. */
static bool
deletes_from_json(struct lm_bind *b)
{
    struct lm_type x = b->arg[0]->type, y = b->arg[1]->type;
    struct lm_val v;

    if (x.id != LM_T_DYN && !lm_type_is_nested(x))
        return false;
    if (y.id == LM_T_LIST || (x.id != LM_T_DYN && (y.id == LM_T_VARCHAR || is_whole(b->arg[1]))))
        return true;
    if (!lm_expr_is_text_const(b->arg[1]))
        return false;
    struct lm_val s = lm_val_str(lm_str_trim(lm_val_text(&b->arg[1]->value)));
    return !lm_val_number(&s, &v) && lm_cast_val(&s, lm_type_of(LM_T_INTERVAL), b->a, &v) != LM_OK;
}

static struct lm_expr *
call_instead(struct lm_bind *b, const char *name)
{
    return lm_expr_call(b->a, lm_str_of(name), b->arg, b->narg, b->pos, b->err);
}

static struct lm_expr *
bind_arith(struct lm_bind *b, const struct lm_fn *fn, char op)
{
    if (op == '-' && deletes_from_json(b))
        return call_instead(b, "jsonb_delete");
    for (uint32_t k = 0; k < 2; k++)
        if (side_of(b->arg[k]) == SIDE_TEXT && !arith_literal(b, k, op))
            return types_clash(b);
    for (uint32_t k = 0; k < 2; k++)
        if (side_of(b->arg[k]) == SIDE_OPEN && b->arg[k]->op != LM_X_ADAPT)
            b->arg[k] = lm_bind_adapt(b->a, b->arg[k], LM_X_ADAPT, arith_open(b, k, op));
    enum side x = side_after(b->arg[0]), y = side_after(b->arg[1]);
    if (x == SIDE_NULL || y == SIDE_NULL) {
        const struct lm_expr *other = b->arg[x == SIDE_NULL ? 1 : 0];
        if (side_of(other) == SIDE_OTHER)
            return types_clash(b);
        struct lm_type t = other->type;
        return lm_bind_make(b, fn, lm_type_is_number(t) ? number_result(t, t, op) : t);
    }
    if (x == SIDE_NUMBER && y == SIDE_NUMBER)
        return lm_bind_make(b, fn, number_result(b->arg[0]->type, b->arg[1]->type, op));
    enum lm_type_id id = time_result(b, x, y, op);
    return id == LM_T_IDS ? types_clash(b) : lm_bind_make(b, fn, lm_type_of(id));
}

static struct lm_expr *
bind_neg(struct lm_bind *b, const struct lm_fn *fn)
{
    struct lm_type t = b->arg[0]->type;
    char name[64];

    if (side_of(b->arg[0]) == SIDE_TEXT && literal_number(b, 0))
        t = b->arg[0]->type;
    switch (side_of(b->arg[0])) {
    case SIDE_OPEN:
        b->arg[0] = lm_bind_adapt(b->a, b->arg[0], LM_X_ADAPT, lm_type_of(LM_T_DYN));
        return lm_bind_make(b, fn, lm_type_of(LM_T_DYN));
    case SIDE_NUMBER:
        return lm_bind_make(b, fn, t.id == LM_T_INTEGER ? lm_type_of(LM_T_BIGINT) : t);
    case SIDE_NULL:
    case SIDE_IVL:
        return lm_bind_make(b, fn, t);
    default:
        lm_fail(b->err, LM_E_TYPE, b->pos, "- does not take %s", lm_type_print(t, name));
        return NULL;
    }
}

/* Whether e is an array, or a text literal that spells one. */
static bool
spells_array(struct lm_bind *b, const struct lm_expr *e)
{
    struct lm_val v;

    return e->type.id == LM_T_LIST ||
           (lm_expr_is_text_const(e) && lm_cast_val(&e->value, lm_type_of(LM_T_LIST), b->a, &v) == LM_OK);
}

/* `||` where one side is known to be an array: the other is one too, or an element. NULL adds nothing. */
static struct lm_expr *
concat_list(struct lm_bind *b)
{
    uint32_t list = b->arg[0]->type.id == LM_T_LIST ? 0 : 1;
    struct lm_expr *other = b->arg[1 - list];

    if (other->type.id == LM_T_NULL)
        return b->arg[list];
    if (spells_array(b, other)) {
        b->arg[1 - list] = lm_expr_as(b->a, other, b->arg[list]->type);
        return call_instead(b, "array_cat");
    }
    if (lm_type_is_open(other->type)) /* value by value */
        return call_instead(b, "jsonb_concat");
    return call_instead(b, list == 0 ? "array_append" : "array_prepend");
}

static struct lm_expr *
bind_concat(struct lm_bind *b, const struct lm_fn *fn)
{
    struct lm_type x = b->arg[0]->type, y = b->arg[1]->type, t = lm_type_of(LM_T_VARCHAR);
    bool may_x = x.id == LM_T_DYN || lm_type_is_nested(x), may_y = y.id == LM_T_DYN || lm_type_is_nested(y);

    if (x.id == LM_T_BYTEA && y.id == LM_T_BYTEA)
        return lm_bind_make(b, fn, x);
    if (x.id == LM_T_LIST || y.id == LM_T_LIST)
        return concat_list(b);
    bool json_x = lm_type_is_nested(x), json_y = lm_type_is_nested(y);
    if ((json_x && (json_y || lm_expr_is_text_const(b->arg[1]))) || (json_y && lm_expr_is_text_const(b->arg[0])))
        return call_instead(b, "jsonb_concat");
    if (may_x && may_y)
        t = lm_type_of(LM_T_DYN);
    return lm_bind_make(b, fn, t);
}

static const char *const judged[] = { "+", "-", "*", "/", "%", "=", "<>", "<", "<=", ">", ">=", "distinct_from",
                                      "neg", "||" };

bool
lm_bind_is_operator(struct lm_str name)
{
    for (size_t i = 0; i < sizeof judged / sizeof *judged; i++)
        if (lm_str_eq_nocase(name, lm_str_of(judged[i])))
            return true;
    return false;
}

struct lm_expr *
lm_bind_operator(struct lm_bind *b)
{
    const struct lm_fn *fn = lm_fn_find(b->name);
    enum lm_cmp op;

    assert(fn != NULL && lm_bind_is_operator(b->name));
    bool neg = fn->row == lm_op_neg;
    if (b->narg != (neg ? 1 : 2)) {
        lm_fail(b->err, LM_E_ARGUMENTS, b->pos, "%.*s takes %s", LM_STRF(b->name), neg ? "one value" : "two values");
        return NULL;
    }
    for (uint32_t i = 0; i < b->narg; i++) {
        if (b->arg[i]->op == LM_X_LAMBDA) {
            lm_fail(b->err, LM_E_TYPE, b->arg[i]->pos, "a lambda is no value");
            return NULL;
        }
    }
    if (neg)
        return bind_neg(b, fn);
    if (fn->row == lm_op_concat)
        return bind_concat(b, fn);
    if (lm_cmp_of_fn(fn, &op) || fn->row == lm_op_distinct_from)
        return bind_cmp(b, fn);
    return bind_arith(b, fn, fn->name[0]);
}
