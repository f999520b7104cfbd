/* glob.c -- the files that a pattern names. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>
#include <errno.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "conn/conn.h"

static int
glob_order(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* A file whose name has such signs in it is meant itself. */
static bool
glob_is_pattern(const char *path)
{
    return strpbrk(path, "*?[") != NULL && access(path, F_OK) != 0;
}

int
lm_paths_of(struct lm_arena *a, const char *pattern, const char ***paths, uint32_t *n,
            struct lm_err *err)
{
    glob_t g = { 0 };

    assert(pattern != NULL && paths != NULL && n != NULL);
    if (!glob_is_pattern(pattern)) {
        *paths = lm_alloc_raw(a, sizeof **paths);
        (*paths)[0] = lm_str_z(a, lm_str_of(pattern));
        *n = 1;
        return 0;
    }
    int r = glob(pattern, GLOB_NOSORT, NULL, &g);
    if (r != 0) {
        globfree(&g);
        return lm_fail(err, LM_E_OPEN, LM_NOWHERE, "\"%s\": %s", pattern,
                       r == GLOB_NOMATCH ? "no file matches"
                                         : strerror(r == GLOB_NOSPACE ? ENOMEM : EIO));
    }
    /* By bytes, not by the language of the user: the order of rows must not depend on it. */
    qsort(g.gl_pathv, g.gl_pathc, sizeof *g.gl_pathv, glob_order);
    *paths = lm_alloc_raw(a, g.gl_pathc * sizeof **paths);
    for (size_t i = 0; i < g.gl_pathc; i++)
        (*paths)[i] = lm_str_z(a, lm_str_of(g.gl_pathv[i]));
    *n = (uint32_t)g.gl_pathc;
    globfree(&g);
    return 0;
}
