/* digest.h -- MD5 (RFC 1321), SHA-1 and the SHA-2 family (FIPS 180-4). */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_DIGEST_H
#define LM_DIGEST_H

#include <stdint.h>

#include "base/str.h"

void lm_md5(struct lm_str s, uint8_t out[static 16]);
void lm_sha1(struct lm_str s, uint8_t out[static 20]);
void lm_sha224(struct lm_str s, uint8_t out[static 28]);
void lm_sha256(struct lm_str s, uint8_t out[static 32]);
void lm_sha384(struct lm_str s, uint8_t out[static 48]);
void lm_sha512(struct lm_str s, uint8_t out[static 64]);

#endif
