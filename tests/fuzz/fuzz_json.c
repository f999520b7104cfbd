/* fuzz_json.c -- any bytes as NDJSON: every way of reading them gives the same. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "../unit/decode.h"

#include <assert.h>

#include "fmt/ndjson.h"
#include "fmt/types.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
careful(struct lm_decoder *d)
{
    ((struct ndjson *)d)->careful = true;
}

static void
scalar(struct lm_decoder *d)
{
    const struct lm_scan_type *const *t = lm_scan_types();

    while (t[1] != NULL)
        t++;
    ((struct ndjson *)d)->scan = *t;
}

/* The first byte chooses the columns, the rest is the input. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static void (*const tunes[])(struct lm_decoder *) = {NULL, NULL, careful, scalar};
    struct lm_fmt_col cols[] = {
        {.name = LM_STR("a"), .want = LM_WANT_SPELLING, .nocase = true},
        {.name = LM_STR("b")},
        {.name = LM_STR("c"), .want = LM_WANT_TEXT},
        {.name = LM_STR("a"), .want = LM_WANT_MISSING},
        {.record = true},
    };
    struct decode t[4];

    if (size == 0)
        return 0;
    for (size_t k = 0; k < 4; k++) {
        t[k] = (struct decode){.type = &lm_fmt_ndjson, .cols = cols, .ncol = data[0] % 6};
        t[k].seed = k % 2 == 0 ? 0 : data[0] * 7919u + size;
        t[k].tune = tunes[k];
        decode_run(&t[k], (struct lm_str){(const char *)data + 1, size - 1});
        assert(decode_same(&t[0], &t[k]));
    }
    for (size_t k = 0; k < 4; k++)
        decode_fini(&t[k]);
    return 0;
}
