/* options.h -- the command line. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_OPTIONS_H
#define LM_OPTIONS_H

#include "laminar.h"

/* What the command line asks for. */
enum options_task { OPTIONS_RUN, OPTIONS_HELP, OPTIONS_VERSION, OPTIONS_COMMAND };

struct options {
    struct lm_settings set;
    enum options_task task;
    struct lm_text *texts;        /* malloc'ed, kept to the end */
    struct lm_operand *operands;
    struct lm_binding *bindings;
    char **words;                 /* operands as given: a command and its arguments */
    int nwords;
};

/* 0, or the exit status after a message on stderr. */
int options_parse(struct options *o, int argc, char **argv);

/* Gives back what options_parse took. */
void options_free(struct options *o);

void options_help(FILE *to);

#endif
