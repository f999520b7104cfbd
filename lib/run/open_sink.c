/* open_sink.c -- opens what a query writes: standard output and files, each with its format. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "run/analyze.h"
#include "run/live.h"
#include "run/open.h"

static const struct {
    const char *name;
    enum lm_changelog changelog;
} changelogs[] = {
    {"weight", LM_CHANGELOG_WEIGHT},
    {"op", LM_CHANGELOG_OP},
    {"upsert", LM_CHANGELOG_UPSERT},
    {"debezium", LM_CHANGELOG_DEBEZIUM},
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

/* What a file's ending asks for: out.csv. */
static enum lm_out_fmt
format_of_path(const char *path)
{
    static const struct {
        const char *ending;
        enum lm_out_fmt fmt;
    } endings[] = {{".csv", LM_OUT_CSV},
                   {".tsv", LM_OUT_TSV},
                   {".json", LM_OUT_JSON},
                   {".md", LM_OUT_MARKDOWN},
                   {".txt", LM_OUT_RAW}};
    size_t n = strlen(path);

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t m = strlen(endings[i].ending);
        if (n > m && strcmp(path + n - m, endings[i].ending) == 0)
            return endings[i].fmt;
    }
    return LM_OUT_NDJSON;
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

/* FORMAT DEBEZIUM and FORMAT CHANGELOG are NDJSON with changes written in that way. */
static const struct lm_ast_option *
changelog_format(const struct lm_output *o)
{
    const struct lm_ast_option *format = sink_option(o, "format");

    if (format == NULL)
        return NULL;
    struct lm_str name = lm_val_text(&format->value);
    return lm_str_eq_nocase(name, LM_STR("debezium")) || lm_str_eq_nocase(name, LM_STR("changelog"))
               ? format
               : NULL;
}

static int
sink_format(struct lm_pipe *p, struct lm_sink *s, const struct lm_output *o, bool own_path)
{
    bool automatic = strcmp(p->set.format, "auto") == 0;
    const struct lm_ast_option *format = o != NULL ? sink_option(o, "format") : NULL;

    if (own_path || (automatic && p->set.output != NULL))
        s->enc.fmt = format_of_path(s->path);
    else if (automatic)
        s->enc.fmt = p->stdout_terminal ? LM_OUT_TABLE : LM_OUT_NDJSON;
    else
        lm_out_by_name(lm_str_of(p->set.format), &s->enc.fmt);
    s->terminal = !own_path && p->stdout_terminal && p->set.output == NULL && !s->live;
    if (format == NULL || lm_str_eq_nocase(lm_val_text(&format->value), LM_STR("auto")))
        return 0;
    if (changelog_format(o) != NULL)
        s->enc.fmt = LM_OUT_NDJSON;
    else if (!lm_out_by_name(lm_val_text(&format->value), &s->enc.fmt))
        return lm_fail(&p->err, LM_E_OPTION, format->value_pos,
                       "there is no output format \"%.*s\"", LM_STRF(lm_val_text(&format->value)));
    return 0;
}

/* header, delimiter, quote, null: of CSV and TSV. */
static int
sink_csv(struct lm_pipe *p, struct lm_sink *s, const struct lm_output *o)
{
    static const char *const keys[] = {"header", "delimiter", "quote", "null"};
    const struct lm_ast_option *option[4];

    for (int i = 0; i < 4; i++) {
        bool knows = s->enc.fmt == LM_OUT_CSV || (s->enc.fmt == LM_OUT_TSV && (i == 0 || i == 3));
        option[i] = sink_option(o, keys[i]);
        if (option[i] != NULL && !knows)
            return lm_fail(&p->err, LM_E_OPTION, option[i]->pos,
                           "\"%s\" has no meaning for this format", keys[i]);
    }
    if (option[0] != NULL)
        s->enc.no_header = !lm_option_is_true(option[0]);
    if (option[1] != NULL)
        s->enc.delimiter = option[1]->value.p[0];
    if (option[2] != NULL)
        s->enc.quote = option[2]->value.p[0];
    if (option[3] != NULL)
        s->enc.null_text = lm_val_text(&option[3]->value);
    return 0;
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

/* A file that a query reads cannot be written anew. */
static int
sink_is_input(struct lm_pipe *p, const struct lm_sink *s, const struct stat *to)
{
    struct stat in;

    for (uint32_t i = 0; i < p->core.sources.n; i++) {
        const struct lm_source *src = ((struct lm_run_source *)p->core.sources.at[i])->src;
        for (uint32_t k = 0; k < src->npaths && S_ISREG(to->st_mode); k++) {
            int failed = strcmp(src->paths[k], "-") == 0 ? fstat(STDIN_FILENO, &in)
                                                         : stat(src->paths[k], &in);
            if (failed == 0 && in.st_dev == to->st_dev && in.st_ino == to->st_ino)
                return lm_fail(&p->err, LM_E_CREATE, LM_NOWHERE, "%s: it is read by the same run",
                               s->path);
        }
    }
    return 0;
}

static int
sink_file(struct lm_pipe *p, struct lm_sink *s)
{
    struct stat to;

    s->fd = open(s->path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
    s->own_fd = s->fd >= 0;
    if (s->fd < 0 || fstat(s->fd, &to) != 0)
        return lm_fail(&p->err, LM_E_CREATE, LM_NOWHERE, "%s: %s", s->path, strerror(errno));
    if (sink_is_input(p, s, &to) != 0)
        return -1;
    if (S_ISREG(to.st_mode) && ftruncate(s->fd, 0) != 0)
        return lm_fail(&p->err, LM_E_CREATE, LM_NOWHERE, "%s: %s", s->path, strerror(errno));
    return 0;
}

/* How the changes of this output are written: as it says itself, else as the command line says. */
static int
sink_changelog(struct lm_pipe *p, const struct lm_output *o, const char **name)
{
    const struct lm_ast_option *option = sink_option(o, "changelog"), *format = changelog_format(o);

    *name = p->set.changelog;
    if (format != NULL)
        *name = lm_val_text(&format->value).n == 8 ? "debezium" : "weight";
    if (option == NULL)
        return 0;
    *name = lm_str_z(&p->arena, lm_val_text(&option->value));
    if (!lm_knows_changelog(*name))
        return lm_fail(&p->err, LM_E_OPTION, option->value_pos, "unknown changelog \"%s\"", *name);
    return 0;
}

/* Whether it is known which of its rows replaces which. The one row of a lone aggregate needs no key. */
static bool
has_key(const struct lm_output *o)
{
    const struct lm_plan *p = o->plan;

    while (p != NULL && p->op != LM_P_GROUP && p->op != LM_P_WGROUP)
        p = p->in[0];
    return o->nupsert_key > 0 || (p != NULL && p->op == LM_P_GROUP && p->nkey == 0);
}

/* A changing stream needs to be told how changes are written to a file; standard output has a default. */
static int
sink_changes(struct lm_pipe *p, struct lm_sink *s, const struct lm_output *o)
{
    const char *name;

    s->enc.changelog = LM_CHANGELOG_PLAIN;
    if (sink_changelog(p, o, &name) != 0)
        return -1;
    if (!o->plan->changing || o->analyze != LM_ANALYZE_NO)
        return 0;
    if (name == NULL && o->path.p != NULL) {
        lm_fail(&p->err, LM_E_APPEND_ONLY, o->query->pos,
                "the rows of this query change, \"%.*s\" can only append", LM_STRF(o->path));
        return lm_hint(&p->err,
                       "say how changes are written: --changelog=op, or WITH (changelog = 'op')");
    }
    s->enc.changelog = changelog_of(name);
    if (s->enc.changelog == LM_CHANGELOG_UPSERT && o->path.p != NULL && !has_key(o)) {
        lm_fail(&p->err, LM_E_APPEND_ONLY, o->query->pos,
                "nothing says which row an upsert into \"%.*s\" replaces", LM_STRF(o->path));
        return lm_hint(&p->err, "select the GROUP BY columns, or name a PRIMARY KEY: CREATE SINK "
                                "name (PRIMARY KEY (c))");
    }
    uint8_t *is_key = lm_alloc(&p->arena, s->enc.ncol + 1);
    for (uint32_t i = 0; i < s->enc.ncol; i++)
        for (uint32_t k = 0; k < o->nupsert_key; k++)
            if (lm_str_eq(s->enc.names[i], o->upsert_key[k]))
                is_key[i] = 1;
    s->enc.is_key = is_key;
    return 0;
}

/* The sink that has this path already (p NULL: standard output), so that it is opened once. */
static struct lm_sink *
sink_of_path(struct lm_pipe *p, struct lm_str path)
{
    for (uint32_t i = 0; i < p->core.sinks.n; i++) {
        struct lm_sink *s = p->core.sinks.at[i];
        if (path.p == NULL ? s->prints
                           : !s->prints && s->into == NULL && lm_str_eq(lm_str_of(s->path), path))
            return s;
    }
    return NULL;
}

/* How many outputs go to a file. */
static uint32_t
outputs_of_path(const struct lm_pipe *p, struct lm_str path)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < p->script.outputs.n; i++) {
        const struct lm_output *o = p->script.outputs.at[i];
        n += o->path.p != NULL && lm_str_eq(o->path, path);
    }
    for (uint32_t i = 0; i < p->script.late.n; i++)
        n += lm_str_eq(((const struct lm_plan *)p->script.late.at[i])->late_path, path);
    return n > 0 ? n : 1;
}

/* One more output of a file: its rows go between those of the others, row by row. What has fixed columns
 * has those of the first. */
static int
sink_join(struct lm_pipe *p, struct lm_sink *s, struct lm_sink *file, struct lm_pos pos)
{
    bool fixed = file->enc.fmt != LM_OUT_NDJSON && file->enc.fmt != LM_OUT_JSON;
    enum lm_changelog a = file->enc.changelog, b = s->enc.changelog;
    uint32_t port = 1;

    for (uint32_t i = 0; i < p->core.sinks.n; i++)
        port += ((struct lm_sink *)p->core.sinks.at[i])->into == file;
    if (s->enc.fmt != file->enc.fmt || s->enc.delimiter != file->enc.delimiter ||
        (a != b && a != LM_CHANGELOG_PLAIN && b != LM_CHANGELOG_PLAIN))
        return lm_fail(&p->err, LM_E_CLAUSE, pos, "%s is written in two ways", s->path);
    bool same = s->enc.ncol == file->enc.ncol;
    for (uint32_t i = 0; same && i < s->enc.ncol; i++)
        same = s->enc.spread[i] == file->enc.spread[i];
    if (fixed && !same)
        return lm_fail(&p->err, LM_E_WIDTH, pos, "%s has columns already, and these are other ones",
                       s->path);
    s->by_place = fixed;
    s->enc.changelog = a == LM_CHANGELOG_PLAIN ? b : a;
    for (uint32_t i = 0; i < p->core.sinks.n; i++) {
        struct lm_sink *other = p->core.sinks.at[i];
        if (other == file || other->into == file)
            other->enc.changelog = s->enc.changelog;
    }
    s->into = file;
    lm_op_connect(&s->op, &file->op, port);
    return 0;
}

bool
lm_draws_live(const struct lm_pipe *p)
{
    return p->stdout_terminal && p->set.output == NULL && p->set.changelog == NULL &&
           strcmp(p->set.format, "auto") == 0;
}

/* Standard output or -o, which all SELECTs share: finite answers print one after the other. */
static int
sink_print(struct lm_pipe *p, struct lm_sink *s, const struct lm_sink *same, bool endless)
{
    s->prints = true;
    s->fd = STDOUT_FILENO;
    if (same != NULL) {
        s->fd = same->fd;
        s->held = !endless;
        return 0;
    }
    return p->set.output != NULL && strcmp(p->set.output, "-") != 0 ? sink_file(p, s) : 0;
}

struct lm_sink *
lm_open_sink(struct lm_pipe *p, const struct lm_output *o)
{
    struct lm_sink *same = sink_of_path(p, o->path);
    bool own = o->path.p != NULL;
    bool analyze = o->analyze != LM_ANALYZE_NO;
    bool live = !own && same == NULL && o->plan->changing && !analyze && lm_draws_live(p);
    struct lm_sink *s =
        live ? lm_live_new(&p->ctx) : lm_sink_new(&p->ctx, own ? outputs_of_path(p, o->path) : 1);
    int status = 0;

    s->limit = o->limit;
    s->analyzed = analyze ? o : NULL;
    if (analyze && p->ctx.meter == NULL)
        p->ctx.meter = analyze_meter(&p->arena);
    s->path = own                     ? lm_str_z(&p->arena, o->path)
              : p->set.output != NULL ? p->set.output
                                      : "standard output";
    lm_list_add(&p->arena, &p->core.sinks, s); /* from here on it is closed with the pipe */
    sink_columns(p, s, &o->cols);
    if (sink_format(p, s, o, own) != 0 || sink_csv(p, s, o) != 0 || sink_changes(p, s, o) != 0)
        return NULL;
    if (!own)
        status = sink_print(p, s, same, o->plan->endless);
    else
        status = same != NULL ? sink_join(p, s, same, o->query->pos) : sink_file(p, s);
    return status == 0 ? s : NULL;
}

struct lm_sink *
lm_open_late(struct lm_pipe *p, const struct lm_plan *late)
{
    struct lm_sink *same = sink_of_path(p, late->late_path);
    struct lm_sink *s = lm_sink_new(&p->ctx, outputs_of_path(p, late->late_path));

    lm_list_add(&p->arena, &p->core.sinks, s);
    s->path = lm_str_z(&p->arena, late->late_path);
    sink_columns(p, s, &late->cols->at);
    sink_format(p, s, NULL, true);
    s->enc.changelog = LM_CHANGELOG_PLAIN;
    int status = same != NULL ? sink_join(p, s, same, late->pos) : sink_file(p, s);
    return status == 0 ? s : NULL;
}
