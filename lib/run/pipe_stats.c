/* pipe_stats.c -- what a pipe tells of itself. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "run/pipe_stats.h"

#include <inttypes.h>

#include "op/lookup.h"
#include "op/op_join.h"
#include "run/align.h"

enum { UNSEEN_ROWS = 1000 };

struct totals {
    uint64_t rows_in, bytes_in, rows_out, bytes_out, refused;
    double seconds;
};

static struct totals
totals_of(const struct lm_pipe *p)
{
    struct totals t = { .refused = lm_report_rows(&p->report) };

    for (uint32_t i = 0; i < p->core.sources.n; i++) {
        const struct lm_run_source *s = p->core.sources.at[i];
        t.rows_in += s->nrow;
        t.bytes_in += s->in != NULL ? s->in->read_bytes : 0;
    }
    for (uint32_t i = 0; i < p->core.sinks.n; i++) {
        const struct lm_sink *s = p->core.sinks.at[i];
        t.rows_out += s->enc.rows;
        t.bytes_out += s->bytes;
    }
    t.seconds = (double)(lm_now_us() - p->started_us) / 1e6;
    return t;
}

/* The lookups on demand, in the order of their joins; false: there are no more than `at`. */
static const struct lm_lookup *
lookup_next(const struct lm_pipe *p, uint32_t *at)
{
    const struct lm_list *ops = lm_build_ops(p->core.build);
    const struct lm_lookup *l = NULL;

    while (l == NULL && *at < ops->n)
        l = lm_join_lookup(ops->at[(*at)++]);
    return l;
}

static void
lookups_json(const struct lm_pipe *p, FILE *to)
{
    const struct lm_lookup *l;
    uint32_t at = 0, n = 0;

    for (; (l = lookup_next(p, &at)) != NULL; n++) {
        const struct lm_lookup_counts *c = &l->cache.counts;
        struct lm_buf name = { 0 };
        lm_json_quote(&name, lm_str_of(l->spec.name));
        fprintf(to,
                "%s{\"table\":%.*s,\"hits\":%" PRIu64 ",\"negative_hits\":%" PRIu64 ",\"misses\":%" PRIu64
                ",\"expired\":%" PRIu64 ",\"evicted\":%" PRIu64 ",\"fetches\":%" PRIu64 ",\"retries\":%" PRIu64 "}",
                n == 0 ? ",\"lookups\":[" : ",", (int)name.n, name.p, c->hits, c->negative_hits, c->misses, c->expired,
                c->evicted, l->fetches, l->retries);
        lm_buf_fini(&name);
    }
    fputs(n > 0 ? "]" : "", to);
}

static void
lookups_text(const struct lm_pipe *p, FILE *to)
{
    const struct lm_lookup *l;
    uint32_t at = 0;

    while ((l = lookup_next(p, &at)) != NULL) {
        const struct lm_lookup_counts *c = &l->cache.counts;
        fprintf(to,
                "laminar: lookups in %s: hits %" PRIu64 ", negative hits %" PRIu64 ", misses %" PRIu64 ", expired %" PRIu64
                ", evicted %" PRIu64 "; fetches %" PRIu64 ", retries %" PRIu64 "\n",
                l->spec.name, c->hits, c->negative_hits, c->misses, c->expired, c->evicted, l->fetches, l->retries);
    }
}

static void
stats_json(const struct lm_pipe *p, const struct totals *t, FILE *to)
{
    fprintf(to,
            "{\"rows_in\":%" PRIu64 ",\"bytes_in\":%" PRIu64 ",\"rows_out\":%" PRIu64 ",\"bytes_out\":%" PRIu64
            ",\"late\":%" PRIu64 ",\"no_event_time\":%" PRIu64 ",\"refused\":%" PRIu64
            ",\"state_bytes\":%" PRIu64 ",\"seconds\":%.3f",
            t->rows_in, t->bytes_in, t->rows_out, t->bytes_out, p->ctx.late_rows, p->ctx.no_time_rows, t->refused,
            p->ctx.state_bytes, t->seconds);
    lookups_json(p, to);
    fputs("}\n", to);
}

void
pipe_stats(const struct lm_pipe *p, FILE *to)
{
    struct totals t = totals_of(p);

    if (p->set.stats == 2) {
        stats_json(p, &t, to);
        return;
    }
    double per = t.seconds > 0 ? t.seconds : 1e-6;
    fprintf(to, "laminar: %" PRIu64 " rows in (%" PRIu64 " bytes), %" PRIu64 " rows out (%" PRIu64 " bytes), %.3f s\n",
            t.rows_in, t.bytes_in, t.rows_out, t.bytes_out, t.seconds);
    fprintf(to, "laminar: %.0f rows/s, %.1f MB/s; state %" PRIu64 " bytes; late %" PRIu64 ", no event time %" PRIu64
                ", refused %" PRIu64 "\n",
            (double)t.rows_in / per, (double)t.bytes_in / per / 1e6, p->ctx.state_bytes, p->ctx.late_rows,
            p->ctx.no_time_rows, t.refused);
    if (p->set.threads > 1)
        fprintf(to, "laminar: one core of %u was used: this build runs on one\n", p->set.threads);
    for (uint32_t i = 0; i < p->core.sources.n; i++) {
        const struct lm_run_source *s = p->core.sources.at[i];
        if (s->renewed > 0 && !s->src->on_demand)
            fprintf(to, "laminar: %s was read anew %u time%s\n", s->in->source, s->renewed, s->renewed == 1 ? "" : "s");
        if (s->held_times > 0)
            fprintf(to, "laminar: %s was held back %u time%s by its alignment group, %.1f s together\n", s->in->source,
                    s->held_times, s->held_times == 1 ? "" : "s", (double)align_held_us(s) / 1e6);
    }
    lookups_text(p, to);
}

static void
mark_print(FILE *to, const struct lm_run_source *s)
{
    char text[LM_TS_TEXT];

    if (s->state == LM_SOURCE_ENDED || s->mark == LM_MARK_MIN) {
        fprintf(to, "; %s %s", s->dec->source, s->state == LM_SOURCE_ENDED ? "ended" : "watermark -");
        return;
    }
    size_t n = lm_ts_print(s->mark, text);
    fprintf(to, "; %s watermark %.*s, %.1f s behind%s", s->dec->source, (int)n, text,
            (double)(lm_now_us() - s->mark) / 1e6,
            s->idle ? ", idle" : s->held ? ", held back by its group" : "");
}

void
pipe_status_line(const struct lm_pipe *p, FILE *to)
{
    struct totals t = totals_of(p);
    double per = t.seconds > 0 ? t.seconds : 1e-6;

    fprintf(to, "laminar: %" PRIu64 " rows in (%.0f/s), %" PRIu64 " rows out (%.0f/s), state %" PRIu64 " bytes",
            t.rows_in, (double)t.rows_in / per, t.rows_out, (double)t.rows_out / per, p->ctx.state_bytes);
    for (uint32_t i = 0; i < p->core.sources.n; i++) {
        const struct lm_run_source *source = p->core.sources.at[i];
        if (!source->src->on_demand)
            mark_print(to, source);
    }
    fprintf(to, "; last checkpoint: none\n");
    fflush(to);
}

static bool
was_named(const struct lm_source *s, struct lm_str name)
{
    for (uint32_t i = 0; i < s->nnames; i++)
        if (lm_str_eq(s->names[i], name))
            return true;
    return false;
}

/* Columns of open records that were asked for and never came. */
static void
unseen_columns(struct lm_pipe *p, struct lm_run_source *run)
{
    const struct lm_source *s = run->src;

    if (run->told_unseen)
        return;
    run->told_unseen = true;
    for (uint32_t i = 0; s->open && run->nrow > 0 && s->cols != NULL && i < s->cols->at.n; i++) {
        const struct lm_plan_col *c = s->cols->at.at[i];
        if (run->seen[i] || c->part != LM_PC_FIELD || was_named(s, c->name))
            continue;
        struct lm_str near = lm_str_nearest(c->name, s->names, s->nnames);
        if (near.n > 0)
            lm_report_notice(&p->report, "no record of %s has a column \"%.*s\"; did you mean \"%.*s\"?",
                             run->dec->source, LM_STRF(c->name), LM_STRF(near));
        else
            lm_report_notice(&p->report, "no record of %s has a column \"%.*s\"", run->dec->source,
                             LM_STRF(c->name));
    }
}

void
pipe_watch(struct lm_pipe *p)
{
    for (uint32_t i = 0; i < p->core.sources.n; i++) {
        struct lm_run_source *s = p->core.sources.at[i];
        if (!s->told_unseen && s->nrow >= UNSEEN_ROWS)
            unseen_columns(p, s);
    }
}

void
pipe_endless(struct lm_pipe *p)
{
    for (uint32_t i = 0; i < p->script.outputs.n; i++) {
        const struct lm_output *o = p->script.outputs.at[i];
        const struct lm_plan *plan = o->plan;
        while (plan != NULL && (plan->op == LM_P_PROJECT || plan->op == LM_P_FILTER || plan->op == LM_P_SORT))
            plan = plan->in[0];
        if (plan != NULL && plan->op == LM_P_GROUP && plan->say == LM_SAY_FINAL && plan->endless)
            lm_report_notice(&p->report, "the input has no end, and this query prints at its end: "
                                         "EMIT CHANGES or EMIT EVERY 5s prints earlier");
    }
}

/* Whether a query reads the input of that name, under its declaration or without one. */
static bool
input_is_read(const struct lm_catalog *c, struct lm_str name)
{
    bool read = false;

    for (uint32_t i = 0; i < c->sources.n; i++) {
        const struct lm_source *s = c->sources.at[i];
        read |= !s->of_path && lm_str_eq_nocase(s->name, name) && (s->described || s->is_read);
    }
    return read;
}

/* Inputs of the command line that nothing has asked for: of each name the first one. */
static void
unread_inputs(struct lm_pipe *p)
{
    const char *last = NULL;

    for (uint32_t i = 0; i < p->set.noperands; i++) {
        const struct lm_operand *o = &p->set.operands[i];
        const char *name = o->name != NULL ? o->name : "stdin";
        bool again = last != NULL && strcmp(last, name) == 0;
        last = name;
        if (!again && !input_is_read(&p->catalog, lm_str_of(name)))
            lm_report_notice(&p->report, "%s is not read: no query reads \"%s\"", o->path, name);
    }
}

void
pipe_notices(struct lm_pipe *p)
{
    uint64_t bad_utf8 = 0, later = 0;

    unread_inputs(p);
    for (uint32_t i = 0; i < p->core.sources.n; i++) {
        struct lm_run_source *s = p->core.sources.at[i];
        unseen_columns(p, s);
        bad_utf8 += s->dec->bad_utf8;
    }
    for (uint32_t i = 0; i < p->core.sinks.n; i++)
        later += ((struct lm_sink *)p->core.sinks.at[i])->enc.later_names;
    if (bad_utf8 > 0)
        lm_report_notice(&p->report, "LDB-4003: %" PRIu64 " bad UTF-8 sequence%s", bad_utf8, bad_utf8 == 1 ? "" : "s");
    if (p->ctx.expired_rows > 0)
        lm_report_notice(&p->report, "%" PRIu64 " row%s of join state expired (state_ttl)", p->ctx.expired_rows,
                         p->ctx.expired_rows == 1 ? "" : "s");
    if (later > 0)
        lm_report_notice(&p->report, "%" PRIu64 " value%s of columns that the first row did not have left out", later,
                         later == 1 ? "" : "s");
}
