/* SPDX-License-Identifier: Apache-2.0 */
#include "base/pool.h"

#include <criterion/criterion.h>
#include <stdatomic.h>

#include "base/clock.h"
#include "base/mem.h"

struct item {
    size_t number;
    size_t square;
};

/* What happened; every item that was made has to be delivered or dropped. */
struct record {
    size_t n_items, fail_next_at, fail_deliver_at;
    size_t n_read, n_delivered, in_order;
    size_t most_alive;
    unsigned n_workers;
    bool is_slow;
    atomic_size_t n_worked;
    atomic_size_t n_bad_worker;
};

static atomic_size_t n_dropped;

static bool next(void *job, void **item, struct err *e)
{
    struct record *r = job;
    if (r->n_read == r->fail_next_at) {
        return err_set(e, ERR_IO, "next failed");
    }
    if (r->n_read < r->n_items) {
        struct item *made = mem_new(sizeof *made);
        made->number = r->n_read++;
        *item = made;
        size_t alive = r->n_read - r->n_delivered;
        r->most_alive = alive > r->most_alive ? alive : r->most_alive;
    }
    return true;
}

static void work(void *job, unsigned worker, void *item)
{
    struct record *r = job;
    struct item *at = item;
    if (r->is_slow) {
        clock_sleep_ms(at->number % 3 == 0 ? 2 : 0);
    }
    at->square = at->number * at->number;
    atomic_fetch_add(&r->n_worked, 1);
    atomic_fetch_add(&r->n_bad_worker, worker < r->n_workers ? 0 : 1);
}

static bool deliver(void *job, void *item, struct err *e)
{
    struct record *r = job;
    AUTO(mem_freep) struct item *at = item;
    size_t number = r->n_delivered++;
    r->in_order += at->number == number && at->square == number * number ? 1 : 0;
    return number != r->fail_deliver_at || err_set(e, ERR_IO, "deliver failed");
}

static void drop(void *item)
{
    atomic_fetch_add(&n_dropped, 1);
    mem_free(item);
}

static bool run(struct record *r, unsigned workers, size_t window, struct err *e)
{
    r->n_workers = workers;
    atomic_store(&n_dropped, 0);
    const struct pool_job job = {.workers = workers,
                                 .window = window,
                                 .next = next,
                                 .work = work,
                                 .deliver = deliver,
                                 .drop = drop,
                                 .job = r};
    return pool_run(&job, e);
}

TestSuite(pool, .timeout = 60);

Test(pool, items_are_delivered_in_order_whatever_the_sizes)
{
    static const struct {
        size_t n_items, window;
        unsigned workers;
    } cases[] = {{0, 1, 1},    {1, 1, 1},     {100, 1, 1}, {100, 1, 4}, {100, 3, 8},
                 {1000, 8, 2}, {1000, 64, 4}, {7, 100, 3}, {64, 64, 4}, {65, 64, 4}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err e = {0};
        struct record r = {
            .n_items = cases[i].n_items, .fail_next_at = SIZE_MAX, .fail_deliver_at = SIZE_MAX};
        cr_assert(run(&r, cases[i].workers, cases[i].window, &e), "case %zu", i);
        cr_expect_eq(r.n_delivered, cases[i].n_items, "case %zu", i);
        cr_expect_eq(r.in_order, cases[i].n_items, "case %zu", i);
        cr_expect_eq(r.n_worked, cases[i].n_items, "case %zu", i);
        cr_expect_eq(r.n_bad_worker, 0, "case %zu", i);
        cr_expect_leq(r.most_alive, cases[i].window, "case %zu", i);
        cr_expect_eq(n_dropped, 0, "case %zu", i);
    }
}

Test(pool, slow_items_do_not_change_the_order)
{
    struct err e = {0};
    struct record r = {
        .n_items = 300, .fail_next_at = SIZE_MAX, .fail_deliver_at = SIZE_MAX, .is_slow = true};
    cr_assert(run(&r, 4, 16, &e));
    cr_assert_eq(r.in_order, 300);
}

Test(pool, a_failing_next_ends_the_run_and_loses_no_item)
{
    for (size_t at = 0; at < 40; at++) {
        struct err e = {0};
        struct record r = {.n_items = 100, .fail_next_at = at, .fail_deliver_at = SIZE_MAX};
        r.is_slow = at % 2 == 0;
        cr_assert_not(run(&r, 3, 8, &e));
        cr_expect_str_eq(e.text, "next failed");
        cr_expect_eq(r.n_delivered + n_dropped, at, "at %zu", at);
        cr_expect_eq(r.in_order, r.n_delivered, "at %zu", at);
    }
}

Test(pool, a_failing_deliver_ends_the_run_and_loses_no_item)
{
    for (size_t at = 0; at < 40; at++) {
        struct err e = {0};
        struct record r = {.n_items = 100, .fail_next_at = SIZE_MAX, .fail_deliver_at = at};
        r.is_slow = at % 2 == 0;
        cr_assert_not(run(&r, 3, 8, &e));
        cr_expect_str_eq(e.text, "deliver failed");
        cr_expect_eq(r.n_delivered, at + 1, "at %zu", at);
        cr_expect_eq(r.n_delivered + n_dropped, r.n_read, "at %zu", at);
    }
}

Test(pool, no_worker_is_an_error)
{
    struct err e = {0};
    struct record r = {.n_items = 1, .fail_next_at = SIZE_MAX, .fail_deliver_at = SIZE_MAX};
    cr_assert_not(run(&r, 0, 8, &e));
    cr_assert_eq(e.kind, ERR_INTERNAL);
    cr_assert_eq(r.n_read, 0);
}
