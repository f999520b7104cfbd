/* check.h -- the whole unit-test framework: count, report, exit. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_CHECK_H
#define LM_CHECK_H

#include <stdio.h>
#include <string.h>

static int check_passed, check_failed;

/* A fact that must hold; says where when it does not, and goes on. */
#define CHECK(fact)                                                                                \
    ((fact) ? (void)check_passed++                                                                 \
            : (void)(check_failed++, printf("%s:%d: not so: %s\n", __FILE__, __LINE__, #fact)))

/* Two texts that must be equal; `n` bytes of got. */
#define CHECK_TEXT(got, n, want)                                                                   \
    ((n) == strlen(want) && memcmp(got, want, n) == 0                                              \
         ? (void)check_passed++                                                                    \
         : (void)(check_failed++, printf("%s:%d: expected %s, got %.*s\n", __FILE__, __LINE__,     \
                                         want, (int)(n), got)))

/* The last line of main: `return check_done();` */
static inline int
check_done(void)
{
    printf("%d passed, %d failed\n", check_passed, check_failed);
    return check_failed != 0;
}

#endif
