/* fuzz_csv.c -- any bytes as CSV or TSV: every way of reading them gives the same. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "../unit/decode.h"

#include <assert.h>

#include "fmt/csv_in.h"
#include "fmt/types.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
careful(struct lm_decoder *d)
{
    ((struct cs *)d)->careful = true;
}

static void
scalar(struct lm_decoder *d)
{
    const struct lm_scan_type *const *t = lm_scan_types();

    while (t[1] != NULL)
        t++;
    ((struct cs *)d)->scan = *t;
}

/* The first byte chooses format and options, the rest is the input. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static void (*const tunes[])(struct lm_decoder *) = {NULL, NULL, careful, scalar};
    struct lm_fmt_col cols[] = {
        {.name = LM_STR("a"), .want = LM_WANT_SPELLING, .nocase = true},
        {.name = LM_STR("c2")},
        {.name = LM_STR("c"), .want = LM_WANT_TEXT},
    };
    struct decode t[4];

    if (size == 0)
        return 0;
    for (size_t k = 0; k < 4; k++) {
        t[k] = (struct decode){
            .type = data[0] & 1 ? &lm_fmt_tsv : &lm_fmt_csv, .cols = cols, .ncol = 3};
        t[k].options.header = (data[0] & 2) == 0;
        t[k].options.quote = data[0] & 4 ? '\'' : '"';
        t[k].options.delimiter = data[0] & 8 ? ';' : ',';
        t[k].options.null_text = data[0] & 16 ? LM_STR("1") : LM_STR("");
        t[k].seed = k % 2 == 0 ? 0 : data[0] * 7919u + size;
        t[k].tune = tunes[k];
        decode_run(&t[k], (struct lm_str){(const char *)data + 1, size - 1});
        assert(decode_same(&t[0], &t[k]));
    }
    for (size_t k = 0; k < 4; k++)
        decode_fini(&t[k]);
    return 0;
}
