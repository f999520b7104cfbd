/* sql_tables.h -- questions about Lemon's tables; included at the end of the generated parser. */
/* SPDX-License-Identifier: Apache-2.0 */

size_t
lm_grammar_bytes(void)
{
    return sizeof(yyParser);
}

/* Goes through the reductions that `code` would cause, on a copy of the stack of states. */
int
lm_grammar_after(const void *machine, int code)
{
    const yyParser *y = machine;
    YYACTIONTYPE states[YYSTACKDEPTH];
    int top = (int)(y->yytos - y->yystack);

    for (int i = 0; i <= top; i++)
        states[i] = y->yystack[i].stateno;
    for (;;) {
        YYACTIONTYPE act = yy_find_shift_action((YYCODETYPE)code, states[top]);
        if (act <= YY_MAX_SHIFTREDUCE || act == YY_ACCEPT_ACTION)
            return act;
        if (act < YY_MIN_REDUCE)
            return -1;
        unsigned rule = act - YY_MIN_REDUCE;
        top += yyRuleInfoNRhs[rule];
        if (top + 1 >= YYSTACKDEPTH)
            return -1;
        states[top + 1] = yy_find_reduce_action(states[top], yyRuleInfoLhs[rule]);
        top++;
        /* The end of the text is accepted as soon as only it is missing. */
        if (states[top] == YY_ACCEPT_ACTION)
            return YY_ACCEPT_ACTION;
    }
}
