/* window_model.h -- random rows, and what grouping operators make of them by definition. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * The model keeps the rows of every group in a list and looks at all groups for each row. It writes
 * one line for each output row: weight, pair, keys, four aggregates, bounds.
 */
#ifndef WINDOW_MODEL_H
#define WINDOW_MODEL_H

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "op/ops.h"

enum { ROWS_MAX = 120, GROUPS_MAX = 4000, KEYS = 5 };

/* ---- random rows ---- */

enum test_kind { TUMBLE, HOP, CUMULATE, SESSION, NO_WINDOW, KINDS };
enum key_mode { KEY_NONE, KEY_INT, KEY_TEXT, KEY_MIXED, KEY_TWO, KEY_MODES };

struct row {
    int64_t ts, mark, low, v;
    uint64_t seq;
    int key, spelling, weight;
    bool flag;
};

struct test {
    enum test_kind kind;
    enum key_mode key_mode;
    enum lm_speak speak;
    struct lm_window window;
    int64_t lateness;
    bool changing, side, two, at_once;
    uint32_t n;
    struct row row[ROWS_MAX];
    int64_t wm[ROWS_MAX + 1]; /* after row i - 1: told at the end of a batch */
};

static uint64_t random_state;

static uint32_t
below(uint32_t n)
{
    random_state = random_state * UINT64_C(6364136223846793005) + 1442695040888963407;
    return (uint32_t)(random_state >> 33) % n;
}

static void
rows_times(struct test *t)
{
    int64_t at = (int64_t)below(20) - 10, lag = (int64_t)below(7),
            own[2] = {LM_MARK_MIN, LM_MARK_MIN};
    bool file = below(6) == 0;
    uint32_t spread = 1 + below(8);

    for (uint32_t i = 0; i < t->n; i++) {
        struct row *r = &t->row[i];
        int source = t->two ? (int)below(2) : 0;
        int64_t others = t->two ? own[1 - source] : INT64_MAX;
        at += below(spread);
        r->ts = below(25) == 0 ? LM_NO_TIME
                               : at - (below(3) == 0 ? below(20) : 0) - (source == 1 ? 9 : 0);
        r->mark = own[source];
        r->low = own[source] < others ? own[source] : others;
        if (r->ts != LM_NO_TIME && !file && r->ts - lag > own[source])
            own[source] = r->ts - lag;
        t->wm[i + 1] = own[source] < others ? own[source] : others;
    }
}

static void
rows_make(struct test *t)
{
    uint64_t seq = 5;

    t->n = 1 + below(ROWS_MAX - 1);
    t->wm[0] = LM_MARK_MIN;
    rows_times(t);
    for (uint32_t i = 0; i < t->n; i++) {
        struct row *r = &t->row[i];
        uint32_t old = i > 0 ? below(i) : 0;
        r->key = (int)below(KEYS);
        r->spelling = (int)below(2);
        r->flag = below(2) == 0;
        r->v = i;
        r->weight = 1;
        if (i == 0 || !t->changing || below(3) > 0) {
            seq++;
        } else { /* another effect of the same input row */
            r->mark = r[-1].mark;
            r->low = r[-1].low;
        }
        r->seq = seq;
        if (t->changing && i > 0 && below(2) == 0 && t->row[old].weight == 1) {
            int64_t mark = r->mark, low = r->low;
            t->row[old].weight = 2; /* is taken back only once */
            *r = t->row[old];
            *r = (struct row){.ts = r->ts,
                              .mark = mark,
                              .low = low,
                              .v = r->v,
                              .seq = seq,
                              .key = r->key,
                              .spelling = r->spelling,
                              .weight = -1,
                              .flag = r->flag};
        }
    }
    for (uint32_t i = 0; i < t->n; i++)
        if (t->row[i].weight == 2)
            t->row[i].weight = 1;
}

static void
test_make(struct test *t, uint64_t seed)
{
    random_state = seed * 977 + 12345;
    memset(t, 0, sizeof *t);
    t->kind = (enum test_kind)below(KINDS);
    t->key_mode = (enum key_mode)below(KEY_MODES);
    t->changing = below(3) == 0;
    t->at_once = t->kind == NO_WINDOW && !t->changing && t->key_mode != KEY_NONE && below(3) == 0;
    t->two = !t->changing && below(3) == 0; /* a row and its retraction are of one source */
    t->side = below(2) == 0;
    t->lateness = below(2) == 0 ? 0 : (int64_t)below(9);
    t->speak = t->kind == NO_WINDOW ? (below(2) == 0 ? LM_SPEAK_FINAL : LM_SPEAK_CHANGES)
                                    : (enum lm_speak)(LM_SPEAK_CLOSE + below(3));
    int64_t slide = 1 + below(9);
    t->window.slide = slide;
    t->window.offset = below(3) == 0 ? below(20) : 0;
    t->window.size = slide + below(20);
    t->window.kind = (enum lm_window_kind)(t->kind % 4);
    if (t->kind == HOP && below(2) == 0)
        t->window.size = slide * (1 + below(13));
    if (t->kind == CUMULATE)
        t->window.size = slide * (1 + below(5));
    if (t->kind == SESSION)
        t->window.size = 1 + below(8);
    rows_make(t);
}

/* The value of key column `col`; spellings of one key are equal keys. */
static struct lm_val
key_val(const struct test *t, const struct row *r, int col)
{
    static const char *const names[KEYS] = {"a", "", "longer than sixteen bytes", "1", "b"};

    if (t->key_mode == KEY_INT || col == 1)
        return r->key == 4 && col == 0 ? LM_VAL_NULL : lm_val_int(r->key - 1);
    if (t->key_mode == KEY_MIXED && r->key == 0)
        return r->spelling != 0 ? lm_val_int(1) : lm_val_f64(1.0);
    if (t->key_mode == KEY_MIXED && r->key == 1)
        return LM_VAL_NULL;
    if (t->key_mode == KEY_MIXED && r->key == 4)
        return lm_val_f64(r->spelling != 0 ? 1.5 : 1.5);
    return lm_val_str(lm_str_of(names[r->key]));
}

static int
key_count(const struct test *t)
{
    return t->key_mode == KEY_NONE ? 0 : t->key_mode == KEY_TWO ? 2 : 1;
}

/* ---- the model ---- */

struct group {
    int64_t start, end;
    int key;
    uint32_t first;
    int row[ROWS_MAX]; /* rows by arrival, those taken back left out */
    int n;
    bool dead, shown, touched;
    char *text; /* what was shown */
};

struct model {
    const struct test *t;
    struct group *g;
    uint32_t n;
    uint32_t touched[GROUPS_MAX];
    uint32_t ntouched;
    int64_t wm;
    uint32_t late, no_time;
    struct lm_buf out;
    struct lm_buf side;
    bool live[ROWS_MAX];        /* sessions over changes: rows that are there */
    uint32_t founder[ROWS_MAX]; /* the row that began the row's point of time */
    bool odd; /* a row of a closed session was taken back: nobody can tell from which one it is */
    uint64_t died[ROWS_MAX]; /* cause of its retraction */
};

static char *
visible(const struct model *m, const struct group *g)
{
    struct lm_buf b = {0};
    int64_t sum = 0;
    int flagged = 0;
    const struct row *first = &m->t->row[g->first];

    for (int c = 0; c < key_count(m->t); c++) {
        struct lm_val v = key_val(m->t, first, c);
        lm_buf_addc(&b, ' ');
        lm_val_print(&b, &v);
    }
    for (int i = 0; i < g->n; i++) {
        sum += m->t->row[g->row[i]].v;
        flagged += m->t->row[g->row[i]].flag;
    }
    lm_buf_addf(&b, " %d %lld %d ", g->n, (long long)sum, flagged);
    for (int i = 0; i < g->n; i++)
        lm_buf_addf(&b, "%lld,", (long long)m->t->row[g->row[i]].v);
    if (m->t->kind != NO_WINDOW)
        lm_buf_addf(&b, " %lld %lld", (long long)g->start, (long long)g->end);
    lm_buf_addc(&b, '\0');
    return b.p;
}

static void
model_show(struct model *m, struct group *g)
{
    free(g->text);
    g->text = visible(m, g);
    g->shown = true;
}

static void
model_line(struct model *m, int weight, int pair, const char *text)
{
    lm_buf_addf(&m->out, "%+d %d%s\n", weight, pair, text);
}

static int
group_before(const void *a, const void *b)
{
    const struct group *x = *(struct group *const *)a, *y = *(struct group *const *)b;

    if (x->end != y->end)
        return x->end < y->end ? -1 : 1;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return x->first < y->first ? -1 : x->first > y->first;
}

static int64_t
plus(int64_t a, int64_t b)
{
    return a > INT64_MAX - b ? INT64_MAX : a + b;
}

static void
model_mark(struct model *m, int64_t wm)
{
    struct group *due[GROUPS_MAX];
    uint32_t n = 0;
    const struct test *t = m->t;

    if (wm <= m->wm)
        return;
    m->wm = wm;
    for (uint32_t i = 0; i < m->n; i++) {
        struct group *g = &m->g[i];
        bool closes = wm >= plus(g->end, t->lateness);
        if (g->dead)
            continue;
        if (t->kind == NO_WINDOW && (wm != LM_MARK_END || t->speak != LM_SPEAK_FINAL))
            continue;
        if (t->kind == NO_WINDOW || (t->speak == LM_SPEAK_CLOSE && closes) ||
            (t->speak == LM_SPEAK_MARK && !g->shown && wm >= g->end))
            due[n++] = g;
        g->dead = closes;
    }
    qsort(due, n, sizeof due[0], group_before);
    for (uint32_t i = 0; i < n; i++) {
        char *text = visible(m, due[i]);
        model_line(m, 1, 0, text);
        free(text);
        if (t->speak == LM_SPEAK_MARK)
            model_show(m, due[i]);
    }
}

static struct group *
model_group(struct model *m, int64_t start, int64_t end, uint32_t row)
{
    int key = m->t->key_mode == KEY_NONE ? 0 : m->t->row[row].key;

    if (m->t->key_mode == KEY_TWO)
        key = m->t->row[row].key;
    for (uint32_t i = 0; i < m->n; i++)
        if (!m->g[i].dead && m->g[i].start == start && m->g[i].end == end && m->g[i].key == key)
            return &m->g[i];
    assert(m->n < GROUPS_MAX);
    m->g[m->n] = (struct group){.start = start, .end = end, .key = key, .first = row};
    return &m->g[m->n++];
}

static void
model_add(struct model *m, struct group *g, uint32_t row)
{
    const struct row *r = &m->t->row[row];

    if (r->weight > 0) {
        g->row[g->n++] = (int)row;
        return;
    }
    for (int i = 0; i < g->n; i++)
        if (m->t->row[g->row[i]].v == r->v) {
            memmove(g->row + i, g->row + i + 1, (size_t)(g->n - i - 1) * sizeof g->row[0]);
            g->n--;
            return;
        }
    assert(!"a row is taken back only where it is");
}

static void
model_settle(struct model *m)
{
    const struct test *t = m->t;
    bool always = t->kind == NO_WINDOW && t->key_mode == KEY_NONE;

    for (uint32_t i = 0; i < m->ntouched; i++) {
        struct group *g = &m->g[m->touched[i]];
        bool tells = t->speak == LM_SPEAK_CHANGES || (t->speak == LM_SPEAK_MARK && m->wm >= g->end);
        bool there = g->n > 0 || always;
        char *text = visible(m, g);
        g->touched = false;
        if (tells && there && !(g->shown && strcmp(g->text, text) == 0)) {
            if (g->shown)
                model_line(m, -1, 1, g->text);
            model_line(m, 1, g->shown ? 2 : 0, text);
            model_show(m, g);
        } else if (tells && !there && g->shown) {
            model_line(m, -1, 0, g->text);
        }
        g->dead = !there;
        free(text);
    }
    m->ntouched = 0;
}

static void
model_late(struct model *m, const struct row *r, int64_t end)
{
    m->late++;
    if (m->t->side)
        lm_buf_addf(&m->side, "%lld %lld\n", (long long)r->v, (long long)end);
}

static void
model_row(struct model *m, uint32_t i)
{
    const struct test *t = m->t;
    const struct row *r = &t->row[i];
    struct lm_span span[64] = {{INT64_MIN, INT64_MAX}};
    uint32_t n = 1, open = 0;

    if (t->kind != NO_WINDOW) {
        n = lm_window_spans(&t->window, r->ts, NULL);
        assert(n <= 64);
        lm_window_spans(&t->window, r->ts, span);
    }
    for (uint32_t k = 0; k < n; k++) {
        if (t->kind != NO_WINDOW && r->mark >= plus(span[k].end, t->lateness))
            continue;
        open++;
        struct group *g = model_group(m, span[k].start, span[k].end, i);
        model_add(m, g, i);
        if (!g->touched)
            m->touched[m->ntouched++] = (uint32_t)(g - m->g);
        g->touched = true;
    }
    if (open == 0)
        model_late(m, r, span[n - 1].end);
}

static void
model_session_told(struct model *m, struct group **join, uint32_t n, struct group *g)
{
    const struct test *t = m->t;
    bool tells = t->speak == LM_SPEAK_CHANGES || (t->speak == LM_SPEAK_MARK && m->wm >= g->end);
    char *text = visible(m, g);
    uint32_t shown = 0;

    for (uint32_t i = 0; i < n; i++)
        shown += join[i]->shown;
    if (n == 1 && shown == 1 && tells && strcmp(join[0]->text, text) == 0) {
        model_show(m, g);
        free(text);
        return;
    }
    for (uint32_t i = 0; i < n; i++)
        if (join[i]->shown)
            model_line(m, -1, tells ? 1 : 0, join[i]->text);
    if (tells) {
        model_line(m, 1, shown > 0 ? 2 : 0, text);
        model_show(m, g);
    }
    free(text);
}

static int
int_before(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

static void
model_session(struct model *m, uint32_t i)
{
    const struct test *t = m->t;
    const struct row *r = &t->row[i];
    struct group *join[ROWS_MAX];
    uint32_t n = 0;
    int key = t->key_mode == KEY_NONE ? 0 : r->key;
    int64_t gap = t->window.size;
    struct group made = {.start = r->ts, .end = r->ts + gap, .key = key, .first = i};

    for (uint32_t k = 0; k < m->n; k++) {
        struct group *g = &m->g[k];
        if (g->dead || g->key != key || r->ts >= g->end || g->start >= r->ts + gap)
            continue;
        join[n++] = g;
        made.start = g->start < made.start ? g->start : made.start;
        made.end = g->end > made.end ? g->end : made.end;
        made.first = g->first < made.first ? g->first : made.first;
    }
    if (r->mark >= plus(made.end, t->lateness)) {
        model_late(m, r, r->ts + gap);
        return;
    }
    qsort(join, n, sizeof join[0], group_before);
    for (uint32_t k = 0; k < n; k++) {
        memcpy(made.row + made.n, join[k]->row, (size_t)join[k]->n * sizeof made.row[0]);
        made.n += join[k]->n;
        join[k]->dead = true;
    }
    made.row[made.n++] = (int)i;
    qsort(made.row, (size_t)made.n, sizeof made.row[0], int_before);
    assert(m->n < GROUPS_MAX);
    m->g[m->n] = made;
    model_session_told(m, join, n, &m->g[m->n++]);
}

/* Sessions over changes: m->g has what was told, live[] the rows. Answers the sessions there are.
 */
static uint32_t
model_clusters(const struct model *m, int only_key, struct group *out)
{
    const struct test *t = m->t;
    uint32_t n = 0;

    for (uint32_t i = 0; i < t->n; i++) {
        int key = t->key_mode == KEY_NONE ? 0 : t->row[i].key;
        if (!m->live[i] || (only_key >= 0 && key != only_key))
            continue;
        struct group s = {.start = t->row[i].ts,
                          .end = t->row[i].ts + t->window.size,
                          .key = key,
                          .first = m->founder[i],
                          .row = {(int)i},
                          .n = 1};
        for (uint32_t k = 0; k < n;) {
            if (out[k].key != key || out[k].start >= s.end || s.start >= out[k].end) {
                k++;
                continue;
            }
            s.start = out[k].start < s.start ? out[k].start : s.start;
            s.end = out[k].end > s.end ? out[k].end : s.end;
            s.first = out[k].first < s.first ? out[k].first : s.first;
            memcpy(s.row + s.n, out[k].row, (size_t)out[k].n * sizeof s.row[0]);
            s.n += out[k].n;
            out[k] = out[--n];
        }
        qsort(s.row, (size_t)s.n, sizeof s.row[0], int_before);
        out[n++] = s;
    }
    return n;
}

static struct group *
model_told(struct model *m, const struct group *s)
{
    for (uint32_t i = 0; i < m->n; i++)
        if (!m->g[i].dead && m->g[i].key == s->key && m->g[i].start == s->start &&
            m->g[i].end == s->end)
            return &m->g[i];
    return NULL;
}

static void
model_ztell(struct model *m, struct group *s, int pair)
{
    model_show(m, s);
    model_line(m, 1, pair, s->text);
    m->g[m->n++] = *s;
}

static void
model_zmark(struct model *m, int64_t wm)
{
    static struct group s[ROWS_MAX];
    struct group *order[ROWS_MAX];
    const struct test *t = m->t;

    if (wm < m->wm)
        return; /* the same again: a retraction may have moved an end behind it */
    m->wm = wm;
    uint32_t n = model_clusters(m, -1, s);
    for (uint32_t i = 0; i < n; i++)
        order[i] = &s[i];
    qsort(order, n, sizeof order[0], group_before);
    for (uint32_t i = 0; i < n; i++) {
        bool closes = wm >= plus(order[i]->end, t->lateness);
        if ((t->speak == LM_SPEAK_CLOSE && closes) ||
            (t->speak == LM_SPEAK_MARK && wm >= order[i]->end && model_told(m, order[i]) == NULL))
            model_ztell(m, order[i], 0);
        for (int k = 0; closes && k < order[i]->n; k++)
            m->live[order[i]->row[k]] = false;
        if (closes && model_told(m, order[i]) != NULL)
            model_told(m, order[i])->dead = true;
    }
}

static void
model_zsettle_key(struct model *m, int key)
{
    static struct group s[ROWS_MAX];
    struct group *order[ROWS_MAX], *gone[ROWS_MAX];
    const struct test *t = m->t;
    uint32_t n = model_clusters(m, key, s), ngone = 0, nnew = 0;
    bool kept[GROUPS_MAX] = {false};

    for (uint32_t i = 0; i < n; i++) {
        struct group *told = model_told(m, &s[i]);
        if (t->speak == LM_SPEAK_MARK && m->wm < s[i].end)
            continue;
        char *text = visible(m, &s[i]);
        bool same = told != NULL && strcmp(text, told->text) == 0;
        free(text);
        if (same)
            kept[told - m->g] = true;
        else
            order[nnew++] = &s[i];
    }
    for (uint32_t i = 0; i < m->n; i++)
        if (!m->g[i].dead && m->g[i].key == key && !kept[i])
            gone[ngone++] = &m->g[i];
    qsort(gone, ngone, sizeof gone[0], group_before);
    qsort(order, nnew, sizeof order[0], group_before);
    for (uint32_t i = 0; i < ngone; i++) {
        model_line(m, -1, nnew > 0 ? 1 : 0, gone[i]->text);
        gone[i]->dead = true;
    }
    for (uint32_t i = 0; i < nnew; i++)
        model_ztell(m, order[i], i == 0 && ngone > 0 ? 2 : 0);
}

static void
model_zsettle(struct model *m)
{
    for (uint32_t i = 0; i < m->ntouched && m->t->speak != LM_SPEAK_CLOSE; i++)
        model_zsettle_key(m, (int)m->touched[i]);
    m->ntouched = 0;
}

static void
model_zrow(struct model *m, uint32_t i)
{
    static struct group s[ROWS_MAX];
    const struct test *t = m->t;
    const struct row *r = &t->row[i];
    int key = t->key_mode == KEY_NONE ? 0 : r->key;
    int64_t end = r->ts + t->window.size;
    bool listed = false;

    m->founder[i] = i;
    for (uint32_t k = 0; k < i; k++)
        if ((m->live[k] || m->died[k] == r->seq) && t->row[k].ts == r->ts &&
            (t->key_mode == KEY_NONE || t->row[k].key == key))
            m->founder[i] = m->founder[k];
    uint32_t n = model_clusters(m, key, s);
    for (uint32_t k = 0; k < n; k++)
        if (s[k].start < r->ts + t->window.size && r->ts < s[k].end && s[k].end > end)
            end = s[k].end;
    if (r->mark >= plus(end, t->lateness)) {
        model_late(m, r, r->ts + t->window.size);
        return;
    }
    bool found = r->weight > 0;
    for (uint32_t k = 0; k < i; k++)
        if (r->weight < 0 && t->row[k].v == r->v && m->live[k]) {
            m->live[k] = false;
            m->died[k] = r->seq;
            found = true;
        }
    m->odd = m->odd || !found;
    m->live[i] = r->weight > 0;
    for (uint32_t k = 0; k < m->ntouched; k++)
        listed = listed || m->touched[k] == (uint32_t)key;
    if (!listed)
        m->touched[m->ntouched++] = (uint32_t)key;
}

/* DISTINCT that passes rows as they come: the first row of each key. */
static void
model_first(struct model *m)
{
    const struct test *t = m->t;
    bool seen[KEYS] = {false};

    for (uint32_t i = 0; i < t->n; i++) {
        const struct row *r = &t->row[i];
        if (!seen[r->key])
            lm_buf_addz(&m->out, "+1 0");
        for (int c = 0; c < key_count(t) && !seen[r->key]; c++) {
            struct lm_val v = key_val(t, r, c);
            lm_buf_addc(&m->out, ' ');
            lm_val_print(&m->out, &v);
        }
        if (!seen[r->key])
            lm_buf_addc(&m->out, '\n');
        seen[r->key] = true;
    }
}

static void
model_run(struct model *m, const struct test *t)
{
    memset(m, 0, sizeof *m);
    m->t = t;
    m->g = calloc(GROUPS_MAX, sizeof *m->g);
    m->wm = LM_MARK_MIN;
    if (t->at_once)
        model_first(m);
    for (uint32_t i = 0; i < t->n && !t->at_once; i++) {
        const struct row *r = &t->row[i];
        bool z = t->kind == SESSION && t->changing;
        if (z && (i == 0 || r->seq != r[-1].seq || r->low > m->wm))
            model_zmark(m, r->low);
        else if (!z && t->kind != NO_WINDOW)
            model_mark(m, r->low);
        if (r->ts == LM_NO_TIME && t->kind != NO_WINDOW)
            m->no_time++;
        else if (z)
            model_zrow(m, i);
        else if (t->kind == SESSION)
            model_session(m, i);
        else
            model_row(m, i);
        if (i + 1 == t->n || t->row[i + 1].seq != r->seq ||
            (t->kind != NO_WINDOW && t->row[i + 1].low > m->wm))
            (z ? model_zsettle : model_settle)(m);
    }
    if (t->kind == SESSION && t->changing)
        model_zmark(m, LM_MARK_END);
    else
        model_mark(m, LM_MARK_END);
    if (m->n == 0 && t->kind == NO_WINDOW && t->key_mode == KEY_NONE && t->speak == LM_SPEAK_FINAL)
        lm_buf_addz(&m->out, "+1 0 0 0 0 \n");
    for (uint32_t i = 0; i < m->n; i++)
        free(m->g[i].text);
    free(m->g);
}

#endif
