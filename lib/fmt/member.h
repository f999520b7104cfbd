/* member.h -- the members of a JSON object, one after the other, as they are written. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_MEMBER_H
#define LM_MEMBER_H

#include <stdbool.h>

#include "base/str.h"
#include "data/val.h"

struct lm_member {
    struct lm_str key;   /* between its quotes, as written */
    struct lm_str value; /* as written */
    bool escaped;        /* the key has a backslash */
};

/* Sets *rest to what stands behind the brace; false when the text is no object. */
bool lm_member_first(struct lm_str object, struct lm_str *rest);

/* The next member, which leaves *rest. False at the end, and where the text is no JSON. */
bool lm_member_next(struct lm_str *rest, struct lm_member *m);

/* The text of a JSON string from between its quotes; itself when nothing is escaped. Halves of
 * surrogate pairs become U+FFFD. */
struct lm_str lm_json_text(struct lm_arena *a, struct lm_str inner);

/* The name of a member: its key without escapes. */
struct lm_str lm_member_name(struct lm_arena *a, const struct lm_member *m);

/* A member's value: number with its spelling, text, boolean, nested as JSON. */
struct lm_val lm_member_val(struct lm_arena *a, struct lm_str value);

/* Bytes of the JSON value that begins at s.p[0] (no blank); 0 when it does not end within s. Checks
 * quotes and the balance of brackets, not more. A bare word ends before `,`, a bracket or a blank. */
size_t lm_json_span(struct lm_str s);

#endif
