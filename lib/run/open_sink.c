/* open_sink.c -- opens what a query writes: standard output and files, each with its format. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "run/live.h"
#include "run/open.h"

static const struct {
    const char *name;
    enum lm_changelog changelog;
} changelogs[] = {
    { "weight", LM_CHANGELOG_WEIGHT },
    { "op", LM_CHANGELOG_OP },
    { "upsert", LM_CHANGELOG_UPSERT },
    { "debezium", LM_CHANGELOG_DEBEZIUM },
};

bool
lm_knows_changelog(const char *name)
{
    for (size_t i = 0; i < sizeof changelogs / sizeof *changelogs; i++)
        if (strcmp(name, changelogs[i].name) == 0)
            return true;
    return false;
}

static enum lm_changelog
changelog_of(const char *name)
{
    for (size_t i = 0; i < sizeof changelogs / sizeof *changelogs; i++)
        if (name != NULL && strcmp(name, changelogs[i].name) == 0)
            return changelogs[i].changelog;
    return LM_CHANGELOG_WEIGHT;
}

static const struct lm_ast_option *
sink_option(const struct lm_output *o, const char *key)
{
    for (uint32_t i = 0; i < o->options.n; i++) {
        const struct lm_ast_option *option = o->options.at[i];
        if (lm_str_eq_nocase(option->key, lm_str_of(key)))
            return option;
    }
    return NULL;
}

/* What a file's ending asks for: out.csv. */
static enum lm_out_fmt
format_of_path(const char *path)
{
    static const struct {
        const char *ending;
        enum lm_out_fmt fmt;
    } endings[] = { { ".csv", LM_OUT_CSV }, { ".tsv", LM_OUT_TSV }, { ".json", LM_OUT_JSON },
                    { ".md", LM_OUT_MARKDOWN }, { ".txt", LM_OUT_RAW } };
    size_t n = strlen(path);

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t m = strlen(endings[i].ending);
        if (n > m && strcmp(path + n - m, endings[i].ending) == 0)
            return endings[i].fmt;
    }
    return LM_OUT_NDJSON;
}

static void
sink_format(struct lm_pipe *p, struct lm_sink *s, bool own_path)
{
    bool automatic = strcmp(p->set.format, "auto") == 0;

    if (own_path || (automatic && p->set.output != NULL))
        s->enc.fmt = format_of_path(s->path);
    else if (automatic)
        s->enc.fmt = p->stdout_terminal ? LM_OUT_TABLE : LM_OUT_NDJSON;
    else
        lm_out_by_name(lm_str_of(p->set.format), &s->enc.fmt);
    s->terminal = !own_path && p->stdout_terminal && p->set.output == NULL && !s->live;
}

static void
sink_columns(struct lm_pipe *p, struct lm_sink *s, const struct lm_list *cols)
{
    struct lm_str *names = lm_alloc(&p->arena, (cols->n + 1) * sizeof *names);
    bool *spread = lm_alloc(&p->arena, cols->n + 1);

    for (uint32_t i = 0; i < cols->n; i++) {
        const struct lm_plan_col *c = cols->at[i];
        names[i] = c->name;
        spread[i] = c->spread;
    }
    s->enc.names = names;
    s->enc.spread = spread;
    s->enc.ncol = cols->n;
    s->enc.delimiter = ',';
    s->enc.quote = '"';
    s->enc.arena = &p->arena;
}

static int
sink_file(struct lm_pipe *p, struct lm_sink *s)
{
    s->fd = open(s->path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (s->fd < 0)
        return lm_fail(&p->err, LM_E_CREATE, LM_NOWHERE, "%s: %s", s->path, strerror(errno));
    s->own_fd = true;
    return 0;
}

/* A changing stream needs to be told how changes are written to a file; standard output has a default. */
static int
sink_changes(struct lm_pipe *p, struct lm_sink *s, const struct lm_output *o)
{
    const struct lm_ast_option *option = sink_option(o, "changelog");
    const char *name = p->set.changelog;

    s->enc.changelog = LM_CHANGELOG_PLAIN;
    if (!o->plan->changing)
        return 0;
    if (option != NULL && option->value.kind == LM_K_STR) {
        name = lm_str_z(&p->arena, lm_val_text(&option->value));
        if (!lm_knows_changelog(name))
            return lm_fail(&p->err, LM_E_OPTION, option->value_pos, "unknown changelog \"%s\"", name);
    }
    if (name == NULL && o->path.p != NULL) {
        lm_fail(&p->err, LM_E_APPEND_ONLY, o->query->pos, "the rows of this query change, \"%.*s\" can only append",
                LM_STRF(o->path));
        return lm_hint(&p->err, "say how changes are written: --changelog=op, or WITH (changelog = 'op')");
    }
    s->enc.changelog = changelog_of(name);
    uint8_t *is_key = lm_alloc(&p->arena, s->enc.ncol + 1);
    for (uint32_t i = 0; i < s->enc.ncol; i++)
        for (uint32_t k = 0; k < o->nupsert_key; k++)
            if (lm_str_eq(s->enc.names[i], o->upsert_key[k]))
                is_key[i] = 1;
    s->enc.is_key = is_key;
    return 0;
}

/* The sink that has this path already (NULL: standard output), so that it is opened once. */
static struct lm_sink *
sink_of_path(struct lm_pipe *p, const struct lm_output *o)
{
    for (uint32_t i = 0; i < p->core.sinks.n; i++) {
        struct lm_sink *s = p->core.sinks.at[i];
        if (o->path.p == NULL ? s->prints : !s->prints && lm_str_eq(lm_str_of(s->path), o->path))
            return s;
    }
    return NULL;
}

bool
lm_draws_live(const struct lm_pipe *p)
{
    return p->stdout_terminal && p->set.output == NULL && p->set.changelog == NULL &&
           strcmp(p->set.format, "auto") == 0;
}

struct lm_sink *
lm_open_sink(struct lm_pipe *p, const struct lm_output *o)
{
    struct lm_sink *same = sink_of_path(p, o);
    bool own = o->path.p != NULL;
    bool live = !own && same == NULL && o->plan->changing && lm_draws_live(p);
    struct lm_sink *s = live ? lm_live_new(&p->ctx) : lm_sink_new(&p->ctx);

    s->limit = o->limit;
    s->prints = !own;
    s->path = own ? lm_str_z(&p->arena, o->path) : p->set.output != NULL ? p->set.output : "standard output";
    sink_columns(p, s, &o->cols);
    sink_format(p, s, own);
    if (sink_changes(p, s, o) != 0)
        return NULL;
    if (same != NULL && own) {
        lm_fail(&p->err, LM_E_UNSUPPORTED, o->query->pos, "a second INSERT INTO '%s' is not part of this build",
                s->path);
        return NULL;
    }
    s->fd = STDOUT_FILENO;
    bool file = own || (p->set.output != NULL && strcmp(p->set.output, "-") != 0);
    if (same != NULL) {
        s->fd = same->fd;
        s->held = !o->plan->endless; /* finite answers print one after the other */
    } else if (file && sink_file(p, s) != 0) {
        return NULL;
    }
    lm_list_add(&p->arena, &p->core.sinks, s);
    return s;
}

struct lm_sink *
lm_open_late(struct lm_pipe *p, const struct lm_plan *late)
{
    struct lm_sink *s = lm_sink_new(&p->ctx);

    s->path = lm_str_z(&p->arena, late->late_path);
    sink_columns(p, s, &late->cols->at);
    sink_format(p, s, true);
    s->enc.changelog = LM_CHANGELOG_PLAIN;
    if (sink_file(p, s) != 0)
        return NULL;
    lm_list_add(&p->arena, &p->core.sinks, s);
    return s;
}
