/* regex.c -- regular expressions (PCRE2) for scalar functions: compiled once, bounded in steps. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A pattern that is the same in all rows is compiled once, to machine code, into the arena that
 * lives as long as the expression; one that differs from row to row is compiled for its row into the
 * batch's arena and interpreted: PCRE2 gets its memory from us, so nothing has to be freed. Steps,
 * depth and heap of a match are limited: a pattern that backtracks without end is an error.
 */
#define PCRE2_CODE_UNIT_WIDTH 8

#include "expr/regex.h"

#include <assert.h>
#include <pcre2.h>

#include "base/utf8.h"

enum {
    REGEX_STEPS_MAX = 2000000, /* of one match */
    REGEX_DEPTH_MAX = 20000,   /* of backtracking points */
    REGEX_HEAP_KIB = 16384,
    REGEX_STACK_BYTES = 512 * 1024
};

struct lm_regex {
    pcre2_code *code;
    pcre2_match_data *match;
    pcre2_match_context *limits;
    uint32_t groups;
    bool global;
};

static void *
regex_alloc(size_t n, void *arena)
{
    return lm_alloc_raw(arena, n);
}

static void
regex_free(void *p, void *arena)
{
    (void)p;
    (void)arena;
}

/* Flags as PostgreSQL writes them; false for an unknown one. */
static bool
regex_flags(struct lm_str flags, uint32_t *options, bool *global)
{
    for (size_t i = 0; i < flags.n; i++) {
        switch (flags.p[i]) {
        case 'i':
            *options |= PCRE2_CASELESS;
            break;
        case 'c':
            *options &= ~(uint32_t)PCRE2_CASELESS;
            break;
        case 'm':
        case 'n':
            *options |= PCRE2_MULTILINE;
            break;
        case 's':
            *options |= PCRE2_DOTALL;
            break;
        case 'x':
            *options |= PCRE2_EXTENDED;
            break;
        case 'g':
            *global = true;
            break;
        default:
            return false;
        }
    }
    return true;
}

/* SQL's regular expression as a PCRE2 one: % and _ stand for .* and . , the rest is alike; what
 * means nothing to SQL is taken by itself. */
static struct lm_str
regex_similar(struct lm_arena *a, struct lm_str s, bool part)
{
    struct lm_out o = lm_out_new(a);
    bool in_set = false, lazy = part && memmem(s.p, s.n, "\\\"", 2) != NULL; /* what stands before the part */

    lm_out_addz(&o, !part || lazy ? "^(?:" : "^(");
    for (size_t i = 0; i < s.n; i++) {
        char ch = s.p[i];
        if (part && ch == '\\' && i + 1 < s.n && s.p[i + 1] == '"') {
            lm_out_addz(&o, lazy ? ")(" : ")(?:");
            lazy = false;
            i++;
            continue;
        }
        if (ch == '\\' && i + 1 < s.n) {
            lm_out_addc(&o, '\\'); /* \d and its like mean to SQL what they do here */
            lm_out_addc(&o, s.p[++i]);
            continue;
        }
        if (in_set) {
            in_set = ch != ']';
            if (ch == '[' && (i + 1 == s.n || s.p[i + 1] != ':'))
                lm_out_addc(&o, '\\');
            if (ch == '[' && i + 1 < s.n && s.p[i + 1] == ':') {
                /* A class of characters, [:alpha:], has brackets of its own. */
                const char *close = memmem(s.p + i, s.n - i, ":]", 2);
                size_t end = close == NULL ? s.n : (size_t)(close - s.p) + 2;
                lm_out_add(&o, s.p + i, end - i);
                i = end - 1;
                continue;
            }
            lm_out_addc(&o, ch);
            continue;
        }
        in_set = ch == '[';
        if (ch == '%')
            lm_out_addz(&o, lazy ? ".*?" : ".*");
        else if (part && ch == '(')
            lm_out_addz(&o, "(?:");
        else if (lazy && (ch == '*' || ch == '+' || ch == '?' || ch == '}'))
            lm_out_addc(&o, ch), lm_out_addc(&o, '?');
        else if (ch == '_')
            lm_out_addc(&o, '.');
        else if (ch == '.' || ch == '^' || ch == '$')
            lm_out_addc(&o, '\\'), lm_out_addc(&o, ch);
        else
            lm_out_addc(&o, ch);
    }
    lm_out_addz(&o, ")\\z");
    return (struct lm_str){o.p, o.n};
}

/* PostgreSQL's bounds of words, which PCRE2 does not know: \m \M begin and end, \y \Y a bound or none. */
static struct lm_str
regex_words(struct lm_arena *a, struct lm_str s)
{
    struct lm_out o = lm_out_new(a);
    size_t done = 0;

    for (size_t i = 0; i + 1 < s.n; i++) {
        if (s.p[i] != '\\')
            continue;
        char ch = s.p[++i];
        const char *word = ch == 'y'   ? "\\b"
                           : ch == 'Y' ? "\\B"
                           : ch == 'm' ? "\\b(?=\\w)"
                           : ch == 'M' ? "\\b(?<=\\w)"
                                       : NULL;
        if (word == NULL)
            continue;
        lm_out_add(&o, s.p + done, i - 1 - done);
        lm_out_addz(&o, word);
        done = i + 1;
    }
    if (done == 0)
        return s;
    lm_out_add(&o, s.p + done, s.n - done);
    return (struct lm_str){o.p, o.n};
}

static struct lm_regex *
regex_bad(struct lm_call *c, struct lm_str pattern, int code, size_t at)
{
    char what[160] = "";

    pcre2_get_error_message(code, (PCRE2_UCHAR *)what, sizeof what);
    LM_FN_FAIL(c, LM_E_PATTERN, "the pattern \"%.*s\" at character %zu: %s",
               (int)(pattern.n > 200 ? 200 : pattern.n), pattern.p, at + 1, what);
    return NULL;
}

static struct lm_regex *
regex_compile(struct lm_call *c, struct lm_str pattern, bool fixed, uint32_t options)
{
    struct lm_arena *a = fixed ? c->x->keep : c->arena;
    struct lm_regex *r = lm_alloc(a, sizeof *r);
    pcre2_general_context *memory = pcre2_general_context_create(regex_alloc, regex_free, a);
    pcre2_compile_context *rules = pcre2_compile_context_create(memory);
    int code = 0;
    size_t at = 0;

    pcre2_set_parens_nest_limit(rules, 200);
    r->code = pcre2_compile((PCRE2_SPTR)(pattern.p != NULL ? pattern.p : ""), pattern.n,
                            options | PCRE2_UTF | PCRE2_NO_UTF_CHECK, &code, &at, rules);
    if (r->code == NULL)
        return regex_bad(c, pattern, code, at);
    r->match = pcre2_match_data_create_from_pattern(r->code, memory);
    r->limits = pcre2_match_context_create(memory);
    pcre2_set_match_limit(r->limits, REGEX_STEPS_MAX);
    pcre2_set_depth_limit(r->limits, REGEX_DEPTH_MAX);
    pcre2_set_heap_limit(r->limits, REGEX_HEAP_KIB);
    if (fixed && !c->x->once && pcre2_jit_compile(r->code, PCRE2_JIT_COMPLETE) == 0) {
        pcre2_jit_stack *stack = pcre2_jit_stack_create(32 * 1024, REGEX_STACK_BYTES, memory);
        if (stack != NULL)
            pcre2_jit_stack_assign(r->limits, NULL, stack);
    }
    pcre2_pattern_info(r->code, PCRE2_INFO_CAPTURECOUNT, &r->groups);
    return r;
}

struct lm_regex *
lm_regex_form_of(struct lm_call *c, struct lm_str pattern, bool fixed, struct lm_str flags,
                 enum lm_regex_form form)
{
    bool similar = form == LM_REGEX_SIMILAR || form == LM_REGEX_PART;
    uint32_t options = similar ? PCRE2_DOTALL
                       : form == LM_REGEX_WHOLE ? PCRE2_ANCHORED | PCRE2_ENDANCHORED
                                                : 0;
    bool global = false;

    if (fixed && *c->memo != NULL)
        return *c->memo;
    if (!regex_flags(flags, &options, &global)) {
        LM_FN_FAIL(c, LM_E_PATTERN, "the flags \"%.*s\" are not of i, c, g, m, n, s, x",
                   (int)(flags.n > 40 ? 40 : flags.n), flags.p);
        return NULL;
    }
    if (similar)
        pattern = regex_similar(c->arena, pattern, form == LM_REGEX_PART);
    pattern = regex_words(c->arena, pattern);
    struct lm_regex *r = regex_compile(c, pattern, fixed, options);
    if (r == NULL)
        return NULL;
    r->global = global;
    if (fixed)
        *c->memo = r;
    return r;
}

struct lm_regex *
lm_regex_of(struct lm_call *c, const struct lm_val *arg, uint32_t narg, uint32_t pattern,
            uint32_t flags)
{
    struct lm_str none = {"", 0};
    bool fixed = lm_fn_fixed(c, pattern) && (flags >= narg || lm_fn_fixed(c, flags));

    assert(pattern < narg);
    return lm_regex_form_of(c, lm_val_text(&arg[pattern]), fixed,
                            flags < narg ? lm_val_text(&arg[flags]) : none, LM_REGEX_PCRE);
}

bool
lm_regex_global(const struct lm_regex *r)
{
    return r->global;
}

uint32_t
lm_regex_groups(const struct lm_regex *r)
{
    return r->groups;
}

int
lm_regex_find(struct lm_call *c, struct lm_regex *r, struct lm_str s, size_t from)
{
    assert(from <= s.n);
    int n = pcre2_match(r->code, (PCRE2_SPTR)(s.p != NULL ? s.p : ""), s.n, from,
                        PCRE2_NO_UTF_CHECK, r->match, r->limits);

    if (n >= 0)
        return 1;
    if (n == PCRE2_ERROR_NOMATCH)
        return 0;
    LM_FN_FAIL(c, LM_E_PATTERN,
               n == PCRE2_ERROR_MATCHLIMIT || n == PCRE2_ERROR_DEPTHLIMIT ||
                       n == PCRE2_ERROR_HEAPLIMIT || n == PCRE2_ERROR_JIT_STACKLIMIT
                   ? "the pattern needs too many steps to match"
                   : "the pattern cannot be matched");
    return -1;
}

bool
lm_regex_group(const struct lm_regex *r, uint32_t g, size_t *begin, size_t *end)
{
    PCRE2_SIZE *at = pcre2_get_ovector_pointer(r->match);

    assert(g <= r->groups);
    *begin = at[2 * g];
    *end = at[2 * g + 1];
    /* \K can put the begin of a match behind its end. */
    return *begin != PCRE2_UNSET && *begin <= *end;
}

size_t
lm_regex_next(const struct lm_regex *r, struct lm_str s)
{
    size_t begin = 0, end = 0;

    if (lm_regex_group(r, 0, &begin, &end) && end > begin)
        return end;
    end = end > s.n ? s.n : end;
    if (end < s.n)
        lm_utf8_next(s, &end);
    else
        end = s.n + 1;
    return end;
}
