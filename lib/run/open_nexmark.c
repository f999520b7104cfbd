/* open_nexmark.c -- opens the Nexmark generator as a source's options ask. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "run/open_nexmark.h"

#include <assert.h>

#include "base/civil.h"
#include "conn/conn_nexmark.h"

static const struct lm_ast_option *
nexmark_option(const struct lm_source *s, const char *key)
{
    for (uint32_t i = 0; i < s->options.n; i++) {
        const struct lm_ast_option *o = s->options.at[i];
        if (lm_str_eq_nocase(o->key, lm_str_of(key)))
            return o;
    }
    return NULL;
}

static int
nexmark_table(const struct lm_source *s, struct lm_nexmark *how, struct lm_err *err)
{
    static const char *const tables[] = {
        [LM_NEXMARK_PERSON] = "person", [LM_NEXMARK_AUCTION] = "auction", [LM_NEXMARK_BID] = "bid"};
    const struct lm_ast_option *o = nexmark_option(s, "table");

    if (o == NULL)
        return lm_fail(err, LM_E_OPTION, s->stmt->name_pos,
                       "NEXMARK needs a table: person, auction or bid");
    for (uint32_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (lm_str_eq_nocase(lm_val_text(&o->value), lm_str_of(tables[i]))) {
            how->table = (enum lm_nexmark_table)i;
            return 0;
        }
    return lm_fail(err, LM_E_LITERAL, o->value_pos, "table is none of person, auction, bid");
}

/* Numbers, each with the least and the greatest that the generator can do. */
static int
nexmark_counts(const struct lm_source *s, struct lm_nexmark *how, struct lm_err *err)
{
    const struct {
        const char *key;
        uint64_t *to, least, most;
    } counts[] = {
        {"events", &how->events, 0, INT64_MAX},
        {"seed", &how->seed, 0, INT64_MAX},
        {"rate", &how->rate, 1, LM_US_SECOND},
        {"out_of_order", &how->group, 1, LM_US_SECOND},
        {"hot_auction_ratio", &how->hot_auctions, 1, INT64_MAX},
        {"hot_bidder_ratio", &how->hot_bidders, 1, INT64_MAX},
        {"hot_seller_ratio", &how->hot_sellers, 1, INT64_MAX},
        {"in_flight_auctions", &how->in_flight, 1, LM_US_SECOND},
        {"active_people", &how->active_people, 1, INT32_MAX},
    };

    for (uint32_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        const struct lm_ast_option *o = nexmark_option(s, counts[i].key);
        if (o == NULL)
            continue;
        assert(o->value.kind == LM_K_INT && o->value.i >= 0);
        uint64_t n = (uint64_t)o->value.i;
        if (n < counts[i].least || n > counts[i].most)
            return lm_fail(err, LM_E_LITERAL, o->value_pos, "%s is from %llu to %llu",
                           counts[i].key, (unsigned long long)counts[i].least,
                           (unsigned long long)counts[i].most);
        *counts[i].to = n;
    }
    return 0;
}

struct lm_input *
lm_open_nexmark(struct lm_arena *a, const struct lm_source *s, struct lm_err *err)
{
    const struct lm_ast_option *start = nexmark_option(s, "start");
    struct lm_nexmark how = {
        .events = UINT64_MAX,
        .rate = 10000,
        .start_us = lm_days_of(2015, 7, 15) * LM_US_DAY,
        .group = 1,
        .hot_auctions = 2,
        .hot_bidders = 4,
        .hot_sellers = 4,
        .in_flight = 100,
        .active_people = 1000,
    };

    assert(s->connector == LM_CONNECTOR_NEXMARK);
    if (nexmark_table(s, &how, err) != 0 || nexmark_counts(s, &how, err) != 0)
        return NULL;
    if (start != NULL && !lm_ts_parse(lm_val_text(&start->value), &how.start_us)) {
        lm_fail(err, LM_E_LITERAL, start->value_pos, "start is no timestamp");
        return NULL;
    }
    return lm_nexmark_open(a, lm_str_z(a, s->name), &how);
}
