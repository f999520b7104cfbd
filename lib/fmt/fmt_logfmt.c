/* fmt_logfmt.c -- logfmt: key=value pairs, a blank between them. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A key is what stands before `=` or a blank; it has no quotes in it. A value ends at a blank, or
 * is a text in quotes with JSON's escapes. A key without `=` is true, one with nothing behind it
 * NULL. The last of equal keys wins. Fields are in the order of the columns wanted; a column with
 * `record` gets all pairs as a JSON object.
 */
#include <string.h>
#include <strings.h>

#include "data/json.h"
#include "fmt/lines.h"
#include "fmt/types.h"

struct logfmt_pair {
    struct lm_str key;
    struct lm_val val;
};

struct logfmt {
    struct lm_lines l;
    struct lm_str *keys; /* [ncol] what is looked for: as the first record spells it */
    bool resolved;       /* the first record has decided names without case */
    bool any_record;
    struct logfmt_pair *pairs; /* [LM_COLUMNS] of the newest line */
    uint32_t npair;
    struct lm_buf object; /* the record as JSON */
};

/* The next pair, which leaves *s: 1, 0 at the end, -1 with *wrong. */
static int
logfmt_next(struct lm_str *s, struct logfmt_pair *pair, struct lm_arena *a, const char **wrong)
{
    const char *p = s->p, *end = s->p + s->n;

    while (p < end && (unsigned char)*p <= ' ')
        p++;
    if (p == end)
        return 0;
    const char *key = p;
    while (p < end && (unsigned char)*p > ' ' && *p != '=' && *p != '"')
        p++;
    pair->key = (struct lm_str){ key, (size_t)(p - key) };
    *wrong =
        pair->key.n == 0 ? "expected a key before \"=\" or a quote" : "a quote stands within a key";
    if (pair->key.n == 0 || (p < end && *p == '"'))
        return -1;
    if (p == end || *p != '=') {
        pair->val = lm_val_bool(true);
        *s = (struct lm_str){ p, (size_t)(end - p) };
        return 1;
    }
    const char *val = ++p;
    if (p < end && *p == '"') {
        size_t n = lm_json_end((struct lm_str){ p, (size_t)(end - p) }, 0);
        *wrong = "a quoted value has no end, or goes on behind its quote";
        if (n == 0 || (p + n < end && (unsigned char)p[n] > ' '))
            return -1;
        pair->val = lm_val_of_field(lm_json_unescape(a, (struct lm_str){ p + 1, n - 2 }), true);
        p += n;
    } else {
        while (p < end && (unsigned char)*p > ' ')
            p++;
        pair->val = lm_val_of_field((struct lm_str){ val, (size_t)(p - val) }, false);
    }
    *s = (struct lm_str){ p, (size_t)(end - p) };
    return 1;
}

/* All pairs of a line; NULL, or what is wrong. */
static const char *
logfmt_pairs(struct logfmt *f, struct lm_str line, struct lm_arena *a)
{
    struct logfmt_pair pair;
    const char *wrong = NULL;

    f->npair = 0;
    for (;;) {
        uint32_t i = 0;
        int r = logfmt_next(&line, &pair, a, &wrong);
        if (r <= 0)
            return r == 0 ? NULL : wrong;
        while (i < f->npair && !lm_str_eq(f->pairs[i].key, pair.key))
            i++;
        if (i == LM_COLUMNS)
            return "the line has more than 4096 keys";
        f->pairs[i] = pair;
        f->npair += i == f->npair;
    }
}

static void
logfmt_object(struct logfmt *f, struct lm_arena *a, struct lm_val *out)
{
    f->object.n = 0;
    lm_buf_addc(&f->object, '{');
    for (uint32_t i = 0; i < f->npair; i++) {
        if (i > 0)
            lm_buf_addc(&f->object, ',');
        lm_json_quote(&f->object, f->pairs[i].key);
        lm_buf_addc(&f->object, ':');
        lm_val_print_json(&f->object, &f->pairs[i].val);
    }
    lm_buf_addc(&f->object, '}');
    struct lm_str s = lm_str_dup(a, lm_buf_str(&f->object));
    *out = (struct lm_val){ .kind = LM_K_JSON, .p = s.p, .n = (uint32_t)s.n };
}

/* Once: the columns, and room for them. */
static void
logfmt_prepare(struct logfmt *f)
{
    struct lm_decoder *d = &f->l.d;

    f->l.nfield = d->ncol;
    f->l.fields = lm_alloc(d->arena, (d->ncol + 1) * sizeof *f->l.fields);
    f->l.place = lm_alloc(d->arena, (d->ncol + 1) * sizeof *f->l.place);
    f->keys = lm_alloc(d->arena, (d->ncol + 1) * sizeof *f->keys);
    for (uint32_t j = 0; j < d->ncol; j++) {
        f->l.place[j] = j;
        f->keys[j] = d->cols[j].name;
        f->any_record = f->any_record || d->cols[j].record;
    }
}

/* The first record decides how a name without case is spelled: exactly, else as its only likeness.
 */
static void
logfmt_resolve(struct logfmt *f)
{
    for (uint32_t j = 0; j < f->l.d.ncol; j++) {
        struct lm_str name = f->keys[j], like = name;
        uint32_t likes = 0;
        bool exact = false;
        for (uint32_t i = 0; i < f->npair; i++) {
            struct lm_str key = f->pairs[i].key;
            exact = exact || lm_str_eq(key, name);
            if (key.n == name.n && key.n > 0 && strncasecmp(key.p, name.p, key.n) == 0) {
                like = key;
                likes++;
            }
        }
        if (f->l.d.cols[j].nocase && !exact && likes == 1)
            f->keys[j] = lm_str_dup(f->l.d.arena, like);
    }
    f->resolved = true;
}

static const char *
logfmt_line(struct lm_lines *l, struct lm_str line, struct lm_arena *a)
{
    struct logfmt *f = (struct logfmt *)l;
    const char *wrong = logfmt_pairs(f, line, a);

    if (wrong != NULL)
        return wrong;
    if (!f->resolved)
        logfmt_resolve(f);
    for (uint32_t j = 0; j < l->d.ncol; j++) {
        l->fields[j] = (struct lm_val){ .kind = LM_K_MISSING };
        if (l->d.cols[j].record) {
            logfmt_object(f, a, &l->fields[j]);
            continue;
        }
        for (uint32_t i = 0; i < f->npair; i++)
            if (lm_str_eq(f->pairs[i].key, f->keys[j]))
                l->fields[j] = f->pairs[i].val;
    }
    return NULL;
}

static struct lm_decoder *
logfmt_open(struct lm_arena *a, const struct lm_fmt_options *o, struct lm_err *err)
{
    struct logfmt *f = lm_alloc(a, sizeof *f);

    lm_lines_init(&f->l, a, o, logfmt_line);
    f->l.d.type = &lm_fmt_logfmt;
    f->pairs = lm_alloc_raw(a, LM_COLUMNS * sizeof *f->pairs);
    return &f->l.d;
}

static int
logfmt_names(struct lm_decoder *d, struct lm_str head, bool eof, struct lm_arena *a,
             struct lm_str **names, uint32_t *nnames)
{
    struct logfmt *f = (struct logfmt *)d;
    struct lm_str line = { 0 }, *to;
    int r = lm_lines_first(head, eof, &line);

    if (r == 0)
        return 0;
    f->npair = 0;
    if (r < 0 || logfmt_pairs(f, line, a) != NULL)
        f->npair = 0;
    to = lm_alloc(a, (f->npair + 1) * sizeof *to);
    for (uint32_t i = 0; i < f->npair; i++)
        to[i] = lm_str_dup(a, f->pairs[i].key);
    *names = to;
    *nnames = f->npair;
    return 1;
}

static size_t
logfmt_decode(struct lm_decoder *d, const char *p, size_t n, bool eof, struct lm_batch *b)
{
    struct logfmt *f = (struct logfmt *)d;

    if (f->keys == NULL)
        logfmt_prepare(f);
    return lm_lines_decode(d, p, n, eof, b);
}

static void
logfmt_fini(struct lm_decoder *d)
{
    lm_buf_fini(&((struct logfmt *)d)->object);
}

const struct lm_fmt_type lm_fmt_logfmt = {
    .name = "logfmt",
    .open_records = true,
    .open = logfmt_open,
    .names = logfmt_names,
    .decode = logfmt_decode,
    .rewind = lm_lines_rewind,
    .fini = logfmt_fini,
};
