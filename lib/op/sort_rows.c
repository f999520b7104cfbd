/* sort_rows.c -- puts kept rows in order of their keys. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Key by key. The values of the first key are looked over once; what they are of decides how they
 * become 64-bit numbers of the same order: whole numbers and times as they are, numbers that doubles
 * hold as doubles, texts eight bytes at a time. Those numbers are sorted by radix, and each run of
 * equal ones is sorted by what comes next: the next eight bytes, or the next key. NULLs are parted
 * from the others first. Values that no such number tells apart (large decimals, intervals, nested
 * ones) and short runs are compared as values, by a merge sort.
 */
#include "op/sort_rows.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "op/sort_key.h"

enum { SORT_FEW = 12, SORT_TEXT_MAX = 256 };

/* How the values of one key are told apart. */
enum sort_how {
    SORT_NOTHING, /* all NULL: by the next key */
    SORT_NULLS,   /* NULLs from the others */
    SORT_INTS,
    SORT_DOUBLES,
    SORT_TEXT,    /* by eight bytes from `from` */
    SORT_LENGTH,  /* texts that differ in trailing zero bytes, if at all */
    SORT_VALUES   /* by a prefix, then as values */
};

/* Where a part of the sort stands. */
struct sort_at {
    uint32_t key;
    uint32_t from; /* bytes of a text that are equal in all rows */
};

static const struct lm_row *
row_of(const struct lm_row_sort *s, const struct lm_keyed *k)
{
    return s->pointed ? *(struct lm_row **)k->p : k->p;
}

static struct lm_val
value_of(const struct lm_row_sort *s, const struct lm_keyed *k, uint32_t key)
{
    lm_row_get(row_of(s, k), key + 1, s->a);
    return s->a[key];
}

static enum sort_how
how_of_kinds(uint32_t kinds)
{
    uint32_t doubles = 1u << LM_K_INT | 1u << LM_K_F64;

    if (kinds == 1u << LM_K_INT || kinds == 1u << LM_K_DATE || kinds == 1u << LM_K_TIME || kinds == 1u << LM_K_TS ||
        kinds == 1u << LM_K_BOOL)
        return SORT_INTS;
    if ((kinds & ~doubles) == 0)
        return SORT_DOUBLES;
    return kinds == 1u << LM_K_STR || kinds == 1u << LM_K_BYTES ? SORT_TEXT : SORT_VALUES;
}

/* Looks over the values of one key. */
static enum sort_how
survey(const struct lm_row_sort *s, const struct lm_keyed *at, uint64_t n, struct sort_at where)
{
    const int64_t exact = INT64_C(1) << 53;
    uint32_t kinds = 0;
    uint64_t nulls = 0;
    bool large = false, longer = false;

    for (uint64_t i = 0; i < n; i++) {
        struct lm_val v = value_of(s, &at[i], where.key);
        if (lm_val_is_null(&v)) {
            nulls++;
            continue;
        }
        kinds |= 1u << v.kind;
        large = large || (v.kind == LM_K_INT && (v.i > exact || v.i < -exact));
        longer = longer || ((v.kind == LM_K_STR || v.kind == LM_K_BYTES) && v.n > where.from);
    }
    if (nulls > 0)
        return nulls == n ? SORT_NOTHING : SORT_NULLS;
    enum sort_how how = how_of_kinds(kinds);
    if (how == SORT_TEXT && !longer)
        return SORT_LENGTH;
    return how == SORT_DOUBLES && large ? SORT_VALUES : how;
}

static uint64_t
double_key(double f)
{
    uint64_t bits;

    if (isnan(f))
        return UINT64_MAX;
    f = f == 0 ? 0 : f;
    memcpy(&bits, &f, sizeof bits);
    return (bits >> 63) != 0 ? ~bits : bits | UINT64_C(1) << 63;
}

static uint64_t
text_key(const struct lm_val *v, uint32_t from)
{
    uint64_t key = 0;

    for (uint32_t i = from; i < from + 8; i++)
        key = key << 8 | (i < v->n ? (uint8_t)v->p[i] : 0);
    return key;
}

static uint64_t
key_of(const struct lm_val *v, enum sort_how how, uint32_t from)
{
    switch (how) {
    case SORT_INTS:
        return lm_radix_signed(v->i);
    case SORT_DOUBLES:
        return double_key(v->kind == LM_K_INT ? (double)v->i : v->f);
    case SORT_TEXT:
        return text_key(v, from);
    default:
        assert(how == SORT_LENGTH);
        return v->n;
    }
}

static void
fill_keys(const struct lm_row_sort *s, struct lm_keyed *at, uint64_t n, struct sort_at where, enum sort_how how)
{
    uint8_t flags = s->key[where.key].flags;
    bool last = (flags & LM_SORT_NULLS_FIRST) == 0;

    for (uint64_t i = 0; i < n; i++) {
        struct lm_val v = value_of(s, &at[i], where.key);
        if (how == SORT_NULLS)
            at[i].key = lm_val_is_null(&v) == last;
        else if (how == SORT_VALUES)
            at[i].key = lm_sort_prefix(&v, flags);
        else
            at[i].key = key_of(&v, how, where.from) ^ ((flags & LM_SORT_DESC) != 0 ? UINT64_MAX : 0);
    }
}

/* What tells apart rows that are equal so far. */
static struct sort_at
next_of(struct sort_at where, enum sort_how how)
{
    if (how == SORT_NULLS)
        return where;
    if (how == SORT_TEXT)
        return (struct sort_at){ where.key, where.from + 8 };
    return (struct sort_at){ where.key + 1, 0 };
}

static bool
row_before(struct lm_row_sort *s, const struct lm_keyed *x, const struct lm_keyed *y, uint32_t key)
{
    int order = 0;

    lm_row_get(row_of(s, x), s->nkey, s->a);
    lm_row_get(row_of(s, y), s->nkey, s->b);
    for (uint32_t i = key; i < s->nkey && order == 0; i++)
        order = lm_sort_order(&s->a[i], &s->b[i], s->key[i].flags);
    return order < 0;
}

/* By the values of all keys from `key` on: a merge sort, from runs of one. */
static void
sort_values(struct lm_row_sort *s, struct lm_keyed *at, struct lm_keyed *room, uint64_t n, uint32_t key)
{
    struct lm_keyed *from = at, *to = room;

    for (uint64_t width = 1; width < n; width *= 2) {
        for (uint64_t begin = 0; begin < n; begin += 2 * width) {
            uint64_t middle = begin + width < n ? begin + width : n;
            uint64_t end = begin + 2 * width < n ? begin + 2 * width : n;
            uint64_t i = begin, j = middle;
            for (uint64_t k = begin; k < end; k++) {
                bool left = i < middle && (j == end || !row_before(s, &from[j], &from[i], key));
                to[k] = left ? from[i++] : from[j++];
            }
        }
        struct lm_keyed *swapped = from;
        from = to;
        to = swapped;
    }
    if (from != at)
        memcpy(at, from, n * sizeof *at);
}

/* Rows that are equal before `where`. Each level has another key, or eight bytes more of a text, of
 * which no more than SORT_TEXT_MAX are looked at in this way: that bounds the depth. */
static void
sort_part(struct lm_row_sort *s, struct lm_keyed *at, struct lm_keyed *room, uint64_t n, struct sort_at where)
{
    if (n < 2 || where.key == s->nkey)
        return;
    if (n <= SORT_FEW || where.from >= SORT_TEXT_MAX) {
        sort_values(s, at, room, n, where.key);
        return;
    }
    enum sort_how how = survey(s, at, n, where);
    struct sort_at next = next_of(where, how);
    if (how == SORT_NOTHING) {
        sort_part(s, at, room, n, next);
        return;
    }
    fill_keys(s, at, n, where, how);
    const struct lm_keyed *sorted = lm_radix_sort(at, room, n);
    if (sorted != at)
        memcpy(at, sorted, n * sizeof *at);
    for (uint64_t begin = 0, end; begin < n; begin = end) {
        uint64_t key = at[begin].key;
        for (end = begin + 1; end < n && at[end].key == key;)
            end++;
        if (how == SORT_VALUES)
            sort_values(s, at + begin, room, end - begin, where.key);
        else
            sort_part(s, at + begin, room, end - begin, next);
    }
}

void
lm_sort_rows(struct lm_row_sort *s, struct lm_keyed *at, struct lm_keyed *room, uint64_t n)
{
    assert(s->nkey == 0 || (s->a != NULL && s->b != NULL));
    sort_part(s, at, room, n, (struct sort_at){ 0, 0 });
}
