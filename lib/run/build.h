/* build.h -- from plans to operators: the only place that knows both. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_BUILD_H
#define LM_BUILD_H

#include "run/sink.h"
#include "sql/bind.h"

struct lm_build;

/* Begins: counts what reads each source and late stream. */
struct lm_build *lm_build_new(struct lm_op_ctx *ctx, const struct lm_script *script);

/* The operators of one plan, pushing to `sink`, whose `index` is set for the columns of cols. */
int lm_build_plan(struct lm_build *b, struct lm_plan *p, const struct lm_list *cols, struct lm_sink *sink);

/* The operators of a plan whose rows nobody wants, but the late ones of its windows. */
int lm_build_drain(struct lm_build *b, struct lm_plan *p);

/* After all plans: connects sources (lm_source.run) to their readers and sets rank and one_by_one. */
int lm_build_connect(struct lm_build *b, const struct lm_catalog *cat);

/* Pushes the rows of those VALUES nodes that wait for no file any more. Cheap when there are none left. */
enum lm_flow lm_build_values(struct lm_build *b);

/* Every operator made, for statistics: of struct lm_op. */
const struct lm_list *lm_build_ops(const struct lm_build *b);

#endif
