/* fuzz_sql.c -- any bytes as SQL: what is accepted is printed as SQL that says the same. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "sql/ast.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Prints s, parses that, and prints it again. */
static void
check_statement(struct lm_arena *a, const struct lm_stmt *s)
{
    struct lm_buf once = {0};
    struct lm_buf twice = {0};
    struct lm_list out;
    struct lm_err err = {0};

    lm_stmt_print(&once, s);
    if (lm_parse(a, lm_buf_str(&once), 0, &out, &err) < 0 || out.n != 1) {
        /* A BETWEEN whose operand is used twice may print deeper than it was written. */
        if (err.code != LM_E_TOO_DEEP) {
            fprintf(stderr, "%.*s\n%s\n", (int)once.n, once.p, err.what);
            abort();
        }
    } else {
        lm_stmt_print(&twice, out.at[0]);
        if (!lm_str_eq(lm_buf_str(&once), lm_buf_str(&twice))) {
            fprintf(stderr, "%.*s\n%.*s\n", (int)once.n, once.p, (int)twice.n, twice.p);
            abort();
        }
    }
    lm_buf_fini(&once);
    lm_buf_fini(&twice);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct lm_arena arena;
    struct lm_list out;
    struct lm_err err = {0};

    lm_arena_init(&arena, 1 << 16);
    if (lm_parse(&arena, (struct lm_str){(const char *)data, size}, 0, &out, &err) == 0) {
        for (uint32_t i = 0; i < out.n; i++)
            check_statement(&arena, out.at[i]);
    } else {
        assert(err.code != LM_OK && err.what[0] != 0);
        assert((size_t)err.pos.off + err.pos.len <= size);
    }
    lm_arena_fini(&arena);
    return 0;
}
