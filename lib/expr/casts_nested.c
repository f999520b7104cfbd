/* casts_nested.c -- values to JSON, arrays, structs and maps; PostgreSQL's spelling of arrays. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "base/arena.h"
#include "base/limits.h"
#include "data/json.h"
#include "expr/casts.h"
#include "expr/fn_out.h"

/* '{a,"b c",NULL,{1,2}}' on its way to a JSON array of texts, null and arrays. */
struct braces {
    struct lm_str s;
    size_t at;
    struct lm_out o;
    struct lm_arena *a;
    uint32_t depth;
};

static bool braces_array(struct braces *b);

static void
braces_blanks(struct braces *b)
{
    while (b->at < b->s.n && (b->s.p[b->at] == ' ' || (b->s.p[b->at] >= '\t' && b->s.p[b->at] <= '\r')))
        b->at++;
}

/* An element that is no array: in quotes, or up to the next comma or brace. */
static bool
braces_text(struct braces *b)
{
    struct lm_out word = lm_out_new(b->a);
    bool quoted = b->s.p[b->at] == '"', escaped = false;
    size_t solid = 0; /* bytes up to the last one that is no blank */

    b->at += quoted;
    for (;; b->at++) {
        if (b->at >= b->s.n)
            return false;
        char ch = b->s.p[b->at];
        if (quoted ? ch == '"' : ch == ',' || ch == '}')
            break;
        if (!quoted && (ch == '{' || ch == '"'))
            return false;
        if (ch == '\\') {
            escaped = true;
            if (++b->at >= b->s.n)
                return false;
            ch = b->s.p[b->at];
        }
        lm_out_addc(&word, ch);
        if (quoted || escaped || (ch != ' ' && !(ch >= '\t' && ch <= '\r')))
            solid = word.n;
    }
    b->at += quoted;
    struct lm_str s = {word.p, solid};
    if (!quoted && s.n == 0)
        return false;
    if (!quoted && !escaped && lm_str_eq_nocase(s, LM_STR("null")))
        lm_out_addz(&b->o, "null");
    else
        lm_out_quote(&b->o, s);
    return true;
}

/* The elements behind a brace, with the brace that closes. */
static bool
braces_array(struct braces *b)
{
    if (++b->depth > LM_JSON_DEPTH)
        return false;
    lm_out_addc(&b->o, '[');
    b->at++;
    braces_blanks(b);
    bool empty = b->at < b->s.n && b->s.p[b->at] == '}';
    while (!empty) {
        braces_blanks(b);
        if (b->at >= b->s.n || !(b->s.p[b->at] == '{' ? braces_array(b) : braces_text(b)))
            return false;
        braces_blanks(b);
        if (b->at >= b->s.n || (b->s.p[b->at] != ',' && b->s.p[b->at] != '}'))
            return false;
        if (b->s.p[b->at] == '}')
            break;
        lm_out_addc(&b->o, ',');
        b->at++;
    }
    b->at++;
    b->depth--;
    lm_out_addc(&b->o, ']');
    return true;
}

bool
lm_braces_parse(struct lm_str s, struct lm_arena *a, struct lm_str *json)
{
    struct braces b = {.s = lm_str_trim(s), .o = lm_out_new(a), .a = a};

    if (b.s.n < 2 || b.s.p[0] != '{' || !braces_array(&b) || b.at != b.s.n)
        return false;
    *json = (struct lm_str){b.o.p, b.o.n};
    return true;
}

/* The elements of an array as the type asks, cast or (without loss) read: an array inside is one more
 * dimension of the same type. */
static enum lm_code
list_elements(struct lm_out *o, struct lm_str array, struct lm_type element, bool read,
              uint32_t depth)
{
    struct lm_json_iter it;
    size_t begin = o->n;

    if (depth > LM_JSON_DEPTH)
        return LM_E_CAST;
    lm_out_addc(o, '[');
    lm_json_begin(&it, array);
    while (lm_json_next(&it)) {
        struct lm_val v = lm_json_val(o->arena, it.item), made;
        if (o->n > begin + 1)
            lm_out_addc(o, ',');
        if (v.kind == LM_K_JSON && it.item.p[0] == '[' && !lm_type_is_nested(element)) {
            enum lm_code code = list_elements(o, it.item, element, read, depth + 1);
            if (code != LM_OK)
                return code;
            continue;
        }
        enum lm_code code = read ? lm_read_val(&v, element, LM_UNIT_AUTO, o->arena, &made)
                                 : lm_cast_val(&v, element, o->arena, &made);
        if (code != LM_OK)
            return code;
        lm_out_json(o, &made);
    }
    lm_out_addc(o, ']');
    return LM_OK;
}

/* The type that the member of that key is declared with: of a STRUCT its field's, of a MAP that of the
 * values. DYN: none. */
static struct lm_type
member_type(struct lm_type to, struct lm_str key)
{
    if (to.id == LM_T_MAP)
        return to.fields[1].type;
    for (uint32_t i = 0; i < to.nfield; i++)
        if (lm_json_key_is(key, to.fields[i].name))
            return to.fields[i].type;
    return lm_type_of(LM_T_DYN);
}

/* The members of an object as STRUCT or MAP declares them; what is not declared stays as it is. *same: the
 * text is what it was. */
static enum lm_code
object_members(struct lm_out *o, struct lm_str object, struct lm_type to, bool read, bool *same)
{
    struct lm_json_iter it;
    const char *sign = "{\"";
    enum lm_code code = LM_OK;

    *same = true;
    lm_json_begin(&it, object);
    while (code == LM_OK && lm_json_next(&it)) {
        struct lm_type type = member_type(to, it.key);
        struct lm_val v = lm_val_str(lm_json_unescape(o->arena, it.key)), made;
        if (to.id == LM_T_MAP)
            code = lm_read_val(&v, to.fields[0].type, LM_UNIT_AUTO, o->arena, &made);
        lm_out_addz(o, sign);
        lm_out_adds(o, it.key);
        lm_out_addz(o, "\":");
        sign = ",\"";
        size_t begin = o->n;
        if (type.id == LM_T_DYN) {
            lm_out_adds(o, it.item);
            continue;
        }
        v = lm_json_val(o->arena, it.item);
        if (code == LM_OK)
            code = read ? lm_read_val(&v, type, LM_UNIT_AUTO, o->arena, &made)
                        : lm_cast_val(&v, type, o->arena, &made);
        if (code == LM_OK)
            lm_out_json(o, &made);
        *same = *same && lm_str_eq((struct lm_str){o->p + begin, o->n - begin}, it.item);
    }
    lm_out_addz(o, sign[0] == '{' ? "{}" : "}");
    return code;
}

/* The nested value v as `to` has it: what is in it as the type declares, piece by piece. */
static enum lm_code
nested_as(struct lm_val v, struct lm_type to, bool read, struct lm_arena *a, struct lm_val *out)
{
    struct lm_out o = lm_out_new(a);

    *out = v;
    if (to.id == LM_T_JSON || v.kind == LM_K_NULL)
        return LM_OK;
    if (v.kind != LM_K_JSON || v.n == 0 || v.p[0] != (to.id == LM_T_LIST ? '[' : '{'))
        return LM_E_CAST;
    if (to.fields == NULL || (to.id == LM_T_LIST && to.fields[0].type.id == LM_T_DYN))
        return LM_OK;
    bool same = false;
    enum lm_code code = to.id == LM_T_LIST
                            ? list_elements(&o, lm_val_text(&v), to.fields[0].type, read, 0)
                            : object_members(&o, lm_val_text(&v), to, read, &same);
    if (code == LM_OK && !same)
        *out = lm_out_nested(&o);
    return code;
}

static enum lm_code
nested_of_text(struct lm_str s, struct lm_type to, struct lm_arena *a, struct lm_val *out)
{
    struct lm_str t = lm_str_trim(s);

    if (to.id == LM_T_LIST && t.n > 0 && t.p[0] == '{' && !lm_braces_parse(t, a, &t))
        return LM_E_CAST;
    if (!lm_json_valid(t))
        return LM_E_CAST;
    return nested_as(lm_json_val(a, t), to, false, a, out);
}

enum lm_code
lm_nested_read(const struct lm_val *v, struct lm_type to, struct lm_arena *a, struct lm_val *out)
{
    struct lm_str t = lm_str_trim(lm_val_text(v));

    if (v->kind == LM_K_JSON)
        return nested_as(*v, to, true, a, out);
    assert(v->kind == LM_K_STR);
    if (to.id == LM_T_LIST && t.n > 0 && t.p[0] == '{' && !lm_braces_parse(t, a, &t))
        return LM_E_CAST;
    return lm_json_valid(t) ? nested_as(lm_json_val(a, t), to, true, a, out) : LM_E_CAST;
}

enum lm_code
lm_nested_of_val(const struct lm_val *v, struct lm_type to, struct lm_arena *a, struct lm_val *out)
{
    assert(lm_type_is_nested(to));
    switch (v->kind) {
    case LM_K_STR:
        return nested_of_text(lm_val_text(v), to, a, out);
    case LM_K_JSON:
        return nested_as(*v, to, false, a, out);
    case LM_K_BOOL:
    case LM_K_INT:
    case LM_K_F64:
    case LM_K_DEC:
        *out = *v;
        return to.id == LM_T_JSON ? LM_OK : LM_E_CAST;
    default:
        *out = lm_val_str(lm_cast_text(v, a));
        return to.id == LM_T_JSON ? LM_OK : LM_E_CAST;
    }
}
