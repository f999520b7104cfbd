/* t_time.c -- windows against a search of all of them, and the units of times. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdlib.h>

#include "base/buf.h"
#include "check.h"
#include "time/stamp.h"
#include "time/window.h"

static uint64_t random_state = 42;

static int64_t
random_below(int64_t n)
{
    random_state = random_state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int64_t)((random_state >> 33) % (uint64_t)n);
}

/* All windows that may contain t, tried one after the other. */
static uint32_t
spans_slowly(const struct lm_window *w, int64_t t, struct lm_span *out)
{
    uint32_t n = 0;
    int64_t slide = w->kind == LM_WINDOW_HOP ? w->slide : w->size;

    for (int64_t k = -400; k <= 400; k++) {
        int64_t start = k * slide + w->offset % slide;
        int64_t first = w->kind == LM_WINDOW_CUMULATE ? w->slide : w->size;
        for (int64_t length = first; length <= w->size; length += first)
            if (start <= t && t < start + length)
                out[n++] = (struct lm_span){ start, start + length };
    }
    return n;
}

static bool
same_windows(const struct lm_window *w, int64_t t, int64_t u)
{
    struct lm_span a[256], b[256];
    uint32_t n = spans_slowly(w, t, a), m = spans_slowly(w, u, b);

    return n == m && memcmp(a, b, n * sizeof *a) == 0;
}

static int
window_errors(const struct lm_window *w, int64_t t)
{
    struct lm_span got[256], want[256];
    uint32_t n = lm_window_spans(w, t, got), m = spans_slowly(w, t, want);
    int wrong = n != m || lm_window_spans(w, t, NULL) != m || m == 0;

    for (uint32_t i = 0; i < m && wrong == 0; i++)
        wrong += got[i].start != want[i].start || got[i].end != want[i].end;
    if (wrong > 0)
        return wrong;
    wrong +=
        lm_window_first_end(w, t) != want[0].end || lm_window_last_end(w, t) != want[m - 1].end;
    struct lm_span slice = lm_window_slice(w, t);
    wrong += slice.start > t || slice.end <= t;
    for (int64_t u = slice.start; u < slice.end; u++)
        wrong += !same_windows(w, t, u);
    /* It could not be longer: a bound is at either end. */
    wrong += same_windows(w, t, slice.start - 1) || same_windows(w, t, slice.end);
    return wrong;
}

static void
test_windows(void)
{
    for (int i = 0; i < 1500; i++) {
        struct lm_window w = { .size = 1 + random_below(20), .offset = random_below(200) - 100 };
        w.kind = (enum lm_window_kind)random_below(3);
        w.slide = w.kind == LM_WINDOW_TUMBLE ? 0 : 1 + random_below(w.size);
        if (w.kind == LM_WINDOW_CUMULATE)
            w.size = w.slide * (1 + random_below(4));
        int64_t t = random_below(120) - 60;
        int wrong = window_errors(&w, t);
        if (wrong > 0)
            printf("kind %d size %" PRId64 " slide %" PRId64 " offset %" PRId64 " t %" PRId64 "\n",
                   (int)w.kind, w.size, w.slide, w.offset, t);
        CHECK(wrong == 0);
    }
}

static void
check_stamp(struct lm_stamp *s, struct lm_val v, int64_t want)
{
    int64_t got = lm_stamp_val(s, &v);

    if (got != want)
        printf("got %" PRId64 ", not %" PRId64 "\n", got, want);
    CHECK(got == want);
}

static void
check_bound(enum lm_time_unit unit, int64_t us, const char *want)
{
    struct lm_stamp s = { .unit = LM_UNIT_AUTO, .seen = unit };
    struct lm_val v = lm_stamp_bound(&s, us);
    struct lm_buf b = { 0 };

    lm_val_print(&b, &v);
    CHECK_TEXT(b.p, b.n, want);
    lm_buf_fini(&b);
}

static void
test_stamps(void)
{
    struct lm_stamp s = { 0 }, ms = { .unit = LM_UNIT_MS }, ns = { .unit = LM_UNIT_NS };
    const int64_t us = INT64_C(1700000000000000);

    check_stamp(&s, LM_VAL_NULL, LM_NO_TIME);
    check_stamp(&s, lm_val_str(LM_STR("soon")), LM_NO_TIME);
    CHECK(s.seen == LM_UNIT_AUTO);
    check_stamp(&s, lm_val_int(1700000000), us);
    CHECK(s.seen == LM_UNIT_S);
    check_stamp(&s, lm_val_int(INT64_C(1700000000000)), us);
    check_stamp(&s, lm_val_int(us), us);
    check_stamp(&s, lm_val_int(us * 1000), us);
    check_stamp(&s, lm_val_int(us * 1000 + 999), us);
    check_stamp(&s, lm_val_f64(1700000000.123456), us + 123456);
    check_stamp(&s, lm_val_str(LM_STR("2023-11-14T22:13:20Z")), us);
    check_stamp(&s, lm_val_str(LM_STR("1700000000")), us);
    check_stamp(&s, (struct lm_val){ .kind = LM_K_DEC, .scale = 1, .d = 17000000005 },
                us + 500000);
    check_stamp(&s, (struct lm_val){ .kind = LM_K_DEC, .scale = 7, .d = (lm_i128)us * 10 + 5 },
                us + 1);
    check_stamp(&s, (struct lm_val){ .kind = LM_K_DATE, .i = 1 }, LM_US_DAY);
    check_stamp(&s, lm_val_bool(true), LM_NO_TIME);
    CHECK(s.seen == LM_UNIT_S);
    check_stamp(&ms, lm_val_int(-1), -1000);
    check_stamp(&ms, lm_val_int(INT64_MAX), LM_NO_TIME);
    check_stamp(&ns, lm_val_int(-1500), -2);
    check_stamp(&ns, lm_val_int(-1501), -2);
    check_bound(LM_UNIT_S, us, "1700000000");
    check_bound(LM_UNIT_S, us + 500000, "1700000000.5");
    check_bound(LM_UNIT_S, -500000, "-0.5");
    check_bound(LM_UNIT_MS, us + 1, "1700000000000.001");
    check_bound(LM_UNIT_US, us + 1, "1700000000000001");
    check_bound(LM_UNIT_NS, us, "1700000000000000000");
    check_bound(LM_UNIT_NS, INT64_MAX / 10, "922337203685477580000");
    check_bound(LM_UNIT_TIMESTAMP, us, "2023-11-14T22:13:20Z");
}

static void
test_stamp_columns(void)
{
    struct lm_arena a;
    struct lm_col c;
    struct lm_stamp s = { 0 };
    int64_t out[4];
    uint16_t rows[] = { 1, 3 };

    lm_arena_init(&a, 4096);
    lm_col_init(&c, LM_K_NULL, 4, &a);
    struct lm_val values[] = { lm_val_int(1), LM_VAL_NULL, lm_val_str(LM_STR("1970-01-01")),
                               lm_val_int(2000) };
    for (uint32_t r = 0; r < 4; r++)
        lm_col_set(&c, r, &values[r], 4, &a);
    lm_stamp_col(&s, &c, lm_sel_all(4), out);
    CHECK(out[0] == LM_US_SECOND && out[1] == LM_NO_TIME && out[2] == 0 &&
          out[3] == 2000 * LM_US_SECOND);
    lm_col_init(&c, LM_K_TS, 4, &a);
    for (uint32_t r = 0; r < 4; r++)
        c.i[r] = r;
    s = (struct lm_stamp){ 0 };
    lm_stamp_col(&s, &c, (struct lm_sel){ rows, 2 }, out);
    CHECK(out[0] == LM_US_SECOND && out[1] == 1 && out[3] == 3 && s.seen == LM_UNIT_TIMESTAMP);
    lm_arena_fini(&a);
}

int
main(void)
{
    test_windows();
    test_stamps();
    test_stamp_columns();
    return check_done();
}
