/* type.c -- SQL types: their names, and the kinds in which their values stand. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "data/type.h"

#include <assert.h>
#include <stdio.h>

struct type_row {
    const char *name;
    enum lm_kind kind;
};

static const struct type_row type_rows[LM_T_IDS] = {
    [LM_T_DYN] = { "ANY", LM_K_DYN },           [LM_T_NULL] = { "NULL", LM_K_DYN },
    [LM_T_BOOLEAN] = { "BOOLEAN", LM_K_BOOL },  [LM_T_INTEGER] = { "INTEGER", LM_K_INT },
    [LM_T_BIGINT] = { "BIGINT", LM_K_INT },     [LM_T_DOUBLE] = { "DOUBLE", LM_K_F64 },
    [LM_T_DECIMAL] = { "DECIMAL", LM_K_DEC },   [LM_T_VARCHAR] = { "VARCHAR", LM_K_STR },
    [LM_T_BYTEA] = { "BYTEA", LM_K_BYTES },     [LM_T_DATE] = { "DATE", LM_K_DATE },
    [LM_T_TIME] = { "TIME", LM_K_TIME },        [LM_T_TIMESTAMP] = { "TIMESTAMP", LM_K_TS },
    [LM_T_INTERVAL] = { "INTERVAL", LM_K_IVL }, [LM_T_UUID] = { "UUID", LM_K_STR },
    [LM_T_JSON] = { "JSON", LM_K_JSON },        [LM_T_LIST] = { "LIST", LM_K_JSON },
    [LM_T_STRUCT] = { "STRUCT", LM_K_JSON },    [LM_T_MAP] = { "MAP", LM_K_JSON },
};

struct type_synonym {
    const char *name;
    enum lm_type_id id;
    uint32_t limit;
};

static const struct type_synonym type_synonyms[] = {
    { "ANY", LM_T_DYN, 0 },
    { "BOOLEAN", LM_T_BOOLEAN, 0 },
    { "BOOL", LM_T_BOOLEAN, 0 },
    { "INTEGER", LM_T_INTEGER, 0 },
    { "INT", LM_T_INTEGER, 0 },
    { "INT4", LM_T_INTEGER, 0 },
    { "INT32", LM_T_INTEGER, 0 },
    { "SMALLINT", LM_T_INTEGER, 16 },
    { "INT2", LM_T_INTEGER, 16 },
    { "INT16", LM_T_INTEGER, 16 },
    { "TINYINT", LM_T_INTEGER, 8 },
    { "BIGINT", LM_T_BIGINT, 0 },
    { "INT8", LM_T_BIGINT, 0 },
    { "INT64", LM_T_BIGINT, 0 },
    { "LONG", LM_T_BIGINT, 0 },
    { "DOUBLE", LM_T_DOUBLE, 0 },
    { "DOUBLE PRECISION", LM_T_DOUBLE, 0 },
    { "FLOAT", LM_T_DOUBLE, 0 },
    { "FLOAT4", LM_T_DOUBLE, 0 },
    { "FLOAT8", LM_T_DOUBLE, 0 },
    { "FLOAT32", LM_T_DOUBLE, 0 },
    { "FLOAT64", LM_T_DOUBLE, 0 },
    { "REAL", LM_T_DOUBLE, 0 },
    { "DECIMAL", LM_T_DECIMAL, 0 },
    { "NUMERIC", LM_T_DECIMAL, 0 },
    { "DEC", LM_T_DECIMAL, 0 },
    { "VARCHAR", LM_T_VARCHAR, 0 },
    { "CHARACTER VARYING", LM_T_VARCHAR, 0 },
    { "CHARACTER", LM_T_VARCHAR, 0 },
    { "CHAR", LM_T_VARCHAR, 0 },
    { "BPCHAR", LM_T_VARCHAR, 0 },
    { "TEXT", LM_T_VARCHAR, 0 },
    { "STRING", LM_T_VARCHAR, 0 },
    { "UTF8", LM_T_VARCHAR, 0 },
    { "BYTEA", LM_T_BYTEA, 0 },
    { "BYTES", LM_T_BYTEA, 0 },
    { "BLOB", LM_T_BYTEA, 0 },
    { "BINARY", LM_T_BYTEA, 0 },
    { "VARBINARY", LM_T_BYTEA, 0 },
    { "DATE", LM_T_DATE, 0 },
    { "TIME", LM_T_TIME, 0 },
    { "TIME WITHOUT TIME ZONE", LM_T_TIME, 0 },
    { "TIMESTAMP", LM_T_TIMESTAMP, 0 },
    { "TIMESTAMPTZ", LM_T_TIMESTAMP, 0 },
    { "TIMESTAMP_LTZ", LM_T_TIMESTAMP, 0 },
    { "TIMESTAMP_TZ", LM_T_TIMESTAMP, 0 },
    { "TIMESTAMP WITH TIME ZONE", LM_T_TIMESTAMP, 0 },
    { "TIMESTAMP WITHOUT TIME ZONE", LM_T_TIMESTAMP, 0 },
    { "DATETIME", LM_T_TIMESTAMP, 0 },
    { "INTERVAL", LM_T_INTERVAL, 0 },
    { "UUID", LM_T_UUID, 0 },
    { "JSON", LM_T_JSON, 0 },
    { "JSONB", LM_T_JSON, 0 },
    { "VARIANT", LM_T_JSON, 0 },
    { "LIST", LM_T_LIST, 0 },
    { "ARRAY", LM_T_LIST, 0 },
    { "STRUCT", LM_T_STRUCT, 0 },
    { "ROW", LM_T_STRUCT, 0 },
    { "MAP", LM_T_MAP, 0 },
};

enum lm_kind
lm_type_kind(struct lm_type t)
{
    assert(t.id < LM_T_IDS);
    return type_rows[t.id].kind;
}

struct lm_type
lm_kind_type(enum lm_kind k)
{
    static const enum lm_type_id ids[LM_K_KINDS] = {
        [LM_K_NULL] = LM_T_NULL,    [LM_K_BOOL] = LM_T_BOOLEAN, [LM_K_INT] = LM_T_BIGINT,
        [LM_K_F64] = LM_T_DOUBLE,   [LM_K_DEC] = LM_T_DECIMAL,  [LM_K_STR] = LM_T_VARCHAR,
        [LM_K_BYTES] = LM_T_BYTEA,  [LM_K_DATE] = LM_T_DATE,    [LM_K_TIME] = LM_T_TIME,
        [LM_K_TS] = LM_T_TIMESTAMP, [LM_K_IVL] = LM_T_INTERVAL, [LM_K_JSON] = LM_T_JSON,
        [LM_K_DYN] = LM_T_DYN,      [LM_K_MISSING] = LM_T_NULL,
    };

    assert(k < LM_K_KINDS);
    return lm_type_of(ids[k]);
}

static size_t type_text(struct lm_type t, char *to, size_t room, int depth);

/* STRUCT with its fields where there is room for them, else without. */
static size_t
type_struct(struct lm_type t, char *to, size_t room, int depth)
{
    size_t n = (size_t)snprintf(to, room, "STRUCT(");

    for (uint32_t i = 0; i < t.nfield && n < room; i++) {
        char type[64] = "";
        type_text(t.fields[i].type, type, sizeof type, depth + 1);
        n += (size_t)snprintf(to + n, room - n, "%s%.*s %s", i > 0 ? ", " : "", (int)t.fields[i].name.n,
                              t.fields[i].name.p, type);
    }
    if (n + 1 < room)
        return n + (size_t)snprintf(to + n, room - n, ")");
    return (size_t)snprintf(to, room, "STRUCT");
}

/* The type into `to`; what does not fit is cut off, and what is nested too deep. */
static size_t
type_text(struct lm_type t, char *to, size_t room, int depth)
{
    const char *name = type_rows[t.id].name;
    int n;

    if (t.id == LM_T_LIST && t.fields != NULL && depth < 8) {
        size_t m = type_text(t.fields[0].type, to, room, depth + 1);
        if (m + 3 <= room)
            memcpy(to + m, "[]", 3);
        return m + 2;
    }
    if (t.id == LM_T_STRUCT && t.fields != NULL && depth < 8 && room >= sizeof "STRUCT(")
        return type_struct(t, to, room, depth);
    if (t.id == LM_T_MAP && t.fields != NULL && depth < 8) {
        char key[32] = "", value[32] = "";
        type_text(t.fields[0].type, key, sizeof key, depth + 1);
        type_text(t.fields[1].type, value, sizeof value, depth + 1);
        n = snprintf(to, room, "MAP(%s, %s)", key, value);
    } else if (t.id == LM_T_DECIMAL && t.precision > 0) {
        n = snprintf(to, room, "DECIMAL(%u,%u)", t.precision, t.scale);
    } else if (t.id == LM_T_INTEGER && t.limit > 0) {
        n = snprintf(to, room, "%s", t.limit == 8 ? "TINYINT" : "SMALLINT");
    } else if (t.limit > 0) {
        bool digits = t.id == LM_T_TIMESTAMP || t.id == LM_T_TIME || t.id == LM_T_INTERVAL;
        n = snprintf(to, room, "%s(%u)", name, t.limit - digits);
    } else {
        n = snprintf(to, room, "%s", name);
    }
    return n < (int)room ? (size_t)n : room - 1;
}

const char *
lm_type_print(struct lm_type t, char to[static 64])
{
    assert(t.id < LM_T_IDS);
    type_text(t, to, 64, 0);
    return to;
}

bool
lm_type_by_name(struct lm_str name, struct lm_type *out)
{
    assert(out != NULL);
    for (size_t i = 0; i < sizeof type_synonyms / sizeof *type_synonyms; i++) {
        const struct type_synonym *s = &type_synonyms[i];
        if (lm_str_eq_nocase(name, lm_str_of(s->name))) {
            *out = (struct lm_type){ .id = s->id, .limit = s->limit };
            return true;
        }
    }
    return false;
}

struct lm_type
lm_type_plain(struct lm_type t)
{
    t.limit = 0;
    return t;
}
