-- sources.sql -- what the queries read; NEXMARK_EVENTS and NEXMARK_RATE say how much.
-- SPDX-License-Identifier: Apache-2.0
CREATE SOURCE person (id BIGINT, name VARCHAR, emailAddress VARCHAR, creditCard VARCHAR, city VARCHAR,
    state VARCHAR, dateTime TIMESTAMP, extra VARCHAR, WATERMARK FOR dateTime)
    FROM NEXMARK (table = 'person', events = '${NEXMARK_EVENTS:-100000}', rate = '${NEXMARK_RATE:-10000}');
CREATE SOURCE auction (id BIGINT, itemName VARCHAR, description VARCHAR, initialBid BIGINT, reserve BIGINT,
    dateTime TIMESTAMP, expires TIMESTAMP, seller BIGINT, category BIGINT, extra VARCHAR, WATERMARK FOR dateTime)
    FROM NEXMARK (table = 'auction', events = '${NEXMARK_EVENTS:-100000}', rate = '${NEXMARK_RATE:-10000}');
CREATE SOURCE bid (auction BIGINT, bidder BIGINT, price BIGINT, channel VARCHAR, url VARCHAR,
    dateTime TIMESTAMP, extra VARCHAR, WATERMARK FOR dateTime)
    FROM NEXMARK (table = 'bid', events = '${NEXMARK_EVENTS:-100000}', rate = '${NEXMARK_RATE:-10000}');
