/* refuse.c -- hands a row that cannot be used to whoever counts it. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "data/refuse.h"

#include <assert.h>

#include "data/batch.h"

void
lm_refuse(struct lm_refuser *r, const struct lm_batch *b, uint32_t row, enum lm_code code,
          struct lm_str field, struct lm_str what)
{
    struct lm_refusal refusal = {
        .code = code, .offset = UINT64_MAX, .field = field, .what = what
    };
    const struct lm_origin *o = b->origin;

    assert(r != NULL && r->row != NULL);
    assert(row < b->nrow);
    if (o != NULL) {
        refusal.source = o->source;
        refusal.file = o->file;
        refusal.line = o->line != NULL ? o->line[row] : 0;
        refusal.offset = o->offset != NULL ? o->offset[row] : UINT64_MAX;
        if (o->raw != NULL)
            refusal.raw = o->raw[row];
    }
    r->row(r, &refusal);
}
