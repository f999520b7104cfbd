/* ast_type.c -- types as they are written. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "base/limits.h"
#include "grammar/sql.h"
#include "sql/make_expr.h"

/* What may be asked of a time, what it keeps, and what may be asked of a FLOAT. */
enum { NANO_DIGITS = 9, MICRO_DIGITS = 6, DOUBLE_BITS = 53 };

static struct lm_type_node *
type_node_new(struct lm_parse *p, struct lm_pos pos)
{
    struct lm_type_node *t = lm_alloc(p->arena, sizeof *t);

    t->pos = pos;
    return t;
}

/* DECIMAL(p, s). */
static void
type_decimal(struct lm_parse *p, struct lm_type_node *t, const int64_t n[2])
{
    if (n[0] < 1 || n[0] > LM_DECIMAL_DIGITS || n[1] < 0 || n[1] > n[0]) {
        lm_fail(p->err, LM_E_LITERAL, t->pos,
                "DECIMAL has 1 to %d digits, and no more of them behind the point",
                LM_DECIMAL_DIGITS);
        return;
    }
    t->type.precision = (uint8_t)n[0];
    t->type.scale = (uint8_t)n[1];
}

/* What one number in parentheses means to a type: `plus` and it are the limit; most 0: nothing. */
struct type_length {
    int64_t least, most;
    uint32_t plus;
    const char *what;
};

static struct type_length
type_length(const struct lm_type_node *t)
{
    switch (t->type.id) {
    case LM_T_VARCHAR:
        return (struct type_length){1, INT32_MAX, 0, "characters"};
    case LM_T_BYTEA:
        return (struct type_length){1, INT32_MAX, 0, "bytes"};
    case LM_T_TIME:
    case LM_T_TIMESTAMP:
    case LM_T_INTERVAL:
        return (struct type_length){0, NANO_DIGITS, 1, "digits behind the second"};
    case LM_T_DOUBLE: /* FLOAT(p) asks for p bits at least; a DOUBLE has them */
        if (lm_str_eq_nocase(t->name, LM_STR("float")))
            return (struct type_length){1, DOUBLE_BITS, 0, "bits"};
        break;
    default:
        break;
    }
    return (struct type_length){0};
}

/* The numbers in the parentheses of a type. */
static void
type_numbers(struct lm_parse *p, struct lm_type_node *t, const struct lm_list *args)
{
    struct type_length length = type_length(t);
    int64_t n[2] = {0, 0};

    for (uint32_t i = 0; i < args->n; i++) {
        const struct lm_type_node *a = args->at[i];
        if (!a->is_number || i >= 2) {
            lm_fail(p->err, LM_E_SYNTAX, a->pos, "%.*s cannot have this in its parentheses",
                    LM_STRF(t->name));
            return;
        }
        n[i] = a->number;
    }
    if (t->type.id == LM_T_DECIMAL) {
        type_decimal(p, t, n);
    } else if (length.most == 0 || args->n > 1) {
        lm_fail(p->err, LM_E_SYNTAX, t->pos, "%.*s takes %s in parentheses", LM_STRF(t->name),
                length.most == 0 ? "nothing" : "one number");
        if (lm_type_is_number(t->type))
            lm_hint(p->err, "DECIMAL(p, s) counts digits; %.*s alone has all of its range", LM_STRF(t->name));
    } else if (n[0] < length.least || n[0] > length.most) {
        lm_fail(p->err, LM_E_LITERAL, t->pos, "%.*s has %d to %d %s", LM_STRF(t->name), (int)length.least,
                (int)length.most, length.what);
    } else if (t->type.id != LM_T_DOUBLE) {
        bool time = length.most == NANO_DIGITS;
        t->type.limit = (time && n[0] > MICRO_DIGITS ? MICRO_DIGITS : (uint32_t)n[0]) + length.plus;
    }
}

/* STRUCT(a INT, ...), MAP(K, V), ARRAY(T): the arguments are types. */
static void
type_fields(struct lm_parse *p, struct lm_type_node *t, const struct lm_list *args)
{
    struct lm_field *fields = lm_alloc(p->arena, args->n * sizeof *fields);
    bool is_struct = t->type.id == LM_T_STRUCT;
    uint32_t wanted = t->type.id == LM_T_MAP ? 2 : 1;

    if ((!is_struct && args->n != wanted) || args->n > LM_COLUMNS) {
        lm_fail(p->err, LM_E_SYNTAX, t->pos, "%.*s takes %s", LM_STRF(t->name),
                wanted == 2 ? "a key and a value type" : "one type");
        return;
    }
    for (uint32_t i = 0; i < args->n; i++) {
        const struct lm_type_node *a = args->at[i];
        if (a->is_number || a->is_field != is_struct) {
            lm_fail(p->err, LM_E_SYNTAX, a->pos,
                    is_struct ? "a field is a name and a type" : "a type is expected here");
            return;
        }
        fields[i] = (struct lm_field){a->is_field ? a->name : LM_STR(""), a->type};
    }
    t->type.nfield = (uint16_t)args->n;
    t->type.fields = fields;
}

static void
type_hint(struct lm_parse *p, struct lm_str name)
{
    static const struct lm_str known[] = {
        {"BOOLEAN", 7},      {"INTEGER", 7}, {"INT", 3},      {"BIGINT", 6}, {"DOUBLE", 6},
        {"DECIMAL", 7},      {"NUMERIC", 7}, {"VARCHAR", 7},  {"STRING", 6}, {"TEXT", 4},
        {"BYTEA", 5},        {"DATE", 4},    {"TIME", 4},     {"UUID", 4},   {"JSON", 4},
        {"STRUCT", 6},       {"MAP", 3},     {"INTERVAL", 8}, {"FLOAT", 5},  {"TIMESTAMP", 9},
        {"TIMESTAMPTZ", 11},
    };
    struct lm_str near = lm_str_nearest(name, known, sizeof known / sizeof *known);

    if (near.n > 0)
        lm_hint(p->err, "did you mean %.*s?", LM_STRF(near));
}

struct lm_type_node *
lm_type_node(struct lm_parse *p, const struct lm_token *name, struct lm_list *args,
             const struct lm_token *end)
{
    struct lm_type_node *t = type_node_new(p, lm_pos_span(name->pos, end->pos));

    t->name = name->text;
    if (lm_str_eq_nocase(name->text, LM_STR("array"))) {
        t->type.id = LM_T_LIST;
    } else if (lm_str_eq_nocase(name->text, LM_STR("row")) ||
               lm_str_eq_nocase(name->text, LM_STR("struct"))) {
        t->type.id = LM_T_STRUCT;
    } else if (lm_str_eq_nocase(name->text, LM_STR("map"))) {
        t->type.id = LM_T_MAP;
    } else if (name->code == LM_TK_TYPE_WORDS) {
        t->type.id = (name->text.p[0] | 32) == 'd' ? LM_T_DOUBLE : LM_T_VARCHAR;
    } else if (!lm_type_by_name(name->text, &t->type)) {
        lm_fail(p->err, LM_E_SYNTAX, name->pos, "\"%.*s\" is no type", LM_STRF(name->text));
        type_hint(p, name->text);
        if (p->err->hint[0] == 0 && name > p->tokens.at && lm_str_eq_nocase(name[-1].text, LM_STR("constraint")))
            lm_hint(p->err, "a PRIMARY KEY has no name: leave CONSTRAINT %.*s out", LM_STRF(name->text));
    }
    if (args == NULL || p->err->code != LM_OK)
        return t;
    if (t->type.id == LM_T_LIST || t->type.id == LM_T_STRUCT || t->type.id == LM_T_MAP)
        type_fields(p, t, args);
    else
        type_numbers(p, t, args);
    return t;
}

struct lm_type_node *
lm_type_zoned(struct lm_parse *p, struct lm_type_node *t, const struct lm_token *end)
{
    if (t->type.id != LM_T_TIMESTAMP && t->type.id != LM_T_TIME)
        lm_fail(p->err, LM_E_SYNTAX, end->pos, "only times have a time zone");
    t->pos = lm_pos_span(t->pos, end->pos);
    return t;
}

struct lm_type_node *
lm_type_array(struct lm_parse *p, struct lm_type_node *t, const struct lm_token *end)
{
    struct lm_type_node *list = type_node_new(p, lm_pos_span(t->pos, end->pos));
    struct lm_field *field = lm_alloc(p->arena, sizeof *field);
    uint32_t depth = 1;

    for (const struct lm_type *in = &t->type; in->id == LM_T_LIST && in->nfield == 1;
         in = &in->fields->type)
        depth++;
    if (depth > LM_EXPR_DEPTH)
        lm_fail(p->err, LM_E_TOO_DEEP, end->pos, "the type nests more than %d levels deep",
                LM_EXPR_DEPTH);
    assert(depth > 0);
    field->type = t->type;
    list->name = t->name;
    list->type = (struct lm_type){.id = LM_T_LIST, .nfield = 1, .fields = field};
    return list;
}

struct lm_type_node *
lm_type_number(struct lm_parse *p, const struct lm_token *t)
{
    struct lm_type_node *n = type_node_new(p, t->pos);

    n->is_number = true;
    if (!lm_i64_parse(t->text, &n->number))
        lm_fail(p->err, LM_E_SYNTAX, t->pos, "a whole number is expected here");
    return n;
}

struct lm_type_node *
lm_type_field(struct lm_parse *p, const struct lm_token *name, struct lm_type_node *t)
{
    struct lm_type_node *f = type_node_new(p, lm_pos_span(name->pos, t->pos));

    f->type = t->type;
    f->name = lm_token_name(p, name);
    f->is_field = true;
    return f;
}
