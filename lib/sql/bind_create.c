/* bind_create.c -- CREATE STREAM, VIEW and SINK, and DROP: which statements see which names. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * All CREATEs and DROPs of a script are done before a query is bound. Each created thing lives from the
 * number of its CREATE to that of its DROP; lm_catalog_stream and lm_catalog_source answer what a name
 * means to the statement that is bound. A query that stands before a DROP so keeps what it reads.
 */
#include "sql/bind_script.h"
#include "sql/reads.h"

/* What has that name now: created and not dropped. */
static struct lm_stream *
stream_alive(const struct lm_catalog *c, struct lm_str name)
{
    struct lm_stream *s = lm_catalog_stream(c, name);

    return s != NULL && lm_catalog_alive(c, s->life) ? s : NULL;
}

static struct lm_source *
source_alive(const struct lm_catalog *c, struct lm_str name)
{
    struct lm_source *s = lm_catalog_source(c, name);

    return s != NULL && lm_catalog_alive(c, s->life) ? s : NULL;
}

int
bind_name_free(struct lm_binder *b, const struct lm_stmt *st)
{
    struct lm_stream *stream = stream_alive(b->cat, st->name);
    struct lm_source *source = source_alive(b->cat, st->name);

    if (stream == NULL && source == NULL)
        return 0;
    if (st->if_not_exists)
        return 1;
    const struct lm_stmt *have = stream != NULL ? stream->stmt : source->stmt;
    bool alike = have != NULL && have->op == st->op;
    if (!st->or_replace || !alike) {
        lm_fail(b->err, LM_E_DUPLICATE, st->name_pos, "\"%.*s\" is there already",
                LM_STRF(st->name));
        return alike ? lm_hint(b->err, "CREATE OR REPLACE replaces it")
                     : lm_hint(b->err, "take another name, or DROP it");
    }
    *(stream != NULL ? &stream->life.to : &source->life.to) = b->cat->at;
    return 0;
}

int
bind_create_stream(struct lm_binder *b, struct lm_stmt *st)
{
    int taken = bind_name_free(b, st);

    if (taken != 0)
        return taken < 0 ? -1 : 0;
    lm_catalog_add_stream(b->cat, st->name, st);
    return 0;
}

/* CREATE SINK name FROM stream WHERE ...: the query that it stands for. */
static void
sink_query(struct lm_binder *b, struct lm_stmt *st)
{
    struct lm_query *q = lm_alloc(b->a, sizeof *q);
    struct lm_from *f = lm_alloc(b->a, sizeof *f);

    f->op = LM_F_NAME;
    f->name = st->from_name;
    f->pos = st->from_pos;
    q->op = LM_Q_SELECT;
    q->pos = st->from_pos;
    q->from = f;
    q->where = st->where;
    st->query = q;
}

const struct lm_query *
bind_query_of(struct lm_binder *b, struct lm_stmt *st)
{
    if (st->op == LM_S_CREATE_SINK && st->query == NULL && st->from_name.n > 0) {
        struct lm_stmt *as = lm_alloc_copy(b->a, st, sizeof *st);
        sink_query(b, as);
        return as->query;
    }
    return st->query;
}

/* Dropping ----------------------------------------------------------------------------------------- */

static const char *
kind_name(const struct lm_stmt *st)
{
    switch (st->op) {
    case LM_S_CREATE_SOURCE:
        return "source";
    case LM_S_CREATE_LOOKUP:
        return "lookup table";
    case LM_S_CREATE_VIEW:
        return "materialized view";
    case LM_S_CREATE_SINK:
        return "sink";
    default:
        return "stream";
    }
}

static bool
kind_is(const struct lm_stmt *have, enum lm_object object)
{
    switch (object) {
    case LM_O_SOURCE:
        return have->op == LM_S_CREATE_SOURCE;
    case LM_O_STREAM:
        return have->op == LM_S_CREATE_STREAM;
    case LM_O_SINK:
        return have->op == LM_S_CREATE_SINK;
    case LM_O_VIEW:
        return have->op == LM_S_CREATE_VIEW;
    case LM_O_LOOKUP:
        return have->op == LM_S_CREATE_LOOKUP;
    default:
        return have->op != LM_S_CREATE_SINK && have->op != LM_S_CREATE_STREAM;
    }
}

const struct lm_stmt *
bind_created(struct lm_binder *b, const struct lm_stmt *st)
{
    struct lm_stream *stream = stream_alive(b->cat, st->name);
    struct lm_source *source = stream == NULL ? source_alive(b->cat, st->name) : NULL;
    const struct lm_stmt *have = stream != NULL   ? stream->stmt
                                 : source != NULL ? source->stmt
                                                  : NULL;

    if (have == NULL) {
        lm_fail(b->err, LM_E_TABLE, st->name_pos, "\"%.*s\" has not been created",
                LM_STRF(st->name));
        return NULL;
    }
    if (kind_is(have, st->object))
        return have;
    lm_fail(b->err, LM_E_TABLE, st->name_pos, "\"%.*s\" is a %s", LM_STRF(st->name),
            kind_name(have));
    return NULL;
}

static bool
stream_reads(const struct lm_stream *s, struct lm_str name)
{
    if (s->stmt == NULL)
        return false;
    return query_reads(s->stmt->query, name) || lm_str_eq_nocase(s->stmt->from_name, name);
}

/* Takes a name away, and with it what reads it. Without CASCADE it is an error that something does. */
static int
drop_name(struct lm_binder *b, const struct lm_stmt *st, struct lm_str name, struct lm_life *life)
{
    struct lm_catalog *c = b->cat;

    life->to = c->at;
    for (uint32_t i = 0; i < c->streams.n; i++) {
        struct lm_stream *s = c->streams.at[i];
        if (!lm_catalog_alive(c, s->life) || !stream_reads(s, name))
            continue;
        if (!st->cascade) {
            lm_fail(b->err, LM_E_IN_USE, st->name_pos, "\"%.*s\" is read by \"%.*s\"",
                    LM_STRF(name), LM_STRF(s->name));
            return lm_hint(b->err, "DROP ... CASCADE drops that too");
        }
        if (drop_name(b, st, s->name, &s->life) != 0)
            return -1;
    }
    return 0;
}

int
bind_drop(struct lm_binder *b, const struct lm_stmt *st)
{
    struct lm_stream *stream = stream_alive(b->cat, st->name);
    struct lm_source *source = stream == NULL ? source_alive(b->cat, st->name) : NULL;

    if (stream == NULL && source == NULL && st->if_exists)
        return 0;
    if (bind_created(b, st) == NULL)
        return -1;
    if (stream != NULL)
        return drop_name(b, st, stream->name, &stream->life);
    return drop_name(b, st, source->name, &source->life);
}
