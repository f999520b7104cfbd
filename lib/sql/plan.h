/* plan.h -- a bound query: a tree of plan nodes whose leaves are sources. run/build.c makes operators of it. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A node has output columns. Columns are objects, and expressions refer to them by object
 * (lm_plan_ref) while a query is bound: an open source learns of further columns as long as names are
 * looked up, and what lies between passes them on. lm_plan_number then gives every column its place
 * and every expression its number. Nodes that only pass rows (FILTER, SORT, LIMIT, ...) share the
 * column list of their input.
 */
#ifndef LM_PLAN_H
#define LM_PLAN_H

#include "expr/over.h"
#include "sql/catalog.h"
#include "time/window.h"

enum lm_plan_op {
    LM_P_SCAN,    /* a source */
    LM_P_LATE,    /* the late rows of a window: a stream of its own */
    LM_P_VALUES,  /* rows of constants */
    LM_P_FILTER,
    LM_P_PROJECT,
    LM_P_GROUP,
    LM_P_WGROUP,  /* GROUP BY with a window */
    LM_P_ASSIGN,  /* a window as a table function */
    LM_P_UNNEST,  /* a row for each element of arrays: table functions */
    LM_P_NAMES,   /* no operator: the columns that a table function adds, under its own name */
    LM_P_RETIME,  /* a new event time for what follows */
    LM_P_SORT,
    LM_P_LIMIT,
    LM_P_UNION,
    LM_P_JOIN,    /* of in[0] and in[1], see enum lm_plan_how */
    LM_P_REPEAT,  /* each row as often as `time` says */
    LM_P_OVER,    /* window functions; their columns are in `more`, behind those of the input */
    LM_P_TOPN,    /* an OVER whose only function ranks, cut off */
    LM_P_TSORT,   /* the watermark sort */
    LM_P_RECENT,  /* DISTINCT .. WITHIN */
    LM_P_TEMPORAL, /* WHERE with now() under EMIT CHANGES */
    LM_P_FINAL,   /* final rows of a changing stream */
    LM_P_UPDATE,  /* EMIT ON UPDATE */
    LM_P_EVERY    /* EMIT EVERY */
};

/* Where the time of a column comes from, seen by a window above it. */
enum lm_col_time { LM_COL_PLAIN, LM_COL_WINDOW_START, LM_COL_WINDOW_END };

struct lm_plan_col {
    struct lm_str name;
    struct lm_type type;
    struct lm_expr *expr; /* of PROJECT: what makes it */
    bool spread;          /* a JSON object whose members stand in its place */
    struct lm_list without; /* of a spread one: members (struct lm_str) that USING shows elsewhere */
    bool hidden;          /* not part of `SELECT *`: asked for by name, or needed by ORDER BY */
    enum lm_col_time time;
    struct lm_plan *time_of; /* WINDOW_START, WINDOW_END: the window's node */
    struct lm_source *source; /* of SCAN: whose column it is */
    struct lm_plan_col **from; /* of UNION: the column of each input, in order of lm_plan.more */
    bool not_null;        /* of SCAN: declared so */
    bool missing;         /* of SCAN: a missing key is told from null (IS MISSING) */
    enum lm_source_part { LM_PC_FIELD, LM_PC_RECORD, LM_PC_FILE, LM_PC_LINE, LM_PC_OFFSET } part;
    bool nocase;          /* of SCAN: a key not seen yet, taken without case when no key is exact */
    uint32_t index;       /* place in the batch, after lm_plan_number */
};

struct lm_plan_cols {
    struct lm_list at; /* of struct lm_plan_col */
};

struct lm_plan_sort {
    struct lm_expr *expr;
    uint8_t flags; /* enum lm_sort_flag */
};

/* One table function: its array, and the columns that an element fills. */
struct lm_plan_unnest {
    struct lm_expr *array;
    uint32_t ncol;    /* 1, or 2: key and value */
    bool ordinality;
};

/* Window functions of one PARTITION BY and ORDER BY. */
struct lm_plan_over {
    struct lm_expr **part;
    uint32_t npart;
    struct lm_plan_sort *key;
    uint32_t nkey;
    struct lm_list fns; /* of struct lm_over_fn */
    enum lm_plan_over_how {
        LM_PO_STREAM, /* rows come in their order and leave in it */
        LM_PO_FINAL,  /* at the end of input */
        LM_PO_CLOSE,  /* partitions are windows, or parts of them */
        LM_PO_CHANGES
    } how;
    bool in_order;   /* FINAL: rows leave in the order of the keys */
    uint64_t lo, hi; /* TOPN: the ranks that are wanted */
    bool told;       /* TOPN: something above looks at the rank */
};

enum lm_plan_join { LM_PJ_INNER, LM_PJ_LEFT, LM_PJ_RIGHT, LM_PJ_FULL, LM_PJ_SEMI, LM_PJ_ANTI, LM_PJ_MARK,
                    LM_PJ_SINGLE };

/* How a join is done. */
enum lm_plan_how {
    LM_PH_SNAPSHOT, /* in[1] is read first and whole */
    LM_PH_FLIPPED,  /* in[0] is */
    LM_PH_LOOKUP,   /* in[1] is asked for what is needed, see lm_plan_lookup; with `times`: AS OF PROCTIME() */
    LM_PH_CHANGES,  /* both sides are kept, every change tells */
    LM_PH_INTERVAL, /* times no further apart than bounds say */
    LM_PH_WINDOW,   /* in the same window */
    LM_PH_ASOF      /* the one best row by time: ASOF, temporal and probe joins */
};

/* A distance in time: us, and a number in the unit of the times. */
struct lm_plan_bound {
    int64_t us;
    double units;
    bool strict;
};

/* Which right row an ASOF join takes. */
enum lm_plan_best { LM_PB_BEFORE, LM_PB_AFTER, LM_PB_NEAREST };

/* JOIN by time. */
struct lm_plan_times {
    struct lm_expr *expr[2];       /* times of the sides; NULL: the rows' own event time */
    struct lm_stamp *stamp[2];     /* units of the times */
    bool adrift[2];                /* the watermark says nothing of the times: rows of any may come */
    struct lm_plan_bound low, high; /* INTERVAL: right time - left time */
    struct lm_expr *until[2];      /* ... a second time of a side, that of its last partner; NULL: none */
    struct lm_stamp *until_stamp[2];
    enum lm_plan_best best;        /* ASOF */
    bool strict;                   /* ... an equal time does not count */
    bool bounded;                  /* ... within `tolerance` */
    struct lm_plan_bound tolerance;
    bool on_pairs;                 /* ... a condition looks at both rows: any may be the best that it lets stay */
    bool at_once;                  /* ... answered from what is there */
    bool versions;                 /* FOR SYSTEM_TIME: the condition is asked of the version, which may end */
    bool now;                      /* ... AS OF PROCTIME(): the newest that has arrived */
    int64_t *offset;               /* PROBE: [noffset] us, sorted */
    uint32_t noffset;
    struct lm_plan *probe;         /* ... the NAMES node of offset_ms and probe_ts */
    uint32_t window_key;           /* WINDOW: the key that is a bound of the windows ... */
    int64_t window_shift_us;       /* ... and how far before their end it lies */
    int64_t window_span_us;        /* ... and how far before it their rows may be */
};

/* When a row is there: from the latest of `from` until the earliest of `until`. */
struct lm_plan_temporal {
    struct lm_list from, until; /* of struct lm_expr: TIMESTAMP */
    bool by_mark;               /* by the watermark; else by the wall clock */
};

/* How much has gone through a node: EXPLAIN ANALYZE. */
struct lm_ran {
    bool known; /* the node is an operator of its own */
    uint64_t rows_in, rows_out, batches;
    uint64_t ns;            /* its own work */
    uint64_t late, no_time; /* rows that it dropped */
    uint64_t state, most;   /* bytes held at the end, and at most */
    bool looked;            /* a lookup on demand: what its cache was asked, see struct lm_lookup_counts */
    uint64_t hits, negative_hits, misses, expired, evicted;
};

struct lm_plan {
    enum lm_plan_op op;
    struct lm_pos pos;
    const void *stream;         /* the named query it is of; NULL: none */
    struct lm_plan *in[2];
    struct lm_list more;        /* UNION: all inputs, of struct lm_plan */
    struct lm_plan_cols *cols;  /* output */
    bool is_open;               /* further columns can be asked for by name */
    struct lm_list excluded;    /* PROJECT of an open `*`: names (struct lm_str) that are not passed on */
    bool changing;              /* output has retractions */
    bool windowed;              /* a window that closes lies below, without an unwindowed aggregate above */
    bool endless;               /* the input has no end */
    /* SCAN */
    struct lm_source *source;
    /* VALUES: rows of lists of struct lm_expr */
    struct lm_list rows;
    /* FILTER; JOIN: the residual condition */
    struct lm_expr *predicate;
    /* GROUP, WGROUP */
    struct lm_expr **key;
    uint32_t nkey;
    struct lm_list aggs;        /* of struct lm_agg */
    enum lm_emit_speak { LM_SAY_FINAL, LM_SAY_CLOSE, LM_SAY_MARK, LM_SAY_CHANGES } say;
    bool at_once;               /* DISTINCT over append-only rows: each passes as it comes */
    /* WGROUP, ASSIGN, RETIME */
    struct lm_window window;
    struct lm_expr *time;       /* NULL: the rows' own event time */
    struct lm_stamp *stamp;
    int64_t shift_us;           /* RETIME: the watermark is that much lower */
    int64_t lateness_us;
    bool final;                 /* EMIT FINAL */
    struct lm_list session_by;  /* ASSIGN: PARTITION BY of its table, of struct lm_ast */
    bool taken;                 /* ASSIGN: an aggregate makes its windows */
    bool hold;                  /* ASSIGN with EMIT ON WINDOW CLOSE */
    struct lm_plan *late;       /* LATE DATA TO: the LATE node; NULL: none */
    struct lm_plan_col *win_start, *win_end;
    /* LATE */
    struct lm_plan *late_of;
    struct lm_str late_path;    /* where it goes, if to a file; p NULL: read as a stream */
    /* UNNEST: its own columns are in `more` */
    struct lm_list unnest;      /* of struct lm_plan_unnest */
    bool outer;                 /* rows without elements stay, with NULLs */
    /* SORT */
    struct lm_plan_sort *sort;
    uint32_t nsort;
    struct lm_plan_over *over;  /* OVER, TOPN */
    /* OVER, TOPN, TSORT: the input's column with the numbers by which its rows arrived; NULL: as they come.
     * The last one of `more`, which has them for those above; NULL: nobody asks. */
    struct lm_plan_col *arrival, *arrival_out;
    int64_t within_us;          /* RECENT */
    struct lm_plan_temporal *temporal; /* TEMPORAL */
    /* SORT, LIMIT */
    uint64_t limit, offset;     /* UINT64_MAX: no limit */
    /* JOIN: left key[i] = right key[i] */
    enum lm_plan_join join;
    struct lm_expr **rkey;
    bool right_first;           /* a subquery: it has seen a row before the row itself asks */
    bool null_aware;            /* IN: NULL on either side makes the mark NULL */
    struct lm_plan_col *mark_col; /* MARK: the BOOLEAN it adds */
    enum lm_plan_how how;
    struct lm_plan_times *times;  /* INTERVAL, WINDOW, ASOF; CHANGES within windows */
    bool windows;                 /* WINDOW, CHANGES: rows meet within windows */
    /* EVERY */
    int64_t every_us;
    bool every_changes;
    void *run;                  /* the operator made of it; NULL: none */
    struct lm_ran ran;
};

enum lm_analyze { LM_ANALYZE_NO, LM_ANALYZE_TEXT, LM_ANALYZE_JSON };

/* Where the rows of a statement go. */
struct lm_output {
    struct lm_plan *plan;
    struct lm_list cols;      /* of struct lm_plan_col: visible ones in order */
    struct lm_str path;       /* INSERT INTO 'path'; p NULL: standard output */
    struct lm_list options;   /* of struct lm_ast_option: of the sink */
    uint64_t limit;           /* LIMIT over a changelog counts printed records; else UINT64_MAX */
    const struct lm_query *query; /* what it was made of */
    struct lm_str *upsert_key;    /* names of the key columns of a changing stream */
    uint32_t nupsert_key;
    enum lm_analyze analyze;      /* the plan is written at the end: with what went through it */
    const struct lm_output *analyzed; /* whose plan; its own rows are counted, not written */
};

/* Gives columns their places and expressions their column numbers. Once, after binding. */
struct lm_binder;
void lm_plan_number(struct lm_binder *b);

/* Whether rows come from something that is going on: a pipe, a followed file, a generator. */
bool lm_plan_live(const struct lm_plan *p);

/* The lookup table that is read on demand, with nothing but filters and projections above it; NULL: p is none. */
struct lm_source *lm_plan_lookup(const struct lm_plan *p);

/* Columns of a node's batches, after lm_plan_number. */
uint32_t lm_plan_width(const struct lm_plan *p);

/* The plan as a tree of lines, or as one JSON object. */
struct lm_buf;
void lm_plan_print(struct lm_buf *b, const struct lm_output *o);
void lm_plan_print_json(struct lm_buf *b, const struct lm_output *o);

#endif
