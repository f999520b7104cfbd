/* fn_regex_place.c -- regular expressions from a position on, and the n-th of several matches. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>

#include "base/utf8.h"
#include "expr/functions.h"
#include "expr/regex.h"

/* Argument k into *out, which stays where it is left out: a start counts from 1, the others from 0.
 * False: the call has failed. */
static bool
place_arg(struct lm_call *c, const struct lm_val *arg, uint32_t narg, uint32_t k, int64_t *out)
{
    static const char *const names[] = {"", "", "start", "number", "end option", "flags", "group"};
    int64_t least = k == 2 ? 1 : 0;

    if (k >= narg)
        return true;
    *out = arg[k].i;
    if (*out >= least)
        return true;
    LM_FN_FAIL(c, LM_E_DOMAIN, "the %s of %s is %lld", names[k < 7 ? k : 6], c->node->fn->name,
               (long long)*out);
    return false;
}

/* Where a search that begins at character `start` begins in bytes; behind s.n: nowhere. */
static size_t
place_offset(struct lm_str s, int64_t start)
{
    size_t chars = (size_t)start - 1;

    assert(start >= 1);
    if (chars > s.n)
        return s.n + 1;
    size_t at = lm_utf8_offset(s, chars);
    return at == s.n && chars > lm_utf8_length(s) ? s.n + 1 : at;
}

/* Finds match number n (from 1) at or behind byte `at`: 1 found, 0 not, -1 the call has failed. */
static int
place_find(struct lm_call *c, struct lm_regex *r, struct lm_str s, size_t at, int64_t n)
{
    int found = 0;

    for (; n > 0 && at <= s.n; n--) {
        found = lm_regex_find(c, r, s, at);
        if (found != 1)
            return found;
        at = lm_regex_next(r, s);
    }
    return n == 0 && found == 1;
}

/* Bounds of a group of the match just found; false when it took no part or there is no such group. */
static bool
place_group(const struct lm_regex *r, int64_t group, size_t *begin, size_t *end)
{
    return group <= lm_regex_groups(r) && lm_regex_group(r, (uint32_t)group, begin, end);
}

/* regexp_count(text, pattern, start [, flags]) */
void
lm_fn_regexp_count_from(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                        struct lm_val *out)
{
    struct lm_str s = lm_val_text(&arg[0]);
    struct lm_regex *r = lm_regex_of(c, arg, narg, 1, 3);
    int64_t start = 1, n = 0;
    int found = 1;

    if (r == NULL || !place_arg(c, arg, narg, 2, &start))
        return;
    for (size_t at = place_offset(s, start); found == 1 && at <= s.n;) {
        found = lm_regex_find(c, r, s, at);
        if (found == 1) {
            n++;
            at = lm_regex_next(r, s);
        }
    }
    if (found >= 0)
        *out = lm_val_int(n);
}

/* regexp_instr(text, pattern [, start [, n [, end option [, flags [, group]]]]]): 0 for none */
void
lm_fn_regexp_instr(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_str s = lm_val_text(&arg[0]);
    struct lm_regex *r = lm_regex_of(c, arg, narg, 1, 5);
    int64_t start = 1, n = 1, behind = 0, group = 0;
    size_t begin = 0, end = 0;

    if (r == NULL || !place_arg(c, arg, narg, 2, &start) || !place_arg(c, arg, narg, 3, &n) ||
        !place_arg(c, arg, narg, 4, &behind) || !place_arg(c, arg, narg, 6, &group))
        return;
    int found = place_find(c, r, s, place_offset(s, start), n);
    if (found < 0)
        return;
    if (found == 0 || !place_group(r, group, &begin, &end))
        *out = lm_val_int(0);
    else
        *out = lm_val_int(
            1 + (int64_t)lm_utf8_length((struct lm_str){s.p, behind != 0 ? end : begin}));
}

/* regexp_substr(text, pattern [, start [, n [, flags [, group]]]]): NULL for none */
void
lm_fn_regexp_substr(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_str s = lm_val_text(&arg[0]);
    struct lm_regex *r = lm_regex_of(c, arg, narg, 1, 4);
    int64_t start = 1, n = 1, group = narg > 5 ? arg[5].i : 0;
    size_t begin = 0, end = 0;

    if (r == NULL || !place_arg(c, arg, narg, 2, &start) || !place_arg(c, arg, narg, 3, &n))
        return;
    if (group < 0) {
        LM_FN_FAIL(c, LM_E_DOMAIN, "the group of regexp_substr is %lld", (long long)group);
        return;
    }
    if (place_find(c, r, s, place_offset(s, start), n) != 1)
        return;
    if (place_group(r, group, &begin, &end))
        *out = lm_val_str((struct lm_str){s.p + begin, end - begin});
}

/* regexp_replace(text, pattern, replacement, start [, n [, flags]]): match number n, 0 for all */
void
lm_fn_regexp_replace_from(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                          struct lm_val *out)
{
    struct lm_str s = lm_val_text(&arg[0]);
    struct lm_regex *r = lm_regex_of(c, arg, narg, 1, 5);
    struct lm_out o = lm_out_new(c->arena);
    int64_t start = arg[3].i, n = narg > 4 ? arg[4].i : 1, count = 0;
    size_t done = 0, begin = 0, end = 0;
    int found = 1;

    if (r == NULL)
        return;
    if (start < 1 || n < 0) {
        LM_FN_FAIL(c, LM_E_DOMAIN, "the start of regexp_replace is %lld, the number %lld",
                   (long long)start, (long long)n);
        return;
    }
    for (size_t at = place_offset(s, start); found == 1 && at <= s.n;) {
        found = lm_regex_find(c, r, s, at);
        if (found != 1)
            break;
        count++;
        at = lm_regex_next(r, s);
        if ((n != 0 && count != n) || !lm_regex_group(r, 0, &begin, &end) || begin < done)
            continue;
        lm_out_add(&o, s.p + done, begin - done);
        lm_regex_replacement(r, s, lm_val_text(&arg[2]), &o);
        done = end;
        if (n != 0)
            break;
        if (!lm_fn_fits(c, o.n))
            return;
    }
    if (found < 0)
        return;
    lm_out_add(&o, s.p + done, s.n - done);
    if (lm_fn_fits(c, o.n))
        *out = lm_out_str(&o);
}

/* regexp_extract_all(text, pattern [, group [, flags]]): an array */
void
lm_fn_regexp_extract_all(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                         struct lm_val *out)
{
    struct lm_str s = lm_val_text(&arg[0]);
    struct lm_regex *r = lm_regex_of(c, arg, narg, 1, 3);
    struct lm_out o = lm_out_new(c->arena);
    int64_t group = narg > 2 ? arg[2].i : 0;
    size_t begin = 0, end = 0;
    int found = 1;

    if (r == NULL)
        return;
    if (group < 0 || group > lm_regex_groups(r)) {
        LM_FN_FAIL(c, LM_E_DOMAIN, "the pattern has %u groups, not %lld", lm_regex_groups(r),
                   (long long)group);
        return;
    }
    lm_out_addc(&o, '[');
    for (size_t at = 0; found == 1 && at <= s.n;) {
        found = lm_regex_find(c, r, s, at);
        if (found != 1)
            break;
        if (o.n > 1)
            lm_out_addc(&o, ',');
        if (lm_regex_group(r, (uint32_t)group, &begin, &end))
            lm_out_quote(&o, (struct lm_str){s.p + begin, end - begin});
        else
            lm_out_addz(&o, "null");
        at = lm_regex_next(r, s);
    }
    lm_out_addc(&o, ']');
    if (found >= 0 && lm_fn_fits(c, o.n))
        *out = lm_out_nested(&o);
}

/* a SIMILAR TO b ESCAPE e: the escape character in the place of the backslash. */
static struct lm_str
place_escape(struct lm_call *c, const struct lm_val *arg)
{
    struct lm_str s = lm_val_text(&arg[1]), escape = lm_val_text(&arg[2]);
    struct lm_out o = lm_out_new(c->arena);

    for (size_t i = 0; i < s.n; i++) {
        bool here = escape.n > 0 && s.n - i > escape.n && memcmp(s.p + i, escape.p, escape.n) == 0;
        if (here) {
            i += escape.n;
            lm_out_addc(&o, '\\');
        } else if (s.p[i] == '\\') {
            lm_out_addc(&o, '\\');
        }
        lm_out_addc(&o, s.p[i]);
    }
    return (struct lm_str){o.p, o.n};
}

void
lm_fn_similar(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    bool fixed = lm_fn_fixed(c, 1) && (narg < 3 || lm_fn_fixed(c, 2));
    struct lm_str pattern = lm_val_text(&arg[1]);

    if (narg > 2 && lm_utf8_length(lm_val_text(&arg[2])) > 1) {
        LM_FN_FAIL(c, LM_E_PATTERN, "the ESCAPE of SIMILAR TO is more than one character");
        return;
    }
    if (narg > 2 && !(fixed && *c->memo != NULL))
        pattern = place_escape(c, arg);
    struct lm_regex *r = lm_regex_form_of(c, pattern, fixed, LM_STR(""), LM_REGEX_SIMILAR);
    int found = r == NULL ? -1 : lm_regex_find(c, r, lm_val_text(&arg[0]), 0);

    if (found >= 0)
        *out = lm_val_bool(found == 1);
}

/* substring(text SIMILAR pattern ESCAPE e) */
void
lm_fn_substring_similar(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    bool fixed = lm_fn_fixed(c, 1) && lm_fn_fixed(c, 2);
    struct lm_str s = lm_val_text(&arg[0]), pattern = place_escape(c, arg);
    size_t begin = 0, end = 0, marks = 0;

    assert(narg == 3);
    for (size_t i = 0; i + 1 < pattern.n; i++) {
        marks += pattern.p[i] == '\\' && pattern.p[i + 1] == '"';
        i += pattern.p[i] == '\\';
    }
    if (lm_utf8_length(lm_val_text(&arg[2])) != 1 || (marks != 0 && marks != 2)) {
        LM_FN_FAIL(c, LM_E_PATTERN, marks != 0 && marks != 2 ? "a part stands between two escaped \""
                                                             : "ESCAPE is one character");
        return;
    }
    struct lm_regex *r = lm_regex_form_of(c, pattern, fixed, LM_STR(""), LM_REGEX_PART);
    if (r != NULL && lm_regex_find(c, r, s, 0) == 1 && lm_regex_group(r, 1, &begin, &end))
        *out = lm_val_str((struct lm_str){s.p + begin, end - begin});
}

/* regexp_full_match(text, pattern [, flags]): the whole text */
void
lm_fn_regexp_full_match(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                        struct lm_val *out)
{
    bool fixed = lm_fn_fixed(c, 1) && (narg < 3 || lm_fn_fixed(c, 2));
    struct lm_str flags = narg > 2 ? lm_val_text(&arg[2]) : LM_STR("");
    struct lm_regex *r = lm_regex_form_of(c, lm_val_text(&arg[1]), fixed, flags, LM_REGEX_WHOLE);
    int found = r == NULL ? -1 : lm_regex_find(c, r, lm_val_text(&arg[0]), 0);

    if (found >= 0)
        *out = lm_val_bool(found == 1);
}
