/* lookup_file.c -- lookups on demand in files. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A file has no index, so one fetch reads it from its begin to its end and pushes all its rows through what stands
 * between the source and the lookup, which keeps those that were asked for. The core never steps this source.
 * A file that cannot be opened or read is tried again, after pauses that grow; then the stream fails. One that was
 * written while it was read is tried again, too, and taken as it is if that does not stop. Records
 * that are bad are not worth a second try; they are told of when the file is read first, and when it has changed,
 * not with each fetch.
 */
#include "run/lookup_file.h"

#include <assert.h>
#include <time.h>

#include "conn/conn.h"
#include "run/renew.h"

enum { FILE_TRIES = 6 };

static const int64_t first_pause_us = 100000; /* each further one is twice as long */

struct lookup_file {
    struct lm_lookup lookup; /* must stay first */
    struct lm_run_source *source;
    struct lm_arena arena[2]; /* of the newest input, and of the one before, which is closed after it was opened */
    uint32_t newest;
    uint64_t told;            /* what the file looked like when its bad records were told of; 0: they were not */
};

static lm_lookup_fetch_f file_fetch;

static void
file_close(struct lm_lookup *l)
{
    struct lookup_file *f = (struct lookup_file *)l;

    lm_input_close(f->source->in);
    f->source->in = NULL;
    for (int i = 0; i < 2; i++)
        lm_arena_fini(&f->arena[i]);
}

struct lm_lookup *
lookup_file_new(struct lm_op_ctx *ctx, struct lm_source *table, const struct lm_lookup_spec *spec)
{
    struct lookup_file *f = lm_alloc(ctx->arena, sizeof *f);
    struct lm_lookup_spec own = *spec;

    assert(table->on_demand && table->run != NULL);
    own.fetch = file_fetch;
    own.close = file_close;
    lm_lookup_init(&f->lookup, ctx, &own);
    f->source = table->run;
    for (int i = 0; i < 2; i++)
        lm_arena_init(&f->arena[i], 4096);
    return &f->lookup;
}

/* Opens the file anew in place of the input before. */
static int
file_open(struct lookup_file *f)
{
    struct lm_run_source *s = f->source;
    struct lm_arena *a = &f->arena[1 - f->newest];

    lm_arena_reset(a);
    struct lm_input *in = lm_input_open(a, s->dec->source, s->src->paths, s->src->npaths, false, s->op.ctx->err);
    if (in == NULL)
        return -1;
    if (in->live) {
        lm_input_close(in);
        return lm_fail(s->op.ctx->err, LM_E_OPEN, LM_NOWHERE, "\"%s\" is no regular file any more", s->src->paths[0]);
    }
    f->newest = 1 - f->newest;
    lm_run_source_again(s, in);
    return 0;
}

/* Reads the file and pushes its rows. False: it could not be opened or read. */
static bool
file_read(struct lookup_file *f, enum lm_flow *flow)
{
    struct lm_run_source *s = f->source;
    enum lm_step step;

    *flow = LM_MORE;
    if (file_open(f) != 0)
        return false;
    do {
        step = lm_run_source_fill(s);
        if (step == LM_STEP_ROWS && s->pending)
            *flow = lm_run_source_push(s, INT64_MAX);
        if (s->op.flow == LM_FAIL)
            *flow = LM_FAIL;
    } while (step == LM_STEP_ROWS && *flow == LM_MORE);
    s->state = LM_SOURCE_ENDED;
    return *flow != LM_MORE || step == LM_STEP_END;
}

static void
row_is_known(struct lm_refuser *r, const struct lm_refusal *refusal)
{
}

/* The same, but without telling anew of records that were bad already. *changed: it was written meanwhile, so what
 * was read may be neither of the old nor of the new. */
static bool
file_read_told(struct lookup_file *f, enum lm_flow *flow, bool *changed)
{
    struct lm_refuser *refuser = f->source->op.ctx->refuser;
    void (*row)(struct lm_refuser *r, const struct lm_refusal *refusal) = refuser->row;
    uint64_t looks = renew_looks(f->source->src);

    if (looks != 0 && looks == f->told)
        refuser->row = row_is_known;
    bool good = file_read(f, flow);
    refuser->row = row;
    f->told = good ? looks : f->told;
    *changed = good && *flow == LM_MORE && renew_looks(f->source->src) != looks;
    return good;
}

static void
file_pause(int64_t us)
{
    struct timespec t = { us / 1000000, us % 1000000 * 1000 };

    nanosleep(&t, NULL); /* a signal ends it: then the next try comes early */
}

static enum lm_flow
file_fetch(struct lm_lookup *l, const struct lm_lookup_asked *asked)
{
    struct lookup_file *f = (struct lookup_file *)l;
    struct lm_op_ctx *ctx = l->op.ctx;
    int64_t pause_us = first_pause_us;
    enum lm_flow flow;
    bool changed;

    assert(asked->sel.n > 0 && ctx->err->code == LM_OK);
    for (int tries = 1;; tries++) {
        bool good = file_read_told(f, &flow, &changed);
        if (good && (!changed || tries == FILE_TRIES))
            return flow;
        if (tries == FILE_TRIES)
            return LM_FAIL;
        *ctx->err = (struct lm_err){ 0 };
        lm_lookup_again(l);
        file_pause(pause_us);
        pause_us *= 2;
    }
}
