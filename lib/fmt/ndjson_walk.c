/* ndjson_walk.c -- NDJSON records by their tokens: as the one before, or member by member. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A shape is what a record looked like: the classes of its tokens, the keys, and which tokens are
 * values that are read. A record is compared with the shape kept for its like: eight classes at a
 * time, then each key as two masked words. All differences are gathered and tested once. If there
 * is none, the record's structure is proved and its values are known by number. If there is one,
 * the record is walked token by token. A shape that misses more often than it hits is replaced by
 * that of the record at hand.
 *
 * Records of one shape that follow each other are compared first and then read column by column:
 * each loop has one kind of value and nothing else to decide.
 *
 * What neither can answer (escapes in keys, a value that is bad, deep nesting, disorder) is left to
 * ndjson_slow.c, which judges by the text.
 */
#include <assert.h>

#include "fmt/ndjson.h"
#include "fmt/number_run.h"

enum { REST_BYTES = 2048, READ_ROOM = 2 * ND_SHAPE_MEMBERS, CREDIT_MAX = 64, RUN_LEAST = 4 };

static inline uint64_t
word_at(const void *p)
{
    uint64_t w;

    memcpy(&w, p, sizeof w);
    return w;
}

static inline bool
is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* The value between a token and the one behind it, without the blanks. */
static inline struct lm_str
token_text(const char *p, uint32_t from, uint32_t behind)
{
    const char *end = p + behind;

    while (is_blank(end[-1]))
        end--;
    return (struct lm_str){p + from, (size_t)(end - p) - from};
}

static inline bool
is_value(uint8_t cls)
{
    return (cls & 0xfe) == LM_SCAN_TEXT;
}

/* The token behind the array or object that opens at token t; 0: it is not well formed, or too
 * deep. */
static uint32_t
nested_end(const uint8_t *cls, uint32_t t)
{
    uint8_t open[LM_JSON_DEPTH];
    uint32_t depth = 1; /* the record */

    for (;;) {
        if (cls[t] == '{' || cls[t] == '[') {
            if (depth == LM_JSON_DEPTH)
                return 0;
            uint8_t close = cls[t] + 2; /* in ASCII */
            open[depth++] = close;
            t++;
            if (cls[t] != close) {
                if (close == '}') {
                    if (cls[t] != LM_SCAN_TEXT || cls[t + 1] != ':')
                        return 0;
                    t += 2;
                }
                continue;
            }
        } else {
            if (!is_value(cls[t]))
                return 0;
            t++;
        }
        while (depth > 1 && cls[t] == open[depth - 1]) {
            depth--;
            t++;
        }
        if (depth == 1)
            return t;
        if (cls[t] != ',')
            return 0;
        t++;
        if (open[depth - 1] == '}') {
            if (cls[t] != LM_SCAN_TEXT || cls[t + 1] != ':')
                return 0;
            t += 2;
        }
    }
}

/* The token behind the value at token t; 0: none. */
static inline uint32_t
value_end(const uint8_t *cls, uint32_t t)
{
    if (is_value(cls[t]))
        return t + 1;
    return cls[t] == '{' || cls[t] == '[' ? nested_end(cls, t) : 0;
}

/* Reads a value into every column of the key that begins at column `col`. */
static inline bool
walk_read(struct ndjson *nd, struct lm_put *o, uint32_t value, uint32_t behind, int32_t col)
{
    const struct lm_scan *s = &nd->s;
    struct lm_str text = token_text(nd->p, s->pos[value], s->pos[behind]);
    bool clean = nd_clean(nd, text);

    for (; col >= 0; col = nd->keys[col].next) {
        nd->keys[col].seen = nd->serial;
        if (!nd_value(nd, o, (uint32_t)col, text, clean))
            return false;
    }
    return true;
}

/* One member, its key at token t. Answers the token behind its value; 0: not for us. */
static inline uint32_t
walk_member(struct ndjson *nd, struct lm_put *o, uint32_t t)
{
    const struct lm_scan *s = &nd->s;

    if (s->cls[t] != LM_SCAN_TEXT || s->cls[t + 1] != ':')
        return 0;
    struct lm_str key = token_text(nd->p, s->pos[t], s->pos[t + 1]);
    if (!nd_clean(nd, key))
        return 0;
    uint32_t behind = value_end(s->cls, t + 2);
    if (behind == 0 || (s->cls[behind] != ',' && s->cls[behind] != '}'))
        return 0;
    assert(key.n >= 2);
    int32_t col = nd_lookup_padded(nd, (struct lm_str){key.p + 1, key.n - 2});
    if (col >= 0 && !walk_read(nd, o, t + 2, behind, col))
        return 0;
    return behind;
}

static bool
walk_record(struct ndjson *nd, struct lm_put *o, uint32_t from, uint32_t end)
{
    const uint8_t *cls = nd->s.cls;
    uint32_t t = from + 1;

    nd->serial++;
    if (cls[from] != '{')
        return false;
    if (cls[t] == '}') {
        t++;
    } else {
        for (;;) {
            t = walk_member(nd, o, t);
            if (t == 0)
                return false;
            if (cls[t++] == '}')
                break;
        }
    }
    if (t != end)
        return false;
    for (uint32_t j = 0; j < nd->d.ncol; j++) {
        if (nd->keys[j].seen != nd->serial && !nd->d.cols[j].record)
            lm_put_missing(o, &o->cols[j], nd->d.cols[j].want);
    }
    return true;
}

/* Shapes --------------------------------------------------------------------------------------- */

void
nd_shapes_open(struct ndjson *nd)
{
    for (uint32_t k = 0; k < ND_SHAPES; k++) {
        struct nd_shape *h = &nd->shapes[k];
        h->ntok = 0;
        h->read = lm_alloc(nd->d.arena, READ_ROOM * sizeof *h->read);
        h->absent = lm_alloc(nd->d.arena, (nd->d.ncol + 1) * sizeof *h->absent);
        h->rest = lm_alloc(nd->d.arena, REST_BYTES);
    }
}

static bool
shape_add(struct nd_shape *h, struct lm_str key, uint32_t token, size_t *used)
{
    struct nd_member *m = &h->member[h->nmember];
    char text[16] = {0}, mask[16] = {0};
    size_t head = key.n < 16 ? key.n : 16;

    if (h->nmember == ND_SHAPE_MEMBERS || key.n - head > REST_BYTES - *used)
        return false;
    memcpy(text, key.p, head);
    memset(mask, 0xff, head);
    memcpy(m->word, text, 16);
    memcpy(m->mask, mask, 16);
    m->rest = h->rest + *used;
    m->nrest = (uint16_t)(key.n - head);
    m->token = (uint16_t)token;
    memcpy(h->rest + *used, key.p + head, key.n - head);
    *used += key.n - head;
    h->nmember++;
    return true;
}

/* Classes and masks of the tokens. */
static void
shape_tokens(struct nd_shape *h, const uint8_t *cls, uint32_t ntok)
{
    uint8_t *to = (uint8_t *)h->cls, *mask = (uint8_t *)h->mask;

    memset(h->mask, 0, sizeof h->mask);
    for (uint32_t i = 0; i < ntok; i++) {
        to[i] = cls[i];
        mask[i] = is_value(cls[i]) && cls[i + 1] != ':' ? 0xfe : 0xff;
    }
}

/* Makes h the shape of a record that walk_record has found good. */
static void
shape_build(struct ndjson *nd, struct nd_shape *h, uint32_t from, uint32_t end)
{
    const struct lm_scan *s = &nd->s;
    uint32_t ntok = end - from + 1;
    size_t used = 0;

    h->ntok = 0;
    h->nmember = h->nread = h->nabsent = 0;
    for (uint32_t t = from + 1; s->cls[t] == LM_SCAN_TEXT;) {
        struct lm_str key = token_text(nd->p, s->pos[t], s->pos[t + 1]);
        uint32_t behind = value_end(s->cls, t + 2);
        int32_t col = nd_lookup_padded(nd, (struct lm_str){key.p + 1, key.n - 2});
        if (nd->nkey > 0 && !shape_add(h, key, t - from, &used))
            return;
        for (; col >= 0; col = nd->keys[col].next) {
            if (h->nread == READ_ROOM)
                return;
            h->read[h->nread++] = (struct nd_read){(uint16_t)(t + 2 - from),
                                                   (uint16_t)(behind - from), (uint16_t)col};
        }
        t = behind + 1;
    }
    for (uint32_t j = 0; j < nd->d.ncol; j++) {
        if (nd->keys[j].seen != nd->serial && !nd->d.cols[j].record)
            h->absent[h->nabsent++] = (uint16_t)j;
    }
    shape_tokens(h, s->cls + from, ntok);
    h->ntok = ntok;
    h->credit = 1;
}

/* The bits in which a record differs from a shape of the same number of tokens. */
static inline uint64_t
shape_differs(const struct nd_shape *h, const uint8_t *cls, const uint16_t *pos, const char *p)
{
    uint64_t differs = 0;

    for (uint32_t i = 0; i * 8 < h->ntok; i++)
        differs |= (word_at(cls + i * 8) ^ h->cls[i]) & h->mask[i];
    for (uint32_t i = 0; i < h->nmember; i++) {
        const struct nd_member *m = &h->member[i];
        const char *key = p + pos[m->token];
        differs |= (word_at(key) ^ m->word[0]) & m->mask[0];
        differs |= (word_at(key + 8) ^ m->word[1]) & m->mask[1];
        if (__builtin_expect(m->nrest > 0, 0))
            differs |= pos[m->token + 1] - pos[m->token] < 16 + m->nrest ||
                       memcmp(key + 16, m->rest, m->nrest) != 0;
    }
    return differs;
}

/* The values of a record that has the shape. */
static inline bool
shape_read(struct ndjson *nd, const struct nd_shape *h, struct lm_put *o, const uint16_t *pos)
{
    for (uint32_t i = 0; i < h->nread; i++) {
        struct nd_read r = h->read[i];
        struct lm_str text = token_text(nd->p, pos[r.token], pos[r.behind]);
        if (!nd_value(nd, o, r.col, text, nd_clean(nd, text)))
            return false;
    }
    for (uint32_t i = 0; i < h->nabsent; i++) {
        uint32_t j = h->absent[i];
        lm_put_missing(o, &o->cols[j], nd->d.cols[j].want);
    }
    return true;
}

/* Where the shape of such a record is kept: by its number of tokens and, if its last value is no
 * nested one, by the begin of its last key. */
static struct nd_shape *
shape_of(struct ndjson *nd, uint32_t from, uint32_t end)
{
    const struct lm_scan *s = &nd->s;
    uint32_t h = end - from, head = 0;

    if (h >= 5 && s->cls[end - 4] == LM_SCAN_TEXT && s->cls[end - 3] == ':')
        memcpy(&head, nd->p + s->pos[end - 4], sizeof head);
    h = (h ^ head) * UINT32_C(0x9e3779b1);
    return &nd->shapes[h >> 16 & (ND_SHAPES - 1)];
}

bool
nd_walk(struct ndjson *nd, struct lm_put *o, uint32_t from, uint32_t end)
{
    struct nd_shape *h = shape_of(nd, from, end);

    assert(end > from);
    if (!walk_record(nd, o, from, end))
        return false;
    if (h->credit > 0)
        h->credit--;
    else if (end - from < ND_SHAPE_TOKENS)
        shape_build(nd, h, from, end);
    return true;
}

/* Runs ----------------------------------------------------------------------------------------- */

/* How many records follow each other that have the shape; the first one's tokens begin
 * at `from`. */
static uint32_t
run_length(const struct ndjson *nd, const struct nd_shape *h, uint32_t line, uint32_t most)
{
    const struct lm_scan *s = &nd->s;
    uint32_t from = line > 0 ? s->end[line - 1] + 1u : 0, n = 0;

    for (; n < most && s->end[line + n] - from + 1u == h->ntok; n++) {
        if (shape_differs(h, s->cls + from, s->pos + from, nd->p) != 0)
            break;
        from += h->ntok;
    }
    return n;
}

/* Reads n records that have the shape by columns. False: a value is bad. */
static bool
run_columns(struct ndjson *nd, const struct nd_shape *h, struct lm_put *o, const uint16_t *pos,
            uint32_t n)
{
    struct lm_str v[LM_RUN_ROWS];

    for (uint32_t i = 0; i < h->nread; i++) {
        const uint16_t *at = pos + h->read[i].token, *behind = pos + h->read[i].behind;
        for (uint32_t k = 0; k < n; k++)
            v[k] = token_text(nd->p, at[k * h->ntok], behind[k * h->ntok]);
        if (!nd_column(nd, o, h->read[i].col, v, n))
            return false;
    }
    for (uint32_t i = 0; i < h->nabsent; i++) {
        uint32_t j = h->absent[i], row = o->row;
        for (uint32_t k = 0; k < n; k++, o->row++)
            lm_put_missing(o, &o->cols[j], nd->d.cols[j].want);
        o->row = row;
    }
    return true;
}

uint32_t
nd_run(struct ndjson *nd, struct lm_put *o, uint32_t line, uint32_t most)
{
    const struct lm_scan *s = &nd->s;
    uint32_t from = line > 0 ? s->end[line - 1] + 1u : 0, end = s->end[line], row = o->row, k = 0;
    struct nd_shape *h = shape_of(nd, from, end);
    uint64_t bad = nd->d.bad_utf8;

    if (h->ntok != end - from + 1)
        return 0;
    most = most < LM_RUN_ROWS ? most : LM_RUN_ROWS;
    most = most < s->nend - line ? most : s->nend - line;
    uint32_t n = run_length(nd, h, line, most);
    h->credit = h->credit + n < CREDIT_MAX ? h->credit + n : CREDIT_MAX;
    if (n >= RUN_LEAST && run_columns(nd, h, o, s->pos + from, n))
        return n;
    if (n >= RUN_LEAST)
        nd->d.bad_utf8 = bad; /* they are read again, up to the bad one */
    while (k < n && shape_read(nd, h, o, s->pos + from + k * h->ntok)) {
        k++;
        o->row++;
    }
    o->row = row;
    return k;
}
