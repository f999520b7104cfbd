/* scan_kinds.h -- the implementations of a scan; lm_scan_types says which of them can run. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_SCAN_KINDS_H
#define LM_SCAN_KINDS_H

#include "fmt/scan.h"

extern const struct lm_scan_type lm_scan_scalar; /* anywhere */
extern const struct lm_scan_type lm_scan_avx2;   /* x86-64 only */
extern const struct lm_scan_type lm_scan_avx512; /* x86-64 only */
extern const struct lm_scan_type lm_scan_neon;   /* aarch64 only */

#endif
