/* t_seek.c -- the member that one pass finds is the one that proving and asking find. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"
#include "data/json.h"
#include "data/json_seek.h"

static uint64_t state = 88172645463325252;

static uint32_t
below(uint32_t n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 33) % n;
}

static size_t
put(char *to, size_t n, const char *s)
{
    memcpy(to + n, s, strlen(s));
    return n + strlen(s);
}

/* A value, sometimes a wrong one. */
static size_t
value(char *to, size_t n, int depth)
{
    static const char *const scalars[] = { "1", "-0", "0.5", "12345678901234567890", "1e3", "\"x\"", "\"\"",
                                           "true", "false", "null", "\"a\\u0041\\n\"", "\"long enough for two words\"",
                                           "tru", "01", "-", "1.", "\"bad\\x\"", "\"\x01\"", "\"open", "\"\xc3\xa9\"" };
    static const char *const keys[] = { "\"a\"", "\"b\"", "\"c\"", "\"\"", "\"\\u0061\"", "\"longer than eight\"" };
    static const char *const blanks[] = { "", "", "", " ", "\n\t" };
    uint32_t kind = depth > 0 ? below(3) : 0, count = below(4);

    if (kind == 0)
        return put(to, n, scalars[below(below(8) == 0 ? 20 : 12)]);
    n = put(to, n, kind == 1 ? "{" : "[");
    for (uint32_t i = 0; i < count; i++) {
        n = put(to, n, i > 0 && below(60) > 0 ? "," : "");
        n = put(to, n, blanks[below(5)]);
        if (kind == 1) {
            n = put(to, n, keys[below(6)]);
            n = put(to, n, below(80) > 0 ? ":" : "");
        }
        n = value(to, put(to, n, blanks[below(5)]), depth - 1);
        n = put(to, n, blanks[below(5)]);
    }
    return put(to, n, below(80) == 0 ? "" : kind == 1 ? "}" : "]");
}

/* As lm_json_valid and lm_json_get have it. */
static enum lm_seek
slowly(struct lm_str s, const struct lm_str *key, uint32_t nkey, struct lm_str *item)
{
    *item = s;
    if (!lm_json_valid(s))
        return LM_SEEK_BAD;
    for (uint32_t i = 0; i < nkey; i++)
        if (!lm_json_get(*item, key[i], item))
            return LM_SEEK_NONE;
    return LM_SEEK_FOUND;
}

static void
test_random(void)
{
    static const struct lm_str key[] = { { "a", 1 }, { "b", 1 }, { "a", 1 }, { "longer than eight", 17 } };
    static char text[1 << 16];
    uint32_t met[4] = { 0 };

    for (int i = 0; i < 200000; i++) {
        size_t n = value(text, put(text, 0, below(9) == 0 ? " " : ""), 1 + (int)below(4));
        struct lm_str s = { text, n }, item, want;
        uint32_t first = below(4), nkey = 1 + below(4 - first);
        enum lm_seek found = lm_json_seek(s, key + first, nkey, &item);
        met[found]++;
        if (found == LM_SEEK_ASK)
            continue;
        bool same = found == slowly(s, key + first, nkey, &want) &&
                    (found != LM_SEEK_FOUND || (item.p == want.p && item.n == want.n));
        if (!same)
            printf("%.*s\n", (int)n, text);
        CHECK(same);
    }
    for (int i = 0; i < 4; i++)
        CHECK(met[i] > 100);
}

int
main(void)
{
    test_random();
    return check_done();
}
