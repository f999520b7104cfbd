/* ndjson.h -- what the files of the NDJSON decoder share. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_NDJSON_H
#define LM_NDJSON_H

#include "fmt/fmt.h"
#include "fmt/put.h"
#include "fmt/scan.h"

enum {
    ND_SHAPES = 32,        /* remembered; a power of two */
    ND_SHAPE_TOKENS = 256, /* of one shape at the most */
    ND_SHAPE_MEMBERS = 64
};

/* A key of a shape: its first 16 bytes, quotes included, are compared as two words. */
struct nd_member {
    uint64_t word[2];
    uint64_t mask[2];
    const char *rest; /* what is beyond 16 bytes */
    uint16_t nrest;
    uint16_t token; /* of the key, from the record's first */
};

/* A value of a shape that goes to a column. */
struct nd_read {
    uint16_t token;  /* of the value */
    uint16_t behind; /* the token behind it */
    uint16_t col;
};

/* A record as it was seen before: the classes of its tokens, its keys, and which values
 * are read. */
struct nd_shape {
    uint32_t ntok;   /* with the line end; 0: no shape */
    uint32_t credit; /* hits less misses */
    uint32_t nmember, nread, nabsent;
    uint64_t cls[ND_SHAPE_TOKENS / 8];
    uint64_t
        mask[ND_SHAPE_TOKENS / 8]; /* a value may be text or scalar; behind the end all may be */
    struct nd_member member[ND_SHAPE_MEMBERS];
    struct nd_read *read; /* [ncol room, and more for equal keys] */
    uint16_t *absent;     /* [ncol] columns that it has no key for */
    char *rest;           /* where members keep what is beyond 16 bytes */
};

struct nd_key {
    struct lm_str name; /* what is looked for; nocase: as the first record has it */
    uint64_t head;      /* its first eight bytes */
    int32_t next;       /* another column of the same name; -1: none */
    uint64_t seen;      /* number of the record that had it last */
};

struct ndjson {
    struct lm_decoder d;
    const struct lm_scan_type *scan;
    bool begun;          /* the begin of the file is behind */
    bool ready;          /* keys and table are */
    bool resolved;       /* nocase is decided */
    bool careful;        /* read every record by its text */
    bool any_record;     /* a column wants whole records */
    uint32_t nkey;       /* columns that have a key */
    uint64_t serial;     /* number of the record */
    struct nd_key *keys; /* [ncol] */
    int32_t *table;      /* key hash to column, open addressing; -1: free */
    uint32_t table_mask;
    struct nd_shape shapes[ND_SHAPES];
    const char *p; /* the window of which s is the scan */
    struct lm_scan s;
};

/* The column of a key that has no escapes, or -1. Padded: eight bytes at key.p are readable. */
int32_t nd_lookup(const struct ndjson *nd, struct lm_str key);
int32_t nd_lookup_padded(const struct ndjson *nd, struct lm_str key);

/* Whether the text, of the window, has no rare bytes. */
static inline bool
nd_clean(const struct ndjson *nd, struct lm_str text)
{
    uint32_t from = (uint32_t)(text.p - nd->p);

    return nd->s.rare == 0 || !lm_scan_rare(&nd->s, from, from + (uint32_t)text.n);
}

/* Writes the value p[0..n) (exactly, its structure is known) to a column. `clean`: no backslashes,
 * bytes from 0x80 or below 0x20 within its quotes. False: it is no JSON value. Bytes behind are
 * readable. */
bool nd_value(struct ndjson *nd, struct lm_put *o, uint32_t col, struct lm_str text, bool clean);

/* As many of the records from `line` of the window on, up to `most`, as have the same known shape:
 * into the rows from that of o on, which does not move. 0: nd_walk must look at the first. */
uint32_t nd_run(struct ndjson *nd, struct lm_put *o, uint32_t line, uint32_t most);

/* The record that stands in tokens [from, end], `end` being its line end, of the window, into the
 * row of o. False: nd_slow must look at it. */
bool nd_walk(struct ndjson *nd, struct lm_put *o, uint32_t from, uint32_t end);

/* Writes the values v[0..n) of the window, one a row, from the row of o on, which does not move.
 * False: one of them is no JSON value. */
bool
nd_column(struct ndjson *nd, struct lm_put *o, uint32_t col, const struct lm_str *v, uint32_t n);

/* The same by the text alone: judges everything, resolves names at the first record. False: it is
 * refused, and *fault says why. */
struct nd_fault {
    enum lm_code code;
    struct lm_str field;
    char what[160];
};

/* Whether the text is one object with its structure in order. */
bool nd_check(struct lm_str text, struct nd_fault *fault);

bool nd_slow(struct ndjson *nd, struct lm_put *o, struct lm_str text, struct nd_fault *fault);

/* Fills the table from the names of the keys. */
void nd_table_fill(struct ndjson *nd);

/* Room for the shapes' columns; once, when the keys are known. */
void nd_shapes_open(struct ndjson *nd);

#endif
