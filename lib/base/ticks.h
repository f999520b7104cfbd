/* ticks.h -- the processor's own clock, for measuring how long a piece of work takes. */
/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LM_TICKS_H
#define LM_TICKS_H

#include <stdint.h>

/* Ticks of no known length, which go on steadily; the wall clock beside them says how long one is. */
#if defined(__x86_64__)

static inline uint64_t
lm_ticks(void)
{
    return __builtin_ia32_rdtsc();
}

#elif defined(__aarch64__)

static inline uint64_t
lm_ticks(void)
{
    uint64_t t;

    __asm__ volatile("mrs %0, cntvct_el0" : "=r"(t));
    return t;
}

#else
#include <time.h>

static inline uint64_t
lm_ticks(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

#endif

#endif
