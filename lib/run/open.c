/* open.c -- opens what a query reads: inputs with their formats, options, declared columns. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "run/open.h"

#include <assert.h>
#include <string.h>

#include "run/open_first.h"
#include "run/open_nexmark.h"

static const int64_t live_lag_us = 5 * LM_US_SECOND;

/* Options ---------------------------------------------------------------------------------------------------- */

static const struct lm_ast_option *
option(const struct lm_source *s, const char *key)
{
    for (uint32_t i = 0; i < s->options.n; i++) {
        const struct lm_ast_option *o = s->options.at[i];
        if (lm_str_eq_nocase(o->key, lm_str_of(key)))
            return o;
    }
    return NULL;
}

bool
lm_option_is_true(const struct lm_ast_option *o)
{
    if (o->value.kind == LM_K_STR)
        return lm_str_eq_nocase(lm_val_text(&o->value), LM_STR("true")) ||
               lm_str_eq_nocase(lm_val_text(&o->value), LM_STR("on")) ||
               lm_str_eq_nocase(lm_val_text(&o->value), LM_STR("yes")) ||
               lm_str_eq(lm_val_text(&o->value), LM_STR("1"));
    return o->value.kind <= LM_K_INT && o->value.i != 0;
}

static char
option_char(const struct lm_ast_option *o, char otherwise)
{
    return o != NULL && o->value.kind == LM_K_STR && o->value.n == 1 ? o->value.p[0] : otherwise;
}

static struct lm_fmt_options
format_options(const struct lm_pipe *p, const struct lm_source *s)
{
    struct lm_fmt_options o = {
        .header = p->set.header,
        .delimiter = option_char(option(s, "delimiter"), p->set.delimiter),
        .quote = option_char(option(s, "quote"), p->set.quote),
        .strict = p->set.strict,
    };
    if (s->connector == LM_CONNECTOR_NEXMARK)
        return (struct lm_fmt_options){ .header = true, .delimiter = ',', .quote = '"' };
    const struct lm_ast_option *header = option(s, "header"), *null = option(s, "null");

    if (header != NULL)
        o.header = lm_option_is_true(header);
    if (p->set.null_text != NULL)
        o.null_text = lm_str_of(p->set.null_text);
    if (null != NULL && null->value.kind == LM_K_STR)
        o.null_text = lm_val_text(&null->value);
    struct lm_str *names =
        lm_alloc((struct lm_arena *)&p->arena, (s->declared.n + 1) * sizeof *names);
    for (uint32_t i = 0; i < s->declared.n; i++)
        names[i] = ((struct lm_ast_column *)s->declared.at[i])->name;
    o.declared = names;
    o.ndeclared = s->declared.n;
    return o;
}

/* The format's name as it is asked for: of the source, else of the command line; "auto" otherwise. */
static struct lm_str
format_name(const struct lm_pipe *p, const struct lm_source *s, struct lm_pos *pos)
{
    const struct lm_ast_option *o = option(s, "format");

    if (s->connector == LM_CONNECTOR_NEXMARK) {
        *pos = LM_NOWHERE;
        return LM_STR("csv");
    }
    if (o != NULL && o->value.kind == LM_K_STR) {
        *pos = o->value_pos;
        return lm_val_text(&o->value);
    }
    *pos = LM_NOWHERE;
    struct lm_str name = lm_str_of(p->set.input_format);
    const struct lm_fmt_type *all = lm_fmt_by_name(name);
    /* A changelog looked up in FROM 'names.csv': only the changes themselves are written as such. */
    if (all != NULL && all->changes && s->of_path && s->npaths > 0 &&
        lm_fmt_of_path(lm_str_of(s->paths[0])) != NULL)
        return LM_STR("auto");
    return name;
}

/* header, delimiter, quote and null are of CSV and TSV, as which changes can be written too. */
static int
refuse_csv_options(struct lm_pipe *p, const struct lm_source *s, const struct lm_fmt_type *t)
{
    static const char *const keys[] = {"header", "delimiter", "quote", "null"};
    bool csv = t == lm_fmt_by_name(LM_STR("csv")), tsv = t == lm_fmt_by_name(LM_STR("tsv"));

    for (size_t i = 0; i < sizeof keys / sizeof *keys && !csv && !t->changes; i++) {
        const struct lm_ast_option *o = option(s, keys[i]);
        bool knows = tsv && (i == 0 || i == 3);
        if (o != NULL && !knows)
            return lm_fail(&p->err, LM_E_OPTION, o->pos, "\"%s\" has no meaning for this format", keys[i]);
    }
    return 0;
}

static const struct lm_fmt_type *
find_format(struct lm_pipe *p, const struct lm_source *s, struct lm_run_source *run,
            struct lm_fmt_options *o)
{
    struct lm_pos pos;
    struct lm_str name = format_name(p, s, &pos);

    if (lm_str_eq_nocase(name, LM_STR("auto")))
        return open_first_format(p, run);
    const struct lm_fmt_type *t = lm_fmt_by_name(name);
    if (t != NULL && refuse_csv_options(p, s, t) != 0)
        return NULL;
    if (t == NULL)
        lm_fail(&p->err, LM_E_OPTION, pos, "unknown format \"%.*s\"", LM_STRF(name));
    if (t != NULL && name.n > 6 && lm_str_eq_nocase((struct lm_str){name.p, 6}, LM_STR("regex:")))
        o->pattern = (struct lm_str){name.p + 6, name.n - 6};
    return t;
}

/* Describing ------------------------------------------------------------------------------------------------- */

static void
find_time(const struct lm_pipe *p, struct lm_source *s)
{
    if (s->lag_us < 0 && p->set.watermark_us >= 0)
        s->lag_us = p->set.watermark_us;
    if (s->lag_us < 0)
        s->lag_us = s->live || s->endless ? live_lag_us : LM_LAG_NEVER;
}

static bool
reads_stdin(const struct lm_source *s)
{
    for (uint32_t i = 0; i < s->npaths; i++)
        if (strcmp(s->paths[i], "-") == 0)
            return true;
    return false;
}

/* Another source that reads standard input, which can be read once only. */
static const struct lm_source *
stdin_reader(const struct lm_catalog *c, const struct lm_source *but)
{
    for (uint32_t i = 0; i < c->sources.n; i++) {
        const struct lm_source *s = c->sources.at[i];
        if (s != but && s->described && reads_stdin(s))
            return s;
    }
    return NULL;
}

struct lm_input *
lm_open_input(struct lm_pipe *p, const struct lm_source *s, struct lm_err *err)
{
    const struct lm_ast_option *follow = option(s, "follow");
    bool follows = follow != NULL ? lm_option_is_true(follow) : p->set.follow && !p->set.until_eof && !s->lookup;

    if (s->connector == LM_CONNECTOR_NEXMARK)
        return lm_open_nexmark(&p->arena, s, err);
    assert(s->npaths > 0);
    struct lm_input *in =
        lm_input_open(&p->arena, lm_str_z(&p->arena, s->name), s->paths, s->npaths, follows, err);
    const struct lm_ast_option *compression = option(s, "compression");
    if (in != NULL && compression != NULL)
        in->compression = lm_str_z(&p->arena, lm_val_text(&compression->value));
    return in;
}

static int
describe(struct lm_catalog *c, struct lm_source *s, struct lm_err *err)
{
    struct lm_pipe *p = c->run;
    char *name = lm_str_z(&p->arena, s->name);

    if (reads_stdin(s) && stdin_reader(c, s) != NULL)
        return lm_fail(err, LM_E_CLAUSE, LM_NOWHERE,
                       "standard input is read as \"%.*s\" and as \"%.*s\"",
                       LM_STRF(stdin_reader(c, s)->name), LM_STRF(s->name));
    struct lm_input *in = open_first_input(p, s);
    if (in == NULL)
        return -1;
    struct lm_run_source *run = lm_run_source_new(&p->ctx, s, in, NULL);
    s->run = run;
    lm_list_add(&p->arena, &p->core.sources, run);
    struct lm_fmt_options o = format_options(p, s);
    const struct lm_fmt_type *t = find_format(p, s, run, &o);
    if (t == NULL || t->open == NULL)
        return err->code != LM_OK
                   ? -1
                   : lm_fail(err, LM_E_UNSUPPORTED, LM_NOWHERE, "the format cannot be read");
    run->dec = t->open(&p->arena, &o, err);
    if (run->dec == NULL)
        return -1;
    run->dec->type = t;
    run->dec->arena = &p->arena;
    run->dec->options = o;
    run->dec->refuser = &p->report.refuser;
    run->dec->source = name;
    run->dec->file = in->file;
    s->open = t->open_records;
    s->changing = t->changes;
    s->live = in->live;
    s->endless = in->follows;
    find_time(p, s);
    s->described = true;
    if (open_first_names(p, run) != 0)
        return -1;
    s->open = s->open && !run->dec->closed;
    return 0;
}

/* The files of a path or pattern; file:// may stand before it, other schemes have no connector here. */
static int
files_of(struct lm_pipe *p, const char *pattern, const char ***paths, uint32_t *n)
{
    size_t scheme = strspn(pattern, "abcdefghijklmnopqrstuvwxyz0123456789+.-");

    if (strncmp(pattern, "file://", 7) == 0) {
        pattern += 7;
    } else if (scheme > 1 && strncmp(pattern + scheme, "://", 3) == 0) {
        lm_fail(&p->err, LM_E_UNSUPPORTED, LM_NOWHERE, "\"%s\": connector %.*s is not part of this build", pattern,
                (int)scheme, pattern);
        return lm_hint(&p->err, "connectors found: file");
    }
    return lm_paths_of(&p->arena, pattern, paths, n, &p->err);
}

static int
paths_of(struct lm_catalog *c, struct lm_str pattern, struct lm_source *s, struct lm_err *err)
{
    struct lm_pipe *p = c->run;

    assert(err == &p->err);
    return files_of(p, lm_str_z(&p->arena, pattern), &s->paths, &s->npaths);
}

/* The catalog -------------------------------------------------------------------------------------------------- */

static int
add_path(struct lm_pipe *p, struct lm_source *s, const char *pattern)
{
    const char **more;
    uint32_t n;

    if (strcmp(pattern, "-") == 0) {
        more = &pattern;
        n = 1;
    } else if (files_of(p, pattern, &more, &n) != 0) {
        return -1;
    }
    const char **paths = lm_alloc(&p->arena, (s->npaths + n) * sizeof *paths);
    for (uint32_t i = 0; i < s->npaths; i++)
        paths[i] = s->paths[i];
    for (uint32_t i = 0; i < n; i++)
        paths[s->npaths + i] = more[i];
    s->paths = paths;
    s->npaths += n;
    return 0;
}

/* --event-time COL[:unit], --schema: of stdin. */
static int
stdin_options(struct lm_pipe *p, struct lm_source *s)
{
    static const struct {
        const char *suffix;
        enum lm_time_unit unit;
    } units[] = {{":s", LM_UNIT_S}, {":ms", LM_UNIT_MS}, {":us", LM_UNIT_US}, {":ns", LM_UNIT_NS}};

    if (p->set.schema != NULL && lm_parse_schema(&p->arena, lm_str_of(p->set.schema), p->set.ntexts,
                                                 &s->declared, &p->err) != 0)
        return -1;
    if (p->set.event_time == NULL)
        return 0;
    s->time_name = lm_str_of(p->set.event_time);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        size_t n = strlen(units[i].suffix);
        if (s->time_name.n > n &&
            memcmp(s->time_name.p + s->time_name.n - n, units[i].suffix, n) == 0) {
            s->time_name.n -= n;
            s->stamp.unit = units[i].unit;
            break;
        }
    }
    return 0;
}

static int
add_inputs(struct lm_pipe *p)
{
    struct lm_source *in = lm_catalog_add_source(&p->catalog, LM_STR("stdin"));

    for (uint32_t i = 0; i < p->set.noperands; i++) {
        const struct lm_operand *o = &p->set.operands[i];
        struct lm_source *s = in;
        if (o->name != NULL) {
            s = lm_catalog_source(&p->catalog, lm_str_of(o->name));
            if (s == NULL)
                s = lm_catalog_add_source(&p->catalog, lm_str_of(o->name));
        }
        if (add_path(p, s, o->path) != 0)
            return -1;
    }
    if (in->npaths == 0 && add_path(p, in, "-") != 0)
        return -1;
    return stdin_options(p, in);
}

/* -v NAME=VALUE: a JSON number, true, false, null by its form; 'text' in quotes or anything else text. */
static void
add_param(struct lm_pipe *p, const struct lm_binding *b)
{
    struct lm_param *param = lm_alloc(&p->arena, sizeof *param);
    struct lm_str text = lm_str_of(b->value);
    int64_t i;
    double f;
    lm_i128 d;
    int scale;

    param->name = lm_str_of(b->name);
    param->type = lm_type_of(LM_T_VARCHAR);
    param->value = lm_val_str(text);
    enum lm_num_form form = lm_num_parse(text, &i, &f);
    if (form == LM_NUM_INT) {
        param->type = lm_type_of(LM_T_BIGINT);
        param->value = lm_val_int(i);
    } else if (form != LM_NUM_NONE && memchr(text.p, 'e', text.n) == NULL &&
               memchr(text.p, 'E', text.n) == NULL && lm_dec_parse(text, &d, &scale)) {
        param->type =
            (struct lm_type){.id = LM_T_DECIMAL, .precision = 38, .scale = (uint8_t)scale};
        param->value = (struct lm_val){.kind = LM_K_DEC, .scale = (uint8_t)scale, .d = d};
    } else if (form != LM_NUM_NONE) {
        param->type = lm_type_of(LM_T_DOUBLE);
        param->value = lm_val_f64(f);
    } else if (lm_str_eq(text, LM_STR("true")) || lm_str_eq(text, LM_STR("false"))) {
        param->type = lm_type_of(LM_T_BOOLEAN);
        param->value = lm_val_bool(text.n == 4);
    } else if (lm_str_eq(text, LM_STR("null"))) {
        param->type = lm_type_of(LM_T_NULL);
        param->value = LM_VAL_NULL;
    } else if (text.n >= 2 && text.p[0] == '\'' && text.p[text.n - 1] == '\'') {
        param->value = lm_val_str((struct lm_str){text.p + 1, text.n - 2});
    }
    lm_list_add(&p->arena, &p->catalog.params, param);
}

int
lm_open_catalog(struct lm_pipe *p)
{
    struct lm_catalog *c = &p->catalog;

    c->arena = &p->arena;
    c->run = p;
    c->describe = describe;
    c->paths_of = paths_of;
    c->set = open_set;
    c->lateness_us = p->set.lateness_us > 0 ? p->set.lateness_us : 0;
    c->on_error = p->report.refuser.on_error;
    c->now_us = lm_now_us();
    c->preview = lm_draws_live(p);
    c->strict = p->set.strict;
    for (uint32_t i = 0; i < p->set.nbindings; i++)
        add_param(p, &p->set.bindings[i]);
    return add_inputs(p);
}
