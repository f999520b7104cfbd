/* conn_nexmark.h -- the Nexmark auction site: a generator of persons, auctions and bids. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_CONN_NEXMARK_H
#define LM_CONN_NEXMARK_H

#include "conn/conn.h"

enum lm_nexmark_table { LM_NEXMARK_PERSON, LM_NEXMARK_AUCTION, LM_NEXMARK_BID };

/* What is generated. Every number but `events` and `seed` is at least 1. */
struct lm_nexmark {
    enum lm_nexmark_table table; /* the kind of events that are given out */
    uint64_t events;             /* of all three kinds together; UINT64_MAX: without end */
    uint64_t seed;
    uint64_t rate;          /* events for a second of event time */
    int64_t start_us;       /* event time of the first one */
    uint64_t group;         /* events whose order is shuffled among themselves */
    uint64_t hot_auctions;  /* all but one of so many bids are for the hot auction */
    uint64_t hot_bidders;   /* ... are of the hot bidder */
    uint64_t hot_sellers;   /* all but one of so many auctions are of the hot seller */
    uint64_t in_flight;     /* auctions that are open at a time */
    uint64_t active_people; /* persons that bid and sell, the newest ones */
};

/* CSV with a header. The same bytes for the same `how`, on every machine. Never fails. Endless input
 * `follows`; none is `live`, as nobody ever waits for it. */
struct lm_input *lm_nexmark_open(struct lm_arena *a, const char *source,
                                 const struct lm_nexmark *how);

#endif
