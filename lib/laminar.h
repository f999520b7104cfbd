/* laminar.h -- the public face: settings in, a pipe that runs, an exit status out. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAMINAR_H
#define LAMINAR_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct lm_pipe;

enum lm_choice { LM_NO, LM_YES, LM_AUTO };
enum lm_explain { LM_EXPLAIN_NO, LM_EXPLAIN_TEXT, LM_EXPLAIN_JSON };

/* An SQL text: the operand of the command line ("query"), or a script file. */
struct lm_text {
    const char *name; /* in messages */
    const char *p;
    size_t n;
    char *owned; /* the caller's: what it frees with the text; NULL: nothing */
};

/* An input operand. */
struct lm_operand {
    const char *name; /* NAME= before it; NULL: part of stdin */
    const char *path; /* "-" is standard input */
};

/* name=value of -v. */
struct lm_binding {
    const char *name;
    const char *value;
};

/* Everything a run is told. Texts are the caller's and stay for as long as the pipe. Durations are
 * microseconds, -1 where the default applies. lm_settings_default fills in the defaults. */
struct lm_settings {
    const struct lm_text *texts;
    uint32_t ntexts;
    const struct lm_operand *operands;
    uint32_t noperands;
    const struct lm_binding *bindings;
    uint32_t nbindings;
    const char *input_format;  /* "auto", "ndjson", ..., "regex:PATTERN" */
    const char *format;        /* "auto", "ndjson", ... */
    const char *output;        /* path; NULL: standard output */
    bool header;
    char delimiter, quote;     /* 0: the format's own */
    const char *null_text;     /* NULL: none */
    const char *schema;        /* NULL: none */
    const char *event_time;    /* COL[:unit]; NULL: none */
    int64_t watermark_us;
    int64_t lateness_us;
    int64_t idle_us;           /* 0: never */
    bool follow, until_eof;
    uint32_t threads;
    uint64_t memory_bytes;     /* limit of state; 0: 80 % of what the process may use */
    const char *on_error;      /* "skip", "null", "fail" */
    bool strict;
    const char *dlq;           /* path; NULL: none */
    const char *changelog;     /* "weight", ...; NULL: the default */
    enum lm_explain explain;
    int stats;                 /* 0: only if something was refused, 1: text, 2: JSON */
    enum lm_choice progress, color;
    bool quiet;
    FILE *err;                 /* where notices go */
};

void lm_settings_default(struct lm_settings *s);

/* Why something was refused, ready to print: code, place and hint. */
struct lm_trouble {
    int code;           /* NNNN of LDB-NNNN; 0: none */
    int exit_status;
    char *text;         /* whole message with place, mark and hint, ending with a newline; malloc'ed */
};

/* Parses, opens the inputs as far as their columns must be known, binds, and builds. NULL with
 * *trouble set (free its text). */
struct lm_pipe *lm_pipe_open(const struct lm_settings *s, struct lm_trouble *trouble);

/* Runs to the end of the inputs, to LIMIT, or to lm_pipe_stop. Messages go to settings.err. Answers the
 * exit status (0, 1, 4 or 5). */
int lm_pipe_run(struct lm_pipe *p);

/* From a signal handler: finish as at the end of input. A second call: at once. */
void lm_pipe_stop(struct lm_pipe *p);

/* From a signal handler: print one status line soon. */
void lm_pipe_status(struct lm_pipe *p);

/* The plan, as --explain prints it. */
void lm_pipe_explain(struct lm_pipe *p, FILE *to);

void lm_pipe_close(struct lm_pipe *p);

/* Whether the first word of a text can begin a query; else it is a command of the tool. */
bool lm_text_is_query(const char *text);

/* `laminar help TOPIC`: explains an error code, a function, a format. False: nothing is known of it. */
bool lm_help(const char *topic, FILE *to);

/* "250ms" as microseconds; false when it is no duration with a unit. */
bool lm_parse_duration(const char *text, int64_t *us);

/* "512M", "2GiB", "1000000" as bytes (K, M, G, T are powers of 1024); false when it is no size. */
bool lm_parse_size(const char *text, uint64_t *bytes);

/* Values that --input-format, --format, --changelog and --on-error know. */
bool lm_knows_input_format(const char *name);
bool lm_knows_format(const char *name);
bool lm_knows_changelog(const char *name);

/* The nearest of n names, or NULL. */
const char *lm_nearest(const char *name, const char *const *names, size_t n);

/* Features and connectors of this build, a line each, for --version. */
void lm_features(FILE *to);

#endif
