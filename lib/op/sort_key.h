/* sort_key.h -- a number that orders values as ORDER BY does, as far as 64 bits can tell. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_SORT_KEY_H
#define LM_SORT_KEY_H

#include <stdint.h>

#include "data/val.h"

/* a before b by lm_sort_order implies prefix(a) <= prefix(b); equal prefixes say nothing. flags:
 * enum lm_sort_flag. */
uint64_t lm_sort_prefix(const struct lm_val *v, uint8_t flags);

#endif
