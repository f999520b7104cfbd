/* json.h -- JSON texts in place: members, elements, paths of keys, values. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_JSON_H
#define LM_JSON_H

#include "data/val.h"

enum lm_json_kind {
    LM_JSON_NONE, /* no JSON value begins here */
    LM_JSON_NULL,
    LM_JSON_BOOL,
    LM_JSON_NUMBER,
    LM_JSON_STRING,
    LM_JSON_ARRAY,
    LM_JSON_OBJECT
};

/* Kind of the value that begins at s, by its first byte that is not blank. */
enum lm_json_kind lm_json_kind(struct lm_str s);

/* Whether s is one JSON value, from end to end, nested at most LM_JSON_DEPTH levels deep. */
bool lm_json_valid(struct lm_str s);

/* Where the value that begins at offset `at` (blanks are passed over) ends; 0: it does not end. Looks
 * at brackets and strings only. */
size_t lm_json_end(struct lm_str s, size_t at);

/* Walks the members of an object or the elements of an array. */
struct lm_json_iter {
    struct lm_str text;
    size_t at;          /* where the next one is looked for */
    bool object;        /* members, else elements */
    struct lm_str key;  /* of the member just given: between its quotes, escapes as written */
    struct lm_str item; /* the value just given, as written, without blanks around it */
};

/* Anything else than an array or object has no items. */
void lm_json_begin(struct lm_json_iter *it, struct lm_str nested);

/* Moves to the next item; false behind the last, or where the text is no JSON. */
bool lm_json_next(struct lm_json_iter *it);

/* Number of elements or members. */
uint32_t lm_json_count(struct lm_str nested);

/* The member of that name (the last of equal ones), the element at that place (-1 the last). False
 * when there is none. */
bool lm_json_get(struct lm_str object, struct lm_str key, struct lm_str *item);
bool lm_json_at(struct lm_str array, int64_t place, struct lm_str *item);

/* Whether the key as written (escapes and all) spells `key`. */
bool lm_json_key_is(struct lm_str written, struct lm_str key);

/* What stands between the quotes of a string, unescaped: borrowed when there is nothing to unescape,
 * else in `a`. A lone surrogate becomes U+FFFD. */
struct lm_str lm_json_unescape(struct lm_arena *a, struct lm_str between);

/* The value of a JSON text: scalars by their kind (numbers keep their text), arrays and objects
 * LM_K_JSON as written. NULL for null and for what is no JSON. Texts are borrowed where they can be. */
struct lm_val lm_json_val(struct lm_arena *a, struct lm_str item);

#endif
