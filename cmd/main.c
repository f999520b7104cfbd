/* main.c -- the tool: a command line, a pipe, signals, an exit status. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "options.h"

#ifndef PACKAGE_VERSION
#define PACKAGE_VERSION "0.1.0"
#endif

/* Signal handlers know nothing else. */
static struct lm_pipe *running;
static volatile sig_atomic_t died_by;

static void
on_stop(int signal_number)
{
    if (died_by != 0 || running == NULL) { /* the second time, or before the first row: at once */
        signal(signal_number, SIG_DFL);
        raise(signal_number);
        return;
    }
    died_by = signal_number;
    if (running != NULL)
        lm_pipe_stop(running);
}

static void
on_status(int signal_number)
{
    (void)signal_number;
    if (running != NULL)
        lm_pipe_status(running);
}

static void
catch_signals(void)
{
    static const int stops[] = { SIGINT, SIGTERM, SIGHUP };
    struct sigaction a = { .sa_handler = on_stop }, old;

    sigemptyset(&a.sa_mask);
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
        /* What the caller wants ignored (nohup) stays ignored. */
        sigaction(stops[i], NULL, &old);
        if (old.sa_handler != SIG_IGN)
            sigaction(stops[i], &a, NULL);
    }
    a.sa_handler = on_status;
    a.sa_flags = SA_RESTART;
    sigaction(SIGUSR1, &a, NULL);
}

static int
command(const struct options *o)
{
    if (strcmp(o->words[0], "help") == 0) {
        if (o->nwords == 1) {
            options_help(stdout);
            return 0;
        }
        if (lm_help(o->words[1], stdout))
            return 0;
        fprintf(stderr, "laminar: LDB-0001: no help on \"%s\"; see laminar help functions\n", o->words[1]);
        return 2;
    }
    fprintf(stderr, "laminar: LDB-0001: \"%.64s\" is neither a query nor a command\n", o->words[0]);
    fprintf(stderr, "  hint: a query begins with SELECT, FROM, WHERE, WITH, CREATE, INSERT, ...; the command is help\n");
    return 2;
}

static int
run(const struct options *o)
{
    struct lm_trouble trouble = { 0 };

    catch_signals();
    running = lm_pipe_open(&o->set, &trouble);
    if (running == NULL) {
        fputs(trouble.text, stderr);
        free(trouble.text);
        return trouble.exit_status;
    }
    int status = 0;
    if (o->set.explain != LM_EXPLAIN_NO)
        lm_pipe_explain(running, stdout);
    else
        status = lm_pipe_run(running);
    struct lm_pipe *p = running;
    running = NULL;
    lm_pipe_close(p);
    return status;
}

static int
task(const struct options *o)
{
    switch (o->task) {
    case OPTIONS_HELP:
        options_help(stdout);
        return 0;
    case OPTIONS_VERSION:
        printf("laminar %s\n", PACKAGE_VERSION);
        lm_features(stdout);
        return 0;
    case OPTIONS_COMMAND:
        return command(o);
    case OPTIONS_RUN:
        break;
    }
    return run(o);
}

int
main(int argc, char **argv)
{
    struct options o;
    int status = options_parse(&o, argc, argv);

    if (status == 0)
        status = task(&o);
    options_free(&o);
    if (died_by != 0 && status == 0) {
        signal(died_by, SIG_DFL);
        raise(died_by);
    }
    return status;
}
