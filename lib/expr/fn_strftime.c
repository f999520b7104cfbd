/* fn_strftime.c -- strftime and strptime: C's patterns, both ways. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "expr/functions.h"

#include "expr/fn_calendar.h"

/* What stands for several letters at once. */
static const char *
strf_expand(char letter)
{
    switch (letter) {
    case 'T':
    case 'X':
        return "%H:%M:%S";
    case 'D':
    case 'x':
        return "%m/%d/%y";
    case 'F':
        return "%Y-%m-%d";
    case 'R':
        return "%H:%M";
    case 'r':
        return "%I:%M:%S %p";
    case 'c':
        return "%a %b %e %H:%M:%S %Y";
    case '+':
        return "%Y-%m-%dT%H:%M:%S%.f+00:00";
    default:
        return NULL;
    }
}

/* One %[-][.][digits]letter of a pattern. */
struct strf_spec {
    char letter;
    bool bare;  /* '-': no zeros in front */
    bool dot;   /* '.' before f: with its point, nothing when zero */
    int digits; /* of %3f; 0: not given */
};

/* Reads the specification behind a '%'. */
static struct strf_spec
strf_spec(struct lm_str s, size_t *at)
{
    struct strf_spec p = {0};

    if (*at < s.n && (s.p[*at] == '-' || s.p[*at] == '#')) {
        p.bare = true;
        ++*at;
    }
    if (*at < s.n && s.p[*at] == '.') {
        p.dot = true;
        ++*at;
    }
    if (*at + 1 < s.n && s.p[*at] >= '1' && s.p[*at] <= '9' && s.p[*at + 1] == 'f')
        p.digits = s.p[(*at)++] - '0';
    p.letter = *at < s.n ? s.p[(*at)++] : '\0';
    return p;
}

static void
strf_name(struct lm_out *o, const char *name, bool full)
{
    lm_out_add(o, name, full ? strlen(name) : 3);
}

/* %f: microseconds of six digits; %3f and the like as many; %.f the shortest with its point. */
static void
strf_fraction(struct lm_out *o, const struct strf_spec *p, int32_t us)
{
    char to[9] = "000000000";
    int n = p->digits > 0 ? p->digits : 6;

    for (int i = 5, v = us; i >= 0; i--, v /= 10)
        to[i] = (char)('0' + v % 10);
    if (p->dot && p->digits == 0) {
        while (n > 0 && to[n - 1] == '0')
            n--;
        if (n == 0)
            return;
    }
    if (p->dot)
        lm_out_addc(o, '.');
    lm_out_add(o, to, (size_t)n);
}

/* Numbers of days of the week, and of weeks. False: the letter is none of them. */
static bool
strf_week(char letter, const struct lm_civil *t, int64_t *v, int *digits)
{
    int32_t iso_year = 0, week = 0;
    int monday = (t->weekday + 6) % 7;

    lm_iso_week(t, &iso_year, &week);
    *digits = letter == 'G' ? 4 : letter == 'u' || letter == 'w' ? 1 : 2;
    *v = letter == 'G'   ? iso_year
         : letter == 'g' ? lm_floor_mod(iso_year, 100)
         : letter == 'V' ? week
         : letter == 'u' ? monday + 1
         : letter == 'w' ? t->weekday
         : letter == 'U' ? (t->yearday + 6 - t->weekday) / 7
                         : (t->yearday + 6 - monday) / 7;
    return letter != '\0' && strchr("GgVuwUW", letter) != NULL;
}

/* Numbers of the day and the time. False: the letter is none of them. */
static bool
strf_field(char letter, const struct lm_civil *t, int64_t *v, int *digits)
{
    *digits = letter == 'Y' ? 4 : letter == 'j' || letter == 'L' ? 3 : letter == 'q' ? 1 : 2;
    *v = letter == 'Y'   ? t->year
         : letter == 'C' ? lm_floor_div(t->year, 100)
         : letter == 'y' ? lm_floor_mod(t->year, 100)
         : letter == 'm' ? t->month
         : letter == 'd' ? t->day
         : letter == 'H' ? t->hour
         : letter == 'I' ? (t->hour + 11) % 12 + 1
         : letter == 'M' ? t->minute
         : letter == 'S' ? t->second
         : letter == 'j' ? t->yearday
         : letter == 'L' ? t->us / 1000
                         : (t->month + 2) / 3;
    return letter != '\0' && strchr("YCymdHIMSjLq", letter) != NULL;
}

static bool
strf_number(struct lm_out *o, const struct strf_spec *p, const struct lm_civil *t)
{
    int64_t v = 0;
    int digits = 0;

    if (!strf_field(p->letter, t, &v, &digits) && !strf_week(p->letter, t, &v, &digits))
        return false;
    lm_out_int(o, v, p->bare ? 1 : digits);
    return true;
}

/* Everything else; false for a letter that means nothing. */
static bool
strf_write(struct lm_out *o, const struct strf_spec *p, const struct lm_civil *t, int64_t us)
{
    int hour = t->hour % 12 == 0 ? 12 : t->hour % 12;
    int padded = p->letter == 'e' ? t->day : p->letter == 'k' ? t->hour : hour;

    switch (p->letter) {
    case 'a':
    case 'A':
        strf_name(o, lm_day_names[t->weekday], p->letter == 'A');
        return true;
    case 'b':
    case 'h':
    case 'B':
        strf_name(o, lm_month_names[t->month - 1], p->letter == 'B');
        return true;
    case 'p':
        lm_out_addz(o, t->hour < 12 ? "AM" : "PM");
        return true;
    case 'P':
        lm_out_addz(o, t->hour < 12 ? "am" : "pm");
        return true;
    case 'e':
    case 'k':
    case 'l':
        if (padded < 10 && !p->bare)
            lm_out_addc(o, ' ');
        lm_out_int(o, padded, 1);
        return true;
    case 'f':
        strf_fraction(o, p, t->us);
        return true;
    case 's':
        lm_out_int(o, lm_floor_div(us, LM_US_SECOND), 1);
        return true;
    case 'z':
        lm_out_addz(o, "+0000");
        return true;
    case 'Z':
        lm_out_addz(o, "UTC");
        return true;
    case 'n':
    case 't':
        lm_out_addc(o, p->letter == 'n' ? '\n' : '\t');
        return true;
    case '%':
        lm_out_addc(o, '%');
        return true;
    default:
        return strf_number(o, p, t);
    }
}

/* Writes by the pattern; `deep` inside of what stands for several letters. */
static bool
strf_all(struct lm_out *o, struct lm_str s, const struct lm_civil *t, int64_t us, bool deep)
{
    for (size_t at = 0; at < s.n;) {
        if (s.p[at] != '%') {
            lm_out_addc(o, s.p[at++]);
            continue;
        }
        at++;
        struct strf_spec p = strf_spec(s, &at);
        const char *more = deep ? NULL : strf_expand(p.letter);
        if (more != NULL ? !strf_all(o, lm_str_of(more), t, us, true) : !strf_write(o, &p, t, us))
            return false;
        if (o->n > LM_OUT_MAX)
            return false;
    }
    return true;
}

static void
strf_bad(struct lm_call *c, struct lm_str pattern)
{
    LM_FN_FAIL(c, LM_E_PATTERN, "the pattern \"%.*s\" is not made of strftime's letters",
               (int)(pattern.n > 100 ? 100 : pattern.n), pattern.p);
}

void
lm_fn_strftime(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_out o = lm_out_new(c->arena);
    struct lm_civil t;

    lm_civil_of(arg[0].i, &t);
    if (strf_all(&o, lm_val_text(&arg[1]), &t, arg[0].i, false))
        *out = lm_out_str(&o);
    else
        strf_bad(c, lm_val_text(&arg[1]));
}

/* Reading ------------------------------------------------------------------------------------------ */

/* The digits of a fraction, rounded to the microsecond. */
static bool
strp_fraction(struct lm_str s, size_t *at, struct lm_parts *p)
{
    static const int32_t scale[] = {1000000, 100000, 10000, 1000, 100, 10, 1};
    size_t begin = *at;
    int64_t v = 0;

    if (!lm_digits(s, at, 6, &v))
        return false;
    p->us = (int32_t)v * scale[*at - begin];
    if (*at < s.n && s.p[*at] >= '5' && s.p[*at] <= '9' && *at - begin == 6)
        p->us++;
    while (*at < s.n && s.p[*at] >= '0' && s.p[*at] <= '9')
        ++*at;
    return true;
}

/* Letters that read a number: how many digits at most; 0: none of them. */
static int
strp_width(char letter)
{
    switch (letter) {
    case 'Y':
    case 'G':
        return 4;
    case 'j':
    case 'L':
        return 3;
    case 'u':
    case 'w':
        return 1;
    case 's':
        return 15;
    default:
        return letter != '\0' && strchr("ymdeHkIlMSCgUWV", letter) != NULL ? 2 : 0;
    }
}

static void
strp_number(struct lm_parts *p, char letter, int64_t v)
{
    switch (letter) {
    case 'Y':
        p->year = v;
        break;
    case 'y':
        p->year = v < 69 ? v + 2000 : v + 1900;
        break;
    case 'G':
        p->iso_year = (int32_t)v;
        break;
    case 'V':
        p->iso_week = (int32_t)v;
        break;
    case 'u':
        p->iso_day = (int32_t)v;
        break;
    case 'w':
        p->iso_day = v == 0 ? 7 : (int32_t)v;
        break;
    case 'm':
        p->month = (int32_t)v;
        break;
    case 'd':
    case 'e':
        p->day = (int32_t)v;
        break;
    case 'H':
    case 'k':
        p->hour = (int32_t)v;
        break;
    case 'I':
    case 'l':
        p->hour12 = (int32_t)v;
        break;
    case 'M':
        p->minute = (int32_t)v;
        break;
    case 'S':
        p->second = (int32_t)v;
        break;
    case 'j':
        p->yearday = (int32_t)v;
        break;
    case 'L':
        p->ms = (int32_t)v;
        break;
    case 's':
        p->epoch = v;
        break;
    default:
        break; /* C, g, U, W say nothing that is needed */
    }
}

static bool
strp_name(struct lm_str s, size_t *at, struct lm_parts *p, bool month)
{
    struct lm_str rest = {s.p + *at, s.n - *at};
    const char *const *names = month ? lm_month_names : lm_day_names;
    size_t n = 0;
    int k = lm_name_match(rest, names, month ? 12 : 7, true, &n);

    if (k < 0)
        k = lm_name_match(rest, names, month ? 12 : 7, false, &n);
    if (k < 0)
        return false;
    if (month)
        p->month = k + 1;
    *at += n;
    return true;
}

static bool
strp_one(struct lm_str s, size_t *at, const struct strf_spec *f, struct lm_parts *p)
{
    int width = strp_width(f->letter);
    int64_t v = 0;

    if (width > 0) {
        bool minus = *at < s.n && s.p[*at] == '-' && (f->letter == 's' || f->letter == 'Y');
        if (f->letter == 'e' || f->letter == 'k' || f->letter == 'l')
            while (*at < s.n && s.p[*at] == ' ')
                ++*at;
        *at += minus;
        if (!lm_digits(s, at, width, &v))
            return false;
        strp_number(p, f->letter, minus ? -v : v);
        return true;
    }
    switch (f->letter) {
    case 'a':
    case 'A':
        return strp_name(s, at, p, false);
    case 'b':
    case 'h':
    case 'B':
        return strp_name(s, at, p, true);
    case 'p':
    case 'P':
        if (s.n - *at < 2 || (s.p[*at + 1] | 32) != 'm')
            return false;
        p->pm = (s.p[*at] | 32) == 'p' ? 1 : 0;
        *at += 2;
        return p->pm == 1 || (s.p[*at - 2] | 32) == 'a';
    case 'f':
        if (f->dot) {
            if (*at >= s.n || s.p[*at] != '.')
                return true;
            ++*at;
        }
        return strp_fraction(s, at, p);
    case 'z':
    case 'Z':
        return lm_offset_read(s, at, &p->offset);
    case '%':
        return *at < s.n && s.p[(*at)++] == '%';
    default:
        return false;
    }
}

static bool
strp_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Reads s from *at on by the pattern. */
static bool
strp_all(struct lm_str s, size_t *at, struct lm_str pattern, struct lm_parts *p, bool deep)
{
    for (size_t i = 0; i < pattern.n;) {
        char ch = pattern.p[i++];
        bool blank = strp_blank(ch);
        if (ch == '%') {
            struct strf_spec f = strf_spec(pattern, &i);
            const char *more = deep ? NULL : strf_expand(f.letter);
            blank = f.letter == 'n' || f.letter == 't';
            if (!blank && (more != NULL ? !strp_all(s, at, lm_str_of(more), p, true)
                                        : !strp_one(s, at, &f, p)))
                return false;
        } else if (!blank) {
            if (*at >= s.n || s.p[(*at)++] != ch)
                return false;
        }
        while (blank && *at < s.n && strp_blank(s.p[*at]))
            ++*at;
    }
    return true;
}

/* Whether every letter of the pattern means something: a pattern that can read no text at all. */
static bool
strp_known(struct lm_str pattern)
{
    for (size_t i = 0; i < pattern.n;) {
        if (pattern.p[i++] != '%')
            continue;
        struct strf_spec f = strf_spec(pattern, &i);
        if (f.letter == '\0' || (strf_expand(f.letter) == NULL && strp_width(f.letter) == 0 &&
                                 strchr("aAbhBpPfzZ%nt", f.letter) == NULL))
            return false;
    }
    return true;
}

void
lm_fn_strptime(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_str s = lm_val_text(&arg[0]), pattern = lm_val_text(&arg[1]);
    struct lm_parts p;
    size_t at = 0;
    int64_t us = 0;

    if (!strp_known(pattern)) {
        strf_bad(c, pattern);
        return;
    }
    lm_parts_init(&p);
    if (strp_all(s, &at, pattern, &p, false) && at == s.n && lm_parts_us(&p, &us))
        *out = (struct lm_val){.kind = LM_K_TS, .i = us};
    else
        LM_FN_FAIL(c, LM_E_VALUE, "\"%.*s\" is no time of the pattern \"%.*s\"",
                   (int)(s.n > 100 ? 100 : s.n), s.p, (int)(pattern.n > 100 ? 100 : pattern.n),
                   pattern.p);
}

/* parse_timestamp(text, pattern): C's letters when there is a '%', else PostgreSQL's words. */
void
lm_fn_parse_timestamp(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                      struct lm_val *out)
{
    if (arg[1].n > 0 && memchr(arg[1].p, '%', arg[1].n) != NULL)
        lm_fn_strptime(c, arg, narg, out);
    else
        lm_fn_to_timestamp_text(c, arg, narg, out);
}
