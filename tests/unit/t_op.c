/* t_op.c -- the frame, and the operators that know nothing of groups. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include <stdlib.h>

#include "base/buf.h"
#include "op/ops.h"
#include "op/out.h"

/* A source pushes rows of two columns (k, v) through the operator under test into a sink that
 * writes them down: "k:v ", with "+" or "-" before it where there are weights, "(" before an OLD,
 * ")" behind its NEW; "@" and the mark for marks. */

struct sink {
    struct lm_op op;
    struct lm_buf text;
    uint64_t stop_after; /* rows, then it says DONE */
    uint64_t rows;
    int count[8][8]; /* [k - 'a'][v] weights of what came */
};

struct row {
    const char *k;
    int64_t v;
    int weight;
    enum lm_pair pair;
    int64_t ts, mark;
};

static struct lm_arena arena, batch_arena;
static struct lm_err err;
static uint64_t refused[6000];
static struct lm_op_ctx ctx;
static struct lm_op source;
static struct sink sink;
static bool with_weights, with_times;

static void
refuse_row(struct lm_refuser *r, const struct lm_refusal *refusal)
{
    refused[refusal->code]++;
}

static struct lm_refuser refuser = {.row = refuse_row};

static enum lm_flow
sink_batch(struct lm_op *op, uint32_t port, struct lm_batch *b)
{
    struct sink *s = (struct sink *)op;

    for (uint32_t i = 0; i < b->sel.n; i++) {
        uint32_t r = lm_sel_row(b->sel, i);
        if (b->pair != NULL && b->pair[r] == LM_PAIR_OLD)
            lm_buf_addc(&s->text, '(');
        if (b->weight != NULL)
            lm_buf_addc(&s->text, b->weight[r] > 0 ? '+' : '-');
        for (uint32_t c = 0; c < b->ncol; c++) {
            struct lm_val v = lm_col_get(&b->cols[c], r);
            if (c > 0)
                lm_buf_addc(&s->text, ':');
            lm_val_print(&s->text, &v);
        }
        if (b->pair != NULL && b->pair[r] == LM_PAIR_NEW)
            lm_buf_addc(&s->text, ')');
        lm_buf_addc(&s->text, ' ');
        s->rows++;
        struct lm_val k = lm_col_get(&b->cols[0], r), v = lm_col_get(&b->cols[1], r);
        if (k.kind == LM_K_STR && k.n == 1 && k.p[0] >= 'a' && k.p[0] < 'i' && v.i >= 0 && v.i < 8)
            s->count[k.p[0] - 'a'][v.i] += b->weight != NULL ? b->weight[r] : 1;
    }
    return s->stop_after > 0 && s->rows >= s->stop_after ? LM_DONE : LM_MORE;
}

static enum lm_flow
sink_mark(struct lm_op *op, int64_t mark)
{
    struct sink *s = (struct sink *)op;

    if (mark == LM_MARK_END)
        lm_buf_addz(&s->text, "@end");
    else
        lm_buf_addf(&s->text, "@%lld ", (long long)mark);
    return LM_MORE;
}

static const struct lm_op_type sink_type = {.name = "sink", .batch = sink_batch, .mark = sink_mark};

/* Source and sink anew; `op` between them. */
static void
begin(struct lm_op *op)
{
    source = (struct lm_op){0};
    sink.op = (struct lm_op){0};
    sink.text.n = 0;
    sink.rows = sink.stop_after = 0;
    memset(sink.count, 0, sizeof sink.count);
    lm_op_init(&source, &sink_type, &ctx, 1);
    lm_op_init(&sink.op, &sink_type, &ctx, 1);
    lm_op_connect(&source, op, 0);
    if (op->next == NULL && op != &sink.op)
        lm_op_connect(op, &sink.op, 0);
}

static enum lm_flow
push_to(struct lm_op *from, const struct row *row, uint32_t n)
{
    int32_t weight[64];
    uint8_t pair[64];
    int64_t ts[64], mark[64];
    struct lm_col cols[2];
    struct lm_batch b = {
        .arena = &batch_arena, .nrow = n, .ncol = 2, .cols = cols, .sel = lm_sel_all(n)};

    lm_arena_reset(&batch_arena);
    lm_col_init(&cols[0], LM_K_NULL, n, &batch_arena);
    lm_col_init(&cols[1], LM_K_NULL, n, &batch_arena);
    for (uint32_t r = 0; r < n; r++) {
        struct lm_val k = row[r].k != NULL ? lm_val_str(lm_str_of(row[r].k)) : LM_VAL_NULL;
        struct lm_val v = lm_val_int(row[r].v);
        k = lm_val_keep(&batch_arena, k);
        lm_col_set(&cols[0], r, &k, n, &batch_arena);
        lm_col_set(&cols[1], r, &v, n, &batch_arena);
        weight[r] = row[r].weight != 0 ? row[r].weight : 1;
        pair[r] = (uint8_t)row[r].pair;
        ts[r] = row[r].ts;
        mark[r] = row[r].mark;
    }
    if (with_weights) {
        b.weight = weight;
        b.pair = pair;
    }
    if (with_times) {
        b.ts = ts;
        b.mark = mark;
    }
    enum lm_flow flow = lm_op_push(from, &b);
    lm_arena_reset(&batch_arena); /* under ASan: whoever kept a pointer will hear of it */
    return flow;
}

#define PUSH(...)                                                                                  \
    push_to(&source, (const struct row[]){__VA_ARGS__},                                            \
            sizeof((const struct row[]){__VA_ARGS__}) / sizeof(struct row))
#define ROW(k, v)                                                                                  \
    {                                                                                              \
        k, v, 1, LM_PAIR_NONE, 0, 0                                                                \
    }
#define INS(k, v)                                                                                  \
    {                                                                                              \
        k, v, 1, LM_PAIR_NONE, 0, 0                                                                \
    }
#define DEL(k, v)                                                                                  \
    {                                                                                              \
        k, v, -1, LM_PAIR_NONE, 0, 0                                                               \
    }
#define UPD(k, old, new)                                                                           \
    {k, old, -1, LM_PAIR_OLD, 0, 0},                                                               \
    {                                                                                              \
        k, new, 1, LM_PAIR_NEW, 0, 0                                                               \
    }
#define AT(k, v, ts, mark)                                                                         \
    {                                                                                              \
        k, v, 1, LM_PAIR_NONE, ts, mark                                                            \
    }

static void
ends(const char *want)
{
    lm_op_push_mark(&source, LM_MARK_END);
    CHECK_TEXT(sink.text.p, sink.text.n, want);
    lm_op_close(source.next);
    CHECK(ctx.state_bytes == 0);
    with_weights = with_times = false;
}

static struct lm_expr *
column(uint32_t i)
{
    return lm_expr_col(&arena, i, lm_type_of(LM_T_DYN), LM_STR("c"), LM_NOWHERE);
}

static struct lm_expr *
above(int64_t n)
{
    struct lm_expr *arg[] = {
        column(1), lm_expr_val(&arena, lm_type_of(LM_T_BIGINT), lm_val_int(n), LM_NOWHERE)};
    return lm_expr_call(&arena, LM_STR(">"), lm_alloc_copy(&arena, arg, sizeof arg), 2, LM_NOWHERE,
                        &err);
}

static void
stateless(void)
{
    struct lm_expr *swapped[] = {column(1), column(0)};

    begin(lm_filter_new(&ctx, above(1)));
    PUSH(ROW("a", 1), ROW("b", 2), ROW("c", 3));
    lm_op_push_mark(&source, 7);
    PUSH(ROW("d", 0));
    ends("b:2 c:3 @7 @end");
    begin(lm_project_new(&ctx, swapped, 2));
    PUSH(ROW("a", 1), ROW(NULL, 2));
    ends("1:a 2: @end");
}

static void
limits(void)
{
    begin(lm_limit_new(&ctx, 2, 1));
    CHECK(PUSH(ROW("a", 1)) == LM_MORE);
    CHECK(PUSH(ROW("b", 2), ROW("c", 3)) == LM_DONE);
    CHECK(PUSH(ROW("d", 4)) == LM_DONE);
    ends("b:2 c:3 @end");
    begin(lm_limit_new(&ctx, 0, 0));
    CHECK(PUSH(ROW("a", 1)) == LM_DONE);
    ends("@end");
    begin(lm_limit_new(&ctx, UINT64_MAX, 2));
    PUSH(ROW("a", 1), ROW("b", 2), ROW("c", 3));
    ends("c:3 @end");
    begin(lm_limit_new(&ctx, 10, 0));
    sink.stop_after = 1;
    CHECK(PUSH(ROW("a", 1)) == LM_DONE);
}

static void
sorts(void)
{
    const struct lm_sort_key by_v[] = {{column(1), LM_SORT_DESC}}, by_k[] = {{column(0), 0}};
    const struct lm_sort_key nulls[] = {{column(0), LM_SORT_NULLS_FIRST | LM_SORT_DESC},
                                        {column(1), 0}};

    begin(lm_sort_new(&ctx, by_v, 1, UINT64_MAX, 0));
    PUSH(ROW("a", 1), ROW("b", 3), ROW("c", 3));
    lm_op_push_mark(&source, 5);
    PUSH(ROW("d", 2));
    ends("b:3 c:3 d:2 a:1 @end");
    begin(lm_sort_new(&ctx, nulls, 2, UINT64_MAX, 0));
    PUSH(ROW("a", 1), ROW(NULL, 3), ROW("c", 3), ROW("a", 0), ROW(NULL, 2));
    ends(":2 :3 c:3 a:0 a:1 @end");
    begin(lm_sort_new(&ctx, by_k, 1, 2, 1));
    PUSH(ROW("longer text 2", 1), ROW("longer text 1", 3), ROW(NULL, 3), ROW("a", 0));
    ends("longer text 1:3 longer text 2:1 @end");
    struct lm_op *top = lm_sort_new(&ctx, by_v, 1, 2, 0);
    lm_sort_append_only(top);
    begin(top);
    for (int64_t i = 0; i < 100; i++)
        PUSH(ROW("x", i * 37 % 101), ROW("y", i * 37 % 101));
    ends("x:100 y:100 @end");
    begin(lm_sort_new(&ctx, by_v, 1, 2, 0));
    with_weights = true;
    PUSH(INS("a", 10), INS("b", 30), INS("c", 20), INS("d", 5), DEL("b", 30), DEL("z", 1));
    CHECK(refused[LM_E_RETRACTION] == 1);
    ends("c:20 a:10 @end");
    /* Random values of all kinds of size, in order and out of it. */
    begin(lm_sort_new(&ctx, by_v, 1, UINT64_MAX, 0));
    uint64_t x = 1;
    for (int i = 0; i < 500; i++) {
        x = x * UINT64_C(6364136223846793005) + 1442695040888963407;
        PUSH(ROW("r", (int64_t)(x >> (i % 50))));
    }
    lm_op_push_mark(&source, LM_MARK_END);
    lm_buf_addc(&sink.text, '\0');
    int64_t before = INT64_MAX;
    bool sorted = true;
    uint32_t seen = 0;
    for (const char *p = strchr(sink.text.p, ':'); p != NULL; p = strchr(p + 1, ':'), seen++) {
        int64_t v = strtoll(p + 1, NULL, 10);
        sorted = sorted && v <= before;
        before = v;
    }
    CHECK(sorted && seen == 500);
    lm_op_close(source.next);
}

static void
finals(void)
{
    begin(lm_final_new(&ctx));
    with_weights = true;
    PUSH(INS("a", 1), INS("b", 1), UPD("a", 1, 2), INS("c", 1), DEL("b", 1));
    PUSH(UPD("a", 2, 3), INS("b", 7), {"d", 4, 2, LM_PAIR_NONE, 0, 0});
    ends("a:3 c:1 b:7 d:4 d:4 @end");
    begin(lm_final_new(&ctx));
    ends("@end");
}

static void
updates(void)
{
    begin(lm_update_new(&ctx));
    with_weights = true;
    PUSH(INS("a", 1), UPD("a", 1, 2), UPD("a", 2, 2), DEL("a", 2), INS("b", 1));
    ends("a:1 a:2 b:1 @end");
    /* HAVING has taken the old row of the pair away: the new one is an insertion. */
    struct lm_op *having = lm_filter_new(&ctx, above(1)), *update = lm_update_new(&ctx);
    lm_op_connect(having, update, 0);
    lm_op_connect(update, &sink.op, 0);
    begin(having);
    with_weights = true;
    PUSH(UPD("a", 1, 2), UPD("a", 2, 1), UPD("a", 1, 3));
    ends("a:2 a:3 @end");
}

static void
every(bool changes, const char *want)
{
    ctx.now_us = 1000;
    begin(lm_every_new(&ctx, 100, changes));
    with_weights = true;
    PUSH(INS("a", 1), INS("b", 1), UPD("a", 1, 2));
    lm_op_push_tick(&source, 1099);
    PUSH(INS("c", 9), DEL("c", 9));
    lm_op_push_tick(&source, 1100);
    lm_buf_addz(&sink.text, "| ");
    PUSH(UPD("a", 2, 3), UPD("b", 1, 5), UPD("a", 3, 4), UPD("b", 5, 1));
    lm_op_push_tick(&source, 1199);
    lm_op_push_tick(&source, 1450);
    lm_buf_addz(&sink.text, "| ");
    PUSH(DEL("b", 1), UPD("a", 4, 5));
    lm_op_push_tick(&source, 1499);
    PUSH(INS("b", 1), DEL("a", 5));
    lm_op_push_tick(&source, 1500);
    lm_buf_addz(&sink.text, "| ");
    PUSH(INS("z", 1));
    ends(want);
    ctx.now_us = 0;
}

static void
unions_and_tees(void)
{
    struct lm_op *u = lm_union_new(&ctx, 2), other = {0};

    lm_op_init(&other, &sink_type, &ctx, 1);
    lm_op_connect(&other, u, 1);
    begin(u);
    PUSH(ROW("a", 1));
    lm_op_push_mark(&source, 10);
    push_to(&other, (const struct row[]){ROW("b", 2)}, 1);
    lm_op_push_mark(&other, 5);
    lm_op_push_mark(&other, 3); /* never back */
    lm_op_push_idle(&other, true);
    lm_op_push_mark(&source, 20);
    push_to(&other, (const struct row[]){ROW("c", 3)}, 1);
    lm_op_push_mark(&source, 30);
    lm_op_push_mark(&other, 25);
    lm_op_push_mark(&other, LM_MARK_END);
    ends("a:1 b:2 @5 @10 @20 c:3 @25 @30 @end");

    struct lm_op *tee = lm_tee_new(&ctx, 2), *one = lm_limit_new(&ctx, 1, 0);
    struct lm_op *both = lm_union_new(&ctx, 2), *two = lm_filter_new(&ctx, above(1));
    lm_tee_connect(tee, 0, one, 0);
    lm_tee_connect(tee, 1, two, 0);
    lm_op_connect(one, both, 0);
    lm_op_connect(two, both, 1);
    lm_op_connect(both, &sink.op, 0);
    begin(tee);
    tee->next = NULL;
    CHECK(PUSH(ROW("a", 1), ROW("b", 2)) == LM_MORE);
    CHECK(PUSH(ROW("c", 3)) == LM_MORE);
    lm_op_push_mark(&source, 4);
    ends("a:1 b:2 c:3 @4 @end");
}

static struct lm_op *
window(enum lm_window_kind kind, int64_t size, int64_t slide, bool hold)
{
    static struct lm_stamp stamp = {.unit = LM_UNIT_US, .seen = LM_UNIT_US};
    struct lm_wgroup_spec spec = {.window = {kind, size, slide, 0}, .stamp = &stamp};

    return lm_assign_new(&ctx, &spec, hold);
}

static void
windows(void)
{
    begin(window(LM_WINDOW_TUMBLE, 10, 0, false));
    with_times = true;
    PUSH(AT("a", 1, 5, 0), AT("b", 2, 15, 0), AT("c", 3, LM_NO_TIME, 0), AT("d", 4, -1, 0));
    CHECK(ctx.no_time_rows == 1);
    ends("a:1:0:10 b:2:10:20 d:4:-10:0 @end");
    begin(window(LM_WINDOW_HOP, 10, 5, false));
    with_times = true;
    PUSH(AT("a", 1, 7, 0));
    ends("a:1:0:10 a:1:5:15 @end");
    begin(window(LM_WINDOW_TUMBLE, 10, 0, true));
    with_times = true;
    PUSH(AT("a", 1, 5, LM_MARK_MIN), AT("b", 2, 15, 5), AT("c", 3, 3, 9), AT("d", 4, 11, 10));
    CHECK_TEXT(sink.text.p, sink.text.n, "a:1:0:10 c:3:0:10 ");
    PUSH(AT("e", 5, 9, 11), AT("f", 6, 30, 12));
    CHECK(ctx.late_rows == 1);
    lm_op_push_mark(&source, 20);
    ends("a:1:0:10 c:3:0:10 b:2:10:20 d:4:10:20 @10 f:6:30:40 @end");
    begin(window(LM_WINDOW_HOP, 10, 5, true));
    with_times = true;
    PUSH(AT("a", 1, 7, LM_MARK_MIN), AT("b", 2, 12, LM_MARK_MIN), AT("c", 3, 8, 11));
    ends("a:1:0:10 a:1:5:15 b:2:5:15 c:3:5:15 b:2:10:20 @end");
}

/* Many rows and pairs through the builder: none is lost, no pair is torn. */
static void
builder(void)
{
    struct lm_out out;
    struct lm_op *u = lm_union_new(&ctx, 1);

    begin(u);
    lm_out_init(&out, &source, 2, LM_OUT_CHANGES | LM_OUT_TIMES);
    for (int i = 0; i < 10001; i++) {
        struct lm_out_row old = {-1, LM_PAIR_OLD, i, i, (uint64_t)i},
                          new = {1, LM_PAIR_NEW, i, i, 1};
        char text[8] = "text";
        struct lm_val v[2] = {lm_val_str(lm_str_of(text)), lm_val_int(i)};
        if (i % 3 == 0) {
            new.pair = LM_PAIR_NONE;
        } else {
            lm_out_add(&out, &old, v);
            memset(text, 'x', 4);
        }
        lm_out_add(&out, &new, v);
    }
    CHECK(lm_out_flush(&out) == LM_MORE);
    CHECK(sink.rows == 10001 + 10001 - 3334);
    lm_buf_addc(&sink.text, '\0');
    CHECK(strstr(sink.text.p, "(-text:4 +xxxx:4) ") != NULL);
    lm_out_fini(&out);
}

static const char *const letters[8] = {"a", "b", "c", "d", "e", "f", "g", "h"};
static int model[8][8];
static uint64_t random_state;

static uint32_t
below(uint32_t n)
{
    random_state = random_state * UINT64_C(6364136223846793005) + 1442695040888963407;
    return (uint32_t)(random_state >> 33) % n;
}

/* A row that is there, at random; false when there is none. */
static bool
present(uint32_t *k, uint32_t *v)
{
    uint32_t start = below(64);

    for (uint32_t i = 0; i < 64; i++) {
        *k = (start + i) % 64 / 8;
        *v = (start + i) % 8;
        if (model[*k][*v] > 0)
            return true;
    }
    return false;
}

/* Up to 40 rows of random changes of what is there. */
static void
push_random(void)
{
    struct row row[41];
    uint32_t n = 0, most = 1 + below(40), k, v, k2, v2;

    while (n < most) {
        bool there = present(&k, &v);
        uint32_t what = below(5);
        k2 = below(8);
        v2 = below(8);
        if (!there || what < 2) {
            row[n++] = (struct row){letters[k2], v2, 1 + (int)below(2), LM_PAIR_NONE, 0, 0};
            model[k2][v2] += row[n - 1].weight;
        } else if (what == 2) {
            row[n++] = (struct row){letters[k], v, -1, LM_PAIR_NONE, 0, 0};
            model[k][v]--;
        } else {
            row[n++] = (struct row){letters[k], v, -1, LM_PAIR_OLD, 0, 0};
            row[n++] = (struct row){letters[k2], v2, 1, LM_PAIR_NEW, 0, 0};
            model[k][v]--;
            model[k2][v2]++;
        }
    }
    push_to(&source, row, n);
}

/* Whatever the changes, what comes out adds up to what is there: of final and sorted rows at the
 * end, of EMIT EVERY at each tick. */
static void
random_changes(void)
{
    const struct lm_sort_key by_v[] = {{column(1), 0}};

    for (uint64_t seed = 1; seed <= 60; seed++) {
        random_state = seed;
        memset(model, 0, sizeof model);
        ctx.now_us = 1000;
        struct lm_op *ops[] = {lm_final_new(&ctx), lm_sort_new(&ctx, by_v, 1, UINT64_MAX, 0),
                               lm_every_new(&ctx, 10, true)};
        uint32_t which = seed % 3;
        int wrong = 0;
        begin(ops[which]);
        with_weights = true;
        for (int64_t step = 0; step < 30; step++) {
            push_random();
            lm_op_push_tick(&source, 1000 + step * 5);
            if (which == 2 && step >= 2 && step % 2 == 0)
                wrong += memcmp(sink.count, model, sizeof model) != 0;
        }
        lm_op_push_mark(&source, LM_MARK_END);
        wrong += memcmp(sink.count, model, sizeof model) != 0;
        if (wrong > 0)
            printf("seed %llu\n", (unsigned long long)seed);
        CHECK(wrong == 0);
        lm_op_close(source.next);
        CHECK(ctx.state_bytes == 0);
    }
    CHECK(refused[LM_E_RETRACTION] == 1);
    with_weights = false;
}

static void
clock_says(int64_t now)
{
    ctx.now_us = now;
    lm_op_push_tick(&source, now);
}

/* A row is there until its v, or from its v on. */
static void
temporal_filters(void)
{
    struct lm_expr *v[1] = {column(1)};

    ctx.now_us = 10;
    begin(lm_temporal_new(&ctx, &(struct lm_temporal_spec){.until = v, .nuntil = 1, .changing = true}));
    with_weights = true;
    PUSH(INS("a", 5), INS("b", 15), INS("c", 12), INS("d", 18));
    clock_says(11);
    lm_buf_addz(&sink.text, "| ");
    clock_says(12);
    PUSH(DEL("b", 15), DEL("a", 5), UPD("d", 18, 20), UPD("d", 20, 3), INS("e", 16));
    refused[LM_E_RETRACTION] = 0;
    PUSH(DEL("z", 30));
    CHECK(refused[LM_E_RETRACTION] == 1);
    lm_buf_addz(&sink.text, "| ");
    ctx.now_us = 16; /* a batch tells the time too */
    PUSH(INS("f", 30));
    clock_says(20);
    ends("+b:15 +c:12 +d:18 | -c:12 -b:15 (-d:18 +d:20) -d:20 +e:16 | -e:16 +f:30 @end");

    ctx.now_us = 10;
    begin(lm_temporal_new(&ctx, &(struct lm_temporal_spec){.from = v, .nfrom = 1}));
    PUSH(ROW("a", 5), ROW("b", 15), ROW("c", 12));
    clock_says(14);
    lm_buf_addz(&sink.text, "| ");
    clock_says(15);
    ends("+a:5 +c:12 | +b:15 @end");

    ctx.now_us = 10;
    begin(lm_temporal_new(&ctx, &(struct lm_temporal_spec){.until = v, .nuntil = 1}));
    with_times = true;
    PUSH(AT("a", 20, 3, 2), AT("b", 30, 5, 4));
    lm_op_push_mark(&source, 7); /* a is there yet, and will go at its time, 3 */
    clock_says(20);
    clock_says(30);
    lm_op_push_mark(&source, 8);
    ends("+a:20 +b:30 @3 -a:20 @5 -b:30 @7 @8 @end");
    ctx.now_us = 0;
}

int
main(void)
{
    lm_arena_init(&arena, 64 * 1024);
    lm_arena_init(&batch_arena, 64 * 1024);
    ctx = (struct lm_op_ctx){.arena = &arena, .refuser = &refuser, .err = &err};
    stateless();
    limits();
    sorts();
    finals();
    updates();
    every(false, "a:2 b:1 | a:4 | | z:1 @end");
    every(true, "+a:2 +b:1 | (-a:2 +a:4) | -a:4 | +z:1 @end");
    temporal_filters();
    unions_and_tees();
    windows();
    builder();
    random_changes();
    CHECK(err.code == LM_OK);
    lm_buf_fini(&sink.text);
    lm_arena_fini(&arena);
    lm_arena_fini(&batch_arena);
    return check_done();
}
