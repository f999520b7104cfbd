/* lex.h -- an SQL text as tokens. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_LEX_H
#define LM_LEX_H

#include "base/arena.h"
#include "base/err.h"

/* One token. Its text is a piece of the statement's text, as written: quotes and escapes included.
 * A token that stands for several words (AT TIME ZONE) covers all of them. */
struct lm_token {
    int code; /* LM_TK_... of grammar/sql.h */
    struct lm_pos pos;
    struct lm_str text;
};

struct lm_tokens {
    struct lm_token *at; /* in the arena; the one behind the last has code 0 and marks the end */
    uint32_t n;
};

/* Splits a text. Words that are keywords only in some places are already decided (lex_words.c).
 * -1 with err: a text or comment without end (its beginning is marked), a stray character, a number
 * with letters behind it, brackets nested deeper than LM_EXPR_DEPTH. */
int lm_lex(struct lm_arena *a, struct lm_str text, uint32_t text_index, struct lm_tokens *out,
           struct lm_err *err);

/* Decides in place what the words of `t` are by what stands around them; lm_lex calls it. */
int lm_lex_words(struct lm_arena *a, struct lm_tokens *t, struct lm_err *err);

/* The token code of a word that the grammar knows, else LM_TK_ID. */
int lm_lex_keyword(struct lm_str word);

/* The text of a keyword's token: "SELECT"; NULL for a token that is no keyword. */
const char *lm_lex_keyword_text(int code);

/* The codes, 0 behind the last, of the tokens before which a keyword is one; NULL: any will do. */
const int *lm_lex_followers(int code);

/* Whether a word is the name of a unit of time: SECOND, minutes, ms, ... */
bool lm_lex_is_unit(struct lm_str word);

#endif
