/* options.c -- the command line: GNU habits, no abbreviations, one line for a mistake. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "options.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct option_row {
    char letter;
    const char *name;
    const char *argument;
    const char *help;
};

static const struct option_row option_rows[] = {
#define LM_OPTION(letter, name, argument, help) { letter, name, argument, help },
#include "options.def"
#undef LM_OPTION
};

enum { OPTION_ROWS = sizeof option_rows / sizeof *option_rows };

static int option_take(struct options *o, const struct option_row *row, const char *value);

static int
usage(const char *format, const char *what)
{
    fprintf(stderr, "laminar: LDB-0001: ");
    fprintf(stderr, format, what);
    fprintf(stderr, "\n");
    return 2;
}

static void *
grown(void *p, size_t n, size_t size)
{
    void *more = realloc(p, (n + 1) * size);

    if (more == NULL)
        abort();
    return more;
}

/* Script files ------------------------------------------------------------------------------------------------ */

static char *
read_all(FILE *f, size_t *n)
{
    char *p = NULL;

    *n = 0;
    for (;;) {
        p = grown(p, *n + 65536, 1);
        size_t got = fread(p + *n, 1, 65536, f);
        *n += got;
        if (got == 0)
            return p;
    }
}

static int
add_script(struct options *o, const char *path)
{
    bool is_stdin = strcmp(path, "-") == 0;
    FILE *f = is_stdin ? stdin : fopen(path, "r");

    if (f == NULL) {
        fprintf(stderr, "laminar: LDB-5001: %s: %s\n", path, strerror(errno));
        return 4;
    }
    struct lm_text *t = o->texts = grown(o->texts, o->set.ntexts, sizeof *o->texts);
    t += o->set.ntexts++;
    *t = (struct lm_text){ 0 };
    t->name = is_stdin ? "stdin" : path;
    char *p = read_all(f, &t->n);
    if (!is_stdin)
        fclose(f);
    /* A script may begin with #! and be executable: the line becomes blanks, so lines keep their numbers. */
    if (t->n >= 2 && p[0] == '#' && p[1] == '!')
        for (size_t i = 0; i < t->n && p[i] != '\n'; i++)
            p[i] = ' ';
    t->p = t->owned = p;
    return 0;
}

/* Values ------------------------------------------------------------------------------------------------------ */

static int
take_duration(const char *name, const char *value, int64_t *out)
{
    bool zero = strcmp(value, "0") == 0;

    *out = 0;
    if (!zero && (!lm_parse_duration(value, out) || *out < 0)) {
        fprintf(stderr, "laminar: LDB-0001: --%s: \"%s\" is no duration; write 5s, 250ms, 1m\n", name, value);
        return 2;
    }
    return 0;
}

static int
take_choice(const char *name, const char *value, const char *const *choices, int *out)
{
    for (int i = 0; choices[i] != NULL; i++)
        if (strcmp(value, choices[i]) == 0) {
            *out = i;
            return 0;
        }
    fprintf(stderr, "laminar: LDB-0001: --%s: \"%s\" is none of", name, value);
    for (int i = 0; choices[i] != NULL; i++)
        fprintf(stderr, "%s %s", i > 0 ? "," : "", choices[i]);
    fprintf(stderr, "\n");
    return 2;
}

static int
take_known(const char *name, const char *value, bool known, const char **out)
{
    if (!known) {
        fprintf(stderr, "laminar: LDB-0001: --%s: \"%s\" is not known; see laminar --help\n", name, value);
        return 2;
    }
    *out = value;
    return 0;
}

static int
take_char(const char *name, const char *value, char *out)
{
    if (strcmp(value, "\\t") == 0)
        value = "\t";
    if (strlen(value) != 1) {
        fprintf(stderr, "laminar: LDB-0001: --%s: \"%s\" is not one character\n", name, value);
        return 2;
    }
    *out = value[0];
    return 0;
}

static int
take_number(const char *name, const char *value, uint32_t *out)
{
    char *end;
    long n = strtol(value, &end, 10);

    if (*value == '\0' || *end != '\0' || n < 1 || n > 1024) {
        fprintf(stderr, "laminar: LDB-0001: --%s: \"%s\" is no number from 1 to 1024\n", name, value);
        return 2;
    }
    *out = (uint32_t)n;
    return 0;
}

static int
take_binding(struct options *o, const char *value)
{
    const char *eq = strchr(value, '=');

    if (eq == NULL || eq == value)
        return usage("--var: \"%s\" is not NAME=VALUE", value);
    o->bindings = grown(o->bindings, o->set.nbindings, sizeof *o->bindings);
    struct lm_binding *b = &o->bindings[o->set.nbindings++];
    b->name = strndup(value, (size_t)(eq - value));
    b->value = eq + 1;
    return 0;
}

/* One option --------------------------------------------------------------------------------------------------- */

static bool
is(const struct option_row *row, const char *name)
{
    return strcmp(row->name, name) == 0;
}

static int
option_input(struct options *o, const struct option_row *row, const char *value)
{
    struct lm_settings *s = &o->set;
    int eof;

    if (is(row, "input-format"))
        return take_known(row->name, value, lm_knows_input_format(value), &s->input_format);
    if (is(row, "delimiter"))
        return take_char(row->name, value, &s->delimiter);
    if (is(row, "quote"))
        return take_char(row->name, value, &s->quote);
    if (is(row, "null"))
        s->null_text = value;
    else if (is(row, "schema"))
        s->schema = value;
    else if (is(row, "event-time"))
        s->event_time = value;
    else if (is(row, "watermark"))
        return take_duration(row->name, value, &s->watermark_us);
    else if (is(row, "lateness"))
        return take_duration(row->name, value, &s->lateness_us);
    else if (is(row, "idle"))
        return take_duration(row->name, value, &s->idle_us);
    else if (is(row, "header") || is(row, "no-header"))
        s->header = is(row, "header");
    else if (is(row, "follow"))
        s->follow = true;
    else if (is(row, "strict"))
        s->strict = true;
    else if (is(row, "until")) {
        s->until_eof = true;
        return take_choice(row->name, value, (const char *const[]){ "eof", NULL }, &eof);
    } else
        return -1;
    return 0;
}

static int
option_output(struct options *o, const struct option_row *row, const char *value)
{
    struct lm_settings *s = &o->set;

    if (is(row, "format"))
        return take_known(row->name, value, lm_knows_format(value), &s->format);
    if (is(row, "changelog"))
        return take_known(row->name, value, lm_knows_changelog(value), &s->changelog);
    if (is(row, "json") || is(row, "csv") || is(row, "tsv") || is(row, "table"))
        s->format = row->name;
    else if (is(row, "output"))
        s->output = strcmp(value, "-") == 0 ? NULL : value;
    else if (is(row, "dlq"))
        s->dlq = value;
    else if (is(row, "quiet"))
        s->quiet = true;
    else
        return -1;
    return 0;
}

static int
option_run(struct options *o, const struct option_row *row, const char *value)
{
    static const char *const explains[] = { "text", "json", NULL }, *const whens[] = { "never", "always", "auto", NULL };
    static const char *const errors[] = { "skip", "null", "fail", NULL };
    struct lm_settings *s = &o->set;
    int choice = 0, status = 0;

    if (is(row, "file"))
        return add_script(o, value);
    if (is(row, "var"))
        return take_binding(o, value);
    if (is(row, "threads"))
        return take_number(row->name, value, &s->threads);
    if (is(row, "max-memory"))
        return lm_parse_size(value, &s->memory_bytes) ? 0 : usage("--max-memory: \"%s\" is no size; write 512M, 4G", value);
    if (is(row, "on-error")) {
        s->on_error = value;
        return take_choice(row->name, value, errors, &choice);
    }
    if (is(row, "explain") || is(row, "stats")) {
        status = value != NULL ? take_choice(row->name, value, explains, &choice) : 0;
        if (is(row, "explain"))
            s->explain = (enum lm_explain)(choice + 1);
        else
            s->stats = choice + 1;
    } else if (is(row, "progress") || is(row, "color")) {
        status = take_choice(row->name, value != NULL ? value : "always", whens, &choice);
        *(is(row, "color") ? &s->color : &s->progress) = (enum lm_choice)choice;
    } else if (is(row, "help")) {
        o->task = OPTIONS_HELP;
    } else if (is(row, "version")) {
        o->task = OPTIONS_VERSION;
    }
    return status;
}

static int
option_take(struct options *o, const struct option_row *row, const char *value)
{
    int status = option_input(o, row, value);

    if (status < 0)
        status = option_output(o, row, value);
    return status < 0 ? option_run(o, row, value) : status;
}

/* The words ----------------------------------------------------------------------------------------------------- */

static bool
needs_value(const struct option_row *row)
{
    return row->argument != NULL && row->argument[0] != '[';
}

static int
unknown_option(const char *word, size_t n)
{
    const char *names[OPTION_ROWS];
    char name[64];

    snprintf(name, sizeof name, "%.*s", (int)n, word);
    for (size_t i = 0; i < OPTION_ROWS; i++)
        names[i] = option_rows[i].name;
    const char *near = lm_nearest(name, names, OPTION_ROWS);
    fprintf(stderr, "laminar: LDB-0001: unknown option --%s%s%s%s\n", name, near != NULL ? "; did you mean --" : "",
            near != NULL ? near : "", near != NULL ? "?" : "; see laminar --help");
    return 2;
}

static int
long_option(struct options *o, char **argv, int argc, int *at)
{
    const char *word = argv[*at] + 2;
    size_t n = strcspn(word, "=");

    for (size_t i = 0; i < OPTION_ROWS; i++) {
        const struct option_row *row = &option_rows[i];
        if (strlen(row->name) != n || strncmp(row->name, word, n) != 0)
            continue;
        const char *value = word[n] == '=' ? word + n + 1 : NULL;
        if (value != NULL && row->argument == NULL)
            return usage("--%s takes no value", row->name);
        if (value == NULL && needs_value(row)) {
            if (*at + 1 >= argc)
                return usage("--%s needs a value", row->name);
            value = argv[++*at];
        }
        return option_take(o, row, value);
    }
    return unknown_option(word, n);
}

static const struct option_row *
by_letter(char letter)
{
    for (size_t i = 0; i < OPTION_ROWS; i++)
        if (option_rows[i].letter == letter)
            return &option_rows[i];
    return NULL;
}

/* -qfFILE, -q -f FILE. */
static int
short_options(struct options *o, char **argv, int argc, int *at)
{
    const char *word = argv[*at] + 1;

    for (; *word != '\0'; word++) {
        const struct option_row *row = by_letter(*word);
        char name[2] = { *word, '\0' };
        if (row == NULL)
            return usage("unknown option -%s; see laminar --help", name);
        const char *value = NULL;
        if (needs_value(row)) {
            value = word[1] != '\0' ? word + 1 : NULL;
            if (value == NULL && *at + 1 >= argc)
                return usage("-%s needs a value", name);
            if (value == NULL)
                value = argv[++*at];
        }
        int status = option_take(o, row, value);
        if (status != 0 || value != NULL)
            return status;
    }
    return 0;
}

static void
add_word(struct options *o, char *word)
{
    o->words = grown(o->words, (size_t)o->nwords, sizeof *o->words);
    o->words[o->nwords++] = word;
}

/* PATH, URI, -, or NAME= before one of these. */
static void
add_operand(struct options *o, char *word)
{
    o->operands = grown(o->operands, o->set.noperands, sizeof *o->operands);
    struct lm_operand *in = &o->operands[o->set.noperands++];
    size_t n = strspn(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    in->name = NULL;
    in->path = word;
    if (n > 0 && word[n] == '=' && access(word, F_OK) != 0) {
        in->name = strndup(word, n);
        in->path = word + n + 1;
    }
}

/* LAMINAR_STRICT=true: options without a value are on or off. */
static int
environment_switch(struct options *o, const struct option_row *row, const char *value)
{
    static const char *const words[] = { "true", "1", "yes", "on", "false", "0", "no", "off" };
    size_t i = 0;

    while (i < sizeof words / sizeof *words && strcmp(value, words[i]) != 0)
        i++;
    if (i == sizeof words / sizeof *words) {
        fprintf(stderr, "laminar: LDB-0001: --%s: \"%s\" in the environment is neither true nor false\n", row->name, value);
        return 2;
    }
    if (is(row, "header"))
        o->set.header = i < 4;
    return i < 4 ? option_take(o, row, NULL) : 0;
}

/* LAMINAR_INPUT_FORMAT=csv is --input-format=csv; an empty one is none. Options of the command line come
 * later and win. */
static int
options_environment(struct options *o)
{
    static const char *const mirrored[] = { "input-format", "format", "delimiter", "quote", "null", "watermark",
                                            "lateness", "idle", "threads", "max-memory", "on-error", "dlq", "changelog",
                                            "progress", "color", "header", "strict", "follow", "quiet" };

    for (size_t i = 0; i < sizeof mirrored / sizeof *mirrored; i++) {
        char name[64] = "LAMINAR_";
        for (size_t k = 0; mirrored[i][k] != '\0'; k++)
            name[8 + k] = mirrored[i][k] == '-' ? '_' : (char)(mirrored[i][k] - 32);
        const char *value = getenv(name);
        if (value == NULL || value[0] == '\0')
            continue;
        for (size_t k = 0; k < OPTION_ROWS; k++) {
            if (strcmp(option_rows[k].name, mirrored[i]) != 0)
                continue;
            int status = option_rows[k].argument == NULL ? environment_switch(o, &option_rows[k], value)
                                                         : option_take(o, &option_rows[k], value);
            if (status != 0)
                return status;
        }
    }
    return 0;
}

static int
sort_words(struct options *o)
{
    int first = 0;

    if (o->task != OPTIONS_RUN)
        return 0;
    if (o->set.ntexts == 0) {
        if (o->nwords == 0)
            return usage("%s", "no query; see laminar --help");
        /* One word that begins no query is a command; several are SQL, if only a misspelt one. */
        if (!lm_text_is_query(o->words[0]) && strpbrk(o->words[0], " \t\n") == NULL) {
            o->task = OPTIONS_COMMAND;
            return 0;
        }
        o->texts = grown(NULL, 0, sizeof *o->texts);
        o->texts[0] = (struct lm_text){ "query", o->words[0], strlen(o->words[0]), NULL };
        o->set.ntexts = 1;
        first = 1;
    }
    for (int i = first; i < o->nwords; i++)
        add_operand(o, o->words[i]);
    return 0;
}

int
options_parse(struct options *o, int argc, char **argv)
{
    bool ended = false;
    int status;

    *o = (struct options){ 0 };
    lm_settings_default(&o->set);
    o->set.err = stderr;
    status = options_environment(o);
    for (int i = 1; i < argc && status == 0; i++) {
        /* laminar help '->>': what is asked about may look like an option. */
        bool asked = o->nwords == 1 && strcmp(o->words[0], "help") == 0 && strpbrk(argv[i], ">~") != NULL;
        if (ended || asked || argv[i][0] != '-' || argv[i][1] == '\0')
            add_word(o, argv[i]);
        else if (strcmp(argv[i], "--") == 0)
            ended = true;
        else if (argv[i][1] == '-')
            status = long_option(o, argv, argc, &i);
        else
            status = short_options(o, argv, argc, &i);
    }
    if (status == 0)
        status = sort_words(o);
    o->set.texts = o->texts;
    o->set.operands = o->operands;
    o->set.bindings = o->bindings;
    return status;
}

void
options_free(struct options *o)
{
    for (uint32_t i = 0; i < o->set.ntexts; i++)
        free(o->texts[i].owned);
    for (uint32_t i = 0; i < o->set.noperands; i++)
        free((char *)o->operands[i].name);
    for (uint32_t i = 0; i < o->set.nbindings; i++)
        free((char *)o->bindings[i].name);
    free(o->texts);
    free(o->operands);
    free(o->bindings);
    free(o->words);
}

void
options_help(FILE *to)
{
    fputs("laminar -- streaming SQL as a Unix filter\n\n"
          "  tail -F access.log | laminar -i clf 'SELECT status, count(*) FROM stdin GROUP BY status EMIT CHANGES'\n"
          "  laminar 'WHERE status >= 500' app.ndjson\n"
          "  laminar --csv 'SELECT symbol, window_start, max(price) FROM stdin\n"
          "                 GROUP BY symbol, TUMBLE(ts, 1m)' trades.csv\n"
          "  laminar \"SELECT * FROM 'logs/*.ndjson.gz' WHERE level = 'error'\"\n\n"
          "usage: laminar [OPTION]... QUERY [INPUT]...\n"
          "       laminar [OPTION]... -f SCRIPT [INPUT]...\n"
          "       laminar help TOPIC\n\n"
          "INPUT is a path, - for standard input, or NAME= before one of these.\n\n",
          to);
    for (size_t i = 0; i < OPTION_ROWS; i++) {
        const struct option_row *row = &option_rows[i];
        char left[64];
        const char *arg = row->argument != NULL ? row->argument : "";
        const char *eq = row->argument != NULL && row->argument[0] != '[' ? "=" : "";
        if (row->letter != 0)
            snprintf(left, sizeof left, "-%c, --%s%s%s", row->letter, row->name, eq, arg);
        else
            snprintf(left, sizeof left, "    --%s%s%s", row->name, eq, arg);
        fprintf(to, "  %-30s %s\n", left, row->help);
    }
    fputs("\nEnvironment: LAMINAR_FORMAT, LAMINAR_WATERMARK, ... mirror long options; NO_COLOR. Exit status: 0 done, 1 failed while running, 2 usage, 3 the SQL was refused,\n"
          "4 input, 5 output, 128+n killed by signal n. `laminar help LDB-1100` explains a code,\n"
          "`laminar help functions` lists the functions.\n",
          to);
}
