/* sql.y -- the grammar of laminar's SQL: shape only, each action is one call (sql/make_*.h). */
/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DESIGN
 * lex_words.c has decided which words are keywords, so ID here is a name beyond doubt; %fallback makes
 * names of the rest wherever no rule wants the keyword. A token that may follow an optional alias must
 * not fall back: the alias would swallow it.
 * A parenthesised query is `subquery` in every place where an expression in parentheses may stand too,
 * and never a `query` by itself: so ((SELECT 1)) has one reading.
 * Clauses of a SELECT come in any order here; their order is checked where they are put together, which
 * gives better messages.
 */
%name lm_grammar
%token_prefix LM_TK_
%token_type { const struct lm_token * }
%extra_context { struct lm_parse *p }
%stack_size 6000
%stack_overflow { lm_parse_overflow(p); }
%syntax_error { lm_parse_rejected(p); }
%start_symbol input

%include {
#include "sql/make_stmt.h"

#define YYNOERRORRECOVERY 1
#define YYMALLOCARGTYPE size_t
}

%fallback ID
    ADVANCE AFTER ANALYZE ASC BY CASCADE CHANGES CHECKPOINT CLOSE CREATE CURRENT DATA DESC DESCRIBE DROP
    ENCODE EVERY EXCLUDE EXPLAIN EXTENDED FINAL FIRST FOLLOWING FORMAT FUNCTIONS GRACE GROUPS HOPPING IF INSERT INTO KEY
    LAST LATENESS LOOKUP MATERIALIZED MISSING NEXT NULLS OF ONLY ORDINALITY OUTER PARTITION PERIOD
    PERIODICALLY PRECEDING PROBE QUERIES RANGE REPLACE RESTRICT RETENTION ROW ROWS SESSION SET SETS SHOW SINK SINKS
    SIZE SOURCE SOURCES STATUS STEP STREAM STREAMS SYSTEM_TIME TABLE TABLES TIES TIME TO TUMBLING UNBOUNDED
    UNKNOWN UPDATE VIEW VIEWS WATERMARK ZONE BOTH LEADING PLACING TRAILING TYPE_WORDS.

%nonassoc LOW.
%nonassoc ALLOW LATE WITHIN ON USING MATCH_CONDITION TOLERANCE TIMESTAMPS LIST WITH_OPTIONS
          RESPECT IGNORE LP.
%left UNION EXCEPT.
%left INTERSECT.
%left OR.
%left AND.
%right NOT.
%nonassoc IS ISNULL NOTNULL.
%nonassoc EQ NE LT LE GT GE.
%nonassoc BETWEEN IN LIKE ILIKE NLIKE NILIKE SIMILAR SIMILAR_PART NOT_LA OVERLAPS.
%nonassoc ESCAPE.
%left CONCAT PIPE AMP HASH SHL SHR ARROW ARROW2 HASHARROW HASHARROW2 HASKEY ANYKEY ALLKEYS CONTAINS
      CONTAINED TILDE MATCHI NMATCH NMATCHI HASHMINUS PATHEXISTS PATHMATCH STARTS.
%left PLUS MINUS.
%left STAR SLASH SLASH2 PERCENT.
%left CARET.
%left AT_TIME_ZONE COLLATE.
%right SIGN.
%left RP.

/* Tokens that no rule uses: they exist to be refused, or to become others in lex_words.c. */
%token EQEQ ANDAND EXTRA AT PRIMARY.

%type expr      { struct lm_ast * }
%type prim      { struct lm_ast * }
%type call      { struct lm_ast * }
%type plaincall { struct lm_ast * }
%type arg       { struct lm_ast * }
%type column    { struct lm_ast * }
%type else_opt  { struct lm_ast * }
%type expr_opt  { struct lm_ast * }
%type partition_opt { struct lm_list * }
%type exprs     { struct lm_list * }
%type list      { struct lm_list * }
%type arglist   { struct lm_list * }
%type whens     { struct lm_list * }
%type members   { struct lm_list * }
%type names     { struct lm_list * }
%type columns   { struct lm_list * }
%type orders    { struct lm_list * }
%type orderlist { struct lm_list * }
%type items     { struct lm_list * }
%type itemlist  { struct lm_list * }
%type replacements { struct lm_list * }
%type renames   { struct lm_list * }
%type rename    { struct lm_ast_item * }
%type groups    { struct lm_list * }
%type grouplist { struct lm_list * }
%type sets      { struct lm_list * }
%type rows      { struct lm_list * }
%type ctes      { struct lm_list * }
%type windowdefs { struct lm_list * }
%type windowparts { struct lm_list * }
%type typeargs  { struct lm_list * }
%type elements  { struct lm_list * }
%type elementlist { struct lm_list * }
%type options   { struct lm_list * }
%type explainopts { struct lm_list * }
%type optionlist { struct lm_list * }
%type schema    { struct lm_list * }
%type tails     { struct lm_list * }
%type args      { struct lm_args * }
%type order     { struct lm_ast_order * }
%type item      { struct lm_ast_item * }
%type replacement { struct lm_ast_item * }
%type over      { struct lm_ast_over * }
%type exclude   { enum lm_exclude }
%type frame     { struct lm_frame * }
%type bound     { struct lm_bound * }
%type subquery  { struct lm_query * }
%type query     { struct lm_query * }
%type anyquery  { struct lm_query * }
%type whole     { struct lm_query * }
%type operand   { struct lm_query * }
%type simple    { struct lm_query * }
%type core      { struct lm_query * }
%type quant     { struct lm_quant * }
%type tables    { struct lm_from * }
%type joined    { struct lm_from * }
%type table     { struct lm_from * }
%type base      { struct lm_from * }
%type join      { struct lm_from * }
%type joinkind  { struct lm_from * }
%type alias     { struct lm_alias * }
%type alias_opt { struct lm_alias * }
%type tail      { struct lm_clause * }
%type emit      { struct lm_clause * }
%type windowpart { struct lm_clause * }
%type group     { struct lm_clause * }
%type set       { struct lm_clause * }
%type cte       { struct lm_cte * }
%type windowdef { struct lm_named_window * }
%type type      { struct lm_type_node * }
%type typearg   { struct lm_type_node * }
%type element   { struct lm_element * }
%type schemacol { struct lm_element * }
%type option    { struct lm_ast_option * }
%type stmt      { struct lm_stmt * }
%type create    { struct lm_stmt * }
%type head      { struct lm_stmt * }
%type insert    { struct lm_stmt * }
%type object    { struct lm_object_name }
%type like      { struct lm_marked }
%type in        { struct lm_marked }
%type not_opt   { bool }
%type between   { struct lm_between }
%type allorder  { struct lm_ast_order * }
%type all_opt   { bool }
%type replace_opt { bool }
%type absent_opt  { bool }
%type present_opt { bool }
%type cascade_opt { bool }
%type ordinality_opt { bool }

/* Statements --------------------------------------------------------------------------------------- */

input ::= stmts.
input ::= EXTRA schema(L).                     { p->schema = L; }

stmts ::= stmt_opt.
stmts ::= stmts SEMICOLON stmt_opt.
stmt_opt ::= .
stmt_opt ::= stmt(S).                          { lm_stmt_done(p, S); }

stmt(S) ::= anyquery(Q).                       { S = lm_stmt_select(p, Q); }
stmt(S) ::= insert(I) anyquery(Q).             { S = lm_stmt_query(p, I, Q); }
stmt(S) ::= WITH(T) ctes(L) insert(I) anyquery(Q).
                                               { S = lm_stmt_query(p, I, lm_query_with(p, T, L, Q)); }
stmt(S) ::= create(C).                         { S = C; }
stmt(S) ::= create(C) AS anyquery(Q).          { S = lm_stmt_query(p, C, Q); }
stmt(S) ::= DROP(T) object(O) present_opt(E) name(N) cascade_opt(C).
                                               { S = lm_stmt_drop(p, T, O, &(struct lm_drop){ E, C, N }); }
stmt(S) ::= SHOW(T) SOURCES.                   { S = lm_stmt_show(p, T, LM_O_SOURCE); }
stmt(S) ::= SHOW(T) STREAMS.                   { S = lm_stmt_show(p, T, LM_O_STREAM); }
stmt(S) ::= SHOW(T) SINKS.                     { S = lm_stmt_show(p, T, LM_O_SINK); }
stmt(S) ::= SHOW(T) VIEWS.                     { S = lm_stmt_show(p, T, LM_O_VIEW); }
stmt(S) ::= SHOW(T) MATERIALIZED VIEWS.        { S = lm_stmt_show(p, T, LM_O_VIEW); }
stmt(S) ::= SHOW(T) LOOKUP TABLES.             { S = lm_stmt_show(p, T, LM_O_LOOKUP); }
stmt(S) ::= SHOW(T) TABLES.                    { S = lm_stmt_show(p, T, LM_O_TABLE); }
stmt(S) ::= SHOW(T) FUNCTIONS.                 { S = lm_stmt_show(p, T, LM_O_FUNCTION); }
stmt(S) ::= SHOW(T) QUERIES.                   { S = lm_stmt_show(p, T, LM_O_QUERY); }
stmt(S) ::= SHOW(T) CHECKPOINT STATUS.         { S = lm_stmt_show(p, T, LM_O_CHECKPOINT); }
stmt(S) ::= SHOW(T) CREATE object(O) name(N).  { S = lm_stmt_show_create(p, T, O, N); }
stmt(S) ::= DESCRIBE|DESC(T) target(N).          { S = lm_stmt_describe(p, T, NULL, N); }
stmt(S) ::= DESCRIBE|DESC(T) EXTENDED(E) target(N).
                                               { S = lm_stmt_describe(p, T, E, N); }
stmt(S) ::= explain(T) stmt(I).                { S = lm_stmt_explain(p, T, NULL, I); }
stmt(S) ::= explain(T) LP explainopts(L) RP stmt(I). { S = lm_stmt_explain(p, T, L, I); }
stmt(S) ::= SET(T) option(O).                  { S = lm_stmt_set(p, T, O); }
stmt(S) ::= CHECKPOINT(T).                     { S = lm_stmt_new(p, LM_S_CHECKPOINT, T); }

explainopts(L) ::= explainopt(T).              { L = lm_list_of(p, NULL, (void *)T); }
explainopts(L) ::= explainopts(A) COMMA explainopt(T). { L = lm_list_of(p, A, (void *)T); }
explainopt(A) ::= ID|ANALYZE(T).               { A = T; }
explainopt(A) ::= FORMAT ID(T).                { A = T; }
explain(A) ::= EXPLAIN(T).                     { A = T; }
explain(A) ::= EXPLAIN(T) ANALYZE(B).          { A = lm_token_span(p, T, B); }

cascade_opt(A) ::= .                           { A = false; }
cascade_opt(A) ::= RESTRICT.                   { A = false; }
cascade_opt(A) ::= CASCADE.                    { A = true; }
present_opt(A) ::= .                           { A = false; }
present_opt(A) ::= IF EXISTS.                  { A = true; }
absent_opt(A) ::= .                            { A = false; }
absent_opt(A) ::= IF NOT EXISTS.               { A = true; }
replace_opt(A) ::= .                           { A = false; }
replace_opt(A) ::= OR REPLACE.                 { A = true; }

object(O) ::= SOURCE.                          { O = lm_object_is(LM_O_SOURCE, LM_S_CREATE_SOURCE); }
object(O) ::= STREAM.                          { O = lm_object_is(LM_O_STREAM, LM_S_CREATE_STREAM); }
object(O) ::= TABLE.                           { O = lm_object_is(LM_O_TABLE, LM_S_CREATE_VIEW); }
object(O) ::= SINK.                            { O = lm_object_is(LM_O_SINK, LM_S_CREATE_SINK); }
object(O) ::= MATERIALIZED VIEW.               { O = lm_object_is(LM_O_VIEW, LM_S_CREATE_VIEW); }
object(O) ::= VIEW.                            { O = lm_object_is(LM_O_STREAM, LM_S_CREATE_STREAM); }
object(O) ::= LOOKUP TABLE.                    { O = lm_object_is(LM_O_LOOKUP, LM_S_CREATE_LOOKUP); }

insert(S) ::= INSERT(T) INTO target(N).   { S = lm_stmt_insert(p, T, N); }
insert(S) ::= insert(I) LP columns(L) RP.      { S = lm_stmt_columns(p, I, L); }
insert(S) ::= insert(I) FORMAT(T) name(N).  [LOW]
                                               { S = lm_stmt_format(p, I, T, N, NULL); }
insert(S) ::= insert(I) FORMAT(T) name(N) WITH_OPTIONS LP options(L) RP.
                                               { S = lm_stmt_format(p, I, T, N, L); }
insert(S) ::= insert(I) WITH_OPTIONS(T) LP options(L) RP.
                                               { S = lm_stmt_options(p, I, T, L); }

head(S) ::= CREATE(T) replace_opt(R) object(O) absent_opt(E) name(N).
                                               { S = lm_stmt_create(p, T, O, &(struct lm_creation){ R, E, N }); }
create(S) ::= head(C).                         { S = C; }
create(S) ::= head(C) LP elements(L) RP.       { S = lm_stmt_elements(p, C, L); }
create(S) ::= create(C) FROM(T) name(N).       { S = lm_stmt_from(p, C, T, N, NULL); }
create(S) ::= create(C) FROM(T) STRING(N).     { S = lm_stmt_path(p, C, T, N); }
create(S) ::= create(C) FROM(T) name(N) LP options(L) RP.
                                               { S = lm_stmt_from(p, C, T, N, L); }
create(S) ::= create(C) WHERE(T) expr(E).      { S = lm_stmt_where(p, C, T, E); }
create(S) ::= create(C) INTO(T) STRING(N).     { S = lm_stmt_path(p, C, T, N); }
create(S) ::= create(C) INTO(T) name(N) LP options(L) RP.
                                               { S = lm_stmt_into(p, C, T, N, L); }
create(S) ::= create(C) FORMAT(T) name(N).  [LOW]
                                               { S = lm_stmt_format(p, C, T, N, NULL); }
create(S) ::= create(C) FORMAT(T) name(N) WITH_OPTIONS LP options(L) RP.
                                               { S = lm_stmt_format(p, C, T, N, L); }
create(S) ::= create(C) FORMAT name(N) ENCODE name(E).  [LOW]
                                               { S = lm_stmt_encode(p, C, N, E, NULL); }
create(S) ::= create(C) FORMAT name(N) ENCODE name(E) LP options(L) RP.
                                               { S = lm_stmt_encode(p, C, N, E, L); }
create(S) ::= create(C) WITH_OPTIONS(T) LP options(L) RP.
                                               { S = lm_stmt_options(p, C, T, L); }

elements(L) ::= .                              { L = NULL; }
elements(L) ::= elementlist(A).                { L = A; }
elements(L) ::= elementlist(A) COMMA.          { L = A; }
elementlist(L) ::= element(E).                 { L = lm_list_of(p, NULL, E); }
elementlist(L) ::= elementlist(A) COMMA element(E). { L = lm_list_of(p, A, E); }
element(E) ::= STAR(T).                        { E = lm_element_star(p, T); }
element(E) ::= schemacol(C).                   { E = C; }
element(E) ::= name(N).                        { E = lm_element_name(p, N); }
element(E) ::= PRIMARY_KEY(T) LP columns(L) RP. { E = lm_element_key(p, T, L); }
element(E) ::= PRIMARY_KEY(T) LP columns(L) RP NOT_ENFORCED. { E = lm_element_key(p, T, L); }
element(E) ::= WATERMARK(T) FOR column(C).     { E = lm_element_mark(p, T, C, NULL); }
element(E) ::= WATERMARK(T) FOR column(C) AS expr(X). { E = lm_element_mark(p, T, C, X); }
schema(L) ::= schemacol(E).                    { L = lm_list_of(p, NULL, E); }
schema(L) ::= schema(A) COMMA schemacol(E).    { L = lm_list_of(p, A, E); }
schemacol(E) ::= name(N) type(T).              { E = lm_element_column(p, N, T); }
schemacol(E) ::= schemacol(A) NOT(T) NULL.     { E = lm_element_null(p, A, T); }
schemacol(E) ::= schemacol(A) NULL(T).         { E = lm_element_null(p, A, T); }
schemacol(E) ::= schemacol(A) COLLATE name(T). { E = lm_element_collate(p, A, T); }
schemacol(E) ::= schemacol(A) PRIMARY_KEY.     { E = lm_element_is_key(A); }

options(L) ::= .                               { L = NULL; }
options(L) ::= optionlist(A).                  { L = A; }
options(L) ::= optionlist(A) COMMA.            { L = A; }
optionlist(L) ::= option(O).                   { L = lm_list_of(p, NULL, O); }
optionlist(L) ::= optionlist(A) COMMA option(O). { L = lm_list_of(p, A, O); }
option(O) ::= optionkey(K) eq value(V).        { O = lm_option_new(p, K, NULL, V); }
option(O) ::= optionkey(K) eq MINUS(M) NUMBER(V). { O = lm_option_new(p, K, M, V); }
eq ::= EQ.
eq ::= TO.
optionkey(K) ::= target(N).               { K = N; }
optionkey(K) ::= NULL(N).                 { K = N; }
optionkey(K) ::= optionkey(A) DOT name(N).     { K = lm_token_span(p, A, N); }
value(V) ::= target(T).                        { V = T; }
value(V) ::= NUMBER(T).                        { V = T; }
value(V) ::= DURATION|TRUE|FALSE|NULL|ON(T).   { V = T; }
value(V) ::= NUMBER(T) UNIT(U).                { V = lm_token_span(p, T, U); }

/* Queries ------------------------------------------------------------------------------------------ */

anyquery(Q) ::= query(A).                      { Q = A; }
anyquery(Q) ::= subquery(A).                   { Q = A; }

subquery(Q) ::= LP query(A) RP.                { Q = lm_query_paren(A); }
subquery(Q) ::= LP subquery(A) RP.             { Q = A; }

query(Q) ::= whole(A).                         { Q = A; }
query(Q) ::= WITH(T) ctes(L) whole(A).         { Q = lm_query_with(p, T, L, A); }
query(Q) ::= WITH(T) ctes(L) subquery(A).      { Q = lm_query_with(p, T, L, A); }

ctes(L) ::= cte(C).                            { L = lm_list_of(p, NULL, C); }
ctes(L) ::= ctes(A) COMMA cte(C).              { L = lm_list_of(p, A, C); }
cte(C) ::= name(N) AS kept_opt subquery(Q).    { C = lm_cte_new(p, N, NULL, Q); }
cte(C) ::= name(N) LP columns(L) RP AS kept_opt subquery(Q). { C = lm_cte_new(p, N, L, Q); }
kept_opt ::= .
kept_opt ::= MATERIALIZED.
kept_opt ::= NOT MATERIALIZED.

whole(Q) ::= simple(A).                        { Q = A; }
whole(Q) ::= operand(A) tails(L).              { Q = lm_query_tails(p, A, L); }
operand(Q) ::= simple(A).                      { Q = A; }
operand(Q) ::= subquery(A).                    { Q = A; }
simple(Q) ::= core(A).  [LOW]                  { Q = lm_query_core_done(p, A); }
simple(Q) ::= VALUES(T) rows(L).               { Q = lm_query_values(p, T, L); }
simple(Q) ::= TABLE(T) target(N).              { Q = lm_query_table(p, T, N); }
simple(Q) ::= operand(L) UNION(T) all_opt(A) operand(R).  [UNION]
                                               { Q = lm_query_set(p, T, A, L, R); }
simple(Q) ::= operand(L) EXCEPT(T) all_opt(A) operand(R).  [EXCEPT]
                                               { Q = lm_query_set(p, T, A, L, R); }
simple(Q) ::= operand(L) INTERSECT(T) all_opt(A) operand(R).  [INTERSECT]
                                               { Q = lm_query_set(p, T, A, L, R); }
all_opt(A) ::= .                               { A = false; }
all_opt(A) ::= ALL.                            { A = true; }
all_opt(A) ::= DISTINCT.                       { A = false; }

rows(L) ::= LP exprs(R) RP.                    { L = lm_list_of(p, NULL, R); }
rows(L) ::= rows(A) COMMA LP exprs(R) RP.      { L = lm_list_of(p, A, R); }

core(Q) ::= SELECT(T) quant(D) items(L).       { Q = lm_query_items(p, NULL, T, D, L); }
core(Q) ::= FROM(T) tables(F).                 { Q = lm_query_from(p, NULL, T, F); }
core(Q) ::= WHERE(T) expr(E).                  { Q = lm_query_where(p, NULL, T, E); }
core(Q) ::= core(A) SELECT(T) quant(D) items(L). { Q = lm_query_items(p, A, T, D, L); }
core(Q) ::= core(A) FROM(T) tables(F).         { Q = lm_query_from(p, A, T, F); }
core(Q) ::= core(A) WHERE(T) expr(E).          { Q = lm_query_where(p, A, T, E); }
core(Q) ::= core(A) GROUP(T) BY groups(L).     { Q = lm_query_group(p, A, T, L); }
core(Q) ::= core(A) GROUP(T) BY ALL(E).        { Q = lm_query_group_all(p, A, T, E); }
core(Q) ::= core(A) HAVING(T) expr(E).         { Q = lm_query_having(p, A, T, E); }
core(Q) ::= core(A) WINDOW(T) windowdefs(L).   { Q = lm_query_windows(p, A, T, L); }
core(Q) ::= core(A) QUALIFY(T) expr(E).        { Q = lm_query_qualify(p, A, T, E); }
core(Q) ::= core(A) ALLOW(T) LATENESS expr(E). { Q = lm_query_lateness(p, A, T, E); }
core(Q) ::= core(A) LATE(T) DATA TO target(N). { Q = lm_query_late(p, A, T, N); }
core(Q) ::= core(A) WITHIN(T) expr(E).         { Q = lm_query_within(p, A, T, E); }

quant(D) ::= .                                 { D = NULL; }
quant(D) ::= ALL.                              { D = NULL; }
quant(D) ::= DISTINCT.  [LOW]                  { D = lm_quant_new(p, NULL); }
quant(D) ::= DISTINCT ON LP exprs(L) RP.       { D = lm_quant_new(p, L); }

items(L) ::= itemlist(A).                      { L = A; }
items(L) ::= itemlist(A) COMMA.                { L = A; }
itemlist(L) ::= item(I).                       { L = lm_list_of(p, NULL, I); }
itemlist(L) ::= itemlist(A) COMMA item(I).     { L = lm_list_of(p, A, I); }
item(I) ::= expr(E).                           { I = lm_item_new(p, E, NULL); }
item(I) ::= expr(E) AS name(N).                { I = lm_item_new(p, E, N); }
item(I) ::= expr(E) name(N).                   { I = lm_item_new(p, E, N); }
item(I) ::= STAR(T).                           { I = lm_item_star(p, NULL, T); }
item(I) ::= prim(X) DOT STAR(T).               { I = lm_item_star(p, X, T); }
item(I) ::= item(A) EXCLUDE LP columns(L) RP(E). { I = lm_item_exclude(p, A, L, E); }
item(I) ::= item(A) EXCLUDE column(C).         { I = lm_item_exclude(p, A, lm_list_of(p, NULL, C), NULL); }
item(I) ::= item(A) REPLACE LP replacements(L) RP(E). { I = lm_item_replace(p, A, L, E); }
item(I) ::= item(A) RENAME LP renames(L) RP(E). { I = lm_item_rename(p, A, L, E); }
item(I) ::= item(A) RENAME rename(R).          { I = lm_item_rename(p, A, lm_list_of(p, NULL, R), NULL); }
renames(L) ::= rename(I).                      { L = lm_list_of(p, NULL, I); }
renames(L) ::= renames(A) COMMA rename(I).     { L = lm_list_of(p, A, I); }
rename(I) ::= column(C) AS name(N).            { I = lm_item_new(p, C, N); }
replacements(L) ::= replacement(I).            { L = lm_list_of(p, NULL, I); }
replacements(L) ::= replacements(A) COMMA replacement(I). { L = lm_list_of(p, A, I); }
replacement(I) ::= expr(E) AS name(N).         { I = lm_item_new(p, E, N); }

groups(L) ::= grouplist(A).                    { L = A; }
groups(L) ::= grouplist(A) COMMA.              { L = A; }
grouplist(L) ::= group(G).                     { L = lm_list_of(p, NULL, G); }
grouplist(L) ::= grouplist(A) COMMA group(G).  { L = lm_list_of(p, A, G); }
group(G) ::= expr(E).                          { G = lm_group_expr(p, E); }
group(G) ::= LP(T) RP.                         { G = lm_group_sets(p, T, NULL); }
group(G) ::= GROUPING(T) SETS LP sets(L) RP.   { G = lm_group_sets(p, T, L); }
sets(L) ::= set(G).                            { L = lm_list_of(p, NULL, G); }
sets(L) ::= sets(A) COMMA set(G).              { L = lm_list_of(p, A, G); }
set(G) ::= expr(E).                            { G = lm_group_expr(p, E); }
set(G) ::= LP(T) RP.                           { G = lm_group_sets(p, T, NULL); }
set(G) ::= GROUPING(T) SETS LP sets(L) RP.     { G = lm_group_sets(p, T, L); }

windowdefs(L) ::= windowdef(W).                { L = lm_list_of(p, NULL, W); }
windowdefs(L) ::= windowdefs(A) COMMA windowdef(W). { L = lm_list_of(p, A, W); }
windowdef(W) ::= name(N) AS LP over(O) RP.     { W = lm_windowdef_new(p, N, O); }

tails(L) ::= tail(C).                          { L = lm_list_of(p, NULL, C); }
tails(L) ::= tails(A) tail(C).                 { L = lm_list_of(p, A, C); }
tail(C) ::= ORDER(T) BY orders(L).             { C = lm_clause_new(p, T, NULL, L); }
tail(C) ::= ORDER(T) BY allorder(O).           { C = lm_clause_order_all(p, T, O); }
tail(C) ::= LIMIT(T) expr(E).                  { C = lm_clause_new(p, T, E, NULL); }
tail(C) ::= LIMIT(T) ALL.                      { C = lm_clause_new(p, T, NULL, NULL); }
tail(C) ::= LIMIT(T) expr(E) BY list(L).       { C = lm_clause_new(p, T, E, L); }
tail(C) ::= OFFSET(T) expr(E).                 { C = lm_clause_new(p, T, E, NULL); }
tail(C) ::= OFFSET(T) expr(E) ROW|ROWS.        { C = lm_clause_new(p, T, E, NULL); }
tail(C) ::= FETCH(T) FIRST|NEXT expr(E) ROW|ROWS ONLY. { C = lm_clause_new(p, T, E, NULL); }
tail(C) ::= FETCH(T) FIRST|NEXT ROW|ROWS ONLY. { C = lm_clause_new(p, T, lm_ast_one(p, T), NULL); }
tail(C) ::= FETCH(T) FIRST|NEXT expr(E) ROW|ROWS WITH TIES(B). { C = lm_clause_ties(p, T, E, B); }
tail(C) ::= ALLOW(T) LATENESS expr(E).         { C = lm_clause_new(p, T, E, NULL); }
tail(C) ::= LATE(T) DATA TO target(N).    { C = lm_clause_late(p, T, N); }
tail(C) ::= emit(E).                           { C = E; }
emit(C) ::= EMIT(T) ON WINDOW CLOSE(E).        { C = lm_clause_emit(p, T, E, LM_EMIT_CLOSE, NULL); }
emit(C) ::= EMIT(T) FINAL(E).                  { C = lm_clause_emit(p, T, E, LM_EMIT_FINAL, NULL); }
emit(C) ::= EMIT(T) ON WATERMARK(E).           { C = lm_clause_emit(p, T, E, LM_EMIT_MARK, NULL); }
emit(C) ::= EMIT(T) AFTER WATERMARK(E).        { C = lm_clause_emit(p, T, E, LM_EMIT_MARK, NULL); }
emit(C) ::= EMIT(T) ON UPDATE(E).              { C = lm_clause_emit(p, T, E, LM_EMIT_UPDATE, NULL); }
emit(C) ::= EMIT(T) CHANGES(E).                { C = lm_clause_emit(p, T, E, LM_EMIT_CHANGES, NULL); }
emit(C) ::= EMIT(T) EVERY(E) expr(D).          { C = lm_clause_emit(p, T, E, LM_EMIT_EVERY, D); }
emit(C) ::= EMIT(T) PERIODICALLY(E) expr(D).   { C = lm_clause_emit(p, T, E, LM_EMIT_EVERY, D); }
emit(C) ::= EMIT(T) CHANGES EVERY(E) expr(D).  { C = lm_clause_emit(p, T, E, LM_EMIT_CHANGES_EVERY, D); }

orders(L) ::= orderlist(A).                    { L = A; }
orders(L) ::= orderlist(A) COMMA.              { L = A; }
orderlist(L) ::= order(O).                     { L = lm_list_of(p, NULL, O); }
orderlist(L) ::= orderlist(A) COMMA order(O).  { L = lm_list_of(p, A, O); }
allorder(O) ::= ALL(T).                        { O = lm_order_all(p, T); }
allorder(O) ::= ALL(T) ASC.                    { O = lm_order_all(p, T); }
allorder(O) ::= ALL(T) DESC(D).                { O = lm_order_all(p, T); O->desc = true; (void)D; }
allorder(O) ::= allorder(A) NULLS FIRST(T).    { O = lm_order_nulls(p, A, T, 1); }
allorder(O) ::= allorder(A) NULLS LAST(T).     { O = lm_order_nulls(p, A, T, 0); }
order(O) ::= expr(E).                          { O = lm_order_new(p, E); }
order(O) ::= expr(E) ASC.                      { O = lm_order_new(p, E); }
order(O) ::= expr(E) DESC(T).                  { O = lm_order_desc(p, E, T); }
order(O) ::= order(A) NULLS FIRST(T).          { O = lm_order_nulls(p, A, T, 1); }
order(O) ::= order(A) NULLS LAST(T).           { O = lm_order_nulls(p, A, T, 0); }

/* FROM --------------------------------------------------------------------------------------------- */

tables(F) ::= joined(A).  [LOW]                { F = A; }
tables(F) ::= tables(A) COMMA joined(B).  [LOW] { F = lm_from_comma(p, A, B); }

tables(F) ::= tables(A) COMMA.  [LOW]          { F = A; }

joined(F) ::= table(A).                        { F = A; }
joined(F) ::= joined(L) join(J).  [LOW]        { F = lm_from_joined(p, L, J); }

join(J) ::= joinkind(K) table(R).              { J = lm_join_table(K, R); }
join(J) ::= join(A) ON(T) expr(E).             { J = lm_join_on(p, A, T, E); }
join(J) ::= join(A) USING(T) LP columns(L) RP. { J = lm_join_using(p, A, T, L); }
join(J) ::= join(A) WITHIN(T) expr(E).         { J = lm_join_within(p, A, T, E); }
join(J) ::= join(A) MATCH_CONDITION(T) LP expr(E) RP. { J = lm_join_match(p, A, T, E); }
join(J) ::= join(A) TOLERANCE(T) expr(E).      { J = lm_join_tolerance(p, A, T, E); }
join(J) ::= join(A) TIMESTAMPS(T) LP expr(L) COMMA expr(R) RP. { J = lm_join_timestamps(p, A, T, L, R); }
join(J) ::= join(A) LIST(T) LP list(L) RP alias_opt(N). { J = lm_join_list(p, A, T, L, N); }
join(J) ::= join(A) RANGE(T) FROM expr(B) TO expr(E) STEP expr(S) alias_opt(N).
                                               { J = lm_join_range(p, A, T, &(struct lm_range){ B, E, S, N }); }

joinkind(K) ::= JOIN(T).                       { K = lm_join_new(p, T, LM_JOIN_INNER, LM_JOIN_PLAIN); }
joinkind(K) ::= INNER(T) JOIN.                 { K = lm_join_new(p, T, LM_JOIN_INNER, LM_JOIN_PLAIN); }
joinkind(K) ::= LEFT(T) outer_opt JOIN.        { K = lm_join_new(p, T, LM_JOIN_LEFT, LM_JOIN_PLAIN); }
joinkind(K) ::= RIGHT(T) outer_opt JOIN.       { K = lm_join_new(p, T, LM_JOIN_RIGHT, LM_JOIN_PLAIN); }
joinkind(K) ::= FULL(T) outer_opt JOIN.        { K = lm_join_new(p, T, LM_JOIN_FULL, LM_JOIN_PLAIN); }
joinkind(K) ::= CROSS(T) JOIN.                 { K = lm_join_new(p, T, LM_JOIN_CROSS, LM_JOIN_PLAIN); }
joinkind(K) ::= SEMI(T) JOIN.                  { K = lm_join_new(p, T, LM_JOIN_SEMI, LM_JOIN_PLAIN); }
joinkind(K) ::= ANTI(T) JOIN.                  { K = lm_join_new(p, T, LM_JOIN_ANTI, LM_JOIN_PLAIN); }
joinkind(K) ::= LEFT(T) SEMI JOIN.             { K = lm_join_new(p, T, LM_JOIN_SEMI, LM_JOIN_PLAIN); }
joinkind(K) ::= LEFT(T) ANTI JOIN.             { K = lm_join_new(p, T, LM_JOIN_ANTI, LM_JOIN_PLAIN); }
joinkind(K) ::= ASOF(T) JOIN.                  { K = lm_join_new(p, T, LM_JOIN_INNER, LM_JOIN_ASOF); }
joinkind(K) ::= ASOF(T) INNER JOIN.            { K = lm_join_new(p, T, LM_JOIN_INNER, LM_JOIN_ASOF); }
joinkind(K) ::= INNER(T) ASOF JOIN.            { K = lm_join_new(p, T, LM_JOIN_INNER, LM_JOIN_ASOF); }
joinkind(K) ::= ASOF(T) LEFT outer_opt JOIN.   { K = lm_join_new(p, T, LM_JOIN_LEFT, LM_JOIN_ASOF); }
joinkind(K) ::= LEFT(T) ASOF JOIN.             { K = lm_join_new(p, T, LM_JOIN_LEFT, LM_JOIN_ASOF); }
joinkind(K) ::= ASOF(T) RIGHT outer_opt JOIN.  { K = lm_join_new(p, T, LM_JOIN_RIGHT, LM_JOIN_ASOF); }
joinkind(K) ::= ASOF(T) FULL outer_opt JOIN.   { K = lm_join_new(p, T, LM_JOIN_FULL, LM_JOIN_ASOF); }
joinkind(K) ::= RIGHT(T) ASOF JOIN.            { K = lm_join_new(p, T, LM_JOIN_RIGHT, LM_JOIN_ASOF); }
joinkind(K) ::= FULL(T) ASOF JOIN.             { K = lm_join_new(p, T, LM_JOIN_FULL, LM_JOIN_ASOF); }
joinkind(K) ::= TEMPORAL(T) PROBE JOIN.        { K = lm_join_new(p, T, LM_JOIN_LEFT, LM_JOIN_PROBE); }
joinkind(K) ::= NATURAL(T) joinkind(A).        { K = lm_join_natural(p, T, A); }
outer_opt ::= .
outer_opt ::= OUTER.

base(F) ::= target(N).                    { F = lm_from_named(p, N); }
table(F) ::= base(B) alias_opt(A).             { F = lm_from_alias(p, B, A); }
table(F) ::= base(B) FOR_TIME expr(E) alias_opt(A). { F = lm_from_as_of(p, lm_from_alias(p, B, A), E); }
table(F) ::= base(B) alias(A) FOR_TIME expr(E). { F = lm_from_as_of(p, lm_from_alias(p, B, A), E); }
table(F) ::= subquery(Q) alias_opt(A).         { F = lm_from_query(p, Q, A, false); }
table(F) ::= LATERAL subquery(Q) alias_opt(A). { F = lm_from_query(p, Q, A, true); }
table(F) ::= plaincall(C) ordinality_opt(O) alias_opt(A). { F = lm_from_call(p, C, O, A, false); }
table(F) ::= LATERAL plaincall(C) ordinality_opt(O) alias_opt(A). { F = lm_from_call(p, C, O, A, true); }
table(F) ::= TABLE LP plaincall(C) RP alias_opt(A). { F = lm_from_call(p, C, false, A, false); }
table(F) ::= LATERAL TABLE LP plaincall(C) RP alias_opt(A). { F = lm_from_call(p, C, false, A, true); }
table(F) ::= LP joined(L) join(J) RP.          { F = lm_from_joined(p, L, J); }
table(F) ::= table(A) TIME_WINDOW(T) TUMBLING LP windowparts(L) RP(E).
                                { F = lm_from_window(p, A, lm_token_span(p, T, E), LM_WC_TUMBLING, L); }
table(F) ::= table(A) TIME_WINDOW(T) HOPPING LP windowparts(L) RP(E).
                                { F = lm_from_window(p, A, lm_token_span(p, T, E), LM_WC_HOPPING, L); }
table(F) ::= table(A) TIME_WINDOW(T) SESSION LP windowparts(L) RP(E).
                                { F = lm_from_window(p, A, lm_token_span(p, T, E), LM_WC_SESSION, L); }
windowparts(L) ::= windowpart(C).              { L = lm_list_of(p, NULL, C); }
windowparts(L) ::= windowparts(A) COMMA windowpart(C). { L = lm_list_of(p, A, C); }
windowpart(C) ::= SIZE(T) expr(E).             { C = lm_clause_new(p, T, E, NULL); }
windowpart(C) ::= ADVANCE(T) BY expr(E).       { C = lm_clause_new(p, T, E, NULL); }
windowpart(C) ::= GRACE(T) PERIOD expr(E).     { C = lm_clause_new(p, T, E, NULL); }
windowpart(C) ::= RETENTION(T) expr(E).        { C = lm_clause_new(p, T, E, NULL); }
windowpart(C) ::= expr(E).                     { C = lm_clause_new(p, NULL, E, NULL); }

ordinality_opt(A) ::= .                        { A = false; }
ordinality_opt(A) ::= WITH_ORDINALITY.         { A = true; }
alias_opt(A) ::= .  [LOW]                      { A = NULL; }
alias_opt(A) ::= alias(B).                     { A = B; }
alias(A) ::= name(N).                          { A = lm_alias_new(p, N, NULL); }
alias(A) ::= AS name(N).                       { A = lm_alias_new(p, N, NULL); }
alias(A) ::= name(N) LP columns(L) RP.         { A = lm_alias_new(p, N, L); }
alias(A) ::= AS name(N) LP columns(L) RP.      { A = lm_alias_new(p, N, L); }

/* Expressions -------------------------------------------------------------------------------------- */

expr(A) ::= prim(X).                           { A = X; }
expr(A) ::= expr(L) OR expr(R).                { A = lm_ast_logic(p, LM_A_OR, L, R); }
expr(A) ::= expr(L) AND expr(R).               { A = lm_ast_logic(p, LM_A_AND, L, R); }
expr(A) ::= NOT(T) expr(X).                    { A = lm_ast_prefix(p, T, X); }
expr(A) ::= expr(L) EQ|NE|LT|LE|GT|GE(T) expr(R). { A = lm_ast_binary(p, T, L, R); }
expr(A) ::= expr(L) CONCAT|PIPE|AMP|HASH|SHL|SHR|ARROW|ARROW2|HASHARROW|HASHARROW2(T) expr(R).
                                               { A = lm_ast_binary(p, T, L, R); }
expr(A) ::= expr(L) HASKEY|ANYKEY|ALLKEYS|CONTAINS|CONTAINED|TILDE|MATCHI|NMATCH|NMATCHI(T) expr(R).
                                               { A = lm_ast_binary(p, T, L, R); }
expr(A) ::= expr(L) HASHMINUS|PATHEXISTS|PATHMATCH|STARTS(T) expr(R). { A = lm_ast_binary(p, T, L, R); }
expr(A) ::= expr(L) PLUS|MINUS(T) expr(R).     { A = lm_ast_binary(p, T, L, R); }
expr(A) ::= expr(L) STAR|SLASH|SLASH2|PERCENT(T) expr(R). { A = lm_ast_binary(p, T, L, R); }
expr(A) ::= expr(L) CARET(T) expr(R).          { A = lm_ast_binary(p, T, L, R); }
expr(A) ::= expr(L) AT_TIME_ZONE(T) expr(R).   { A = lm_ast_zone(p, T, L, R); }
expr(A) ::= MINUS|PLUS(T) expr(X).  [SIGN]     { A = lm_ast_prefix(p, T, X); }
expr(A) ::= TILDE(T) expr(X).                  { A = lm_ast_prefix(p, T, X); }
expr(A) ::= expr(L) like(O) expr(R).  [LIKE]   { A = lm_ast_like(p, O, L, R, NULL); }
expr(A) ::= expr(L) like(O) expr(R) ESCAPE expr(E).  [LIKE]
                                               { A = lm_ast_like(p, O, L, R, E); }
like(O) ::= LIKE|ILIKE|SIMILAR(T).             { O = lm_marked_of(T, false); }
like(O) ::= NLIKE|NILIKE(T).                   { O = lm_marked_of(T, true); }
like(O) ::= NOT_LA LIKE|ILIKE|SIMILAR(T).      { O = lm_marked_of(T, true); }
expr(A) ::= expr(X) between(O) expr(L) AND expr(H).  [BETWEEN]
                                               { A = lm_ast_between(p, O, X, L, H); }
between(O) ::= BETWEEN(T).                     { O = lm_between_of(T, false, false); }
between(O) ::= NOT_LA BETWEEN(T).              { O = lm_between_of(T, true, false); }
between(O) ::= BETWEEN(T) SYMMETRIC.           { O = lm_between_of(T, false, true); }
between(O) ::= NOT_LA BETWEEN(T) SYMMETRIC.    { O = lm_between_of(T, true, true); }
between(O) ::= BETWEEN(T) ASYMMETRIC.          { O = lm_between_of(T, false, false); }
between(O) ::= NOT_LA BETWEEN(T) ASYMMETRIC.   { O = lm_between_of(T, true, false); }
expr(A) ::= expr(L) EQ|NE|LT|LE|GT|GE(T) ANY|SOME|ALL(Q) subquery(S).  [EQ]
                                               { A = lm_ast_any_query(p, T, Q, L, S); }
expr(A) ::= expr(L) EQ|NE|LT|LE|GT|GE(T) ANY|SOME|ALL(Q) LP expr(X) RP(E).  [EQ]
                                               { A = lm_ast_any(p, T, Q, L, X, E); }
expr(A) ::= expr(L) like(O) ANY|SOME|ALL(Q) LP expr(X) RP(E).  [LIKE]
                                               { A = lm_ast_like_any(p, O, Q, L, X, E); }
expr(A) ::= expr(L) OVERLAPS(T) expr(R).       { A = lm_ast_overlaps(p, T, L, R); }
expr(A) ::= expr(X) ISNULL(T).                 { A = lm_ast_is(p, X, false, "isnull", T); }
expr(A) ::= expr(X) NOTNULL(T).                { A = lm_ast_is(p, X, true, "isnull", T); }
expr(A) ::= expr(X) COLLATE name(T).           { A = lm_ast_collate(p, X, T); }
expr(A) ::= expr(X) in(O) subquery(Q).  [IN]   { A = lm_ast_in_query(p, O, X, Q); }
expr(A) ::= expr(X) in(O) LP exprs(L) RP(E).  [IN] { A = lm_ast_in_list(p, O, X, L, E); }
in(O) ::= IN(T).                               { O = lm_marked_of(T, false); }
in(O) ::= NOT_LA IN(T).                        { O = lm_marked_of(T, true); }
expr(A) ::= expr(X) IS not_opt(N) NULL|UNKNOWN(T).  [IS] { A = lm_ast_is(p, X, N, "isnull", T); }
expr(A) ::= expr(X) IS not_opt(N) TRUE(T).  [IS] { A = lm_ast_is(p, X, N, "istrue", T); }
expr(A) ::= expr(X) IS not_opt(N) FALSE(T).  [IS] { A = lm_ast_is(p, X, N, "isfalse", T); }
expr(A) ::= expr(X) IS not_opt(N) MISSING(T).  [IS] { A = lm_ast_is(p, X, N, "ismissing", T); }
expr(A) ::= expr(L) IS not_opt(N) DISTINCT(T) FROM expr(R).  [IS]
                                               { A = lm_ast_distinct(p, lm_marked_of(T, N), L, R); }
not_opt(N) ::= .                               { N = false; }
not_opt(N) ::= NOT.                            { N = true; }

prim(A) ::= name(T).                           { A = lm_ast_bare(p, T); }
prim(A) ::= prim(X) DOT name(T).               { A = lm_ast_member(p, X, T); }
prim(A) ::= NUMBER(T).                         { A = lm_ast_number(p, T); }
prim(A) ::= STRING(T).                         { A = lm_ast_string(p, T); }
prim(A) ::= NULL|TRUE|FALSE(T).                { A = lm_ast_word(p, T); }
prim(A) ::= PARAM(T).                          { A = lm_ast_param(p, T); }
prim(A) ::= DURATION(T).                       { A = lm_ast_duration(p, T, NULL); }
prim(A) ::= NUMBER(T) UNIT(U).                 { A = lm_ast_duration(p, T, U); }
prim(A) ::= INTERVAL(T) STRING(S).             { A = lm_ast_interval(p, T, S, NULL); }
prim(A) ::= INTERVAL(T) STRING(S) UNIT(U).     { A = lm_ast_interval(p, T, S, U); }
prim(A) ::= INTERVAL(T) STRING(S) UNIT(U) UNIT_TO UNIT(V). { A = lm_ast_interval_fields(p, T, S, U, V); }
prim(A) ::= INTERVAL(T) NUMBER(S) UNIT(U).     { A = lm_ast_interval(p, T, S, U); }
prim(A) ::= TYPE_LITERAL(T) STRING(S).         { A = lm_ast_typed(p, T, S); }
prim(A) ::= TYPE_LITERAL(T) TYPE_ZONE STRING(S). { A = lm_ast_typed(p, T, S); }
prim(A) ::= call(C).  [LOW]                    { A = C; }
prim(A) ::= LP expr(X) RP.                     { A = X; }
prim(A) ::= LP(B) expr(X) COMMA list(L) RP(E). { A = lm_ast_row(p, B, X, L, E); }
prim(A) ::= subquery(Q).  [LOW]                { A = lm_ast_subquery(p, Q); }
prim(A) ::= EXISTS(T) subquery(Q).             { A = lm_ast_exists(p, T, Q); }
prim(A) ::= CASE(B) expr_opt(X) whens(L) else_opt(E) END(T).
                                               { A = lm_ast_case(p, B, T, &(struct lm_case){ X, L, E }); }
prim(A) ::= CAST|TRY_CAST(B) LP expr(X) AS type(T) RP(E). { A = lm_ast_cast(p, B, X, T, E); }
prim(A) ::= prim(X) COLCOL type(T).            { A = lm_ast_cast(p, NULL, X, T, NULL); }
prim(A) ::= prim(X) LB expr(I) RB(E).          { A = lm_ast_index(p, X, I, E); }
prim(A) ::= prim(X) LB expr_opt(L) COLON expr_opt(H) RB(E). { A = lm_ast_slice(p, X, L, H, E); }
prim(A) ::= ARRAY(B) LB exprs(L) RB(E).         { A = lm_ast_array(p, B, L, E); }
prim(A) ::= ARRAY(B) LBRB(E).                  { A = lm_ast_array(p, B, NULL, E); }
prim(A) ::= LB(B) exprs(L) RB(E).               { A = lm_ast_array(p, B, L, E); }
prim(A) ::= LBRB(B).                           { A = lm_ast_array(p, B, NULL, B); }
prim(A) ::= LC(B) members(L) RC(E).            { A = lm_ast_struct(p, B, L, E); }
prim(A) ::= LC(B) RC(E).                       { A = lm_ast_struct(p, B, NULL, E); }
members(L) ::= target(K) COLON expr(X).   { L = lm_members_add(p, NULL, K, X); }
members(L) ::= members(A) COMMA target(K) COLON expr(X). { L = lm_members_add(p, A, K, X); }

expr_opt(A) ::= .                              { A = NULL; }
expr_opt(A) ::= expr(X).                       { A = X; }
else_opt(A) ::= .                              { A = NULL; }
else_opt(A) ::= ELSE expr(X).                  { A = X; }
whens(L) ::= WHEN expr(X) THEN expr(Y).        { L = lm_list_of(p, lm_list_of(p, NULL, X), Y); }
whens(L) ::= whens(A) WHEN expr(X) THEN expr(Y). { L = lm_list_of(p, lm_list_of(p, A, X), Y); }

exprs(L) ::= list(A).                          { L = A; }
exprs(L) ::= list(A) COMMA.                    { L = A; }
list(L) ::= expr(X).                           { L = lm_list_of(p, NULL, X); }
list(L) ::= list(A) COMMA expr(X).             { L = lm_list_of(p, A, X); }

/* Calls */

plaincall(A) ::= name(T) LP args(L) RP(E).   { A = lm_call_new(p, T, L, E); }
call(A) ::= plaincall(C).                      { A = C; }
call(A) ::= EXTRACT(T) LP target(F) FROM expr(X) RP(E). { A = lm_call_extract(p, T, F, X, E); }
call(A) ::= EXTRACT(T) LP args(L) RP(E).       { A = lm_call_extracted(p, T, L, E); }
call(A) ::= POSITION(T) LP expr(X) POSITION_IN expr(Y) RP(E). { A = lm_call_of(p, T, E, 2, X, Y); }
call(A) ::= POSITION(T) LP args(L) RP(E).      { A = lm_call_new(p, T, L, E); }
call(A) ::= SUBSTRING(T) LP expr(X) FROM expr(Y) RP(E). { A = lm_call_of(p, T, E, 2, X, Y); }
call(A) ::= SUBSTRING(T) LP expr(X) FROM expr(Y) FOR expr(Z) RP(E). { A = lm_call_of(p, T, E, 3, X, Y, Z); }
call(A) ::= SUBSTRING(T) LP expr(X) FOR expr(Z) RP(E). { A = lm_call_of(p, T, E, 3, X, lm_ast_one(p, T), Z); }
call(A) ::= SUBSTRING(T) LP expr(X) SIMILAR_PART expr(Y) ESCAPE expr(Z) RP(E). { A = lm_call_of(p, T, E, 3, X, Y, Z); }
call(A) ::= SUBSTRING(T) LP args(L) RP(E).     { A = lm_call_new(p, T, L, E); }
call(A) ::= TRIM(T) LP trimside(S) expr_opt(X) FROM expr(Y) RP(E). { A = lm_call_trim(p, T, S, X, Y, E); }
call(A) ::= TRIM(T) LP expr(X) FROM expr(Y) RP(E). { A = lm_call_trim(p, T, NULL, X, Y, E); }
call(A) ::= TRIM(T) LP args(L) RP(E).          { A = lm_call_new(p, T, L, E); }
call(A) ::= OVERLAY(T) LP expr(X) PLACING expr(Y) FROM expr(Z) RP(E). { A = lm_call_of(p, T, E, 3, X, Y, Z); }
call(A) ::= OVERLAY(T) LP expr(X) PLACING expr(Y) FROM expr(Z) FOR expr(W) RP(E).
                                               { A = lm_call_of(p, T, E, 4, X, Y, Z, W); }
call(A) ::= OVERLAY(T) LP args(L) RP(E).       { A = lm_call_new(p, T, L, E); }
trimside(S) ::= BOTH|LEADING|TRAILING(T).      { S = T; }
call(A) ::= call(C) FILTER LP WHERE expr(X) RP(E). { A = lm_call_filter(p, C, X, E); }
call(A) ::= call(C) WITHIN_GROUP LP ORDER BY orders(L) RP(E). { A = lm_call_within(p, C, L, E); }
call(A) ::= call(C) RESPECT(T) NULLS(E).       { A = lm_call_nulls(p, C, T, E); }
call(A) ::= call(C) IGNORE(T) NULLS(E).        { A = lm_call_nulls(p, C, T, E); }
call(A) ::= call(C) OVER(T) name(N).           { A = lm_call_over(p, C, T, N, lm_over_named(p, N)); }
call(A) ::= call(C) OVER(T) LP over(O) RP(E).  { A = lm_call_over(p, C, T, E, O); }

args(L) ::= .                                  { L = lm_args_new(p, NULL, false); }
args(L) ::= arglist(A).                        { L = lm_args_new(p, A, false); }
args(L) ::= ALL arglist(A).                    { L = lm_args_new(p, A, false); }
args(L) ::= DISTINCT arglist(A).               { L = lm_args_new(p, A, true); }
args(L) ::= args(A) ORDER BY orders(O).        { L = lm_args_order(p, A, O); }
args(L) ::= args(A) RESPECT(T) NULLS.          { L = lm_args_nulls(p, A, T); }
args(L) ::= args(A) IGNORE(T) NULLS.           { L = lm_args_nulls(p, A, T); }
arglist(L) ::= arg(X).                         { L = lm_list_of(p, NULL, X); }
arglist(L) ::= arglist(A) COMMA arg(X).        { L = lm_list_of(p, A, X); }
arg(A) ::= expr(X).                            { A = X; }
arg(A) ::= STAR(T).                            { A = lm_ast_star(p, NULL, T); }
arg(A) ::= prim(X) DOT STAR(T).                { A = lm_ast_star(p, X, T); }
arg(A) ::= name(T) FATARROW expr(X).         { A = lm_ast_named(p, T, X); }
arg(A) ::= name(T) FATARROW TABLE(B) target(N) partition_opt(L).
                                               { A = lm_ast_named(p, T, lm_ast_table(p, B, N, L)); }
arg(A) ::= name(T) LAMBDA expr(X).           { A = lm_ast_lambda(p, lm_names_add(p, NULL, T), T, X); }
arg(A) ::= LPLAMBDA(B) names(L) RP LAMBDA expr(X). { A = lm_ast_lambda(p, L, B, X); }
arg(A) ::= TABLE(B) target(T) partition_opt(L). { A = lm_ast_table(p, B, T, L); }
partition_opt(L) ::= .                         { L = NULL; }
partition_opt(L) ::= PARTITION BY expr(X).     { L = lm_list_of(p, NULL, X); }
names(L) ::= name(T).                          { L = lm_names_add(p, NULL, T); }
names(L) ::= names(A) COMMA name(T).           { L = lm_names_add(p, A, T); }

over(O) ::= name(N) frame(F).                  { O = lm_over_based(p, N, NULL, F); }
over(O) ::= name(N) ORDER BY orderlist(R) frame(F). { O = lm_over_based(p, N, R, F); }
over(O) ::= frame(F).                          { O = lm_over_new(p, NULL, NULL, F); }
over(O) ::= PARTITION BY list(L) frame(F).     { O = lm_over_new(p, L, NULL, F); }
over(O) ::= ORDER BY orderlist(R) frame(F).    { O = lm_over_new(p, NULL, R, F); }
over(O) ::= PARTITION BY list(L) ORDER BY orderlist(R) frame(F). { O = lm_over_new(p, L, R, F); }
frame(F) ::= .                                 { F = NULL; }
frame(F) ::= ROWS|RANGE|GROUPS(T) bound(B) exclude(X). { F = lm_frame_new(p, T, B, NULL, X); }
frame(F) ::= ROWS|RANGE|GROUPS(T) BETWEEN bound(B) AND bound(E) exclude(X). { F = lm_frame_new(p, T, B, E, X); }
exclude(X) ::= .                               { X = LM_EXCLUDE_NONE; }
exclude(X) ::= EXCLUDE CURRENT ROW.            { X = LM_EXCLUDE_ROW; }
exclude(X) ::= EXCLUDE GROUP.                  { X = LM_EXCLUDE_GROUP; }
exclude(X) ::= EXCLUDE TIES.                   { X = LM_EXCLUDE_TIES; }
exclude(X) ::= EXCLUDE ID(N) ID(O).            { X = lm_exclude_none(p, N, O); }
bound(B) ::= UNBOUNDED(T) PRECEDING.           { B = lm_bound_new(p, T, LM_FRAME_UNBOUNDED_PRECEDING, NULL); }
bound(B) ::= UNBOUNDED(T) FOLLOWING.           { B = lm_bound_new(p, T, LM_FRAME_UNBOUNDED_FOLLOWING, NULL); }
bound(B) ::= CURRENT(T) ROW.                   { B = lm_bound_new(p, T, LM_FRAME_CURRENT, NULL); }
bound(B) ::= expr(X) PRECEDING(T).             { B = lm_bound_new(p, T, LM_FRAME_PRECEDING, X); }
bound(B) ::= expr(X) FOLLOWING(T).             { B = lm_bound_new(p, T, LM_FRAME_FOLLOWING, X); }

/* Names and types ---------------------------------------------------------------------------------- */

name(A) ::= ID(T).                             { A = T; }
name(A) ::= QID(T).                            { A = T; }
target(A) ::= name(T).                         { A = T; }
target(A) ::= STRING(T).                       { A = T; }
column(A) ::= name(T).                         { A = lm_ast_name(p, T); }
column(A) ::= column(X) DOT name(T).           { A = lm_ast_member(p, X, T); }
columns(L) ::= column(C).                      { L = lm_list_of(p, NULL, C); }
columns(L) ::= columns(A) COMMA column(C).     { L = lm_list_of(p, A, C); }

type(T) ::= ID(N).                             { T = lm_type_node(p, N, NULL, N); }
type(T) ::= ID(N) LP typeargs(L) RP(E).        { T = lm_type_node(p, N, L, E); }
type(T) ::= type(A) TYPE_ZONE(E).              { T = lm_type_zoned(p, A, E); }
type(T) ::= type(A) LBRB(E).                   { T = lm_type_array(p, A, E); }
typeargs(L) ::= typearg(A).                    { L = lm_list_of(p, NULL, A); }
typeargs(L) ::= typeargs(B) COMMA typearg(A).  { L = lm_list_of(p, B, A); }
typearg(A) ::= NUMBER(N).                      { A = lm_type_number(p, N); }
typearg(A) ::= type(T).                        { A = T; }
typearg(A) ::= ID(N) type(T).                  { A = lm_type_field(p, N, T); }
typearg(A) ::= QID(N) type(T).                 { A = lm_type_field(p, N, T); }

%code {
#include "grammar/sql_tables.h"
}
