/* fn_tochar.c -- to_char and to_timestamp: PostgreSQL's patterns, both ways. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * One table says which words a pattern knows, the longest of a beginning first. Writing and reading
 * walk a pattern word by word (tochar_next); what is no word stands for itself.
 */
#include "expr/functions.h"

#include <assert.h>

#include "expr/fn_calendar.h"

enum tochar_word {
    TOCHAR_LITERAL,
    TOCHAR_HH24,
    TOCHAR_HH12,
    TOCHAR_MI,
    TOCHAR_SSSS,
    TOCHAR_SS,
    TOCHAR_MS,
    TOCHAR_US,
    TOCHAR_FF,
    TOCHAR_AM,
    TOCHAR_YYYY,
    TOCHAR_YYY,
    TOCHAR_YY,
    TOCHAR_Y,
    TOCHAR_Y_YYY,
    TOCHAR_IYYY,
    TOCHAR_IYY,
    TOCHAR_IY,
    TOCHAR_I,
    TOCHAR_BC,
    TOCHAR_MONTH,
    TOCHAR_MON,
    TOCHAR_MM,
    TOCHAR_DAY,
    TOCHAR_DY,
    TOCHAR_DDD,
    TOCHAR_IDDD,
    TOCHAR_DD,
    TOCHAR_D,
    TOCHAR_ID,
    TOCHAR_WW,
    TOCHAR_W,
    TOCHAR_IW,
    TOCHAR_CC,
    TOCHAR_J,
    TOCHAR_Q,
    TOCHAR_RM,
    TOCHAR_TZ,
    TOCHAR_TZH,
    TOCHAR_TZM,
    TOCHAR_OF
};

static const struct {
    const char *text;
    enum tochar_word word;
    uint8_t digits; /* most digits when another number follows at once; 0: no number */
} tochar_words[] = {
    {"HH24", TOCHAR_HH24, 2}, {"HH12", TOCHAR_HH12, 2},   {"HH", TOCHAR_HH12, 2},
    {"MI", TOCHAR_MI, 2},     {"SSSSS", TOCHAR_SSSS, 5},  {"SSSS", TOCHAR_SSSS, 5},
    {"SS", TOCHAR_SS, 2},     {"MS", TOCHAR_MS, 3},       {"US", TOCHAR_US, 6},
    {"FF1", TOCHAR_FF, 1},    {"FF2", TOCHAR_FF, 2},      {"FF3", TOCHAR_FF, 3},
    {"FF4", TOCHAR_FF, 4},    {"FF5", TOCHAR_FF, 5},      {"FF6", TOCHAR_FF, 6},
    {"A.M.", TOCHAR_AM, 0},   {"P.M.", TOCHAR_AM, 0},     {"AM", TOCHAR_AM, 0},
    {"PM", TOCHAR_AM, 0},     {"Y,YYY", TOCHAR_Y_YYY, 5}, {"YYYY", TOCHAR_YYYY, 4},
    {"YYY", TOCHAR_YYY, 3},   {"YY", TOCHAR_YY, 2},       {"Y", TOCHAR_Y, 1},
    {"IYYY", TOCHAR_IYYY, 4}, {"IYY", TOCHAR_IYY, 3},     {"IY", TOCHAR_IY, 2},
    {"IDDD", TOCHAR_IDDD, 3}, {"ID", TOCHAR_ID, 1},       {"IW", TOCHAR_IW, 2},
    {"I", TOCHAR_I, 1},       {"B.C.", TOCHAR_BC, 0},     {"A.D.", TOCHAR_BC, 0},
    {"BC", TOCHAR_BC, 0},     {"AD", TOCHAR_BC, 0},       {"MONTH", TOCHAR_MONTH, 0},
    {"MON", TOCHAR_MON, 0},   {"MM", TOCHAR_MM, 2},       {"DAY", TOCHAR_DAY, 0},
    {"DY", TOCHAR_DY, 0},     {"DDD", TOCHAR_DDD, 3},     {"DD", TOCHAR_DD, 2},
    {"D", TOCHAR_D, 1},       {"WW", TOCHAR_WW, 2},       {"W", TOCHAR_W, 1},
    {"CC", TOCHAR_CC, 2},     {"J", TOCHAR_J, 7},         {"Q", TOCHAR_Q, 1},
    {"RM", TOCHAR_RM, 0},     {"TZH", TOCHAR_TZH, 2},     {"TZM", TOCHAR_TZM, 2},
    {"TZ", TOCHAR_TZ, 0},     {"OF", TOCHAR_OF, 0},
};

static const char *const tochar_roman[12] = {"I",   "II",   "III", "IV", "V",  "VI",
                                             "VII", "VIII", "IX",  "X",  "XI", "XII"};

/* One step of a pattern. */
struct tochar_item {
    enum tochar_word word;
    struct lm_str text; /* as it stands in the pattern; LITERAL: what it stands for */
    int digits;
    bool fill;    /* without FM: blanks and zeros up to the width */
    char ordinal; /* 'T' for TH, 't' for th behind it, 0: none */
    bool quoted;  /* LITERAL of a text in quotes */
    bool plain;   /* behind TM: a name is not filled up */
};

static bool
tochar_begins(struct lm_str s, size_t at, const char *word)
{
    size_t n = strlen(word);

    return s.n - at >= n &&
           lm_str_eq_nocase((struct lm_str){s.p + at, n}, (struct lm_str){word, n});
}

/* A text in quotes (a backslash takes the next character as it is) or one character. */
static void
tochar_literal(struct lm_arena *a, struct lm_str s, size_t *at, struct tochar_item *item)
{
    size_t i = *at;

    item->word = TOCHAR_LITERAL;
    if (s.p[i] == '\\' && i + 1 < s.n && s.p[i + 1] == '"')
        i++;
    else if (s.p[i] == '"') {
        struct lm_out o = lm_out_new(a);
        for (i++; i < s.n && s.p[i] != '"'; i++) {
            if (s.p[i] == '\\' && i + 1 < s.n)
                i++;
            lm_out_addc(&o, s.p[i]);
        }
        item->text = (struct lm_str){o.p, o.n};
        item->quoted = true;
        *at = i < s.n ? i + 1 : i;
        return;
    }
    size_t end = i + 1;
    while (end < s.n && ((unsigned char)s.p[end] & 0xC0) == 0x80)
        end++;
    item->text = (struct lm_str){s.p + i, end - i};
    *at = end;
}

/* The step at *at, which moves behind it; false at the end. */
static bool
tochar_next(struct lm_arena *a, struct lm_str s, size_t *at, struct tochar_item *item)
{
    *item = (struct tochar_item){.fill = true};
    while (tochar_begins(s, *at, "FM") || tochar_begins(s, *at, "FX") ||
           tochar_begins(s, *at, "TM")) {
        bool mode = (s.p[*at] | 32) == 'f';
        item->fill = item->fill && !mode;
        item->plain = item->plain || !mode;
        *at += 2;
    }
    if (*at >= s.n)
        return false;
    for (size_t i = 0; i < sizeof tochar_words / sizeof tochar_words[0]; i++) {
        if (!tochar_begins(s, *at, tochar_words[i].text))
            continue;
        item->word = tochar_words[i].word;
        item->digits = tochar_words[i].digits;
        item->text = (struct lm_str){s.p + *at, strlen(tochar_words[i].text)};
        *at += item->text.n;
        if (item->digits > 0 && tochar_begins(s, *at, "TH")) {
            item->ordinal = s.p[*at] == 'T' ? 'T' : 't';
            *at += 2;
        }
        return true;
    }
    tochar_literal(a, s, at, item);
    return true;
}

/* Writing ------------------------------------------------------------------------------------------ */

/* A name in the capitals that the pattern has: MONTH, Month, month. */
static void
tochar_name(struct lm_out *o, const struct tochar_item *item, const char *name, size_t n,
            size_t width)
{
    bool first = item->text.p[0] >= 'A' && item->text.p[0] <= 'Z';
    bool rest = first && item->text.n > 1 && item->text.p[1] >= 'A' && item->text.p[1] <= 'Z';

    for (size_t i = 0; i < n; i++) {
        bool letter = (name[i] | 32) >= 'a' && (name[i] | 32) <= 'z';
        bool up = i == 0 ? first : rest;
        lm_out_addc(o, !letter ? name[i] : up ? (char)(name[i] & ~32) : (char)(name[i] | 32));
    }
    if (item->fill && !item->plain && n < width)
        lm_out_fill(o, ' ', width - n);
}

static void
tochar_number(struct lm_out *o, const struct tochar_item *item, int64_t v, int digits)
{
    static const char *const endings[] = {"th", "st", "nd", "rd"};

    lm_out_int(o, v, item->fill ? digits : 1);
    if (item->ordinal == 0)
        return;
    int64_t n = v < 0 ? -v : v;
    const char *th = endings[n % 10 <= 3 && n % 100 / 10 != 1 ? n % 10 : 0];
    lm_out_addc(o, item->ordinal == 'T' ? (char)(th[0] & ~32) : th[0]);
    lm_out_addc(o, item->ordinal == 'T' ? (char)(th[1] & ~32) : th[1]);
}

/* The two spellings of a pair (AM PM, BC AD): dots and capitals as in the pattern. */
static void
tochar_pair(struct lm_out *o, const struct tochar_item *item, const char *two)
{
    bool up = item->text.p[0] >= 'A' && item->text.p[0] <= 'Z';

    for (int i = 0; i < 2; i++) {
        lm_out_addc(o, up ? two[i] : (char)(two[i] | 32));
        if (item->text.n == 4)
            lm_out_addc(o, '.');
    }
}

static void
tochar_year(struct lm_out *o, const struct tochar_item *item, const struct lm_civil *t)
{
    int32_t iso_year = t->year, week = 0;
    static const int span[] = {[1] = 10, [2] = 100, [3] = 1000};

    if (item->word >= TOCHAR_IYYY)
        lm_iso_week(t, &iso_year, &week);
    int64_t year = iso_year > 0 ? iso_year : 1 - (int64_t)iso_year;
    if (item->word == TOCHAR_Y_YYY) {
        lm_out_int(o, year / 1000, 1);
        lm_out_addc(o, ',');
        lm_out_int(o, year % 1000, 3);
        return;
    }
    if (item->digits < 4)
        year %= span[item->digits];
    tochar_number(o, item, year, item->digits);
}

static void
tochar_roman_month(struct lm_out *o, const struct tochar_item *item, int month)
{
    const char *name = tochar_roman[month - 1];
    bool up = item->text.p[0] == 'R';

    for (size_t i = 0; name[i] != '\0'; i++)
        lm_out_addc(o, up ? name[i] : (char)(name[i] | 32));
    if (item->fill)
        lm_out_fill(o, ' ', 4 - strlen(name));
}

/* Words of the day: names, numbers of days and weeks. */
static void
tochar_day(struct lm_out *o, const struct tochar_item *item, const struct lm_civil *t)
{
    int32_t iso_year = 0, week = 0;
    int isodow = t->weekday == 0 ? 7 : t->weekday;

    lm_iso_week(t, &iso_year, &week);
    switch (item->word) {
    case TOCHAR_MONTH:
        tochar_name(o, item, lm_month_names[t->month - 1], strlen(lm_month_names[t->month - 1]), 9);
        break;
    case TOCHAR_MON:
        tochar_name(o, item, lm_month_names[t->month - 1], 3, 3);
        break;
    case TOCHAR_DAY:
        tochar_name(o, item, lm_day_names[t->weekday], strlen(lm_day_names[t->weekday]), 9);
        break;
    case TOCHAR_DY:
        tochar_name(o, item, lm_day_names[t->weekday], 3, 3);
        break;
    case TOCHAR_MM:
        tochar_number(o, item, t->month, 2);
        break;
    case TOCHAR_DDD:
        tochar_number(o, item, t->yearday, 3);
        break;
    case TOCHAR_IDDD:
        tochar_number(o, item, (week - 1) * 7 + isodow, 3);
        break;
    case TOCHAR_DD:
        tochar_number(o, item, t->day, 2);
        break;
    case TOCHAR_D:
        tochar_number(o, item, t->weekday + 1, 1);
        break;
    case TOCHAR_ID:
        tochar_number(o, item, isodow, 1);
        break;
    case TOCHAR_WW:
        tochar_number(o, item, (t->yearday - 1) / 7 + 1, 2);
        break;
    case TOCHAR_W:
        tochar_number(o, item, (t->day - 1) / 7 + 1, 1);
        break;
    case TOCHAR_IW:
        tochar_number(o, item, week, 2);
        break;
    case TOCHAR_Q:
        tochar_number(o, item, (t->month + 2) / 3, 1);
        break;
    default:
        assert(item->word == TOCHAR_RM);
        tochar_roman_month(o, item, t->month);
        break;
    }
}

/* Words of the time of day and the zone, which is UTC. */
static void
tochar_clock(struct lm_out *o, const struct tochar_item *item, const struct lm_civil *t)
{
    static const int power[] = {1000000, 100000, 10000, 1000, 100, 10, 1};

    switch (item->word) {
    case TOCHAR_HH24:
        tochar_number(o, item, t->hour, 2);
        break;
    case TOCHAR_HH12:
        tochar_number(o, item, t->hour % 12 == 0 ? 12 : t->hour % 12, 2);
        break;
    case TOCHAR_MI:
        tochar_number(o, item, t->minute, 2);
        break;
    case TOCHAR_SS:
        tochar_number(o, item, t->second, 2);
        break;
    case TOCHAR_SSSS:
        tochar_number(o, item, t->hour * 3600 + t->minute * 60 + t->second, 1);
        break;
    case TOCHAR_MS:
    case TOCHAR_US:
    case TOCHAR_FF:
        /* Digits of a fraction: FM takes no zeros away here. */
        lm_out_int(o, t->us / power[item->digits], item->digits);
        break;
    case TOCHAR_AM:
        tochar_pair(o, item, t->hour < 12 ? "AM" : "PM");
        break;
    case TOCHAR_TZ:
        lm_out_addz(o, item->text.p[0] == 't' ? "utc" : "UTC");
        break;
    case TOCHAR_TZM:
        lm_out_addz(o, "00");
        break;
    default:
        assert(item->word == TOCHAR_OF || item->word == TOCHAR_TZH);
        lm_out_addz(o, "+00");
        break;
    }
}

static void
tochar_write(struct lm_out *o, const struct tochar_item *item, const struct lm_civil *t, int64_t us)
{
    if (item->word == TOCHAR_LITERAL) {
        lm_out_adds(o, item->text);
    } else if (item->word >= TOCHAR_YYYY && item->word <= TOCHAR_I) {
        tochar_year(o, item, t);
    } else if (item->word == TOCHAR_BC) {
        tochar_pair(o, item, t->year > 0 ? "AD" : "BC");
    } else if (item->word == TOCHAR_CC) {
        tochar_number(o, item, lm_field_get(LM_FIELD_CENTURY, us).i, 2);
    } else if (item->word == TOCHAR_J) {
        tochar_number(o, item, lm_floor_div(us, LM_US_DAY) + 2440588, 1);
    } else if (item->word >= TOCHAR_MONTH && item->word <= TOCHAR_RM) {
        tochar_day(o, item, t);
    } else {
        tochar_clock(o, item, t);
    }
}

void
lm_fn_to_char(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct lm_str s = lm_val_text(&arg[1]);
    struct lm_out o = lm_out_new(c->arena);
    struct tochar_item item;
    struct lm_civil t;

    lm_civil_of(arg[0].i, &t);
    for (size_t at = 0; tochar_next(c->arena, s, &at, &item);) {
        tochar_write(&o, &item, &t, arg[0].i);
        if (!lm_fn_fits(c, o.n))
            return;
    }
    *out = lm_out_str(&o);
}

/* Words of an interval: its parts, of which hours are not bounded. False: it has no such word. */
static bool
tochar_part(struct lm_out *o, const struct tochar_item *item, struct lm_ivl v)
{
    static const int64_t power[] = {1000000, 100000, 10000, 1000, 100, 10, 1};
    int64_t us = v.us % LM_US_SECOND, part = 0, digits = item->digits;

    switch (item->word) {
    case TOCHAR_LITERAL:
        lm_out_adds(o, item->text);
        return true;
    case TOCHAR_YYYY:
        part = v.months / 12;
        break;
    case TOCHAR_MM:
        part = v.months % 12;
        break;
    case TOCHAR_DD:
        part = v.days;
        break;
    case TOCHAR_HH24:
        part = v.us / LM_US_HOUR;
        break;
    case TOCHAR_HH12:
        part = v.us / LM_US_HOUR % 12;
        part = part == 0 ? 12 : part;
        break;
    case TOCHAR_MI:
        part = v.us / LM_US_MINUTE % 60;
        break;
    case TOCHAR_SS:
        part = v.us / LM_US_SECOND % 60;
        break;
    case TOCHAR_SSSS:
        part = v.us / LM_US_SECOND;
        digits = 1;
        break;
    case TOCHAR_MS:
    case TOCHAR_US:
    case TOCHAR_FF:
        lm_out_int(o, us / power[item->digits], item->digits);
        return true;
    default:
        return false;
    }
    /* The sign takes a place of days and months, not of the clock. */
    bool date = item->word == TOCHAR_DD || item->word == TOCHAR_MM || item->word == TOCHAR_YYYY;
    tochar_number(o, item, part, (int)digits - (part < 0 && date));
    return true;
}

/* to_char(interval, pattern) */
void
lm_fn_to_char_interval(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                       struct lm_val *out)
{
    struct lm_str s = lm_val_text(&arg[1]);
    struct lm_out o = lm_out_new(c->arena);
    struct lm_ivl v = arg[0].kind == LM_K_TIME ? (struct lm_ivl){.us = arg[0].i} : arg[0].ivl;
    struct tochar_item item;

    for (size_t at = 0; tochar_next(c->arena, s, &at, &item);) {
        if (!tochar_part(&o, &item, v)) {
            LM_FN_FAIL(c, LM_E_PATTERN, "an interval has no \"%.*s\"", LM_STRF(item.text));
            return;
        }
        if (!lm_fn_fits(c, o.n))
            return;
    }
    *out = lm_out_str(&o);
}

/* Reading ------------------------------------------------------------------------------------------ */

static bool
tochar_alnum(char c)
{
    return ((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80;
}

/* Two digits of a year mean 1970 to 2069, three 1520 to 2519: the nearest to 2020. */
static int64_t
tochar_full_year(int64_t v, size_t digits)
{
    if (digits >= 4)
        return v;
    if (v < 70)
        return v + 2000;
    if (v < 100)
        return v + 1900;
    return v < 520 ? v + 2000 : v + 1000;
}

/* A number of the text, for words that are numbers. */
static bool
tochar_take_number(const struct tochar_item *item, struct lm_parts *p, int64_t v, size_t digits)
{
    static const int32_t scale[] = {1000000, 100000, 10000, 1000, 100, 10, 1};

    if (v > INT32_MAX)
        return false;
    switch (item->word) {
    case TOCHAR_HH24:
        p->hour = (int32_t)v;
        break;
    case TOCHAR_HH12:
        p->hour12 = (int32_t)v;
        break;
    case TOCHAR_MI:
        p->minute = (int32_t)v;
        break;
    case TOCHAR_SS:
        p->second = (int32_t)v;
        break;
    case TOCHAR_SSSS:
        p->day_seconds = v;
        break;
    case TOCHAR_MS:
    case TOCHAR_US:
    case TOCHAR_FF:
        if (digits > 6)
            return false;
        p->us += (int32_t)v * scale[digits];
        break;
    case TOCHAR_YYYY:
    case TOCHAR_YYY:
    case TOCHAR_YY:
    case TOCHAR_Y:
        p->year = item->word == TOCHAR_YYYY ? v : tochar_full_year(v, digits);
        break;
    case TOCHAR_IYYY:
    case TOCHAR_IYY:
    case TOCHAR_IY:
    case TOCHAR_I:
        p->iso_year = (int32_t)tochar_full_year(v, digits);
        break;
    case TOCHAR_MM:
        p->month = (int32_t)v;
        break;
    case TOCHAR_DDD:
        p->yearday = (int32_t)v;
        break;
    case TOCHAR_DD:
        p->day = (int32_t)v;
        break;
    case TOCHAR_ID:
        p->iso_day = (int32_t)v;
        break;
    case TOCHAR_IW:
        p->iso_week = (int32_t)v;
        break;
    case TOCHAR_WW:
        p->yearday = (int32_t)(v - 1) % 54 * 7 + 1;
        break;
    case TOCHAR_J:
        p->julian = v;
        break;
    default: /* Q, W, D, CC, IDDD say nothing that is needed */
        break;
    }
    return true;
}

/* A word of letters; false when the text has none. */
static bool
tochar_take_word(const struct tochar_item *item, struct lm_parts *p, struct lm_str s, size_t *at)
{
    struct lm_str rest = {s.p + *at, s.n - *at};
    size_t n = 0;

    switch (item->word) {
    case TOCHAR_MONTH:
    case TOCHAR_MON:
        p->month = lm_name_match(rest, lm_month_names, 12, item->word == TOCHAR_MONTH, &n) + 1;
        *at += n;
        return p->month > 0;
    case TOCHAR_DAY:
    case TOCHAR_DY: {
        int day = lm_name_match(rest, lm_day_names, 7, item->word == TOCHAR_DAY, &n);
        *at += n;
        p->iso_day = day == 0 ? 7 : day;
        return day >= 0;
    }
    case TOCHAR_AM:
    case TOCHAR_BC: {
        bool dots = rest.n >= 4 && rest.p[1] == '.' && rest.p[3] == '.';
        if (rest.n < 2 || (rest.p[dots ? 2 : 1] | 32) !=
                              (item->word == TOCHAR_AM ? 'm' : "dc"[(rest.p[0] | 32) == 'b']))
            return false;
        if (item->word == TOCHAR_AM)
            p->pm = (rest.p[0] | 32) == 'p';
        else
            p->bc = (rest.p[0] | 32) == 'b';
        *at += dots ? 4 : 2;
        return true;
    }
    case TOCHAR_RM:
        for (int i = 11; i >= 0; i--) {
            if (tochar_begins(s, *at, tochar_roman[i])) {
                p->month = i + 1;
                *at += strlen(tochar_roman[i]);
                return true;
            }
        }
        return false;
    default:
        return lm_offset_read(s, at, &p->offset);
    }
}

/* TZH and TZM: a signed number of hours, then minutes of the same sign. */
static bool
tochar_take_zone(const struct tochar_item *item, struct lm_parts *p, struct lm_str s, size_t *at)
{
    bool minus = *at < s.n && s.p[*at] == '-';
    int64_t v = 0;

    if (item->word == TOCHAR_TZH && *at < s.n && (s.p[*at] == '-' || s.p[*at] == '+'))
        ++*at;
    if (!lm_digits(s, at, 2, &v))
        return false;
    if (item->word == TOCHAR_TZH)
        p->offset = (int32_t)(minus ? -v : v) * 3600;
    else
        p->offset += (int32_t)(p->offset < 0 ? -v : v) * 60;
    return v < 60;
}

/* Whether a number begins right behind: then this one has only its own digits. */
static bool
tochar_number_follows(struct lm_arena *a, struct lm_str pattern, size_t at)
{
    struct tochar_item item;

    if (!tochar_next(a, pattern, &at, &item))
        return false;
    return item.word == TOCHAR_LITERAL
               ? item.text.n > 0 && item.text.p[0] >= '0' && item.text.p[0] <= '9'
               : item.digits > 0 && item.word != TOCHAR_TZH;
}

/* A separator of the pattern goes with any separator, or with none; the sign of a zone's hours, which
 * follow, is none. */
static bool
tochar_skip(const struct tochar_item *item, struct lm_str s, size_t *at, bool zone_follows)
{
    bool sign = s.p[*at] == '-' || s.p[*at] == '+';

    assert(*at < s.n);
    if (item->quoted || tochar_alnum(item->text.p[0])) {
        *at += item->text.n;
        return *at <= s.n;
    }
    if (!tochar_alnum(s.p[*at]) && (!sign || !zone_follows || item->text.p[0] == s.p[*at]))
        ++*at;
    return true;
}

static bool
tochar_zone_follows(struct lm_arena *a, struct lm_str pattern, size_t at)
{
    struct tochar_item item;

    return tochar_next(a, pattern, &at, &item) && item.word == TOCHAR_TZH;
}

/* Reads s by the pattern; false where they do not go together. */
static bool
tochar_read(struct lm_arena *a, struct lm_str s, struct lm_str pattern, struct lm_parts *p)
{
    struct tochar_item item;
    size_t at = 0;
    int64_t v = 0;

    for (size_t f = 0; tochar_next(a, pattern, &f, &item);) {
        if (item.word == TOCHAR_LITERAL) {
            if (at < s.n && !tochar_skip(&item, s, &at, tochar_zone_follows(a, pattern, f)))
                return false;
            continue;
        }
        while (at < s.n && (s.p[at] == ' ' || s.p[at] == '\t'))
            at++;
        if (at >= s.n)
            return true; /* a text may end early: the rest is not given */
        if (item.word == TOCHAR_TZH || item.word == TOCHAR_TZM) {
            if (!tochar_take_zone(&item, p, s, &at))
                return false;
            continue;
        }
        if (item.digits == 0) {
            if (!tochar_take_word(&item, p, s, &at))
                return false;
            continue;
        }
        size_t begin = at;
        bool fraction = item.word == TOCHAR_MS || item.word == TOCHAR_US || item.word == TOCHAR_FF;
        bool bounded = fraction || (item.fill && tochar_number_follows(a, pattern, f));
        if (!lm_digits(s, &at, bounded ? item.digits : 15, &v) ||
            !tochar_take_number(&item, p, v, at - begin))
            return false;
        if (item.ordinal != 0 && s.n - at >= 2)
            at += 2;
    }
    return true;
}

static bool
tochar_parse(struct lm_call *c, const struct lm_val *arg, int64_t *us)
{
    struct lm_parts p;

    lm_parts_init(&p);
    if (tochar_read(c->arena, lm_val_text(&arg[0]), lm_val_text(&arg[1]), &p) &&
        lm_parts_us(&p, us))
        return true;
    LM_FN_FAIL(c, LM_E_VALUE, "\"%.*s\" is no time of the pattern \"%.*s\"",
               (int)(arg[0].n > 100 ? 100 : arg[0].n), arg[0].p,
               (int)(arg[1].n > 100 ? 100 : arg[1].n), arg[1].p);
    return false;
}

void
lm_fn_to_timestamp_text(struct lm_call *c, const struct lm_val *arg, uint32_t narg,
                        struct lm_val *out)
{
    int64_t us = 0;

    if (tochar_parse(c, arg, &us))
        *out = (struct lm_val){.kind = LM_K_TS, .i = us};
}

void
lm_fn_to_date(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    int64_t us = 0;

    if (tochar_parse(c, arg, &us))
        *out = (struct lm_val){.kind = LM_K_DATE, .i = lm_floor_div(us, LM_US_DAY)};
}
