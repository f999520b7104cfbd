/* help.c -- what the tool knows about itself: codes, functions, formats. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "expr/agg.h"
#include "expr/fn.h"
#include "fmt/fmt.h"
#include "laminar.h"
#include "sql/ast.h"

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

static bool
help_function(const char *topic, FILE *to)
{
    struct lm_str name = lm_str_of(topic);
    bool found = false;

    for (uint32_t i = 0; i < lm_fn_count; i++) {
        if (!lm_str_eq_nocase(name, lm_str_of(lm_fns[i].name)))
            continue;
        fprintf(to, "%s (%s)\n    %s\n", lm_fns[i].name, lm_fns[i].signature, lm_fns[i].meaning);
        if (lm_fns[i].example != NULL)
            fprintf(to, "    %s  gives  %s\n", lm_fns[i].example, lm_fns[i].result);
        found = true;
    }
    for (uint32_t i = 0; i < lm_agg_type_count; i++) {
        if (!lm_str_eq_nocase(name, lm_str_of(lm_agg_types[i].name)))
            continue;
        fprintf(to, "%s (%s), an aggregate\n    %s\n", lm_agg_types[i].name, lm_agg_types[i].signature,
                lm_agg_types[i].meaning);
        found = true;
    }
    return found;
}

static bool
help_lists(const char *topic, FILE *to)
{
    if (strcasecmp(topic, "functions") == 0) {
        for (uint32_t i = 0; i < lm_fn_count; i++)
            if (i == 0 || strcmp(lm_fns[i].name, lm_fns[i - 1].name) != 0)
                fprintf(to, "%-24s %s\n", lm_fns[i].name, lm_fns[i].meaning);
        for (uint32_t i = 0; i < lm_agg_type_count; i++)
            fprintf(to, "%-24s %s\n", lm_agg_types[i].name, lm_agg_types[i].meaning);
        return true;
    }
    if (strcasecmp(topic, "formats") == 0) {
        for (size_t i = 0; lm_fmt_types[i] != NULL; i++)
            fprintf(to, "%s\n", lm_fmt_types[i]->name);
        return true;
    }
    return false;
}

bool
lm_help(const char *topic, FILE *to)
{
    return help_code(topic, to) || help_lists(topic, to) || help_function(topic, to);
}

void
lm_features(FILE *to)
{
    fprintf(to, "connectors: file\ncompression: gzip zstd lz4 bzip2 xz\ninput formats:");
    for (size_t i = 0; lm_fmt_types[i] != NULL; i++)
        fprintf(to, " %s", lm_fmt_types[i]->name);
    fprintf(to, "\n");
}
