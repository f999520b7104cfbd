/* follow.c -- tail -F: growth, truncation and rotation, told by stat. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A rotated file is left only when another file stands under its name, that one has bytes, and the
 * old one has none left. The program that writes goes on with the old file until it opens the new
 * one, so an empty new file says nothing yet; and the old file is measured after the new one was
 * seen, so what was written before the change is read before it.
 */
#include "conn/follow.h"

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

enum lm_follow
lm_follow_look(int fd, const char *path, uint64_t offset)
{
    struct stat named, held;

    assert(fd >= 0);
    bool there = path != NULL && stat(path, &named) == 0 && S_ISREG(named.st_mode);
    if (fstat(fd, &held) != 0)
        return LM_FOLLOW_WAIT;
    if ((uint64_t)held.st_size > offset)
        return LM_FOLLOW_GREW;
    bool moved = there && (named.st_ino != held.st_ino || named.st_dev != held.st_dev);
    if (moved && named.st_size > 0)
        return LM_FOLLOW_MOVED;
    /* What was cut after it was moved away is a copy that somebody empties: no rows come of it. */
    if (!moved && (uint64_t)held.st_size < offset)
        return LM_FOLLOW_CUT;
    return LM_FOLLOW_WAIT;
}
