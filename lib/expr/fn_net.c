/* fn_net.c -- network addresses in texts: family, host, subnets. */
/* SPDX-License-Identifier: Apache-2.0 */
#include <arpa/inet.h>

#include "expr/fn_out.h"
#include "expr/functions.h"

/* An address with an optional number of network bits behind a slash. */
struct net_address {
    uint8_t bytes[16];
    int family; /* 4 or 6 */
    int bits;   /* of the network; all of them when not given */
};

static bool
net_parse(struct lm_str s, struct net_address *a)
{
    const char *slash = s.n == 0 ? NULL : memchr(s.p, '/', s.n);
    size_t n = slash == NULL ? s.n : (size_t)(slash - s.p);
    char host[48];
    int64_t bits = 0;

    *a = (struct net_address){0};
    if (n == 0 || n >= sizeof host)
        return false;
    memcpy(host, s.p, n);
    host[n] = '\0';
    if (inet_pton(AF_INET, host, a->bytes) == 1)
        a->family = 4;
    else if (inet_pton(AF_INET6, host, a->bytes) == 1)
        a->family = 6;
    else
        return false;
    a->bits = a->family == 4 ? 32 : 128;
    if (slash == NULL)
        return true;
    struct lm_str rest = {slash + 1, s.n - n - 1};
    if (rest.n == 0 || rest.p[0] < '0' || rest.p[0] > '9' || !lm_i64_parse(rest, &bits) ||
        bits > a->bits)
        return false;
    a->bits = (int)bits;
    return true;
}

static bool
net_arg(struct lm_call *c, const struct lm_val *v, struct net_address *a)
{
    if (net_parse(lm_val_text(v), a))
        return true;
    LM_FN_FAIL(c, LM_E_VALUE, "\"%.*s\" is no network address", (int)(v->n > 60 ? 60 : v->n), v->p);
    return false;
}

void
lm_fn_inet_family(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct net_address a;

    if (net_arg(c, &arg[0], &a))
        *out = lm_val_int(a.family);
}

void
lm_fn_host(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    char *to = lm_alloc_raw(c->arena, INET6_ADDRSTRLEN);
    struct net_address a;

    if (net_arg(c, &arg[0], &a) &&
        inet_ntop(a.family == 4 ? AF_INET : AF_INET6, a.bytes, to, INET6_ADDRSTRLEN) != NULL)
        *out = lm_val_str(lm_str_of(to));
}

/* in_subnet(address, network): an address of the other family is in none. */
void
lm_fn_in_subnet(struct lm_call *c, const struct lm_val *arg, uint32_t narg, struct lm_val *out)
{
    struct net_address a, net;

    if (!net_arg(c, &arg[0], &a) || !net_arg(c, &arg[1], &net))
        return;
    int whole = net.bits / 8, rest = net.bits % 8;
    bool in = a.family == net.family && a.bits >= net.bits &&
              memcmp(a.bytes, net.bytes, (size_t)whole) == 0;
    if (in && rest > 0)
        in = ((a.bytes[whole] ^ net.bytes[whole]) >> (8 - rest)) == 0;
    *out = lm_val_bool(in);
}
