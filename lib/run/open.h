/* open.h -- opens what a query reads and writes: inputs with their formats, output files. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_OPEN_H
#define LM_OPEN_H

#include "laminar.h"
#include "run/core.h"

/* A pipe: everything between lm_pipe_open and lm_pipe_close. */
struct lm_pipe {
    struct lm_settings set;
    struct lm_arena arena;       /* statement, plan and operators */
    struct lm_catalog catalog;
    struct lm_script script;
    struct lm_report report;
    struct lm_err err;
    struct lm_op_ctx ctx;
    struct lm_core core;
    volatile sig_atomic_t stop;  /* times lm_pipe_stop was called */
    volatile sig_atomic_t status;
    bool built;
    bool stdout_terminal;
    int64_t started_us;
};

/* Fills the catalog with stdin and the named inputs, and sets its call-backs. */
int lm_open_catalog(struct lm_pipe *p);

/* Whether a checked option that is true or false is true. */
bool lm_option_is_true(const struct lm_ast_option *o);

/* The bytes of a source, from where it says. NULL with err. */
struct lm_input *lm_open_input(struct lm_pipe *p, const struct lm_source *s, struct lm_err *err);

/* SET key = value: the call-back of the catalog. */
int open_set(struct lm_catalog *c, const struct lm_stmt *st, struct lm_err *err);

/* The sink of a statement. NULL with p->err. */
struct lm_sink *lm_open_sink(struct lm_pipe *p, const struct lm_output *o);

/* The sink of LATE DATA TO 'path'. */
struct lm_sink *lm_open_late(struct lm_pipe *p, const struct lm_plan *late);

/* Whether changing rows are drawn as a table in its place: on a terminal, where nothing else is asked. */
bool lm_draws_live(const struct lm_pipe *p);

#endif
