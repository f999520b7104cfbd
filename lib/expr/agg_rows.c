/* agg_rows.c -- aggregates of all their rows: lists, percentiles, counts of values. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "base/buf.h"
#include "data/json.h"
#include "expr/agg_priv.h"

/* Moves what was printed into the arena. */
static void
rows_text(struct lm_buf *b, enum lm_kind kind, struct lm_arena *arena, struct lm_val *out)
{
    struct lm_str s = lm_str_dup(arena, lm_buf_str(b));

    *out = lm_val_str(s);
    out->kind = (uint8_t)kind;
    lm_buf_fini(b);
}

void
lm_agg_string_rows(const struct lm_agg *a, const struct lm_agg_row *const *rows, uint32_t n,
                   struct lm_arena *arena, struct lm_val *out)
{
    struct lm_buf b = {0};
    bool first = true;

    for (uint32_t i = 0; i < n; i++) {
        for (int64_t w = 0; w < rows[i]->weight; w++) {
            if (!first)
                lm_val_print(&b, &a->param[0]);
            first = false;
            lm_val_print(&b, &rows[i]->arg[0]);
        }
    }
    rows_text(&b, LM_K_STR, arena, out);
}

void
lm_agg_array_rows(const struct lm_agg *a, const struct lm_agg_row *const *rows, uint32_t n,
                  struct lm_arena *arena, struct lm_val *out)
{
    struct lm_buf b = {0};

    lm_buf_addc(&b, '[');
    for (uint32_t i = 0; i < n; i++) {
        for (int64_t w = 0; w < rows[i]->weight; w++) {
            if (b.n > 1)
                lm_buf_addc(&b, ',');
            lm_val_print_json(&b, &rows[i]->arg[0]);
        }
    }
    lm_buf_addc(&b, ']');
    rows_text(&b, LM_K_JSON, arena, out);
}

/* A value as the key of a JSON object. */
static void
rows_key(struct lm_buf *b, const struct lm_val *v)
{
    struct lm_buf text = {0};

    lm_val_print(&text, v);
    lm_json_quote(b, lm_buf_str(&text));
    lm_buf_addc(b, ':');
    lm_buf_fini(&text);
}

void
lm_agg_object_rows(const struct lm_agg *a, const struct lm_agg_row *const *rows, uint32_t n,
                   struct lm_arena *arena, struct lm_val *out)
{
    struct lm_buf b = {0};

    assert(a->nvalue == 2);
    lm_buf_addc(&b, '{');
    for (uint32_t i = 0; i < n; i++) {
        if (b.n > 1)
            lm_buf_addc(&b, ',');
        rows_key(&b, &rows[i]->arg[0]);
        lm_val_print_json(&b, &rows[i]->arg[1]);
    }
    lm_buf_addc(&b, '}');
    rows_text(&b, LM_K_JSON, arena, out);
}

static int64_t
rows_count(const struct lm_agg_row *const *rows, uint32_t n)
{
    int64_t count = 0;

    for (uint32_t i = 0; i < n; i++)
        count += rows[i]->weight;
    return count;
}

/* The value at place `at` from 0 in sorted rows; their weights add up to `count`. */
static const struct lm_val *
rows_at(const struct lm_agg_row *const *rows, uint32_t n, int64_t count, int64_t at)
{
    uint32_t i = 0;

    assert(at >= 0 && at < count);
    if (count == n)
        return &rows[at]->arg[0];
    for (; i < n - 1 && at >= rows[i]->weight; i++)
        at -= rows[i]->weight;
    return &rows[i]->arg[0];
}

/* param[1] tells of ORDER BY x DESC. */
double
lm_agg_fraction(const struct lm_agg *a)
{
    double f = lm_val_double(&a->param[0]);

    assert(f >= 0 && f <= 1);
    return a->param[1].kind == LM_K_BOOL && a->param[1].i != 0 ? 1 - f : f;
}

const struct lm_val *
lm_agg_place(const struct lm_agg *a, const struct lm_agg_row *const *rows, uint32_t n, int64_t more,
             double *part)
{
    int64_t count = rows_count(rows, n);
    double place = lm_agg_fraction(a) * (double)(count - 1);
    int64_t at = (int64_t)floor(place);

    *part = place - (double)at;
    return rows_at(rows, n, count, at + more);
}

void
lm_agg_cont_rows(const struct lm_agg *a, const struct lm_agg_row *const *rows, uint32_t n,
                 struct lm_arena *arena, struct lm_val *out)
{
    double part = 0, low = lm_val_double(lm_agg_place(a, rows, n, 0, &part));

    if (part > 0) {
        double high = lm_val_double(lm_agg_place(a, rows, n, 1, &part));
        low = high == low ? low : low + (high - low) * part;
    }
    *out = lm_val_f64(low);
}

void
lm_agg_disc_rows(const struct lm_agg *a, const struct lm_agg_row *const *rows, uint32_t n,
                 struct lm_arena *arena, struct lm_val *out)
{
    bool desc = a->param[1].kind == LM_K_BOOL && a->param[1].i != 0;
    int64_t count = rows_count(rows, n);
    int64_t at = (int64_t)ceil(lm_val_double(&a->param[0]) * (double)count) - 1;

    at = at < 0 ? 0 : at >= count ? count - 1 : at;
    *out = *rows_at(rows, n, count, desc ? count - 1 - at : at);
}

/* End of the run of equal values that begins at i; *weight is how many rows they are. */
static uint32_t
rows_run(const struct lm_agg_row *const *rows, uint32_t n, uint32_t i, int64_t *weight)
{
    uint32_t end = i;

    *weight = 0;
    while (end < n && lm_val_order(&rows[end]->arg[0], &rows[i]->arg[0]) == 0)
        *weight += rows[end++]->weight;
    return end;
}

void
lm_agg_mode_rows(const struct lm_agg *a, const struct lm_agg_row *const *rows, uint32_t n,
                 struct lm_arena *arena, struct lm_val *out)
{
    const struct lm_agg_row *best = NULL;
    int64_t most = 0, weight = 0;

    for (uint32_t i = 0; i < n;) {
        uint32_t end = rows_run(rows, n, i, &weight);
        if (weight > most || (weight == most && best != NULL && rows[i]->seq < best->seq)) {
            most = weight;
            best = rows[i];
        }
        i = end;
    }
    *out = best != NULL ? best->arg[0] : LM_VAL_NULL;
}

void
lm_agg_histogram_rows(const struct lm_agg *a, const struct lm_agg_row *const *rows, uint32_t n,
                      struct lm_arena *arena, struct lm_val *out)
{
    struct lm_buf b = {0};
    int64_t weight = 0;

    lm_buf_addc(&b, '{');
    for (uint32_t i = 0; i < n;) {
        uint32_t end = rows_run(rows, n, i, &weight);
        if (i > 0)
            lm_buf_addc(&b, ',');
        rows_key(&b, &rows[i]->arg[0]);
        lm_buf_addf(&b, "%lld", (long long)weight);
        i = end;
    }
    lm_buf_addc(&b, '}');
    rows_text(&b, LM_K_JSON, arena, out);
}

/* The first arguments of the first (down: last) rows in order, as many as param[0] says. */
static void
rows_first_n(const struct lm_agg *a, const struct lm_agg_row *const *rows, uint32_t n, bool down,
             struct lm_buf *b)
{
    int64_t left = a->param[0].i;

    lm_buf_addc(b, '[');
    for (uint32_t i = 0; i < n && left > 0; i++) {
        const struct lm_agg_row *row = rows[down ? n - 1 - i : i];
        for (int64_t w = 0; w < row->weight && left > 0; w++, left--) {
            if (b->n > 1)
                lm_buf_addc(b, ',');
            lm_val_print_json(b, &row->arg[0]);
        }
    }
    lm_buf_addc(b, ']');
}

/* The greatest, from the greatest down. */
void
lm_agg_topk_rows(const struct lm_agg *a, const struct lm_agg_row *const *rows, uint32_t n,
                 struct lm_arena *arena, struct lm_val *out)
{
    struct lm_buf b = {0};

    rows_first_n(a, rows, n, true, &b);
    rows_text(&b, LM_K_JSON, arena, out);
}

/* The least, from the least up. */
void
lm_agg_first_n_rows(const struct lm_agg *a, const struct lm_agg_row *const *rows, uint32_t n,
                    struct lm_arena *arena, struct lm_val *out)
{
    struct lm_buf b = {0};

    rows_first_n(a, rows, n, false, &b);
    rows_text(&b, LM_K_JSON, arena, out);
}

/* The answer of a->each for every fraction of an array of them. */
void
lm_agg_each_rows(const struct lm_agg *a, const struct lm_agg_row *const *rows, uint32_t n,
                 struct lm_arena *arena, struct lm_val *out)
{
    struct lm_agg one = *a;
    struct lm_buf b = {0};
    struct lm_json_iter it;

    assert(a->each != NULL && a->param[0].kind == LM_K_JSON);
    lm_buf_addc(&b, '[');
    lm_json_begin(&it, lm_val_text(&a->param[0]));
    while (lm_json_next(&it)) {
        struct lm_val v = LM_VAL_NULL;
        one.param[0] = lm_json_val(arena, it.item);
        if (b.n > 1)
            lm_buf_addc(&b, ',');
        if (!lm_val_is_null(&one.param[0]))
            a->each->rows(&one, rows, n, arena, &v);
        lm_val_print_json(&b, &v);
    }
    lm_buf_addc(&b, ']');
    rows_text(&b, LM_K_JSON, arena, out);
}
