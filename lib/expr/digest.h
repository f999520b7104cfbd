/* digest.h -- MD5 (RFC 1321) and SHA-256 (FIPS 180-4). */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_DIGEST_H
#define LM_DIGEST_H

#include <stdint.h>

#include "base/str.h"

void lm_md5(struct lm_str s, uint8_t out[static 16]);
void lm_sha256(struct lm_str s, uint8_t out[static 32]);

#endif
