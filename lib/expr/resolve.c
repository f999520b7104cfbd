/* resolve.c -- a call by name: finds the overload, converts its arguments, gives the result type. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Every overload of the name is matched letter by letter; a match costs as much as its arguments have to
 * be converted, and the cheapest one is taken, the first of equals. Undeclared arguments adapt (row by
 * row), declared ones are only widened, text literals are read as what is asked for. Special forms are
 * turned into nodes of their own before.
 */
#include "expr/expr.h"

#include <assert.h>
#include <stdio.h>

#include "expr/agg.h"
#include "expr/expr_priv.h"
#include "expr/fn_help.h"

enum { NO_MATCH = 1 << 20, NAMES_MAX = 1024 };

/* What it costs to give an argument to a parameter. */
enum cost { COST_EXACT = 0, COST_ANY = 1, COST_WIDEN = 2, COST_OPEN = 4, COST_LITERAL = 8, COST_FAR = 12 };

struct lm_expr *
lm_bind_make(struct lm_bind *b, const struct lm_fn *fn, struct lm_type type)
{
    struct lm_expr *e = lm_expr_new(b->a, LM_X_CALL, type, b->pos, b->arg, b->narg);

    e->fn = fn;
    return e;
}

/* The letter for argument k; 0 when the signature ends before it. */
static char
letter_at(const char *signature, uint32_t k)
{
    char last = 0;

    for (const char *p = signature; *p != '>' && *p != '\0'; p++) {
        if (*p == '?')
            continue;
        if (*p == '*')
            return last; /* it repeats to the end */
        last = *p;
        if (k == 0)
            return last;
        k--;
    }
    return 0;
}

/* The least number of arguments. */
static uint32_t
letters_least(const char *signature)
{
    uint32_t n = 0;

    for (const char *p = signature; *p != '>' && *p != '\0'; p++) {
        if (*p == '?')
            return n == 0 ? 0 : n - 1;
        n += *p != '*';
    }
    return n;
}

static enum lm_type_id
letter_type(char letter)
{
    switch (letter) {
    case 'i': return LM_T_BIGINT;
    case 'f': return LM_T_DOUBLE;
    case 'd': return LM_T_DECIMAL;
    case 's': return LM_T_VARCHAR;
    case 'b': return LM_T_BOOLEAN;
    case 'y': return LM_T_BYTEA;
    case 't': return LM_T_TIMESTAMP;
    case 'D': return LM_T_DATE;
    case 'T': return LM_T_TIME;
    case 'v': return LM_T_INTERVAL;
    case 'j': return LM_T_JSON;
    case 'l': return LM_T_LIST;
    default: return LM_T_DYN; /* n: a number of whatever kind; a: anything */
    }
}

static int
cost_number(char letter, enum lm_type_id id)
{
    switch (letter) {
    case 'n': return id >= LM_T_INTEGER && id <= LM_T_DECIMAL ? COST_EXACT : NO_MATCH;
    case 'i': return id == LM_T_INTEGER || id == LM_T_BIGINT ? COST_EXACT : NO_MATCH;
    case 'd':
        return id == LM_T_DECIMAL                         ? COST_EXACT
               : id == LM_T_INTEGER || id == LM_T_BIGINT ? COST_WIDEN
                                                         : NO_MATCH;
    default:
        assert(letter == 'f');
        return id == LM_T_DOUBLE                               ? COST_EXACT
               : id >= LM_T_INTEGER && id <= LM_T_DECIMAL ? COST_WIDEN + (id != LM_T_DECIMAL)
                                                          : NO_MATCH;
    }
}

/* Whether the text literal spells a value for the letter. */
static bool
literal_fits(const struct lm_expr *e, char letter, struct lm_arena *a)
{
    struct lm_val v, s = lm_val_str(lm_str_trim(lm_val_text(&e->value)));

    if (letter == 'n' || letter == 'f' || letter == 'd' || letter == 'i')
        return lm_val_number(&s, &v) && (letter != 'i' || v.kind == LM_K_INT);
    return lm_cast_val(&s, lm_type_of(letter_type(letter)), a, &v) == LM_OK;
}

static int
cost_declared(const struct lm_expr *e, char letter, struct lm_arena *a)
{
    enum lm_type_id id = e->type.id, to = letter_type(letter);

    if (lm_expr_is_text_const(e) && letter != 's')
        return !literal_fits(e, letter, a) ? NO_MATCH : letter == 'l' ? COST_FAR : COST_LITERAL;
    if (letter == 'n' || letter == 'i' || letter == 'f' || letter == 'd')
        return cost_number(letter, id);
    if (id == to || (letter == 's' && id == LM_T_UUID))
        return COST_EXACT;
    if (letter == 'j' && lm_type_is_nested(e->type))
        return COST_EXACT;
    if (letter == 't' && id == LM_T_DATE)
        return COST_WIDEN;
    if (letter == 'y' && id == LM_T_VARCHAR)
        return COST_LITERAL;
    if (letter == 'j' && id == LM_T_VARCHAR)
        return COST_FAR;
    if (letter == 'l' && (id == LM_T_STRUCT || id == LM_T_MAP))
        return NO_MATCH;
    return NO_MATCH;
}

static int
cost_of(const struct lm_expr *e, char letter, struct lm_arena *a)
{
    if (letter == 'L' || e->op == LM_X_LAMBDA)
        return (letter == 'L') == (e->op == LM_X_LAMBDA) ? COST_EXACT : NO_MATCH;
    if (letter == 'a' || e->type.id == LM_T_NULL)
        return COST_ANY;
    if (e->type.id == LM_T_JSON && letter == 'j')
        return COST_EXACT;
    if (lm_type_is_open(e->type))
        return COST_OPEN;
    return cost_declared(e, letter, a);
}

static int
cost_of_call(const struct lm_bind *b, const struct lm_fn *fn)
{
    int cost = 0;

    if (b->narg < letters_least(fn->signature))
        return NO_MATCH;
    for (uint32_t i = 0; i < b->narg; i++) {
        char letter = letter_at(fn->signature, i);
        int one = letter == 0 ? NO_MATCH : cost_of(b->arg[i], letter, b->a);
        if (one == NO_MATCH)
            return NO_MATCH;
        cost += one;
    }
    return cost;
}

/* Argument k as what the letter asks for. */
static struct lm_expr *
convert_arg(struct lm_bind *b, struct lm_expr *e, char letter)
{
    struct lm_type to = lm_type_of(letter_type(letter));
    struct lm_val v;

    if (letter == 'a' || letter == 'L' || e->type.id == LM_T_NULL)
        return e;
    if (lm_type_is_open(e->type)) {
        if (letter == 'j' || letter == 'l')
            return e; /* nested or not: the function looks at each value */
        return lm_bind_adapt(b->a, e, LM_X_ADAPT, to);
    }
    if (letter == 'n') {
        if (!lm_expr_is_text_const(e))
            return e;
        struct lm_val s = lm_val_str(lm_str_trim(lm_val_text(&e->value)));
        if (lm_val_number(&s, &v)) {
            v.p = NULL;
            v.n = 0;
            return lm_expr_val(b->a, lm_kind_type((enum lm_kind)v.kind), v, e->pos);
        }
        return e;
    }
    if ((letter == 'i' && e->type.id == LM_T_INTEGER) || (letter == 'd' && e->type.id == LM_T_DECIMAL) ||
        (letter == 's' && e->type.id == LM_T_UUID) || (letter == 'j' && lm_type_is_nested(e->type)))
        return e;
    return lm_expr_as(b->a, e, to);
}

/* The common type of the arguments of `a` letters, and the arguments converted to it. */
static struct lm_type
common_result(struct lm_bind *b, const struct lm_fn *fn, bool *ok)
{
    struct lm_type t = lm_type_of(LM_T_NULL);

    *ok = true;
    for (uint32_t i = 0; i < b->narg; i++)
        if (letter_at(fn->signature, i) == 'a' && !lm_type_common(t, b->arg[i]->type, &t))
            *ok = false;
    for (uint32_t i = 0; i < b->narg && *ok; i++)
        if (letter_at(fn->signature, i) == 'a')
            b->arg[i] = lm_expr_as(b->a, b->arg[i], t);
    return t;
}

static struct lm_type
widest_number(const struct lm_bind *b)
{
    struct lm_type t = lm_type_of(LM_T_NULL);

    for (uint32_t i = 0; i < b->narg; i++)
        if (lm_type_is_number(b->arg[i]->type) || b->arg[i]->type.id == LM_T_DYN)
            lm_type_common(t, b->arg[i]->type, &t);
    return t.id == LM_T_INTEGER ? lm_type_of(LM_T_BIGINT) : t;
}

static struct lm_type
result_type(struct lm_bind *b, const struct lm_fn *fn, bool *ok)
{
    const char *arrow = strchr(fn->signature, '>');
    struct lm_type t;

    assert(arrow != NULL);
    *ok = true;
    switch (arrow[1]) {
    case 'N':
        return widest_number(b);
    case 'A':
        assert(b->narg > 0);
        return b->arg[0]->type;
    case 'C':
        return common_result(b, fn, ok);
    case 'E':
        assert(b->narg > 0);
        t = b->arg[0]->type;
        return t.id == LM_T_LIST && t.fields != NULL ? t.fields[0].type : lm_type_of(LM_T_DYN);
    default:
        return lm_type_of(letter_type(arrow[1]));
    }
}

static struct lm_expr *
wrong_arguments(struct lm_bind *b)
{
    char takes[LM_ERR_TEXT / 2], given[LM_ERR_TEXT / 4], type[64];
    size_t n = 0, g = 0;

    takes[0] = given[0] = '\0';
    for (const struct lm_fn *f = lm_fn_find(b->name); f != NULL && n + 16 < sizeof takes; f = lm_fn_next(f)) {
        if (n > 0)
            n += (size_t)snprintf(takes + n, sizeof takes - n, " or ");
        n += lm_fn_arguments_print(f->signature, takes + n, sizeof takes - n);
    }
    for (uint32_t i = 0; i < b->narg && g + 16 < sizeof given; i++) {
        const char *name = b->arg[i]->op == LM_X_LAMBDA ? "lambda" : lm_type_print(b->arg[i]->type, type);
        g += (size_t)snprintf(given + g, sizeof given - g, "%s%s", i > 0 ? ", " : "", name);
    }
    lm_fail(b->err, LM_E_ARGUMENTS, b->pos, "%.*s takes %s; found (%s)", LM_STRF(b->name), takes, given);
    return NULL;
}

/* How other dialects call things, and what is written here. */
static const struct {
    const char *theirs;
    const char *ours;
} dialects[] = {
    { "isnull", "a IS NULL, or coalesce(a, b)" },
    { "timestampdiff", "epoch(a - b)" },
    { "dateadd", "t + INTERVAL '1 day'" },
    { "timestampadd", "t + INTERVAL '1 day'" },
    { "getdate", "now()" },
    { "sysdate", "now()" },
    { "unix_timestamp", "epoch(t)" },
    { "to_unixtime", "epoch(t)" },
    { "from_unixtime", "to_timestamp(n)" },
    { "date_format", "strftime(t, '%Y-%m-%d'), or to_char(t, 'YYYY-MM-DD')" },
    { "timestamptostring", "strftime(t, '%Y-%m-%d'), or to_char(t, 'YYYY-MM-DD')" },
    { "stringtotimestamp", "strptime(text, '%Y-%m-%d')" },
    { "str_to_date", "strptime(text, '%Y-%m-%d')" },
    { "format_timestamp", "strftime(t, '%Y-%m-%d')" },
    { "parse_date", "strptime(text, '%Y-%m-%d')" },
    { "tumble_start", "window_start, with GROUP BY TUMBLE(...)" },
    { "tumble_end", "window_end, with GROUP BY TUMBLE(...)" },
    { "hop_start", "window_start, with GROUP BY HOP(...)" },
    { "hop_end", "window_end, with GROUP BY HOP(...)" },
    { "session_start", "window_start, with GROUP BY SESSION(...)" },
    { "session_end", "window_end, with GROUP BY SESSION(...)" },
    { "approx_percentile_cont", "approx_percentile(x, q)" },
    { "approx_distinct", "approx_count_distinct(x)" },
    { "substring_index", "split_part(text, separator, n)" },
    { "iif", "IF(condition, a, b)" },
    { "iff", "IF(condition, a, b)" },
    { "group_concat", "string_agg(x, ',')" },
    { "listagg", "string_agg(x, ',')" },
    { "collect_list", "array_agg(x)" },
    { "collect_set", "array_agg(DISTINCT x)" },
    { "earliest_by_offset", "first(x)" },
    { "latest_by_offset", "last(x)" },
    { "countif", "count_if(condition)" },
    { "logical_and", "bool_and(condition)" },
    { "logical_or", "bool_or(condition)" },
    { "safe_cast", "TRY_CAST(x AS type)" },
    { "convert", "CAST(x AS type)" },
    { "json_value", "json_extract_string(v, path)" },
    { "json_query", "json_extract(v, path)" },
    { "read_csv", "FROM 'file.csv'" },
    { "read_csv_auto", "FROM 'file.csv'" },
    { "read_json", "FROM 'file.ndjson'" },
    { "read_json_auto", "FROM 'file.ndjson'" },
    { "read_ndjson", "FROM 'file.ndjson'" },
    { "rlike", "regexp_like(text, pattern)" },
    { "regexp", "regexp_like(text, pattern)" },
    { "regexp_substr", "regexp_extract(text, pattern)" },
    { "get_json_object", "json_extract(v, path)" },
    { "size", "cardinality(a)" },
    { "explode", "UNNEST(a)" },
    { "toint", "CAST(x AS BIGINT)" },
    { "tostring", "CAST(x AS VARCHAR)" },
};

static struct lm_expr *
unknown_function(struct lm_bind *b)
{
    struct lm_str near[NAMES_MAX];
    size_t n = 0;

    lm_fail(b->err, LM_E_FUNCTION, b->pos, "unknown function \"%.*s\"", LM_STRF(b->name));
    for (size_t i = 0; i < sizeof dialects / sizeof *dialects; i++) {
        if (lm_str_eq_nocase(b->name, lm_str_of(dialects[i].theirs))) {
            lm_hint(b->err, "write %s", dialects[i].ours);
            return NULL;
        }
    }
    for (uint32_t i = 0; i < lm_fn_count && n < NAMES_MAX; i++)
        if ((lm_fns[i].name[0] | 0x20) >= 'a' && (lm_fns[i].name[0] | 0x20) <= 'z')
            near[n++] = lm_str_of(lm_fns[i].name);
    for (uint32_t i = 0; i < lm_agg_type_count && n < NAMES_MAX; i++)
        near[n++] = lm_str_of(lm_agg_types[i].name);
    for (uint32_t i = 0; i < lm_special_count && n < NAMES_MAX; i++)
        near[n++] = lm_str_of(lm_specials[i].name);
    struct lm_str best = lm_str_nearest(b->name, near, n);
    if (best.n > 0)
        lm_hint(b->err, "did you mean %.*s?", LM_STRF(best));
    return NULL;
}

/* coalesce and ifnull as a node, arguments of one type. */
static struct lm_expr *
special_coalesce(struct lm_bind *b)
{
    struct lm_type t = lm_type_of(LM_T_NULL);
    char x[64], y[64];

    for (uint32_t i = 0; i < b->narg; i++) {
        struct lm_type before = t;
        if (!lm_type_common(before, b->arg[i]->type, &t)) {
            lm_fail(b->err, LM_E_TYPE, b->arg[i]->pos, "%s and %s have no common type",
                    lm_type_print(before, x), lm_type_print(b->arg[i]->type, y));
            return NULL;
        }
    }
    for (uint32_t i = 0; i < b->narg; i++)
        b->arg[i] = lm_expr_as(b->a, b->arg[i], t);
    return lm_expr_new(b->a, LM_X_COALESCE, t, b->pos, b->arg, b->narg);
}

/* CASE WHEN arg[0] THEN arg[1] ELSE arg[2] END. */
static struct lm_expr *
special_if(struct lm_bind *b)
{
    struct lm_expr *arg[3] = { b->arg[0], b->arg[1], NULL };
    struct lm_type t;
    char x[64], y[64];

    arg[2] = b->narg == 3 ? b->arg[2] : lm_expr_val(b->a, lm_type_of(LM_T_NULL), LM_VAL_NULL, b->pos);
    if (!lm_type_common(arg[1]->type, arg[2]->type, &t)) {
        lm_fail(b->err, LM_E_TYPE, arg[2]->pos, "%s and %s have no common type",
                lm_type_print(arg[1]->type, x), lm_type_print(arg[2]->type, y));
        return NULL;
    }
    arg[1] = lm_expr_as(b->a, arg[1], t);
    arg[2] = lm_expr_as(b->a, arg[2], t);
    return lm_expr_new(b->a, LM_X_CASE, t, b->pos, arg, 3);
}

/* CASE WHEN a = b THEN NULL ELSE a END. */
static struct lm_expr *
special_nullif(struct lm_bind *b)
{
    struct lm_expr *a = b->arg[0];
    struct lm_expr *eq = lm_expr_call(b->a, LM_STR("="), b->arg, 2, b->pos, b->err);

    if (eq == NULL)
        return NULL;
    struct lm_expr *arg[3] = { eq, lm_expr_val(b->a, a->type, LM_VAL_NULL, b->pos), a };
    return lm_expr_new(b->a, LM_X_CASE, a->type, b->pos, arg, 3);
}

static struct lm_expr *
bind_special(struct lm_bind *b, const struct lm_fn *fn)
{
    struct lm_str name = lm_str_of(fn->name);
    struct lm_type ts = lm_type_of(LM_T_TIMESTAMP);

    if (cost_of_call(b, fn) >= NO_MATCH)
        return wrong_arguments(b);
    if (lm_str_eq(name, LM_STR("coalesce")) || lm_str_eq(name, LM_STR("ifnull")) ||
        lm_str_eq(name, LM_STR("nvl")))
        return special_coalesce(b);
    if (lm_str_eq(name, LM_STR("if")))
        return special_if(b);
    if (lm_str_eq(name, LM_STR("nullif")))
        return special_nullif(b);
    if (lm_str_eq(name, LM_STR("try")))
        return lm_expr_new(b->a, LM_X_TRY, b->arg[0]->type, b->pos, b->arg, 1);
    if (lm_str_eq(name, LM_STR("watermark")))
        return lm_expr_new(b->a, LM_X_MARK, ts, b->pos, NULL, 0);
    return lm_expr_new(b->a, LM_X_NOW, ts, b->pos, NULL, 0);
}

/* A value whose type is not declared does not say whether to_char is of a time or of a number: a pattern
 * with digits does, as those of times have none. */
static bool
is_number_pattern(const struct lm_bind *b, const struct lm_fn *fn)
{
    if (fn->signature[0] != 'n' || !lm_str_eq(lm_str_of(fn->name), LM_STR("to_char")) ||
        !lm_expr_is_text_const(b->arg[1]))
        return false;
    struct lm_str pattern = lm_val_text(&b->arg[1]->value);
    return memchr(pattern.p, '9', pattern.n) != NULL || memchr(pattern.p, '0', pattern.n) != NULL;
}

static struct lm_expr *
bind_function(struct lm_bind *b)
{
    const struct lm_fn *best = NULL;
    int least = NO_MATCH;
    bool ok = true;

    for (const struct lm_fn *f = lm_fn_find(b->name); f != NULL; f = lm_fn_next(f)) {
        int cost = cost_of_call(b, f);
        if (cost < NO_MATCH && is_number_pattern(b, f))
            cost--;
        if (cost < least) {
            best = f;
            least = cost;
        }
    }
    if (best == NULL)
        return wrong_arguments(b);
    for (uint32_t i = 0; i < b->narg; i++)
        b->arg[i] = convert_arg(b, b->arg[i], letter_at(best->signature, i));
    struct lm_type type = result_type(b, best, &ok);
    return ok ? lm_bind_make(b, best, lm_type_plain(type)) : wrong_arguments(b);
}

struct lm_expr *
lm_expr_call(struct lm_arena *a, struct lm_str name, struct lm_expr **arg, uint32_t narg,
             struct lm_pos pos, struct lm_err *err)
{
    struct lm_bind b = { .a = a, .name = name, .narg = narg, .pos = pos, .err = err };

    assert(narg == 0 || arg != NULL);
    b.arg = lm_alloc_copy(a, arg, narg * sizeof *arg);
    if (lm_str_eq(name, LM_STR("!=")))
        b.name = LM_STR("<>");
    else if (lm_str_eq(name, LM_STR("==")))
        b.name = LM_STR("=");
    if (lm_bind_is_operator(b.name)) {
        struct lm_expr *e = lm_bind_operator(&b);
        if (e != NULL && e->op == LM_X_CALL)
            e->type = lm_type_plain(e->type);
        return e;
    }
    const struct lm_fn *fn = lm_fn_find(b.name);
    if (fn == NULL || (narg == 2 && lm_str_eq_nocase(name, LM_STR("isnull"))))
        return unknown_function(&b);
    return fn->row == lm_op_special ? bind_special(&b, fn) : bind_function(&b);
}
