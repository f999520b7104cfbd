/* t_scan.c -- every scan finds what the scalar one finds. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "check.h"

#include <stdlib.h>

#include "base/limits.h"
#include "fmt/scan.h"
#include "fmt/short_num.h"
#include "base/num.h"

static uint64_t seed = 88172645463325252u;

static uint32_t
pick(uint32_t n)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)(seed >> 20) % n;
}

static bool
same(const struct lm_scan *a, const struct lm_scan *b, uint32_t n, bool classes)
{
    if (a->ntok != b->ntok || a->nend != b->nend || a->bytes != b->bytes || a->rare != b->rare)
        return false;
    if (classes && memcmp(a->cls, b->cls, a->ntok) != 0)
        return false;
    return memcmp(a->pos, b->pos, a->ntok * sizeof *a->pos) == 0 &&
           memcmp(a->end, b->end, a->nend * sizeof *a->end) == 0 &&
           memcmp(a->rares, b->rares, (n + 63) / 64 * sizeof *a->rares) == 0;
}

/* A text of few different bytes, so that they meet often; sometimes of any. */
static uint32_t
fill(char *p, uint32_t max)
{
    static const char few[] = "{}[]:,\"\"\"\\\n\r\t a1-tx,,,\"\x01\x80\xc3\xa9";
    uint32_t n = pick(max), kinds = 1 + pick(sizeof few - 1), first = pick(sizeof few - kinds);

    for (uint32_t i = 0; i < n; i++)
        p[i] = pick(50) == 0 ? (char)pick(256) : few[first + pick(kinds)];
    return n;
}

static void
scans_agree(void)
{
    static struct lm_scan a, b;
    const struct lm_scan_type *const *types = lm_scan_types(), *scalar = NULL;
    char *p = malloc(2000 + LM_PAD);

    for (uint32_t k = 0; types[k] != NULL; k++)
        scalar = types[k];
    for (int round = 0; round < 20000; round++) {
        uint32_t n = fill(p, round % 10 == 0 ? 2000 : 200);
        memset(p + n, '"', LM_PAD);
        for (; *types != scalar; types++) {
            scalar->json(p, n, &a);
            (*types)->json(p, n, &b);
            CHECK(same(&a, &b, a.bytes, true));
            scalar->csv(p, n, ',', '"', &a);
            (*types)->csv(p, n, ',', '"', &b);
            CHECK(same(&a, &b, a.bytes, false));
            CHECK(a.odd == b.odd && a.quotes == b.quotes && a.breaks == b.breaks &&
                  a.open == b.open);
            scalar->csv(p, n, '\t', 0, &a);
            (*types)->csv(p, n, '\t', 0, &b);
            CHECK(same(&a, &b, a.bytes, false) && !a.odd && !b.odd);
        }
        types = lm_scan_types();
    }
    free(p);
}

static void
tokens_of(const char *text, const char *want)
{
    static struct lm_scan s;
    char p[256 + LM_PAD] = {0}, got[256];
    size_t n = strlen(text);

    memcpy(p, text, n);
    for (const struct lm_scan_type *const *t = lm_scan_types(); *t != NULL; t++) {
        (*t)->json(p, (uint32_t)n, &s);
        for (uint32_t i = 0; i < s.ntok; i++)
            got[i] = s.cls[i] == 0 ? '!' : (char)s.cls[i];
        CHECK_TEXT(got, s.ntok, want);
    }
}

static void
tokens_of_json(void)
{
    tokens_of("{\"a\":1,\"b\":\"x,{}\\\"y\"}\n", "{\":#,\":\"}\n");
    tokens_of("{ \"a\" : [ true , null,\"\" ] }\n", "{\":[#,#,\"]}\n");
    tokens_of("1 2 \"x\"y 1\"z\" \\ *\n", "##\"!#\"!!\n");
    tokens_of("{\"a\n{\"b\":1}\n", "{\"\n"); /* a line end inside a text ends the scan */
    tokens_of("\"\\\\\" \"\\\\\\\"\" x", "\"\"!");
    tokens_of("*<;Z", "!");
}

static void
rare_ranges(void)
{
    static struct lm_scan s;

    s.rares[1] = UINT64_C(1) << 5; /* byte 69 */
    CHECK(lm_scan_rare(&s, 69, 70));
    CHECK(lm_scan_rare(&s, 0, 200));
    CHECK(lm_scan_rare(&s, 60, 70));
    CHECK(!lm_scan_rare(&s, 60, 69));
    CHECK(!lm_scan_rare(&s, 70, 200));
    CHECK(!lm_scan_rare(&s, 0, 64));
    CHECK(!lm_scan_rare(&s, 69, 69));
}

static void
short_numbers_are_numbers(void)
{
    char p[64];

    for (int round = 0; round < 200000; round++) {
        uint32_t n = pick(19);
        int64_t i = 0, want = 0;
        double f = 0, r = 0;
        memset(p, '7', sizeof p);
        for (uint32_t k = 0; k < n; k++)
            p[k] = pick(12) == 0 ? "-+.e/:0 "[pick(8)] : (char)('0' + pick(10));
        bool got = lm_short_int(p, n, &i);
        enum lm_num_form form = lm_num_parse((struct lm_str){p, n}, &want, &f);
        CHECK(!got || (form == LM_NUM_INT && i == want));
        CHECK(got || form != LM_NUM_INT || n > 16);
        if (n > 2 && pick(2) == 0)
            p[pick(n)] = '.';
        form = lm_num_parse((struct lm_str){p, n}, &want, &f);
        got = lm_short_real(p, n, &r);
        CHECK(!got || (form == LM_NUM_REAL && memcmp(&r, &f, sizeof r) == 0));
        CHECK(got || form != LM_NUM_REAL || n > 15 || memchr(p, '.', n) == NULL ||
              memchr(p, 'e', n) != NULL);
    }
}

int
main(void)
{
    scans_agree();
    tokens_of_json();
    rare_ranges();
    short_numbers_are_numbers();
    return check_done();
}
