/* progress.c -- what a terminal is told while a pipe runs. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "run/progress.h"

#include <inttypes.h>
#include <unistd.h>

static const int64_t first_us = LM_US_SECOND;      /* short runs show nothing */
static const int64_t each_us = LM_US_SECOND / 5;
static const int64_t silent_us = 3 * LM_US_SECOND; /* then a query says why it has printed nothing */

static bool
sizes_known(const struct lm_pipe *p)
{
    uint64_t size = 0;

    for (uint32_t i = 0; i < p->core.sources.n; i++) {
        const struct lm_run_source *s = p->core.sources.at[i];
        if (s->in == NULL || s->src->live || s->in->size_bytes == 0)
            return false;
        size += s->in->size_bytes;
    }
    return size > 0;
}

void
progress_init(struct progress *g, const struct lm_pipe *p)
{
    bool terminal = isatty(STDERR_FILENO) != 0;

    *g = (struct progress){ .next_us = p->started_us + first_us };
    g->bar = p->set.progress == LM_YES ||
             (p->set.progress == LM_AUTO && terminal && !p->stdout_terminal && !p->set.quiet);
    g->bar = g->bar && sizes_known(p);
    g->told = !terminal || p->set.quiet;
}

static void
bar_print(struct progress *g, const struct lm_pipe *p, int64_t now_us)
{
    uint64_t size = 0, done = 0, rows = 0;
    double seconds = (double)(now_us - p->started_us) / 1e6;

    for (uint32_t i = 0; i < p->core.sources.n; i++) {
        const struct lm_run_source *s = p->core.sources.at[i];
        size += s->in->size_bytes;
        done += s->in->read_bytes;
        rows += s->nrow;
    }
    double part = size > 0 ? (double)done / (double)size : 0;
    double left = part > 0 ? seconds / part - seconds : 0;
    fprintf(p->set.err, "\r%3.0f %%  %" PRIu64 " rows  %.0f MB/s  %.0f s left \033[K", part * 100, rows,
            (double)done / seconds / 1e6, left);
    fflush(p->set.err);
    g->shown = true;
}

/* The input that holds the watermark back most. */
static const struct lm_run_source *
slowest(const struct lm_pipe *p)
{
    const struct lm_run_source *found = NULL;

    for (uint32_t i = 0; i < p->core.sources.n; i++) {
        const struct lm_run_source *s = p->core.sources.at[i];
        if (s->state == LM_SOURCE_OPEN && s->src->time != NULL && !s->idle &&
            (found == NULL || s->mark < found->mark))
            found = s;
    }
    return found;
}

/* A time as the stream writes its own. */
static void
time_print(struct lm_buf *b, const struct lm_run_source *s, int64_t us)
{
    struct lm_val v = lm_stamp_bound(&s->src->stamp, us);

    lm_val_print(b, &v);
}

static void
silence_window(struct lm_pipe *p, const struct lm_run_source *s)
{
    struct lm_buf b = { 0 };

    if (p->ctx.next_close_us != 0 && p->ctx.next_close_us != LM_MARK_END) {
        lm_buf_addz(&b, "the next window closes at ");
        time_print(&b, s, p->ctx.next_close_us);
    } else {
        lm_buf_addz(&b, "windows wait");
    }
    lm_buf_addf(&b, "; the watermark of %s is at ", s->dec->source);
    time_print(&b, s, s->mark);
    lm_report_notice(&p->report, "nothing printed yet: %.*s", (int)b.n, b.p);
    lm_buf_fini(&b);
}

static void
silence_print(struct lm_pipe *p)
{
    const struct lm_run_source *s = slowest(p);
    uint64_t rows = 0;

    for (uint32_t i = 0; i < p->core.sources.n; i++)
        rows += ((struct lm_run_source *)p->core.sources.at[i])->nrow;
    if (rows == 0)
        lm_report_notice(&p->report, "nothing printed yet: no row has come in");
    else if (s == NULL)
        lm_report_notice(&p->report,
                         "nothing printed yet: %" PRIu64 " rows read; the answer comes at the end of the input", rows);
    else if (s->mark == LM_MARK_MIN)
        lm_report_notice(&p->report, "nothing printed yet: windows close at the end of %s; -w 5s closes them earlier",
                         s->dec->source);
    else
        silence_window(p, s);
}

void
progress_step(struct progress *g, struct lm_pipe *p, int64_t now_us)
{
    uint64_t out = 0;

    if (now_us < g->next_us)
        return;
    g->next_us = now_us + each_us;
    if (g->bar)
        bar_print(g, p, now_us);
    if (g->told || now_us - p->started_us < silent_us)
        return;
    for (uint32_t i = 0; i < p->core.sinks.n; i++) {
        const struct lm_sink *s = p->core.sinks.at[i];
        out += s->enc.rows + s->bytes;
    }
    g->told = true;
    if (out == 0 && !g->bar)
        silence_print(p);
}

void
progress_clear(struct progress *g, const struct lm_pipe *p)
{
    if (g->shown)
        fprintf(p->set.err, "\r\033[K");
    g->shown = false;
}
