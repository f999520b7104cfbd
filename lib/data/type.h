/* type.h -- SQL types, and the kinds in which their values stand in memory. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_TYPE_H
#define LM_TYPE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct lm_arena;

/* A type of the planner. Nested values (JSON, LIST, STRUCT, MAP) are JSON texts in memory. */
enum lm_type_id {
    LM_T_DYN, /* undeclared: known value by value */
    LM_T_NULL, /* of the literal NULL: goes with every type */
    LM_T_BOOLEAN,
    LM_T_INTEGER,
    LM_T_BIGINT,
    LM_T_DOUBLE,
    LM_T_DECIMAL,
    LM_T_VARCHAR,
    LM_T_BYTEA,
    LM_T_DATE,
    LM_T_TIME,
    LM_T_TIMESTAMP,
    LM_T_INTERVAL,
    LM_T_UUID,
    LM_T_JSON,
    LM_T_LIST,
    LM_T_STRUCT,
    LM_T_MAP,
    LM_T_IDS
};

struct lm_field;

/* By value; what it points to lives in the statement's arena. */
struct lm_type {
    enum lm_type_id id;
    uint8_t precision;            /* of DECIMAL, 1 to 38; 0: as many as the value needs */
    uint8_t scale;                /* of DECIMAL, 0 to 38 */
    uint16_t nfield;              /* of STRUCT; 1 for LIST, 2 for MAP (key, value) */
    /* 0: none. Of VARCHAR and BYTEA the characters or bytes at most; of TIMESTAMP, TIME and INTERVAL the
     * digits behind the second, plus 1; of INTEGER its bits: 8 (TINYINT) or 16 (SMALLINT). */
    uint32_t limit;
    const struct lm_field *fields; /* their names and types; NULL: not declared */
};

struct lm_field {
    struct lm_str name;
    struct lm_type type;
};

/* How a value stands in memory. A kind is a property of a column of a batch. */
enum lm_kind {
    LM_K_NULL,    /* every row is NULL; no values */
    LM_K_BOOL,    /* uint8_t 0 or 1 */
    LM_K_INT,     /* int64_t */
    LM_K_F64,     /* double */
    LM_K_DEC,     /* __int128 and one scale for the column */
    LM_K_STR,     /* struct lm_str, valid UTF-8 */
    LM_K_BYTES,   /* struct lm_str */
    LM_K_DATE,    /* int64_t days since 1970 */
    LM_K_TIME,    /* int64_t us since midnight */
    LM_K_TS,      /* int64_t us since 1970 */
    LM_K_IVL,     /* struct lm_ivl */
    LM_K_JSON,    /* struct lm_str: the text of an array or object, as written */
    LM_K_DYN,     /* struct lm_val: kinds differ from row to row */
    LM_K_MISSING, /* only in struct lm_val: the record has no such key (NULL for everything but IS MISSING) */
    LM_K_KINDS
};

/* The kind a column of this type has when it is not all NULL. DYN for LM_T_DYN and LM_T_NULL. */
enum lm_kind lm_type_kind(struct lm_type t);

/* The type whose columns have this kind: BIGINT for INT, JSON for JSON. */
struct lm_type lm_kind_type(enum lm_kind k);

/* "BIGINT", "DECIMAL(10,2)", "BIGINT[]", ... in `to`; answers to. DYN is "ANY". */
const char *lm_type_print(struct lm_type t, char to[static 64]);

/* A name, or a synonym of it, without case, without its parameters. False when it is none. */
bool lm_type_by_name(struct lm_str name, struct lm_type *out);

/* The same type without its limit: that of a value, not of the column it stands in. */
struct lm_type lm_type_plain(struct lm_type t);

static inline struct lm_type
lm_type_of(enum lm_type_id id)
{
    return (struct lm_type){ .id = id };
}

static inline bool
lm_type_is_number(struct lm_type t)
{
    return t.id >= LM_T_INTEGER && t.id <= LM_T_DECIMAL;
}

static inline bool
lm_type_is_nested(struct lm_type t)
{
    return t.id >= LM_T_JSON && t.id <= LM_T_MAP;
}

#endif
