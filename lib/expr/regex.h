/* regex.h -- regular expressions (PCRE2) for scalar functions: compiled once, bounded in steps. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_REGEX_H
#define LM_REGEX_H

#include "expr/fn_out.h"

struct lm_regex;

/* What the text of a pattern is. */
enum lm_regex_form {
    LM_REGEX_PCRE,
    LM_REGEX_WHOLE,  /* the same, for the whole text */
    LM_REGEX_SIMILAR, /* SIMILAR TO: SQL's own, matches the whole text */
    LM_REGEX_PART     /* the same with \" before and behind the part that group 1 is */
};

/* The compiled pattern of argument `pattern` with the flags of argument `flags` (i c g m n s x; no
 * such argument: none) and `more` flags. Where both are the same in all rows it is kept in the memo.
 * NULL: the call has failed with LM_E_PATTERN. */
struct lm_regex *lm_regex_of(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                             uint32_t pattern, uint32_t flags);
struct lm_regex *lm_regex_form_of(struct lm_call *c, struct lm_str pattern, bool fixed,
                                  struct lm_str flags, enum lm_regex_form form);

/* Flag g was given. */
bool lm_regex_global(const struct lm_regex *r);

/* Groups of the pattern, without the whole match. */
uint32_t lm_regex_groups(const struct lm_regex *r);

/* Looks for the first match at or behind offset `from`: 1 found, 0 not, -1 the call has failed (the
 * match takes too many steps). */
int lm_regex_find(struct lm_call *c, struct lm_regex *r, struct lm_str s, size_t from);

/* Bounds of group g (0: the whole match) of the match just found; false when it took no part. */
bool lm_regex_group(const struct lm_regex *r, uint32_t g, size_t *begin, size_t *end);

/* Appends the replacement of the match just found: \1 to \9 groups, \& or \0 the match, \\ a
 * backslash. */
void lm_regex_replacement(const struct lm_regex *r, struct lm_str s, struct lm_str with,
                          struct lm_out *o);

/* Where the search goes on behind the match just found: behind it, or a character further when it is
 * empty. */
size_t lm_regex_next(const struct lm_regex *r, struct lm_str s);

#endif
