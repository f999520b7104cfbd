/* json_seek.h -- one member of a JSON text, found in the pass that proves the text to be JSON. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_JSON_SEEK_H
#define LM_JSON_SEEK_H

#include "base/str.h"

enum lm_seek {
    LM_SEEK_FOUND,
    LM_SEEK_NONE, /* there is no such member */
    LM_SEEK_BAD,  /* the text is no JSON (lm_json_valid) */
    LM_SEEK_ASK   /* something rare was met: ask lm_json_valid and lm_json_get */
};

/* The member key[0] of an object, in it the member key[1], and so on: what lm_json_get finds step by
 * step. The item is as written, without blanks around it. */
enum lm_seek lm_json_seek(struct lm_str text, const struct lm_str *key, uint32_t nkey,
                          struct lm_str *item);

#endif
