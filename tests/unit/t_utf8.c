/* t_utf8.c -- UTF-8: what is valid, and what is made of what is not. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "check.h"

static struct lm_arena arena;

static void
check_clean(const char *in, size_t n, const char *want, uint64_t want_bad)
{
    uint64_t bad = 99;
    struct lm_str out = lm_utf8_clean(&arena, (struct lm_str){ in, n }, &bad);

    CHECK(bad == want_bad);
    CHECK_TEXT(out.p, out.n, want);
    CHECK(lm_utf8_valid((struct lm_str){ in, n }) == (want_bad == 0));
    CHECK(lm_utf8_valid(out));
}

#define CLEAN(in, want, bad) check_clean(in, sizeof(in) - 1, want, bad)
#define BAD "\xef\xbf\xbd"

static void
test_clean(void)
{
    CLEAN("", "", 0);
    CLEAN("plain text of more than thirty-two bytes, all ASCII",
          "plain text of more than thirty-two bytes, all ASCII", 0);
    CLEAN("gr\xc3\xbc\xc3\x9f dich", "gr\xc3\xbc\xc3\x9f dich", 0);
    CLEAN("\xed\x9f\xbf\xee\x80\x80\xf4\x8f\xbf\xbf", "\xed\x9f\xbf\xee\x80\x80\xf4\x8f\xbf\xbf",
          0);
    CLEAN("\xc0\x80", BAD BAD, 2);
    CLEAN("\xe0\x80\xaf", BAD BAD BAD, 3);
    CLEAN("\xed\xa0\x80", BAD BAD BAD, 3);
    CLEAN("\xf4\x90\x80\x80", BAD BAD BAD BAD, 4);
    CLEAN("\xf0\x9f\x98 x", BAD " x", 1);
    CLEAN("\xf0\x9f\x98", BAD, 1);
    CLEAN("a\xff"
          "b\x80",
          "a" BAD "b" BAD, 2);
    CLEAN("\xe2\x82\xe2\x82\xac", BAD "\xe2\x82\xac", 1);
    CLEAN("012345678901234567890123456789012345678901234567890123456789012\xc3",
          "012345678901234567890123456789012345678901234567890123456789012" BAD, 1);
}

/* All characters, and the bytes around them. */
static void
test_characters(void)
{
    int wrong = 0;

    for (uint32_t c = 0; c <= 0x10ffff; c += c < 0x3000 ? 1 : 37) {
        char text[8];
        size_t n = lm_utf8_put(c, text), at = 0;
        bool surrogate = c >= 0xd800 && c < 0xe000;
        wrong += lm_utf8_valid((struct lm_str){ text, n }) == surrogate;
        wrong += n > 1 && lm_utf8_valid((struct lm_str){ text, n - 1 });
        wrong += n > 1 && lm_utf8_valid((struct lm_str){ text + 1, n - 1 });
        wrong += !surrogate && lm_utf8_next((struct lm_str){ text, n }, &at) != c;
        wrong += !surrogate && at != n;
    }
    CHECK(wrong == 0);
}

static void
test_positions(void)
{
    struct lm_str s = LM_STR("\xc3\xa4"
                             "bcdefghijklmnop\xe2\x82\xac"
                             "qrst");

    CHECK(lm_utf8_length(s) == 21);
    CHECK(lm_utf8_offset(s, 0) == 0 && lm_utf8_offset(s, 1) == 2 && lm_utf8_offset(s, 16) == 17);
    CHECK(lm_utf8_offset(s, 17) == 20 && lm_utf8_offset(s, 21) == s.n &&
          lm_utf8_offset(s, 99) == s.n);
    CHECK(lm_utf8_length(LM_STR("")) == 0 && lm_utf8_offset(LM_STR(""), 3) == 0);
    CHECK(lm_utf8_offset(LM_STR("abcdefghijklmnopqrstuvwxyz"), 19) == 19);
}

int
main(void)
{
    lm_arena_init(&arena, 4096);
    test_clean();
    test_characters();
    test_positions();
    lm_arena_fini(&arena);
    return check_done();
}
