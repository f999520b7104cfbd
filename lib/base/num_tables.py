#!/usr/bin/env python3
# num_tables.py -- writes num_tables.h: python3 lib/base/num_tables.py > lib/base/num_tables.h
# SPDX-License-Identifier: Apache-2.0
#
# For each e the integer g of exactly 128 bits with g = floor(10^e * 2^-r), r = floor(e * log2(10)) - 127.

LOW, HIGH = -342, 324


def power(e):
    if e >= 0:
        g = 10**e
        shift = g.bit_length() - 128
        return g >> shift if shift >= 0 else g << -shift
    d = 10**-e
    g = (1 << (d.bit_length() + 128)) // d
    return g >> (g.bit_length() - 128)


print("/* num_tables.h -- the first 128 bits of powers of ten; written by num_tables.py. */")
print("/* SPDX-License-Identifier: Apache-2.0 */")
print("#ifndef LM_NUM_TABLES_H")
print("#define LM_NUM_TABLES_H")
print()
print("#include <stdint.h>")
print()
print("enum { NUM_POW_LOW = %d, NUM_POW_HIGH = %d };" % (LOW, HIGH))
print()
print("/* 10^e as 128 bits, cut off behind them: high and low word, from e = NUM_POW_LOW. */")
print("static const uint64_t num_pow10[NUM_POW_HIGH - NUM_POW_LOW + 1][2] = {")
for e in range(LOW, HIGH + 1):
    g = power(e)
    print("    { 0x%016x, 0x%016x }, /* %d */" % (g >> 64, g & (2**64 - 1), e))
print("};")
print()
print("#endif")
