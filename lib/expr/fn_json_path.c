/* fn_json_path.c -- SQL/JSON paths: steps, filters and predicates, parsed once and walked in place. */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * A path is a list of steps from $ (the whole value) or @ (the item a filter looks at):
 *     .key  ."key"  .*  .**  .**{n to m}  [n]  [n to m]  [*]  [last]  [-1]  ? (predicate)
 *     .size()  .type()  .abs()  .floor()  .ceiling()  .double()  .keyvalue()
 * A predicate is a tree: && || ! ( ) exists(path), (..) is unknown, like_regex, and comparisons of paths,
 * literals and variables ($name, a member of the object of variables), of which one side may lead to
 * many items: one pair that fits makes it true. Walking calls back with each item
 * that the last step reaches; nothing is copied.
 * A lax path passes over what is not there, and takes an array for its elements and a lone value for an array
 * where that helps. A strict one does neither: what is not there is a failure, inside of a predicate unknown.
 */
#include <math.h>

#include "expr/fn_json.h"
#include "expr/regex.h"

enum path_step_op {
    STEP_MEMBER,
    STEP_MEMBERS,
    STEP_DEEP,
    STEP_PLACE,
    STEP_ELEMENTS,
    STEP_FILTER,
    STEP_SIZE,
    STEP_TYPE,
    STEP_ABS, /* from here on: of the elements of an array, lax */
    STEP_FLOOR,
    STEP_CEILING,
    STEP_DOUBLE,
    STEP_KEYVALUE
};

struct path_pred;

struct path_step {
    enum path_step_op op;
    struct lm_str key;      /* MEMBER */
    int64_t from, to;       /* PLACE: -1 is the last; DEEP: levels */
    struct path_pred *pred; /* FILTER */
    struct path_step *next; /* NULL: the last */
};

/* One side of a comparison. */
struct path_operand {
    bool literal;
    struct lm_str var;      /* name of a variable; empty: none */
    bool current;           /* path from @, else from $ */
    struct lm_val value;    /* literal */
    bool null;              /* the literal null */
    struct path_step *step; /* NULL: $ or @ itself */
};

enum path_pred_op {
    PRED_AND,
    PRED_OR,
    PRED_NOT,
    PRED_EXISTS,
    PRED_COMPARE,
    PRED_STARTS,
    PRED_REGEX,
    PRED_UNKNOWN,
    PRED_OPERAND
};
enum path_compare { COMPARE_EQ, COMPARE_NE, COMPARE_LT, COMPARE_LE, COMPARE_GT, COMPARE_GE };

struct path_pred {
    enum path_pred_op op;
    enum path_compare compare;
    struct path_pred *a, *b; /* AND OR NOT UNKNOWN */
    struct lm_regex *regex;  /* REGEX */
    struct path_operand left, right;
};

struct lm_json_path {
    struct path_pred *top; /* OPERAND: a plain path */
    struct lm_call *call;  /* that walks it, for failures */
    struct lm_str vars;    /* of this call: an object; empty: there are none */
    bool strict;
    bool silent;           /* of this call: what fails is NULL */
};

enum { PATH_DEPTH_MAX = 64 };

/* Parsing ------------------------------------------------------------------------------------------ */

struct path_parser {
    struct lm_arena *arena;
    struct lm_call *call;
    bool fixed; /* the path is kept */
    struct lm_str s;
    size_t at;
    uint32_t depth;
    bool bad;
};

static struct path_pred *path_or(struct path_parser *p);

static void
path_blanks(struct path_parser *p)
{
    while (p->at < p->s.n && strchr(" \t\n\r", p->s.p[p->at]) != NULL && p->s.p[p->at] != '\0')
        p->at++;
}

/* Takes `word` when it comes next. */
static bool
path_take(struct path_parser *p, const char *word)
{
    size_t n = strlen(word);

    path_blanks(p);
    if (p->s.n - p->at < n || memcmp(p->s.p + p->at, word, n) != 0)
        return false;
    p->at += n;
    return true;
}

static bool
path_name_char(char c, bool first)
{
    return ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '_' || c == '$' ||
           (unsigned char)c >= 0x80 || (!first && ((c >= '0' && c <= '9') || c == '-'));
}

/* A text in double or single quotes, its opening quote just taken. */
static struct lm_str
path_quoted(struct path_parser *p, char quote)
{
    size_t begin = p->at;

    while (p->at < p->s.n && p->s.p[p->at] != quote)
        p->at += p->s.p[p->at] == '\\' ? 2 : 1;
    if (p->at >= p->s.n) {
        p->bad = true;
        p->at = p->s.n;
        return (struct lm_str){"", 0};
    }
    p->at++;
    return lm_json_unescape(p->arena, (struct lm_str){p->s.p + begin, p->at - 1 - begin});
}

static struct lm_str
path_name(struct path_parser *p)
{
    size_t begin = p->at;

    while (p->at < p->s.n && path_name_char(p->s.p[p->at], false))
        p->at++;
    if (p->at == begin)
        p->bad = true;
    return (struct lm_str){p->s.p + begin, p->at - begin};
}

/* A place: n, -n, last, last - n, #-n. */
static int64_t
path_place(struct path_parser *p)
{
    int64_t v = 0;
    bool last = path_take(p, "last") || path_take(p, "#");
    bool minus = path_take(p, "-");
    size_t begin = 0;

    path_blanks(p);
    begin = p->at;
    while (p->at < p->s.n && p->s.p[p->at] >= '0' && p->s.p[p->at] <= '9' && v < INT32_MAX)
        v = v * 10 + (p->s.p[p->at++] - '0');
    if (begin == p->at && !(last && !minus))
        p->bad = true;
    if (last && begin > 0 && p->s.p[begin - 1] == '-' && begin >= 2 && p->s.p[begin - 2] == '#')
        return -v; /* #-1 is the last one */
    return last ? -1 - v : minus ? -v : v;
}

/* The inside of [ ], the bracket just taken. */
static void
path_bracket(struct path_parser *p, struct path_step *step)
{
    step->op = STEP_PLACE;
    if (path_take(p, "*")) {
        step->op = STEP_ELEMENTS;
    } else if (path_take(p, "\"") || path_take(p, "'")) {
        step->op = STEP_MEMBER;
        step->key = path_quoted(p, p->s.p[p->at - 1]);
    } else {
        step->from = path_place(p);
        step->to = path_take(p, "to") ? path_place(p) : step->from;
    }
    p->bad = p->bad || !path_take(p, "]");
}

/* {n}, {n to m}, {last} behind .** : the levels, -1 for the last. */
static void
path_levels(struct path_parser *p, struct path_step *step)
{
    step->op = STEP_DEEP;
    step->to = -1;
    if (!path_take(p, "{"))
        return;
    step->from = path_place(p);
    step->to = path_take(p, "to") ? path_place(p) : step->from;
    p->bad = p->bad || !path_take(p, "}");
}

static void
path_method_name(struct path_parser *p, struct path_step *step)
{
    static const struct {
        const char *name;
        enum path_step_op op;
    } methods[] = {{"size", STEP_SIZE},       {"type", STEP_TYPE},     {"abs", STEP_ABS},
                   {"floor", STEP_FLOOR},     {"ceiling", STEP_CEILING}, {"double", STEP_DOUBLE},
                   {"keyvalue", STEP_KEYVALUE}};

    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        if (lm_str_eq(step->key, lm_str_of(methods[i].name))) {
            step->op = methods[i].op;
            return;
        }
    }
    p->bad = true;
}

/* The step behind a dot. */
static void
path_member(struct path_parser *p, struct path_step *step)
{
    if (path_take(p, "**")) {
        path_levels(p, step);
        return;
    }
    if (path_take(p, "*")) {
        step->op = STEP_MEMBERS;
        return;
    }
    step->op = STEP_MEMBER;
    if (path_take(p, "\"")) {
        step->key = path_quoted(p, '"');
        return;
    }
    step->key = path_name(p);
    if (!path_take(p, "("))
        return;
    p->bad = p->bad || !path_take(p, ")");
    path_method_name(p, step);
}

static struct path_step *
path_steps(struct path_parser *p)
{
    struct path_step *first = NULL, **tail = &first;

    while (!p->bad) {
        struct path_step *step = lm_alloc(p->arena, sizeof *step);
        if (path_take(p, ".")) {
            path_member(p, step);
        } else if (path_take(p, "[")) {
            path_bracket(p, step);
        } else if (path_take(p, "?")) {
            step->op = STEP_FILTER;
            p->bad = p->bad || !path_take(p, "(");
            step->pred = p->bad ? NULL : path_or(p);
            p->bad = p->bad || !path_take(p, ")");
        } else {
            break;
        }
        *tail = step;
        tail = &step->next;
    }
    return first;
}

static void
path_operand(struct path_parser *p, struct path_operand *o)
{
    *o = (struct path_operand){0};
    if (path_take(p, "$") || path_take(p, "@")) {
        o->current = p->s.p[p->at - 1] == '@';
        if (!o->current && p->at < p->s.n && path_name_char(p->s.p[p->at], true))
            o->var = path_name(p);
        o->step = path_steps(p);
        return;
    }
    o->literal = true;
    if (path_take(p, "\"") || path_take(p, "'")) {
        o->value = lm_val_str(path_quoted(p, p->s.p[p->at - 1]));
        return;
    }
    path_blanks(p);
    size_t end = p->at;
    while (end < p->s.n &&
           (path_name_char(p->s.p[end], false) || strchr(".+-", p->s.p[end]) != NULL) &&
           p->s.p[end] != '\0')
        end++;
    struct lm_str word = {p->s.p + p->at, end - p->at};
    o->null = lm_str_eq(word, LM_STR("null"));
    p->bad = p->bad || !lm_json_valid(word);
    o->value = lm_json_val(p->arena, word);
    p->at = end;
}

static bool
path_compare_op(struct path_parser *p, enum path_compare *out)
{
    static const struct {
        const char *text;
        enum path_compare op;
    } ops[] = {{"==", COMPARE_EQ}, {"!=", COMPARE_NE}, {"<>", COMPARE_NE}, {"<=", COMPARE_LE},
               {">=", COMPARE_GE}, {"<", COMPARE_LT},  {">", COMPARE_GT},  {"=", COMPARE_EQ}};

    for (size_t i = 0; i < sizeof ops / sizeof ops[0]; i++) {
        if (path_take(p, ops[i].text)) {
            *out = ops[i].op;
            return true;
        }
    }
    return false;
}

/* "pattern" [flag "i"] behind like_regex. The memo is the path's, so it is put back. */
static void
path_regex(struct path_parser *p, struct path_pred *e)
{
    struct lm_str pattern = {"", 0}, flags = {"", 0};
    void *memo = *p->call->memo;

    p->bad = p->bad || !path_take(p, "\"");
    if (!p->bad)
        pattern = path_quoted(p, '"');
    if (path_take(p, "flag")) {
        p->bad = p->bad || !path_take(p, "\"");
        flags = p->bad ? flags : path_quoted(p, '"');
    }
    e->op = PRED_REGEX;
    if (p->bad)
        return;
    *p->call->memo = NULL;
    e->regex = lm_regex_form_of(p->call, pattern, p->fixed, flags, LM_REGEX_PCRE);
    *p->call->memo = memo;
    p->bad = e->regex == NULL;
}

/* ( ... ) [is unknown], ! ..., exists(path), or a comparison. */
static struct path_pred *
path_primary(struct path_parser *p)
{
    struct path_pred *e = lm_alloc(p->arena, sizeof *e);

    if (p->bad || ++p->depth > PATH_DEPTH_MAX) {
        p->bad = true;
        return e;
    }
    if (path_take(p, "(")) {
        e->a = path_or(p);
        p->bad = p->bad || !path_take(p, ")");
        e->op = PRED_UNKNOWN;
        if (!path_take(p, "is unknown"))
            e = e->a;
    } else if (path_take(p, "!")) {
        e->op = PRED_NOT;
        e->a = path_primary(p);
    } else if (path_take(p, "exists")) {
        e->op = PRED_EXISTS;
        p->bad = p->bad || !path_take(p, "(");
        path_operand(p, &e->left);
        p->bad = p->bad || !path_take(p, ")");
    } else {
        path_operand(p, &e->left);
        e->op = PRED_OPERAND;
        if (path_take(p, "like_regex")) {
            path_regex(p, e);
            p->depth--;
            return e;
        }
        if (path_take(p, "starts with"))
            e->op = PRED_STARTS;
        else if (path_compare_op(p, &e->compare))
            e->op = PRED_COMPARE;
        if (e->op != PRED_OPERAND)
            path_operand(p, &e->right);
    }
    p->depth--;
    return e;
}

static struct path_pred *
path_and(struct path_parser *p)
{
    struct path_pred *a = path_primary(p);

    while (!p->bad && path_take(p, "&&")) {
        struct path_pred *e = lm_alloc(p->arena, sizeof *e);
        *e = (struct path_pred){.op = PRED_AND, .a = a, .b = path_primary(p)};
        a = e;
    }
    return a;
}

static struct path_pred *
path_or(struct path_parser *p)
{
    struct path_pred *a = path_and(p);

    while (!p->bad && path_take(p, "||")) {
        struct path_pred *e = lm_alloc(p->arena, sizeof *e);
        *e = (struct path_pred){.op = PRED_OR, .a = a, .b = path_and(p)};
        a = e;
    }
    return a;
}

struct lm_json_path *
lm_json_path_of(struct lm_call *c, const struct lm_val *arg, uint32_t k)
{
    bool fixed = lm_fn_fixed(c, k);
    struct path_parser p = {.arena = fixed ? c->x->keep : c->arena, .s = lm_val_text(&arg[k])};
    struct lm_str vars = k + 1 < c->node->narg ? lm_json_arg(c, arg, k + 1) : LM_STR("");

    bool said = k + 2 < c->node->narg && arg[k + 2].kind == LM_K_BOOL && arg[k + 2].i != 0;
    bool silent = said || c->node->fn->name[0] == '@'; /* the operators are so by themselves */

    p.call = c;
    p.fixed = fixed;
    if (fixed && *c->memo != NULL) {
        struct lm_json_path *kept = *c->memo;
        kept->call = c;
        kept->vars = vars;
        kept->silent = silent;
        return kept;
    }
    if (fixed)
        p.s = lm_str_dup(p.arena, p.s);
    struct lm_json_path *path = lm_alloc(p.arena, sizeof *path);
    path->strict = path_take(&p, "strict ");
    if (!path->strict)
        path_take(&p, "lax ");
    path->call = c;
    path->vars = vars;
    path->silent = silent;
    path->top = path_or(&p);
    path_blanks(&p);
    if (!p.bad && p.at < p.s.n && strchr("+-*/%", p.s.p[p.at]) != NULL) {
        LM_FN_FAIL(c, LM_E_PATTERN, "paths do not compute: \"%.*s\" does at character %zu; take the value out and compute in SQL",
                   (int)(p.s.n > 100 ? 100 : p.s.n), p.s.p, p.at + 1);
        return NULL;
    }
    if (p.bad || p.at != p.s.n) {
        LM_FN_FAIL(c, LM_E_PATTERN, "the path \"%.*s\" at character %zu is no SQL/JSON path",
                   (int)(p.s.n > 100 ? 100 : p.s.n), p.s.p, p.at + 1);
        return NULL;
    }
    if (fixed)
        *c->memo = path;
    return path;
}

/* Walking ------------------------------------------------------------------------------------------ */

struct path_walk {
    struct lm_arena *arena;
    struct lm_str root;
    bool lax;
    lm_json_found_f *found;
    void *user;
    const struct lm_json_path *path;
    bool *missed; /* set where a strict path leads to what is not there */
};

static int path_truth(const struct path_walk *w, const struct path_pred *e, struct lm_str item,
                      uint32_t depth);

static bool path_go(const struct path_walk *w, const struct path_step *step, struct lm_str item,
                    uint32_t depth);

/* What the step asks for is not there: a strict path ends here. */
static bool
path_miss(const struct path_walk *w)
{
    *w->missed |= w->path->strict;
    return !w->path->strict;
}

/* Every item of an array or object goes on with the next step. */
static bool
path_each(const struct path_walk *w, const struct path_step *step, struct lm_str item,
          uint32_t depth)
{
    struct lm_json_iter it;

    lm_json_begin(&it, item);
    while (lm_json_next(&it)) {
        if (!path_go(w, step, it.item, depth + 1))
            return false;
    }
    return true;
}

/* The item itself and everything inside it, from one level to another. */
static bool
path_deep(const struct path_walk *w, const struct path_step *step, struct lm_str item,
          uint32_t depth, int64_t level)
{
    struct lm_json_iter it;
    bool here = level >= step->from && (step->to < 0 || level <= step->to);

    if (depth > LM_JSON_DEPTH)
        return true;
    if (step->from < 0) /* {last}: what has nothing inside */
        here = lm_json_kind(item) < LM_JSON_ARRAY || lm_json_count(item) == 0;
    if (here && !path_go(w, step->next, item, depth))
        return false;
    lm_json_begin(&it, item);
    while (lm_json_next(&it)) {
        if (!path_deep(w, step, it.item, depth + 1, level + 1))
            return false;
    }
    return true;
}

static bool
path_places(const struct path_walk *w, const struct path_step *step, struct lm_str item,
            uint32_t depth)
{
    struct lm_str one;

    if (lm_json_kind(item) != LM_JSON_ARRAY) /* lax: a lone value is an array of one */
        return !w->lax || step->from > 0 || step->from < -1 ? path_miss(w) : path_go(w, step->next, item, depth + 1);
    if (step->from == step->to)
        return lm_json_at(item, step->from, &one) ? path_go(w, step->next, one, depth + 1) : path_miss(w);
    int64_t n = lm_json_count(item);
    int64_t from = step->from < 0 ? step->from + n : step->from;
    int64_t to = step->to < 0 ? step->to + n : step->to;
    if ((from < 0 || to >= n) && !path_miss(w))
        return false;
    for (int64_t i = from < 0 ? 0 : from; i <= to && i < n; i++) {
        if (lm_json_at(item, i, &one) && !path_go(w, step->next, one, depth + 1))
            return false;
    }
    return true;
}

/* abs(), floor(), ceiling(), double() of a number (the last of a text too); others lead nowhere. */
static bool
path_number(const struct path_walk *w, const struct path_step *step, struct lm_str item,
            uint32_t depth)
{
    struct lm_out o = lm_out_new(w->arena);
    struct lm_val v = lm_json_val(w->arena, item), n;

    if ((v.kind == LM_K_STR && step->op != STEP_DOUBLE) || !lm_val_number(&v, &n))
        return path_miss(w);
    double f = lm_val_double(&n);
    bool whole = n.kind == LM_K_INT && n.i != INT64_MIN;
    n.p = NULL;
    if (step->op == STEP_ABS && whole)
        n.i = n.i < 0 ? -n.i : n.i;
    else if (step->op == STEP_ABS && n.kind == LM_K_DEC)
        n.d = n.d < 0 ? -n.d : n.d;
    else if (step->op == STEP_DOUBLE || !whole)
        n = lm_val_f64(step->op == STEP_ABS       ? fabs(f)
                       : step->op == STEP_FLOOR   ? floor(f)
                       : step->op == STEP_CEILING ? ceil(f)
                                                  : f);
    lm_out_json(&o, &n);
    return path_go(w, step->next, (struct lm_str){o.p, o.n}, depth + 1);
}

/* keyvalue(): {"key":..,"value":..} of each member. */
static bool
path_keyvalue(const struct path_walk *w, const struct path_step *step, struct lm_str item,
              uint32_t depth)
{
    struct lm_json_iter it;

    lm_json_begin(&it, item);
    if (!it.object)
        return path_miss(w);
    while (lm_json_next(&it)) {
        struct lm_out o = lm_out_new(w->arena);
        lm_out_addz(&o, "{\"key\":\"");
        lm_out_adds(&o, it.key);
        lm_out_addz(&o, "\",\"value\":");
        lm_out_adds(&o, it.item);
        lm_out_addc(&o, '}');
        if (!path_go(w, step->next, (struct lm_str){o.p, o.n}, depth + 1))
            return false;
    }
    return true;
}

/* size() and type() make a value of their own. */
static bool
path_method(const struct path_walk *w, const struct path_step *step, struct lm_str item,
            uint32_t depth)
{
    static const char *const names[] = {"null",   "null",  "boolean", "number",
                                        "string", "array", "object"};
    enum lm_json_kind kind = lm_json_kind(item);
    struct lm_out o = lm_out_new(w->arena);

    if (step->op == STEP_KEYVALUE)
        return path_keyvalue(w, step, item, depth);
    if (step->op >= STEP_ABS)
        return path_number(w, step, item, depth);
    if (step->op == STEP_SIZE && kind != LM_JSON_ARRAY && !path_miss(w))
        return false;
    if (step->op == STEP_TYPE)
        lm_out_quote(&o, lm_str_of(names[kind]));
    else
        lm_out_int(&o, kind == LM_JSON_ARRAY ? lm_json_count(item) : 1, 1);
    return path_go(w, step->next, (struct lm_str){o.p, o.n}, depth + 1);
}

/* Follows the steps from item on; false: the caller has enough. */
static bool
path_go(const struct path_walk *w, const struct path_step *step, struct lm_str item, uint32_t depth)
{
    enum lm_json_kind kind = lm_json_kind(item);
    struct lm_str one;

    if (step == NULL)
        return w->found(w->user, item);
    if (depth > 2 * LM_JSON_DEPTH)
        return true;
    /* Lax: an array stands for its elements where a member or a filter is asked for. */
    if (w->lax && kind == LM_JSON_ARRAY &&
        (step->op == STEP_MEMBER || step->op == STEP_MEMBERS || step->op == STEP_FILTER ||
         step->op >= STEP_ABS))
        return path_each(w, step, item, depth);
    switch (step->op) {
    case STEP_MEMBER:
        return lm_json_get(item, step->key, &one) ? path_go(w, step->next, one, depth + 1) : path_miss(w);
    case STEP_MEMBERS:
        return kind == LM_JSON_OBJECT ? path_each(w, step->next, item, depth) : path_miss(w);
    case STEP_DEEP:
        return path_deep(w, step, item, depth, 0);
    case STEP_PLACE:
        return path_places(w, step, item, depth);
    case STEP_ELEMENTS:
        if (kind == LM_JSON_ARRAY)
            return path_each(w, step->next, item, depth);
        return w->lax ? path_go(w, step->next, item, depth + 1) : path_miss(w);
    case STEP_FILTER:
        return path_truth(w, step->pred, item, depth + 1) != 1 ||
               path_go(w, step->next, item, depth + 1);
    default:
        return path_method(w, step, item, depth);
    }
}

static bool
path_look(void *user, struct lm_str item)
{
    (void)user;
    (void)item;
    return true;
}

bool
lm_json_path_walk(struct lm_arena *a, const struct lm_json_path *p, struct lm_str root, bool lax,
                  lm_json_found_f *found, void *user)
{
    bool missed = false;
    struct path_walk w = {a, root, lax && !p->strict, found, user, p, &missed};
    const struct path_operand *o = &p->top->left;

    if (p->top->op != PRED_OPERAND || o->literal)
        return true;
    if (o->var.n > 0 && !lm_json_get(p->vars, o->var, &root))
        return true;
    if (p->strict) { /* all of it is there, before the first item is given */
        struct path_walk look = w;
        look.found = path_look;
        path_go(&look, o->step, root, 0);
    }
    if (!missed)
        path_go(&w, o->step, root, 0);
    else if (!p->silent)
        LM_FN_FAIL(p->call, LM_E_DOMAIN, "the strict path leads to what is not there");
    return !missed;
}

bool
lm_json_path_silent(const struct lm_json_path *p)
{
    return p->silent;
}

uint32_t
lm_json_path_keys(const struct lm_json_path *p, struct lm_str *key, uint32_t most)
{
    uint32_t n = 0;

    if (p->top->op != PRED_OPERAND || p->top->left.literal || p->strict)
        return 0;
    for (const struct path_step *s = p->top->left.step; s != NULL; s = s->next) {
        if (s->op != STEP_MEMBER || n == most)
            return 0;
        key[n++] = s->key;
    }
    return n;
}

bool
lm_json_path_many(const struct lm_json_path *p)
{
    for (const struct path_step *s = p->top->left.step; s != NULL; s = s->next) {
        if (s->op == STEP_KEYVALUE ||
            (s->op != STEP_MEMBER && s->op < STEP_SIZE && (s->op != STEP_PLACE || s->from != s->to)))
            return true;
    }
    return false;
}

/* Predicates --------------------------------------------------------------------------------------- */

/* What a side of a comparison leads to. */
struct path_values {
    struct lm_arena *arena;
    struct lm_val *at;
    bool *null; /* [n] JSON null */
    uint32_t n, cap;
};

static bool
path_collect(void *user, struct lm_str item)
{
    struct path_values *v = user;

    if (v->n == v->cap) {
        uint32_t cap = v->cap == 0 ? 4 : v->cap * 2;
        struct lm_val *at = lm_alloc_raw(v->arena, cap * sizeof *at);
        bool *null = lm_alloc_raw(v->arena, cap * sizeof *null);
        if (v->n > 0) {
            memcpy(at, v->at, v->n * sizeof *at);
            memcpy(null, v->null, v->n * sizeof *null);
        }
        v->at = at;
        v->null = null;
        v->cap = cap;
    }
    v->null[v->n] = lm_json_kind(item) == LM_JSON_NULL;
    v->at[v->n++] = lm_json_val(v->arena, item);
    return true;
}

/* False: it leads to what is not there, which a strict path must not. */
static bool
path_side(const struct path_walk *w, const struct path_operand *o, struct lm_str item,
          struct path_values *v, uint32_t depth)
{
    bool missed = false;
    struct path_walk inner = {w->arena, w->root, !w->path->strict, path_collect, v, w->path, &missed};
    struct lm_str from = o->current ? item : w->root;

    if (o->var.n > 0 && !lm_json_get(w->path->vars, o->var, &from)) {
        LM_FN_FAIL(w->path->call, LM_E_PATTERN, "the path has no variable \"%.*s\"",
                   (int)(o->var.n > 60 ? 60 : o->var.n), o->var.p);
        return false;
    }
    if (!o->literal) {
        path_go(&inner, o->step, from, depth + 1);
        return !missed;
    }
    path_collect(v, LM_STR("null"));
    v->at[0] = o->value;
    v->null[0] = o->null;
    return true;
}

/* Numbers, texts, booleans with their like; null equals null. -1: cannot be compared. */
static int
path_fits(enum path_compare op, const struct path_values *a, uint32_t i,
          const struct path_values *b, uint32_t k)
{
    const struct lm_val *x = &a->at[i], *y = &b->at[k];
    bool number = x->kind == LM_K_INT || x->kind == LM_K_F64 || x->kind == LM_K_DEC;
    bool number_too = y->kind == LM_K_INT || y->kind == LM_K_F64 || y->kind == LM_K_DEC;
    int order = 0;

    if (a->null[i] || b->null[k]) {
        bool same = a->null[i] && b->null[k];
        return op == COMPARE_EQ   ? same
               : op == COMPARE_NE ? !same
                                  : same && (op == COMPARE_LE || op == COMPARE_GE);
    }
    if (x->kind == LM_K_JSON || y->kind == LM_K_JSON ||
        (!(number && number_too) && x->kind != y->kind))
        return -1;
    order = lm_val_order(x, y);
    switch (op) {
    case COMPARE_EQ:
        return order == 0;
    case COMPARE_NE:
        return order != 0;
    case COMPARE_LT:
        return order < 0;
    case COMPARE_LE:
        return order <= 0;
    case COMPARE_GT:
        return order > 0;
    default:
        return order >= 0;
    }
}

static int
path_compare(const struct path_walk *w, const struct path_pred *e, struct lm_str item,
             uint32_t depth)
{
    struct path_values a = {.arena = w->arena}, b = {.arena = w->arena};
    int truth = 0;

    if (!path_side(w, &e->left, item, &a, depth) || !path_side(w, &e->right, item, &b, depth))
        return -1;
    for (uint32_t i = 0; i < a.n; i++) {
        for (uint32_t k = 0; k < b.n; k++) {
            int t = -1;
            if (e->op == PRED_COMPARE)
                t = path_fits(e->compare, &a, i, &b, k);
            else if (a.at[i].kind == LM_K_STR && b.at[k].kind == LM_K_STR)
                t = a.at[i].n >= b.at[k].n && memcmp(a.at[i].p, b.at[k].p, b.at[k].n) == 0;
            if (t == 1)
                return 1;
            truth = t < 0 ? -1 : truth;
        }
    }
    return truth;
}

/* Whether a text on the left matches. */
static int
path_like(const struct path_walk *w, const struct path_pred *e, struct lm_str item, uint32_t depth)
{
    struct path_values v = {.arena = w->arena};
    int truth = 0;

    if (!path_side(w, &e->left, item, &v, depth))
        return -1;
    for (uint32_t i = 0; i < v.n; i++) {
        if (v.at[i].kind != LM_K_STR)
            truth = -1;
        else if (lm_regex_find(w->path->call, e->regex, lm_val_text(&v.at[i]), 0) == 1)
            return 1;
    }
    return truth;
}

/* 1 true, 0 false, -1 unknown. */
static int
path_truth(const struct path_walk *w, const struct path_pred *e, struct lm_str item, uint32_t depth)
{
    struct path_values v = {.arena = w->arena};
    int a = 0, b = 0;

    switch (e->op) {
    case PRED_AND:
        a = path_truth(w, e->a, item, depth);
        b = a == 0 ? 0 : path_truth(w, e->b, item, depth);
        return a == 0 || b == 0 ? 0 : a == 1 && b == 1 ? 1 : -1;
    case PRED_OR:
        a = path_truth(w, e->a, item, depth);
        b = a == 1 ? 1 : path_truth(w, e->b, item, depth);
        return a == 1 || b == 1 ? 1 : a == 0 && b == 0 ? 0 : -1;
    case PRED_NOT:
        a = path_truth(w, e->a, item, depth);
        return a < 0 ? -1 : !a;
    case PRED_EXISTS:
        return path_side(w, &e->left, item, &v, depth) ? v.n > 0 : -1;
    case PRED_REGEX:
        return path_like(w, e, item, depth);
    case PRED_UNKNOWN:
        return path_truth(w, e->a, item, depth) < 0;
    case PRED_OPERAND:
        return path_side(w, &e->left, item, &v, depth) && v.n == 1 && v.at[0].kind == LM_K_BOOL ? v.at[0].i != 0 : -1;
    default:
        return path_compare(w, e, item, depth);
    }
}

int
lm_json_path_truth(struct lm_arena *a, const struct lm_json_path *p, struct lm_str root)
{
    bool missed = false;
    struct path_walk w = {a, root, !p->strict, path_collect, NULL, p, &missed};

    return p->top->op == PRED_OPERAND ? -2 : path_truth(&w, p->top, root, 0);
}
