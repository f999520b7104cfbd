/* bind_option.c -- options of connectors: known keys, values of their kind, variables of the environment. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "sql/bind_option.h"

#include <assert.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/num.h"

enum { READ = LM_OPTION_READ, LOOKUP = LM_OPTION_LOOKUP, WRITE = LM_OPTION_WRITE };

#define LM_OPTION(key, kind, where, meaning) {key, LM_OPTION_##kind, where, meaning},
static const struct lm_option_type file_options[] = {
#include "sql/options.def"
};
static const struct lm_option_type nexmark_options[] = {
#include "sql/options_nexmark.def"
};
#undef LM_OPTION

const struct lm_connector lm_connectors[] = {
    {"FILE", "filesystem", LM_CONNECTOR_FILE, file_options,
     sizeof file_options / sizeof *file_options},
    {"NEXMARK", "nexmark", LM_CONNECTOR_NEXMARK, nexmark_options,
     sizeof nexmark_options / sizeof *nexmark_options},
};
const uint32_t lm_connector_count = sizeof lm_connectors / sizeof *lm_connectors;

enum { OPTION_KEYS = 32 }; /* of one connector, at most */

struct lm_ast_option *
option_find(const struct lm_list *options, const char *key)
{
    for (uint32_t i = 0; i < options->n; i++) {
        struct lm_ast_option *o = options->at[i];
        if (lm_str_eq_nocase(o->key, lm_str_of(key)))
            return o;
    }
    return NULL;
}

int64_t
option_number(const struct lm_list *options, const char *key, int64_t otherwise)
{
    const struct lm_ast_option *o = option_find(options, key);

    assert(o == NULL || o->value.kind == LM_K_INT);
    return o != NULL ? o->value.i : otherwise;
}

/* Which options a statement may have. */
static uint8_t
option_where(const struct lm_stmt *st, bool sink)
{
    if (sink)
        return LM_OPTION_WRITE;
    return st->op == LM_S_CREATE_LOOKUP ? LM_OPTION_READ | LM_OPTION_LOOKUP : LM_OPTION_READ;
}

static int
option_unknown(struct lm_binder *b, const struct lm_connector *c, const struct lm_ast_option *o, uint8_t where)
{
    struct lm_str known[OPTION_KEYS];
    size_t n = 0;

    assert(c->noption <= OPTION_KEYS);
    for (size_t k = 0; k < c->noption; k++)
        if ((c->option[k].where & where) != 0)
            known[n++] = lm_str_of(c->option[k].key);
    lm_fail(b->err, LM_E_OPTION, o->pos, "unknown option \"%.*s\" of a %s", LM_STRF(o->key),
            where == LM_OPTION_WRITE  ? "sink"
            : where == LM_OPTION_READ ? "source"
                                      : "lookup table");
    struct lm_str near = lm_str_nearest(o->key, known, n);
    return near.n > 0 ? lm_hint(b->err, "did you mean \"%.*s\"?", LM_STRF(near)) : -1;
}

static bool
text_is_bool(struct lm_str t)
{
    static const char *const words[] = {"true", "false", "on", "off", "yes", "no", "1", "0"};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (lm_str_eq_nocase(t, lm_str_of(words[i])))
            return true;
    return false;
}

static int
option_value(struct lm_binder *b, const struct lm_option_type *type, struct lm_ast_option *o)
{
    bool text = o->value.kind == LM_K_STR;

    switch (type->kind) {
    case LM_OPTION_BOOL:
        if (o->value.kind == LM_K_BOOL || (text && text_is_bool(lm_val_text(&o->value))))
            return 0;
        return lm_fail(b->err, LM_E_LITERAL, o->value_pos, "%s is true or false", type->key);
    case LM_OPTION_CHAR:
        if (text && lm_str_eq(lm_val_text(&o->value), LM_STR("\\t")))
            o->value = lm_val_str(LM_STR("\t"));
        if (text && o->value.n == 1)
            return 0;
        return lm_fail(b->err, LM_E_LITERAL, o->value_pos, "%s is one character", type->key);
    case LM_OPTION_COUNT: {
        int64_t i = o->value.kind == LM_K_INT ? o->value.i : -1;
        if (text && !lm_i64_parse(lm_val_text(&o->value), &i))
            i = -1;
        if (i < 0)
            return lm_fail(b->err, LM_E_LITERAL, o->value_pos, "%s is a whole number from 0", type->key);
        o->value = lm_val_int(i);
        return 0;
    }
    case LM_OPTION_DURATION: {
        int64_t us = o->value.kind == LM_K_INT && o->value.i == 0 ? 0 : -1;
        if (text && !lm_str_eq(lm_val_text(&o->value), LM_STR("0")))
            us = lm_duration_parse(lm_val_text(&o->value), &us) ? us : -1;
        else if (text)
            us = 0;
        if (us < 0)
            return lm_fail(b->err, LM_E_LITERAL, o->value_pos, "%s is a duration with a unit, like '5 MINUTES'",
                           type->key);
        o->value = lm_val_int(us);
        return 0;
    }
    case LM_OPTION_TEXT:
        break;
    }
    return text ? 0 : lm_fail(b->err, LM_E_LITERAL, o->value_pos, "%s is a text", type->key);
}

static int
option_check(struct lm_binder *b, const struct lm_connector *c, struct lm_ast_option *o, uint8_t where)
{
    for (size_t k = 0; k < c->noption; k++) {
        const struct lm_option_type *type = &c->option[k];
        if ((type->where & where) != 0 && lm_str_eq_nocase(o->key, lm_str_of(type->key)))
            return option_value(b, type, o);
    }
    return option_unknown(b, c, o, where);
}

/* ${NAME} and ${NAME:-default} in a text. -1: a name has no value. */
static int
option_expand(struct lm_binder *b, struct lm_ast_option *o)
{
    struct lm_buf out = {0};
    struct lm_str t = o->value.kind == LM_K_STR ? lm_val_text(&o->value) : LM_STR("");
    int status = 0;

    for (size_t i = 0; i < t.n && status == 0;) {
        const char *end = i + 1 < t.n && t.p[i] == '$' && t.p[i + 1] == '{'
                              ? memchr(t.p + i + 2, '}', t.n - i - 2)
                              : NULL;
        if (end == NULL) {
            lm_buf_addc(&out, t.p[i++]);
            continue;
        }
        struct lm_str name = {t.p + i + 2, (size_t)(end - t.p) - i - 2}, other = {0};
        for (size_t k = 0; k + 1 < name.n && other.p == NULL; k++)
            if (name.p[k] == ':' && name.p[k + 1] == '-') {
                other = (struct lm_str){name.p + k + 2, name.n - k - 2};
                name.n = k;
            }
        const char *value = getenv(lm_str_z(b->a, name));
        if (value != NULL && (*value != '\0' || other.p == NULL))
            lm_buf_addz(&out, value);
        else if (other.p != NULL)
            lm_buf_adds(&out, other);
        else
            status = lm_fail(b->err, LM_E_VARIABLE, o->value_pos,
                             "the environment has no variable %.*s", LM_STRF(name));
        i = (size_t)(end - t.p) + 1;
    }
    if (status == 0 && o->value.kind == LM_K_STR)
        o->value = lm_val_str(lm_str_dup(b->a, lm_buf_str(&out)));
    lm_buf_fini(&out);
    return status;
}

/* How a file is compressed is found by its first bytes; what is written is not compressed. */
static int
option_compression(struct lm_binder *b, const struct lm_list *options, bool sink)
{
    static const char *const known[] = {"auto", "none", "gzip", "zstd", "lz4", "bzip2", "xz"};
    const struct lm_ast_option *o = option_find(options, "compression");

    if (o == NULL || (sink && lm_str_eq_nocase(lm_val_text(&o->value), LM_STR("none"))))
        return 0;
    for (size_t i = 0; !sink && i < sizeof known / sizeof *known; i++)
        if (lm_str_eq_nocase(lm_val_text(&o->value), lm_str_of(known[i])))
            return 0;
    return lm_fail(b->err, LM_E_UNSUPPORTED, o->value_pos,
                   "compression \"%.*s\" of a %s is not part of this build",
                   LM_STRF(lm_val_text(&o->value)), sink ? "sink" : "source");
}

/* Whether a connector can be written to, or read. */
static bool
connector_does(const struct lm_connector *c, bool sink)
{
    for (uint32_t k = 0; k < c->noption; k++)
        if ((c->option[k].where & (sink ? LM_OPTION_WRITE : LM_OPTION_READ)) != 0)
            return true;
    return false;
}

const struct lm_connector *
bind_connector(struct lm_binder *b, const struct lm_stmt *st, bool sink)
{
    const struct lm_ast_option *o = option_find(&st->options, "connector");
    struct lm_str name = st->connector;
    struct lm_pos pos = st->connector_pos;

    if (name.n == 0 && o != NULL && o->value.kind == LM_K_STR) {
        name = lm_val_text(&o->value);
        pos = o->value_pos;
    }
    for (uint32_t i = 0; i < lm_connector_count; i++) {
        const struct lm_connector *c = &lm_connectors[i];
        if (name.n > 0 && !lm_str_eq_nocase(name, lm_str_of(c->name)) &&
            !lm_str_eq_nocase(name, lm_str_of(c->other)))
            continue;
        if (connector_does(c, sink))
            return c;
        lm_fail(b->err, LM_E_UNSUPPORTED, pos, "%s is no connector of a sink", c->name);
        return NULL;
    }
    lm_fail(b->err, LM_E_UNSUPPORTED, pos, "connector %.*s is not part of this build",
            LM_STRF(name));
    lm_hint(b->err, sink ? "connectors found: FILE" : "connectors found: FILE, NEXMARK");
    return NULL;
}

int
bind_options(struct lm_binder *b, const struct lm_stmt *st, bool sink, struct lm_list *out)
{
    const struct lm_list *lists[] = {&st->connector_options, &st->options, &st->format_options};

    const struct lm_connector *c = bind_connector(b, st, sink);

    *out = (struct lm_list){0};
    if (c == NULL)
        return -1;
    if (st->format.n > 0) {
        struct lm_ast_option *o = lm_alloc(b->a, sizeof *o);
        *o = (struct lm_ast_option){LM_STR("format"), lm_val_str(st->format), st->format_pos,
                                    st->format_pos};
        lm_list_add(b->a, out, o);
    }
    for (size_t k = 0; k < sizeof lists / sizeof *lists; k++)
        for (uint32_t i = 0; i < lists[k]->n; i++) {
            struct lm_ast_option *o = lm_alloc_copy(b->a, lists[k]->at[i], sizeof *o);
            const struct lm_ast_option *twice = option_find(out, lm_str_z(b->a, o->key));
            if (twice != NULL)
                return lm_fail(b->err, LM_E_OPTION, o->pos, "\"%.*s\" is set twice",
                               LM_STRF(o->key));
            if (option_expand(b, o) != 0 || option_check(b, c, o, option_where(st, sink)) != 0)
                return -1;
            lm_list_add(b->a, out, o);
        }
    if (c->id == LM_CONNECTOR_FILE && option_find(out, "path") == NULL &&
        (st->connector.n > 0 || option_find(out, "connector") != NULL))
        return lm_fail(b->err, LM_E_OPTION, st->name_pos, "FILE needs a path");
    return option_compression(b, out, sink);
}
