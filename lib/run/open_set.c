/* open_set.c -- SET key = value: settings of the command line, from inside a script. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "expr/functions.h"
#include "run/open.h"

/* How the text of a value becomes a setting. */
enum set_kind {
    SET_DURATION,
    SET_BOOL,
    SET_CHAR,
    SET_TEXT,
    SET_FORMAT,
    SET_CHANGELOG,
    SET_ON_ERROR,
    SET_TTL,
    SET_SEED
};

#define SET_AT(field) offsetof(struct lm_settings, field)

static const struct set_key {
    const char *name;
    enum set_kind kind;
    size_t at; /* in struct lm_settings */
} set_keys[] = {
    {"watermark", SET_DURATION, SET_AT(watermark_us)},
    {"lateness", SET_DURATION, SET_AT(lateness_us)},
    {"idle", SET_DURATION, SET_AT(idle_us)},
    {"header", SET_BOOL, SET_AT(header)},
    {"strict", SET_BOOL, SET_AT(strict)},
    {"follow", SET_BOOL, SET_AT(follow)},
    {"delimiter", SET_CHAR, SET_AT(delimiter)},
    {"quote", SET_CHAR, SET_AT(quote)},
    {"null", SET_TEXT, SET_AT(null_text)},
    {"format", SET_FORMAT, SET_AT(format)},
    {"changelog", SET_CHANGELOG, SET_AT(changelog)},
    {"on_error", SET_ON_ERROR, SET_AT(on_error)},
    {"state_ttl", SET_TTL, 0},
    {"seed", SET_SEED, 0},
};

enum { SET_KEYS = sizeof set_keys / sizeof *set_keys };

static int
set_wrong(struct lm_err *err, const struct lm_stmt *st, const char *what)
{
    return lm_fail(err, LM_E_LITERAL, st->pos, "%.*s is %s", LM_STRF(st->name), what);
}

static int
set_unknown(struct lm_err *err, const struct lm_stmt *st)
{
    struct lm_str known[SET_KEYS];

    for (size_t i = 0; i < SET_KEYS; i++)
        known[i] = lm_str_of(set_keys[i].name);
    lm_fail(err, LM_E_OPTION, st->name_pos, "there is no setting \"%.*s\"", LM_STRF(st->name));
    struct lm_str near = lm_str_nearest(st->name, known, SET_KEYS);
    return near.n > 0 ? lm_hint(err, "did you mean \"%.*s\"?", LM_STRF(near)) : -1;
}

static const struct set_key *
set_find(struct lm_str name)
{
    for (size_t i = 0; i < SET_KEYS; i++) {
        const char *key = set_keys[i].name;
        bool same = strlen(key) == name.n;
        for (size_t k = 0; same && k < name.n; k++)
            same = key[k] == (name.p[k] == '-' ? '_' : name.p[k] | 0x20) || key[k] == name.p[k];
        if (same)
            return &set_keys[i];
    }
    return NULL;
}

static bool
set_bool(const struct lm_val *v, bool *out)
{
    struct lm_str t = v->kind == LM_K_STR ? lm_val_text(v) : LM_STR("");

    *out = v->kind == LM_K_STR
               ? lm_str_eq_nocase(t, LM_STR("true")) || lm_str_eq_nocase(t, LM_STR("on"))
               : v->i != 0;
    return v->kind == LM_K_BOOL || v->kind == LM_K_INT || *out ||
           lm_str_eq_nocase(t, LM_STR("false")) || lm_str_eq_nocase(t, LM_STR("off"));
}

/* Settings whose value is one of some words. */
static int
set_word(struct lm_pipe *p, const struct set_key *key, const struct lm_stmt *st, struct lm_err *err)
{
    static const char *const errors[] = {"skip", "null", "fail"};
    const char *word = lm_str_z(&p->arena, lm_val_text(&st->value));
    const char **to = (const char **)((char *)&p->set + key->at);

    if (key->kind == SET_FORMAT && !lm_knows_format(word))
        return set_wrong(err, st, "a format for output");
    if (key->kind == SET_CHANGELOG && !lm_knows_changelog(word))
        return set_wrong(err, st, "weight, op, upsert or debezium");
    if (key->kind == SET_ON_ERROR) {
        int found = -1;
        for (int i = 0; i < 3; i++)
            if (strcmp(word, errors[i]) == 0)
                found = i;
        if (found < 0)
            return set_wrong(err, st, "skip, null or fail");
        p->report.refuser.on_error = found == 0   ? LM_ON_ERROR_SKIP
                                     : found == 1 ? LM_ON_ERROR_NULL
                                                  : LM_ON_ERROR_FAIL;
        p->catalog.on_error = p->report.refuser.on_error;
    }
    *to = word;
    return 0;
}

/* Numbers of time. What else holds a copy of the setting learns of it too. */
static int
set_duration(struct lm_pipe *p, const struct set_key *key, const struct lm_stmt *st,
             struct lm_err *err)
{
    int64_t us;

    if (!lm_duration_parse(lm_val_text(&st->value), &us) || us < 0)
        return set_wrong(err, st, "a duration with a unit, like '5s' or '1 hour'");
    if (key->kind == SET_TTL) {
        p->catalog.state_ttl_us = us;
        return 0;
    }
    *(int64_t *)((char *)&p->set + key->at) = us;
    p->core.idle_us = p->set.idle_us;
    p->catalog.lateness_us = p->set.lateness_us > 0 ? p->set.lateness_us : 0;
    return 0;
}

int
open_set(struct lm_catalog *c, const struct lm_stmt *st, struct lm_err *err)
{
    struct lm_pipe *p = c->run;
    const struct set_key *key = set_find(st->name);
    bool text = st->value.kind == LM_K_STR;

    assert(p != NULL && st->op == LM_S_SET);
    if (key == NULL)
        return set_unknown(err, st);
    char *to = (char *)&p->set + key->at;
    switch (key->kind) {
    case SET_BOOL:
        return set_bool(&st->value, (bool *)to) ? 0 : set_wrong(err, st, "true or false");
    case SET_CHAR:
        if (!text || st->value.n != 1)
            return set_wrong(err, st, "one character");
        *to = st->value.p[0];
        return 0;
    case SET_TEXT:
        if (!text)
            return set_wrong(err, st, "a text");
        *(const char **)to = lm_str_z(&p->arena, lm_val_text(&st->value));
        return 0;
    case SET_DURATION:
    case SET_TTL:
        return text ? set_duration(p, key, st, err)
                    : set_wrong(err, st, "a duration with a unit, like '5s'");
    case SET_SEED:
        if (st->value.kind != LM_K_INT)
            return set_wrong(err, st, "a whole number");
        lm_fn_seed((uint64_t)st->value.i);
        return 0;
    default:
        return text ? set_word(p, key, st, err) : set_wrong(err, st, "a word");
    }
}
