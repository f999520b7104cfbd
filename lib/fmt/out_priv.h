/* out_priv.h -- what the output formats share: a row as JSON, a row as cells. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_OUT_PRIV_H
#define LM_OUT_PRIV_H

#include "base/map.h"
#include "fmt/fmt.h"

/* One printed field of a format with fixed columns. */
enum out_form { OUT_NULL, OUT_NUMBER, OUT_TEXT };

struct out_cell {
    struct lm_str
        text;  /* of a column, the batch, or `scratch` (then p is set when the row is whole) */
    size_t at; /* in `scratch`, where text.p is NULL */
    enum out_form form;
};

/* A spread column: the members it has shown, in order of arrival, for rows in which it is NULL. */
struct out_spread {
    struct lm_map seen;
    struct lm_str *names; /* as written; [n] */
    uint32_t n, cap;
    uint32_t cell, ncell; /* its columns in formats with fixed ones */
    struct lm_str *cells; /* names of its members there; [ncell] */
};

/* A name that a row of JSON has already. */
struct out_used {
    struct lm_str name;
    uint32_t col;
};

/* lm_encoder.state. */
struct out {
    struct lm_str *keys; /* [ncol] `,"name":`, 16 readable bytes at least; empty for spread */
    size_t fix;          /* bytes that a JSON row needs without its texts */
    bool any_spread;
    bool bare;                 /* one spread column is all there is */
    struct out_spread *spread; /* [ncol] */
    struct out_used *used;
    uint32_t nused, used_cap;
    bool headed;             /* names of fixed columns are known and printed */
    struct out_cell *cells;  /* [nfixed] */
    struct lm_buf scratch;   /* texts of the cells of one row */
    struct lm_buf object;    /* debezium: before and after */
    struct out_table *table; /* TABLE: rows that wait */
    uint32_t name_width;     /* VERTICAL: cells of the longest name */
    bool plain;              /* CSV, TSV: rows are written straight from the columns */
    uint64_t special[4];     /* CSV, TSV: bytes that need care, eight times each */
};

/* The first column of a changelog: its name and value. n 0: none. */
struct out_tag {
    struct lm_str name;
    struct lm_str value; /* as JSON */
    bool text;           /* it is a text, and `value` has quotes */
};

/* Row r as a JSON object without end of line. */
void lm_out_object(struct lm_encoder *e, const struct lm_batch *b, uint32_t r,
                   const struct out_tag *tag, struct lm_buf *out);

/* Fixes the names of the columns if they are not; r is the first row (b NULL: there is none yet,
 * and nothing is done when names depend on it). True when they are known. */
bool lm_out_fix(struct lm_encoder *e, const struct lm_batch *b, uint32_t r);

/* Row r as e->nfixed cells in o->cells. */
void lm_out_cells(struct lm_encoder *e, const struct lm_batch *b, uint32_t r,
                  const struct out_tag *tag);

/* Formats with fixed columns: header, one row of o->cells, end. */
void lm_out_csv_head(struct lm_encoder *e, struct lm_buf *out);
void lm_out_csv_row(struct lm_encoder *e, struct lm_buf *out);
void lm_out_tsv_head(struct lm_encoder *e, struct lm_buf *out);
void lm_out_tsv_row(struct lm_encoder *e, struct lm_buf *out);
void lm_out_raw_row(struct lm_encoder *e, struct lm_buf *out);
void lm_out_markdown_head(struct lm_encoder *e, struct lm_buf *out);
void lm_out_markdown_row(struct lm_encoder *e, struct lm_buf *out);
void lm_out_vertical_head(struct lm_encoder *e, struct lm_buf *out);
void lm_out_vertical_row(struct lm_encoder *e, struct lm_buf *out);
void lm_out_table_head(struct lm_encoder *e, struct lm_buf *out);
void lm_out_table_row(struct lm_encoder *e, struct lm_buf *out);
void lm_out_table_pause(struct lm_encoder *e, struct lm_buf *out);
void lm_out_table_end(struct lm_encoder *e, struct lm_buf *out);

/* Row r of a CSV or TSV file straight from the columns: as lm_out_cells and a row of cells, but
 * faster. Not for spread columns. */
void lm_out_csv_plain(struct lm_encoder *e, const struct lm_batch *b, uint32_t r,
                      const struct out_tag *tag, struct lm_buf *out);
/* Whether that may be done; prepares it. Not when numbers could need quotes (--delimiter=-). */
bool lm_out_csv_is_plain(struct lm_encoder *e);

#define OUT_ONES UINT64_C(0x0101010101010101)
#define OUT_TOPS UINT64_C(0x8080808080808080)

/* Whether a byte of the eight is 0. */
static inline uint64_t
out_zero(uint64_t x)
{
    return (x - OUT_ONES) & ~x & OUT_TOPS;
}

/* Tells whether one of eight bytes needs care. It may say so of bytes that need none. */
typedef uint64_t out_special_f(uint64_t x, const uint64_t *with);

/* Copies n bytes to w; false (and w is spoiled) when one of them needs care. */
static inline __attribute__((always_inline)) bool
out_copy(char *w, const char *p, size_t n, out_special_f *special, const uint64_t *with)
{
    uint64_t x = 0, found = 0;

    if (n >= 8) {
        for (size_t i = 0; i + 8 <= n; i += 8) {
            memcpy(&x, p + i, 8);
            found |= special(x, with);
            memcpy(w + i, &x, 8);
        }
        memcpy(&x, p + n - 8, 8);
        memcpy(w + n - 8, &x, 8);
        return (found | special(x, with)) == 0;
    }
    if (n >= 4) {
        uint32_t head, tail;
        memcpy(&head, p, 4);
        memcpy(&tail, p + n - 4, 4);
        memcpy(w, &head, 4);
        memcpy(w + n - 4, &tail, 4);
        return special((uint64_t)head << 32 | tail, with) == 0;
    }
    x = OUT_ONES * 'a';
    for (size_t i = 0; i < n; i++) {
        x = x << 8 | (unsigned char)p[i];
        w[i] = p[i];
    }
    return special(x, with) == 0;
}

static inline struct out *
out_of(struct lm_encoder *e)
{
    return e->state;
}

#endif
