/* ast_print_query.c -- queries as canonical SQL. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "base/buf.h"
#include "sql/ast_print.h"

static void print_from(struct lm_buf *b, const struct lm_from *f);

static void
print_clause(struct lm_buf *b, const char *what, const struct lm_ast *e)
{
    if (e == NULL)
        return;
    lm_buf_addz(b, what);
    lm_ast_print(b, e);
}

static void
print_paren(struct lm_buf *b, const struct lm_query *q)
{
    lm_buf_addc(b, '(');
    lm_query_print(b, q);
    lm_buf_addc(b, ')');
}

static void
print_alias(struct lm_buf *b, const struct lm_from *f)
{
    if (f->alias.n == 0)
        return;
    lm_buf_addz(b, " AS ");
    lm_print_name(b, f->alias);
    if (f->columns.n > 0)
        lm_print_names(b, &f->columns);
}

static void
print_window(struct lm_buf *b, const struct lm_from *f)
{
    static const char *const kinds[] = {"", "TUMBLING (SIZE ", "HOPPING (SIZE ", "SESSION ("};

    if (f->window == LM_WC_NONE)
        return;
    lm_buf_addf(b, " WINDOW %s", kinds[f->window]);
    lm_ast_print(b, f->win_size);
    print_clause(b, ", ADVANCE BY ", f->win_slide);
    print_clause(b, ", RETENTION ", f->win_retention);
    print_clause(b, ", GRACE PERIOD ", f->win_grace);
    lm_buf_addc(b, ')');
}

static void
print_join_kind(struct lm_buf *b, const struct lm_from_join *j)
{
    static const char *const kinds[] = {" JOIN ",      " LEFT JOIN ",  " RIGHT JOIN ",
                                        " FULL JOIN ", " CROSS JOIN ", " SEMI JOIN ",
                                        " ANTI JOIN "};

    if (j->form == LM_JOIN_PROBE)
        lm_buf_addz(b, " TEMPORAL PROBE JOIN ");
    else
        lm_buf_addf(b, "%s%s%s", j->natural ? " NATURAL" : "", j->form == LM_JOIN_ASOF ? " ASOF" : "", kinds[j->kind]);
}

static void
print_probe(struct lm_buf *b, const struct lm_from_join *j)
{
    lm_buf_addz(b, " TIMESTAMPS (");
    lm_ast_print(b, j->probe_left_ts);
    lm_buf_addz(b, ", ");
    lm_ast_print(b, j->probe_right_ts);
    lm_buf_addc(b, ')');
    if (j->probe_list.n > 0) {
        lm_buf_addz(b, " LIST ");
        lm_print_names(b, &j->probe_list);
    } else {
        print_clause(b, " RANGE FROM ", j->probe_from);
        print_clause(b, " TO ", j->probe_to);
        print_clause(b, " STEP ", j->probe_step);
    }
    if (j->probe_alias.n > 0) {
        lm_buf_addz(b, " AS ");
        lm_print_name(b, j->probe_alias);
    }
}

static void
print_join(struct lm_buf *b, const struct lm_from_join *j)
{
    bool paren = j->right->op == LM_F_JOIN;

    print_from(b, j->left);
    print_join_kind(b, j);
    lm_buf_addz(b, paren ? "(" : "");
    print_from(b, j->right);
    lm_buf_addz(b, paren ? ")" : "");
    if (j->within_before != NULL && j->within_before == j->within_after) {
        print_clause(b, " WITHIN ", j->within_before);
    } else if (j->within_before != NULL) {
        print_clause(b, " WITHIN (", j->within_before);
        print_clause(b, ", ", j->within_after);
        lm_buf_addc(b, ')');
    }
    if (j->match != NULL) {
        print_clause(b, " MATCH_CONDITION (", j->match);
        lm_buf_addc(b, ')');
    }
    print_clause(b, " ON ", j->on);
    if (j->using_cols.n > 0) {
        lm_buf_addz(b, j->form == LM_JOIN_PROBE ? " ON " : " USING ");
        lm_print_names(b, &j->using_cols);
    }
    print_clause(b, " TOLERANCE ", j->tolerance);
    if (j->form == LM_JOIN_PROBE)
        print_probe(b, j);
}

static void
print_from(struct lm_buf *b, const struct lm_from *f)
{
    lm_buf_addz(b, f->lateral ? "LATERAL " : "");
    switch (f->op) {
    case LM_F_NAME:
        lm_print_name(b, f->name);
        break;
    case LM_F_PATH:
        lm_print_text(b, f->name);
        break;
    case LM_F_QUERY:
    case LM_F_VALUES:
        print_paren(b, f->query);
        break;
    case LM_F_FUNCTION:
        lm_ast_print(b, f->fn);
        lm_buf_addz(b, f->ordinality ? " WITH ORDINALITY" : "");
        break;
    case LM_F_JOIN:
        print_join(b, f->join);
        break;
    }
    print_clause(b, " FOR SYSTEM_TIME AS OF ", f->as_of);
    print_alias(b, f);
    print_window(b, f);
}

static void
print_group(struct lm_buf *b, const struct lm_query *q)
{
    if (q->group_all) {
        lm_buf_addz(b, " GROUP BY ALL");
        return;
    }
    if (q->grouping == NULL && q->group.n > 0) {
        lm_buf_addz(b, " GROUP BY ");
        lm_print_list(b, &q->group, 0);
    }
    if (q->grouping == NULL)
        return;
    lm_buf_addz(b, " GROUP BY GROUPING SETS (");
    for (uint32_t i = 0; i < q->grouping->sets.n; i++) {
        lm_buf_addz(b, i > 0 ? ", " : "");
        lm_print_names(b, q->grouping->sets.at[i]);
    }
    lm_buf_addc(b, ')');
}

static void
print_late(struct lm_buf *b, const struct lm_query *q)
{
    print_clause(b, " ALLOW LATENESS ", q->lateness);
    if (q->late_to.n == 0)
        return;
    lm_buf_addz(b, " LATE DATA TO ");
    if (q->late_to_path)
        lm_print_text(b, q->late_to);
    else
        lm_print_name(b, q->late_to);
}

static void
print_select(struct lm_buf *b, const struct lm_query *q)
{
    lm_buf_addz(b, q->distinct ? "SELECT DISTINCT " : "SELECT ");
    if (q->distinct_on.n > 0) {
        lm_buf_addz(b, "DISTINCT ON ");
        lm_print_names(b, &q->distinct_on);
        lm_buf_addc(b, ' ');
    }
    if (q->items.n > 0)
        lm_print_items(b, &q->items);
    else
        lm_buf_addc(b, '*');
    if (q->from != NULL) {
        /* WITHIN behind a join would be the join's. */
        bool paren = q->distinct_within != NULL && q->from->op == LM_F_JOIN;
        lm_buf_addz(b, paren ? " FROM (" : " FROM ");
        print_from(b, q->from);
        lm_buf_addz(b, paren ? ")" : "");
    }
    print_clause(b, " WHERE ", q->where);
    print_group(b, q);
    print_clause(b, " HAVING ", q->having);
    print_late(b, q);
    for (uint32_t i = 0; i < q->windows.n; i++) {
        const struct lm_named_window *w = q->windows.at[i];
        lm_buf_addz(b, i == 0 ? " WINDOW " : ", ");
        lm_print_name(b, w->name);
        lm_buf_addz(b, " AS ");
        lm_print_over(b, w->over);
    }
    print_clause(b, " QUALIFY ", q->qualify);
    print_clause(b, " WITHIN ", q->distinct_within);
}

static void
print_values(struct lm_buf *b, const struct lm_query *q)
{
    lm_buf_addz(b, "VALUES ");
    for (uint32_t i = 0; i < q->rows.n; i++) {
        lm_buf_addz(b, i > 0 ? ", " : "");
        lm_print_names(b, q->rows.at[i]);
    }
}

/* A side of a set operation, in parentheses where it would be read differently without. */
static void
print_side(struct lm_buf *b, const struct lm_query *side, const struct lm_query *of, bool right)
{
    bool set = side->op == LM_Q_UNION || side->op == LM_Q_EXCEPT || side->op == LM_Q_INTERSECT;
    bool looser = side->op != LM_Q_INTERSECT && of->op == LM_Q_INTERSECT;
    bool tails = side->with.n > 0 || side->order.n > 0 || side->limit != NULL ||
                 side->offset != NULL || side->emit != LM_EMIT_NONE ||
                 (side->op != LM_Q_SELECT && (side->lateness != NULL || side->late_to.n > 0));
    bool tighter = side->op == LM_Q_INTERSECT && of->op != LM_Q_INTERSECT;

    if (tails || (set && (looser || (right && !tighter))))
        print_paren(b, side);
    else
        lm_query_print(b, side);
}

static void
print_emit(struct lm_buf *b, const struct lm_query *q)
{
    static const char *const kinds[] = {"",
                                        " EMIT ON WINDOW CLOSE",
                                        " EMIT FINAL",
                                        " EMIT ON WATERMARK",
                                        " EMIT ON UPDATE",
                                        " EMIT CHANGES",
                                        " EMIT EVERY ",
                                        " EMIT CHANGES EVERY "};

    lm_buf_addz(b, kinds[q->emit]);
    if (q->every != NULL)
        lm_ast_print(b, q->every);
}

/* LIMIT and OFFSET are keywords before a number or a bracket only. */
static void
print_count(struct lm_buf *b, const char *what, const struct lm_ast *e)
{
    bool plain = e != NULL && (e->op == LM_A_PARAM || (e->op == LM_A_LITERAL && e->value.kind == LM_K_INT && e->value.i >= 0));

    print_clause(b, what, plain ? e : NULL);
    if (plain || e == NULL)
        return;
    lm_buf_addf(b, "%s(", what);
    lm_ast_print(b, e);
    lm_buf_addc(b, ')');
}

static void
print_tails(struct lm_buf *b, const struct lm_query *q)
{
    if (q->order.n > 0) {
        lm_buf_addz(b, " ORDER BY ");
        lm_print_orders(b, &q->order);
    }
    print_count(b, " LIMIT ", q->limit);
    if (q->limit_by.n > 0) {
        lm_buf_addz(b, " BY ");
        lm_print_list(b, &q->limit_by, 0);
    }
    print_count(b, " OFFSET ", q->offset);
    if (q->op != LM_Q_SELECT)
        print_late(b, q);
    print_emit(b, q);
}

void
lm_query_print(struct lm_buf *b, const struct lm_query *q)
{
    assert(b != NULL && q != NULL);
    for (uint32_t i = 0; i < q->with.n; i++) {
        const struct lm_cte *c = q->with.at[i];
        lm_buf_addz(b, i == 0 ? "WITH " : ", ");
        lm_print_name(b, c->name);
        if (c->columns.n > 0)
            lm_print_names(b, &c->columns);
        lm_buf_addz(b, " AS ");
        print_paren(b, c->query);
    }
    lm_buf_addz(b, q->with.n > 0 ? " " : "");
    switch (q->op) {
    case LM_Q_SELECT:
        print_select(b, q);
        break;
    case LM_Q_VALUES:
        print_values(b, q);
        break;
    case LM_Q_UNION:
    case LM_Q_EXCEPT:
    case LM_Q_INTERSECT:
        print_side(b, q->left, q, false);
        lm_buf_addz(b, q->op == LM_Q_UNION    ? " UNION "
                       : q->op == LM_Q_EXCEPT ? " EXCEPT "
                                              : " INTERSECT ");
        lm_buf_addz(b, q->all ? "ALL " : "");
        print_side(b, q->right, q, true);
        break;
    }
    print_tails(b, q);
}
