/* t_fn.c -- scalar functions: every row's example, then what is worth more than one example. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <stdlib.h>

#include "base/buf.h"
#include "check.h"
#include "data/json.h"
#include "expr/fn.h"
#include "sql/ast.h"

static struct lm_arena arena;
static struct lm_str params[4]; /* names of lambda parameters that are known */
static uint32_t nparams;

static struct lm_expr *bind(const struct lm_ast *e, struct lm_err *err);

static struct lm_expr *
bind_lambda(const struct lm_ast *e, struct lm_err *err)
{
    uint32_t first = nparams;

    for (uint32_t i = 0; i < e->npart && nparams < 4; i++)
        params[nparams++] = e->part[i];
    struct lm_expr *body = bind(e->arg.at[0], err);
    if (body == NULL)
        return NULL;
    struct lm_expr *lambda = lm_expr_new(&arena, LM_X_LAMBDA, body->type, e->pos, &body, 1);
    lambda->col = first;
    lambda->nparam = e->npart;
    nparams = first;
    return lambda;
}

static struct lm_expr *
bind_call(const struct lm_ast *e, struct lm_str name, struct lm_err *err)
{
    struct lm_expr *arg[32];
    uint32_t n = 0;

    for (uint32_t i = 0; i < e->arg.n && n + 2 < 32; i++) {
        const struct lm_ast *a = e->arg.at[i];
        if (a->op == LM_A_NAMED) {
            arg[n++] = lm_expr_val(&arena, lm_type_of(LM_T_VARCHAR), lm_val_str(a->name), a->pos);
            a = a->arg.at[0];
        }
        arg[n] = bind(a, err);
        if (arg[n++] == NULL)
            return NULL;
    }
    return lm_expr_call(&arena, name, arg, n, e->pos, err);
}

/* The examples need literals, calls, casts, arrays, lambdas; no tables. */
static struct lm_expr *
bind(const struct lm_ast *e, struct lm_err *err)
{
    switch (e->op) {
    case LM_A_LITERAL:
    case LM_A_DURATION:
        return lm_expr_val(&arena, e->op == LM_A_DURATION ? lm_type_of(LM_T_INTERVAL) : e->type,
                           e->value, e->pos);
    case LM_A_NAME:
        for (uint32_t i = 0; i < nparams; i++)
            if (lm_str_eq(params[i], e->part[0]))
                return lm_expr_col(&arena, i, lm_type_of(LM_T_DYN), e->part[0], e->pos);
        return bind_call(e, e->part[0], err); /* current_date */
    case LM_A_CALL:
        return bind_call(e, e->name, err);
    case LM_A_ARRAY:
        return bind_call(e, LM_STR("make_array"), err);
    case LM_A_LAMBDA:
        return bind_lambda(e, err);
    case LM_A_CAST:
    case LM_A_TRY_CAST: {
        struct lm_expr *x = bind(e->arg.at[0], err);
        return x == NULL ? NULL
                         : lm_expr_new(&arena, e->op == LM_A_CAST ? LM_X_CAST : LM_X_TRY_CAST,
                                       e->type, e->pos, &x, 1);
    }
    default:
        lm_fail(err, LM_E_UNSUPPORTED, e->pos, "an expression of kind %d in a test", (int)e->op);
        return NULL;
    }
}

/* What an SQL expression prints as JSON, or LDB-NNNN and the phrase. */
static struct lm_str
run(const char *sql)
{
    struct lm_err err = {0};
    struct lm_list stmts = {0};
    struct lm_buf b = {0};
    struct lm_val v = LM_VAL_NULL;
    struct lm_str text = lm_str_format(&arena, "SELECT %s", sql);
    char *padded = lm_alloc(&arena, text.n + LM_PAD);

    memcpy(padded, text.p, text.n);
    nparams = 0;
    if (lm_parse(&arena, (struct lm_str){padded, text.n}, 0, &stmts, &err) == 0) {
        const struct lm_stmt *s = stmts.at[0];
        const struct lm_ast_item *item = s->query->items.at[0];
        struct lm_expr *e = bind(item->expr, &err);
        if (e != NULL)
            lm_expr_const(e, &arena, INT64_C(1800000000000000), &v, &err);
    }
    if (err.code != LM_OK)
        return lm_str_format(&arena, "LDB-%04d %s", (int)err.code, err.what);
    lm_val_print_json(&b, &v);
    struct lm_str out = lm_str_dup(&arena, lm_buf_str(&b));
    lm_buf_fini(&b);
    return out;
}

static void
check_one(const char *sql, const char *want)
{
    struct lm_str got = run(sql);
    size_t n = strlen(want);
    bool code = strncmp(want, "LDB-", 4) == 0;

    if (code ? got.n >= n && memcmp(got.p, want, n) == 0 : lm_str_eq(got, lm_str_of(want))) {
        check_passed++;
        return;
    }
    check_failed++;
    printf("%s\n    expected %s\n    got      %.*s\n", sql, want, LM_STRF(got));
}

static void
check_examples(void)
{
    for (uint32_t i = 0; i < lm_fn_count; i++) {
        const struct lm_fn *f = &lm_fns[i];
        CHECK(f->meaning != NULL && f->meaning[0] != '\0');
        CHECK(strchr(f->signature, '>') != NULL);
        CHECK(f->example != NULL && f->result != NULL);
        if (f->example != NULL)
            check_one(f->example, f->result);
    }
}

struct example {
    const char *sql;
    const char *want;
};

#include "fn_cases.h"

static void
check_cases(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_one(cases[i].sql, cases[i].want);
}

static void
check_json(void)
{
    struct lm_str deep = {lm_alloc(&arena, 2000), 1024};
    struct lm_str item;
    struct lm_val v = lm_json_val(&arena, LM_STR(" \"a\\u00e9\\ud83d\\ude00\\n\" "));

    CHECK(lm_str_eq(lm_val_text(&v), LM_STR("aé😀\n")));
    v = lm_json_val(&arena, LM_STR("123456789012345678901234567890"));
    CHECK(v.kind == LM_K_DEC && v.scale == 0);
    v = lm_json_val(&arena, LM_STR("9007199254740993"));
    CHECK(v.kind == LM_K_INT && v.i == INT64_C(9007199254740993));
    CHECK(lm_json_val(&arena, LM_STR("")).kind == LM_K_NULL);
    CHECK(lm_json_val(&arena, LM_STR("\"")).kind == LM_K_NULL);
    CHECK(lm_json_val(&arena, LM_STR("01")).kind == LM_K_NULL);
    CHECK(lm_json_get(LM_STR("{\"a\":1,\"a\":2}"), LM_STR("a"), &item) &&
          lm_str_eq(item, LM_STR("2")));
    CHECK(lm_json_get(LM_STR("{\"\\u0061\":1}"), LM_STR("a"), &item));
    CHECK(!lm_json_get(LM_STR("{\"a\":"), LM_STR("a"), &item));
    CHECK(lm_json_at(LM_STR("[1, [2, 3] ,4]"), 1, &item) && lm_str_eq(item, LM_STR("[2, 3]")));
    CHECK(lm_json_at(LM_STR("[1,2]"), -2, &item) && !lm_json_at(LM_STR("[1,2]"), -3, &item));
    CHECK(lm_json_count(LM_STR("[]")) == 0 && lm_json_count(LM_STR("[[],{},\"]\"]")) == 3);
    memset((char *)deep.p, '[', 512);
    memset((char *)deep.p + 512, ']', 512);
    CHECK(lm_json_valid(deep));
    CHECK(lm_json_end(deep, 0) == 1024);
    memset((char *)deep.p, '[', 513);
    memset((char *)deep.p + 513, ']', 513);
    CHECK(!lm_json_valid((struct lm_str){deep.p, 1026}));
    static const char *const good[] = {"1",
                                       "-0",
                                       "[]",
                                       "{}",
                                       " [ ] ",
                                       "{\"a\":[{\"b\":null}]}",
                                       "\"\\u12aF\"",
                                       "[1,2]",
                                       "true",
                                       "1e5",
                                       "{\"a\" : {} , \"b\":[] }"};
    static const char *const bad[] = {
        "",          " ",      "[",          "]",         "{",     "[1,]", "[,1]", "{\"a\"}",
        "{\"a\":}",  "{a:1}",  "\"\\x\"",    "\"\\u12\"", "nul",   "01",   "1 2",  "[1}",
        "{\"a\":1]", "\"\t\"", "{\"a\":1,}", "[1 2]",     "{1:2}", "+1",   ".5",   "\"abc"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        CHECK(lm_json_valid(lm_str_of(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK(!lm_json_valid(lm_str_of(bad[i])));
}

enum { ROWS = 200 };

/* A text, a time, a number and NULLs in all, every row different. */
static void
fill(struct lm_col cols[3])
{
    static const char *const parts[] = {"GET /a", "",  "héllo WÖRLD", "日本語",
                                        "ß",      "x", "he",          "HeLLo he"};

    lm_col_init(&cols[0], LM_K_STR, ROWS, &arena);
    lm_col_init(&cols[1], LM_K_TS, ROWS, &arena);
    lm_col_nullable(&cols[0], ROWS, &arena);
    lm_col_nullable(&cols[1], ROWS, &arena);
    lm_col_init(&cols[2], LM_K_F64, ROWS, &arena);
    lm_col_nullable(&cols[2], ROWS, &arena);
    for (uint32_t r = 0; r < ROWS; r++) {
        cols[0].null[r] = r % 7 == 3;
        cols[1].null[r] = r % 11 == 4;
        cols[0].s[r] = cols[0].null[r] != 0 ? (struct lm_str){NULL, 0} : lm_str_of(parts[r % 8]);
        cols[1].i[r] = ((int64_t)r - 100) * INT64_C(987654321987);
        cols[2].null[r] = r % 5 == 2;
        cols[2].f[r] = r == 9 ? HUGE_VAL : cols[2].null[r] != 0 ? -1 : (double)r * 0.25;
    }
}

/* The kernel of a call gives what its row function gives, on all rows and on a selection. */
static void
check_kernel(const char *name, struct lm_expr **arg, uint32_t narg)
{
    struct lm_col cols[3];
    struct lm_batch b = {.arena = &arena, .nrow = ROWS, .ncol = 3, .cols = cols};
    struct lm_eval x = {.arena = &arena, .keep = &arena};
    struct lm_err err = {0};
    uint16_t rows[ROWS];
    uint32_t n = 0;

    fill(cols);
    for (uint32_t r = 0; r < ROWS; r += 1 + r % 3)
        rows[n++] = (uint16_t)r;
    struct lm_expr *fast = lm_expr_call(&arena, lm_str_of(name), arg, narg, LM_NOWHERE, &err);
    CHECK(fast != NULL && fast->fn->batch != NULL);
    struct lm_expr slow = *fast;
    struct lm_fn rowwise = *fast->fn;
    rowwise.batch = NULL;
    slow.fn = &rowwise;
    for (int part = 0; part < 2; part++) {
        struct lm_sel sel = part == 0 ? lm_sel_all(ROWS) : (struct lm_sel){rows, n};
        lm_eval_begin(&x, &b);
        const struct lm_col *f = lm_expr_eval(fast, &x, sel);
        const struct lm_col *s = lm_expr_eval(&slow, &x, sel);
        for (uint32_t k = 0; k < sel.n; k++) {
            uint32_t r = lm_sel_row(sel, k);
            struct lm_val v = lm_col_get(f, r), w = lm_col_get(s, r);
            CHECK(v.kind == w.kind && lm_val_order(&v, &w) == 0);
        }
        CHECK(x.nbad == 0);
    }
}

static void
check_kernels(void)
{
    static const char *const units[] = {"second", "minute", "hour", "day", "week", "month"};
    static const char *const fields[] = {"epoch", "second", "minute", "hour",
                                         "day",   "dow",    "year",   "doy"};
    struct lm_expr *text =
        lm_expr_col(&arena, 0, lm_type_of(LM_T_VARCHAR), LM_STR("s"), LM_NOWHERE);
    struct lm_expr *time =
        lm_expr_col(&arena, 1, lm_type_of(LM_T_TIMESTAMP), LM_STR("t"), LM_NOWHERE);
    struct lm_expr *he =
        lm_expr_val(&arena, lm_type_of(LM_T_VARCHAR), lm_val_str(LM_STR("he")), LM_NOWHERE);
    struct lm_expr *two = lm_expr_val(&arena, lm_type_of(LM_T_BIGINT), lm_val_int(2), LM_NOWHERE);

    check_kernel("length", (struct lm_expr *[]){text}, 1);
    check_kernel("lower", (struct lm_expr *[]){text}, 1);
    check_kernel("upper", (struct lm_expr *[]){text}, 1);
    check_kernel("left", (struct lm_expr *[]){text, two}, 2);
    check_kernel("substring", (struct lm_expr *[]){text, two}, 2);
    check_kernel("substring", (struct lm_expr *[]){text, two, two}, 3);
    check_kernel("starts_with", (struct lm_expr *[]){text, he}, 2);
    check_kernel("contains", (struct lm_expr *[]){text, he}, 2);
    struct lm_expr *number =
        lm_expr_col(&arena, 2, lm_type_of(LM_T_DOUBLE), LM_STR("x"), LM_NOWHERE);
    static const char *const whole[] = {"abs", "floor", "ceil", "ceiling", "round", "sqrt"};
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        check_kernel(whole[i], (struct lm_expr *[]){number}, 1);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        struct lm_val v = lm_val_str(lm_str_of(units[i]));
        struct lm_expr *unit = lm_expr_val(&arena, lm_type_of(LM_T_VARCHAR), v, LM_NOWHERE);
        check_kernel("date_trunc", (struct lm_expr *[]){unit, time}, 2);
    }
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        struct lm_val v = lm_val_str(lm_str_of(fields[i]));
        struct lm_expr *field = lm_expr_val(&arena, lm_type_of(LM_T_VARCHAR), v, LM_NOWHERE);
        check_kernel("extract", (struct lm_expr *[]){field, time}, 2);
    }
}

int
main(int argc, char **argv)
{
    lm_arena_init(&arena, 1 << 16);
    for (int i = 1; i < argc; i++)
        printf("%.*s\n", LM_STRF(run(argv[i])));
    if (argc == 1) {
        check_json();
        check_examples();
        check_cases();
        check_kernels();
    }
    lm_arena_fini(&arena);
    return argc > 1 ? 0 : check_done();
}
