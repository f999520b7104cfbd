/* val.h -- one value with its kind: dynamic rows, constants, keys, arguments of scalar functions. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_VAL_H
#define LM_VAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/civil.h"
#include "base/num.h"
#include "base/str.h"
#include "data/type.h"

struct lm_arena;
struct lm_buf;

/* 32 bytes. Texts are borrowed: lm_val_keep copies them. */
struct lm_val {
    uint8_t kind;  /* enum lm_kind, never LM_K_DYN */
    uint8_t scale; /* of DEC */
    uint32_t n;    /* bytes at p */
    const char *p; /* STR BYTES JSON: the text. INT F64 DEC from undeclared input: the number as it
                      was written (a whole number beyond int64 is DEC, scale 0). NULL: print it */
    union {
        int64_t i;         /* BOOL INT DATE TIME TS */
        double f;          /* F64 */
        lm_i128 d;         /* DEC */
        struct lm_ivl ivl; /* IVL */
    };
};

#define LM_VAL_NULL ((struct lm_val){ .kind = LM_K_NULL })

/* Whether a number was written that no DOUBLE can hold (1e400): it prints as it was written, compares as an
 * infinity, and is LDB-4010 in arithmetic. */
static inline bool
lm_val_beyond(const struct lm_val *v)
{
    return v->kind == LM_K_F64 && v->p != NULL && __builtin_isinf(v->f);
}

static inline bool
lm_val_is_null(const struct lm_val *v)
{
    return v->kind == LM_K_NULL || v->kind == LM_K_MISSING;
}

static inline struct lm_str
lm_val_text(const struct lm_val *v)
{
    return (struct lm_str){ v->p, v->n };
}

static inline struct lm_val
lm_val_int(int64_t i)
{
    return (struct lm_val){ .kind = LM_K_INT, .i = i };
}

static inline struct lm_val
lm_val_bool(bool b)
{
    return (struct lm_val){ .kind = LM_K_BOOL, .i = b };
}

static inline struct lm_val
lm_val_f64(double f)
{
    return (struct lm_val){ .kind = LM_K_F64, .f = f };
}

static inline struct lm_val
lm_val_str(struct lm_str s)
{
    return (struct lm_val){ .kind = LM_K_STR, .p = s.p, .n = (uint32_t)s.n };
}

/* The same value with its texts copied into `a`. */
struct lm_val lm_val_keep(struct lm_arena *a, struct lm_val v);

/* The value as text: '||', CAST AS VARCHAR, raw and CSV output (without quotes). NULL is empty. A
 * number that has its text appends that. */
void lm_val_print(struct lm_buf *b, const struct lm_val *v);

/* The value as JSON: strings quoted and escaped (only what JSON must), NaN and infinities null,
 * times and BYTEA as quoted text, nested values as written. */
void lm_val_print_json(struct lm_buf *b, const struct lm_val *v);

/* s as a JSON string, with its quotes. */
void lm_json_quote(struct lm_buf *b, struct lm_str s);

/* The number a value has: its own, or that of a text which JSON would call a number (BOOL has none).
 * False when it has none. *out is INT, F64 or DEC. */
bool lm_val_number(const struct lm_val *v, struct lm_val *out);

/* The nearest double of an INT, F64 or DEC. */
double lm_val_double(const struct lm_val *number);

/* What a CSV, TSV or logfmt field is: empty is NULL; what JSON would call a number or a boolean is one;
 * else text. With `quoted`, empty is empty text. The text is borrowed. */
struct lm_val lm_val_of_field(struct lm_str field, bool quoted);

/* Equality and order of keys (GROUP BY, DISTINCT, ORDER BY, dynamic with dynamic): booleans < numbers
 * < text < times < nested; 1 and 1.0 are equal; NULL equals NULL and comes last; NaN is above every
 * number. Exact between INT, DEC and F64. */
int lm_val_order(const struct lm_val *a, const struct lm_val *b);

/* Appends bytes that are equal for values that lm_val_order calls equal, and only for those; no
 * encoding is the beginning of another one, so several may follow each other. */
void lm_val_key(struct lm_buf *b, const struct lm_val *v);

#endif
