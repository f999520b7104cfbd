/* ops_text.c -- || and LIKE. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A LIKE pattern is taken apart once. Without % inside and without _, it is an equality, a beginning,
 * an end, or a piece that must occur: one comparison or one search a row. All others are matched piece
 * by piece between the %s: the first piece stands at the beginning, the last at the end, the others are
 * found from left to right, the first place each, which is enough. In a piece, _ is one character.
 * ILIKE folds the case of pattern and text first.
 */
#include <assert.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "expr/casts.h"
#include "expr/expr_priv.h"
#include "expr/kernels.h"

enum like_form { LIKE_EQUAL, LIKE_PREFIX, LIKE_SUFFIX, LIKE_CONTAINS, LIKE_PIECES };

/* What stands between two %s. */
struct like_piece {
    struct lm_str text;     /* the characters, `any` ones as one byte each */
    const uint8_t *any;     /* [text.n] 1: this byte stands for _ ; NULL: none does */
};

struct like {
    enum like_form form;
    bool fold;
    bool bad; /* the pattern ends in its escape character */
    struct lm_str text; /* of the simple forms */
    struct like_piece *piece;
    uint32_t npiece;
};

/* Case folded, in a; the same text where there is nothing to fold. */
static struct lm_str
fold_case(struct lm_str s, struct lm_arena *a)
{
    char *to = NULL;
    size_t n = 0;

    for (size_t i = 0; i < s.n; i++)
        n += (s.p[i] & 0x80) != 0;
    to = lm_alloc_raw(a, s.n + n * 3 + 4);
    n = 0;
    for (size_t at = 0; at < s.n;) {
        if ((s.p[at] & 0x80) == 0) {
            char ch = s.p[at++];
            to[n++] = (char)(ch >= 'A' && ch <= 'Z' ? ch | 0x20 : ch);
        } else {
            n += lm_utf8_put((uint32_t)utf8proc_tolower((utf8proc_int32_t)lm_utf8_next(s, &at)), to + n);
        }
    }
    return (struct lm_str){ to, n };
}

/* The pattern in pieces; `escape` is one character, or 0. */
static void
like_split(struct like *l, struct lm_str pattern, uint32_t escape, struct lm_arena *a)
{
    char *text = lm_alloc_raw(a, pattern.n + 1);
    uint8_t *any = lm_alloc(a, pattern.n + 1);
    size_t n = 0, from = 0;

    l->piece = lm_alloc(a, (pattern.n + 1) * sizeof *l->piece);
    for (size_t at = 0; at < pattern.n;) {
        size_t was = at;
        uint32_t ch = lm_utf8_next(pattern, &at);
        if (ch == '%' && ch != escape) {
            l->piece[l->npiece++] = (struct like_piece){ { text + from, n - from }, any + from };
            from = n;
            continue;
        }
        if (ch == '_' && ch != escape) {
            any[n] = 1;
            text[n++] = '_';
            continue;
        }
        if (ch == escape) {
            l->bad |= at >= pattern.n;
            if (l->bad)
                return;
            was = at;
            lm_utf8_next(pattern, &at);
        }
        memcpy(text + n, pattern.p + was, at - was);
        n += at - was;
    }
    l->piece[l->npiece++] = (struct like_piece){ { text + from, n - from }, any + from };
}

static void
like_forms(struct like *l)
{
    const struct like_piece *p = l->piece;

    for (uint32_t i = 0; i < l->npiece; i++) {
        bool any = p[i].text.n > 0 && memchr(p[i].any, 1, p[i].text.n) != NULL;
        if (!any)
            l->piece[i].any = NULL;
        if (any)
            l->form = LIKE_PIECES;
    }
    if (l->form == LIKE_PIECES)
        return;
    l->form = LIKE_PIECES;
    if (l->npiece == 1) {
        l->form = LIKE_EQUAL;
        l->text = p[0].text;
    } else if (l->npiece == 2 && p[1].text.n == 0) {
        l->form = LIKE_PREFIX;
        l->text = p[0].text;
    } else if (l->npiece == 2 && p[0].text.n == 0) {
        l->form = LIKE_SUFFIX;
        l->text = p[1].text;
    } else if (l->npiece == 3 && p[0].text.n == 0 && p[2].text.n == 0) {
        l->form = LIKE_CONTAINS;
        l->text = p[1].text;
    }
}

static struct like *
like_new(struct lm_str pattern, uint32_t escape, bool fold, struct lm_arena *a)
{
    struct like *l = lm_alloc(a, sizeof *l);

    l->fold = fold;
    if (fold)
        pattern = fold_case(pattern, a);
    like_split(l, pattern, escape, a);
    if (!l->bad)
        like_forms(l);
    return l;
}

/* How many bytes of s from `at` on the piece takes; SIZE_MAX when it does not stand there. */
static size_t
piece_at(const struct like_piece *p, struct lm_str s, size_t at)
{
    size_t from = at;

    if (p->any == NULL) {
        struct lm_str here = { s.p + at, s.n - at < p->text.n ? s.n - at : p->text.n };
        return lm_str_eq(here, p->text) ? p->text.n : SIZE_MAX;
    }
    for (size_t i = 0; i < p->text.n; i++) {
        if (at >= s.n)
            return SIZE_MAX;
        if (p->any[i] != 0)
            lm_utf8_next(s, &at);
        else if (s.p[at++] != p->text.p[i])
            return SIZE_MAX;
    }
    return at - from;
}

/* The piece at the very end: as many characters from the right as it has. */
static bool
piece_ends(const struct like_piece *p, struct lm_str s, size_t from)
{
    size_t at = s.n;

    if (p->any == NULL)
        return s.n - from >= p->text.n &&
               lm_str_eq((struct lm_str){ s.p + s.n - p->text.n, p->text.n }, p->text);
    for (size_t i = p->text.n; i-- > 0;) {
        if (at <= from)
            return false;
        at--;
        if (p->any[i] != 0)
            while (at > from && (s.p[at] & 0xc0) == 0x80)
                at--;
        else if (s.p[at] != p->text.p[i])
            return false;
    }
    return true;
}

/* The first place from `at` on where the piece stands, *n bytes of it; SIZE_MAX: there is none. */
static size_t
piece_find(const struct like_piece *p, struct lm_str s, size_t at, size_t *n)
{
    /* Where a piece begins as a character does, so does each place where its bytes are found. */
    if (p->any == NULL && p->text.n > 0 && (p->text.p[0] & 0xc0) != 0x80) {
        const char *found = lm_k_find((struct lm_str){ s.p + at, s.n - at }, p->text);
        *n = p->text.n;
        return found != NULL ? (size_t)(found - s.p) : SIZE_MAX;
    }
    bool known = p->any != NULL && p->any[0] == 0; /* the first byte */
    for (; at <= s.n; at++) {
        const char *next = known && at < s.n ? memchr(s.p + at, p->text.p[0], s.n - at) : s.p + at;
        if (next == NULL)
            return SIZE_MAX;
        at = (size_t)(next - s.p);
        if (at < s.n && (s.p[at] & 0xc0) == 0x80)
            continue; /* inside of a character */
        *n = piece_at(p, s, at);
        if (*n != SIZE_MAX)
            return at;
    }
    return SIZE_MAX;
}

static bool
like_pieces(const struct like *l, struct lm_str s)
{
    size_t at = piece_at(&l->piece[0], s, 0);

    if (at == SIZE_MAX)
        return false;
    if (l->npiece == 1)
        return at == s.n;
    if (!piece_ends(&l->piece[l->npiece - 1], s, at))
        return false; /* before anything is looked for */
    for (uint32_t i = 1; i + 1 < l->npiece; i++) {
        size_t n = 0;
        at = piece_find(&l->piece[i], s, at, &n);
        if (at == SIZE_MAX)
            return false;
        at += n;
    }
    return piece_ends(&l->piece[l->npiece - 1], s, at);
}

static inline bool
like_plain(const struct like *l, struct lm_str s)
{
    struct lm_str t = l->text;

    switch (l->form) {
    case LIKE_EQUAL:
        return lm_text_is(s, t);
    case LIKE_PREFIX:
        return s.n >= t.n && lm_text_is((struct lm_str){ s.p, t.n }, t);
    case LIKE_SUFFIX:
        return s.n >= t.n && lm_text_is((struct lm_str){ s.p + s.n - t.n, t.n }, t);
    case LIKE_CONTAINS:
        return lm_k_contains(s, t);
    default:
        return like_pieces(l, s);
    }
}

static bool
like_match(const struct like *l, struct lm_str s, struct lm_arena *a)
{
    return like_plain(l, l->fold ? fold_case(s, a) : s);
}

/* The escape character of the call: backslash, or what ESCAPE says; -1 when that is no character. */
static int64_t
escape_of(const struct lm_val *arg, uint32_t narg)
{
    size_t at = 0;

    if (narg < 3)
        return '\\';
    struct lm_str s = lm_val_text(&arg[2]);
    if (s.n == 0)
        return 0;
    uint32_t ch = lm_utf8_next(s, &at);
    return at == s.n ? (int64_t)ch : -1;
}

/* The pattern of a call whose pattern is constant, prepared once; NULL when it is not. */
static const struct like *
like_fixed(struct lm_expr *e, struct lm_eval *x, bool fold)
{
    if (e->state != NULL)
        return e->state;
    for (uint32_t i = 1; i < e->narg; i++)
        if (e->arg[i]->op != LM_X_CONST || e->arg[i]->value.kind != LM_K_STR)
            return NULL;
    int64_t escape = '\\';
    if (e->narg == 3) {
        struct lm_val arg[3] = { [2] = e->arg[2]->value };
        escape = escape_of(arg, 3);
    }
    if (escape < 0)
        return NULL;
    struct lm_str pattern = lm_str_dup(x->keep, lm_val_text(&e->arg[1]->value));
    e->state = like_new(pattern, (uint32_t)escape, fold, x->keep);
    return e->state;
}

static void
like_row(struct lm_call *c, const struct lm_val *arg, uint32_t narg, bool fold, struct lm_val *out)
{
    const struct like *l = like_fixed(c->node, c->x, fold);
    int64_t escape = escape_of(arg, narg);

    assert(narg >= 2 && arg[0].kind == LM_K_STR);
    if (l == NULL && escape >= 0)
        l = like_new(lm_val_text(&arg[1]), (uint32_t)escape, fold, c->arena);
    if (l == NULL)
        lm_eval_fail(c->x, c->row, LM_E_PATTERN, "ESCAPE takes one character");
    else if (l->bad)
        lm_eval_fail(c->x, c->row, LM_E_PATTERN, "the LIKE pattern ends in its escape character");
    else
        *out = lm_val_bool(like_match(l, lm_val_text(&arg[0]), c->arena));
}

void
lm_op_like(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    like_row(c, arg, narg, false, out);
}

void
lm_op_ilike(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    like_row(c, arg, narg, true, out);
}

static const struct lm_col *
like_batch(struct lm_call *c, const struct lm_col *a, struct lm_sel sel, bool fold)
{
    const struct like *l = like_fixed(c->node, c->x, fold);

    if (l == NULL || l->bad || a->kind != LM_K_STR)
        return NULL;
    struct lm_col *out = lm_eval_col(c->x, LM_K_BOOL);
    out->null = a->null;
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        out->b[r] = !lm_col_is_null(a, r) && like_match(l, a->s[r], c->arena);
    }
    return out;
}

const struct lm_col *
lm_op_like_batch(struct lm_call *c, const struct lm_col *const *arg, uint32_t narg, struct lm_sel sel)
{
    return like_batch(c, arg[0], sel, false);
}

const struct lm_col *
lm_op_ilike_batch(struct lm_call *c, const struct lm_col *const *arg, uint32_t narg, struct lm_sel sel)
{
    return like_batch(c, arg[0], sel, true);
}

bool
lm_like_select(struct lm_expr *e, struct lm_eval *x, struct lm_sel sel, uint16_t *rows, uint32_t *n)
{
    if (e->op != LM_X_CALL || e->fn->row != lm_op_like || e->narg != 2)
        return false;
    const struct like *l = like_fixed(e, x, false);
    if (l == NULL || l->bad)
        return false;
    const struct lm_col *a = lm_expr_eval(e->arg[0], x, sel);
    if (a->kind != LM_K_STR)
        return false;
    *n = 0;
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        bool null = a->null != NULL && a->null[r] != 0;
        rows[*n] = (uint16_t)r;
        *n += !null && like_plain(l, a->s[r]);
    }
    return true;
}

void
lm_op_concat(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    assert(narg == 2);
    if (arg[0].kind == LM_K_JSON && arg[1].kind == LM_K_JSON) {
        lm_fn_json_concat(c, arg, narg, out);
        return;
    }
    bool bytes = arg[0].kind == LM_K_BYTES && arg[1].kind == LM_K_BYTES;
    struct lm_str a = bytes ? lm_val_text(&arg[0]) : lm_cast_text(&arg[0], c->arena);
    struct lm_str b = bytes ? lm_val_text(&arg[1]) : lm_cast_text(&arg[1], c->arena);
    if (a.n + b.n > LM_RECORD_BYTES) {
        lm_eval_fail(c->x, c->row, LM_E_OVERFLOW, "the text is longer than a record may be");
        return;
    }
    char *to = lm_alloc_raw(c->arena, a.n + b.n);
    if (a.n > 0)
        memcpy(to, a.p, a.n);
    if (b.n > 0)
        memcpy(to + a.n, b.p, b.n);
    *out = lm_val_str((struct lm_str){ to, a.n + b.n });
    if (bytes)
        out->kind = LM_K_BYTES;
}
