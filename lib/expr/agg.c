/* agg.c -- aggregates: names, binding, and the evaluation of their arguments. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "expr/agg.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "data/json.h"
#include "expr/agg_priv.h"
#include "expr/fn_help.h"

/* The percentile of p1 .. p99, p999; below 0: the name is none. */
static double
agg_percent(struct lm_str name)
{
    int digits = 0;

    if (name.n < 2 || name.n > 4 || (name.p[0] | 32) != 'p')
        return -1;
    for (size_t i = 1; i < name.n; i++) {
        if (name.p[i] < '0' || name.p[i] > '9')
            return -1;
        digits = digits * 10 + name.p[i] - '0';
    }
    if (name.n == 4)
        return digits == 999 ? 0.999 : -1;
    return name.p[1] == '0' ? -1 : digits / 100.0;
}

/* The next row of that name from `from` on (NULL: the first); NULL: there is none. */
static const struct lm_agg_type *
agg_find(struct lm_str name, const struct lm_agg_type *from)
{
    if (agg_percent(name) >= 0)
        name = LM_STR("p50");
    for (uint32_t i = from == NULL ? 0 : (uint32_t)(from - lm_agg_types) + 1; i < lm_agg_type_count;
         i++) {
        if (lm_str_eq_nocase(lm_str_of(lm_agg_types[i].name), name))
            return &lm_agg_types[i];
    }
    return NULL;
}

bool
lm_agg_is(struct lm_str name)
{
    return agg_find(name, NULL) != NULL;
}

bool
lm_agg_counts(struct lm_str name)
{
    const struct lm_agg_type *type = agg_find(name, NULL);

    return type != NULL && type->counts;
}

/* The signature, taken apart: "aa|f?>A" is two values, one constant that may be left out, result
 * A. */
struct agg_shape {
    char value[4];
    char constant[2];
    uint32_t nvalue, nvalue_min;
    uint32_t nconstant, nconstant_min;
    char result;
};

static struct agg_shape
agg_shape_of(const char *signature)
{
    struct agg_shape s = {0};
    bool constants = false, optional = false;

    for (const char *p = signature; *p != '>'; p++) {
        assert(*p != '\0');
        if (*p == '|') {
            constants = true;
            optional = false;
            continue;
        }
        if (*p == '?')
            continue;
        optional = optional || p[1] == '?';
        if (constants) {
            s.constant[s.nconstant++] = *p;
            s.nconstant_min += !optional;
        } else {
            s.value[s.nvalue++] = *p;
            s.nvalue_min += !optional;
        }
    }
    s.result = signature[strlen(signature) - 1];
    return s;
}

static const char *
agg_letter_says(char letter)
{
    switch (letter) {
    case 'n':
        return "a number";
    case 'i':
        return "a whole number";
    case 'b':
        return "a BOOLEAN";
    case 'v':
        return "an INTERVAL";
    case 't':
        return "a time";
    default:
        return "a value";
    }
}

static bool
agg_takes(char letter, struct lm_type t)
{
    bool open = t.id == LM_T_DYN || t.id == LM_T_NULL;

    if (letter == 'a' || (open && letter != 'v' && letter != 't'))
        return true;
    switch (letter) {
    case 'n':
        return lm_type_is_number(t);
    case 'i':
        return t.id == LM_T_INTEGER || t.id == LM_T_BIGINT ||
               (t.id == LM_T_DECIMAL && t.scale == 0);
    case 'b':
        return t.id == LM_T_BOOLEAN;
    case 'v':
        return t.id == LM_T_INTERVAL;
    case 't':
        return t.id == LM_T_TIMESTAMP || t.id == LM_T_DATE || t.id == LM_T_TIME;
    default:
        return true;
    }
}

static int
agg_usage(const struct lm_agg *call, struct lm_err *err)
{
    lm_fail(err, LM_E_ARGUMENTS, call->pos, "\"%s\" does not take these %u arguments",
            call->base->name, call->narg);
    return lm_hint(err, "it is used so: %s", call->base->example);
}

/* WITHIN GROUP (ORDER BY v): v is the value, what stands in the parentheses are the constants. */
static void
agg_within_group(struct lm_arena *a, struct lm_agg *call, const struct agg_shape *s)
{
    bool ordered_set =
        !call->base->ordered && call->norder == 1 && s->nvalue == 1 && call->narg <= s->nconstant;

    if (!ordered_set)
        return;
    struct lm_expr **arg = lm_alloc(a, (call->narg + 1) * sizeof *arg);
    arg[0] = call->order[0];
    for (uint32_t i = 0; i < call->narg; i++)
        arg[i + 1] = call->arg[i];
    call->arg = arg;
    call->narg++;
    call->norder = 0;
    call->param[1] = lm_val_bool((call->order_flags[0] & LM_SORT_DESC) != 0);
}

/* Several fractions: the call answers with an array, from all of its rows. */
static int
agg_fractions(struct lm_arena *a, struct lm_agg *call, struct lm_pos pos, struct lm_err *err)
{
    struct lm_agg_type *many = lm_alloc(a, sizeof *many);
    struct lm_json_iter it;

    lm_json_begin(&it, lm_val_text(&call->param[0]));
    while (lm_json_next(&it)) {
        struct lm_val v = lm_json_val(a, it.item);
        bool number = v.kind == LM_K_INT || v.kind == LM_K_F64 || v.kind == LM_K_DEC;
        double f = number ? lm_val_double(&v) : 0;
        if (it.object || (!number && v.kind != LM_K_NULL) || !(f >= 0 && f <= 1))
            return lm_fail(err, LM_E_ARGUMENTS, pos, "a fraction must be between 0 and 1");
    }
    *many = *call->base;
    many->add = NULL;
    many->rows = lm_agg_each_rows;
    many->retracts = false;
    call->each = call->base;
    call->base = many;
    return 0;
}

static int
agg_constant(struct lm_arena *a, struct lm_agg *call, uint32_t i, char letter, struct lm_err *err)
{
    struct lm_expr *e = call->arg[call->nvalue + i];
    struct lm_val *v = &call->param[i];

    if (!lm_expr_is_const(e))
        return lm_fail(err, LM_E_ARGUMENTS, e->pos, "this argument of \"%s\" must be a constant",
                       call->base->name);
    if (lm_expr_const(e, a, 0, v, err) != 0)
        return -1;
    *v = lm_val_keep(a, *v);
    if (letter == 's')
        return 0;
    if (letter == 'f' && v->kind == LM_K_JSON)
        return agg_fractions(a, call, e->pos, err);
    struct lm_val number;
    if (lm_val_is_null(v) || !lm_val_number(v, &number))
        return lm_fail(err, LM_E_ARGUMENTS, e->pos, "this argument of \"%s\" must be a number",
                       call->base->name);
    *v = number;
    double f = lm_val_double(&number);
    if (letter == 'f' && !(f >= 0 && f <= 1))
        return lm_fail(err, LM_E_ARGUMENTS, e->pos, "a fraction must be between 0 and 1");
    if (letter == 'i' && (number.kind != LM_K_INT || number.i < 0))
        return lm_fail(err, LM_E_ARGUMENTS, e->pos,
                       "this argument of \"%s\" must be a whole number from 0", call->base->name);
    return 0;
}

static struct lm_type
agg_sum_type(struct lm_type t)
{
    switch (t.id) {
    case LM_T_INTEGER:
    case LM_T_BIGINT:
        return (struct lm_type){.id = LM_T_DECIMAL, .precision = LM_DECIMAL_DIGITS};
    case LM_T_DECIMAL:
        return (struct lm_type){
            .id = LM_T_DECIMAL, .precision = LM_DECIMAL_DIGITS, .scale = t.scale};
    case LM_T_DOUBLE:
        return lm_type_of(LM_T_DOUBLE);
    default:
        return lm_type_of(LM_T_DYN);
    }
}

static struct lm_type
agg_result_type(struct lm_arena *a, const struct lm_agg *call, char letter)
{
    struct lm_type first = call->nvalue > 0 ? lm_type_plain(call->arg[0]->type) : lm_type_of(LM_T_DYN);

    switch (letter) {
    case 'N':
        return agg_sum_type(first);
    case 'A':
        return first;
    case 'i':
        return lm_type_of(LM_T_BIGINT);
    case 'f':
        return lm_type_of(LM_T_DOUBLE);
    case 'b':
        return lm_type_of(LM_T_BOOLEAN);
    case 's':
        return lm_type_of(LM_T_VARCHAR);
    case 'v':
        return lm_type_of(LM_T_INTERVAL);
    case 't': /* between two dates lies a time */
        return lm_type_of(first.id == LM_T_TIME ? LM_T_TIME : LM_T_TIMESTAMP);
    case 'l': {
        struct lm_field *element = lm_alloc(a, sizeof *element);
        element->type = first;
        return (struct lm_type){.id = LM_T_LIST, .nfield = 1, .fields = element};
    }
    default:
        assert(letter == 'j');
        return lm_type_of(LM_T_JSON);
    }
}

/* The functions of the call: DISTINCT in front of the bag or of the aggregate itself. */
static void
agg_choose(struct lm_agg *call)
{
    const struct lm_agg_type *base = call->base;
    bool rows = base->add == NULL || call->norder > 0;

    if (base->add == lm_agg_min_add || base->add == lm_agg_max_add)
        call->distinct = false; /* the same without it */
    call->inner = rows ? &lm_agg_bag : base;
    call->type = call->distinct ? &lm_agg_distinct : call->inner;
}

/* ORDER BY expressions are evaluated behind the arguments. */
static void
agg_append_order(struct lm_arena *a, struct lm_agg *call)
{
    struct lm_expr **arg = lm_alloc(a, (call->nvalue + call->norder + 1) * sizeof *arg);

    for (uint32_t i = 0; i < call->nvalue; i++)
        arg[i] = call->arg[i];
    for (uint32_t i = 0; i < call->norder; i++)
        arg[call->nvalue + i] = call->order[i];
    call->arg = arg;
    call->narg = call->nvalue + call->norder;
}

/* Takes base for the call; -1 with err when it has other arguments. */
static int
agg_try(struct lm_arena *a, struct lm_agg *call, struct agg_shape *s, struct lm_err *err)
{
    *s = agg_shape_of(call->base->signature);
    agg_within_group(a, call, s);
    uint32_t most = s->nvalue + s->nconstant, least = s->nvalue_min + s->nconstant_min;
    if (call->narg < least || call->narg > most || call->norder + most > LM_AGG_ARGS)
        return agg_usage(call, err);
    call->nvalue = call->narg < s->nvalue ? call->narg : s->nvalue;
    for (uint32_t i = 0; i < call->nvalue; i++) {
        char text[64];
        if (!agg_takes(s->value[i], call->arg[i]->type))
            return lm_fail(err, LM_E_ARGUMENTS, call->arg[i]->pos, "\"%s\" takes %s, not %s",
                           call->base->name, agg_letter_says(s->value[i]),
                           lm_type_print(call->arg[i]->type, text));
    }
    return 0;
}

/* None of several rows takes the arguments: says which ones there are, and what was found. */
static int
agg_wrong(struct lm_str name, const struct lm_agg *call, struct lm_err *err)
{
    char takes[LM_ERR_TEXT / 2] = "", given[LM_ERR_TEXT / 4] = "", type[64];
    size_t n = 0, g = 0;

    for (const struct lm_agg_type *t = call->base; t != NULL && n + 16 < sizeof takes;
         t = agg_find(name, t)) {
        if (n > 0)
            n += (size_t)snprintf(takes + n, sizeof takes - n, " or ");
        n += lm_fn_arguments_print(t->signature, takes + n, sizeof takes - n);
    }
    for (uint32_t i = 0; i < call->narg && g + 16 < sizeof given; i++)
        g += (size_t)snprintf(given + g, sizeof given - g, "%s%s", i > 0 ? ", " : "",
                              lm_type_print(call->arg[i]->type, type));
    lm_fail(err, LM_E_ARGUMENTS, call->narg > 0 ? call->arg[0]->pos : call->pos,
            "\"%s\" takes %s; found (%s)", call->base->name, takes, given);
    return lm_hint(err, "it is used so: %s", call->base->example);
}

/* The first row of the name that takes the arguments; what the first one says when none does. */
static int
agg_overload(struct lm_arena *a, struct lm_str name, struct lm_agg *call, struct agg_shape *s,
             struct lm_err *err)
{
    const struct lm_agg_type *first = agg_find(name, NULL);

    if (first == NULL)
        return lm_fail(err, LM_E_FUNCTION, call->pos, "there is no aggregate \"%.*s\"",
                       LM_STRF(name));
    for (const struct lm_agg_type *t = first; t != NULL; t = agg_find(name, t)) {
        struct lm_agg one = *call;
        struct lm_err ignored = {0};
        one.base = t;
        if (agg_try(a, &one, s, &ignored) == 0) {
            *call = one;
            return 0;
        }
    }
    call->base = first;
    if (agg_find(name, first) == NULL)
        return agg_try(a, call, s, err);
    return agg_wrong(name, call, err);
}

int
lm_agg_bind(struct lm_arena *a, struct lm_str name, struct lm_agg *call, struct lm_err *err)
{
    struct agg_shape s;

    if (agg_overload(a, name, call, &s, err) != 0)
        return -1;
    if (call->norder > 0 && !call->base->ordered)
        return lm_fail(err, LM_E_ARGUMENTS, call->pos, "\"%s\" takes no ORDER BY",
                       call->base->name);
    if (call->distinct && call->nvalue == 0)
        return lm_fail(err, LM_E_ARGUMENTS, call->pos, "DISTINCT needs an argument");
    if (s.nconstant > 0 && s.constant[0] == 's')
        call->param[0] = lm_val_str(LM_STR(","));
    else if (agg_percent(name) >= 0)
        call->param[0] = lm_val_f64(agg_percent(name));
    else
        call->param[0] = lm_val_f64(0.5); /* MEDIAN */
    for (uint32_t i = 0; call->nvalue + i < call->narg; i++) {
        if (agg_constant(a, call, i, s.constant[i], err) != 0)
            return -1;
    }
    agg_append_order(a, call);
    call->result = call->each != NULL ? lm_type_of(LM_T_LIST) : agg_result_type(a, call, s.result);
    agg_choose(call);
    return 0;
}

void
lm_agg_changing(struct lm_agg *agg)
{
    assert(agg->base != NULL && agg->inner != NULL);
    if (agg->inner->retracts)
        return;
    if (agg->base->rows != NULL) {
        agg->inner = &lm_agg_bag;
    } else {
        /* APPROX_COUNT_DISTINCT forgets; then it counts exactly. */
        assert(agg->base->add == lm_agg_hll_add);
        agg->base = agg->inner = agg_find(LM_STR("count"), NULL);
        agg->distinct = true;
    }
    agg->type = agg->distinct ? &lm_agg_distinct : agg->inner;
}

int
lm_sort_order(const struct lm_val *a, const struct lm_val *b, uint8_t flags)
{
    bool null_a = lm_val_is_null(a), null_b = lm_val_is_null(b);

    if (null_a || null_b) {
        int last = (int)null_a - (int)null_b;
        return (flags & LM_SORT_NULLS_FIRST) != 0 ? -last : last;
    }
    int order = lm_val_order(a, b);
    return (flags & LM_SORT_DESC) != 0 ? -order : order;
}

/* Whether a value of this kind is what the letter asks for, whatever it is. */
static bool
agg_kind_fits(char letter, enum lm_kind kind)
{
    if (letter == 'a' || kind == LM_K_NULL || kind == LM_K_MISSING)
        return true;
    if (letter == 'v')
        return kind == LM_K_IVL;
    if (letter == 't')
        return kind == LM_K_TS || kind == LM_K_DATE || kind == LM_K_TIME;
    if (letter == 'n')
        return kind == LM_K_INT || kind == LM_K_F64 || kind == LM_K_DEC;
    return kind == (letter == 'b' ? LM_K_BOOL : LM_K_INT);
}

static bool
agg_val_fits(char letter, const struct lm_val *v)
{
    struct lm_val number;

    if (letter == 'n' && lm_val_beyond(v))
        return false;
    if (agg_kind_fits(letter, (enum lm_kind)v->kind))
        return true;
    if (letter == 'b' || !lm_val_number(v, &number))
        return false;
    if (letter == 'n' && lm_val_beyond(&number))
        return false;
    return letter == 'n' || number.kind == LM_K_INT;
}

static void
agg_fail(const struct lm_agg *agg, struct lm_eval *x, uint32_t r, char letter,
         const struct lm_val *v)
{
    struct lm_buf text = {0};
    struct lm_val number;

    lm_val_print_json(&text, v);
    if (letter == 'n' && lm_val_number(v, &number) && lm_val_beyond(&number)) {
        lm_eval_fail(x, r, LM_E_OVERFLOW, "%.*s is beyond the range of DOUBLE", text.n > 80 ? 80 : (int)text.n, text.p);
        lm_buf_fini(&text);
        return;
    }
    int shown = text.n > 80 ? 80 : (int)text.n;
    lm_eval_fail(x, r, LM_E_VALUE, "%s needs %s, found %.*s", agg->base->name,
                 agg_letter_says(letter), shown, text.p);
    lm_buf_fini(&text);
}

static bool
agg_any_infinite(const struct lm_col *c, struct lm_sel sel)
{
    bool any = false;

    for (uint32_t k = 0; k < sel.n; k++)
        any |= __builtin_isinf(c->f[lm_sel_row(sel, k)]) != 0;
    return any;
}

/* Marks the rows that the aggregate cannot take. */
static void
agg_check(const struct lm_agg *agg, struct lm_eval *x, const struct lm_col *const *arg,
          struct lm_sel sel)
{
    for (uint32_t i = 0; i < agg->nvalue; i++) {
        const struct lm_col *c = arg[i];
        char letter = agg->base->signature[i];
        bool beyond = c->kind == LM_K_F64 && c->text != NULL && agg_any_infinite(c, sel);
        if (agg_kind_fits(letter, c->kind) && !beyond)
            continue;
        x->field = agg->arg[i]->name;
        for (uint32_t k = 0; k < sel.n; k++) {
            uint32_t r = lm_sel_row(sel, k);
            if (lm_col_is_null(c, r))
                continue;
            struct lm_val v = lm_col_get(c, r);
            if (!agg_val_fits(letter, &v))
                agg_fail(agg, x, r, letter, &v);
        }
    }
}

struct lm_sel
lm_agg_eval(const struct lm_agg *agg, struct lm_eval *x, struct lm_sel sel, uint16_t *rows,
            const struct lm_col **col)
{
    if (agg->filter != NULL)
        sel = lm_expr_select(agg->filter, x, sel, rows);
    for (uint32_t i = 0; i < agg->narg; i++)
        col[i] = lm_expr_eval(agg->arg[i], x, sel);
    agg_check(agg, x, col, sel);
    return sel;
}
