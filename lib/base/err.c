/* err.c -- the first failure is kept; codes and their words come from errors.def. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "base/err.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

struct code_row {
    int number;
    int exit_status;
    const char *title;
    const char *help;
};

static const struct code_row code_rows[] = {
#define LM_ERROR(name, number, exit_status, title, help) { number, exit_status, title, help },
#include "base/errors.def"
#undef LM_ERROR
};

int
lm_fail(struct lm_err *e, enum lm_code code, struct lm_pos pos, const char *format, ...)
{
    va_list ap;

    assert(e != NULL);
    assert(code != LM_OK);
    if (e->code != LM_OK)
        return -1;
    e->code = code;
    e->pos = pos;
    e->hint[0] = '\0';
    va_start(ap, format);
    vsnprintf(e->what, sizeof e->what, format, ap);
    va_end(ap);
    return -1;
}

int
lm_hint(struct lm_err *e, const char *format, ...)
{
    va_list ap;

    assert(e->code != LM_OK);
    if (e->hint[0] == '\0') {
        va_start(ap, format);
        vsnprintf(e->hint, sizeof e->hint, format, ap);
        va_end(ap);
    }
    return -1;
}

static const struct code_row *
code_row(enum lm_code code)
{
    for (size_t i = 0; i < sizeof code_rows / sizeof *code_rows; i++)
        if (code_rows[i].number == (int)code)
            return &code_rows[i];
    return NULL;
}

const char *
lm_code_title(enum lm_code code)
{
    const struct code_row *row = code_row(code);

    return row != NULL ? row->title : NULL;
}

const char *
lm_code_help(enum lm_code code)
{
    const struct code_row *row = code_row(code);

    return row != NULL ? row->help : NULL;
}

int
lm_code_exit(enum lm_code code)
{
    const struct code_row *row = code_row(code);

    return row != NULL ? row->exit_status : 1;
}
