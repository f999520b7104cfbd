/* pipe.c -- the public face: opens, runs and closes a pipe. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

#include "run/open.h"
#include "run/pipe_stats.h"
#include "run/progress.h"
#include "run/renew.h"
#include "run/trouble.h"

void
lm_settings_default(struct lm_settings *s)
{
    *s = (struct lm_settings){
        .input_format = "auto",
        .format = "auto",
        .header = true,
        .watermark_us = -1,
        .lateness_us = -1,
        .idle_us = 10 * LM_US_SECOND,
        .on_error = "skip",
        .progress = LM_AUTO,
        .color = LM_AUTO,
    };
}

/* What the process may use: of the machine, of its control group, of its own limit. */
static uint64_t
usable_bytes(void)
{
    uint64_t bytes = (uint64_t)sysconf(_SC_PHYS_PAGES) * (uint64_t)sysconf(_SC_PAGESIZE), group = 0;
    FILE *f = fopen("/sys/fs/cgroup/memory.max", "r");
    struct rlimit own;

    if (f != NULL) {
        if (fscanf(f, "%" SCNu64, &group) == 1 && group < bytes)
            bytes = group;
        fclose(f);
    }
    if (getrlimit(RLIMIT_AS, &own) == 0 && own.rlim_cur != RLIM_INFINITY && own.rlim_cur < bytes)
        bytes = own.rlim_cur;
    return bytes;
}

static enum lm_on_error
on_error_of(const char *name)
{
    if (strcmp(name, "null") == 0)
        return LM_ON_ERROR_NULL;
    return strcmp(name, "fail") == 0 ? LM_ON_ERROR_FAIL : LM_ON_ERROR_SKIP;
}

static void
trouble_set(const struct lm_pipe *p, struct lm_trouble *t)
{
    struct lm_buf b = { 0 };

    assert(p->err.code != LM_OK);
    lm_trouble_print(&b, &p->err, &p->set);
    lm_buf_addc(&b, '\0');
    t->code = p->err.code;
    /* A pattern that is known before there is any row is a constant: the query is refused. */
    t->exit_status = lm_code_exit(p->err.code == LM_E_PATTERN ? LM_E_CONSTANT : p->err.code);
    t->text = b.p;
}

static int
parse_all(struct lm_pipe *p, struct lm_list *stmts)
{
    for (uint32_t i = 0; i < p->set.ntexts; i++) {
        struct lm_list some = { 0 };
        struct lm_str text = { p->set.texts[i].p, p->set.texts[i].n };
        if (lm_parse(&p->arena, text, i, &some, &p->err) != 0)
            return -1;
        for (uint32_t k = 0; k < some.n; k++)
            lm_list_add(&p->arena, stmts, some.at[k]);
    }
    if (stmts->n == 0)
        return lm_fail(&p->err, LM_E_SYNTAX, LM_NOWHERE, "there is no statement in the query");
    return 0;
}

static int
build_all(struct lm_pipe *p)
{
    struct lm_build *b = lm_build_new(&p->ctx, &p->script);
    const struct lm_list *outputs = &p->script.outputs;

    p->core.build = b;
    for (uint32_t i = 0; i < outputs->n; i++) {
        struct lm_output *o = outputs->at[i];
        struct lm_sink *s = lm_open_sink(p, o);
        if (s == NULL || lm_build_plan(b, o->plan, &o->cols, s) != 0)
            return -1;
    }
    for (uint32_t i = 0; i < p->script.drains.n; i++)
        if (lm_build_drain(b, p->script.drains.at[i]) != 0)
            return -1;
    for (uint32_t i = 0; i < p->script.late.n; i++) {
        struct lm_plan *late = p->script.late.at[i];
        struct lm_sink *s = lm_open_late(p, late);
        if (s == NULL || lm_build_plan(b, late, &late->cols->at, s) != 0)
            return -1;
    }
    if (lm_build_connect(b, &p->catalog) != 0)
        return -1;
    for (uint32_t i = 0; i < p->core.sources.n; i++)
        if (lm_run_source_ready(p->core.sources.at[i], lm_now_us()) != 0)
            return -1;
    renew_ready(&p->core.sources);
    p->built = true;
    return 0;
}

struct lm_pipe *
lm_pipe_open(const struct lm_settings *set, struct lm_trouble *trouble)
{
    struct lm_pipe *p = calloc(1, sizeof *p);
    struct lm_list stmts = { 0 };

    assert(p != NULL);
    p->set = *set;
    lm_arena_init(&p->arena, 256 * 1024);
    lm_report_init(&p->report, on_error_of(set->on_error), set->quiet ? NULL : set->err, set->dlq);
    p->ctx = (struct lm_op_ctx){ .arena = &p->arena, .refuser = &p->report.refuser, .err = &p->err };
    p->core.ctx = &p->ctx;
    p->core.report = &p->report;
    p->core.idle_us = set->idle_us;
    p->core.memory_bytes = set->memory_bytes != 0 ? set->memory_bytes : usable_bytes() / 10 * 8;
    p->ctx.stop = p->core.stop = &p->stop;
    p->ctx.state_most = p->core.memory_bytes;
    p->core.wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    p->stdout_terminal = isatty(STDOUT_FILENO) != 0;
    p->ctx.now_us = p->started_us = lm_now_us();
    if (parse_all(p, &stmts) != 0 || lm_open_catalog(p) != 0 ||
        lm_bind_script(&p->catalog, &stmts, &p->script, &p->err) != 0 ||
        (set->explain == LM_EXPLAIN_NO && build_all(p) != 0)) {
        trouble_set(p, trouble);
        lm_pipe_close(p);
        return NULL;
    }
    return p;
}

/* Running ----------------------------------------------------------------------------------------------------- */

static int
fail_status(struct lm_pipe *p)
{
    struct lm_buf b = { 0 };

    if (p->report.failed.code != LM_OK)
        return 1; /* told when it was refused */
    if (p->err.code == LM_OK)
        return 1;
    lm_trouble_print(&b, &p->err, &p->set);
    fwrite(b.p, 1, b.n, p->set.err);
    lm_buf_fini(&b);
    return lm_code_exit(p->err.code);
}

static int
pipe_finish(struct lm_pipe *p)
{
    int status = 0;

    for (uint32_t i = 0; i < p->core.sinks.n; i++)
        if (lm_sink_finish(p->core.sinks.at[i]) != 0)
            status = -1;
    return status;
}

/* How long to wait for input: not past the moment when silence must be explained. */
static int64_t
pipe_patience(const struct lm_pipe *p, bool told)
{
    int64_t patience = lm_core_patience(&p->core);

    return patience < 0 && !told ? LM_US_SECOND : patience;
}

/* A live table wants to be drawn although there is more to do. */
static bool
pipe_redraws(const struct lm_pipe *p)
{
    for (uint32_t i = 0; i < p->core.sinks.n; i++)
        if (((struct lm_sink *)p->core.sinks.at[i])->redraw)
            return true;
    return false;
}

int
lm_pipe_run(struct lm_pipe *p)
{
    enum lm_core_state state = LM_CORE_MORE;
    struct progress progress;

    assert(p->built);
    progress_init(&progress, p);
    pipe_endless(p);
    while (state == LM_CORE_MORE || state == LM_CORE_WAIT) {
        int64_t now_us = lm_now_us();
        state = lm_core_step(&p->core, now_us);
        progress_step(&progress, p, now_us);
        pipe_watch(p);
        if (p->status != 0) {
            p->status = 0;
            pipe_status_line(p, p->set.err);
        }
        if (state == LM_CORE_WAIT || pipe_redraws(p)) {
            if (lm_core_flush(&p->core) != 0)
                state = LM_CORE_FAIL;
            else if (state == LM_CORE_WAIT)
                lm_core_wait(&p->core, pipe_patience(p, progress.told));
        } else if ((p->report.notices.n > 0 || p->report.letters.n > 0) &&
                   lm_report_drain(&p->report, &p->err) != 0) {
            state = LM_CORE_FAIL;
        }
    }
    progress_clear(&progress, p);
    bool failed = state == LM_CORE_FAIL;
    /* Rows before a failure are printed. */
    if (pipe_finish(p) != 0)
        failed = true;
    pipe_notices(p);
    lm_report_sum(&p->report);
    lm_report_drain(&p->report, &p->err);
    int status = failed ? fail_status(p) : 0;
    if (p->set.stats != 0)
        pipe_stats(p, p->set.err);
    return status;
}

/* From a signal handler: what waits is woken. */
static void
pipe_wake(const struct lm_pipe *p)
{
    static const uint64_t one = 1;
    int saved = errno;

    if (write(p->core.wake_fd, &one, sizeof one) < 0) {
        /* It is full: whoever waits will wake anyhow. */
    }
    errno = saved;
}

void
lm_pipe_stop(struct lm_pipe *p)
{
    p->stop = 1;
    pipe_wake(p);
}

void
lm_pipe_status(struct lm_pipe *p)
{
    p->status = 1;
    pipe_wake(p);
}

void
lm_pipe_explain(struct lm_pipe *p, FILE *to)
{
    struct lm_buf b = { 0 };

    for (uint32_t i = 0; i < p->script.outputs.n; i++) {
        if (p->set.explain == LM_EXPLAIN_JSON)
            lm_plan_print_json(&b, p->script.outputs.at[i]);
        else
            lm_plan_print(&b, p->script.outputs.at[i]);
    }
    if (b.n > 0)
        fwrite(b.p, 1, b.n, to);
    lm_buf_fini(&b);
}

void
lm_pipe_close(struct lm_pipe *p)
{
    for (uint32_t i = 0; i < p->core.sources.n; i++) {
        struct lm_run_source *s = p->core.sources.at[i];
        lm_op_close(&s->op);
        lm_run_source_close(s);
    }
    for (uint32_t i = 0; i < p->catalog.sources.n; i++) {
        const struct lm_source *s = p->catalog.sources.at[i];
        if (s->run == NULL && s->opened != NULL)
            lm_input_close(s->opened); /* opened ahead, and then not read */
    }
    for (uint32_t i = 0; p->core.build != NULL && i < lm_build_ops(p->core.build)->n; i++)
        lm_op_close(lm_build_ops(p->core.build)->at[i]);
    for (uint32_t i = 0; i < p->core.sinks.n; i++)
        lm_sink_close(p->core.sinks.at[i]);
    if (p->core.wake_fd >= 0)
        close(p->core.wake_fd);
    lm_report_fini(&p->report);
    lm_arena_fini(&p->arena);
    free(p);
}
