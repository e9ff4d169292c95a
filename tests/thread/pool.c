/* SPDX-License-Identifier: Apache-2.0 */
/* The worker pool keeps the order of its items, gives each to one worker, and ends when told to. */
#include "base/pool.h"
#include "base/err.h"
#include "base/mem.h"

#include <stdint.h>
#include <stdio.h>

enum { ITEMS = 20000, WORKERS = 4, WINDOW = 64 };

struct item {
    unsigned number;
    uint64_t result;
};

struct run {
    unsigned read, delivered, stop_at;
    uint64_t worked[WORKERS];
};

static bool next(void *job, void **item, struct err *e)
{
    struct run *run = job;
    (void)e;
    *item = NULL;
    if (run->read < ITEMS) {
        struct item *made = mem_new(sizeof(*made));
        made->number = run->read++;
        *item = made;
    }
    return true;
}

static uint64_t expected(unsigned number)
{
    uint64_t value = number;
    for (unsigned i = 0; i < number % 97; i++) {
        value = value * 6364136223846793005u + 1442695040888963407u;
    }
    return value;
}

static void work(void *job, unsigned worker, void *at)
{
    struct run *run = job;
    struct item *item = at;
    item->result = expected(item->number);
    run->worked[worker]++;
}

static bool deliver(void *job, void *at, struct err *e)
{
    struct run *run = job;
    struct item *item = at;
    bool right = item->number == run->delivered && item->result == expected(item->number);
    mem_free(item);
    run->delivered++;
    return right && run->delivered != run->stop_at ? true : err_set(e, ERR_IO, "stopped");
}

static bool run_all(struct run *run)
{
    struct err e = {0};
    return pool_run(
        &(struct pool_job){
            .workers = WORKERS,
            .window = WINDOW,
            .next = next,
            .work = work,
            .deliver = deliver,
            .drop = mem_free,
            .job = run,
        },
        &e);
}

int main(void)
{
    struct run whole = {0};
    bool ok = run_all(&whole) && whole.delivered == ITEMS;
    uint64_t sum = 0;
    for (unsigned i = 0; i < WORKERS; i++) {
        sum += whole.worked[i];
    }
    struct run stopped = {.stop_at = 1000};
    ok = ok && sum == ITEMS && !run_all(&stopped) && stopped.delivered == stopped.stop_at;
    (void)printf("%u of %u items in order\n", whole.delivered, (unsigned)ITEMS);
    return ok ? 0 : 1;
}
