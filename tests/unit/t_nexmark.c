/* t_nexmark.c -- the generator: the same bytes however they are read, and what they are like. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "check.h"
#include "conn/conn_nexmark.h"

static struct lm_arena arena;

static struct lm_nexmark
usual(enum lm_nexmark_table table, uint64_t events)
{
    return (struct lm_nexmark){
        .table = table,
        .events = events,
        .rate = 10000,
        .group = 1,
        .hot_auctions = 2,
        .hot_bidders = 4,
        .hot_sellers = 4,
        .in_flight = 100,
        .active_people = 1000,
    };
}

/* Everything, read in steps of that many bytes. */
static void
drain(struct lm_nexmark how, size_t step, struct lm_buf *out)
{
    struct lm_input *in = lm_nexmark_open(&arena, "t", &how);
    struct lm_err err = {0};
    static char p[1 << 16];

    out->n = 0;
    CHECK(step <= sizeof p && !in->live && !in->follows);
    for (;;) {
        ssize_t r = in->type->read(in, p, step, &err);
        if (r == LM_READ_END)
            break;
        CHECK(r > 0 && (size_t)r <= step);
        lm_buf_add(out, p, (size_t)r);
    }
    CHECK(in->type->read(in, p, step, &err) == LM_READ_END && in->read_bytes == out->n);
    lm_input_close(in);
}

static uint64_t
lines(const struct lm_buf *b)
{
    uint64_t n = 0;

    for (size_t i = 0; i < b->n; i++)
        n += b->p[i] == '\n';
    return n;
}

static void
test_steps(void)
{
    static const size_t steps[] = {1, 7, 1000, 1499, 1500, 1501, 65536};
    struct lm_buf first = {0}, again = {0};

    for (int table = LM_NEXMARK_PERSON; table <= LM_NEXMARK_BID; table++) {
        struct lm_nexmark how = usual((enum lm_nexmark_table)table, 1000);
        drain(how, 4096, &first);
        for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
            drain(how, steps[i], &again);
            CHECK(again.n == first.n && memcmp(again.p, first.p, first.n) == 0);
        }
        how.seed = 1;
        drain(how, 65536, &again);
        CHECK(again.n != first.n || memcmp(again.p, first.p, first.n) != 0);
        CHECK(lines(&again) == lines(&first));
    }
    lm_buf_fini(&first);
    lm_buf_fini(&again);
}

static void
test_proportions(void)
{
    static const struct {
        enum lm_nexmark_table table;
        uint64_t events, rows;
    } cases[] = {
        {LM_NEXMARK_PERSON, 0, 0},       {LM_NEXMARK_PERSON, 1, 1},  {LM_NEXMARK_PERSON, 50, 1},
        {LM_NEXMARK_PERSON, 51, 2},      {LM_NEXMARK_AUCTION, 1, 0}, {LM_NEXMARK_AUCTION, 3, 2},
        {LM_NEXMARK_AUCTION, 5000, 300}, {LM_NEXMARK_BID, 4, 0},     {LM_NEXMARK_BID, 5, 1},
        {LM_NEXMARK_BID, 5000, 4600},
    };
    struct lm_buf b = {0};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        drain(usual(cases[i].table, cases[i].events), 65536, &b);
        CHECK(lines(&b) == 1 + cases[i].rows);
    }
    lm_buf_fini(&b);
}

/* Whole numbers in the first columns of each row, into sums of what is asked. */
static void
test_bids(void)
{
    enum { EVENTS = 100000, BIDS = EVENTS / 50 * 46 };
    struct lm_buf b = {0};
    uint32_t hot_auctions = 0, hot_bidders = 0, cheap = 0, dear = 0;

    drain(usual(LM_NEXMARK_BID, EVENTS), 65536, &b);
    lm_buf_addc(&b, '\0');
    const char *p = strchr(b.p, '\n');
    for (uint32_t n = 0; n < BIDS; n++) {
        char *end;
        p = p + 1;
        uint64_t auction = strtoull(p, &end, 10);
        uint64_t bidder = strtoull(end + 1, &end, 10);
        uint64_t price = strtoull(end + 1, &end, 10);
        CHECK(auction >= 1000 && auction < 1000 + EVENTS / 50 * 3 + 20);
        CHECK(bidder >= 1000 && bidder < 1000 + EVENTS / 50 + 20);
        CHECK(price >= 100 && price <= 100000000);
        hot_auctions += auction % 100 == 0;
        hot_bidders += bidder % 100 == 1;
        cheap += price < 100000;
        dear += price >= 10000000;
        p = strchr(end, '\n');
    }
    CHECK(p != NULL && p[1] == '\0');
    CHECK(hot_auctions > BIDS * 0.49 && hot_auctions < BIDS * 0.52);
    CHECK(hot_bidders > BIDS * 0.74 && hot_bidders < BIDS * 0.77);
    CHECK(cheap > BIDS * 0.49 && cheap < BIDS * 0.51);
    CHECK(dear > BIDS * 0.16 && dear < BIDS * 0.175);
    CHECK(b.n > BIDS * 150 && b.n < BIDS * 200);
    lm_buf_fini(&b);
}

/* Shuffled or not, the same events come. */
static void
test_groups(void)
{
    struct lm_buf b = {0};
    uint64_t bytes = 0;

    for (uint64_t group = 1; group <= 1000; group *= 10) {
        struct lm_nexmark how = usual(LM_NEXMARK_AUCTION, 5000);
        how.group = group;
        drain(how, 65536, &b);
        CHECK(bytes == 0 || b.n == bytes);
        bytes = b.n;
    }
    lm_buf_fini(&b);
}

static void
test_extremes(void)
{
    struct lm_buf b = {0};
    struct lm_nexmark how = usual(LM_NEXMARK_AUCTION, 5000);

    how.rate = 1;
    how.in_flight = 1000000;
    how.hot_sellers = how.active_people = 1;
    how.seed = INT64_MAX;
    how.start_us = INT64_C(-62135596800000000);
    drain(how, 65536, &b);
    CHECK(lines(&b) == 301);
    how = usual(LM_NEXMARK_BID, UINT64_MAX);
    struct lm_input *in = lm_nexmark_open(&arena, "t", &how);
    CHECK(!in->live && in->follows);
    lm_input_close(in);
    lm_buf_fini(&b);
}

int
main(void)
{
    lm_arena_init(&arena, 1 << 16);
    test_steps();
    test_proportions();
    test_bids();
    test_groups();
    test_extremes();
    lm_arena_fini(&arena);
    return check_done();
}
