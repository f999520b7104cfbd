/* open_first.c -- the first bytes of an input: its format and the names of its columns. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * The first record of an undeclared input decides which names it has, so the query waits for it. All the
 * inputs of the query are opened before that, as who writes to a FIFO waits until somebody reads it. One
 * that stays silent for --idle holds the others back no longer, if its records carry their names, so that any
 * column may come later, and no join has to tell its names from those of other inputs. Else the query waits,
 * and a notice says for what. An input of unknown format is like the others: NDJSON if they are. Bad records
 * before the first good one are refused at once.
 */
#include "run/open_first.h"

#include <assert.h>
#include <unistd.h>

#include "base/limits.h"
#include "fmt/types.h"

enum { PEEK_BYTES = 64 * 1024 };

static const int64_t silent_us = 3 * LM_US_SECOND; /* then a terminal is told what is waited for */

/* Whether other inputs of the query may have rows meanwhile. */
static bool
holds_others(const struct lm_pipe *p, const struct lm_source *s)
{
    for (uint32_t i = 0; i < p->catalog.sources.n; i++) {
        const struct lm_source *other = p->catalog.sources.at[i];
        if (other != s && (other->described || (other->is_read && other->npaths > 0)))
            return true;
    }
    return false;
}

/* Whether the query can begin without the names of an input. */
static bool
can_go(const struct lm_pipe *p, const struct lm_run_source *run, const struct lm_fmt_type *type)
{
    bool ndjson = true;

    for (uint32_t i = 0; i < p->core.sources.n; i++) {
        const struct lm_run_source *other = p->core.sources.at[i];
        ndjson = ndjson && (other == run || (other->dec != NULL && other->dec->type == &lm_fmt_ndjson));
    }
    return !p->catalog.joins && (type != NULL ? type->open_records : ndjson && p->core.sources.n > 1);
}

static void
open_others(struct lm_pipe *p)
{
    for (uint32_t i = 0; i < p->catalog.sources.n; i++) {
        struct lm_source *s = p->catalog.sources.at[i];
        struct lm_err ignored = { 0 }; /* it is told when the source is described */
        if (s->is_read && s->opened == NULL && s->npaths > 0 && s->connector == LM_CONNECTOR_FILE)
            s->opened = lm_open_input(p, s, &ignored);
    }
}

struct lm_input *
open_first_input(struct lm_pipe *p, struct lm_source *s)
{
    if (s->opened == NULL)
        s->opened = lm_open_input(p, s, &p->err);
    if (s->opened != NULL)
        open_others(p);
    return s->opened;
}

static void
tell_wait(struct lm_pipe *p, const struct lm_run_source *run)
{
    lm_report_notice(&p->report, "nothing printed yet: the query waits for the first record of %s, which has the names "
                                 "of its columns", run->in->source);
    lm_report_drain(&p->report, &p->err);
}

/* How long the first bytes are waited for. */
struct wait {
    int64_t silent_us; /* wall clock when the input counts as silent; INT64_MAX: never */
    int64_t tell_us;   /* ... when a terminal is told; INT64_MAX: not, or done */
    bool silent;
};

static struct wait
wait_begin(const struct lm_pipe *p, const struct lm_run_source *run)
{
    bool holds = p->core.idle_us > 0 && holds_others(p, run->src);
    bool tells = !p->set.quiet && isatty(STDERR_FILENO) != 0;
    int64_t now = lm_now_us();

    return (struct wait){ holds ? now + p->core.idle_us : INT64_MAX, tells ? now + silent_us : INT64_MAX, false };
}

/* It cannot do without the input: it waits on, and says so. */
static struct wait
wait_told(struct lm_pipe *p, const struct lm_run_source *run)
{
    tell_wait(p, run);
    return (struct wait){ INT64_MAX, INT64_MAX, false };
}

/* Waits until `need` bytes are there, the input ends, or w->silent. -1 with p->err. */
static int
first_bytes(struct lm_pipe *p, struct lm_run_source *run, size_t need, struct wait *w)
{
    for (;;) {
        int64_t until = w->tell_us < w->silent_us ? w->tell_us : w->silent_us;
        if (lm_run_source_peek(run, need, until, &p->err) != 0)
            return -1;
        if (run->eof || run->end - run->at >= need)
            return 0;
        w->silent = lm_now_us() >= w->silent_us;
        if (w->silent)
            return 0;
        if (lm_now_us() >= w->tell_us) {
            tell_wait(p, run);
            w->tell_us = INT64_MAX;
        }
    }
}

const struct lm_fmt_type *
open_first_format(struct lm_pipe *p, struct lm_run_source *run)
{
    struct lm_str *wanted = lm_alloc(&p->arena, (p->catalog.wanted.n + 1) * sizeof *wanted);
    struct wait wait = wait_begin(p, run);
    bool more = true;
    size_t need = 1;

    for (uint32_t i = 0; i < p->catalog.wanted.n; i++)
        wanted[i] = *(struct lm_str *)p->catalog.wanted.at[i];
    for (;;) {
        const struct lm_fmt_type *t = lm_fmt_of_path(lm_str_of(run->in->file));
        if (t == NULL && first_bytes(p, run, need, &wait) != 0)
            return NULL;
        if (t != NULL)
            return t;
        size_t have = run->end - run->at;
        bool eof = run->eof || have >= PEEK_BYTES;
        t = lm_fmt_detect(run->in->file, (struct lm_str){ run->buf + run->at, have }, eof, wanted,
                          p->catalog.wanted.n, &more);
        if (!more || eof)
            return t;
        run->guessed = wait.silent && have == 0 && can_go(p, run, NULL);
        if (run->guessed)
            return &lm_fmt_ndjson;
        if (wait.silent)
            wait = wait_told(p, run);
        need = have + 1;
    }
}

/* Whether a record starts in the head that is bad from end to end: then it is refused now, by a decoder of
 * its own, as the real one does not know its columns yet. */
static void
refuse_first(struct lm_pipe *p, struct lm_run_source *run)
{
    struct lm_decoder *d = run->dec;
    struct lm_arena a;
    struct lm_batch b = { .arena = &a };

    if (d->type != &lm_fmt_ndjson || run->guessed || run->end == run->at)
        return;
    lm_arena_init(&a, 64 * 1024);
    struct lm_decoder *scratch = d->type->open(&p->arena, &d->options, &p->err);
    assert(scratch != NULL);
    struct lm_decoder head = *d;
    head.arena = &p->arena;
    *scratch = head;
    size_t n = scratch->type->decode(scratch, run->buf + run->at, run->end - run->at, false, &b);
    if (b.nrow == 0) {
        run->at += n;
        d->line = scratch->line;
        d->offset = scratch->offset;
        d->bad_utf8 = scratch->bad_utf8;
        d->failed = scratch->failed;
    }
    if (scratch->type->fini != NULL)
        scratch->type->fini(scratch);
    lm_arena_fini(&a);
    lm_report_drain(&p->report, &p->err);
}

int
open_first_names(struct lm_pipe *p, struct lm_run_source *run)
{
    struct lm_source *s = run->src;
    const struct lm_fmt_type *t = run->dec->type;
    struct wait wait = wait_begin(p, run);

    for (size_t need = 1; !run->dec->failed && !run->guessed;) {
        if (first_bytes(p, run, need, &wait) != 0)
            return -1;
        if (wait.silent && can_go(p, run, t))
            break;
        if (wait.silent) {
            wait = wait_told(p, run);
            continue;
        }
        size_t have = run->end - run->at;
        need = have + 1;
        if (!lm_run_source_worth(run))
            continue;
        bool eof = run->eof || have > LM_RECORD_BYTES;
        struct lm_str head = { run->buf != NULL ? run->buf + run->at : "", have };
        if (t->names(run->dec, head, eof, &p->arena, &s->names, &s->nnames) != 0 || eof)
            break;
        refuse_first(p, run);
        run->looked = run->end - run->at;
        need = run->looked + 1;
    }
    if (run->dec->failed)
        run->op.flow = LM_FAIL;
    run->looked = 0;
    return 0;
}
