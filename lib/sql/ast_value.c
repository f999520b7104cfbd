/* ast_value.c -- literals: numbers, texts, durations, times. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>
#include <math.h>

#include "base/buf.h"
#include "expr/expr.h"
#include "grammar/sql.h"
#include "sql/make_expr.h"

struct lm_ast *
lm_ast_new(struct lm_parse *p, enum lm_ast_op op, struct lm_pos pos)
{
    struct lm_ast *e = lm_alloc(p->arena, sizeof *e);

    e->op = op;
    e->pos = pos;
    e->depth = LM_DEPTH_LEVEL;
    return e;
}

void
lm_ast_adopt(struct lm_parse *p, struct lm_ast *e, struct lm_ast *arg, uint32_t cost)
{
    lm_list_add(p->arena, &e->arg, arg);
    if (arg != NULL && arg->depth + cost > e->depth)
        e->depth = lm_parse_depth(p, e->pos, arg->depth, cost);
}

static struct lm_ast *
value_literal(struct lm_parse *p, struct lm_pos pos, enum lm_type_id id, struct lm_val v)
{
    struct lm_ast *e = lm_ast_new(p, LM_A_LITERAL, pos);

    e->type = lm_type_of(id);
    e->value = v;
    return e;
}

struct lm_ast *
lm_ast_one(struct lm_parse *p, const struct lm_token *at)
{
    return value_literal(p, at->pos, LM_T_BIGINT, lm_val_int(1));
}

struct lm_val
lm_number_val(struct lm_parse *p, const struct lm_token *t)
{
    struct lm_val v = {0};
    int scale = 0;
    bool real =
        memchr(t->text.p, 'e', t->text.n) != NULL || memchr(t->text.p, 'E', t->text.n) != NULL;

    if (real) {
        if (!lm_f64_parse(t->text, &v.f) || !isfinite(v.f)) {
            lm_fail(p->err, LM_E_LITERAL, t->pos, "the number is too large for a DOUBLE");
            v.f = 0;
        }
        v.kind = LM_K_F64;
    } else if (lm_i64_parse(t->text, &v.i)) {
        v.kind = LM_K_INT;
    } else {
        v.kind = LM_K_DEC;
        v.d = 0;
        if (!lm_dec_parse(t->text, &v.d, &scale))
            lm_fail(p->err, LM_E_LITERAL, t->pos, "the number has more than 38 digits");
        v.scale = (uint8_t)scale;
    }
    return v;
}

struct lm_val
lm_number_negative(struct lm_val v)
{
    assert(v.kind == LM_K_INT || v.kind == LM_K_DEC || v.kind == LM_K_F64);
    if (v.kind == LM_K_F64) {
        v.f = -v.f;
    } else if (v.kind == LM_K_DEC) {
        v.d = -v.d;
        if (v.scale == 0 && v.d == INT64_MIN)
            v = lm_val_int(INT64_MIN);
    } else if (v.i == INT64_MIN) {
        v = (struct lm_val){.kind = LM_K_DEC, .d = -(lm_i128)INT64_MIN};
    } else {
        v.i = -v.i;
    }
    return v;
}

struct lm_ast *
lm_ast_number(struct lm_parse *p, const struct lm_token *t)
{
    struct lm_val v = lm_number_val(p, t);
    enum lm_type_id id = v.kind == LM_K_F64   ? LM_T_DOUBLE
                         : v.kind == LM_K_DEC ? LM_T_DECIMAL
                                              : LM_T_BIGINT;
    struct lm_ast *e = value_literal(p, t->pos, id, v);

    e->type.scale = v.kind == LM_K_DEC ? v.scale : 0;
    return e;
}

struct lm_ast *
lm_ast_string(struct lm_parse *p, const struct lm_token *t)
{
    return value_literal(p, t->pos, LM_T_VARCHAR, lm_val_str(lm_token_str(p, t)));
}

struct lm_ast *
lm_ast_word(struct lm_parse *p, const struct lm_token *t)
{
    if (t->code == LM_TK_NULL)
        return value_literal(p, t->pos, LM_T_NULL, LM_VAL_NULL);
    assert(t->code == LM_TK_TRUE || t->code == LM_TK_FALSE);
    return value_literal(p, t->pos, LM_T_BOOLEAN, lm_val_bool(t->code == LM_TK_TRUE));
}

struct lm_ast *
lm_ast_param(struct lm_parse *p, const struct lm_token *t)
{
    struct lm_ast *e = lm_ast_new(p, LM_A_PARAM, t->pos);

    assert(t->text.n > 1);
    e->name = (struct lm_str){t->text.p + 1, t->text.n - 1};
    e->name_pos = t->pos;
    return e;
}

struct lm_ast *
lm_ast_duration(struct lm_parse *p, const struct lm_token *t, const struct lm_token *unit)
{
    struct lm_pos pos = unit != NULL ? lm_pos_span(t->pos, unit->pos) : t->pos;
    struct lm_str text = t->text;
    struct lm_val v = {.kind = LM_K_IVL};
    struct lm_ast *e = NULL;

    if (unit != NULL)
        text = lm_str_format(p->arena, "%.*s %.*s", LM_STRF(t->text), LM_STRF(unit->text));
    if (!lm_ivl_parse(text, NULL, &v.ivl))
        lm_fail(p->err, LM_E_LITERAL, pos, "\"%.*s\" is no duration", LM_STRF(text));
    e = value_literal(p, pos, LM_T_INTERVAL, v);
    e->op = LM_A_DURATION;
    return e;
}

struct lm_ast *
lm_ast_interval(struct lm_parse *p, const struct lm_token *t, const struct lm_token *text,
                const struct lm_token *unit)
{
    struct lm_pos pos = lm_pos_here(p, t->pos);
    struct lm_str s = lm_token_str(p, text);
    struct lm_val v = {.kind = LM_K_IVL};
    char name[16] = "";

    for (size_t i = 0; unit != NULL && i < unit->text.n && i + 1 < sizeof name; i++)
        name[i] = (char)(unit->text.p[i] | 32);
    if (!lm_ivl_parse(lm_str_trim(s), unit != NULL ? name : "s", &v.ivl)) {
        lm_fail(p->err, LM_E_LITERAL, text->pos, "%.*s is no interval", LM_STRF(text->text));
        lm_hint(p->err, "INTERVAL '5' SECOND, INTERVAL '1 day 2 hours'");
    }
    return value_literal(p, pos, LM_T_INTERVAL, v);
}

/* The units of an interval's fields from the largest, and the sign that parts each from the next. */
static const struct {
    const char *name;
    char after;
} value_fields[] = {{"year", '-'}, {"month", 0}, {"day", ' '}, {"hour", ':'}, {"minute", ':'}, {"second", 0}};

/* The place in value_fields of a unit that a range of fields may have; -1: none. */
static int
value_field(struct lm_str unit)
{
    for (int i = 0; i < 6; i++)
        if (lm_str_eq_nocase(unit, lm_str_of(value_fields[i].name)) ||
            (unit.n > 1 && lm_str_eq_nocase((struct lm_str){unit.p, unit.n - 1}, lm_str_of(value_fields[i].name))))
            return i;
    return -1;
}

/* '1:30' HOUR TO MINUTE reads as '1 hour 30 minute'. False when the text has other fields. */
static bool
value_spell(struct lm_str s, int from, int to, struct lm_buf *out)
{
    bool negative = s.n > 0 && s.p[0] == '-';
    size_t at = negative || (s.n > 0 && s.p[0] == '+');

    for (int i = from; i <= to; i++) {
        size_t begin = at;
        while (at < s.n && ((s.p[at] >= '0' && s.p[at] <= '9') || s.p[at] == '.'))
            at++;
        if (at == begin)
            return false;
        lm_buf_addf(out, "%s%.*s %s ", negative ? "-" : "", (int)(at - begin), s.p + begin,
                    value_fields[i].name);
        if (i < to && (at >= s.n || s.p[at++] != value_fields[i].after))
            return false;
    }
    return at == s.n;
}

struct lm_ast *
lm_ast_interval_fields(struct lm_parse *p, const struct lm_token *t, const struct lm_token *text,
                       const struct lm_token *from, const struct lm_token *to)
{
    int first = value_field(from->text);
    int last = value_field(to->text);
    struct lm_val v = {.kind = LM_K_IVL};
    struct lm_buf b = {0};

    if (first < 0 || last <= first || (first < 2) != (last < 2)) {
        lm_fail(p->err, LM_E_LITERAL, lm_pos_span(from->pos, to->pos), "an interval has no fields from %.*s to %.*s",
                LM_STRF(from->text), LM_STRF(to->text));
    } else if (!value_spell(lm_str_trim(lm_token_str(p, text)), first, last, &b) ||
               !lm_ivl_parse(lm_str_trim(lm_buf_str(&b)), NULL, &v.ivl)) {
        lm_fail(p->err, LM_E_LITERAL, text->pos, "%.*s is no interval", LM_STRF(text->text));
        lm_hint(p->err, "INTERVAL '1 02:03:04' DAY TO SECOND, INTERVAL '1-2' YEAR TO MONTH");
    }
    lm_buf_fini(&b);
    return value_literal(p, lm_pos_here(p, t->pos), LM_T_INTERVAL, v);
}

bool
lm_text_is_moment(struct lm_str s)
{
    static const char *const words[] = {"now",      "today",     "tomorrow", "yesterday",
                                        "infinity", "-infinity", "+infinity"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (lm_str_eq_nocase(lm_str_trim(s), lm_str_of(words[i])))
            return true;
    return false;
}

struct lm_ast *
lm_ast_typed(struct lm_parse *p, const struct lm_token *type, const struct lm_token *text)
{
    struct lm_pos pos = lm_pos_span(type->pos, text->pos);
    struct lm_str s = lm_token_str(p, text);
    struct lm_val written = lm_val_str(s), v = {0};
    struct lm_type t = lm_type_of(LM_T_DYN);

    if (!lm_type_by_name(type->text, &t) || lm_text_is_moment(s) ||
        (t.id != LM_T_DATE && t.id != LM_T_TIME && t.id != LM_T_TIMESTAMP))
        return lm_ast_cast(p, type, lm_ast_string(p, text), lm_type_node(p, type, NULL, type),
                           text);
    if (lm_cast_val(&written, t, p->arena, &v) != LM_OK)
        lm_fail(p->err, LM_E_LITERAL, text->pos, "%.*s is no %s", LM_STRF(text->text),
                t.id == LM_T_TIMESTAMP ? "TIMESTAMP"
                : t.id == LM_T_TIME    ? "TIME"
                                       : "DATE");
    return value_literal(p, pos, t.id, v);
}
