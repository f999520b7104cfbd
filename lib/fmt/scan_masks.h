/* scan_masks.h -- what a kernel says about a block of 64 bytes: bit i is byte i. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_SCAN_MASKS_H
#define LM_SCAN_MASKS_H

#include <stdint.h>

struct json_masks {
    uint64_t quote;
    uint64_t back;  /* backslash */
    uint64_t op;    /* { } [ ] : , */
    uint64_t blank; /* space, tab, CR */
    uint64_t line;  /* LF */
    uint64_t low;   /* < 0x20 */
    uint64_t high;  /* >= 0x80 */
};

struct csv_masks {
    uint64_t delimiter;
    uint64_t quote;
    uint64_t line; /* LF */
    uint64_t cr;
    uint64_t rare; /* backslash, >= 0x80 */
};

#endif
