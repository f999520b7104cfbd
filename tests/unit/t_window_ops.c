/* t_window_ops.c -- grouping operators against their definition, whatever the batches. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * Random rows go through an operator, cut into batches at random, and through the model of
 * window_model.h. Both write lines; they must be the same. A failure prints the seed: t_window_ops
 * SEED runs that one alone, with its lines.
 */
#include <stdlib.h>

#include "base/buf.h"
#include "check.h"
#include "op/ops.h"
#include "window_model.h"

/* ---- aggregates of the test ---- */

static size_t
size_16(const struct lm_agg *a)
{
    return 16;
}

static void
count_add(const struct lm_agg *a, const struct lm_agg_rows *in)
{
    for (uint32_t k = 0; k < in->sel.n; k++) {
        uint32_t r = lm_sel_row(in->sel, k);
        int64_t v = a->narg > 0 ? in->arg[0]->i[r] : 1;
        *(int64_t *)in->states[k] += v * (in->weight != NULL ? in->weight[r] : 1);
    }
}

static void
count_merge(const struct lm_agg *a, void *into, const void *from, struct lm_agg_mem *mem)
{
    *(int64_t *)into += *(const int64_t *)from;
}

static void
count_result(const struct lm_agg *a, const void *state, struct lm_arena *arena, struct lm_val *out)
{
    *out = lm_val_int(*(const int64_t *)state);
}

/* A list of (arrival, value) that grows in the memory of the group. */
struct list {
    int64_t *at;
    uint32_t n, cap;
};

static void
list_push(struct list *l, int64_t seq, int64_t v, struct lm_agg_mem *mem)
{
    if (l->n == l->cap) {
        uint32_t cap = l->cap == 0 ? 1 : l->cap * 2;
        int64_t *at = mem->take(mem, cap * 16);
        if (l->n > 0) {
            memcpy(at, l->at, l->n * 16);
            mem->give(mem, l->at, l->cap * 16);
        }
        l->at = at;
        l->cap = cap;
    }
    uint32_t i = l->n++;
    for (; i > 0 && l->at[2 * i - 2] > seq; i--)
        memcpy(l->at + 2 * i, l->at + 2 * i - 2, 16);
    l->at[2 * i] = seq;
    l->at[2 * i + 1] = v;
}

static void
list_add(const struct lm_agg *a, const struct lm_agg_rows *in)
{
    for (uint32_t k = 0; k < in->sel.n; k++) {
        uint32_t r = lm_sel_row(in->sel, k), i = 0;
        struct list *l = in->states[k];
        int64_t v = in->arg[0]->i[r];
        if (in->weight == NULL || in->weight[r] > 0) {
            list_push(l, (int64_t)(in->seq0 + r), v, in->mem);
            continue;
        }
        while (i < l->n && l->at[2 * i + 1] != v)
            i++;
        if (i < l->n)
            memmove(l->at + 2 * i, l->at + 2 * i + 2, (--l->n - i) * 16);
    }
}

static void
list_merge(const struct lm_agg *a, void *into, const void *from, struct lm_agg_mem *mem)
{
    const struct list *l = from;

    for (uint32_t i = 0; i < l->n; i++)
        list_push(into, l->at[2 * i], l->at[2 * i + 1], mem);
}

static void
list_result(const struct lm_agg *a, const void *state, struct lm_arena *arena, struct lm_val *out)
{
    const struct list *l = state;
    char *text = lm_alloc_raw(arena, l->n * 24 + 1);
    size_t n = 0;

    for (uint32_t i = 0; i < l->n; i++)
        n += (size_t)sprintf(text + n, "%lld,", (long long)l->at[2 * i + 1]);
    *out = lm_val_str((struct lm_str){text, n});
}

static void
list_fini(const struct lm_agg *a, void *state, struct lm_agg_mem *mem)
{
    struct list *l = state;

    if (l->cap > 0)
        mem->give(mem, l->at, l->cap * 16);
}

static const struct lm_agg_type count_type = {
    .name = "count",
    .retracts = true,
    .size = size_16,
    .add = count_add,
    .merge = count_merge,
    .result = count_result,
};
static const struct lm_agg_type list_type = {
    .name = "list",
    .retracts = true,
    .size = size_16,
    .add = list_add,
    .merge = list_merge,
    .result = list_result,
    .fini = list_fini,
};

/* ---- the operator ---- */

struct sink {
    struct lm_op op;
    struct lm_buf out;
    bool side;
    int64_t mark;
    int wrong; /* rows behind the mark, marks that go back */
};

static enum lm_flow
sink_batch(struct lm_op *op, uint32_t port, struct lm_batch *b)
{
    struct sink *s = (struct sink *)op;

    for (uint32_t k = 0; k < b->sel.n; k++) {
        uint32_t r = lm_sel_row(b->sel, k);
        uint32_t c = s->side ? 2 : 0;
        if (!s->side) {
            lm_buf_addf(&s->out, "%+d %d", b->weight != NULL ? b->weight[r] : 1,
                        b->pair != NULL ? b->pair[r] : 0);
            s->wrong += b->ts != NULL && b->mark != NULL &&
                        (b->mark[r] != s->mark || b->ts[r] < b->mark[r]);
        }
        for (; c < b->ncol; c++) {
            struct lm_val v = lm_col_get(&b->cols[c], r);
            if (s->side && c > 2 && c + 1 < b->ncol)
                continue;
            if (!s->side || c > 2)
                lm_buf_addc(&s->out, ' ');
            lm_val_print(&s->out, &v);
        }
        lm_buf_addc(&s->out, '\n');
    }
    return LM_MORE;
}

static enum lm_flow
sink_mark(struct lm_op *op, int64_t mark)
{
    struct sink *s = (struct sink *)op;

    s->wrong += mark <= s->mark;
    s->mark = mark;
    return LM_MORE;
}

static const struct lm_op_type sink_type = {.name = "sink", .batch = sink_batch, .mark = sink_mark};

static uint32_t refused[2];

static void
count_refusal(struct lm_refuser *r, const struct lm_refusal *refusal)
{
    refused[refusal->code == LM_E_LATE] +=
        refusal->code == LM_E_LATE || refusal->code == LM_E_NO_EVENT_TIME;
}

/* Columns: two keys, v, flag. With `gaps` there are rows in between that are not selected. */
static void
batch_fill(struct lm_batch *b, const struct test *t, uint32_t from, uint32_t n, bool gaps)
{
    struct lm_arena *a = b->arena;
    uint32_t cap = gaps ? n * 3 : n, row = 0;
    int64_t *ts = lm_alloc_raw(a, cap * 8), *mark = lm_alloc_raw(a, cap * 8);
    int64_t *low = lm_alloc_raw(a, cap * 8);
    uint64_t *seq = lm_alloc_raw(a, cap * 8);
    int32_t *weight = lm_alloc_raw(a, cap * 4);
    uint16_t *rows = lm_alloc_raw(a, n * 2);

    b->ncol = 4;
    b->cols = lm_alloc(a, 4 * sizeof *b->cols);
    for (uint32_t c = 0; c < 4; c++)
        lm_col_init(&b->cols[c], LM_K_NULL, cap, a);
    for (uint32_t i = 0; i < n; row++) {
        const struct row *r = &t->row[from + i];
        bool real = !gaps || below(2) == 0 || cap - row == n - i;
        struct lm_val v[4] = {key_val(t, r, 0), key_val(t, r, 1), lm_val_int(real ? r->v : -1000),
                              lm_val_bool(r->flag)};
        for (uint32_t c = 0; c < 4; c++)
            lm_col_set(&b->cols[c], row, &v[c], cap, a);
        ts[row] = r->ts;
        mark[row] = r->mark;
        low[row] = r->low;
        seq[row] = r->seq;
        weight[row] = r->weight;
        rows[i] = (uint16_t)row;
        i += real;
    }
    b->nrow = row;
    b->sel = gaps ? (struct lm_sel){rows, n} : lm_sel_all(n);
    b->ts = ts;
    b->mark = mark;
    b->low = t->two ? low : NULL;
    b->seq = seq;
    b->weight = t->changing ? weight : NULL;
}

static struct lm_expr *
col_expr(struct lm_arena *a, uint32_t col, enum lm_type_id id)
{
    return lm_expr_col(a, col, lm_type_of(id), lm_str_of("c"), LM_NOWHERE);
}

static struct lm_op *
op_make(struct lm_op_ctx *ctx, const struct test *t, struct lm_stamp *stamp, struct lm_op *side)
{
    struct lm_arena *a = ctx->arena;
    struct lm_expr **key = lm_alloc(a, 2 * sizeof *key), **arg = lm_alloc(a, sizeof *arg);
    struct lm_agg *agg = lm_alloc(a, 4 * sizeof *agg);
    struct lm_wgroup_spec spec = {
        .window = t->window, .stamp = stamp, .lateness_us = t->lateness, .late = side};

    key[0] = col_expr(a, 0, LM_T_DYN);
    key[1] = col_expr(a, 1, LM_T_DYN);
    arg[0] = col_expr(a, 2, LM_T_BIGINT);
    for (int i = 0; i < 4; i++)
        agg[i] =
            (struct lm_agg){.type = i < 3 ? &count_type : &list_type, .arg = arg, .narg = i & 1};
    for (int i = 0; i < 4; i++)
        agg[i].base = agg[i].inner = agg[i].type;
    agg[2].filter = col_expr(a, 3, LM_T_BOOLEAN);
    spec.group = (struct lm_group_spec){.key = key,
                                        .nkey = (uint32_t)key_count(t),
                                        .agg = agg,
                                        .nagg = t->at_once ? 0 : 4,
                                        .at_once = t->at_once,
                                        .speak = t->speak,
                                        .changing = t->changing};
    if (t->kind == NO_WINDOW)
        return lm_group_new(ctx, &spec.group);
    return t->kind == SESSION ? lm_session_new(ctx, &spec) : lm_wgroup_new(ctx, &spec);
}

static void
op_feed(struct lm_op *head, struct lm_arena *batch, const struct test *t)
{
    uint32_t longest = 1 + below(below(2) == 0 ? 5 : ROWS_MAX);
    bool gaps = below(2) == 0;

    for (uint32_t at = 0; at < t->n;) {
        uint32_t n = 1 + below(longest);
        if (n > t->n - at)
            n = t->n - at;
        while (at + n < t->n && t->row[at + n].seq == t->row[at + n - 1].seq)
            n++; /* the changes of one input row come together */
        struct lm_batch b = {.arena = batch};
        batch_fill(&b, t, at, n, gaps);
        lm_op_push(head, &b);
        lm_arena_reset(batch);
        at += n;
        lm_op_push_mark(head, t->wm[at] == LM_NO_TIME ? LM_MARK_MIN : t->wm[at]);
    }
    lm_op_push_mark(head, LM_MARK_END);
}

static bool
same(const char *what, const struct lm_buf *got, const struct lm_buf *want, bool tell)
{
    bool equal = got->n == want->n && (got->n == 0 || memcmp(got->p, want->p, got->n) == 0);

    if (!equal && tell)
        printf("--- %s, model:\n%.*s--- %s, operator:\n%.*s", what, (int)want->n, want->p, what,
               (int)got->n, got->p);
    return equal;
}

/* One random test; with `tell` a difference is printed. */
static bool
test_run(uint64_t seed, bool tell)
{
    static struct test t;
    static struct model m;
    struct lm_arena arena, batch;
    struct lm_refuser refuser = {.row = count_refusal};
    struct lm_err err = {0};
    struct lm_op_ctx ctx = {.arena = &arena, .refuser = &refuser, .err = &err};
    struct lm_stamp stamp = {.unit = LM_UNIT_US};

    test_make(&t, seed);
    model_run(&m, &t);
    lm_arena_init(&arena, 1 << 16);
    lm_arena_init(&batch, 1 << 16);
    memset(refused, 0, sizeof refused);
    struct sink *sink = lm_alloc(&arena, sizeof *sink), *side = lm_alloc(&arena, sizeof *side);
    struct lm_op *head = lm_alloc(&arena, sizeof *head);
    lm_op_init(&sink->op, &sink_type, &ctx, 1);
    lm_op_init(&side->op, &sink_type, &ctx, 1);
    lm_op_init(head, &sink_type, &ctx, 1);
    side->side = true;
    sink->mark = side->mark = LM_MARK_MIN;
    struct lm_op *op = op_make(&ctx, &t, &stamp, t.side ? &side->op : NULL);
    lm_op_connect(head, op, 0);
    lm_op_connect(op, &sink->op, 0);
    op_feed(head, &batch, &t);
    lm_op_close(op);
    tell = tell && !m.odd;
    bool good = same("rows", &sink->out, &m.out, tell) && same("late", &side->out, &m.side, tell);
    good =
        good && ctx.late_rows == m.late && ctx.no_time_rows == m.no_time && refused[0] == m.no_time;
    good = good && refused[1] == (t.side ? 0 : m.late) && ctx.state_bytes == 0;
    /* Without a window rows keep their own times; a session may be taken back to before the
     * watermark. */
    good = good && (sink->wrong == 0 || t.kind == NO_WINDOW || (t.kind == SESSION && t.changing));
    good = good || m.odd;
    if (!good && tell)
        printf("kind %d speak %d key %d changing %d two %d late %llu %u no time %llu wrong %d "
               "state %llu\n",
               t.kind, t.speak, t.key_mode, t.changing, t.two, (unsigned long long)ctx.late_rows,
               m.late, (unsigned long long)ctx.no_time_rows, sink->wrong,
               (unsigned long long)ctx.state_bytes);
    lm_buf_fini(&sink->out);
    lm_buf_fini(&side->out);
    lm_buf_fini(&m.out);
    lm_buf_fini(&m.side);
    lm_arena_fini(&arena);
    lm_arena_fini(&batch);
    return good;
}

/* Under --on-error=fail a retraction of what is not there ends the stream; else it is only refused.
 */
static void
retraction_of_nothing(enum lm_on_error on_error)
{
    static struct test t = {.kind = NO_WINDOW,
                            .key_mode = KEY_INT,
                            .speak = LM_SPEAK_CHANGES,
                            .changing = true,
                            .n = 3};
    struct lm_arena arena;
    struct lm_refuser refuser = {.row = count_refusal, .on_error = on_error};
    struct lm_err err = {0};
    struct lm_op_ctx ctx = {.arena = &arena, .refuser = &refuser, .err = &err};

    lm_arena_init(&arena, 1 << 16);
    for (int i = 0; i < 3; i++)
        t.row[i] = (struct row){
            .ts = i, .v = 1, .seq = (uint64_t)i, .key = i % 2, .weight = i == 1 ? -1 : 1};
    struct sink *sink = lm_alloc(&arena, sizeof *sink);
    struct lm_op *head = lm_alloc(&arena, sizeof *head), *op = op_make(&ctx, &t, NULL, NULL);
    struct lm_batch b = {.arena = &arena};
    lm_op_init(&sink->op, &sink_type, &ctx, 1);
    lm_op_init(head, &sink_type, &ctx, 1);
    lm_op_connect(head, op, 0);
    lm_op_connect(op, &sink->op, 0);
    batch_fill(&b, &t, 0, 3, false);
    enum lm_flow flow = lm_op_push(head, &b);
    bool fails = on_error == LM_ON_ERROR_FAIL;
    CHECK(flow == (fails ? LM_FAIL : LM_MORE));
    CHECK(err.code == (fails ? LM_E_RETRACTION : LM_OK));
    CHECK_TEXT(sink->out.p, sink->out.n,
               fails ? "+1 0 -1 1 1 0 1,\n"
                     : "+1 0 -1 1 1 0 1,\n-1 1 -1 1 1 0 1,\n+1 2 -1 2 2 0 1,1,\n");
    lm_op_close(op);
    CHECK(ctx.state_bytes == 0);
    lm_buf_fini(&sink->out);
    lm_arena_fini(&arena);
}

int
main(int argc, char **argv)
{
    if (argc > 1) {
        CHECK(test_run(strtoull(argv[1], NULL, 10), true));
        return check_done();
    }
    retraction_of_nothing(LM_ON_ERROR_SKIP);
    retraction_of_nothing(LM_ON_ERROR_FAIL);
    uint64_t seeds = getenv("SEEDS") != NULL ? strtoull(getenv("SEEDS"), NULL, 10) : 4000;
    for (uint64_t seed = 1; seed <= seeds; seed++) {
        bool good = test_run(seed, false);
        CHECK(good);
        if (!good)
            printf("seed %llu\n", (unsigned long long)seed);
        if (check_failed >= 10)
            break;
    }
    return check_done();
}
