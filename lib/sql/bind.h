/* bind.h -- from the AST to a plan: names, types, windows, positions of every mistake. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_BIND_H
#define LM_BIND_H

#include "sql/plan.h"

/* What a script does once it is bound. */
struct lm_script {
    struct lm_list outputs;   /* of struct lm_output, in order of the statements */
    struct lm_list late;      /* of struct lm_plan: LATE nodes that go to files */
    struct lm_list drains;    /* of struct lm_plan: run for their late rows, their own go nowhere */
};

/* Binds all statements of a script against the catalog. 0, or -1 with err. */
int lm_bind_script(struct lm_catalog *c, const struct lm_list *stmts, struct lm_script *out,
                   struct lm_err *err);

#endif
