/* op_join.c -- joins with a snapshot: the right side is read first and whole. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Right rows are kept in order of arrival; those of one key are linked through their tags, which start at
 * the key's group in a hash table. A left row finds its group, walks the link, and, where there is a
 * residual condition, has it evaluated over all candidates at once as a small batch. Left rows that come
 * too early wait in a store of their own and are answered when the right side has ended.
 */
#include "op/op_join.h"

#include <assert.h>

#include "base/hash.h"
#include "op/keep.h"
#include "op/out.h"
#include "state/table.h"

static lm_op_batch_f join_batch;
static lm_op_mark_f join_mark;
static lm_op_close_f join_close;

static const struct lm_op_type lm_op_join = {
    .name = "join",
    .batch = join_batch,
    .mark = join_mark,
    .close = join_close,
};

/* The right rows of one key. */
struct partners {
    struct lm_group group; /* must stay first */
    struct lm_row *first, *last;
    bool has_null; /* IN: a NULL among the compared values */
};

struct join {
    struct lm_op op;
    struct lm_join_spec spec;
    struct lm_eval eval;
    struct lm_pool_home home;
    struct lm_pool pool;
    struct lm_table table;
    struct lm_rows right, early; /* early: left rows that wait for the right side */
    struct lm_out out;
    struct lm_buf code;
    struct lm_val *row;       /* [nleft + nright] the row being made */
    const struct lm_col **col; /* [nkey] */
    uint16_t *pass;           /* [LM_BATCH_ROWS] candidates that the residual lets through */
    struct lm_arena arena;    /* of candidate batches */
    uint64_t told_bytes;
    bool ready;               /* the right side has ended */
};

struct lm_op *
lm_snapshot_new(struct lm_op_ctx *ctx, const struct lm_join_spec *spec)
{
    struct join *j = lm_alloc(ctx->arena, sizeof *j);
    bool right_out = spec->mode <= LM_JOIN_MODE_FULL || spec->mode == LM_JOIN_MODE_SINGLE;

    lm_op_init(&j->op, &lm_op_join, ctx, 2);
    j->spec = *spec;
    lm_op_eval_init(&j->op, &j->eval);
    lm_pool_home_init(&j->home);
    lm_pool_init(&j->pool, &j->home);
    lm_table_init(&j->table, &j->pool, sizeof(struct partners), NULL);
    lm_rows_init(&j->right, spec->nright, false);
    lm_rows_init(&j->early, spec->nleft, false);
    lm_out_init(&j->out, &j->op, spec->nleft + (right_out ? spec->nright : 0), LM_OUT_TIMES);
    lm_arena_init(&j->arena, 256 * 1024);
    j->row = lm_alloc(ctx->arena, (spec->nleft + spec->nright + 1) * sizeof *j->row);
    j->col = lm_alloc(ctx->arena, (spec->nkey + 1) * sizeof *j->col);
    j->pass = lm_alloc(ctx->arena, LM_BATCH_ROWS * sizeof *j->pass);
    return &j->op;
}

static void
join_close(struct lm_op *op)
{
    struct join *j = (struct join *)op;

    lm_out_fini(&j->out);
    lm_rows_fini(&j->right);
    lm_rows_fini(&j->early);
    lm_pool_reset(&j->pool);
    lm_pool_home_fini(&j->home);
    lm_buf_fini(&j->code);
    lm_arena_fini(&j->arena);
}

/* Keys ---------------------------------------------------------------------------------------------------------- */

/* The key of row r in j->col from column `from` on. False when one of its values is NULL. */
static bool
key_of(struct join *j, uint32_t r, uint32_t from, struct lm_key *key)
{
    bool whole = true;

    j->code.n = 0;
    for (uint32_t i = from; i < j->spec.nkey; i++) {
        struct lm_val v = lm_col_get(j->col[i], r);
        whole = whole && !lm_val_is_null(&v);
        lm_val_key(&j->code, &v);
    }
    *key = (struct lm_key){ .hash = lm_hash_bytes(j->code.p, j->code.n),
                            .p = j->code.p,
                            .n = (uint32_t)j->code.n,
                            .form = LM_KEY_CODE };
    return whole;
}

static void
keys_eval(struct join *j, struct lm_batch *b, struct lm_expr **key)
{
    lm_op_eval_begin(&j->op, &j->eval, b);
    for (uint32_t i = 0; i < j->spec.nkey; i++)
        j->col[i] = lm_expr_eval(key[i], &j->eval, b->sel);
}

static struct partners *
partners_of(struct join *j, const struct lm_key *key, bool make)
{
    struct lm_group *g = lm_table_find(&j->table, key);

    if (g == NULL && make)
        g = lm_table_add(&j->table, key);
    return (struct partners *)g;
}

/* The right side ------------------------------------------------------------------------------------------------- */

/* For IN, rows are also known by their other keys alone: whether there are any, and NULLs among them. */
static void
right_others(struct join *j, uint32_t r)
{
    struct lm_key key;
    struct lm_val v = lm_col_get(j->col[0], r);

    lm_buf_addc(&j->code, 0);
    if (!key_of(j, r, 1, &key))
        return;
    key.hash = ~key.hash; /* apart from whole keys */
    struct partners *p = partners_of(j, &key, true);
    p->has_null = p->has_null || lm_val_is_null(&v);
}

static enum lm_flow
right_batch(struct join *j, struct lm_batch *b)
{
    keys_eval(j, b, j->spec.rkey);
    for (uint32_t k = 0; k < b->sel.n; k++) {
        uint32_t r = lm_sel_row(b->sel, k);
        struct lm_key key;
        lm_row_of_batch(b, r, j->row);
        struct lm_row *row = lm_rows_add(&j->right, j->row, lm_keep_seq(b, r), lm_keep_ts(b, r));
        row->tag = 0;
        row->weight = 0; /* partners found so far */
        if (j->spec.null_aware)
            right_others(j, r);
        if (!key_of(j, r, 0, &key))
            continue;
        struct partners *p = partners_of(j, &key, true);
        if (p->first == NULL)
            p->first = row;
        else
            p->last->tag = (uint64_t)(uintptr_t)row;
        p->last = row;
    }
    lm_keep_count(&j->op, &j->right, &j->told_bytes);
    return LM_MORE;
}

static struct lm_row *
next_partner(const struct lm_row *row)
{
    return (struct lm_row *)(uintptr_t)row->tag;
}

/* The left side --------------------------------------------------------------------------------------------------- */

/* Up to LM_BATCH_ROWS candidates from `first` on as a batch beside left row values; *n of them. */
static struct lm_sel
residual(struct join *j, struct lm_row *first, struct lm_row **cand, uint32_t *n, const struct lm_batch *like)
{
    uint32_t ncol = j->spec.nleft + j->spec.nright;
    struct lm_batch b = { .arena = &j->arena, .ncol = ncol };

    lm_arena_reset(&j->arena);
    b.cols = lm_alloc(&j->arena, (ncol + 1) * sizeof *b.cols);
    *n = 0;
    for (struct lm_row *row = first; row != NULL && *n < LM_BATCH_ROWS; row = next_partner(row))
        cand[(*n)++] = row;
    for (uint32_t c = 0; c < ncol; c++)
        lm_col_init(&b.cols[c], LM_K_NULL, *n, &j->arena);
    for (uint32_t k = 0; k < *n; k++) {
        lm_row_get(cand[k], j->spec.nright, j->row + j->spec.nleft);
        for (uint32_t c = 0; c < ncol; c++)
            lm_col_set(&b.cols[c], k, &j->row[c], *n, &j->arena);
    }
    b.nrow = *n;
    b.sel = lm_sel_all(*n);
    b.origin = like->origin;
    struct lm_eval x = j->eval;
    x.arena = &j->arena;
    lm_op_eval_begin(&j->op, &x, &b);
    return lm_expr_select(j->spec.residual, &x, b.sel, j->pass);
}

/* Writes the row in j->row, the right half as it is there. */
static void
put(struct join *j, const struct lm_batch *b, uint32_t r)
{
    struct lm_out_row head = { .weight = 1,
                               .ts = lm_keep_ts(b, r),
                               .mark = b->mark != NULL ? b->mark[r] : LM_MARK_MIN,
                               .seq = lm_keep_seq(b, r) };

    lm_out_add(&j->out, &head, j->row);
}

/* One partner of the left row at hand: counts it and, where the mode shows it, writes the pair. */
static void
pair(struct join *j, const struct lm_batch *b, uint32_t r, struct lm_row *partner)
{
    partner->weight = 1;
    if (j->spec.mode > LM_JOIN_MODE_FULL && j->spec.mode != LM_JOIN_MODE_SINGLE)
        return;
    lm_row_get(partner, j->spec.nright, j->row + j->spec.nleft);
    put(j, b, r);
}

/* How many partners left row r has (counting stops at one where only that matters); pairs are written. */
static uint32_t
match(struct join *j, const struct lm_batch *b, uint32_t r, struct lm_row *first)
{
    uint32_t found = 0;

    lm_row_of_batch(b, r, j->row);
    for (struct lm_row *row = first; row != NULL;) {
        if (j->spec.residual == NULL) {
            pair(j, b, r, row);
            found++;
            row = next_partner(row);
            continue;
        }
        struct lm_row *cand[LM_BATCH_ROWS];
        uint32_t n;
        struct lm_sel pass = residual(j, row, cand, &n, b);
        for (uint32_t k = 0; k < pass.n; k++)
            pair(j, b, r, cand[lm_sel_row(pass, k)]);
        found += pass.n;
        row = next_partner(cand[n - 1]);
    }
    return found;
}

/* What IN gives for a row without a partner: FALSE, or NULL where NULLs leave it open. */
static bool
unknown(struct join *j, uint32_t r, const struct lm_col *value)
{
    struct lm_val v = lm_col_get(value, r);
    struct lm_key key;

    if (!key_of(j, r, 1, &key))
        return false;
    key.hash = ~key.hash;
    const struct partners *p = partners_of(j, &key, false);
    return p != NULL && (p->has_null || lm_val_is_null(&v));
}

static void
unmatched(struct join *j, const struct lm_batch *b, uint32_t r)
{
    if (j->spec.mode != LM_JOIN_MODE_LEFT && j->spec.mode != LM_JOIN_MODE_FULL &&
        j->spec.mode != LM_JOIN_MODE_SINGLE)
        return;
    for (uint32_t c = 0; c < j->spec.nright; c++)
        j->row[j->spec.nleft + c] = LM_VAL_NULL;
    put(j, b, r);
}

/* The batch with the rows that `keep` says, or with a column of answers behind. */
static enum lm_flow
push_answers(struct join *j, struct lm_batch *b, const uint8_t *answer)
{
    if (j->spec.mode == LM_JOIN_MODE_MARK) {
        struct lm_col *cols = lm_alloc_raw(b->arena, (b->ncol + 1) * sizeof *cols);
        for (uint32_t c = 0; c < b->ncol; c++)
            cols[c] = b->cols[c];
        struct lm_col *mark = &cols[b->ncol];
        lm_col_init(mark, LM_K_BOOL, b->nrow, b->arena);
        lm_col_nullable(mark, b->nrow, b->arena);
        for (uint32_t k = 0; k < b->sel.n; k++) {
            uint32_t r = lm_sel_row(b->sel, k);
            mark->b[r] = answer[r] == 1;
            mark->null[r] = answer[r] == 2;
        }
        b->cols = cols;
        b->ncol++;
        return lm_op_push(&j->op, b);
    }
    uint16_t *rows = lm_alloc_raw(b->arena, (b->sel.n + 1) * sizeof *rows);
    uint32_t n = 0;
    for (uint32_t k = 0; k < b->sel.n; k++) {
        uint32_t r = lm_sel_row(b->sel, k);
        if ((answer[r] == 1) == (j->spec.mode == LM_JOIN_MODE_SEMI))
            rows[n++] = (uint16_t)r;
    }
    b->sel = (struct lm_sel){ rows, n };
    return n > 0 ? lm_op_push(&j->op, b) : LM_MORE;
}

static enum lm_flow
left_batch(struct join *j, struct lm_batch *b)
{
    bool answers = j->spec.mode >= LM_JOIN_MODE_SEMI && j->spec.mode <= LM_JOIN_MODE_MARK;
    uint8_t *answer = answers ? lm_alloc(b->arena, b->nrow) : NULL;
    bool stop = false;

    keys_eval(j, b, j->spec.key);
    if (j->eval.nbad > 0) {
        uint16_t *rows = lm_alloc_raw(b->arena, (b->sel.n + 1) * sizeof *rows);
        b->sel = lm_op_refuse(&j->op, &j->eval, b->sel, rows, &stop);
    }
    for (uint32_t k = 0; k < b->sel.n; k++) {
        uint32_t r = lm_sel_row(b->sel, k);
        struct lm_key key;
        const struct partners *p = key_of(j, r, 0, &key) ? partners_of(j, &key, false) : NULL;
        uint32_t found = match(j, b, r, p != NULL ? p->first : NULL);
        if (answers)
            answer[r] = found > 0 ? 1 : j->spec.null_aware && unknown(j, r, j->col[0]) ? 2 : 0;
        else if (found == 0)
            unmatched(j, b, r);
        if (found > 1 && j->spec.mode == LM_JOIN_MODE_SINGLE) {
            lm_fail(j->op.ctx->err, LM_E_DOMAIN, LM_NOWHERE, "a subquery used as a value gave more than one row");
            return LM_FAIL;
        }
    }
    enum lm_flow flow = answers ? push_answers(j, b, answer) : lm_out_flush(&j->out);
    return stop ? LM_FAIL : flow;
}

/* Both ---------------------------------------------------------------------------------------------------------------- */

/* The left rows that waited, in batches. */
static enum lm_flow
join_early(struct join *j)
{
    struct lm_arena arena;
    enum lm_flow flow = LM_MORE;
    uint32_t at = 0;

    lm_arena_init(&arena, 256 * 1024);
    while (at < j->early.n && flow == LM_MORE) {
        uint32_t n = j->early.n - at < LM_BATCH_ROWS ? j->early.n - at : LM_BATCH_ROWS;
        struct lm_batch b = { .arena = &arena, .nrow = n, .ncol = j->spec.nleft, .sel = lm_sel_all(n) };
        lm_arena_reset(&arena);
        b.cols = lm_alloc(&arena, (b.ncol + 1) * sizeof *b.cols);
        int64_t *ts = lm_alloc_raw(&arena, n * sizeof *ts);
        uint64_t *seq = lm_alloc_raw(&arena, n * sizeof *seq);
        for (uint32_t c = 0; c < b.ncol; c++)
            lm_col_init(&b.cols[c], LM_K_NULL, n, &arena);
        for (uint32_t k = 0; k < n; k++) {
            const struct lm_row *row = j->early.at[at + k];
            lm_row_get(row, b.ncol, j->row);
            for (uint32_t c = 0; c < b.ncol; c++)
                lm_col_set(&b.cols[c], k, &j->row[c], n, &arena);
            ts[k] = row->ts;
            seq[k] = row->seq;
        }
        b.ts = ts;
        b.seq = seq;
        flow = left_batch(j, &b);
        at += n;
    }
    lm_arena_fini(&arena);
    lm_rows_reset(&j->early);
    return flow;
}

/* The right side has ended: what waited is answered, once. */
static enum lm_flow
join_ready(struct join *j)
{
    if (j->ready)
        return LM_MORE;
    j->ready = true;
    return join_early(j);
}

static enum lm_flow
join_batch(struct lm_op *op, uint32_t port, struct lm_batch *b)
{
    struct join *j = (struct join *)op;

    if (port == 1)
        return right_batch(j, b);
    if (op->port[1].mark == LM_MARK_END) {
        enum lm_flow flow = join_ready(j);
        return flow == LM_MORE ? left_batch(j, b) : flow;
    }
    for (uint32_t k = 0; k < b->sel.n; k++) {
        uint32_t r = lm_sel_row(b->sel, k);
        lm_row_of_batch(b, r, j->row);
        lm_rows_add(&j->early, j->row, lm_keep_seq(b, r), lm_keep_ts(b, r));
    }
    return LM_MORE;
}

/* RIGHT and FULL: the right rows that nothing asked for. */
static enum lm_flow
join_rest(struct join *j)
{
    if (j->spec.mode != LM_JOIN_MODE_RIGHT && j->spec.mode != LM_JOIN_MODE_FULL)
        return LM_MORE;
    for (uint32_t c = 0; c < j->spec.nleft; c++)
        j->row[c] = LM_VAL_NULL;
    for (uint32_t i = 0; i < j->right.n; i++) {
        const struct lm_row *row = j->right.at[i];
        struct lm_out_row head = { .weight = 1, .ts = row->ts, .mark = LM_MARK_MIN, .seq = row->seq };
        if (row->weight != 0)
            continue;
        lm_row_get(row, j->spec.nright, j->row + j->spec.nleft);
        lm_out_add(&j->out, &head, j->row);
    }
    return lm_out_flush(&j->out);
}

static enum lm_flow
join_mark(struct lm_op *op, int64_t mark)
{
    struct join *j = (struct join *)op;
    enum lm_flow flow = LM_MORE;

    if (op->port[1].mark == LM_MARK_END)
        flow = join_ready(j);
    if (flow == LM_MORE && mark == LM_MARK_END)
        flow = join_rest(j);
    return flow == LM_MORE ? lm_op_push_mark(op, mark) : flow;
}
