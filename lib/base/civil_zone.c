/* civil_zone.c -- time zones of the system's tz database. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A TZif file (RFC 8536) is a sorted list of instants, each with the offset that holds from it on,
 * and a rule in POSIX TZ syntax for the time behind the last one. Versions 2 and later have the
 * list twice, in 32 and in 64 bits; the second is read, and of version 1 the only one. Zones that
 * have been asked for stay in a list for as long as the program runs; a lock guards it.
 */
#include <assert.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/civil.h"

enum {
    ZONE_NAME = 64,         /* longest name, with its NUL */
    ZONE_FILE = 256 * 1024, /* longest file */
    ZONE_TIMES = 16384,
    TZIF_HEAD = 44
};

/* When summer time begins or ends in a year. */
struct zone_date {
    enum { DATE_JULIAN, DATE_DAY, DATE_WEEKDAY } form; /* Jn, n, Mm.w.d */
    int day; /* of the year, or the weekday */
    int month, week;
    int32_t second; /* of local time */
};

/* A POSIX TZ rule. Offsets are seconds east of UTC. */
struct zone_rule {
    bool is;     /* there is a rule */
    bool summer; /* with summer time */
    int32_t offset, summer_offset;
    struct zone_date begin, end;
};

struct lm_zone {
    struct lm_zone *next;
    char name[ZONE_NAME];
    uint32_t n;      /* changes */
    int64_t *at;     /* [n] seconds since 1970 */
    int32_t *offset; /* [n] seconds east of UTC from then on */
    int32_t first;   /* the offset before the first change */
    struct zone_rule rule;
};

static struct lm_zone *zones;
static pthread_mutex_t zones_lock = PTHREAD_MUTEX_INITIALIZER;

static int64_t
big_endian(const unsigned char *p, int n)
{
    uint64_t v = p[0] >= 0x80 ? UINT64_MAX : 0; /* with its sign */

    for (int i = 0; i < n; i++)
        v = v << 8 | p[i];
    return (int64_t)v;
}

/* "EST" or "<+03>" at *p. */
static bool
rule_name(const char **p)
{
    const char *at = *p;

    if (*at == '<') {
        at = strchr(at, '>');
        if (at == NULL)
            return false;
        at++;
    } else {
        while ((*at | 0x20) >= 'a' && (*at | 0x20) <= 'z')
            at++;
    }
    bool some = at > *p;
    *p = at;
    return some;
}

/* [+-]h[h[h]][:mm[:ss]] at *p, in seconds. */
static bool
rule_time(const char **p, int32_t *seconds)
{
    char *end;
    int sign = **p == '-' ? -1 : 1;
    int32_t sum = 0, unit = 3600;

    if (**p == '-' || **p == '+')
        ++*p;
    for (; unit > 0; unit /= 60) {
        if (**p < '0' || **p > '9')
            return false;
        long v = strtol(*p, &end, 10);
        if (v > 200)
            return false;
        sum += (int32_t)v * unit;
        *p = end;
        if (*end != ':')
            break;
        ++*p;
    }
    *seconds = sign * sum;
    return true;
}

static bool
rule_number(const char **p, int low, int high, int *out)
{
    char *end;

    if (**p < '0' || **p > '9')
        return false;
    long v = strtol(*p, &end, 10);
    *p = end;
    *out = (int)v;
    return v >= low && v <= high;
}

/* ,Mm.w.d[/time] or ,Jn or ,n */
static bool
rule_date(const char **p, struct zone_date *d)
{
    *d = (struct zone_date){ .form = DATE_DAY, .second = 7200 };
    if (**p != ',')
        return false;
    ++*p;
    bool ok;
    if (**p == 'M') {
        d->form = DATE_WEEKDAY;
        ++*p;
        ok = rule_number(p, 1, 12, &d->month) && *(*p)++ == '.' && rule_number(p, 1, 5, &d->week) &&
             *(*p)++ == '.' && rule_number(p, 0, 6, &d->day);
    } else if (**p == 'J') {
        d->form = DATE_JULIAN;
        ++*p;
        ok = rule_number(p, 1, 365, &d->day);
    } else {
        ok = rule_number(p, 0, 365, &d->day);
    }
    if (ok && **p == '/') {
        ++*p;
        ok = rule_time(p, &d->second);
    }
    return ok;
}

/* std offset [dst [offset] [,begin,end]] */
static bool
rule_parse(const char *p, struct zone_rule *r)
{
    *r = (struct zone_rule){ .is = true };
    if (!rule_name(&p) || !rule_time(&p, &r->offset))
        return false;
    r->offset = -r->offset; /* POSIX counts west */
    if (*p == '\0')
        return true;
    r->summer = true;
    r->summer_offset = r->offset + 3600;
    if (!rule_name(&p))
        return false;
    if (*p != ',') {
        if (!rule_time(&p, &r->summer_offset))
            return false;
        r->summer_offset = -r->summer_offset;
    }
    return rule_date(&p, &r->begin) && rule_date(&p, &r->end) && *p == '\0';
}

/* Seconds since 1970 of a rule's date in a year, in local time. */
static int64_t
rule_moment(const struct zone_date *d, int32_t year)
{
    int64_t days = lm_days_of(year, 1, 1);

    if (d->form == DATE_DAY) {
        days += d->day;
    } else if (d->form == DATE_JULIAN) { /* the 29th of February is never counted */
        days += d->day - 1 + (d->day >= 60 && lm_days_in_month(year, 2) == 29);
    } else {
        days = lm_days_of(year, d->month, 1);
        int64_t weekday = lm_floor_mod(days + 4, 7);
        days += lm_floor_mod(d->day - weekday, 7) + 7 * (d->week - 1);
        if (days >= lm_days_of(year, d->month, 1) + lm_days_in_month(year, d->month))
            days -= 7; /* week 5 is the last */
    }
    return days * 86400 + d->second;
}

static int32_t
rule_offset(const struct zone_rule *r, int64_t second)
{
    if (!r->summer)
        return r->offset;
    struct lm_civil c;
    lm_civil_of((second + r->offset) * LM_US_SECOND, &c);
    int64_t begin = rule_moment(&r->begin, c.year) - r->offset;
    int64_t end = rule_moment(&r->end, c.year) - r->summer_offset;
    bool summer = begin < end ? second >= begin && second < end : second >= begin || second < end;
    return summer ? r->summer_offset : r->offset;
}

/* Offset at an instant, in seconds. */
static int32_t
zone_offset(const struct lm_zone *z, int64_t second)
{
    uint32_t low = 0, high = z->n; /* at[low-1] <= second < at[high] */

    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (z->at[mid] <= second)
            low = mid + 1;
        else
            high = mid;
    }
    if (low == z->n && z->rule.is)
        return rule_offset(&z->rule, second);
    return low > 0 ? z->offset[low - 1] : z->first;
}

/* So near to the ends of time that an offset might overflow. */
static bool
far_away(int64_t us)
{
    return us < INT64_MIN + 4 * LM_US_DAY || us > INT64_MAX - 4 * LM_US_DAY;
}

int64_t
lm_zone_to_local(const struct lm_zone *z, int64_t utc_us)
{
    assert(z != NULL);
    if (far_away(utc_us))
        return utc_us;
    return utc_us + zone_offset(z, lm_floor_div(utc_us, LM_US_SECOND)) * LM_US_SECOND;
}

int64_t
lm_zone_to_utc(const struct lm_zone *z, int64_t local_us)
{
    int64_t local = lm_floor_div(local_us, LM_US_SECOND);

    assert(z != NULL);
    if (far_away(local_us))
        return local_us;
    /* A day before and behind there are the offsets on both sides of a change, if there is one. */
    int32_t before = zone_offset(z, local - 86400), behind = zone_offset(z, local + 86400);
    if (zone_offset(z, local - behind) == behind) /* also the second of two */
        return local_us - behind * LM_US_SECOND;
    return local_us - before * LM_US_SECOND; /* also in a gap */
}

/* One block of a TZif file: its counts, and where it is. */
struct tzif {
    const unsigned char *data; /* behind the head */
    int64_t utc_n, std_n, leap_n, time_n, type_n, char_n;
    int word; /* bytes of a time */
};

/* Reads the head at p; answers the bytes of head and block, 0 when it is none. */
static size_t
tzif_head(const unsigned char *p, size_t n, int word, struct tzif *t)
{
    if (n < TZIF_HEAD || memcmp(p, "TZif", 4) != 0)
        return 0;
    *t = (struct tzif){
        .data = p + TZIF_HEAD,
        .utc_n = big_endian(p + 20, 4),
        .std_n = big_endian(p + 24, 4),
        .leap_n = big_endian(p + 28, 4),
        .time_n = big_endian(p + 32, 4),
        .type_n = big_endian(p + 36, 4),
        .char_n = big_endian(p + 40, 4),
        .word = word,
    };
    if ((t->utc_n | t->std_n | t->leap_n | t->time_n | t->type_n | t->char_n) < 0 ||
        t->type_n == 0 || t->type_n > 256 || t->time_n > ZONE_TIMES)
        return 0;
    int64_t bytes = TZIF_HEAD + t->time_n * (word + 1) + t->type_n * 6 + t->char_n +
                    t->leap_n * (word + 4) + t->std_n + t->utc_n;
    return bytes <= (int64_t)n ? (size_t)bytes : 0;
}

static bool
tzif_take(const struct tzif *t, struct lm_zone *z)
{
    const unsigned char *types = t->data + t->time_n * (t->word + 1);

    z->n = (uint32_t)t->time_n;
    z->at = calloc(z->n + 1, sizeof *z->at);
    z->offset = calloc(z->n + 1, sizeof *z->offset);
    if (z->at == NULL || z->offset == NULL)
        return false;
    z->first = (int32_t)big_endian(types, 4);
    for (uint32_t i = 0; i < z->n; i++) {
        unsigned type = t->data[t->time_n * t->word + i];
        z->at[i] = big_endian(t->data + (size_t)i * t->word, t->word);
        if (type >= t->type_n || (i > 0 && z->at[i] <= z->at[i - 1]))
            return false;
        z->offset[i] = (int32_t)big_endian(types + type * 6, 4);
        if (z->offset[i] < -100000 || z->offset[i] > 100000)
            return false;
    }
    return z->first > -100000 && z->first < 100000;
}

static bool
tzif_parse(const unsigned char *p, size_t n, struct lm_zone *z)
{
    struct tzif t;
    size_t bytes = tzif_head(p, n, 4, &t);

    if (bytes == 0)
        return false;
    if (p[4] < '2') /* version 1: the 32-bit block is all there is */
        return tzif_take(&t, z);
    size_t more = tzif_head(p + bytes, n - bytes, 8, &t);
    if (more == 0 || !tzif_take(&t, z))
        return false;
    const unsigned char *rule = p + bytes + more, *end = p + n;
    char text[128];
    if (rule == end || *rule++ != '\n')
        return true;
    const unsigned char *line = memchr(rule, '\n', (size_t)(end - rule));
    if (line == NULL || line == rule || (size_t)(line - rule) >= sizeof text)
        return true;
    memcpy(text, rule, (size_t)(line - rule));
    text[line - rule] = '\0';
    if (!rule_parse(text, &z->rule))
        z->rule.is = false;
    return true;
}

/* Whether a name is one of a zone and not a way out of the folder. */
static bool
name_is_safe(const char *name)
{
    if (name[0] == '/' || name[0] == '\0' || strstr(name, "..") != NULL ||
        strstr(name, "//") != NULL)
        return false;
    return strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+-/") ==
           strlen(name);
}

static bool
file_read(const char *name, struct lm_zone *z)
{
    const char *folder = getenv("TZDIR");
    char path[PATH_MAX];
    unsigned char *data = malloc(ZONE_FILE);
    bool ok = false;

    if (folder == NULL || *folder == '\0')
        folder = "/usr/share/zoneinfo";
    int length = snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = data != NULL && length < (int)sizeof path ? fopen(path, "rb") : NULL;
    if (f != NULL) {
        size_t n = fread(data, 1, ZONE_FILE, f);
        ok = tzif_parse(data, n, z);
        fclose(f);
    }
    free(data);
    return ok;
}

/* "europe/berlin" as "Europe/Berlin": letters behind a letter small, others capital. */
static void
usual_case(char *name)
{
    bool inside = false;

    for (char *p = name; *p != '\0'; p++) {
        bool upper = *p >= 'A' && *p <= 'Z', letter = upper || (*p >= 'a' && *p <= 'z');
        if (letter && inside == upper)
            *p ^= 0x20;
        inside = letter;
    }
}

/* "+02:00", "-0530", "+2": seconds east. */
static bool
fixed_offset(const char *name, int32_t *offset)
{
    const char *p = name + 1;
    size_t digits = strspn(p, "0123456789");
    int32_t hours = 0, minutes = 0;

    if (*name != '+' && *name != '-')
        return false;
    if (digits == 4 && p[4] == '\0') {
        hours = (p[0] - '0') * 10 + p[1] - '0';
        minutes = (p[2] - '0') * 10 + p[3] - '0';
    } else if (digits == 1 || digits == 2) {
        hours = atoi(p);
        p += digits;
        if (*p == ':' && strspn(p + 1, "0123456789") == 2 && p[3] == '\0')
            minutes = atoi(p + 1);
        else if (*p != '\0')
            return false;
    } else {
        return false;
    }
    *offset = (hours * 3600 + minutes * 60) * (*name == '-' ? -1 : 1);
    return hours <= 18 && minutes <= 59;
}

/* Fills a zone by its name. */
static bool
zone_load(struct lm_zone *z)
{
    char name[ZONE_NAME];

    if (strcasecmp(z->name, "utc") == 0 || strcasecmp(z->name, "z") == 0 ||
        strcasecmp(z->name, "gmt") == 0)
        return true;
    if (fixed_offset(z->name, &z->first))
        return true;
    if (!name_is_safe(z->name))
        return false;
    if (file_read(z->name, z))
        return true;
    memcpy(name, z->name, sizeof name);
    usual_case(name);
    return strcmp(name, z->name) != 0 && file_read(name, z);
}

static void
zone_free(struct lm_zone *z)
{
    free(z->at);
    free(z->offset);
    free(z);
}

bool
lm_zone_find(struct lm_str name, const struct lm_zone **out)
{
    struct lm_zone *z;

    assert(out != NULL);
    if (name.n == 0 || name.n >= ZONE_NAME || memchr(name.p, '\0', name.n) != NULL)
        return false;
    pthread_mutex_lock(&zones_lock);
    for (z = zones; z != NULL && !lm_str_eq(name, lm_str_of(z->name)); z = z->next)
        ;
    bool fresh = z == NULL;
    if (fresh)
        z = calloc(1, sizeof *z);
    if (fresh && z != NULL) {
        memcpy(z->name, name.p, name.n);
        if (zone_load(z)) {
            z->next = zones;
            zones = z;
        } else {
            zone_free(z);
            z = NULL;
        }
    }
    pthread_mutex_unlock(&zones_lock);
    *out = z;
    return z != NULL;
}
