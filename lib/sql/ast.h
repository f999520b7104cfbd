/* ast.h -- what the parser makes of an SQL text. Nodes live in the statement's arena. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_AST_H
#define LM_AST_H

#include "base/err.h"
#include "base/list.h"
#include "data/val.h"
#include "expr/over.h"

struct lm_ast;
struct lm_query;

/* Expressions ------------------------------------------------------------------------------------ */

enum lm_ast_op {
    LM_A_LITERAL,  /* value, type: numbers (12 BIGINT, 0.1 DECIMAL, 1e-1 DOUBLE), 'text', TRUE, NULL,
                      INTERVAL '5' SECOND, TIMESTAMP '...', DATE '...', TIME '...' */
    LM_A_DURATION, /* bare 5s, 100ms, `1 MINUTE`: value is an IVL */
    LM_A_NAME,     /* a, t.a, a.b.c: parts; quoted flags */
    LM_A_STAR,     /* *, t.*: parts (without the star); exclude, replace. Also the argument of count(*) */
    LM_A_PARAM,    /* :name */
    LM_A_CALL,     /* name(args): also operators, under the names of lm_expr_call ("+", "like", "neg",
                      "isnull", "between" is a >= and <=); see struct lm_ast_call */
    LM_A_NAMED,    /* name => arg[0], in calls of windows */
    LM_A_AND, LM_A_OR,
    LM_A_CASE,     /* operand (arg[0], NULL without), when, then, ..., else (NULL without) */
    LM_A_CAST, LM_A_TRY_CAST, /* arg[0] to `type` */
    LM_A_IN,       /* arg[0] IN (arg[1..]); query when it is a subquery */
    LM_A_ANY,      /* arg[0] op ANY (arg[1] or query): name is the operator; negated: ALL */
    LM_A_EXISTS,   /* query */
    LM_A_SUBQUERY, /* (query) as a value */
    LM_A_ARRAY,    /* ARRAY[...] or [...] */
    LM_A_STRUCT,   /* {'k': v, ...}: arg is k, v, k, v */
    LM_A_ROW,      /* (a, b) */
    LM_A_LAMBDA,   /* names -> arg[0] */
    LM_A_FIELD,    /* arg[0].parts[0]: member of a value that is no plain name */
    LM_A_TABLE_ARG /* TABLE t [PARTITION BY arg, ...], DESCRIPTOR(ts) inside window table functions: parts;
                      name is TABLE or DESCRIPTOR. TABLE 'path' without PARTITION BY is a LITERAL, with
                      it value has the path */
};

/* What a call may carry besides arguments. */
struct lm_ast_call {
    bool distinct;
    bool respect_nulls, ignore_nulls;
    struct lm_list order;       /* of struct lm_ast_order: ORDER BY inside, or WITHIN GROUP */
    bool within_group;
    struct lm_ast *filter;      /* FILTER (WHERE ...) */
    struct lm_ast_over *over;   /* OVER (...) */
};

struct lm_ast_order {
    struct lm_ast *expr;
    bool desc;
    int8_t nulls; /* -1 default, 0 LAST, 1 FIRST */
    struct lm_pos pos;
};

enum lm_frame_bound { LM_FRAME_UNBOUNDED_PRECEDING, LM_FRAME_PRECEDING, LM_FRAME_CURRENT, LM_FRAME_FOLLOWING,
                      LM_FRAME_UNBOUNDED_FOLLOWING };

struct lm_ast_over {
    struct lm_str name;       /* a window of the WINDOW clause that this one is, or goes on from */
    bool based;               /* (name ...): goes on; OVER name is that window */
    struct lm_list partition; /* of struct lm_ast */
    struct lm_list order;     /* of struct lm_ast_order */
    bool framed, rows, groups; /* a frame is given; ROWS, GROUPS, else RANGE */
    enum lm_exclude exclude;
    enum lm_frame_bound from, to;
    struct lm_ast *from_by, *to_by; /* of n PRECEDING, n FOLLOWING */
    struct lm_pos pos;
};

struct lm_ast {
    enum lm_ast_op op;
    struct lm_pos pos;          /* all of it */
    struct lm_str name;         /* CALL (as written), PARAM, NAMED */
    struct lm_pos name_pos;     /* the name alone */
    struct lm_list arg;         /* of struct lm_ast (CASE: entries may be NULL) */
    struct lm_str *part;        /* NAME, STAR, FIELD, LAMBDA, TABLE_ARG */
    uint32_t npart;
    bool quoted;                /* NAME: any part was quoted */
    bool negated;               /* IN, EXISTS with NOT */
    struct lm_val value;        /* LITERAL, DURATION */
    struct lm_type type;        /* LITERAL, CAST */
    struct lm_ast_call *call;   /* CALL: NULL when it carries nothing */
    struct lm_query *query;     /* IN, EXISTS, SUBQUERY */
    struct lm_list exclude;     /* STAR: of struct lm_ast (NAME) */
    struct lm_list replace;     /* STAR: of struct lm_ast_item */
    struct lm_list rename;      /* STAR: of struct lm_ast_item: a NAME and what it is called */
    uint16_t depth;             /* the parser's: how deep it nests, in parts of LM_DEPTH_LEVEL */
    bool grows;                 /* AND that binding has made: ast_both adds to it */
    bool link;                  /* CALL of an operator with two sides: a chain grows at the left one */
};

/* One entry of a SELECT list, of REPLACE. */
struct lm_ast_item {
    struct lm_ast *expr;
    struct lm_str alias; /* empty: none */
    struct lm_pos alias_pos;
};

/* Queries ---------------------------------------------------------------------------------------- */

enum lm_from_op {
    LM_F_NAME,     /* a source, stream, named input: name */
    LM_F_PATH,     /* 'file or uri': name */
    LM_F_QUERY,    /* (query) */
    LM_F_VALUES,   /* is an LM_F_QUERY whose body is VALUES; not used */
    LM_F_FUNCTION, /* a table function: fn is a CALL: TUMBLE(...), UNNEST(...), generate_series(...) */
    LM_F_JOIN
};

enum lm_join_kind { LM_JOIN_INNER, LM_JOIN_LEFT, LM_JOIN_RIGHT, LM_JOIN_FULL, LM_JOIN_CROSS, LM_JOIN_SEMI,
                    LM_JOIN_ANTI };
enum lm_join_form { LM_JOIN_PLAIN, LM_JOIN_ASOF, LM_JOIN_PROBE };

struct lm_from_join {
    enum lm_join_kind kind;
    enum lm_join_form form;
    struct lm_from *left, *right;
    struct lm_ast *on;            /* NULL: none */
    struct lm_list using_cols;    /* of struct lm_ast (NAME) */
    struct lm_ast *within_before, *within_after; /* WITHIN d (both the same) or WITHIN (x, y) */
    struct lm_ast *match;         /* MATCH_CONDITION (...) */
    struct lm_ast *tolerance;
    struct lm_ast *probe_left_ts, *probe_right_ts; /* TIMESTAMPS (l, r) */
    struct lm_list probe_list;    /* LIST (...) of durations */
    struct lm_ast *probe_from, *probe_to, *probe_step; /* RANGE FROM a TO b STEP c */
    struct lm_str probe_alias;
    bool natural;                 /* USING the columns that both sides have */
    bool subquery;                /* the binder's: made of EXISTS or IN, whose names come first */
};

enum lm_window_clause { LM_WC_NONE, LM_WC_TUMBLING, LM_WC_HOPPING, LM_WC_SESSION };

struct lm_from {
    enum lm_from_op op;
    struct lm_pos pos;            /* the name, path or function */
    struct lm_str name;
    struct lm_str alias;          /* empty: none */
    struct lm_list columns;       /* alias(c, ...): of struct lm_ast (NAME) */
    struct lm_query *query;
    struct lm_ast *fn;
    bool ordinality;              /* WITH ORDINALITY */
    bool lateral;
    struct lm_from_join *join;
    struct lm_ast *as_of;         /* FOR SYSTEM_TIME AS OF expr; PROCTIME() is a CALL */
    enum lm_window_clause window; /* ksqlDB's WINDOW ... behind the table */
    struct lm_ast *win_size, *win_slide, *win_grace, *win_retention; /* SESSION: win_size is the gap */
    struct lm_pos window_pos;
    uint16_t depth;               /* the parser's, as in lm_ast */
};

enum lm_query_op { LM_Q_SELECT, LM_Q_VALUES, LM_Q_UNION, LM_Q_EXCEPT, LM_Q_INTERSECT };

enum lm_emit_kind {
    LM_EMIT_NONE, LM_EMIT_CLOSE, LM_EMIT_FINAL, LM_EMIT_MARK, LM_EMIT_UPDATE, LM_EMIT_CHANGES, LM_EMIT_EVERY,
    LM_EMIT_CHANGES_EVERY
};

struct lm_ast_grouping { /* GROUPING SETS, ROLLUP, CUBE written out as sets of places in `group` */
    struct lm_list sets;  /* of struct lm_list of struct lm_ast */
};

struct lm_cte {
    struct lm_str name;
    struct lm_pos pos;
    struct lm_list columns; /* of struct lm_ast (NAME) */
    struct lm_query *query;
};

struct lm_named_window {
    struct lm_str name;
    struct lm_ast_over *over;
};

struct lm_query {
    enum lm_query_op op;
    struct lm_pos pos;
    struct lm_list with;          /* of struct lm_cte */
    /* SELECT */
    bool distinct;
    struct lm_list distinct_on;   /* of struct lm_ast */
    struct lm_ast *distinct_within; /* SELECT DISTINCT ... WITHIN d */
    struct lm_list items;         /* of struct lm_ast_item; empty: `FROM t` alone, WHERE alone: * */
    struct lm_from *from;         /* NULL: none; several tables are CROSS joins */
    struct lm_ast *where;
    struct lm_list group;         /* of struct lm_ast */
    bool group_all;
    struct lm_ast_grouping *grouping; /* NULL: none */
    struct lm_pos group_pos;
    struct lm_ast *having;
    struct lm_list windows;       /* of struct lm_named_window */
    struct lm_ast *qualify;
    /* VALUES */
    struct lm_list rows;          /* of struct lm_list of struct lm_ast */
    /* set operations */
    struct lm_query *left, *right;
    bool all;
    /* of the whole */
    struct lm_list order;         /* of struct lm_ast_order */
    struct lm_ast *limit, *offset;
    struct lm_list limit_by;      /* LIMIT n BY k, ...: of struct lm_ast */
    struct lm_ast *lateness;      /* ALLOW LATENESS d; NULL: none */
    struct lm_pos lateness_pos;
    struct lm_str late_to;        /* LATE DATA TO; empty: none */
    bool late_to_path;
    struct lm_pos late_pos;
    enum lm_emit_kind emit;
    struct lm_ast *every;
    struct lm_pos emit_pos;
    /* the parser's */
    bool paren;                   /* it stood in parentheses */
    uint16_t depth;               /* as in lm_ast */
    uint32_t clauses;             /* bits of those it has */
};

/* Statements ------------------------------------------------------------------------------------- */

enum lm_stmt_op {
    LM_S_SELECT,        /* query */
    LM_S_INSERT,        /* into name or path (columns) query */
    LM_S_CREATE_SOURCE, /* also CREATE TABLE/STREAM with WITH/FROM and no AS */
    LM_S_CREATE_STREAM, LM_S_CREATE_VIEW, LM_S_CREATE_SINK, LM_S_CREATE_LOOKUP,
    LM_S_DROP, LM_S_SHOW, LM_S_SHOW_CREATE, LM_S_DESCRIBE, LM_S_EXPLAIN, LM_S_SET, LM_S_CHECKPOINT
};

enum lm_object { LM_O_SOURCE, LM_O_STREAM, LM_O_SINK, LM_O_VIEW, LM_O_LOOKUP, LM_O_TABLE, LM_O_FUNCTION,
                 LM_O_QUERY, LM_O_CHECKPOINT };

struct lm_ast_option { /* key = value in WITH (...), CONNECTOR (...), FORMAT ... WITH (...) */
    struct lm_str key; /* dotted as written: watermark.per_key */
    struct lm_val value;
    struct lm_pos pos, value_pos;
};

struct lm_ast_column {
    struct lm_str name;
    struct lm_type type;
    bool not_null; /* as written */
    bool nullable; /* NULL is written */
    bool key;      /* of the PRIMARY KEY, which has no NULL either */
    struct lm_pos pos;
};

struct lm_stmt {
    enum lm_stmt_op op;
    struct lm_pos pos;
    struct lm_str name;           /* of what is created, dropped, shown, inserted into; SET's key */
    struct lm_pos name_pos;
    bool is_path;                 /* INSERT INTO 'path' */
    bool or_replace, if_not_exists, if_exists, cascade, extended, analyze;
    enum lm_object object;        /* DROP, SHOW, SHOW CREATE */
    struct lm_query *query;       /* NULL: none */
    struct lm_list columns;       /* INSERT: of struct lm_ast (NAME); CREATE: of struct lm_ast_column */
    struct lm_list names;         /* CREATE STREAM s (a, b) AS: of struct lm_ast (NAME) */
    bool star;                    /* CREATE SOURCE s (a INT, *) */
    struct lm_list primary_key;   /* of struct lm_ast (NAME) */
    struct lm_ast *mark_column;   /* WATERMARK FOR: a NAME; NULL: none */
    struct lm_ast *mark_expr;     /* AS expr; NULL: the column itself */
    struct lm_str connector;      /* FROM or INTO: "FILE", "KAFKA"; empty: none */
    struct lm_pos connector_pos;
    struct lm_list connector_options; /* of struct lm_ast_option */
    struct lm_str format;         /* FORMAT fmt; empty: none */
    struct lm_pos format_pos;
    struct lm_list format_options;
    struct lm_list options;       /* WITH (...) */
    struct lm_str from_name;      /* CREATE SINK name FROM stream */
    struct lm_pos from_pos;
    struct lm_ast *where;         /* CREATE SINK ... WHERE */
    struct lm_val value;          /* SET key = value */
    struct lm_stmt *inner;        /* EXPLAIN statement */
    struct lm_str explain_form;   /* "", "SQL", "JSON" */
};

/* The statements of one text (-f, or the operand), split at ';'. text_index is stored in positions.
 * 0 and *out (of struct lm_stmt), or -1 with err: LM_E_SYNTAX marks the whole offending token and says
 * what was expected. The AST points into `text`, which must live as long. */
int lm_parse(struct lm_arena *a, struct lm_str text, uint32_t text_index, struct lm_list *out,
             struct lm_err *err);

/* A column list as --schema takes it: "c TYPE, ...". Of struct lm_ast_column. */
int lm_parse_schema(struct lm_arena *a, struct lm_str text, uint32_t text_index, struct lm_list *out,
                    struct lm_err *err);

/* Canonical SQL of a statement, query or expression: EXPLAIN (SQL), SHOW CREATE, names in messages. */
struct lm_buf;
void lm_stmt_print(struct lm_buf *b, const struct lm_stmt *s);
void lm_query_print(struct lm_buf *b, const struct lm_query *q);
void lm_ast_print(struct lm_buf *b, const struct lm_ast *e);

/* 'today' and the other words that a cast to a time takes by the clock, and 'infinity', which it refuses. */
bool lm_text_is_moment(struct lm_str s);

/* Whether two expressions are the same but for case of unquoted names and for blanks. */
bool lm_ast_equal(const struct lm_ast *a, const struct lm_ast *b);

/* Whether the first word of a text can begin a statement or query: else it is a command. */
bool lm_sql_begins(struct lm_str text);

#endif
