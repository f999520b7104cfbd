/* op_join.c -- joins with a snapshot, which is read first and whole, and with a lookup on demand. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * One side is the snapshot (the right one, the left one if flipped), the rows of the other ask. Rows of the
 * snapshot are kept in order of arrival; those of one key are linked through their tags, which start at
 * the key's group in a hash table. A row that asks finds its group, walks the link, and, where there is a
 * residual condition, has it evaluated over all candidates at once as a small batch. Rows that ask too
 * early wait in a store of their own and are answered when the snapshot has ended. A lookup on demand takes the
 * place of the snapshot: it has the first partner of each row of a batch, linked to the others in the same way.
 *
 * The asking side may change: what a retraction gives is taken back, beside what replaces it where both
 * find the same partners.
 */
#include "op/op_join.h"

#include <assert.h>

#include "op/lookup.h"
#include "op/sides.h"

static lm_op_batch_f join_batch;
static lm_op_mark_f join_mark;
static lm_op_ended_f join_ended;
static lm_op_close_f join_close;

static const struct lm_op_type lm_op_join = {
    .name = "join",
    .batch = join_batch,
    .mark = join_mark,
    .ended = join_ended,
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
    struct lm_lookup *lookup; /* has the partners; NULL: they are the snapshot's */
    struct lm_table table;
    struct lm_rows right, early; /* the snapshot; rows that wait for it */
    struct lm_out out;
    struct lm_val *row;       /* [nleft + nright] the row being made ... */
    struct lm_val *ask, *snap; /* ... and where the sides stand in it */
    uint32_t nask, nsnap;
    uint32_t port;            /* of the rows that ask */
    bool keeps_ask, keeps_snap; /* rows without partners are given */
    bool answers;             /* SEMI, ANTI, MARK about the rows that ask */
    struct lm_buf found;      /* of struct lm_row *: partners */
    struct lm_keys by, others; /* keys of the batch at hand; IN: those behind the first */
    struct lm_row **first;    /* [LM_BATCH_ROWS] first partners of its rows */
    uint16_t *pass;           /* [LM_BATCH_ROWS] candidates that the residual lets through */
    struct lm_arena arena;    /* of candidate batches */
    uint64_t told_bytes;
    bool early_changes;       /* rows that wait have weights */
    bool ready;               /* the snapshot has ended */
};

static void
sides_init(struct join *j)
{
    const struct lm_join_spec *spec = &j->spec;

    assert(!spec->flipped || spec->mode < LM_JOIN_MODE_MARK);
    j->row = lm_alloc(j->op.ctx->arena, (spec->nleft + spec->nright + 1) * sizeof *j->row);
    j->port = spec->flipped;
    j->nask = spec->flipped ? spec->nright : spec->nleft;
    j->nsnap = spec->flipped ? spec->nleft : spec->nright;
    j->ask = spec->flipped ? j->row + spec->nleft : j->row;
    j->snap = spec->flipped ? j->row : j->row + spec->nleft;
    j->keeps_ask = lm_join_keeps(spec->mode, spec->flipped);
    j->keeps_snap = lm_join_keeps(spec->mode, !spec->flipped) || (spec->flipped && spec->mode == LM_JOIN_MODE_ANTI);
    j->answers = !spec->flipped && spec->mode >= LM_JOIN_MODE_SEMI && spec->mode <= LM_JOIN_MODE_MARK;
}

static struct join *
join_new(struct lm_op_ctx *ctx, const struct lm_join_spec *spec, uint32_t nport)
{
    struct join *j = lm_alloc(ctx->arena, sizeof *j);
    bool right_out = spec->mode <= LM_JOIN_MODE_FULL || spec->mode == LM_JOIN_MODE_SINGLE;

    lm_op_init(&j->op, &lm_op_join, ctx, nport);
    j->spec = *spec;
    lm_op_eval_init(&j->op, &j->eval);
    lm_pool_home_init(&j->home);
    lm_pool_init(&j->pool, &j->home);
    lm_table_init(&j->table, &j->pool, sizeof(struct partners), NULL);
    sides_init(j);
    lm_rows_init(&j->right, j->nsnap, false);
    lm_rows_init(&j->early, j->nask, false);
    lm_out_init(&j->out, &j->op, spec->nleft + (right_out ? spec->nright : 0), LM_OUT_TIMES);
    lm_arena_init(&j->arena, 256 * 1024);
    lm_keys_init(&j->by, ctx->arena, spec->nkey);
    if (spec->null_aware)
        lm_keys_init(&j->others, ctx->arena, spec->nkey - 1);
    j->first = lm_alloc_raw(ctx->arena, LM_BATCH_ROWS * sizeof *j->first);
    j->pass = lm_alloc(ctx->arena, LM_BATCH_ROWS * sizeof *j->pass);
    return j;
}

struct lm_op *
lm_snapshot_new(struct lm_op_ctx *ctx, const struct lm_join_spec *spec)
{
    return &join_new(ctx, spec, 2)->op;
}

struct lm_op *
lm_lookup_join_new(struct lm_op_ctx *ctx, const struct lm_join_spec *spec, struct lm_lookup *lookup)
{
    struct join *j = join_new(ctx, spec, 1);

    assert(spec->mode <= LM_JOIN_MODE_LEFT && !spec->flipped);
    assert(lookup != NULL && lookup->spec.nkey == spec->nkey);
    j->lookup = lookup;
    j->ready = true;
    return &j->op;
}

struct lm_lookup *
lm_join_lookup(const struct lm_op *op)
{
    return op->type == &lm_op_join ? ((const struct join *)op)->lookup : NULL;
}

static void
join_close(struct lm_op *op)
{
    struct join *j = (struct join *)op;

    if (j->lookup != NULL)
        lm_lookup_close(j->lookup);
    lm_out_fini(&j->out);
    lm_rows_fini(&j->right);
    lm_rows_fini(&j->early);
    lm_pool_reset(&j->pool);
    lm_pool_home_fini(&j->home);
    lm_keys_fini(&j->by);
    lm_keys_fini(&j->others);
    lm_buf_fini(&j->found);
    lm_arena_fini(&j->arena);
}

bool
lm_snapshot_renews(const struct lm_op *op, uint32_t port)
{
    const struct join *j = (const struct join *)op;

    return op->type == &lm_op_join && port != j->port && !j->spec.changes[0] && !j->spec.changes[1] && !j->keeps_snap;
}

bool
lm_snapshot_ended(const struct lm_op *op)
{
    const struct join *j = (const struct join *)op;

    return j->ready && op->flow == LM_MORE;
}

void
lm_snapshot_renew(struct lm_op *op)
{
    struct join *j = (struct join *)op;

    assert(j->ready && lm_snapshot_renews(op, 1 - j->port));
    lm_rows_reset(&j->right);
    lm_pool_reset(&j->pool);
    lm_table_init(&j->table, &j->pool, sizeof(struct partners), NULL);
    lm_keep_count(&j->op, &j->right, &j->told_bytes);
    j->ready = false;
    lm_op_again(op, 1 - j->port);
}

/* Keys ----------------------------------------------------------------------------------------- */

static void
keys_eval(struct join *j, struct lm_batch *b, struct lm_expr **key)
{
    lm_op_eval_begin(&j->op, &j->eval, b);
    for (uint32_t i = 0; i < j->spec.nkey; i++)
        j->by.col[i] = lm_expr_eval(key[i], &j->eval, b->sel);
}

/* For IN, rows are also known by their other keys alone. Apart from whole keys: their hash is turned. */
static void
others_make(struct join *j, struct lm_sel sel)
{
    for (uint32_t i = 1; i < j->spec.nkey; i++)
        j->others.col[i - 1] = j->by.col[i];
    lm_keys_make(&j->others, sel);
    for (uint32_t k = 0; k < sel.n; k++) {
        struct lm_key *key = &j->others.at[lm_sel_row(sel, k)];
        key->hash = ~key->hash;
    }
    j->others.made = false;
}

static struct partners *
partners_of(struct join *j, const struct lm_key *key, bool make)
{
    struct lm_group *g = lm_table_find(&j->table, key);

    if (g == NULL && make)
        g = lm_table_add(&j->table, key);
    return (struct partners *)g;
}

/* The snapshot --------------------------------------------------------------------------------- */

/* Whether there are rows with the same other keys, and NULLs among their first ones. */
static void
right_others(struct join *j, uint32_t r)
{
    if (!lm_keys_whole(&j->others, r))
        return;
    struct partners *p = partners_of(j, &j->others.at[r], true);
    p->has_null = p->has_null || lm_col_is_null(j->by.col[0], r);
}

static enum lm_flow
snapshot_batch(struct join *j, struct lm_batch *b)
{
    struct lm_group *found[LM_BATCH_ROWS];
    struct lm_row *kept[LM_BATCH_ROWS];
    uint16_t rows[LM_BATCH_ROWS];
    uint32_t n = 0;

    keys_eval(j, b, j->spec.flipped ? j->spec.key : j->spec.rkey);
    lm_keys_make(&j->by, b->sel);
    if (j->spec.null_aware)
        others_make(j, b->sel);
    for (uint32_t k = 0; k < b->sel.n; k++) {
        uint32_t r = lm_sel_row(b->sel, k);
        lm_row_of_batch(b, r, j->row);
        struct lm_row *row = lm_rows_add(&j->right, j->row, lm_keep_seq(b, r), lm_keep_ts(b, r));
        row->tag = 0;
        row->weight = 0; /* rows that have asked for it */
        if (j->spec.null_aware)
            right_others(j, r);
        if (lm_keys_whole(&j->by, r)) {
            rows[n] = (uint16_t)r;
            kept[n++] = row;
        }
    }
    lm_table_find_many(&j->table, j->by.at, rows, n, found);
    for (uint32_t k = 0; k < n; k++) {
        struct partners *p = (struct partners *)found[k];
        if (p->first == NULL)
            p->first = kept[k];
        else
            p->last->tag = (uint64_t)(uintptr_t)kept[k];
        p->last = kept[k];
    }
    lm_keep_count(&j->op, &j->right, &j->told_bytes);
    return LM_MORE;
}

static struct lm_row *
next_partner(const struct lm_row *row)
{
    return (struct lm_row *)(uintptr_t)row->tag;
}

/* The rows that ask ---------------------------------------------------------------------------- */

/* Up to LM_BATCH_ROWS candidates from `first` on as a batch beside the values that ask; *n of them. */
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
        lm_row_get(cand[k], j->nsnap, j->snap);
        for (uint32_t c = 0; c < ncol; c++)
            lm_col_set(&b.cols[c], k, &j->row[c], *n, &j->arena);
    }
    b.nrow = *n;
    b.sel = lm_sel_all(*n);
    b.origin = like->origin;
    struct lm_eval x = j->eval;
    x.arena = &j->arena;
    lm_op_eval_begin(&j->op, &x, &b);
    struct lm_sel pass = lm_expr_select(j->spec.residual, &x, b.sel, j->pass);
    if (lm_pair_refuse(&j->op, &x, b.sel))
        j->out.flow = LM_FAIL;
    return pass;
}

/* Appends the partners of row r to j->found; answers how many. */
static uint32_t
find(struct join *j, const struct lm_batch *b, uint32_t r, struct lm_row *first)
{
    uint32_t found = 0;

    lm_row_of_batch(b, r, j->ask);
    for (struct lm_row *row = first; row != NULL;) {
        if (j->spec.residual == NULL) {
            lm_buf_add(&j->found, &row, sizeof row);
            found++;
            row = next_partner(row);
            continue;
        }
        struct lm_row *cand[LM_BATCH_ROWS];
        uint32_t n;
        struct lm_sel pass = residual(j, row, cand, &n, b);
        for (uint32_t k = 0; k < pass.n; k++)
            lm_buf_add(&j->found, &cand[lm_sel_row(pass, k)], sizeof row);
        found += pass.n;
        row = next_partner(cand[n - 1]);
    }
    return found;
}

/* Row r with one partner, NULL: none. */
static void
put_head(struct join *j, const struct lm_row *partner, const struct lm_out_row *head)
{
    if (partner != NULL)
        lm_row_get(partner, j->nsnap, j->snap);
    for (uint32_t c = 0; partner == NULL && c < j->nsnap; c++)
        j->snap[c] = LM_VAL_NULL;
    lm_out_add(&j->out, head, j->row);
}

static struct lm_out_row
head_of(const struct lm_batch *b, uint32_t r)
{
    return (struct lm_out_row){ .weight = b->weight != NULL ? b->weight[r] : 1,
                                .ts = lm_keep_ts(b, r),
                                .mark = b->mark != NULL ? b->mark[r] : LM_MARK_MIN,
                                .seq = lm_keep_seq(b, r) };
}

/* With the weight of row r, and a place in a pair. */
static void
put(struct join *j, const struct lm_batch *b, uint32_t r, const struct lm_row *partner, uint8_t pair)
{
    struct lm_out_row head = head_of(b, r);

    head.pair = pair;
    put_head(j, partner, &head);
}

/* Once, or taken back once, whatever the weight of row r. */
static void
put_one(struct join *j, const struct lm_batch *b, uint32_t r, const struct lm_row *partner, int32_t weight)
{
    struct lm_out_row head = head_of(b, r);

    head.weight = weight;
    put_head(j, partner, &head);
}

static struct lm_row *
found_at(const struct join *j, uint32_t i)
{
    return ((struct lm_row **)(void *)j->found.p)[i];
}

/* A row of the snapshot was asked for. Those of a flipped SEMI are given when that happens first, and taken
 * back when what asked has been. */
static void
asked(struct join *j, const struct lm_batch *b, uint32_t r, struct lm_row *partner)
{
    int32_t before = partner->weight, w = b->weight != NULL ? b->weight[r] : 1;

    partner->weight = b->weight != NULL ? before + w : 1;
    if ((before == 0 || partner->weight == 0) && j->spec.flipped && j->spec.mode == LM_JOIN_MODE_SEMI)
        put_one(j, b, r, partner, w < 0 ? -1 : 1);
}

/* What row r gives with the n partners from `at` on in j->found. */
static void
tell(struct join *j, const struct lm_batch *b, uint32_t r, uint32_t at, uint32_t n)
{
    bool pairs = j->spec.mode <= LM_JOIN_MODE_FULL || j->spec.mode == LM_JOIN_MODE_SINGLE;

    for (uint32_t i = at; i < at + n; i++) {
        asked(j, b, r, found_at(j, i));
        if (pairs)
            put(j, b, r, found_at(j, i), LM_PAIR_NONE);
    }
    if (n == 0 && j->keeps_ask)
        put(j, b, r, NULL, LM_PAIR_NONE);
}

/* One row replaces another, and both have n partners: the change of each pair. */
static void
tell_pairs(struct join *j, const struct lm_batch *b, struct lm_change c, uint32_t n)
{
    for (uint32_t i = 0; i < n || (i == 0 && j->keeps_ask); i++) {
        struct lm_row *old = i < n ? found_at(j, i) : NULL, *new = i < n ? found_at(j, n + i) : NULL;
        lm_row_of_batch(b, c.old, j->ask);
        put(j, b, c.old, old, LM_PAIR_OLD);
        lm_row_of_batch(b, c.row, j->ask);
        put(j, b, c.row, new, LM_PAIR_NEW);
        if (old != new) {
            old->weight--;
            new->weight++;
        }
    }
}

/* What IN gives for a row without a partner: FALSE, or NULL where NULLs leave it open. */
static bool
unknown(struct join *j, uint32_t r)
{
    if (!lm_keys_whole(&j->others, r))
        return false;
    const struct partners *p = partners_of(j, &j->others.at[r], false);
    return p != NULL && (p->has_null || lm_col_is_null(j->by.col[0], r));
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

/* The first partner of each row of sel in j->first. */
static enum lm_flow
first_partners(struct join *j, struct lm_sel sel)
{
    struct lm_group *found[LM_BATCH_ROWS];

    lm_keys_make(&j->by, sel);
    if (j->lookup != NULL)
        return lm_lookup_find(j->lookup, &j->by, sel, j->first);
    lm_table_get_many(&j->table, j->by.at, sel.rows, sel.n, found);
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        const struct partners *p = (const struct partners *)found[k];
        j->first[r] = p != NULL && lm_keys_whole(&j->by, r) ? p->first : NULL;
        __builtin_prefetch(j->first[r]);
    }
    return LM_MORE;
}

/* One change of the rows that ask: a row, or one and what replaces it. False: it must fail. */
static bool
ask(struct join *j, const struct lm_batch *b, struct lm_change c)
{
    uint32_t nold = 0;

    j->found.n = 0;
    if (c.replaces)
        nold = find(j, b, c.old, j->first[c.old]);
    uint32_t n = find(j, b, c.row, j->first[c.row]);
    if (n > 1 && j->spec.mode == LM_JOIN_MODE_SINGLE) {
        lm_fail(j->op.ctx->err, LM_E_DOMAIN, LM_NOWHERE, "a subquery used as a value gave more than one row");
        return false;
    }
    if (c.replaces && n == nold && j->spec.mode <= LM_JOIN_MODE_FULL) {
        tell_pairs(j, b, c, n);
        return true;
    }
    if (c.replaces && j->spec.flipped && j->spec.mode == LM_JOIN_MODE_SEMI) {
        tell(j, b, c.row, nold, n); /* first, so what both ask for stays as it is */
        tell(j, b, c.old, 0, nold);
        return true;
    }
    if (c.replaces) {
        lm_row_of_batch(b, c.old, j->ask);
        tell(j, b, c.old, 0, nold);
        lm_row_of_batch(b, c.row, j->ask);
    }
    tell(j, b, c.row, nold, n);
    return true;
}

static enum lm_flow
answer_batch(struct join *j, struct lm_batch *b)
{
    uint8_t *answer = lm_alloc(b->arena, b->nrow);

    for (uint32_t k = 0; k < b->sel.n; k++) {
        uint32_t r = lm_sel_row(b->sel, k);
        j->found.n = 0;
        uint32_t found = find(j, b, r, j->first[r]);
        answer[r] = found > 0 ? 1 : j->spec.null_aware && unknown(j, r) ? 2 : 0;
    }
    return push_answers(j, b, answer);
}

/* Whether each row of an append-only batch gives one row at the most, which is itself and its partner. */
static bool
gives_itself(const struct join *j, const struct lm_batch *b)
{
    bool pairs = j->spec.mode <= LM_JOIN_MODE_FULL || j->spec.mode == LM_JOIN_MODE_SINGLE;

    if (!pairs || b->weight != NULL || j->spec.residual != NULL)
        return false;
    for (uint32_t k = 0; k < b->sel.n; k++) {
        const struct lm_row *first = j->first[lm_sel_row(b->sel, k)];
        if (first != NULL && next_partner(first) != NULL)
            return false;
    }
    return true;
}

/* The batch with the columns of the partners beside its own. Their texts are the snapshot's. */
static enum lm_flow
push_beside(struct join *j, struct lm_batch *b)
{
    struct lm_col *cols = lm_alloc_raw(b->arena, (j->nask + j->nsnap + 1) * sizeof *cols);
    struct lm_col *own = cols + (j->ask - j->row), *snap = cols + (j->snap - j->row);
    uint16_t *rows = lm_alloc_raw(b->arena, (b->sel.n + 1) * sizeof *rows);
    uint32_t n = 0, next = 0;

    assert(b->ncol == j->nask);
    for (uint32_t c = 0; c < j->nask; c++)
        own[c] = b->cols[c];
    for (uint32_t c = 0; c < j->nsnap; c++)
        lm_col_init(&snap[c], LM_K_NULL, b->nrow, b->arena);
    for (uint32_t k = 0; k < b->sel.n; k++) {
        uint32_t r = lm_sel_row(b->sel, k);
        struct lm_row *partner = j->first[r];
        if (partner == NULL && !j->keeps_ask)
            continue;
        for (; next < r; next++) /* a column is written row by row */
            for (uint32_t c = 0; c < j->nsnap; c++)
                lm_col_set(&snap[c], next, &LM_VAL_NULL, b->nrow, b->arena);
        rows[n++] = (uint16_t)r;
        if (partner == NULL)
            continue;
        partner->weight = 1;
        lm_row_get(partner, j->nsnap, j->snap);
        for (uint32_t c = 0; c < j->nsnap; c++)
            lm_col_set(&snap[c], r, &j->snap[c], b->nrow, b->arena);
        next = r + 1;
    }
    for (; next < b->nrow; next++)
        for (uint32_t c = 0; c < j->nsnap; c++)
            lm_col_set(&snap[c], next, &LM_VAL_NULL, b->nrow, b->arena);
    b->cols = cols;
    b->ncol = j->nask + j->nsnap;
    b->sel = (struct lm_sel){ rows, n };
    return n > 0 ? lm_op_push(&j->op, b) : LM_MORE;
}

static enum lm_flow
ask_batch(struct join *j, struct lm_batch *b)
{
    bool stop = false, good = true;

    keys_eval(j, b, j->spec.flipped ? j->spec.rkey : j->spec.key);
    if (j->eval.nbad > 0) {
        uint16_t *rows = lm_alloc_raw(b->arena, (b->sel.n + 1) * sizeof *rows);
        b->sel = lm_op_refuse(&j->op, &j->eval, b->sel, rows, &stop);
    }
    if (first_partners(j, b->sel) == LM_FAIL)
        return LM_FAIL;
    if (j->spec.null_aware)
        others_make(j, b->sel);
    if (j->answers) {
        enum lm_flow flow = answer_batch(j, b);
        return stop || j->out.flow == LM_FAIL ? LM_FAIL : flow;
    }
    if (gives_itself(j, b)) {
        enum lm_flow flow = push_beside(j, b);
        return stop ? LM_FAIL : flow;
    }
    j->out.flags = LM_OUT_TIMES | (b->weight != NULL ? LM_OUT_CHANGES : 0);
    for (uint32_t k = 0; k < b->sel.n && good && j->out.flow == LM_MORE;)
        good = ask(j, b, lm_change_next(b, &k));
    enum lm_flow flow = lm_out_flush(&j->out);
    return stop || !good ? LM_FAIL : flow;
}

/* Both ----------------------------------------------------------------------------------------- */

/* The rows that waited, in batches. */
static enum lm_flow
join_early(struct join *j)
{
    struct lm_arena arena;
    enum lm_flow flow = LM_MORE;
    uint32_t at = 0;

    lm_arena_init(&arena, 256 * 1024);
    while (at < j->early.n && flow == LM_MORE) {
        uint32_t n = j->early.n - at < LM_BATCH_ROWS ? j->early.n - at : LM_BATCH_ROWS;
        struct lm_batch b = { .arena = &arena, .nrow = n, .ncol = j->nask, .sel = lm_sel_all(n) };
        lm_arena_reset(&arena);
        b.cols = lm_alloc(&arena, (b.ncol + 1) * sizeof *b.cols);
        int64_t *ts = lm_alloc_raw(&arena, n * sizeof *ts);
        uint64_t *seq = lm_alloc_raw(&arena, n * sizeof *seq);
        int32_t *weight = lm_alloc_raw(&arena, n * sizeof *weight);
        uint8_t *pair = lm_alloc_raw(&arena, n * sizeof *pair);
        for (uint32_t c = 0; c < b.ncol; c++)
            lm_col_init(&b.cols[c], LM_K_NULL, n, &arena);
        for (uint32_t k = 0; k < n; k++) {
            const struct lm_row *row = j->early.at[at + k];
            lm_row_get(row, b.ncol, j->row);
            for (uint32_t c = 0; c < b.ncol; c++)
                lm_col_set(&b.cols[c], k, &j->row[c], n, &arena);
            ts[k] = row->ts;
            seq[k] = row->seq;
            weight[k] = row->weight;
            pair[k] = (uint8_t)row->tag;
        }
        if (j->early_changes) {
            b.weight = weight;
            b.pair = pair;
        }
        b.ts = ts;
        b.seq = seq;
        flow = ask_batch(j, &b);
        at += n;
    }
    lm_arena_fini(&arena);
    lm_rows_reset(&j->early);
    return flow;
}

/* The snapshot has ended: what waited is answered, once. */
static enum lm_flow
join_ready(struct join *j)
{
    if (j->ready)
        return LM_MORE;
    j->ready = true;
    return join_early(j);
}

/* The rows that waited for the snapshot may be all that come for a while. */
static enum lm_flow
join_ended(struct lm_op *op, uint32_t port)
{
    struct join *j = (struct join *)op;

    return port != j->port ? join_ready(j) : LM_MORE;
}

static enum lm_flow
join_batch(struct lm_op *op, uint32_t port, struct lm_batch *b)
{
    struct join *j = (struct join *)op;

    if (port != j->port)
        return snapshot_batch(j, b);
    if (j->ready) {
        enum lm_flow flow = ask_batch(j, b);
        if (j->lookup != NULL)
            lm_lookup_done(j->lookup, op);
        return flow;
    }
    j->early_changes = j->early_changes || b->weight != NULL;
    for (uint32_t k = 0; k < b->sel.n; k++) {
        uint32_t r = lm_sel_row(b->sel, k);
        lm_row_of_batch(b, r, j->row);
        struct lm_row *row = lm_rows_add(&j->early, j->row, lm_keep_seq(b, r), lm_keep_ts(b, r));
        row->weight = b->weight != NULL ? b->weight[r] : 1;
        row->tag = b->pair != NULL ? b->pair[r] : LM_PAIR_NONE;
    }
    return LM_MORE;
}

/* Rows of the snapshot that nothing asked for. */
static enum lm_flow
join_rest(struct join *j)
{
    if (!j->keeps_snap)
        return LM_MORE;
    j->out.flags = LM_OUT_TIMES;
    for (uint32_t c = 0; c < j->nask; c++)
        j->ask[c] = LM_VAL_NULL;
    for (uint32_t i = 0; i < j->right.n; i++) {
        const struct lm_row *row = j->right.at[i];
        struct lm_out_row head = { .weight = 1, .ts = row->ts, .mark = LM_MARK_MIN, .seq = row->seq };
        if (row->weight != 0)
            continue;
        lm_row_get(row, j->nsnap, j->snap);
        lm_out_add(&j->out, &head, j->row);
    }
    return lm_out_flush(&j->out);
}

static enum lm_flow
join_mark(struct lm_op *op, int64_t mark)
{
    struct join *j = (struct join *)op;
    enum lm_flow flow = LM_MORE;

    if (mark == LM_MARK_END)
        flow = join_rest(j);
    return flow == LM_MORE ? lm_op_push_mark(op, mark) : flow;
}
