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
};

static const struct type_synonym type_synonyms[] = {
    { "ANY", LM_T_DYN },
    { "BOOLEAN", LM_T_BOOLEAN },
    { "BOOL", LM_T_BOOLEAN },
    { "INTEGER", LM_T_INTEGER },
    { "INT", LM_T_INTEGER },
    { "INT4", LM_T_INTEGER },
    { "INT32", LM_T_INTEGER },
    { "SMALLINT", LM_T_INTEGER },
    { "INT2", LM_T_INTEGER },
    { "INT16", LM_T_INTEGER },
    { "TINYINT", LM_T_INTEGER },
    { "BIGINT", LM_T_BIGINT },
    { "INT8", LM_T_BIGINT },
    { "INT64", LM_T_BIGINT },
    { "LONG", LM_T_BIGINT },
    { "DOUBLE", LM_T_DOUBLE },
    { "DOUBLE PRECISION", LM_T_DOUBLE },
    { "FLOAT", LM_T_DOUBLE },
    { "FLOAT4", LM_T_DOUBLE },
    { "FLOAT8", LM_T_DOUBLE },
    { "FLOAT32", LM_T_DOUBLE },
    { "FLOAT64", LM_T_DOUBLE },
    { "REAL", LM_T_DOUBLE },
    { "DECIMAL", LM_T_DECIMAL },
    { "NUMERIC", LM_T_DECIMAL },
    { "DEC", LM_T_DECIMAL },
    { "VARCHAR", LM_T_VARCHAR },
    { "CHARACTER VARYING", LM_T_VARCHAR },
    { "CHARACTER", LM_T_VARCHAR },
    { "CHAR", LM_T_VARCHAR },
    { "BPCHAR", LM_T_VARCHAR },
    { "TEXT", LM_T_VARCHAR },
    { "STRING", LM_T_VARCHAR },
    { "UTF8", LM_T_VARCHAR },
    { "BYTEA", LM_T_BYTEA },
    { "BYTES", LM_T_BYTEA },
    { "BLOB", LM_T_BYTEA },
    { "BINARY", LM_T_BYTEA },
    { "VARBINARY", LM_T_BYTEA },
    { "DATE", LM_T_DATE },
    { "TIME", LM_T_TIME },
    { "TIME WITHOUT TIME ZONE", LM_T_TIME },
    { "TIMESTAMP", LM_T_TIMESTAMP },
    { "TIMESTAMPTZ", LM_T_TIMESTAMP },
    { "TIMESTAMP_LTZ", LM_T_TIMESTAMP },
    { "TIMESTAMP_TZ", LM_T_TIMESTAMP },
    { "TIMESTAMP WITH TIME ZONE", LM_T_TIMESTAMP },
    { "TIMESTAMP WITHOUT TIME ZONE", LM_T_TIMESTAMP },
    { "DATETIME", LM_T_TIMESTAMP },
    { "INTERVAL", LM_T_INTERVAL },
    { "UUID", LM_T_UUID },
    { "JSON", LM_T_JSON },
    { "JSONB", LM_T_JSON },
    { "VARIANT", LM_T_JSON },
    { "LIST", LM_T_LIST },
    { "ARRAY", LM_T_LIST },
    { "STRUCT", LM_T_STRUCT },
    { "ROW", LM_T_STRUCT },
    { "MAP", LM_T_MAP },
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
    if (t.id == LM_T_MAP && t.fields != NULL && depth < 8) {
        char key[32] = "", value[32] = "";
        type_text(t.fields[0].type, key, sizeof key, depth + 1);
        type_text(t.fields[1].type, value, sizeof value, depth + 1);
        n = snprintf(to, room, "MAP(%s, %s)", key, value);
    } else if (t.id == LM_T_DECIMAL && t.precision > 0) {
        n = snprintf(to, room, "DECIMAL(%u,%u)", t.precision, t.scale);
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
lm_type_by_name(struct lm_str name, enum lm_type_id *out)
{
    assert(out != NULL);
    for (size_t i = 0; i < sizeof type_synonyms / sizeof *type_synonyms; i++) {
        if (lm_str_eq_nocase(name, lm_str_of(type_synonyms[i].name))) {
            *out = type_synonyms[i].id;
            return true;
        }
    }
    return false;
}
