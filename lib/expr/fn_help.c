/* fn_help.c -- what help and messages say of functions: signatures in words, families, names as written. */
/* SPDX-License-Identifier: Apache-2.0 */
#include "expr/fn_help.h"

#include <assert.h>
#include <string.h>

#include "base/buf.h"

/* What is not written as name(arguments). $n stands for the word of argument n; the text before the
 * second $ (less the $1) is what a user calls it. Other names without a letter are infix operators. */
static const struct form {
    const char *name;
    const char *text;
} forms[] = {
    {"neg", "-$1"},
    {"bitnot", "~$1"},
    {"not", "NOT $1"},
    {"isnull", "$1 IS NULL"},
    {"isnotnull", "$1 IS NOT NULL"},
    {"ismissing", "$1 IS MISSING"},
    {"istrue", "$1 IS TRUE"},
    {"isfalse", "$1 IS FALSE"},
    {"distinct_from", "$1 IS DISTINCT FROM $2"},
    {"like", "$1 LIKE $2 [ESCAPE $3]"},
    {"ilike", "$1 ILIKE $2 [ESCAPE $3]"},
    {"similar_to", "$1 SIMILAR TO $2 [ESCAPE $3]"},
    {"timezone", "$2 AT TIME ZONE $1"},
    {"[]", "$1[$2]"},
    {"[:]", "$1[$2:$3]"},
    {"current_date", "current_date"},
    {"current_time", "current_time"},
    {"current_timestamp", "current_timestamp"},
    {"localtimestamp", "localtimestamp"},
    {"extract", "extract(field FROM $2)"},
    {"position", "position($1 IN $2)"},
};

const struct lm_special lm_specials[] = {
#define LM_SPECIAL(kind, name, written, meaning, example, result)                                  \
    {LM_SPECIAL_##kind, name, written, meaning, example, result},
#include "expr/special.def"
#undef LM_SPECIAL
};

const uint32_t lm_special_count = sizeof lm_specials / sizeof *lm_specials;

static const char *
form_of(const char *name)
{
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (strcmp(forms[i].name, name) == 0)
            return forms[i].text;
    return NULL;
}

static bool
is_word(const char *name)
{
    return (name[0] >= 'a' && name[0] <= 'z') || (name[0] >= 'A' && name[0] <= 'Z');
}

static const char *
letter_word(char letter)
{
    switch (letter) {
    case 'n':
    case 'N':
        return "number";
    case 'i':
        return "integer";
    case 'f':
        return "double";
    case 'd':
        return "decimal";
    case 's':
        return "text";
    case 'b':
        return "boolean";
    case 'y':
        return "bytea";
    case 't':
        return "timestamp";
    case 'D':
        return "date";
    case 'T':
        return "time";
    case 'v':
        return "interval";
    case 'j':
        return "json";
    case 'l':
        return "array";
    case 'L':
        return "lambda";
    case 'E':
        return "element";
    default:
        return "any";
    }
}

/* The letter of argument n, from 1; '\0' when there are fewer. */
static char
argument_letter(const char *signature, int n)
{
    for (const char *p = signature; *p != '>' && *p != '\0'; p++) {
        if (*p == '*' || *p == '?' || *p == '|')
            continue;
        if (--n == 0)
            return *p;
    }
    return '\0';
}

static size_t
put(char *to, size_t room, size_t n, const char *text)
{
    size_t more = strlen(text);

    assert(n < room);
    if (more > room - 1 - n)
        more = room - 1 - n;
    memcpy(to + n, text, more);
    to[n + more] = '\0';
    return n + more;
}

size_t
lm_fn_arguments_print(const char *signature, char *to, size_t room)
{
    size_t n = put(to, room, 0, "(");
    uint32_t open = 0, count = 0;

    for (const char *p = signature; *p != '>' && *p != '\0'; p++) {
        if (*p == '*')
            n = put(to, room, n, ", ...");
        if (*p == '*' || *p == '?' || *p == '|')
            continue;
        bool optional = p[1] == '?' || (p[1] == '*' && p[2] == '?');
        n = put(to, room, n, optional ? "[" : "");
        n = put(to, room, n, count > 0 ? ", " : "");
        n = put(to, room, n, letter_word(*p));
        open += optional;
        count++;
    }
    for (; open > 0; open--)
        n = put(to, room, n, "]");
    return put(to, room, n, ")");
}

/* A form with the words of the arguments. */
static size_t
print_form(const char *form, const char *signature, char *to, size_t room)
{
    size_t n = 0;

    for (const char *p = form; *p != '\0'; p++) {
        if (p[0] == '$') {
            p++;
            assert(*p >= '1' && *p <= '3');
            n = put(to, room, n, letter_word(argument_letter(signature, *p - '0')));
        } else {
            n = put(to, room, n, (char[]){*p, '\0'});
        }
    }
    return n;
}

size_t
lm_fn_signature_print(const char *name, const char *signature, bool rows, char *to, size_t room)
{
    const char *result = strchr(signature, '>');
    const char *form = form_of(name);
    size_t n = 0;

    assert(room > 0 && result != NULL);
    if (form != NULL) {
        n = print_form(form, signature, to, room);
    } else if (is_word(name)) {
        n = put(to, room, n, name);
        n += lm_fn_arguments_print(signature, to + n, room - n);
    } else {
        n = put(to, room, n, letter_word(argument_letter(signature, 1)));
        n = put(to, room, n, " ");
        n = put(to, room, n, name);
        n = put(to, room, n, " ");
        n = put(to, room, n, letter_word(argument_letter(signature, 2)));
    }
    char letter = result[1] == 'A' ? argument_letter(signature, 1) : result[1];
    n = put(to, room, n, " -> ");
    return put(to, room, n, rows ? "rows" : letter_word(letter));
}

void
lm_fn_title(const char *name, char to[LM_SIGNATURE_TEXT])
{
    const char *form = form_of(name);

    if (form == NULL || strchr(form, '(') != NULL || !is_word(name)) {
        put(to, LM_SIGNATURE_TEXT, 0, name);
        return;
    }
    size_t n = 0;
    if (form[0] == '$')
        form += 2;
    for (form += form[0] == ' '; form[0] != '\0' && form[0] != '$'; form++)
        n = put(to, LM_SIGNATURE_TEXT, n, (char[]){form[0], '\0'});
    if (n > 0 && to[n - 1] == ' ')
        to[n - 1] = '\0';
}

bool
lm_fn_is_called(const char *name, struct lm_str word)
{
    char title[LM_SIGNATURE_TEXT];

    lm_fn_title(name, title);
    return lm_str_eq_nocase(word, lm_str_of(name)) || lm_str_eq_nocase(word, lm_str_of(title));
}

const char *
lm_special_family(enum lm_special_kind kind)
{
    return kind == LM_SPECIAL_WINDOW ? "Windows"
           : kind == LM_SPECIAL_OVER ? "Window functions"
                                     : "Conditions and casts";
}

/* The tables once more, now for their headings: as many steps as rows stand before this one. */
const char *
lm_fn_family(const struct lm_fn *f)
{
    const char *family = "";
    ptrdiff_t left = f - lm_fns;

    assert(left >= 0 && left < (ptrdiff_t)lm_fn_count);
#define LM_FAMILY(title) family = title;
#define LM_FN(name, signature, row, batch, flags, meaning, example, result)                        \
    if (left-- == 0)                                                                               \
        return family;
#include "expr/operators.def"
#include "expr/functions.def"
#undef LM_FN
#undef LM_FAMILY
    return family;
}
