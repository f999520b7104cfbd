/* fn_regex.c -- functions and operators of regular expressions; LIKE is in fn_like.c. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "expr/functions.h"

#include "expr/regex.h"

static void
rx_test(struct lm_call *c, const struct lm_val *arg, struct lm_str flags, bool want,
        struct lm_val *out)
{
    struct lm_regex *r =
        lm_regex_form_of(c, lm_val_text(&arg[1]), lm_fn_fixed(c, 1), flags, LM_REGEX_PCRE);
    int found = r == NULL ? -1 : lm_regex_find(c, r, lm_val_text(&arg[0]), 0);

    if (found >= 0)
        *out = lm_val_bool((found == 1) == want);
}

void
lm_fn_rx_match(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    rx_test(c, arg, LM_STR(""), true, out);
}

void
lm_fn_rx_imatch(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    rx_test(c, arg, LM_STR("i"), true, out);
}

void
lm_fn_rx_nomatch(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    rx_test(c, arg, LM_STR(""), false, out);
}

void
lm_fn_rx_noimatch(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    rx_test(c, arg, LM_STR("i"), false, out);
}

void
lm_fn_regexp_like(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_regex *r = lm_regex_of(c, arg, narg, 1, 2);
    int found = r == NULL ? -1 : lm_regex_find(c, r, lm_val_text(&arg[0]), 0);

    if (found >= 0)
        *out = lm_val_bool(found == 1);
}

/* regexp_count(text, pattern [, flags]) */
void
lm_fn_regexp_count(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_str s = lm_val_text(&arg[0]);
    struct lm_regex *r = lm_regex_of(c, arg, narg, 1, 2);
    int64_t n = 0;
    int found = r == NULL ? -1 : 1;

    for (size_t at = 0; found == 1 && at <= s.n;) {
        found = lm_regex_find(c, r, s, at);
        if (found == 1) {
            n++;
            at = lm_regex_next(r, s);
        }
    }
    if (found >= 0)
        *out = lm_val_int(n);
}

/* The groups of the match just found (the whole match when there are none) as a JSON array. */
static void
rx_groups(const struct lm_regex *r, struct lm_str s, struct lm_out *o)
{
    uint32_t n = lm_regex_groups(r);
    size_t begin = 0, end = 0;

    lm_out_addc(o, '[');
    for (uint32_t g = n == 0 ? 0 : 1; g <= n; g++) {
        if (g > 1)
            lm_out_addc(o, ',');
        if (lm_regex_group(r, g, &begin, &end))
            lm_out_quote(o, (struct lm_str){s.p + begin, end - begin});
        else
            lm_out_addz(o, "null");
    }
    lm_out_addc(o, ']');
}

void
lm_fn_regexp_match(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_str s = lm_val_text(&arg[0]);
    struct lm_regex *r = lm_regex_of(c, arg, narg, 1, 2);
    struct lm_out o = lm_out_new(c->arena);

    if (r == NULL || lm_regex_find(c, r, s, 0) != 1)
        return;
    rx_groups(r, s, &o);
    *out = lm_out_nested(&o);
}

/* An array of the groups of each match: of the first one only without flag g. */
void
lm_fn_regexp_matches(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_str s = lm_val_text(&arg[0]);
    struct lm_regex *r = lm_regex_of(c, arg, narg, 1, 2);
    struct lm_out o = lm_out_new(c->arena);
    int found = r == NULL ? -1 : 1;

    lm_out_addc(&o, '[');
    for (size_t at = 0; found == 1 && at <= s.n;) {
        found = lm_regex_find(c, r, s, at);
        if (found != 1)
            break;
        if (o.n > 1)
            lm_out_addc(&o, ',');
        rx_groups(r, s, &o);
        at = lm_regex_next(r, s);
        if (!lm_regex_global(r))
            break;
    }
    lm_out_addc(&o, ']');
    if (found >= 0)
        *out = lm_out_nested(&o);
}

/* regexp_extract(text, pattern [, group [, flags]]) */
void
lm_fn_regexp_extract(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_str s = lm_val_text(&arg[0]);
    struct lm_regex *r = lm_regex_of(c, arg, narg, 1, 3);
    int64_t group = narg > 2 ? arg[2].i : 0;
    size_t begin = 0, end = 0;

    if (r == NULL)
        return;
    if (group < 0 || group > lm_regex_groups(r)) {
        LM_FN_FAIL(c, LM_E_DOMAIN, "the pattern has %u groups, not %lld", lm_regex_groups(r),
                   (long long)group);
        return;
    }
    if (lm_regex_find(c, r, s, 0) == 1 && lm_regex_group(r, (uint32_t)group, &begin, &end))
        *out = lm_val_str((struct lm_str){s.p + begin, end - begin});
}

void
lm_regex_replacement(const struct lm_regex *r, struct lm_str s, struct lm_str with,
                     struct lm_out *o)
{
    size_t begin = 0, end = 0;

    for (size_t i = 0; i < with.n; i++) {
        char ch = with.p[i];
        char next = i + 1 < with.n ? with.p[i + 1] : '\0';
        bool group = next == '&' || (next >= '0' && next <= '9');
        if (ch != '\\' || (!group && next != '\\')) {
            lm_out_addc(o, ch);
            continue;
        }
        i++;
        if (!group) {
            lm_out_addc(o, '\\');
            continue;
        }
        uint32_t g = next == '&' ? 0 : (uint32_t)(next - '0');
        if (g <= lm_regex_groups(r) && lm_regex_group(r, g, &begin, &end))
            lm_out_add(o, s.p + begin, end - begin);
    }
}

/* regexp_replace(text, pattern, replacement [, flags]) */
void
lm_fn_regexp_replace(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_str s = lm_val_text(&arg[0]), with = lm_val_text(&arg[2]);
    struct lm_regex *r = lm_regex_of(c, arg, narg, 1, 3);
    struct lm_out o = lm_out_new(c->arena);
    size_t done = 0, begin = 0, end = 0;
    int found = r == NULL ? -1 : 1;

    for (size_t at = 0; found == 1 && at <= s.n;) {
        found = lm_regex_find(c, r, s, at);
        if (found != 1)
            break;
        if (lm_regex_group(r, 0, &begin, &end) && begin >= done) {
            lm_out_add(&o, s.p + done, begin - done);
            lm_regex_replacement(r, s, with, &o);
            done = end;
        }
        if (!lm_fn_fits(c, o.n))
            return;
        at = lm_regex_next(r, s);
        if (!lm_regex_global(r))
            break;
    }
    if (found < 0)
        return;
    lm_out_add(&o, s.p + done, s.n - done);
    *out = lm_out_str(&o);
}

/* regexp_split_to_array(text, pattern [, flags]): the parts between matches. */
void
lm_fn_regexp_split(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_str s = lm_val_text(&arg[0]);
    struct lm_regex *r = lm_regex_of(c, arg, narg, 1, 2);
    struct lm_out o = lm_out_new(c->arena);
    size_t done = 0, begin = 0, end = 0;
    int found = r == NULL ? -1 : 1;

    lm_out_addc(&o, '[');
    for (size_t at = 0; found == 1 && at <= s.n;) {
        found = lm_regex_find(c, r, s, at);
        if (found != 1)
            break;
        at = lm_regex_next(r, s);
        /* An empty match splits between characters, not at the ends. */
        if (!lm_regex_group(r, 0, &begin, &end) || (begin == end && (begin == done || end == s.n)))
            continue;
        lm_out_quote(&o, (struct lm_str){s.p + done, begin - done});
        lm_out_addc(&o, ',');
        done = end;
    }
    if (found < 0)
        return;
    lm_out_quote(&o, (struct lm_str){s.p + done, s.n - done});
    lm_out_addc(&o, ']');
    *out = lm_out_nested(&o);
}

/* substring(text FROM pattern): the first group, or the match. */
void
lm_fn_substring_regex(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                      struct lm_val *out)
{
    struct lm_str s = lm_val_text(&arg[0]);
    struct lm_regex *r = lm_regex_of(c, arg, narg, 1, 2);
    size_t begin = 0, end = 0;

    if (r == NULL || lm_regex_find(c, r, s, 0) != 1)
        return;
    if (lm_regex_group(r, lm_regex_groups(r) > 0 ? 1 : 0, &begin, &end))
        *out = lm_val_str((struct lm_str){s.p + begin, end - begin});
}
