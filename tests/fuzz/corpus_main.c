/* corpus_main.c -- runs a fuzz target over the files it is given, without a fuzzer. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The target gets a block of exactly the file's size, so that a read past its end is found. */
static int
run_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    uint8_t *data = NULL;
    size_t size = 0, room = 0;
    int c;

    if (f == NULL) {
        perror(path);
        return 1;
    }
    for (c = getc(f); c != EOF; c = getc(f)) {
        if (size == room) {
            room = room * 2 + 4096;
            data = realloc(data, room);
            assert(data != NULL);
        }
        data[size++] = (uint8_t)c;
    }
    fclose(f);
    data = realloc(data, size + (size == 0));
    assert(data != NULL);
    LLVMFuzzerTestOneInput(data, size);
    free(data);
    return 0;
}

int
main(int argc, char **argv)
{
    int failed = 0;

    for (int i = 1; i < argc; i++)
        failed += run_file(argv[i]);
    printf("%d passed, %d failed\n", argc - 1 - failed, failed);
    return failed != 0;
}
