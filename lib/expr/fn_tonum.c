/* fn_tonum.c -- to_char of numbers and to_number: PostgreSQL's patterns of digits, both ways. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A pattern is read twice: once to learn how many digits stand before and behind the point, where the
 * first 0 is, and which signs are asked for; then item by item to write. The number is a text of digits
 * by then, rounded to the places that the pattern has, whose first digit stands at place `begin`.
 */
#include <math.h>
#include <stdio.h>

#include "expr/fn_out.h"
#include "expr/functions.h"

enum tonum_word {
    TONUM_LITERAL,
    TONUM_NINE,
    TONUM_ZERO,
    TONUM_POINT,
    TONUM_COMMA,
    TONUM_SHIFT, /* V */
    TONUM_S,
    TONUM_MI,
    TONUM_PL,
    TONUM_SG,
    TONUM_PR,
    TONUM_CURRENCY,
    TONUM_ROMAN,
    TONUM_TH,
    TONUM_EXPONENT,
    TONUM_NOTHING /* FM, B, C: change how others are written, or nothing */
};

static const struct {
    const char *text;
    enum tonum_word word;
} tonum_words[] = {
    {"EEEE", TONUM_EXPONENT}, {"FM", TONUM_NOTHING}, {"MI", TONUM_MI},       {"PL", TONUM_PL},
    {"SG", TONUM_SG},         {"PR", TONUM_PR},      {"RN", TONUM_ROMAN},    {"TH", TONUM_TH},
    {"S", TONUM_S},           {"9", TONUM_NINE},     {"0", TONUM_ZERO},      {"D", TONUM_POINT},
    {".", TONUM_POINT},       {"G", TONUM_COMMA},    {",", TONUM_COMMA},     {"V", TONUM_SHIFT},
    {"L", TONUM_CURRENCY},    {"B", TONUM_NOTHING},
};

/* What a pattern asks for. */
struct tonum_plan {
    int pre, post;      /* digits before and behind the point */
    int zero_begin;     /* place of the first 0 before the point; -1: none */
    int zero_end;       /* digits behind the point up to the last 0 there */
    int shift;          /* digits behind V; they count as `pre` too */
    bool point, shifts; /* has a point, a V */
    bool fill;          /* without FM */
    bool sign_s, sign_behind; /* S, and it stands behind the digits */
    bool sign_mi, sign_pl, sign_pr, exponent, roman, roman_small;
};

enum { TONUM_PLACES_MAX = 100, TONUM_TEXT = 2 * TONUM_PLACES_MAX + 330 };

/* The item at *at, which moves behind it. Lower case is as good; `text` is how it is written. */
static enum tonum_word
tonum_next(struct lm_str s, size_t *at, struct lm_str *text)
{
    for (size_t i = 0; i < sizeof tonum_words / sizeof *tonum_words; i++) {
        struct lm_str word = lm_str_of(tonum_words[i].text);
        *text = (struct lm_str){s.p + *at, word.n};
        if (s.n - *at >= word.n && lm_str_eq_nocase(*text, word)) {
            *at += word.n;
            return tonum_words[i].word;
        }
    }
    size_t begin = *at;
    if (s.p[begin] == '"') {
        const char *end = memchr(s.p + begin + 1, '"', s.n - begin - 1);
        size_t to = end == NULL ? s.n : (size_t)(end - s.p);
        *text = (struct lm_str){s.p + begin + 1, to - begin - 1};
        *at = to + (end != NULL);
        return TONUM_LITERAL;
    }
    begin += s.p[begin] == '\\' && begin + 1 < s.n;
    size_t end = begin + 1;
    while (end < s.n && ((unsigned char)s.p[end] & 0xC0) == 0x80)
        end++;
    *text = (struct lm_str){s.p + begin, end - begin};
    *at = end;
    return TONUM_LITERAL;
}

static void
tonum_digit(struct tonum_plan *p, bool zero)
{
    if (p->point) {
        p->post++;
        p->zero_end = zero ? p->post : p->zero_end;
        return;
    }
    if (zero && p->zero_begin < 0)
        p->zero_begin = p->pre;
    p->pre++;
    p->shift += p->shifts;
}

/* False: the call has failed. */
static bool
tonum_plan(struct lm_call *c, struct lm_str s, struct tonum_plan *p)
{
    struct lm_str text;
    int before_s = -1;

    *p = (struct tonum_plan){.zero_begin = -1, .fill = true};
    for (size_t at = 0; at < s.n;) {
        enum tonum_word word = tonum_next(s, &at, &text);
        if (word == TONUM_NINE || word == TONUM_ZERO)
            tonum_digit(p, word == TONUM_ZERO);
        p->fill = p->fill && !(word == TONUM_NOTHING && text.n == 2);
        p->shifts = p->shifts || word == TONUM_SHIFT;
        if (word == TONUM_S) {
            p->sign_s = true;
            before_s = p->point ? INT32_MAX : p->pre;
        }
        if (word == TONUM_POINT && (p->point || p->shifts)) {
            LM_FN_FAIL(c, LM_E_PATTERN, "the pattern \"%.*s\" has more than one point",
                       (int)(s.n > 60 ? 60 : s.n), s.p);
            return false;
        }
        p->point = p->point || word == TONUM_POINT;
        p->sign_mi = p->sign_mi || word == TONUM_MI || word == TONUM_SG;
        p->sign_pl = p->sign_pl || word == TONUM_PL || word == TONUM_SG;
        p->sign_pr = p->sign_pr || word == TONUM_PR;
        p->exponent = p->exponent || word == TONUM_EXPONENT;
        p->roman = p->roman || word == TONUM_ROMAN;
        p->roman_small = p->roman_small || (word == TONUM_ROMAN && text.p[0] == 'r');
    }
    p->sign_behind = p->sign_s && before_s >= p->pre;
    if (p->pre > TONUM_PLACES_MAX || p->post > TONUM_PLACES_MAX) {
        LM_FN_FAIL(c, LM_E_PATTERN, "the pattern has more than %d digits", TONUM_PLACES_MAX);
        return false;
    }
    return true;
}

/* The size of the number as text with `post` digits behind the point, moved by `shift` places. */
static size_t
tonum_text(const struct lm_val *v, struct tonum_plan *p, char *to)
{
    if (v->kind == LM_K_F64) {
        double f = fabs(v->f) * pow(10, p->shift);
        int pre = isfinite(f) ? snprintf(NULL, 0, "%.0f", f) : 3;
        int post = pre >= 15 ? 0 : pre + p->post > 15 ? 15 - pre : p->post;
        if (!isfinite(f))
            return (size_t)snprintf(to, TONUM_TEXT, "%s", isnan(f) ? "NaN" : "Infinity");
        int n = snprintf(to, TONUM_TEXT, "%.*f", post, f);
        return (size_t)n;
    }
    lm_i128 d = v->kind == LM_K_DEC ? v->d : v->i;
    int scale = v->kind == LM_K_DEC ? v->scale : 0;
    int have = scale - p->shift, zeros = 0;
    d = d < 0 ? -d : d;
    if (have < 0) {
        zeros = -have; /* digits that the shift adds */
        have = 0;
    } else if (have > p->post) {
        lm_dec_rescale(d, have, p->post, &d, NULL);
        have = p->post;
    }
    char digits[LM_DEC_TEXT];
    size_t n = lm_dec_print(d, have, digits);
    size_t whole = have > 0 ? n - (size_t)have - 1 : n;
    size_t at = 0;
    memcpy(to, digits, whole);
    at += whole;
    for (int i = 0; i < zeros && !(whole == 1 && digits[0] == '0') && at < TONUM_PLACES_MAX * 2; i++)
        to[at++] = '0';
    if (p->post > 0)
        to[at++] = '.';
    for (int i = 0; i < p->post; i++)
        to[at++] = i < have ? digits[whole + 1 + (size_t)i] : '0';
    return at;
}

/* A number on its way out. */
struct tonum_write {
    const struct tonum_plan *p;
    struct lm_out *o;
    const char *whole; /* digits before the point */
    const char *part;  /* [npart] digits behind it */
    int begin;         /* place of whole[0] */
    int npart;
    int kept;     /* digits behind the point that FM leaves */
    int place;    /* digits written or passed over so far */
    bool minus;
    bool signed_; /* the sign has been written, or there is none */
    bool in;      /* a digit has been written */
    bool hidden;  /* a lone 0 before the point is not shown */
    bool over;    /* # for all digits */
};

static void
tonum_sign(struct tonum_write *w)
{
    const struct tonum_plan *p = w->p;

    if (w->signed_ || (p->sign_s && p->sign_behind))
        return;
    w->signed_ = true;
    if (p->sign_s)
        lm_out_addc(w->o, w->minus ? '-' : '+');
    else if (p->sign_pr && (w->minus || p->fill))
        lm_out_addc(w->o, w->minus ? '<' : ' ');
    else if (w->minus)
        lm_out_addc(w->o, '-');
    else if (p->fill && !p->sign_pr)
        lm_out_addc(w->o, ' ');
}

/* What stands behind the last digit. */
static void
tonum_end(struct tonum_write *w)
{
    const struct tonum_plan *p = w->p;

    if (w->place != p->pre + p->post)
        return;
    if (p->sign_pr && (w->minus || p->fill))
        lm_out_addc(w->o, w->minus ? '>' : ' ');
    if (p->sign_s && p->sign_behind)
        lm_out_addc(w->o, w->minus ? '-' : '+');
}

/* The digit of one 9 or 0 of the pattern. */
static void
tonum_put(struct tonum_write *w, bool zero)
{
    const struct tonum_plan *p = w->p;
    int place = w->place++;

    if (place >= p->pre) {
        int k = place - p->pre;
        if (w->over)
            lm_out_addc(w->o, '#');
        else if (k < w->npart && (p->fill || k < w->kept || zero))
            lm_out_addc(w->o, w->part[k]);
    } else if (place < w->begin) {
        if (p->zero_begin >= 0 && place >= p->zero_begin) {
            tonum_sign(w);
            lm_out_addc(w->o, '0');
            w->in = true;
        } else if (p->fill) {
            lm_out_addc(w->o, ' ');
        }
    } else if (w->hidden) {
        if (p->fill) {
            lm_out_addc(w->o, ' ');
        } else if (w->kept == 0) { /* else nothing but a point would be left */
            tonum_sign(w);
            lm_out_addc(w->o, '0');
        }
    } else {
        tonum_sign(w);
        lm_out_addc(w->o, w->over ? '#' : w->whole[place - w->begin]);
        w->in = true;
    }
    tonum_end(w);
}

static void
tonum_ordinal(struct tonum_write *w, struct lm_str text)
{
    static const char *const endings[] = {"th", "st", "nd", "rd"};
    int n = w->p->pre - w->begin;

    if (w->over || w->minus || w->p->point || n <= 0)
        return;
    char last = w->whole[n - 1], tens = n > 1 ? w->whole[n - 2] : '0';
    const char *th = endings[last <= '3' && tens != '1' ? last - '0' : 0];
    lm_out_addc(w->o, text.p[0] == 'T' ? (char)(th[0] & ~32) : th[0]);
    lm_out_addc(w->o, text.p[0] == 'T' ? (char)(th[1] & ~32) : th[1]);
}

static void
tonum_item(struct tonum_write *w, enum tonum_word word, struct lm_str text)
{
    switch (word) {
    case TONUM_NINE:
    case TONUM_ZERO:
        tonum_put(w, word == TONUM_ZERO);
        break;
    case TONUM_POINT:
        tonum_sign(w);
        lm_out_addc(w->o, '.');
        if (w->p->post == 0)
            tonum_end(w);
        break;
    case TONUM_COMMA:
        if (w->in)
            lm_out_addc(w->o, ',');
        else if (w->p->fill)
            lm_out_addc(w->o, ' ');
        break;
    case TONUM_MI:
        if (w->minus || w->p->fill)
            lm_out_addc(w->o, w->minus ? '-' : ' ');
        break;
    case TONUM_PL:
        if (!w->minus || w->p->fill)
            lm_out_addc(w->o, w->minus ? ' ' : '+');
        break;
    case TONUM_SG:
        lm_out_addc(w->o, w->minus ? '-' : '+');
        break;
    case TONUM_CURRENCY:
        lm_out_addc(w->o, ' ');
        break;
    case TONUM_TH:
        tonum_ordinal(w, text);
        break;
    case TONUM_LITERAL:
        lm_out_adds(w->o, text);
        break;
    default:
        break;
    }
}

/* 1 to 3999, to the right of 15 places. */
static void
tonum_roman(struct lm_out *o, const struct tonum_plan *p, double f)
{
    static const struct {
        int value;
        const char *text;
    } parts[] = {{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"},
                 {40, "XL"},  {10, "X"},   {9, "IX"},  {5, "V"},    {4, "IV"},  {1, "I"}};
    char to[16];
    size_t n = 0;
    int v = f >= 0.5 && f < 3999.5 ? (int)rint(f) : 0;

    if (v < 1) {
        lm_out_fill(o, '#', 15);
        return;
    }
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        for (; v >= parts[i].value; v -= parts[i].value) {
            size_t m = strlen(parts[i].text);
            memcpy(to + n, parts[i].text, m);
            n += m;
        }
    }
    if (p->fill)
        lm_out_fill(o, ' ', 15 - n);
    for (size_t i = 0; i < n; i++)
        lm_out_addc(o, p->roman_small ? (char)(to[i] | 32) : to[i]);
}

/* to_char(number, pattern) */
void
lm_fn_to_char_number(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_str s = lm_val_text(&arg[1]), text;
    struct lm_out o = lm_out_new(c->arena);
    char digits[TONUM_TEXT] = "";
    struct tonum_plan p;

    if (!tonum_plan(c, s, &p))
        return;
    double f = lm_val_double(&arg[0]);
    if (p.roman || p.exponent) {
        if (p.roman)
            tonum_roman(&o, &p, f);
        else if (isfinite(f))
            lm_out_add(&o, digits, (size_t)snprintf(digits, sizeof digits, "% .*e", p.post, f));
        *out = lm_out_str(&o);
        return;
    }
    size_t n = tonum_text(&arg[0], &p, digits);
    const char *point = memchr(digits, '.', n);
    int whole = point == NULL ? (int)n : (int)(point - digits);
    struct tonum_write w = {.p = &p, .o = &o, .whole = digits};
    /* Digits of a DECIMAL that are all rounded away leave no sign. */
    w.minus = f < 0 && (arg[0].kind == LM_K_F64 || strspn(digits, "0.") < n);
    w.part = point == NULL ? "" : point + 1;
    w.npart = point == NULL ? 0 : (int)n - whole - 1;
    for (int k = w.npart; k > p.zero_end && w.kept == 0; k--)
        w.kept = w.part[k - 1] != '0' ? k : 0;
    w.kept = w.kept < p.zero_end ? p.zero_end : w.kept;
    w.over = whole > p.pre;
    w.begin = w.over ? 0 : p.pre - whole;
    w.hidden = p.post > 0 && p.zero_begin < 0 && whole == 1 && digits[0] == '0' && !w.over;
    w.signed_ = p.sign_mi && !p.sign_s;
    for (size_t at = 0; at < s.n;) {
        enum tonum_word word = tonum_next(s, &at, &text);
        tonum_item(&w, word, text);
    }
    if (lm_fn_fits(c, o.n))
        *out = lm_out_str(&o);
}

/* Reading ------------------------------------------------------------------------------------------ */

static bool
tonum_is_data(char ch)
{
    return (ch >= '0' && ch <= '9') || ch == '.' || ch == ',' || ch == '+' || ch == '-';
}

/* A number being read. */
struct tonum_read {
    struct lm_str s;
    size_t at;
    char digits[2 * TONUM_PLACES_MAX + 2];
    size_t n;
    bool minus;
};

static bool
tonum_peek(const struct tonum_read *r, char ch)
{
    return r->at < r->s.n && r->s.p[r->at] == ch;
}

static void
tonum_take_sign(struct tonum_read *r)
{
    while (tonum_peek(r, ' '))
        r->at++;
    if (tonum_peek(r, '-') || tonum_peek(r, '+') || (tonum_peek(r, '<') && r->n == 0)) {
        r->minus = r->s.p[r->at] != '+';
        r->at++;
    }
}

static void
tonum_take(struct tonum_read *r, enum tonum_word word)
{
    switch (word) {
    case TONUM_NINE:
    case TONUM_ZERO:
        if (r->n == 0)
            tonum_take_sign(r);
        if (r->at < r->s.n && r->s.p[r->at] >= '0' && r->s.p[r->at] <= '9')
            r->digits[r->n++] = r->s.p[r->at++];
        break;
    case TONUM_POINT:
        if (r->n == 0)
            tonum_take_sign(r);
        if (tonum_peek(r, '.'))
            r->at++;
        r->digits[r->n++] = '.';
        break;
    case TONUM_COMMA:
        r->at += tonum_peek(r, ',');
        break;
    case TONUM_S:
    case TONUM_MI:
    case TONUM_PL:
    case TONUM_SG:
        tonum_take_sign(r);
        break;
    case TONUM_CURRENCY:
    case TONUM_LITERAL:
        if (r->at < r->s.n && !tonum_is_data(r->s.p[r->at]))
            r->at++;
        break;
    default:
        break;
    }
}

/* to_number(text, pattern) */
void
lm_fn_to_number(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_str s = lm_val_text(&arg[1]), text;
    struct tonum_read r = {.s = lm_val_text(&arg[0])};
    struct tonum_plan p;
    lm_i128 d = 0;
    int scale = 0;

    if (!tonum_plan(c, s, &p))
        return;
    for (size_t at = 0; at < s.n;) {
        enum tonum_word word = tonum_next(s, &at, &text);
        tonum_take(&r, word);
    }
    if (r.n > 0 && r.digits[r.n - 1] == '.')
        r.n--;
    if (p.roman || p.exponent || !lm_dec_parse((struct lm_str){r.digits, r.n}, &d, &scale)) {
        LM_FN_FAIL(c, LM_E_VALUE, "\"%.*s\" is no number of the pattern \"%.*s\"",
                   (int)(r.s.n > 60 ? 60 : r.s.n), r.s.p, (int)(s.n > 60 ? 60 : s.n), s.p);
        return;
    }
    *out = (struct lm_val){.kind = LM_K_DEC, .d = r.minus ? -d : d};
    out->scale = (uint8_t)(scale + p.shift > LM_DECIMAL_DIGITS ? scale : scale + p.shift);
}
