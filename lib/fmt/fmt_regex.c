/* fmt_regex.c -- regex:PATTERN: the named groups of a pattern that each line must match. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * The pattern is PCRE2's, in UTF-8, compiled to machine code where that is there. Groups are
 * columns in the order of their numbers, and their texts are typed as CSV fields are. A line that
 * needs more steps than the limit is refused, so a bad pattern slows a stream down but never stops
 * it.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "fmt/lines.h"
#include "fmt/types.h"

enum { REGEX_STEPS_MAX = 1000000, REGEX_STACK_MIN = 32 << 10, REGEX_STACK_MAX = 4 << 20 };

struct regex {
    struct lm_lines l;
    pcre2_code *code;
    pcre2_match_data *match;
    pcre2_match_context *limits;
    pcre2_jit_stack *stack; /* NULL: the machine's, which is small */
    uint32_t *group;        /* [nfield] number in the pattern */
};

static const char *
regex_line(struct lm_lines *l, struct lm_str line, struct lm_arena *a)
{
    struct regex *x = (struct regex *)l;
    int r = pcre2_match(x->code, (PCRE2_SPTR)line.p, line.n, 0, PCRE2_NO_UTF_CHECK, x->match,
                        x->limits);

    l->code = r == PCRE2_ERROR_NOMATCH ? LM_E_RECORD : LM_E_PATTERN;
    if (r < 0)
        return r == PCRE2_ERROR_NOMATCH ? "the line does not match the pattern"
                                        : "the pattern needs too many steps for this line";
    const PCRE2_SIZE *at = pcre2_get_ovector_pointer(x->match);
    for (uint32_t i = 0; i < l->nfield; i++) {
        PCRE2_SIZE from = at[2 * x->group[i]], to = at[2 * x->group[i] + 1];
        bool took_part = from != PCRE2_UNSET && to >= from; /* \K can turn them round */
        l->fields[i] = took_part
                           ? lm_val_of_field((struct lm_str){ line.p + from, to - from }, false)
                           : LM_VAL_NULL;
    }
    return NULL;
}

/* The named groups, by their numbers. */
static void
regex_groups(struct regex *x, struct lm_arena *a)
{
    PCRE2_SPTR table = NULL;
    uint32_t n = 0, size = 0;
    struct lm_str *names;

    pcre2_pattern_info(x->code, PCRE2_INFO_NAMECOUNT, &n);
    pcre2_pattern_info(x->code, PCRE2_INFO_NAMEENTRYSIZE, &size);
    pcre2_pattern_info(x->code, PCRE2_INFO_NAMETABLE, &table);
    names = lm_alloc(a, (n + 1) * sizeof *names);
    x->group = lm_alloc(a, (n + 1) * sizeof *x->group);
    for (uint32_t i = 0; i < n; i++) {
        const unsigned char *entry = table + (size_t)i * size;
        uint32_t number = (uint32_t)entry[0] << 8 | entry[1], k = i;
        for (; k > 0 && x->group[k - 1] > number; k--) {
            x->group[k] = x->group[k - 1];
            names[k] = names[k - 1];
        }
        x->group[k] = number;
        names[k] = lm_str_dup(a, lm_str_of((const char *)entry + 2));
    }
    x->l.names = names;
    x->l.nfield = n;
}

static void
regex_fini(struct lm_decoder *d)
{
    struct regex *x = (struct regex *)d;

    pcre2_match_data_free(x->match);
    pcre2_match_context_free(x->limits);
    pcre2_jit_stack_free(x->stack);
    pcre2_code_free(x->code);
    x->code = NULL;
}

static struct lm_decoder *
regex_open(struct lm_arena *a, const struct lm_fmt_options *o, struct lm_err *err)
{
    struct regex *x = lm_alloc(a, sizeof *x);
    unsigned char why[200];
    PCRE2_SIZE at = 0;
    int error = 0;

    lm_lines_init(&x->l, a, o, regex_line);
    x->l.d.type = &lm_fmt_regex;
    if (o->pattern.n == 0) {
        lm_fail(err, LM_E_USAGE, LM_NOWHERE, "format regex needs a pattern: regex:PATTERN");
        return NULL;
    }
    x->code = pcre2_compile((PCRE2_SPTR)o->pattern.p, o->pattern.n, PCRE2_UTF, &error, &at, NULL);
    if (x->code == NULL) {
        pcre2_get_error_message(error, why, sizeof why);
        lm_fail(err, LM_E_USAGE, LM_NOWHERE, "pattern \"%.*s\": %s at byte %zu",
                LM_STRF(o->pattern), why, at);
        return NULL;
    }
    pcre2_jit_compile(x->code,
                      PCRE2_JIT_COMPLETE); /* where it fails, matching is slower, not wrong */
    x->match = pcre2_match_data_create_from_pattern(x->code, NULL);
    x->limits = pcre2_match_context_create(NULL);
    if (x->match == NULL || x->limits == NULL) {
        regex_fini(&x->l.d);
        lm_fail(err, LM_E_OUT_OF_MEMORY, LM_NOWHERE, "no memory for the pattern");
        return NULL;
    }
    pcre2_set_match_limit(x->limits, REGEX_STEPS_MAX);
    x->stack = pcre2_jit_stack_create(REGEX_STACK_MIN, REGEX_STACK_MAX, NULL);
    pcre2_jit_stack_assign(x->limits, NULL, x->stack);
    regex_groups(x, a);
    return &x->l.d;
}

const struct lm_fmt_type lm_fmt_regex = {
    .name = "regex",
    .open = regex_open,
    .names = lm_lines_names,
    .decode = lm_lines_decode,
    .rewind = lm_lines_rewind,
    .fini = regex_fini,
};
