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

/* The statements of a script, numbered from 1, that see a name: from its CREATE to its DROP. */
struct lm_life {
    uint32_t from, to; /* from <= n < to; from 0: an input, there before the first statement */
};

#define LM_NEVER_DROPPED UINT32_MAX

/* INSERT INTO a source without a connector. */
struct lm_insert {
    struct lm_stmt *stmt;
    uint32_t at; /* its number */
};

/* Where the bytes of a source come from. */
enum lm_connector_id { LM_CONNECTOR_FILE, LM_CONNECTOR_NEXMARK };

/* A source as the binder sees it and as run/source.c reads it. */
struct lm_source {
    struct lm_str name;           /* "stdin", "orders", or the path of FROM 'path' */
    struct lm_stmt *stmt;         /* CREATE SOURCE; NULL: none */
    const char **paths;           /* files in the order they are read; "-" is stdin */
    uint32_t npaths;
    enum lm_connector_id connector;
    bool of_path;                 /* FROM 'path': found by the path, not by a name */
    bool lookup;                  /* CREATE LOOKUP TABLE: a snapshot in joins, or ... */
    bool on_demand;               /* ... rows are looked up when they are asked for, through a cache: */
    int64_t cache_ttl_us, cache_negative_ttl_us; /* how long answers with and without rows are good; 0: for ever */
    int64_t cache_rows;           /* rows kept */
    bool from_inserts;            /* no connector: holds the rows that are INSERTed */
    struct lm_list inserts;       /* of struct lm_insert: from_inserts, in order */
    bool binding;                 /* its INSERTs are being bound: a second time is a cycle */
    struct lm_life life;
    struct lm_list declared;      /* of struct lm_ast_column */
    bool only_declared;           /* CREATE SOURCE without *: no other columns */
    struct lm_list options;       /* of struct lm_ast_option, checked */
    bool is_read;                 /* a statement has its name in FROM */
    void *opened;                 /* whoever runs: its input, which may be opened before it is described */
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
    enum lm_time_unit epoch_unit; /* of numbers in columns declared TIMESTAMP; AUTO: by their size */
    int64_t lag_us;               /* W = time - lag; LM_LAG_NEVER; -1: the default */
    struct lm_str per_key;        /* watermark.per_key: column name; empty: none */
    struct lm_expr *per_key_expr;
    struct lm_str align_group;    /* alignment.group: empty: none */
    int64_t align_drift_us;       /* how far it may be ahead of the slowest of the group */
    uint32_t readers;             /* SCAN nodes */
    uint32_t number;              /* place in lm_catalog.sources */
    void *run;                    /* run/source.c's */
};

/* A named query, or a sink: they share their names. */
struct lm_stream {
    struct lm_str name;
    struct lm_stmt *stmt;    /* CREATE STREAM, MATERIALIZED VIEW, SINK; NULL: late rows of a window */
    struct lm_life life;
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
    struct lm_list streams;   /* of struct lm_stream */
    uint32_t at;              /* number of the statement that is bound: which names it sees */
    struct lm_list params;    /* of struct lm_param */
    struct lm_list wanted;    /* of struct lm_str: every column name in the script, for detection */
    bool joins;               /* a query of the script has several tables: names must be told apart */
    int64_t lateness_us;      /* --lateness */
    enum lm_on_error on_error;
    int64_t now_us;
    bool strict;              /* declared columns are read, whether a query needs them or not */
    bool preview;             /* an aggregate without EMIT shows its changes meanwhile: on a terminal */
    /* Opens the source and finds its columns: fills the "found when it is opened" part. */
    int (*describe)(struct lm_catalog *c, struct lm_source *s, struct lm_err *err);
    /* Paths of a pattern in FROM '...'. */
    int (*paths_of)(struct lm_catalog *c, struct lm_str pattern, struct lm_source *s, struct lm_err *err);
    /* SET key = value. */
    int (*set)(struct lm_catalog *c, const struct lm_stmt *st, struct lm_err *err);
    int64_t state_ttl_us;     /* SET state_ttl; 0: none */
    void *run;
};

/* What a name means to statement c->at: what was created before it and not dropped; else what is
 * created later, as streams may be created in any order; else an input. NULL: nothing. An exact name
 * is preferred to one that differs in case. */
struct lm_stream *lm_catalog_stream(const struct lm_catalog *c, struct lm_str name);
struct lm_source *lm_catalog_source(const struct lm_catalog *c, struct lm_str name);

/* Whether something created is alive at statement c->at. */
bool lm_catalog_alive(const struct lm_catalog *c, struct lm_life life);

struct lm_source *lm_catalog_add_source(struct lm_catalog *c, struct lm_str name);
struct lm_stream *lm_catalog_add_stream(struct lm_catalog *c, struct lm_str name, struct lm_stmt *st);

/* Adds every column name in a statement to c->wanted. */
void lm_catalog_want(struct lm_catalog *c, const struct lm_stmt *s);

#endif
