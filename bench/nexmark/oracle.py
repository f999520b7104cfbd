# oracle.py -- the Nexmark queries as DuckDB has them, over tables of the whole input.
# SPDX-License-Identifier: Apache-2.0
"""Tables person, auction and bid have their rows in the order in which they came: rowid breaks ties, as arrival
does in a stream. What is windowed is written with plain arithmetic, so that it shares nothing with what it checks."""

RANKS = """count(*), count(*) FILTER (WHERE price < 10000), count(*) FILTER (WHERE price >= 10000 AND price < 1000000),
    count(*) FILTER (WHERE price >= 1000000)"""


def distinct(column):
    return ", ".join("count(DISTINCT %s) FILTER (WHERE %s)" % (column, c) for c in (
        "true", "price < 10000", "price >= 10000 AND price < 1000000", "price >= 1000000"))


OPEN = "auction a JOIN bid b ON a.id = b.auction AND b.dateTime >= a.dateTime AND b.dateTime <= a.expires"
BEST = """SELECT a.*, b.auction, b.bidder, b.price, b.dateTime AS bid_dateTime, b.extra AS bid_extra,
    row_number() OVER (PARTITION BY a.id ORDER BY b.price DESC, b.dateTime, b.rowid) AS place FROM """ + OPEN
CHANNEL = "regexp_extract(url, '(&|^)channel_id=([^&]*)', 2)"

QUERIES = {
    "q0": "SELECT auction, bidder, price, dateTime, extra FROM bid",
    "q1": "SELECT auction, bidder, 0.908 * price, dateTime, extra FROM bid",
    "q2": "SELECT auction, price FROM bid WHERE auction % 123 = 0",
    "q3": """SELECT name, city, state, a.id FROM auction a, person p
        WHERE seller = p.id AND category = 10 AND state IN ('OR', 'ID', 'CA')""",
    "q4": "SELECT category, avg(m) FROM (SELECT category, max(price) AS m FROM " + OPEN +
          " GROUP BY a.id, category) GROUP BY category",
    "q5": """WITH hops AS (SELECT auction, (epoch_us(dateTime) // 2000000 - i) * 2000000 AS s FROM bid, range(5) t(i)),
        counts AS (SELECT auction, s, count(*) AS n FROM hops GROUP BY auction, s)
        SELECT auction, n, make_timestamp(s) FROM counts
        QUALIFY n = max(n) OVER (PARTITION BY s)""",
    "q6": """SELECT seller, avg(price) OVER (PARTITION BY seller ORDER BY bid_dateTime, id
        ROWS BETWEEN 10 PRECEDING AND CURRENT ROW) FROM (""" + BEST + ") WHERE place = 1",
    "q7": """SELECT auction, bidder, price, dateTime, extra FROM bid
        QUALIFY price = max(price) OVER (PARTITION BY epoch_us(dateTime) // 10000000)""",
    "q8": """SELECT DISTINCT p.id, name, make_timestamp(epoch_us(p.dateTime) // 10000000 * 10000000)
        FROM person p, auction a WHERE p.id = seller AND epoch_us(p.dateTime) // 10000000 = epoch_us(a.dateTime) // 10000000""",
    "q9": "SELECT * EXCLUDE (place) FROM (" + BEST + ") WHERE place = 1",
    "q10": "SELECT auction, bidder, price, dateTime, extra, strftime(dateTime, '%Y-%m-%d'), strftime(dateTime, '%H:%M') FROM bid",
    "q11": """SELECT bidder, count(*), min(dateTime), max(dateTime) + INTERVAL 10 SECOND FROM (
        SELECT *, sum(new) OVER (PARTITION BY bidder ORDER BY dateTime, rowid) AS session FROM (
        SELECT bidder, dateTime, rowid, CASE WHEN dateTime - lag(dateTime) OVER (PARTITION BY bidder ORDER BY dateTime, rowid)
            < INTERVAL 10 SECOND THEN 0 ELSE 1 END AS new FROM bid)) GROUP BY bidder, session""",
    "q12": "SELECT bidder, count(*) FROM bid GROUP BY bidder",
    "q13": "SELECT auction, bidder, price, dateTime, value FROM bid, side WHERE auction % 10000 = key",
    "q14": """SELECT auction, bidder, 0.908 * price, CASE WHEN hour(dateTime) BETWEEN 8 AND 18 THEN 'dayTime'
        WHEN hour(dateTime) <= 6 OR hour(dateTime) >= 20 THEN 'nightTime' ELSE 'otherTime' END, dateTime, extra,
        length(regexp_replace(extra, '[^c]', '', 'g')) FROM bid WHERE 0.908 * price > 1000000 AND 0.908 * price < 50000000""",
    "q15": "SELECT strftime(dateTime, '%Y-%m-%d') AS day, " + RANKS + ", " + distinct("bidder") + ", " +
           distinct("auction") + " FROM bid GROUP BY day",
    "q16": "SELECT channel, strftime(dateTime, '%Y-%m-%d') AS day, max(strftime(dateTime, '%H:%M')), " + RANKS + ", " +
           distinct("bidder") + ", " + distinct("auction") + " FROM bid GROUP BY channel, day",
    "q17": "SELECT auction, strftime(dateTime, '%Y-%m-%d') AS day, " + RANKS +
           ", min(price), max(price), avg(price), sum(price) FROM bid GROUP BY auction, day",
    "q18": """SELECT auction, bidder, price, channel, url, dateTime, extra FROM bid
        QUALIFY row_number() OVER (PARTITION BY bidder, auction ORDER BY dateTime DESC, rowid) = 1""",
    "q19": """SELECT *, row_number() OVER (PARTITION BY auction ORDER BY price DESC, rowid) AS place FROM bid
        QUALIFY place <= 10""",
    "q20": """SELECT b.*, itemName, description, initialBid, reserve, a.dateTime, expires, seller, category, a.extra
        FROM bid b, auction a WHERE b.auction = a.id AND category = 10""",
    "q21": "SELECT * FROM (SELECT auction, bidder, price, channel, CASE lower(channel) WHEN 'apple' THEN '0' "
           "WHEN 'google' THEN '1' WHEN 'facebook' THEN '2' WHEN 'baidu' THEN '3' ELSE nullif(" + CHANNEL +
           ", '') END AS c FROM bid) WHERE c IS NOT NULL",
    "q22": "SELECT auction, bidder, price, channel, split_part(url, '/', 4), split_part(url, '/', 5), split_part(url, '/', 6) FROM bid",
}
