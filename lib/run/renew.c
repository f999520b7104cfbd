/* renew.c -- lookup tables of files: a file that is written anew is read anew. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * While other inputs are live, the files of a lookup table are looked at with each tick: what they are
 * (device, inode), how long, and when written. A change counts when the next look finds it as it was, so that
 * a file that is being written is left alone; a file that is gone, or cannot be opened, leaves the snapshot
 * as it is until it can be. Then the source begins again, and the join forgets its old snapshot; rows that ask
 * wait until the new one has been read. A source is read anew only if nothing but filters and projections
 * stands between it and its join.
 */
#include "run/renew.h"

#include <string.h>
#include <sys/stat.h>

#include "base/hash.h"
#include "op/op_join.h"

uint64_t
renew_looks(const struct lm_source *src)
{
    uint64_t looks = 1;

    for (uint32_t i = 0; i < src->npaths; i++) {
        struct stat st;
        if (strcmp(src->paths[i], "-") == 0 || stat(src->paths[i], &st) != 0 || !S_ISREG(st.st_mode))
            return 0;
        const uint64_t part[] = { looks, st.st_dev, st.st_ino, (uint64_t)st.st_size, (uint64_t)st.st_mtim.tv_sec,
                                  (uint64_t)st.st_mtim.tv_nsec };
        looks = lm_hash_bytes(part, sizeof part) | 1;
    }
    return looks;
}

/* The join whose snapshot the source is; NULL: there is more to it. */
static struct lm_op *
renew_join(const struct lm_run_source *s)
{
    const struct lm_op *op = &s->op;

    while (op->next != NULL && op->next->type->stateless)
        op = op->next;
    return op->next != NULL && lm_snapshot_renews(op->next, op->next_port) ? op->next : NULL;
}

void
renew_ready(const struct lm_list *sources)
{
    bool live = false;

    for (uint32_t i = 0; i < sources->n; i++)
        live = live || ((struct lm_run_source *)sources->at[i])->src->live;
    for (uint32_t i = 0; i < sources->n && live; i++) {
        struct lm_run_source *s = sources->at[i];
        if (s->src->lookup && !s->src->live && renew_join(s) != NULL)
            s->looks = s->looked_last = renew_looks(s->src);
    }
}

void
renew_look(struct lm_run_source *s)
{
    struct lm_err err = { 0 };

    if (s->looks == 0 || s->state != LM_SOURCE_ENDED)
        return;
    struct lm_op *join = renew_join(s);
    if (join == NULL || !lm_snapshot_ended(join))
        return; /* nothing is wanted of it any more */
    uint64_t now = renew_looks(s->src);
    bool settled = now != 0 && now == s->looked_last;
    s->looked_last = now;
    if (!settled || now == s->looks)
        return;
    struct lm_input *in =
        lm_input_open(s->op.ctx->arena, s->in->source, s->src->paths, s->src->npaths, false, &err);
    if (in == NULL)
        return;
    s->looks = now;
    lm_run_source_again(s, in);
    for (struct lm_op *op = s->op.next; op != join; op = op->next)
        lm_op_again(op, 0);
    lm_snapshot_renew(join);
}
