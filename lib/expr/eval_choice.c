/* eval_choice.c -- CASE and COALESCE: which result each row takes, and the results brought together. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * For each row stands in `from` which argument it takes its value from; what is still open has the number
 * of the last one (ELSE). Conditions that are plain (lm_expr_plain) are evaluated for all rows, and
 * `from` is set without branches; before any other one the rows that are open are picked. Then each
 * result is evaluated, for its rows only unless it is plain. Results of one kind are brought together by
 * the pointers to their vectors; a result that is NULL is a vector of zeros.
 */
#include <assert.h>
#include <string.h>

#include "expr/expr_priv.h"
#include "expr/kernels.h"

/* Stands for a vector of NULLs, and for a NULL map without any. Never written. */
static struct lm_str zeros[LM_BATCH_ROWS];

/* Results of CASE and COALESCE: which argument's column row r takes its value from. */
struct choice {
    const struct lm_col **col; /* [narg] NULL: not evaluated */
    uint16_t *from;            /* [row] */
    uint16_t narg;
    uint16_t open;             /* the last argument: of rows that are not decided yet */
    bool present;              /* no value that is NULL is taken but from the last one */
};

/* What the columns that were evaluated have in common. */
struct choice_form {
    enum lm_kind kind; /* LM_K_NULL: nothing */
    uint8_t scale;
    bool nulls, texts; /* one of them has such a map */
    uint16_t present;  /* columns that are not all NULL */
    uint16_t last;     /* of those */
};

static const struct lm_col *
choice_merge(const struct choice *ch, struct lm_eval *x, struct lm_sel sel)
{
    struct lm_build b;

    lm_build_begin(&b, x->arena, sel, lm_eval_rows(x));
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        const struct lm_col *c = ch->col[ch->from[r]];
        struct lm_val v = c != NULL ? lm_col_get(c, r) : LM_VAL_NULL;
        lm_build_put(&b, &v);
    }
    return b.c;
}

/* The one kind of the columns, NULL aside; LM_K_NULL: they have none, or one without plain values. */
static struct choice_form
choice_form(const struct choice *ch)
{
    struct choice_form f = { .kind = LM_K_NULL };

    for (uint16_t i = 0; i < ch->narg; i++) {
        const struct lm_col *c = ch->col[i];
        if (c == NULL)
            continue;
        f.nulls |= (i == ch->open || !ch->present) && (c->kind == LM_K_NULL || c->null != NULL);
        if (c->kind == LM_K_NULL)
            continue;
        if (c->kind == LM_K_DYN || (f.present > 0 && (f.kind != c->kind || f.scale != c->scale)))
            return (struct choice_form){ .kind = LM_K_NULL };
        f.kind = c->kind;
        f.scale = c->scale;
        f.texts |= c->text != NULL;
        f.present++;
        f.last = i;
    }
    return f;
}

/* Columns that no row takes a value from are forgotten. */
static void
choice_prune(struct choice *ch, struct lm_eval *x, struct lm_sel sel)
{
    uint8_t *used = lm_alloc(x->arena, ch->narg);

    for (uint32_t k = 0; k < sel.n; k++)
        used[ch->from[lm_sel_row(sel, k)]] = 1;
    for (uint16_t i = 0; i < ch->narg; i++)
        if (used[i] == 0)
            ch->col[i] = NULL;
}

static void
choice_nulls(const struct choice *ch, struct lm_eval *x, struct lm_sel sel, struct lm_col *out)
{
    const void **from = lm_alloc_raw(x->arena, ch->narg * sizeof *from);
    uint8_t *all = lm_alloc_raw(x->arena, lm_eval_rows(x));

    memset(all, LM_NULL_YES, lm_eval_rows(x));
    for (uint16_t i = 0; i < ch->narg; i++) {
        const struct lm_col *c = ch->col[i];
        from[i] = c == NULL || c->kind == LM_K_NULL ? all : c->null != NULL ? c->null : (const void *)zeros;
    }
    out->null = lm_alloc_raw(x->arena, lm_eval_rows(x));
    lm_k_pick_u8(from, ch->from, out->null, sel);
}

/* Columns of one kind, brought together by their vectors. */
static const struct lm_col *
choice_pick(const struct choice *ch, struct lm_eval *x, struct lm_sel sel, const struct choice_form *f)
{
    struct lm_col *out = lm_eval_col(x, f->kind);
    const void **from = lm_alloc_raw(x->arena, 2 * ch->narg * sizeof *from), **text = from + ch->narg;

    for (uint16_t i = 0; i < ch->narg; i++) {
        const struct lm_col *c = ch->col[i];
        bool none = c == NULL || c->kind == LM_K_NULL;
        from[i] = none ? (const void *)zeros : c->data;
        text[i] = none || c->text == NULL ? (const void *)zeros : c->text;
    }
    out->scale = f->scale;
    switch (lm_kind_bytes(f->kind)) {
    case 1:
        lm_k_pick_u8(from, ch->from, out->b, sel);
        break;
    case 8:
        lm_k_pick_u64(from, ch->from, (uint64_t *)out->data, sel);
        break;
    default:
        assert(lm_kind_bytes(f->kind) == sizeof(struct lm_str));
        lm_k_pick_str(from, ch->from, out->s, sel);
        break;
    }
    if (f->texts) {
        out->text = lm_alloc_raw(x->arena, lm_eval_rows(x) * sizeof *out->text);
        lm_k_pick_str(text, ch->from, out->text, sel);
    }
    if (f->nulls)
        choice_nulls(ch, x, sel, out);
    return out;
}

/* The one column that has values, NULL where another was chosen: NULLIF. */
static const struct lm_col *
choice_thinned(const struct choice *ch, struct lm_eval *x, const struct choice_form *f)
{
    struct lm_col *out = lm_alloc_copy(x->arena, ch->col[f->last], sizeof *out);
    uint32_t nrow = lm_eval_rows(x);
    uint8_t *null = lm_alloc_raw(x->arena, nrow);

    lm_k_other_null(ch->from, f->last, out->null, null, nrow);
    out->null = null;
    return out;
}

static const struct lm_col *
choice_col(struct choice *ch, struct lm_eval *x, struct lm_sel sel)
{
    struct choice_form f = choice_form(ch);

    if (f.kind == LM_K_NULL) {
        choice_prune(ch, x, sel);
        f = choice_form(ch);
    }
    if (f.kind == LM_K_NULL)
        return choice_merge(ch, x, sel);
    bool text = f.kind == LM_K_STR || f.kind == LM_K_BYTES || f.kind == LM_K_JSON;
    /* Texts of NULL rows are empty, so they are moved. */
    return f.present == 1 && f.nulls && !text ? choice_thinned(ch, x, &f) : choice_pick(ch, x, sel, &f);
}

/* The column of arg for the rows that have `of` in `from`, or for more; NULL: there is no such row. */
static const struct lm_col *
choice_eval(const struct choice *ch, struct lm_expr *arg, uint16_t of, struct lm_eval *x,
            struct lm_sel sel)
{
    if (lm_expr_plain(arg, x))
        return lm_expr_eval(arg, x, sel);
    uint16_t *rows = lm_alloc_raw(x->arena, (sel.n + 1) * sizeof *rows);
    struct lm_sel some = { rows, lm_k_sel_u16(ch->from, of, sel, rows) };
    return some.n > 0 ? lm_expr_eval(arg, x, some) : NULL;
}

/* The WHEN before result i: rows where it is true take that. False: no row is open any more. */
static bool
case_when(struct choice *ch, struct lm_expr *e, uint16_t i, struct lm_eval *x, struct lm_sel sel)
{
    struct lm_expr *when = e->arg[i - 1];
    uint32_t nrow = lm_eval_rows(x);
    uint8_t *truth = lm_alloc_raw(x->arena, nrow);

    if (lm_truth_plain(when, x)) {
        lm_truth(x, lm_expr_eval(when, x, sel), sel, truth);
        lm_k_choose(truth, ch->open, i, ch->from, nrow);
        return true;
    }
    uint16_t *rows = lm_alloc_raw(x->arena, (sel.n + 1) * sizeof *rows);
    struct lm_sel rest = { rows, lm_k_sel_u16(ch->from, ch->open, sel, rows) };
    if (rest.n == 0)
        return false;
    lm_truth(x, lm_expr_eval(when, x, rest), rest, truth);
    for (uint32_t k = 0; k < rest.n; k++)
        if (truth[rows[k]] == LM_TRUTH_TRUE)
            ch->from[rows[k]] = i;
    return true;
}

static void
eval_case(struct choice *ch, struct lm_expr *e, struct lm_eval *x, struct lm_sel sel)
{
    assert(e->narg % 2 == 1);
    for (uint16_t i = 1; i < ch->narg; i += 2)
        if (!case_when(ch, e, i, x, sel))
            break;
    for (uint16_t i = 1; i < ch->narg; i += 2)
        ch->col[i] = choice_eval(ch, e->arg[i], i, x, sel);
    ch->col[ch->open] = choice_eval(ch, e->arg[ch->open], ch->open, x, sel);
}

/* Open rows where c is not NULL take it. False: that was all of them. */
static bool
coalesce_take(struct choice *ch, uint16_t i, const struct lm_col *c, struct lm_eval *x,
              struct lm_sel sel)
{
    if (c->kind == LM_K_NULL)
        return true;
    if (c->kind != LM_K_DYN && c->null != NULL) {
        lm_k_choose_present(c->null, ch->open, i, ch->from, lm_eval_rows(x));
        return true;
    }
    for (uint32_t k = 0; k < sel.n; k++) {
        uint32_t r = lm_sel_row(sel, k);
        if (ch->from[r] == ch->open && !lm_col_is_null(c, r))
            ch->from[r] = i;
    }
    return c->kind == LM_K_DYN;
}

static void
eval_coalesce(struct choice *ch, struct lm_expr *e, struct lm_eval *x, struct lm_sel sel)
{
    for (uint16_t i = 0; i < ch->narg; i++) {
        const struct lm_col *c = choice_eval(ch, e->arg[i], ch->open, x, sel);
        ch->col[i] = c;
        if (c == NULL || (i < ch->open && !coalesce_take(ch, i, c, x, sel)))
            return;
    }
}

const struct lm_col *
lm_eval_choice(struct lm_expr *e, struct lm_eval *x, struct lm_sel sel)
{
    uint32_t nrow = lm_eval_rows(x);
    struct choice ch = {
        .col = lm_alloc(x->arena, e->narg * sizeof *ch.col),
        .from = lm_alloc_raw(x->arena, nrow * sizeof *ch.from),
        .narg = (uint16_t)e->narg,
        .open = (uint16_t)(e->narg - 1),
        .present = e->op == LM_X_COALESCE,
    };
    const struct lm_col *only = NULL;
    uint32_t used = 0;

    assert(e->narg > 0 && e->narg <= UINT16_MAX);
    lm_k_fill_u16(ch.from, ch.open, nrow);
    if (e->op == LM_X_CASE)
        eval_case(&ch, e, x, sel);
    else
        eval_coalesce(&ch, e, x, sel);
    for (uint32_t i = 0; i < e->narg; i++) {
        used += ch.col[i] != NULL;
        only = ch.col[i] != NULL ? ch.col[i] : only;
    }
    /* All rows went one way: its column is the answer. */
    return used == 1 ? only : choice_col(&ch, x, sel);
}
