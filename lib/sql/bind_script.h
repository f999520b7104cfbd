/* bind_script.h -- what the statements of a script share beyond bind_priv.h. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_BIND_SCRIPT_H
#define LM_BIND_SCRIPT_H

#include "sql/bind_priv.h"

/* CREATE and DROP, at statement b->cat->at (bind_create.c, bind_source.c). */
int bind_create_source(struct lm_binder *b, struct lm_stmt *st);
int bind_create_lookup(struct lm_binder *b, struct lm_stmt *st);
int bind_create_stream(struct lm_binder *b, struct lm_stmt *st);
int bind_drop(struct lm_binder *b, const struct lm_stmt *st);

/* Whether the name of a CREATE can be taken: 0 yes (what OR REPLACE replaces is dropped), 1 IF NOT EXISTS
 * has nothing to do, -1 with err. */
int bind_name_free(struct lm_binder *b, const struct lm_stmt *st);

/* The CREATE of the thing that DROP or SHOW CREATE names, of the kind it names. NULL with err. */
const struct lm_stmt *bind_created(struct lm_binder *b, const struct lm_stmt *st);

/* The query of a statement: of CREATE SINK name FROM stream WHERE too. NULL: it has none. */
const struct lm_query *bind_query_of(struct lm_binder *b, struct lm_stmt *st);

int bind_source_time(struct lm_binder *b, struct lm_plan *scan);
struct lm_plan *bind_inserted(struct lm_binder *b, struct lm_source *s, struct lm_pos pos);
struct lm_plan *bind_union_all(struct lm_binder *b, struct lm_plan *l, struct lm_plan *r,
                               const struct lm_query *q);
enum lm_time_unit bind_unit_of_type(struct lm_type t);

struct lm_output *bind_output(struct lm_binder *b, struct lm_plan *p, const struct lm_query *q);
/* Where the rows of a SELECT, INSERT INTO 'path' or CREATE SINK go. NULL with err. */
struct lm_output *bind_run(struct lm_binder *b, struct lm_stmt *st);
int bind_show(struct lm_binder *b, const struct lm_stmt *st, struct lm_list *outputs);

#endif
