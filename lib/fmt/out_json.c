/* out_json.c -- a row as a JSON object: NDJSON, json, and the nested texts of debezium. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A row is written through a plain pointer. Before it there is room for everything of the row whose
 * length is known beforehand (o->fix: keys, numbers, brackets), and each text makes room for itself
 * and for `fix` again, so no other write asks. Keys stand ready as `,"name":`; the first one of a
 * row gets a brace over its comma. Texts are copied eight bytes at a time while they are looked at
 * for what JSON must escape.
 *
 * A spread column's members are copied as they stand, unless one of their names is in the row
 * already.
 */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "data/json.h"
#include "fmt/out_priv.h"

enum { JSON_KEY_COPY = 16 };

/* Makes room for n bytes more and the fixed part of a row behind what was written up to w. */
static char *
json_room(struct lm_buf *out, char *w, size_t n)
{
    out->n = (size_t)(w - out->p);
    return lm_buf_room(out, n);
}

/* A quote, a backslash or a control character. Their top bits are clear, so ~x serves for all
 * three. */
static inline uint64_t
json_special(uint64_t x, const uint64_t *with)
{
    uint64_t quote = x ^ (OUT_ONES * '"');
    uint64_t slash = x ^ (OUT_ONES * '\\');

    return ((quote - OUT_ONES) | (slash - OUT_ONES) | (x - OUT_ONES * 0x20)) & ~x & OUT_TOPS;
}

static char *
json_escape(char *w, const char *p, size_t n)
{
    static const char hex[] = "0123456789abcdef", names[] = "\b\f\n\r\t", letters[] = "bfnrt";

    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)p[i];
        const char *known = NULL;
        if (c >= 0x20 && c != '"' && c != '\\') {
            *w++ = (char)c;
            continue;
        }
        *w++ = '\\';
        if (c >= 0x20) {
            *w++ = (char)c;
        } else if ((known = memchr(names, c, sizeof names - 1)) != NULL) {
            *w++ = letters[known - names];
        } else {
            memcpy(w, "u00", 3);
            w[3] = hex[c >> 4];
            w[4] = hex[c & 15];
            w += 5;
        }
    }
    return w;
}

static inline char *
json_text(struct lm_buf *out, char *w, struct lm_str s, size_t fix)
{
    w = json_room(out, w, s.n + 2 + fix);
    *w++ = '"';
    if (out_copy(w, s.p, s.n, json_special, NULL)) {
        w += s.n;
    } else {
        w = json_room(out, w, 6 * s.n + 1 + fix);
        w = json_escape(w, s.p, s.n);
    }
    *w++ = '"';
    return w;
}

/* Text that is JSON already. A line end between its tokens would end the record. */
static char *
json_verbatim(struct lm_buf *out, char *w, struct lm_str s, size_t fix)
{
    w = json_room(out, w, s.n + fix);
    if (s.n == 0)
        return w;
    memcpy(w, s.p, s.n);
    for (char *p = memchr(w, '\n', s.n); p != NULL; p = memchr(p, '\n', (size_t)(w + s.n - p)))
        *p = ' ';
    return w + s.n;
}

static char *
json_val(struct lm_buf *out, char *w, const struct lm_val *v, size_t fix)
{
    switch ((enum lm_kind)v->kind) {
    case LM_K_NULL:
    case LM_K_MISSING:
        memcpy(w, "null", 4);
        return w + 4;
    case LM_K_INT:
        return v->p != NULL ? json_verbatim(out, w, lm_val_text(v), fix)
                            : w + lm_i64_print(v->i, w);
    case LM_K_STR:
        return json_text(out, w, lm_val_text(v), fix);
    case LM_K_JSON:
        return json_verbatim(out, w, lm_val_text(v), fix);
    default:
        out->n = (size_t)(w - out->p);
        lm_val_print_json(out, v);
        return lm_buf_room(out, fix);
    }
}

static inline char *
json_spelled(struct lm_buf *out, char *w, struct lm_str s, size_t fix)
{
    w = json_room(out, w, s.n + fix);
    memcpy(w, s.p, s.n);
    return w + s.n;
}

static inline char *
json_cell(struct lm_buf *out, char *w, const struct lm_col *c, uint32_t r, size_t fix)
{
    struct lm_val v;

    if (c->kind == LM_K_DYN)
        return json_val(out, w, &c->y[r], fix);
    if (c->kind == LM_K_NULL || (c->null != NULL && c->null[r] != 0)) {
        memcpy(w, "null", 4);
        return w + 4;
    }
    switch (c->kind) {
    case LM_K_INT:
        if (c->text != NULL && c->text[r].p != NULL)
            return json_spelled(out, w, c->text[r], fix);
        return w + lm_i64_print(c->i[r], w);
    case LM_K_F64:
        if (c->text != NULL && c->text[r].p != NULL)
            return json_spelled(out, w, c->text[r], fix);
        if (!isfinite(c->f[r])) {
            memcpy(w, "null", 4);
            return w + 4;
        }
        return w + lm_f64_print(c->f[r], w);
    case LM_K_STR:
        return json_text(out, w, c->s[r], fix);
    case LM_K_JSON:
        return json_verbatim(out, w, c->s[r], fix);
    case LM_K_BOOL:
        memcpy(w, "falsetrue" + (c->b[r] ? 5 : 0), 5 - (c->b[r] ? 1 : 0));
        return w + (c->b[r] ? 4 : 5);
    default:
        v = lm_col_get(c, r);
        return json_val(out, w, &v, fix);
    }
}

/* The column to whose members or value this name belongs in the row so far; UINT32_MAX: none. */
static uint32_t
used_by(const struct out *o, struct lm_str name)
{
    for (uint32_t i = 0; i < o->nused; i++)
        if (lm_str_eq(o->used[i].name, name))
            return o->used[i].col;
    return UINT32_MAX;
}

static void
used_add(struct lm_encoder *e, struct lm_str name, uint32_t col)
{
    struct out *o = out_of(e);

    if (o->nused == o->used_cap)
        o->used = lm_alloc_more(e->arena, o->used, &o->used_cap, 64, sizeof *o->used);
    o->used[o->nused++] = (struct out_used){ name, col };
}

/* Remembers a member's name for rows in which the column is NULL. */
static void
seen_add(struct lm_encoder *e, struct out_spread *s, uint32_t place, struct lm_str key)
{
    if (place < s->n && lm_str_eq(s->names[place], key))
        return;
    if (s->n == LM_COLUMNS || lm_map_get(&s->seen, key) != NULL)
        return;
    if (s->n == s->cap)
        s->names = lm_alloc_more(e->arena, s->names, &s->cap, 16, sizeof *s->names);
    s->names[s->n] = lm_str_dup(e->arena, key);
    lm_map_put(e->arena, &s->seen, s->names[s->n], s);
    s->n++;
}

/* The name that a member gets when its own is taken: with the alias of its table, else a number. */
static struct lm_str
second_name(struct lm_encoder *e, struct lm_arena *a, uint32_t col, struct lm_str key)
{
    struct lm_str alias = e->spread[col] ? e->names[col] : (struct lm_str){ 0 };
    struct lm_str name = { 0 };

    if (alias.n > 0) {
        name = lm_str_format(a, "%.*s_%.*s", LM_STRF(key), LM_STRF(alias));
        if (used_by(out_of(e), name) == UINT32_MAX)
            return name;
    }
    for (uint32_t i = 2; i < LM_COLUMNS; i++) {
        name = lm_str_format(a, "%.*s_%u", LM_STRF(key), i);
        if (used_by(out_of(e), name) == UINT32_MAX)
            break;
    }
    return name;
}

static char *
json_member(struct lm_buf *out, char *w, struct lm_str key, struct lm_str value, char lead)
{
    w = json_room(out, w, key.n + value.n + 5);
    *w++ = lead;
    *w++ = '"';
    memcpy(w, key.p, key.n);
    w += key.n;
    *w++ = '"';
    *w++ = ':';
    memcpy(w, value.p, value.n);
    return w + value.n;
}

/* A row on its way out. What was written of it ends at the pointer that goes from function to function. */
struct json_row {
    struct lm_encoder *e;
    const struct lm_batch *b;
    uint32_t r;
    char lead; /* what stands before the next member: a brace, then commas */
    struct lm_buf *out;
};

/* Rows of NULL in a spread column: the names that other rows have shown. */
static char *
spread_null(struct json_row *x, uint32_t col, char *w)
{
    struct out *o = out_of(x->e);
    struct out_spread *s = &o->spread[col];

    for (uint32_t i = 0; i < s->n; i++) {
        struct lm_str key = s->names[i];
        if (used_by(o, key) != UINT32_MAX)
            key = second_name(x->e, x->b->arena, col, key);
        used_add(x->e, key, col);
        w = json_member(x->out, w, key, LM_STR("null"), x->lead);
        x->lead = ',';
    }
    return json_room(x->out, w, o->fix);
}

/* Writes members one by one: a name of theirs is taken. */
static char *
spread_renamed(struct json_row *x, uint32_t col, struct lm_str object, char *w)
{
    struct out *o = out_of(x->e);
    struct lm_json_iter it;

    lm_json_begin(&it, object);
    while (lm_json_next(&it)) {
        uint32_t owner = used_by(o, it.key);
        struct lm_str key = it.key;
        if (owner != UINT32_MAX && owner != col)
            key = second_name(x->e, x->b->arena, col, key);
        used_add(x->e, key, col);
        w = json_member(x->out, w, key, it.item, x->lead);
        x->lead = ',';
    }
    return json_room(x->out, w, o->fix);
}

static struct lm_str
spread_text(const struct lm_col *c, uint32_t r)
{
    struct lm_val v = lm_col_get(c, r);

    return lm_val_is_null(&v) || v.p == NULL ? (struct lm_str){ 0 } : lm_val_text(&v);
}

/* The members of the row's object in column `col`. */
static char *
spread_members(struct json_row *x, uint32_t col, char *w)
{
    struct out *o = out_of(x->e);
    struct lm_str object = spread_text(&x->b->cols[col], x->r);
    struct lm_json_iter it;
    uint32_t before = o->nused, n = 0;
    const char *first = NULL, *last = NULL;
    bool taken = false;

    lm_json_begin(&it, object);
    if (!it.object)
        return spread_null(x, col, w);
    for (; lm_json_next(&it); n++) {
        uint32_t owner = used_by(o, it.key);
        taken = taken || (owner != UINT32_MAX && owner != col);
        used_add(x->e, it.key, col);
        seen_add(x->e, &o->spread[col], n, it.key);
        first = n == 0 ? it.key.p - 1 : first;
        last = it.item.p + it.item.n;
    }
    if (taken) {
        o->nused = before;
        return spread_renamed(x, col, object, w);
    }
    if (n == 0)
        return w;
    *w++ = x->lead;
    x->lead = ',';
    return json_verbatim(x->out, w, (struct lm_str){ first, (size_t)(last - first) }, o->fix);
}

/* A row that has spread columns: names may meet. */
static void
json_spread_row(struct json_row *x, char *w)
{
    struct lm_encoder *e = x->e;
    struct out *o = out_of(e);

    o->nused = 0;
    for (uint32_t i = 0; i < e->ncol; i++) {
        if (e->spread[i]) {
            w = spread_members(x, i, w);
            continue;
        }
        struct lm_str name = e->names[i];
        if (used_by(o, name) != UINT32_MAX)
            name = second_name(e, x->b->arena, i, name);
        used_add(e, name, i);
        *w++ = x->lead;
        x->lead = ',';
        w = json_text(x->out, w, name, o->fix);
        *w++ = ':';
        w = json_cell(x->out, w, &x->b->cols[i], x->r, o->fix);
    }
    if (x->lead == '{')
        *w++ = '{';
    *w++ = '}';
    x->out->n = (size_t)(w - x->out->p);
}

void
lm_out_object(struct lm_encoder *e, const struct lm_batch *b, uint32_t r, const struct out_tag *tag,
              struct lm_buf *out)
{
    struct out *o = out_of(e);
    const struct lm_str *keys = o->keys;
    size_t fix = o->fix;
    char *w = lm_buf_room(out, fix), lead = '{';

    if (o->bare && tag->name.n == 0) {
        struct lm_str s = spread_text(&b->cols[0], r);
        w = json_verbatim(out, w, s.n > 0 ? s : LM_STR("{}"), fix);
        out->n = (size_t)(w - out->p);
        return;
    }
    if (tag->name.n > 0) {
        w = json_member(out, w, tag->name, tag->value, '{');
        w = json_room(out, w, fix);
        lead = ',';
    }
    if (o->any_spread) {
        json_spread_row(&(struct json_row){e, b, r, lead, out}, w);
        return;
    }
    for (uint32_t i = 0; i < e->ncol; i++) {
        memcpy(w, keys[i].p, JSON_KEY_COPY);
        if (keys[i].n > JSON_KEY_COPY)
            memcpy(w, keys[i].p, keys[i].n);
        *w = lead;
        lead = ',';
        w = json_cell(out, w + keys[i].n, &b->cols[i], r, fix);
    }
    if (lead == '{')
        *w++ = '{';
    *w++ = '}';
    out->n = (size_t)(w - out->p);
}
