/* ndjson_slow.c -- NDJSON records by their text: judges, says what is wrong, resolves names. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * The check walks the whole record and finds the first place where its structure breaks. Values
 * that are not read may be wrong inside (a number 01, a bad escape), so scalars are judged by their
 * first byte only, as the tokens of scan.h are. Reading comes after it and may trust the structure.
 */
#include <stdio.h>

#include "base/utf8.h"
#include "data/json.h"
#include "fmt/ndjson.h"

enum { SHOWN = 32 };

struct cursor {
    const char *p, *end;
    struct nd_fault *fault;
};

static inline bool
is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static inline void
skip_blanks(struct cursor *c)
{
    while (c->p < c->end && is_blank(*c->p))
        c->p++;
}

/* The begin of a text, fit to be shown: `to` has room for SHOWN + 1 bytes. */
static const char *
shown(const char *p, const char *end, char *to)
{
    size_t n = end - p < SHOWN ? (size_t)(end - p) : SHOWN;

    while (n > 0 && p + n < end && ((uint8_t)p[n] & 0xc0) == 0x80)
        n--;
    bool valid = lm_utf8_valid((struct lm_str){p, n});
    for (size_t i = 0; i < n; i++)
        to[i] = (uint8_t)p[i] < 0x20 || (!valid && (uint8_t)p[i] >= 0x80) ? '?' : p[i];
    to[n] = '\0';
    return to;
}

/* Says what was expected and what is there. */
static bool
check_fail(struct cursor *c, const char *expected)
{
    struct nd_fault *f = c->fault;
    char to[SHOWN + 1];

    f->code = LM_E_RECORD;
    if (c->p == c->end)
        snprintf(f->what, sizeof f->what, "expected %s, found the end", expected);
    else
        snprintf(f->what, sizeof f->what, "expected %s, found: %s", expected,
                 shown(c->p, c->end, to));
    return false;
}

static bool
check_string(struct cursor *c, const char *expected)
{
    if (c->p == c->end || *c->p != '"')
        return check_fail(c, expected);
    for (c->p++; c->p < c->end; c->p++) {
        if (*c->p == '"') {
            c->p++;
            return true;
        }
        if (*c->p == '\\' && c->p + 1 < c->end)
            c->p++;
    }
    return check_fail(c, "a closing quote");
}

/* A scalar, by its first byte. */
static bool
check_scalar(struct cursor *c)
{
    if (c->p == c->end || lm_scan_class[(uint8_t)*c->p] != LM_SCAN_SCALAR)
        return check_fail(c, "a value");
    while (c->p < c->end && !is_blank(*c->p) && memchr("{}[]:,\"\\", *c->p, 8) == NULL)
        c->p++;
    return true;
}

static bool
check_byte(struct cursor *c, char byte, const char *expected)
{
    skip_blanks(c);
    if (c->p == c->end || *c->p != byte)
        return check_fail(c, expected);
    c->p++;
    skip_blanks(c);
    return true;
}

static bool
check_key(struct cursor *c)
{
    return check_string(c, "a key in quotes") && check_byte(c, ':', "\":\"");
}

/* Behind a value: closes what closes, up to the next value. *more: there is one. */
static bool
check_after(struct cursor *c, const uint8_t *open, uint32_t *depth, bool *more)
{
    *more = false;
    for (; *depth > 0; --*depth) {
        uint8_t close = open[*depth - 1];
        skip_blanks(c);
        if (c->p < c->end && *c->p == ',') {
            c->p++;
            skip_blanks(c);
            *more = true;
            return close == ']' || check_key(c);
        }
        if (c->p == c->end || (uint8_t)*c->p != close)
            return check_fail(c, close == '}' ? "\",\" or \"}\"" : "\",\" or \"]\"");
        c->p++;
    }
    return true;
}

/* An array or object is opened; *more: a value must follow. */
static bool
check_open(struct cursor *c, uint8_t *open, uint32_t *depth, bool *more)
{
    uint8_t close = (uint8_t)*c->p + 2; /* in ASCII */

    if (*depth == LM_JSON_DEPTH) {
        c->fault->code = LM_E_TOO_LARGE;
        snprintf(c->fault->what, sizeof c->fault->what, "nested more than %d levels deep",
                 LM_JSON_DEPTH);
        return false;
    }
    open[(*depth)++] = close;
    c->p++;
    skip_blanks(c);
    *more = true;
    if (c->p < c->end && (uint8_t)*c->p == close) {
        *more = false; /* check_after closes it */
        return true;
    }
    return close == ']' || check_key(c);
}

bool
nd_check(struct lm_str text, struct nd_fault *fault)
{
    struct cursor c = {text.p, text.p + text.n, fault};
    uint8_t open[LM_JSON_DEPTH];
    uint32_t depth = 0;
    bool more = true;

    skip_blanks(&c);
    if (c.p == c.end || *c.p != '{')
        return check_fail(&c, "an object");
    while (more) {
        if (c.p < c.end && (*c.p == '{' || *c.p == '[')) {
            if (!check_open(&c, open, &depth, &more))
                return false;
            if (more)
                continue;
        } else if (c.p < c.end && *c.p == '"' ? !check_string(&c, "a text") : !check_scalar(&c)) {
            return false;
        }
        if (!check_after(&c, open, &depth, &more))
            return false;
    }
    skip_blanks(&c);
    return c.p == c.end || check_fail(&c, "the end of the record");
}

/* Reading -------------------------------------------------------------------------------------- */

/* Takes a key without case for those that no key of the first record is exactly. */
static void
slow_resolve(struct ndjson *nd, struct lm_str text, struct lm_arena *scratch)
{
    for (uint32_t j = 0; j < nd->d.ncol; j++) {
        struct lm_str name = nd->keys[j].name, like = {NULL, 0};
        struct lm_json_iter it;
        bool exact = false, several = false, found = false;
        if (!nd->d.cols[j].nocase || nd->d.cols[j].record)
            continue;
        lm_json_begin(&it, text);
        while (lm_json_next(&it)) {
            struct lm_str key = lm_json_unescape(scratch, it.key);
            exact |= lm_str_eq(key, name);
            if (!lm_str_eq_nocase(key, name) || (found && lm_str_eq(key, like)))
                continue;
            several |= found;
            found = true;
            like = key;
        }
        if (!exact && found && !several)
            nd->keys[j].name = lm_str_dup(nd->d.arena, like);
    }
    nd_table_fill(nd);
    nd->resolved = true;
}

static bool
slow_value(struct ndjson *nd, struct lm_put *o, struct lm_str key, struct lm_str item,
           struct nd_fault *fault)
{
    int32_t col = nd_lookup(nd, key);

    for (; col >= 0; col = nd->keys[col].next) {
        nd->keys[col].seen = nd->serial;
        if (nd_value(nd, o, (uint32_t)col, item, false))
            continue;
        char to[SHOWN + 1];
        fault->code = LM_E_RECORD;
        fault->field = nd->d.cols[col].name;
        snprintf(fault->what, sizeof fault->what, "no JSON value: %s",
                 shown(item.p, item.p + item.n, to));
        return false;
    }
    return true;
}

bool
nd_slow(struct ndjson *nd, struct lm_put *o, struct lm_str text, struct nd_fault *fault)
{
    struct lm_json_iter it;

    memset(fault, 0, sizeof *fault);
    if (!nd_check(text, fault))
        return false;
    if (nd->d.options.strict && !lm_json_valid(text)) {
        fault->code = LM_E_RECORD;
        snprintf(fault->what, sizeof fault->what, "a value in it is not valid JSON");
        return false;
    }
    if (!nd->resolved)
        slow_resolve(nd, text, o->arena);
    nd->serial++;
    lm_json_begin(&it, text);
    while (lm_json_next(&it)) {
        if (!slow_value(nd, o, lm_json_unescape(o->arena, it.key), it.item, fault))
            return false;
    }
    for (uint32_t j = 0; j < nd->d.ncol; j++) {
        if (nd->keys[j].seen != nd->serial && !nd->d.cols[j].record)
            lm_put_missing(o, &o->cols[j], nd->d.cols[j].want);
    }
    return true;
}
