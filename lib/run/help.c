/* help.c -- what the tool knows about itself: codes, functions, formats, options. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "expr/agg.h"
#include "expr/fn_help.h"
#include "fmt/fmt.h"
#include "laminar.h"
#include "sql/ast.h"
#include "sql/bind_option.h"

static const struct help_format {
    const char *name;
    bool read, written;
    const char *meaning;
} help_formats[] = {
#define LM_FORMAT(name, read, written, meaning) {name, read, written, meaning},
#include "run/formats.def"
#undef LM_FORMAT
};

bool
lm_text_is_query(const char *text)
{
    return lm_sql_begins(lm_str_of(text));
}

bool
lm_parse_duration(const char *text, int64_t *us)
{
    return lm_duration_parse(lm_str_of(text), us);
}

bool
lm_parse_size(const char *text, uint64_t *bytes)
{
    static const char units[] = "KMGT";
    char *end;
    double n = strtod(text, &end);
    int power = 0;

    if (end == text || !(n > 0))
        return false;
    const char *unit = *end != '\0' ? strchr(units, *end >= 'a' ? *end - 32 : *end) : NULL;
    if (unit != NULL) {
        power = (int)(unit - units) + 1;
        end++;
    }
    if (strcasecmp(end, "iB") == 0 || strcasecmp(end, "B") == 0)
        end += strlen(end);
    for (; power > 0; power--)
        n *= 1024;
    *bytes = n < 1e18 ? (uint64_t)n : UINT64_MAX;
    return *end == '\0' && *bytes > 0;
}

bool
lm_knows_input_format(const char *name)
{
    return strcmp(name, "auto") == 0 || lm_fmt_by_name(lm_str_of(name)) != NULL;
}

bool
lm_knows_format(const char *name)
{
    enum lm_out_fmt fmt;

    return strcmp(name, "auto") == 0 || lm_out_by_name(lm_str_of(name), &fmt);
}

const char *
lm_nearest(const char *name, const char *const *names, size_t n)
{
    struct lm_str *all = calloc(n + 1, sizeof *all);
    const char *found = NULL;

    if (all == NULL)
        return NULL;
    for (size_t i = 0; i < n; i++)
        all[i] = lm_str_of(names[i]);
    struct lm_str near = lm_str_nearest(lm_str_of(name), all, n);
    for (size_t i = 0; i < n && near.n > 0; i++)
        if (names[i] == near.p)
            found = names[i];
    free(all);
    return found;
}

static bool
help_code(const char *topic, FILE *to)
{
    const char *digits = strncasecmp(topic, "LDB-", 4) == 0 ? topic + 4 : NULL;
    enum lm_code code = digits != NULL ? (enum lm_code)atoi(digits) : LM_OK;

    if (code == LM_OK || lm_code_title(code) == NULL)
        return false;
    fprintf(to, "LDB-%04d: %s\n\n%s\n", code, lm_code_title(code), lm_code_help(code));
    return true;
}

static void
print_call(const char *name, const char *signature, bool rows, FILE *to)
{
    char text[LM_SIGNATURE_TEXT];

    lm_fn_signature_print(name, signature, rows, text, sizeof text);
    fprintf(to, "%s\n", text);
}

static bool
help_function(const char *topic, FILE *to)
{
    struct lm_str name = lm_str_of(topic);
    bool found = false;

    for (uint32_t i = 0; i < lm_fn_count; i++) {
        const struct lm_fn *f = &lm_fns[i];
        bool rows = (f->flags & LM_FN_ROWS) != 0;
        if (!lm_fn_is_called(f->name, name))
            continue;
        print_call(f->name, f->signature, rows, to);
        fprintf(to, "    %s\n    %s  gives%s  %s\n", f->meaning, f->example, rows ? " the rows of" : "", f->result);
        found = true;
    }
    for (uint32_t i = 0; i < lm_special_count; i++) {
        const struct lm_special *s = &lm_specials[i];
        if (!lm_str_eq_nocase(name, lm_str_of(s->name)))
            continue;
        fprintf(to, "%s\n    %s\n    %s  gives  %s\n", s->written, s->meaning, s->example, s->result);
        if (s->kind != LM_SPECIAL_PLAIN)
            fprintf(to, "    over %s\n", LM_SPECIAL_ROWS);
        found = true;
    }
    for (uint32_t i = 0; i < lm_agg_type_count; i++) {
        const struct lm_agg_type *g = &lm_agg_types[i];
        if (!lm_str_eq_nocase(name, lm_str_of(g->name)))
            continue;
        print_call(g->name, g->signature, false, to);
        fprintf(to, "    an aggregate: %s\n    %s  gives  %s  over\n    %s\n", g->meaning, g->example,
                g->example_result, LM_AGG_EXAMPLE_ROWS);
        found = true;
    }
    return found;
}

static bool
help_format(const char *topic, FILE *to)
{
    bool all = strcasecmp(topic, "formats") == 0, found = false;

    for (size_t i = 0; i < sizeof help_formats / sizeof *help_formats; i++) {
        const struct help_format *f = &help_formats[i];
        if (!all && strcasecmp(topic, f->name) != 0)
            continue;
        fprintf(to, "%-10s %-13s %s\n", f->name,
                !f->written ? "input"
                : !f->read  ? "output"
                            : "input, output",
                f->meaning);
        found = true;
    }
    return found;
}

static void
print_option(const struct lm_option_type *o, FILE *to)
{
    static const char *const kinds[] = {
        [LM_OPTION_TEXT] = "text", [LM_OPTION_BOOL] = "true or false", [LM_OPTION_CHAR] = "character",
        [LM_OPTION_COUNT] = "whole number", [LM_OPTION_DURATION] = "duration"};
    static const char *const where[] = {
        [LM_OPTION_READ] = "source", [LM_OPTION_LOOKUP] = "lookup table", [LM_OPTION_WRITE] = "sink",
        [LM_OPTION_READ | LM_OPTION_WRITE] = "source, sink"};

    fprintf(to, "%-19s %-14s %-13s %s\n", o->key, kinds[o->kind], where[o->where], o->meaning);
}

/* Options of the connectors: all of the one that is named, or the ones of that name. */
static bool
help_option(const char *topic, FILE *to)
{
    bool found = false;

    for (uint32_t k = 0; k < lm_connector_count; k++) {
        const struct lm_connector *c = &lm_connectors[k];
        bool all = strcasecmp(topic, c->name) == 0;
        if (all)
            fprintf(to, "FROM %s (key = value, ...)%s, or WITH (connector = '%s', ...):\n", c->name,
                    c->id == LM_CONNECTOR_FILE ? " and INTO FILE (...)" : "", c->name);
        for (uint32_t i = 0; i < c->noption; i++) {
            if (!all && strcasecmp(topic, c->option[i].key) != 0)
                continue;
            print_option(&c->option[i], to);
            found = true;
        }
    }
    return found;
}

static bool
help_functions(const char *topic, FILE *to)
{
    const char *family = "";

    if (strcasecmp(topic, "functions") != 0)
        return false;
    for (uint32_t i = 0; i < lm_fn_count; i++) {
        char title[LM_SIGNATURE_TEXT];
        if (i > 0 && strcmp(lm_fns[i].name, lm_fns[i - 1].name) == 0)
            continue;
        if (strcmp(family, lm_fn_family(&lm_fns[i])) != 0) {
            fprintf(to, "%s%s\n", i > 0 ? "\n" : "", lm_fn_family(&lm_fns[i]));
            family = lm_fn_family(&lm_fns[i]);
        }
        lm_fn_title(lm_fns[i].name, title);
        fprintf(to, "  %-24s %s\n", title, lm_fns[i].meaning);
    }
    for (uint32_t i = 0; i < lm_special_count; i++) {
        const struct lm_special *s = &lm_specials[i];
        if (i == 0 || lm_specials[i - 1].kind != s->kind)
            fprintf(to, "\n%s\n", lm_special_family(s->kind));
        fprintf(to, "  %-24s %s\n", s->name, s->meaning);
    }
    fprintf(to, "\nAggregates\n");
    for (uint32_t i = 0; i < lm_agg_type_count; i++)
        fprintf(to, "  %-24s %s\n", lm_agg_types[i].name, lm_agg_types[i].meaning);
    return true;
}

bool
lm_help(const char *topic, FILE *to)
{
    if (help_code(topic, to) || help_functions(topic, to))
        return true;
    bool function = help_function(topic, to);
    bool format = help_format(topic, to);
    return help_option(topic, to) || function || format;
}

void
lm_features(FILE *to)
{
    fprintf(to, "connectors: file nexmark\ncompression: gzip zstd lz4 bzip2 xz\ninput formats:");
    for (size_t i = 0; lm_fmt_types[i] != NULL; i++)
        fprintf(to, " %s", lm_fmt_types[i]->name);
    fprintf(to, "\n");
}
