/* follow.h -- what has become of a followed file. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_FOLLOW_H
#define LM_FOLLOW_H

#include <stdint.h>

enum lm_follow {
    LM_FOLLOW_WAIT, /* nothing new */
    LM_FOLLOW_GREW, /* there are bytes behind `offset` */
    LM_FOLLOW_CUT,  /* the file was truncated: it begins anew */
    LM_FOLLOW_MOVED /* the path is another file now, which has bytes; the old one has none left */
};

/* Looks at the open file fd, read up to `offset`, and at the path it was opened by (NULL: it has
 * none, so it cannot be rotated). */
enum lm_follow lm_follow_look(int fd, const char *path, uint64_t offset);

#endif
