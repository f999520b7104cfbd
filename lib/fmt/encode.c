/* encode.c -- rows out: which of them are records, and how a change is written. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * The selected rows of a batch are walked once. A pair (an old row and, directly behind it, the row
 * that replaces it) whose rows print the same is no change and is left out. What remains becomes
 * records as the changelog wants them, and each record goes to one of two writers: a row as a JSON
 * object, or a row as cells. Both know rows and tags, nothing of changes.
 */
#include <assert.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/civil.h"
#include "fmt/out_priv.h"

enum { ENCODE_NUMBER_BYTES = 96 }; /* of any value but a text: the longest interval */

struct encode_format {
    const char *name;
    void (*head)(struct lm_encoder *e, struct lm_buf *out); /* before the first row */
    void (*row)(struct lm_encoder *e, struct lm_buf *out);  /* of cells; NULL: rows are JSON */
};

static const struct encode_format encode_formats[] = {
    [LM_OUT_NDJSON] = { "ndjson", NULL, NULL },
    [LM_OUT_CSV] = { "csv", lm_out_csv_head, lm_out_csv_row },
    [LM_OUT_TSV] = { "tsv", lm_out_tsv_head, lm_out_tsv_row },
    [LM_OUT_TABLE] = { "table", lm_out_table_head, lm_out_table_row },
    [LM_OUT_VERTICAL] = { "vertical", lm_out_vertical_head, lm_out_vertical_row },
    [LM_OUT_MARKDOWN] = { "markdown", lm_out_markdown_head, lm_out_markdown_row },
    [LM_OUT_JSON] = { "json", NULL, NULL },
    [LM_OUT_RAW] = { "raw", NULL, lm_out_raw_row },
};

/* What has become of the rows of one record; -1: there is no such row. */
struct encode_change {
    int32_t before, after;
    struct out_tag tag;
};

bool
lm_out_by_name(struct lm_str name, enum lm_out_fmt *out)
{
    if (name.n == 5 && strncasecmp(name.p, "jsonl", 5) == 0)
        name = LM_STR("ndjson");
    for (size_t i = 0; i < sizeof encode_formats / sizeof *encode_formats; i++) {
        const char *known = encode_formats[i].name;
        if (strlen(known) == name.n && strncasecmp(known, name.p, name.n) == 0) {
            *out = (enum lm_out_fmt)i;
            return true;
        }
    }
    return false;
}

/* Prints the header once its names are known. */
static void
encode_head(struct lm_encoder *e, const struct lm_batch *b, uint32_t r, struct lm_buf *out)
{
    struct out *o = out_of(e);

    if (o->headed || !lm_out_fix(e, b, r))
        return;
    o->headed = true;
    if (encode_formats[e->fmt].head != NULL && !e->no_header)
        encode_formats[e->fmt].head(e, out);
}

void
lm_encode_begin(struct lm_encoder *e, struct lm_buf *out)
{
    struct out *o = lm_alloc(e->arena, sizeof *o);
    struct lm_buf key = { 0 };

    assert(e->state == NULL && e->arena != NULL);
    e->state = o;
    e->delimiter = e->delimiter != '\0' ? e->delimiter : ',';
    e->quote = e->quote != '\0' ? e->quote : '"';
    o->keys = lm_alloc(e->arena, e->ncol * sizeof *o->keys);
    o->spread = lm_alloc(e->arena, e->ncol * sizeof *o->spread);
    o->fix = 64;
    for (uint32_t i = 0; i < e->ncol; i++) {
        key.n = 0;
        lm_buf_addc(&key, ',');
        lm_json_quote(&key, e->names[i]);
        lm_buf_addc(&key, ':');
        size_t n = key.n;
        lm_buf_addz(&key, "                ");
        o->keys[i] = (struct lm_str){ lm_alloc_copy(e->arena, key.p, key.n), n };
        o->fix += key.n + ENCODE_NUMBER_BYTES;
        o->any_spread = o->any_spread || (e->spread != NULL && e->spread[i]);
    }
    lm_buf_fini(&key);
    o->bare = o->any_spread && e->ncol == 1;
    if (e->fmt == LM_OUT_CSV || e->fmt == LM_OUT_TSV)
        o->plain =
            lm_out_csv_is_plain(e) && !o->any_spread && e->changelog != LM_CHANGELOG_DEBEZIUM;
    if (e->fmt == LM_OUT_JSON)
        lm_buf_addc(out, '[');
    else if (encode_formats[e->fmt].row != NULL)
        encode_head(e, NULL, 0, out);
}

/* {"before":..,"after":..,"op":"..","ts_ms":..} with the parts between its names. */
static void
debezium_parts(struct lm_encoder *e, const struct lm_batch *b, const struct encode_change *c,
               struct lm_buf *out, size_t at[4])
{
    static const struct out_tag none = { 0 };
    int32_t rows[2] = { c->before, c->after };
    char number[LM_I64_TEXT];

    for (int i = 0; i < 2; i++) {
        at[i] = out->n;
        if (rows[i] >= 0)
            lm_out_object(e, b, (uint32_t)rows[i], &none, out);
    }
    at[2] = out->n;
    int64_t ts = b->ts != NULL ? b->ts[c->after >= 0 ? c->after : c->before] : LM_NO_TIME;
    if (ts != LM_NO_TIME)
        lm_buf_add(out, number, lm_i64_print(lm_floor_div(ts, 1000), number));
    at[3] = out->n;
}

static const char *
debezium_op(const struct encode_change *c)
{
    return c->before < 0 ? "c" : c->after < 0 ? "d" : "u";
}

static void
debezium_json(struct lm_encoder *e, const struct lm_batch *b, const struct encode_change *c,
              struct lm_buf *out)
{
    struct lm_buf *o = &out_of(e)->object;
    size_t at[4];

    o->n = 0;
    debezium_parts(e, b, c, o, at);
    lm_buf_addz(out, "{\"before\":");
    lm_buf_adds(out, at[1] > at[0] ? (struct lm_str){ o->p, at[1] } : LM_STR("null"));
    lm_buf_addz(out, ",\"after\":");
    lm_buf_adds(out,
                at[2] > at[1] ? (struct lm_str){ o->p + at[1], at[2] - at[1] } : LM_STR("null"));
    lm_buf_addz(out, ",\"op\":\"");
    lm_buf_addz(out, debezium_op(c));
    lm_buf_addz(out, "\",\"ts_ms\":");
    lm_buf_adds(out,
                at[3] > at[2] ? (struct lm_str){ o->p + at[2], at[3] - at[2] } : LM_STR("null"));
    lm_buf_addc(out, '}');
}

static void
debezium_cells(struct lm_encoder *e, const struct lm_batch *b, const struct encode_change *c)
{
    struct out *o = out_of(e);
    size_t at[4];

    o->object.n = 0;
    debezium_parts(e, b, c, &o->object, at);
    for (int i = 0; i < 3; i++) {
        struct out_cell *to = &o->cells[i < 2 ? i : 3];
        size_t n = at[i + 1] - at[i];
        to->text = n > 0 ? (struct lm_str){ o->object.p + at[i], n } : LM_STR("");
        to->form = n == 0 ? OUT_NULL : i < 2 ? OUT_TEXT : OUT_NUMBER;
    }
    o->cells[2] = (struct out_cell){ .text = lm_str_of(debezium_op(c)), .form = OUT_TEXT };
}

static void
encode_record(struct lm_encoder *e, const struct lm_batch *b, const struct encode_change *c,
              struct lm_buf *out)
{
    const struct encode_format *f = &encode_formats[e->fmt];
    const struct out *o = out_of(e);
    bool debezium = e->changelog == LM_CHANGELOG_DEBEZIUM;
    uint32_t r = (uint32_t)(c->after >= 0 ? c->after : c->before);

    if (f->row != NULL) {
        encode_head(e, b, r, out);
        if (debezium)
            debezium_cells(e, b, c);
        else if (!o->plain)
            lm_out_cells(e, b, r, &c->tag);
        if (o->plain)
            lm_out_csv_plain(e, b, r, &c->tag, out);
        else
            f->row(e, out);
    } else {
        if (e->fmt == LM_OUT_JSON && e->rows > 0)
            lm_buf_add(out, ",\n", 2);
        if (debezium)
            debezium_json(e, b, c, out);
        else
            lm_out_object(e, b, r, &c->tag, out);
        if (e->fmt == LM_OUT_NDJSON)
            lm_buf_addc(out, '\n');
    }
    e->rows++;
}

/* Whether two rows of a column print the same. */
static bool
same_in(const struct lm_col *c, uint32_t r, uint32_t s)
{
    struct lm_val x = lm_col_get(c, r), y = lm_col_get(c, s);

    if (lm_val_is_null(&x) || lm_val_is_null(&y))
        return lm_val_is_null(&x) && lm_val_is_null(&y);
    if (x.kind != y.kind)
        return false;
    if (x.p != NULL && y.p != NULL)
        return lm_str_eq(lm_val_text(&x), lm_val_text(&y));
    return lm_val_order(&x, &y) == 0;
}

static bool
same_rows(const struct lm_batch *b, uint32_t ncol, uint32_t r, uint32_t s)
{
    for (uint32_t i = 0; i < ncol; i++)
        if (!same_in(&b->cols[i], r, s))
            return false;
    return true;
}

static bool
same_key(const struct lm_encoder *e, const struct lm_batch *b, uint32_t r, uint32_t s)
{
    for (uint32_t i = 0; e->is_key != NULL && i < e->ncol; i++)
        if (e->is_key[i] && !same_in(&b->cols[i], r, s))
            return false;
    return true;
}

/* The records of one change (a row, or a pair), as the changelog writes them: at most two. */
static uint32_t
records_of(const struct lm_encoder *e, const struct lm_batch *b, int32_t before, int32_t after,
           struct encode_change to[2])
{
    static const struct out_tag weights[2] = { { LM_STR("_weight"), LM_STR("-1"), false },
                                               { LM_STR("_weight"), LM_STR("1"), false } };
    static const struct out_tag ops[4] = { { LM_STR("_op"), LM_STR("\"-D\""), true },
                                           { LM_STR("_op"), LM_STR("\"+I\""), true },
                                           { LM_STR("_op"), LM_STR("\"-U\""), true },
                                           { LM_STR("_op"), LM_STR("\"+U\""), true } };
    static const struct out_tag keys[2] = { { LM_STR("_op"), LM_STR("\"D\""), true },
                                            { LM_STR("_op"), LM_STR("\"U\""), true } };
    bool pair = before >= 0 && after >= 0;
    bool old = before >= 0;
    const struct out_tag *tags = weights;
    uint32_t n = 0;

    switch (e->changelog) {
    case LM_CHANGELOG_DEBEZIUM:
        to[0] = (struct encode_change){ .before = before, .after = after };
        return 1;
    case LM_CHANGELOG_PLAIN:
        to[0] = (struct encode_change){ .before = -1, .after = after };
        return after >= 0;
    case LM_CHANGELOG_WEIGHT:
        break;
    case LM_CHANGELOG_OP:
        tags = pair ? ops + 2 : ops;
        break;
    case LM_CHANGELOG_UPSERT:
        tags = keys;
        old = old && (!pair || !same_key(e, b, (uint32_t)before, (uint32_t)after));
        break;
    }
    if (old)
        to[n++] = (struct encode_change){ before, -1, tags[0] };
    if (after >= 0)
        to[n++] = (struct encode_change){ -1, after, tags[1] };
    return n;
}

/* Rows of an append-only stream: each is a record. */
static uint64_t
encode_plain(struct lm_encoder *e, const struct lm_batch *b, uint64_t limit, struct lm_buf *out)
{
    struct encode_change c = { .before = -1 };
    uint64_t n = b->sel.n < limit ? b->sel.n : limit;

    for (uint32_t k = 0; k < n; k++) {
        c.after = (int32_t)lm_sel_row(b->sel, k);
        encode_record(e, b, &c, out);
    }
    return n;
}

uint64_t
lm_encode(struct lm_encoder *e, const struct lm_batch *b, uint64_t limit, struct lm_buf *out)
{
    uint64_t done = 0;

    assert(e->state != NULL && b->ncol >= e->ncol);
    if (e->changelog == LM_CHANGELOG_PLAIN && b->weight == NULL)
        return encode_plain(e, b, limit, out);
    for (uint32_t k = 0; k < b->sel.n && done < limit; k++) {
        uint32_t r = lm_sel_row(b->sel, k), next = k + 1 < b->sel.n ? lm_sel_row(b->sel, k + 1) : 0;
        int64_t weight = b->weight != NULL ? b->weight[r] : 1;
        bool pair = next > r && lm_batch_replaces(b, r, next);
        struct encode_change to[2];

        k += pair;
        if (weight == 0 || (pair && same_rows(b, e->ncol, r, next)))
            continue;
        int32_t row = (int32_t)r;
        uint32_t n = pair ? records_of(e, b, row, (int32_t)next, to)
                          : records_of(e, b, weight < 0 ? row : -1, weight > 0 ? row : -1, to);
        int64_t times = e->changelog == LM_CHANGELOG_UPSERT || pair ? 1
                        : weight < 0                                ? -weight
                                                                    : weight;
        for (; times > 0 && done < limit; times--)
            for (uint32_t i = 0; i < n && done < limit; i++, done++)
                encode_record(e, b, &to[i], out);
    }
    return done;
}

void
lm_encode_pause(struct lm_encoder *e, struct lm_buf *out)
{
    assert(e->state != NULL);
    if (e->fmt == LM_OUT_TABLE)
        lm_out_table_pause(e, out);
}

void
lm_encode_end(struct lm_encoder *e, struct lm_buf *out)
{
    struct out *o = out_of(e);

    assert(o != NULL);
    if (e->fmt == LM_OUT_JSON)
        lm_buf_add(out, "]\n", 2);
    else if (e->fmt == LM_OUT_TABLE)
        lm_out_table_end(e, out);
    lm_buf_fini(&o->scratch);
    lm_buf_fini(&o->object);
    e->state = NULL;
}
