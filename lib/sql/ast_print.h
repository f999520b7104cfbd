/* ast_print.h -- pieces of canonical SQL, shared by the printers of expressions and of queries. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_AST_PRINT_H
#define LM_AST_PRINT_H

#include "sql/ast.h"

/* Whether a name may stand without quotes. */
bool lm_print_is_plain(struct lm_str name);
void lm_print_quoted(struct lm_buf *b, struct lm_str name);
void lm_print_duration(struct lm_buf *b, struct lm_ivl v); /* 1h30m */
void lm_print_name(struct lm_buf *b, struct lm_str name);  /* quoted where it must be */
void lm_print_function(struct lm_buf *b, struct lm_str name);
void lm_print_text(struct lm_buf *b, struct lm_str s); /* 'text' */
void lm_print_val(struct lm_buf *b, const struct lm_val *v);
void lm_print_type(struct lm_buf *b, const struct lm_type *t);
void
lm_print_list(struct lm_buf *b, const struct lm_list *list, uint32_t from); /* of struct lm_ast */
void lm_print_names(struct lm_buf *b, const struct lm_list *names);         /* (a, b) */
void lm_print_orders(struct lm_buf *b, const struct lm_list *orders);
void lm_print_items(struct lm_buf *b, const struct lm_list *items);
void lm_print_over(struct lm_buf *b, const struct lm_ast_over *o);

#endif
