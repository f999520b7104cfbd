/* plan_print.c -- EXPLAIN: the plan as a tree, what bounds its state, and whether its rows change. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <string.h>

#include "base/limits.h"
#include "sql/bind_priv.h"
#include "sql/plan_expr.h"

static const char *const op_names[] = {
    [LM_P_SCAN] = "scan",     [LM_P_LATE] = "late rows", [LM_P_VALUES] = "values", [LM_P_FILTER] = "filter",
    [LM_P_PROJECT] = "project", [LM_P_GROUP] = "group",  [LM_P_WGROUP] = "window group",
    [LM_P_ASSIGN] = "window", [LM_P_RETIME] = "retime", [LM_P_UNNEST] = "unnest", [LM_P_NAMES] = "names",  [LM_P_SORT] = "sort",     [LM_P_LIMIT] = "limit",
    [LM_P_UNION] = "union all", [LM_P_JOIN] = "join",    [LM_P_REPEAT] = "repeat", [LM_P_FINAL] = "final rows",
    [LM_P_OVER] = "over",     [LM_P_TOPN] = "rank",        [LM_P_TSORT] = "watermark sort",
    [LM_P_RECENT] = "distinct within", [LM_P_TEMPORAL] = "temporal filter",
    [LM_P_UPDATE] = "on update", [LM_P_EVERY] = "every",
};

static void
us_print(struct lm_buf *b, int64_t us)
{
    char text[LM_IVL_TEXT];
    size_t n = lm_ivl_print((struct lm_ivl){ .us = us }, text);

    lm_buf_add(b, text, n);
}

static void
window_print(struct lm_buf *b, const struct lm_plan *p)
{
    static const char *const kinds[] = { "tumble", "hop", "cumulate", "session" };

    lm_buf_addf(b, " %s size ", kinds[p->window.kind]);
    us_print(b, p->window.size);
    if (p->window.slide > 0) {
        lm_buf_addz(b, " slide ");
        us_print(b, p->window.slide);
    }
    if (p->window.offset != 0) {
        lm_buf_addz(b, " offset ");
        us_print(b, p->window.offset);
    }
}

static void
agg_print(struct lm_buf *b, const struct lm_agg *a)
{
    bool shorthand = lm_str_eq(lm_str_of(a->base->name), LM_STR("p50")); /* p99(x) is quantile(x, 0.99) */

    lm_buf_addf(b, "%s(%s", shorthand ? "quantile" : a->base->name, a->star ? "*" : a->distinct ? "DISTINCT " : "");
    plan_exprs_print(b, a->arg, a->nvalue);
    if (shorthand || strchr(a->base->signature, '|') != NULL) {
        lm_buf_addz(b, ", ");
        lm_val_print_json(b, &a->param[0]);
    }
    if (a->norder > 0) {
        lm_buf_addz(b, " ORDER BY ");
        plan_exprs_print(b, a->order, a->norder);
    }
    lm_buf_addc(b, ')');
    if (a->filter == NULL)
        return;
    lm_buf_addz(b, " FILTER (WHERE ");
    plan_expr_print(b, a->filter);
    lm_buf_addc(b, ')');
}

static void
group_print(struct lm_buf *b, const struct lm_plan *p)
{
    static const char *const says[] = { "at the end", "when the window closes", "when the watermark passes",
                                        "changes" };

    if (p->op == LM_P_WGROUP)
        window_print(b, p);
    lm_buf_addz(b, " by (");
    plan_exprs_print(b, p->key, p->nkey);
    lm_buf_addz(b, ") give (");
    for (uint32_t i = 0; i < p->aggs.n; i++) {
        const struct lm_agg *a = p->aggs.at[i];
        lm_buf_addz(b, i > 0 ? ", " : "");
        agg_print(b, a);
        if (p->in[0]->changing && !a->type->retracts)
            lm_buf_addz(b, " keeping its rows");
    }
    lm_buf_addf(b, ") %s", p->at_once ? "as they come" : says[p->say]);
    if (p->op == LM_P_WGROUP) {
        lm_buf_addz(b, "; state: open windows, lateness ");
        us_print(b, p->lateness_us);
    } else {
        lm_buf_addz(b, "; state: one row for each key");
    }
}

static void
sort_keys_print(struct lm_buf *b, const struct lm_plan_sort *key, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        lm_buf_addz(b, i > 0 ? ", " : "");
        plan_expr_print(b, key[i].expr);
        lm_buf_addz(b, (key[i].flags & LM_SORT_DESC) != 0 ? " desc" : "");
        lm_buf_addz(b, (key[i].flags & LM_SORT_NULLS_FIRST) != 0 ? " nulls first" : "");
    }
}

static void
over_print(struct lm_buf *b, const struct lm_plan *p)
{
    static const char *const hows[] = { "as they come", "at the end", "when the window closes", "changes" };
    static const char *const states[] = { "what the frames reach", "all rows", "open windows", "all rows" };
    const struct lm_plan_over *o = p->over;

    for (uint32_t i = 0; i < o->fns.n; i++)
        lm_buf_addf(b, "%s%s", i > 0 ? ", " : " ", lm_over_name(o->fns.at[i]));
    if (p->op == LM_P_TOPN && o->hi != UINT64_MAX)
        lm_buf_addf(b, " %" PRIu64 " to %" PRIu64, o->lo, o->hi);
    lm_buf_addz(b, " by (");
    plan_exprs_print(b, o->part, o->npart);
    lm_buf_addz(b, ") order (");
    sort_keys_print(b, o->key, o->nkey);
    bool cut = p->op == LM_P_TOPN && o->hi != UINT64_MAX && !p->in[0]->changing;
    bool places = cut && ((struct lm_over_fn *)o->fns.at[0])->kind == LM_W_ROW_NUMBER;
    lm_buf_addf(b, ") %s; state: %s", hows[o->how], cut ? "" : states[o->how]);
    if (cut && places && o->hi == 1)
        lm_buf_addz(b, "the first row");
    else if (cut)
        lm_buf_addf(b, "the first %" PRIu64 " %s", o->hi, places ? "rows" : "ranks");
    if (cut && o->npart > 0)
        lm_buf_addz(b, " of each key");
}

static void
bound_print(struct lm_buf *b, struct lm_plan_bound at)
{
    if (at.us != 0 || at.units == 0)
        us_print(b, at.us);
    if (at.units != 0)
        lm_buf_addf(b, "%s%g units", at.us != 0 ? " and " : "", at.units);
}

static void
end_print(struct lm_buf *b, struct lm_plan_bound at, const struct lm_expr *of)
{
    bound_print(b, at);
    lm_buf_addz(b, at.strict ? " (without)" : "");
    if (of == NULL)
        return;
    lm_buf_addz(b, " of ");
    plan_expr_print(b, of);
}

/* What an interval join compares: low <= right - left <= high. */
static void
interval_print(struct lm_buf *b, const struct lm_plan *p)
{
    const struct lm_plan_times *t = p->times;
    bool until = t->until[0] != NULL || t->until[1] != NULL;

    if (t->until[1] != NULL) {
        lm_buf_addz(b, ", left time not after ");
        plan_expr_print(b, t->until[1]);
        lm_buf_addz(b, " less ");
        end_print(b, t->low, NULL);
        lm_buf_addz(b, ", right time up to ");
        end_print(b, t->high, NULL);
        lm_buf_addz(b, " of the left");
    } else {
        lm_buf_addz(b, ", right time from ");
        end_print(b, t->low, NULL);
        lm_buf_addz(b, until ? " of the left to " : " to ");
        end_print(b, t->high, t->until[0]);
        lm_buf_addz(b, until ? "" : " of the left");
    }
    lm_buf_addz(b, until ? "; state: rows whose interval the watermark has not passed, lateness "
                         : "; state: rows within that distance of the watermark, lateness ");
    us_print(b, p->lateness_us);
}

static void
asof_print(struct lm_buf *b, const struct lm_plan *p)
{
    static const char *const bests[] = { "the newest not after", "the oldest not before", "the nearest to" };
    static const char *const stricts[] = { "the newest before", "the oldest after", "the nearest to" };
    const struct lm_plan_times *t = p->times;

    if (t->now) {
        lm_buf_addz(b, ", the newest now; state: one row for each key");
        lm_buf_addz(b, p->in[0]->changing ? ", the answers to all rows of the first input" : "");
        return;
    }
    lm_buf_addf(b, ", %s the left time", (t->strict ? stricts : bests)[t->best]);
    if (t->noffset > 0)
        lm_buf_addf(b, " at %u offsets", t->noffset);
    if (t->bounded) {
        lm_buf_addz(b, ", at most ");
        bound_print(b, t->tolerance);
        lm_buf_addz(b, " away; state: rows within that distance of the watermark");
    } else if (t->best == LM_PB_AFTER) {
        lm_buf_addz(b, "; state: rows that wait, rows after the watermark");
    } else {
        lm_buf_addz(b, t->on_pairs ? "; state: rows that wait, all rows of the second input"
                                   : "; state: rows that wait, the newest row of each key");
    }
    if (t->adrift[0] || t->adrift[1])
        lm_buf_addz(b, ", until the end");
}

static void
lookup_print(struct lm_buf *b, const struct lm_plan *p)
{
    const struct lm_source *table = lm_plan_lookup(p->in[1]);

    lm_buf_addz(b, p->times != NULL ? ", the newest now" : "");
    lm_buf_addf(b, ", on demand; state: a cache of at most %" PRId64 " rows", table->cache_rows);
    if (table->cache_ttl_us == 0)
        return;
    lm_buf_addz(b, " for ");
    us_print(b, table->cache_ttl_us);
}

static void
join_print(struct lm_buf *b, const struct lm_plan *p)
{
    static const char *const kinds[] = { "inner", "left", "right", "full", "semi", "anti", "mark", "single" };
    static const char *const states[] = {
        [LM_PH_SNAPSHOT] = "; state: the second input, read first and whole",
        [LM_PH_FLIPPED] = "; state: the first input, read first and whole",
        [LM_PH_CHANGES] = "; state: all rows of both inputs",
        [LM_PH_WINDOW] = ", in windows, when they close; state: open windows",
    };

    lm_buf_addf(b, " %s", kinds[p->join]);
    if (p->nkey > 0) {
        lm_buf_addz(b, " on (");
        plan_exprs_print(b, p->key, p->nkey);
        lm_buf_addz(b, ") = (");
        plan_exprs_print(b, p->rkey, p->nkey);
        lm_buf_addc(b, ')');
    }
    if (p->predicate != NULL) {
        lm_buf_addz(b, " where ");
        plan_expr_print(b, p->predicate);
    }
    if (p->how == LM_PH_INTERVAL)
        interval_print(b, p);
    else if (p->how == LM_PH_ASOF)
        asof_print(b, p);
    else if (p->how == LM_PH_LOOKUP)
        lookup_print(b, p);
    else if (p->how == LM_PH_CHANGES && p->windows)
        lm_buf_addz(b, ", in windows, as they come; state: open windows");
    else
        lm_buf_addz(b, states[p->how]);
    if (p->how == LM_PH_CHANGES && !p->windows && p->lateness_us > 0) {
        lm_buf_addz(b, " of the last ");
        us_print(b, p->lateness_us);
    }
}

static void
temporal_print(struct lm_buf *b, const struct lm_plan_temporal *t)
{
    if (t->from.n > 0) {
        lm_buf_addz(b, " from ");
        plan_exprs_print(b, (struct lm_expr **)t->from.at, t->from.n);
    }
    if (t->until.n > 0) {
        lm_buf_addz(b, " until ");
        plan_exprs_print(b, (struct lm_expr **)t->until.at, t->until.n);
    }
    lm_buf_addf(b, " by the %s; state: rows until then", t->by_mark ? "watermark" : "clock");
}

/* What EXPLAIN ANALYZE counted: what is nothing is left out. */
static void
ran_print(struct lm_buf *b, const struct lm_ran *r)
{
    lm_buf_addf(b, " rows in %" PRIu64 ", out %" PRIu64 ", batches %" PRIu64 ", time %.3f ms", r->rows_in, r->rows_out,
                r->batches, (double)r->ns / 1e6);
    if (r->late > 0)
        lm_buf_addf(b, ", late %" PRIu64, r->late);
    if (r->no_time > 0)
        lm_buf_addf(b, ", no event time %" PRIu64, r->no_time);
    if (r->most > 0)
        lm_buf_addf(b, ", state %" PRIu64 " bytes, at most %" PRIu64, r->state, r->most);
    if (r->looked)
        lm_buf_addf(b, ", cache hits %" PRIu64 ", negative %" PRIu64 ", misses %" PRIu64 ", expired %" PRIu64
                    ", evicted %" PRIu64, r->hits, r->negative_hits, r->misses, r->expired, r->evicted);
}

static void
scan_print(struct lm_buf *b, const struct lm_source *s)
{
    lm_buf_addf(b, " %.*s", LM_STRF(s->name));
    if (s->align_group.n == 0)
        return;
    lm_buf_addf(b, ", aligned in group %.*s to ", LM_STRF(s->align_group));
    us_print(b, s->align_drift_us);
}

static void
node_print(struct lm_buf *b, const struct lm_plan *p)
{
    lm_buf_addz(b, op_names[p->op]);
    switch (p->op) {
    case LM_P_SCAN:
        scan_print(b, p->source);
        break;
    case LM_P_FILTER:
        lm_buf_addc(b, ' ');
        plan_expr_print(b, p->predicate);
        break;
    case LM_P_PROJECT:
        lm_buf_addc(b, ' ');
        for (uint32_t i = 0; i < p->cols->at.n; i++) {
            const struct lm_plan_col *c = p->cols->at.at[i];
            lm_buf_addf(b, "%s%.*s", i > 0 ? ", " : "", c->spread ? 1 : (int)c->name.n, c->spread ? "*" : c->name.p);
        }
        break;
    case LM_P_GROUP:
    case LM_P_WGROUP:
        group_print(b, p);
        break;
    case LM_P_ASSIGN:
        window_print(b, p);
        break;
    case LM_P_JOIN:
        join_print(b, p);
        break;
    case LM_P_SORT:
        lm_buf_addf(b, " %u keys; state: %s", p->nsort, p->limit == UINT64_MAX ? "all rows" : "the first rows");
        break;
    case LM_P_OVER:
    case LM_P_TOPN:
        over_print(b, p);
        break;
    case LM_P_TSORT:
        lm_buf_addz(b, "; state: rows the watermark has not passed");
        break;
    case LM_P_RECENT:
        lm_buf_addc(b, ' ');
        us_print(b, p->within_us);
        lm_buf_addz(b, "; state: keys of that time");
        break;
    case LM_P_TEMPORAL:
        temporal_print(b, p->temporal);
        break;
    case LM_P_LIMIT:
        lm_buf_addf(b, " %" PRIu64, p->limit);
        break;
    default:
        break;
    }
    lm_buf_addf(b, "  [%s]", p->changing ? "changelog" : "append-only");
    if (p->ran.known)
        ran_print(b, &p->ran);
    lm_buf_addc(b, '\n');
}

static void
tree_print(struct lm_buf *b, const struct lm_plan *p, uint32_t depth)
{
    lm_buf_addf(b, "%*s", (int)(depth * 2), "");
    node_print(b, p);
    if (depth > LM_EXPR_DEPTH)
        return;
    if (p->op == LM_P_UNION) {
        for (uint32_t i = 0; i < p->more.n; i++)
            tree_print(b, p->more.at[i], depth + 1);
        return;
    }
    for (int i = 0; i < 2; i++)
        if (p->in[i] != NULL)
            tree_print(b, p->in[i], depth + 1);
}

void
lm_plan_print(struct lm_buf *b, const struct lm_output *o)
{
    tree_print(b, o->plan, 0);
}

static void
json_print(struct lm_buf *b, const struct lm_plan *p, uint32_t depth)
{
    struct lm_buf line = { 0 };

    node_print(&line, p);
    while (line.n > 0 && line.p[line.n - 1] != '[')
        line.n--;
    line.n -= line.n >= 3 ? 3 : 0;
    lm_buf_addf(b, "{\"operator\":\"%s\",\"detail\":", op_names[p->op]);
    lm_json_quote(b, lm_buf_str(&line));
    lm_buf_addf(b, ",\"rows\":\"%s\"", p->changing ? "changelog" : "append-only");
    const struct lm_ran *r = &p->ran;
    if (r->known)
        lm_buf_addf(b, ",\"rows_in\":%" PRIu64 ",\"rows_out\":%" PRIu64 ",\"batches\":%" PRIu64
                    ",\"time_ms\":%.3f,\"late\":%" PRIu64 ",\"no_event_time\":%" PRIu64
                    ",\"state_bytes\":%" PRIu64 ",\"state_bytes_most\":%" PRIu64,
                    r->rows_in, r->rows_out, r->batches, (double)r->ns / 1e6, r->late, r->no_time, r->state, r->most);
    if (r->looked)
        lm_buf_addf(b, ",\"cache\":{\"hits\":%" PRIu64 ",\"negative_hits\":%" PRIu64 ",\"misses\":%" PRIu64
                    ",\"expired\":%" PRIu64 ",\"evicted\":%" PRIu64 "}",
                    r->hits, r->negative_hits, r->misses, r->expired, r->evicted);
    lm_buf_addz(b, ",\"inputs\":[");
    lm_buf_fini(&line);
    for (uint32_t i = 0; depth < LM_EXPR_DEPTH && p->op == LM_P_UNION && i < p->more.n; i++) {
        lm_buf_addz(b, i > 0 ? "," : "");
        json_print(b, p->more.at[i], depth + 1);
    }
    for (int i = 0; depth < LM_EXPR_DEPTH && p->op != LM_P_UNION && i < 2 && p->in[i] != NULL; i++) {
        lm_buf_addz(b, i > 0 ? "," : "");
        json_print(b, p->in[i], depth + 1);
    }
    lm_buf_addz(b, "]}");
}

void
lm_plan_print_json(struct lm_buf *b, const struct lm_output *o)
{
    json_print(b, o->plan, 0);
    lm_buf_addc(b, '\n');
}
