/* catalog.h -- what names mean: sources, streams, parameters. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_CATALOG_H
#define LM_CATALOG_H

#include "base/list.h"
#include "base/map.h"
#include "data/refuse.h"
#include "sql/ast.h"
#include "time/stamp.h"

struct lm_plan_cols;
struct lm_source;
struct lm_binder;

#define LM_LAG_NEVER INT64_MAX /* the watermark stays at minus infinity until the end */

/* A source as the binder sees it and as run/source.c reads it. */
struct lm_source {
    struct lm_str name;           /* "stdin", "orders", or the path of FROM 'path' */
    struct lm_stmt *stmt;         /* CREATE SOURCE; NULL: none */
    const char **paths;           /* files in the order they are read; "-" is stdin */
    uint32_t npaths;
    bool from_inserts;            /* no connector: holds the rows that are INSERTed */
    struct lm_list inserts;       /* of struct lm_output: from_inserts, in order */
    struct lm_list declared;      /* of struct lm_ast_column */
    bool only_declared;           /* CREATE SOURCE without *: no other columns */
    struct lm_list options;       /* of struct lm_ast_option, checked */
    /* Found when it is opened (lm_catalog.describe): */
    bool described;
    bool open;                    /* records carry their own names */
    bool live;                    /* pipe, followed file: no end known */
    bool endless;                 /* followed without -E */
    bool changing;                /* its format carries retractions */
    struct lm_str *names;         /* columns of the header, or keys of the first record */
    uint32_t nnames;
    /* Found by binding: */
    struct lm_plan_cols *cols;    /* what queries need, in order of request */
    struct lm_expr *time;         /* event time over `cols`; NULL: none */
    struct lm_str time_name;      /* its column, for messages */
    bool time_declared;           /* by WATERMARK FOR or --event-time */
    bool proctime;                /* WATERMARK FOR ts AS PROCTIME() */
    struct lm_stamp stamp;
    int64_t lag_us;               /* W = time - lag; LM_LAG_NEVER; -1: the default */
    struct lm_str per_key;        /* watermark.per_key: column name; empty: none */
    struct lm_expr *per_key_expr;
    uint32_t readers;             /* SCAN nodes */
    uint32_t number;              /* place in lm_catalog.sources */
    void *run;                    /* run/source.c's */
};

struct lm_stream {
    struct lm_str name;
    struct lm_stmt *stmt;    /* CREATE STREAM or MATERIALIZED VIEW; NULL: late rows of a window */
    struct lm_plan *late;    /* the LATE node then */
    bool read;               /* something reads it */
    bool binding;            /* being bound: a second time is a cycle */
};

struct lm_param {
    struct lm_str name;
    struct lm_val value;
    struct lm_type type;
};

/* Whoever runs fills in what is known before binding; the binder adds the statements' own. */
struct lm_catalog {
    struct lm_arena *arena;
    struct lm_list sources;   /* of struct lm_source, in order of first use */
    struct lm_map source_by_name;
    struct lm_map streams;    /* of struct lm_stream */
    struct lm_list params;    /* of struct lm_param */
    struct lm_list wanted;    /* of struct lm_str: every column name in the script, for detection */
    int64_t lateness_us;      /* --lateness */
    enum lm_on_error on_error;
    int64_t now_us;
    bool follow;
    bool strict;              /* declared columns are read, whether a query needs them or not */
    bool preview;             /* an aggregate without EMIT shows its changes meanwhile: on a terminal */
    /* Opens the source and finds its columns: fills the "found when it is opened" part. */
    int (*describe)(struct lm_catalog *c, struct lm_source *s, struct lm_err *err);
    /* Paths of a pattern in FROM '...'. */
    int (*paths_of)(struct lm_catalog *c, struct lm_str pattern, struct lm_source *s, struct lm_err *err);
    void *run;
};

struct lm_source *lm_catalog_source(struct lm_catalog *c, struct lm_str name);
struct lm_source *lm_catalog_add_source(struct lm_catalog *c, struct lm_str name);

/* Adds every column name in a statement to c->wanted. */
void lm_catalog_want(struct lm_catalog *c, const struct lm_stmt *s);

#endif
