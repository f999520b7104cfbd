/* col.h -- a column of a batch: its kind, its values, its NULLs. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_COL_H
#define LM_COL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "data/val.h"

/* What a NULL map holds. Kernels test for 0; IS MISSING wants to know more. */
enum { LM_NULL_NO = 0, LM_NULL_YES = 1, LM_NULL_MISSING = 2 };

/* Values are indexed by the row number of the batch, whatever rows are selected; values of rows that
 * are NULL or not selected may be anything (but strings of NULL rows have n = 0). */
struct lm_col {
    enum lm_kind kind;
    uint8_t scale;       /* of DEC */
    uint8_t *null;       /* [row] not 0: NULL (enum below); NULL pointer: no row is, or all are (LM_K_NULL) */
    struct lm_str *text; /* [row] INT and F64 from undeclared input: the number as written, where that
                            may differ from how it prints (p NULL: print it); else NULL pointer */
    union {
        void *data;
        uint8_t *b;        /* BOOL */
        int64_t *i;        /* INT DATE TIME TS */
        double *f;         /* F64 */
        lm_i128 *d;        /* DEC */
        struct lm_str *s;  /* STR BYTES JSON */
        struct lm_ivl *v;  /* IVL */
        struct lm_val *y;  /* DYN; `null` is NULL: the values tell */
    };
};

/* Bytes of one value; 0 for LM_K_NULL. */
size_t lm_kind_bytes(enum lm_kind k);

/* A column of that kind with uninitialised room for `cap` rows, no NULLs. */
void lm_col_init(struct lm_col *c, enum lm_kind k, uint32_t cap, struct lm_arena *a);

/* Gives the column a NULL map of `cap` zeros if it has none. */
void lm_col_nullable(struct lm_col *c, uint32_t cap, struct lm_arena *a);

/* The value of row r, texts borrowed. */
struct lm_val lm_col_get(const struct lm_col *c, uint32_t r);

/* Writes row r of a column that was made by lm_col_init. A value of another kind turns the column
 * into LM_K_DYN (a column of LM_K_NULL into the value's kind): rows 0 .. r-1 must have been written,
 * and `cap` is the column's. A DEC of another scale too. Texts are borrowed. */
void lm_col_set(struct lm_col *c, uint32_t r, const struct lm_val *v, uint32_t cap, struct lm_arena *a);

/* NULL at r? */
static inline bool
lm_col_is_null(const struct lm_col *c, uint32_t r)
{
    if (c->kind == LM_K_NULL)
        return true;
    if (c->kind == LM_K_DYN)
        return lm_val_is_null(&c->y[r]);
    return c->null != NULL && c->null[r] != 0;
}

#endif
