/* fn_out.h -- what scalar functions share: texts that grow in an arena, failures, small checks. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_FN_OUT_H
#define LM_FN_OUT_H

#include "base/arena.h"
#include "base/limits.h"
#include "expr/fn.h"

/* A text being made: what it outgrows stays in the arena. */
struct lm_out {
    struct lm_arena *arena;
    char *p;
    size_t n;   /* bytes in use */
    size_t cap; /* bytes there */
};

/* The longest text a function may make: as long as the longest record. */
enum { LM_OUT_MAX = LM_RECORD_BYTES };

/* Room for `more` bytes behind the end. */
char *lm_out_room_slow(struct lm_out *o, size_t more);

static inline struct lm_out
lm_out_new(struct lm_arena *a)
{
    return (struct lm_out){.arena = a};
}

static inline char *
lm_out_room(struct lm_out *o, size_t more)
{
    return o->cap - o->n >= more ? o->p + o->n : lm_out_room_slow(o, more);
}

static inline void
lm_out_add(struct lm_out *o, const void *p, size_t n)
{
    if (n == 0)
        return;
    memcpy(lm_out_room(o, n), p, n);
    o->n += n;
}

static inline void
lm_out_addc(struct lm_out *o, char c)
{
    *lm_out_room(o, 1) = c;
    o->n++;
}

static inline void
lm_out_adds(struct lm_out *o, struct lm_str s)
{
    lm_out_add(o, s.p, s.n);
}

static inline void
lm_out_addz(struct lm_out *o, const char *z)
{
    lm_out_add(o, z, strlen(z));
}

/* n times c. */
void lm_out_fill(struct lm_out *o, char c, size_t n);

/* A whole number with at least `digits` digits, zeros in front. */
void lm_out_int(struct lm_out *o, int64_t v, int digits);

/* The value as text, as lm_val_print does. */
void lm_out_val(struct lm_out *o, const struct lm_val *v);

/* The value as JSON, as lm_val_print_json does; s as a JSON string. */
void lm_out_json(struct lm_out *o, const struct lm_val *v);
void lm_out_quote(struct lm_out *o, struct lm_str s);

/* s as SQL writes it: a literal, 'it''s' (E'a\\\\b' where there is a backslash); a name, in double quotes
 * where it needs them. */
void lm_out_literal(struct lm_out *o, struct lm_str s);
void lm_out_ident(struct lm_out *o, struct lm_str s);

/* What was made, as a text value or as a nested value. */
struct lm_val lm_out_str(const struct lm_out *o);
struct lm_val lm_out_nested(const struct lm_out *o);

/* The value as a text in the arena; STR itself. */
struct lm_str lm_fn_text(struct lm_arena *a, const struct lm_val *v);

/* The call fails with this phrase. */
#define LM_FN_FAIL(c, code, ...) lm_eval_fail((c)->x, (c)->row, code, __VA_ARGS__)

/* Whether a text of n bytes may be made; else the call has failed. */
bool lm_fn_fits(struct lm_call *c, size_t n);

/* Whether argument k is the same in all rows, so that what is made of it may be kept in the memo. */
static inline bool
lm_fn_fixed(const struct lm_call *c, uint32_t k)
{
    return k < c->node->narg && lm_expr_is_const(c->node->arg[k]);
}

static inline bool
lm_fn_null(const struct lm_val *arg, uint32_t narg, uint32_t k)
{
    return k >= narg || lm_val_is_null(&arg[k]);
}

#endif
