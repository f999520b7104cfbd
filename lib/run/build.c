/* build.c -- from plans to operators: the only file that knows both. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A plan is walked from its root, so that an operator's reader exists before it. Sources and late
 * streams may have several readers: their readers are gathered while the plans are walked, and a tee is
 * put between when there is more than one. A source that reaches one operator on several ways is
 * pushed row by row (one_by_one): what the ways give for one row then comes before the next row, however
 * the rows came in.
 */
#include "run/build.h"

#include <assert.h>

#include "op/op_over.h"
#include "op/op_retime.h"
#include "op/op_unnest.h"
#include "op/ops.h"
#include "run/build_join.h"
#include "run/source.h"

/* Who reads a source or a late stream. */
struct reader {
    struct lm_op *op;
    uint32_t port;
};

struct readers {
    const void *of;      /* struct lm_source, or the LATE plan */
    struct lm_op *head;  /* LATE: made with the window, connected at the end */
    struct lm_list list; /* of struct reader */
};

/* A VALUES node and where its rows go. */
struct values {
    struct lm_op op;
    const struct lm_plan *plan;
    const struct lm_run_source *behind; /* an earlier side of its union, which comes first; NULL: none */
    bool pushed;
};

struct lm_build {
    struct lm_op_ctx *ctx;
    struct lm_list readers; /* of struct readers */
    struct lm_list ops;
    struct lm_list nets;    /* of struct lm_op: above each plan whose rows change */
    struct lm_list values;  /* of struct values */
    struct lm_arena rows;   /* of VALUES batches */
    uint32_t rank;          /* of the sources below */
    uint32_t nvalues;       /* VALUES not pushed yet */
    const struct lm_run_source *behind; /* newest source of the union sides before this one */
    const struct lm_run_source *newest; /* source built last */
};

/* Nothing is pushed to a leaf. */
static enum lm_flow
values_batch(struct lm_op *op, uint32_t port, struct lm_batch *b)
{
    assert(!"rows for a leaf");
    return LM_FAIL;
}

static const struct lm_op_type lm_op_values = { .name = "values", .batch = values_batch };

/* Where rows go that nobody reads. */
static enum lm_flow
nothing_batch(struct lm_op *op, uint32_t port, struct lm_batch *b)
{
    return LM_MORE;
}

static const struct lm_op_type lm_op_nothing = { .name = "nothing", .batch = nothing_batch };

static struct lm_op *
nothing_new(struct lm_build *b)
{
    struct lm_op *op = lm_alloc(b->ctx->arena, sizeof *op);

    lm_op_init(op, &lm_op_nothing, b->ctx, 1);
    return op;
}

static int build(struct lm_build *b, struct lm_plan *p, struct lm_op *next, uint32_t port);

struct lm_build *
lm_build_new(struct lm_op_ctx *ctx, const struct lm_script *script)
{
    struct lm_build *b = lm_alloc(ctx->arena, sizeof *b);

    assert(script != NULL);
    b->ctx = ctx;
    lm_arena_init(&b->rows, 64 * 1024);
    return b;
}

static struct readers *
readers_of(struct lm_build *b, const void *of)
{
    for (uint32_t i = 0; i < b->readers.n; i++) {
        struct readers *r = b->readers.at[i];
        if (r->of == of)
            return r;
    }
    struct readers *r = lm_alloc(b->ctx->arena, sizeof *r);
    r->of = of;
    lm_list_add(b->ctx->arena, &b->readers, r);
    return r;
}

static void
reader_add(struct lm_build *b, struct readers *r, struct lm_op *op, uint32_t port)
{
    struct reader *reader = lm_alloc(b->ctx->arena, sizeof *reader);

    reader->op = op;
    reader->port = port;
    lm_list_add(b->ctx->arena, &r->list, reader);
}

/* Group operators ---------------------------------------------------------------------------------------- */

static struct lm_group_spec
group_spec(struct lm_build *b, const struct lm_plan *p)
{
    static const enum lm_speak speaks[] = {
        [LM_SAY_FINAL] = LM_SPEAK_FINAL,
        [LM_SAY_CLOSE] = LM_SPEAK_CLOSE,
        [LM_SAY_MARK] = LM_SPEAK_MARK,
        [LM_SAY_CHANGES] = LM_SPEAK_CHANGES,
    };
    struct lm_group_spec spec = {
        .key = p->key,
        .nkey = p->nkey,
        .agg = lm_alloc(b->ctx->arena, (p->aggs.n + 1) * sizeof *spec.agg),
        .nagg = p->aggs.n,
        .speak = speaks[p->say],
        .changing = p->in[0]->changing,
        .at_once = p->at_once,
    };

    for (uint32_t i = 0; i < p->aggs.n; i++)
        spec.agg[i] = *(struct lm_agg *)p->aggs.at[i];
    return spec;
}

static struct lm_op *
wgroup_op(struct lm_build *b, const struct lm_plan *p)
{
    struct lm_wgroup_spec spec = {
        .window = p->window,
        .time = p->time,
        .stamp = p->stamp,
        .lateness_us = p->lateness_us,
        .final = p->final,
    };

    if (p->op == LM_P_ASSIGN)
        return lm_assign_new(b->ctx, &spec, p->hold);
    spec.group = group_spec(b, p);
    if (p->late != NULL) {
        struct readers *r = readers_of(b, p->late);
        r->head = lm_union_new(b->ctx, 1);
        spec.late = r->head;
    }
    return p->window.kind == LM_WINDOW_SESSION ? lm_session_new(b->ctx, &spec) : lm_wgroup_new(b->ctx, &spec);
}

/* One operator --------------------------------------------------------------------------------------------- */

static struct lm_op *
project_op(struct lm_build *b, const struct lm_plan *p)
{
    uint32_t n = p->cols->at.n;
    struct lm_expr **list = lm_alloc(b->ctx->arena, (n + 1) * sizeof *list);

    for (uint32_t i = 0; i < n; i++)
        list[i] = ((struct lm_plan_col *)p->cols->at.at[i])->expr;
    return lm_project_new(b->ctx, list, n);
}

static struct lm_op *
sort_op(struct lm_build *b, const struct lm_plan *p)
{
    struct lm_sort_key *keys = lm_alloc(b->ctx->arena, (p->nsort + 1) * sizeof *keys);

    for (uint32_t i = 0; i < p->nsort; i++)
        keys[i] = (struct lm_sort_key){ p->sort[i].expr, p->sort[i].flags };
    struct lm_op *sort = lm_sort_new(b->ctx, keys, p->nsort, p->limit, p->offset);
    if (!p->in[0]->changing)
        lm_sort_append_only(sort);
    return sort;
}

static struct lm_sort_key *
sort_keys(struct lm_build *b, const struct lm_plan_sort *sort, uint32_t n)
{
    struct lm_sort_key *keys = lm_alloc(b->ctx->arena, (n + 1) * sizeof *keys);

    for (uint32_t i = 0; i < n; i++)
        keys[i] = (struct lm_sort_key){ sort[i].expr, sort[i].flags };
    return keys;
}

static int32_t
arrival_in(const struct lm_plan *p)
{
    return p->arrival != NULL ? (int32_t)p->arrival->index : -1;
}

static struct lm_op *
over_op(struct lm_build *b, const struct lm_plan *p)
{
    static const enum lm_over_speak speaks[] = {
        [LM_PO_STREAM] = LM_OVER_FINAL,
        [LM_PO_FINAL] = LM_OVER_FINAL,
        [LM_PO_CLOSE] = LM_OVER_CLOSE,
        [LM_PO_CHANGES] = LM_OVER_CHANGES,
    };
    const struct lm_plan_over *o = p->over;
    struct lm_over_spec spec = {
        .part = o->part,
        .npart = o->npart,
        .key = sort_keys(b, o->key, o->nkey),
        .nkey = o->nkey,
        .fn = lm_alloc(b->ctx->arena, (o->fns.n + 1) * sizeof *spec.fn),
        .nfn = o->fns.n,
        .speak = speaks[o->how],
        .in_order = o->in_order,
        .changing = p->in[0]->changing,
        .lo = o->lo,
        .hi = o->hi,
        .told = o->told,
        .arrival = arrival_in(p),
        .tells_arrival = p->arrival_out != NULL,
    };

    for (uint32_t i = 0; i < o->fns.n; i++)
        spec.fn[i] = *(struct lm_over_fn *)o->fns.at[i];
    if (p->op == LM_P_TOPN)
        return lm_topn_new(b->ctx, &spec);
    return o->how == LM_PO_STREAM ? lm_over_stream_new(b->ctx, &spec) : lm_over_all_new(b->ctx, &spec);
}

static struct lm_op *
unnest_op(struct lm_build *b, const struct lm_plan *p)
{
    struct lm_unnest_item *items = lm_alloc(b->ctx->arena, (p->unnest.n + 1) * sizeof *items);

    for (uint32_t i = 0; i < p->unnest.n; i++) {
        const struct lm_plan_unnest *u = p->unnest.at[i];
        items[i] = (struct lm_unnest_item){ u->array, u->ncol, u->ordinality };
    }
    return lm_unnest_new(b->ctx, items, p->unnest.n, p->outer);
}

static struct lm_op *
plan_op(struct lm_build *b, const struct lm_plan *p)
{
    struct lm_group_spec spec;

    switch (p->op) {
    case LM_P_FILTER:
        return lm_filter_new(b->ctx, p->predicate);
    case LM_P_PROJECT:
        return project_op(b, p);
    case LM_P_GROUP:
        spec = group_spec(b, p);
        return lm_group_new(b->ctx, &spec);
    case LM_P_WGROUP:
    case LM_P_ASSIGN:
        return wgroup_op(b, p);
    case LM_P_UNNEST:
        return unnest_op(b, p);
    case LM_P_OVER:
    case LM_P_TOPN:
        return over_op(b, p);
    case LM_P_TSORT:
        return lm_tsort_new(b->ctx, &(struct lm_tsort_spec){
            .key = sort_keys(b, p->sort, p->nsort),
            .nkey = p->nsort,
            .lateness_us = p->lateness_us,
            .arrival = arrival_in(p),
            .tells_arrival = p->arrival_out != NULL,
        });
    case LM_P_RECENT:
        return lm_recent_new(b->ctx, p->key, p->nkey, p->within_us, p->lateness_us);
    case LM_P_TEMPORAL:
        return lm_temporal_new(b->ctx, &(struct lm_temporal_spec){
            .from = (struct lm_expr **)p->temporal->from.at,
            .nfrom = p->temporal->from.n,
            .until = (struct lm_expr **)p->temporal->until.at,
            .nuntil = p->temporal->until.n,
            .by_mark = p->temporal->by_mark,
            .changing = p->in[0]->changing,
        });
    case LM_P_RETIME:
        return lm_retime_new(b->ctx, p->time, p->stamp, p->shift_us);
    case LM_P_SORT:
        return sort_op(b, p);
    case LM_P_LIMIT:
        return lm_limit_new(b->ctx, p->limit, p->offset);
    case LM_P_UNION:
        return lm_union_new(b->ctx, p->more.n);
    case LM_P_JOIN:
        return build_join(b->ctx, p);
    case LM_P_REPEAT:
        return lm_repeat_new(b->ctx, p->time, p->in[0]->changing);
    case LM_P_FINAL:
        return lm_final_new(b->ctx);
    case LM_P_UPDATE:
        return lm_update_new(b->ctx);
    case LM_P_EVERY:
        return lm_every_new(b->ctx, p->every_us, p->every_changes);
    case LM_P_SCAN:
    case LM_P_LATE:
    case LM_P_VALUES:
    case LM_P_NAMES:
        break;
    }
    assert(!"a leaf has no operator");
    return NULL;
}

static void
build_scan(struct lm_build *b, struct lm_plan *p, struct lm_op *next, uint32_t port)
{
    struct lm_run_source *run = p->source->run;

    reader_add(b, readers_of(b, p->source), next, port);
    if (run->rank < b->rank)
        run->rank = b->rank;
    b->newest = run;
}

static void
build_values(struct lm_build *b, struct lm_plan *p, struct lm_op *next, uint32_t port)
{
    struct values *v = lm_alloc(b->ctx->arena, sizeof *v);

    lm_op_init(&v->op, &lm_op_values, b->ctx, 1);
    lm_op_connect(&v->op, next, port);
    v->plan = p;
    v->behind = b->behind;
    b->nvalues++;
    lm_list_add(b->ctx->arena, &b->values, v);
}

/* Finite sides come in turn: VALUES wait for the files of the sides before them. */
static int
build_union(struct lm_build *b, struct lm_plan *p, struct lm_op *op)
{
    const struct lm_run_source *behind = b->behind;

    for (uint32_t i = 0; i < p->more.n; i++) {
        b->newest = NULL;
        if (build(b, p->more.at[i], op, i) != 0)
            return -1;
        if (b->newest != NULL)
            b->behind = b->newest;
    }
    b->newest = b->behind;
    b->behind = behind;
    return 0;
}

static int
build(struct lm_build *b, struct lm_plan *p, struct lm_op *next, uint32_t port)
{
    switch (p->op) {
    case LM_P_SCAN:
        build_scan(b, p, next, port);
        return 0;
    case LM_P_LATE:
        reader_add(b, readers_of(b, p), next, port);
        return 0;
    case LM_P_VALUES:
        build_values(b, p, next, port);
        return 0;
    default:
        break;
    }
    struct lm_op *op = plan_op(b, p);
    p->run = op;
    op->stream = p->stream;
    lm_list_add(b->ctx->arena, &b->ops, op);
    lm_op_connect(op, next, port);
    if (p->op == LM_P_UNION) {
        return build_union(b, p, op);
    }
    int first = p->op == LM_P_JOIN ? build_join_first(p) : -1;
    int n = p->op == LM_P_JOIN ? 2 : 1;
    for (int at = 0; at < n; at++) {
        int i = p->right_first ? n - 1 - at : at;
        uint32_t to_port = (uint32_t)i;
        struct lm_op *to = p->op == LM_P_JOIN ? build_join_port(p, op, &to_port) : op;
        b->rank += i == first; /* the snapshot is read first */
        int status = build(b, p->in[i], to, to_port);
        b->rank -= i == first;
        if (status != 0)
            return -1;
    }
    return 0;
}

int
lm_build_plan(struct lm_build *b, struct lm_plan *p, const struct lm_list *cols, struct lm_sink *sink)
{
    uint32_t *index = lm_alloc(b->ctx->arena, (cols->n + 1) * sizeof *index);

    for (uint32_t i = 0; i < cols->n; i++)
        index[i] = ((struct lm_plan_col *)cols->at[i])->index;
    sink->index = index;
    if (!p->changing)
        return build(b, p, &sink->op, 0);
    struct lm_op *net = lm_net_new(b->ctx, index, cols->n);
    uint32_t *same = lm_alloc(b->ctx->arena, (cols->n + 1) * sizeof *same);
    for (uint32_t i = 0; i < cols->n; i++)
        same[i] = i;
    sink->index = same;
    lm_op_connect(net, &sink->op, 0);
    lm_list_add(b->ctx->arena, &b->ops, net);
    lm_list_add(b->ctx->arena, &b->nets, net);
    return build(b, p, net, 0);
}

int
lm_build_drain(struct lm_build *b, struct lm_plan *p)
{
    return build(b, p, nothing_new(b), 0);
}

/* Connecting ------------------------------------------------------------------------------------------------- */

static void
connect_readers(struct lm_build *b, struct lm_op *from, const struct readers *r)
{
    if (r->list.n == 1) {
        const struct reader *only = r->list.at[0];
        lm_op_connect(from, only->op, only->port);
        return;
    }
    struct lm_op *tee = lm_tee_new(b->ctx, r->list.n);
    for (uint32_t i = 0; i < r->list.n; i++) {
        const struct reader *reader = r->list.at[i];
        lm_tee_connect(tee, i, reader->op, reader->port);
    }
    lm_op_connect(from, tee, 0);
}

static bool
reaches(const struct lm_op *from, const struct lm_op *to)
{
    for (const struct lm_op *op = from; op != NULL; op = op->next)
        if (op == to)
            return true;
    return false;
}

/* Whether two readers of one source meet again. */
static bool
readers_meet(const struct readers *r)
{
    for (uint32_t i = 0; i < r->list.n; i++)
        for (uint32_t k = i + 1; k < r->list.n; k++)
            for (const struct lm_op *op = ((struct reader *)r->list.at[i])->op; op != NULL; op = op->next)
                if (op->nport > 1 && reaches(((struct reader *)r->list.at[k])->op, op))
                    return true;
    return false;
}

int
lm_build_connect(struct lm_build *b, const struct lm_catalog *cat)
{
    for (uint32_t i = 0; i < b->readers.n; i++) {
        const struct readers *r = b->readers.at[i];
        if (r->head != NULL && r->list.n == 0)
            lm_op_connect(r->head, nothing_new(b), 0);
        else if (r->head != NULL)
            connect_readers(b, r->head, r);
    }
    for (uint32_t i = 0; i < cat->sources.n; i++) {
        struct lm_source *src = cat->sources.at[i];
        struct lm_run_source *run = src->run;
        if (run == NULL)
            continue;
        const struct readers *r = readers_of(b, src);
        if (r->list.n == 0) {
            run->state = LM_SOURCE_ENDED;
            continue;
        }
        connect_readers(b, &run->op, r);
        if (src->on_demand)
            run->state = LM_SOURCE_ENDED; /* its lookups begin it anew */
        run->one_by_one = readers_meet(r);
        run->nets = &b->nets;
    }
    return 0;
}

/* VALUES ------------------------------------------------------------------------------------------------------- */

static enum lm_flow
values_push(struct lm_build *b, struct values *v)
{
    uint32_t n = v->plan->rows.n, ncol = v->plan->cols->at.n;
    enum lm_flow flow = LM_MORE;

    for (uint32_t at = 0; at < n && flow == LM_MORE; at += LM_BATCH_ROWS) {
        uint32_t rows = n - at < LM_BATCH_ROWS ? n - at : LM_BATCH_ROWS;
        struct lm_batch one = { .arena = &b->rows, .nrow = 1, .sel = lm_sel_all(1) };
        struct lm_batch batch = { .arena = &b->rows, .nrow = rows, .ncol = ncol, .sel = lm_sel_all(rows) };
        struct lm_eval x = { 0 };
        lm_op_eval_init(&v->op, &x);
        batch.cols = lm_alloc(&b->rows, (ncol + 1) * sizeof *batch.cols);
        for (uint32_t c = 0; c < ncol; c++) {
            lm_col_init(&batch.cols[c], LM_K_NULL, rows, &b->rows);
            for (uint32_t r = 0; r < rows; r++) {
                const struct lm_list *row = v->plan->rows.at[at + r];
                lm_op_eval_begin(&v->op, &x, &one);
                const struct lm_col *col = lm_expr_eval(row->at[c], &x, one.sel);
                struct lm_val val = lm_col_get(col, 0);
                lm_col_set(&batch.cols[c], r, &val, rows, &b->rows);
            }
        }
        flow = lm_op_push(&v->op, &batch);
    }
    return flow;
}

enum lm_flow
lm_build_values(struct lm_build *b)
{
    enum lm_flow flow = LM_MORE;

    for (uint32_t i = 0; b->nvalues > 0 && i < b->values.n && flow != LM_FAIL; i++) {
        struct values *v = b->values.at[i];
        bool waits = v->behind != NULL && !v->behind->src->live && v->behind->state != LM_SOURCE_ENDED;
        if (v->pushed || waits)
            continue;
        v->pushed = true;
        flow = values_push(b, v);
        if (flow == LM_MORE)
            flow = lm_op_push_mark(&v->op, LM_MARK_END);
        b->nvalues--;
        if (b->nvalues == 0)
            lm_arena_fini(&b->rows);
    }
    return flow;
}

const struct lm_list *
lm_build_ops(const struct lm_build *b)
{
    return &b->ops;
}
