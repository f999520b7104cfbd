/* scan.h -- finds in a window of text, 64 bytes at a time, the few bytes that structure it. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_SCAN_H
#define LM_SCAN_H

#include <stdbool.h>
#include <stdint.h>

enum {
    LM_SCAN_BYTES = 32 * 1024, /* largest window: offsets fit in 16 bits */
    LM_SCAN_SLACK = 128        /* entries that may be written behind the last one */
};

/* Classes of JSON tokens. Brackets, ':', ',' and '\n' are their own. The two that may be a value
 * differ in one bit, so that a comparison can take them as one. */
enum {
    LM_SCAN_TEXT = '"', /* 0x22: an opening quote */
    LM_SCAN_SCALAR =
        '#',        /* 0x23: the first byte of something that may be a number, true, false, null */
    LM_SCAN_BAD = 0 /* the first byte of anything else, or a backslash outside of texts */
};

/* What a window holds. Offsets are from its begin. Filled anew by each call. */
struct lm_scan {
    uint32_t bytes; /* looked at: less than asked for where quotes are in disorder */
    uint32_t ntok;
    uint32_t nend;
    bool odd;    /* CSV: at `bytes` is a quote, or what follows one, that only a parser can judge */
    bool quotes; /* CSV: there are quotes */
    bool breaks; /* CSV: there are line ends inside quotes */
    bool open;   /* CSV: quotes are open at the end */
    uint64_t rare;                               /* any bit of `rares` */
    uint16_t pos[LM_SCAN_BYTES + LM_SCAN_SLACK]; /* [token] offset */
    uint8_t cls[LM_SCAN_BYTES + LM_SCAN_SLACK];  /* [token] JSON: its class */
    uint16_t end[LM_SCAN_BYTES + LM_SCAN_SLACK]; /* [line] number of the token that is its end */
    uint64_t rares[LM_SCAN_BYTES / 64 + 2]; /* [block] a bit for each byte that is no plain text, as
                                               the functions say */
};

/* JSON lines. Tokens are: brackets, ':' and ',' outside of texts, opening quotes, first bytes of
 * scalars, backslashes outside of texts, line ends. A line end inside a text ends the scan behind
 * it. Reads up to 64 bytes behind n; n <= LM_SCAN_BYTES. */
typedef void lm_scan_json_f(const char *p, uint32_t n, struct lm_scan *s);

/* Fields. Tokens are delimiters and line ends outside of quotes. `quote` 0: there are none. Every
 * quote opens behind a delimiter or line end or closes before one (or CR LF), or is doubled inside
 * quotes; the first that is not ends the scan with `odd`. p is the begin of a record. */
typedef void
lm_scan_csv_f(const char *p, uint32_t n, char delimiter, char quote, struct lm_scan *s);

struct lm_scan_type {
    const char *name;
    lm_scan_json_f *json;
    lm_scan_csv_f *csv;
};

/* The implementations that this machine can run, best first; ends with NULL. The last
 * is portable. */
const struct lm_scan_type *const *lm_scan_types(void);

/* [byte] class as above of the first byte of a token. */
extern const uint8_t lm_scan_class[256];

/* Any rare byte in [from, to)? to >= from. */
static inline bool
lm_scan_rare(const struct lm_scan *s, uint32_t from, uint32_t to)
{
    uint32_t w = from >> 6, last = to >> 6;
    uint64_t head = s->rares[w] >> (from & 63) << (from & 63);
    uint64_t tail = (UINT64_C(1) << (to & 63)) - 1;

    if (w == last)
        return (head & tail) != 0;
    if (head != 0)
        return true;
    for (w++; w < last; w++) {
        if (s->rares[w] != 0)
            return true;
    }
    return (s->rares[last] & tail) != 0;
}

#endif
