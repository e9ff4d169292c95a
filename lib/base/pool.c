/* SPDX-License-Identifier: Apache-2.0 */
#include "base/pool.h"

#include <assert.h>
#include <pthread.h>
#include <sched.h>

#include "base/mem.h"

/* Items live in a ring of `window` slots: [delivered, taken) are in work or done, [taken, read)
 * wait. All three only grow; the slot of item i is i % window. */
struct pool {
    const struct pool_job *job;
    pthread_mutex_t lock;
    pthread_cond_t to_work;
    pthread_cond_t to_deliver;
    void **items;
    bool *done;
    size_t read, taken, delivered;
    bool closed;
};

struct worker {
    struct pool *pool;
    pthread_t thread;
    unsigned number;
};

static bool take_item(struct pool *p, size_t *index)
{
    while (p->taken == p->read && !p->closed) {
        (void)pthread_cond_wait(&p->to_work, &p->lock);
    }
    if (p->taken == p->read) {
        return false;
    }
    *index = p->taken++;
    return true;
}

static void *work(void *argument)
{
    struct worker *worker = argument;
    struct pool *p = worker->pool;
    size_t index = 0;
    (void)pthread_mutex_lock(&p->lock);
    while (take_item(p, &index)) {
        void *item = p->items[index % p->job->window];
        (void)pthread_mutex_unlock(&p->lock);
        p->job->work(p->job->job, worker->number, item);
        (void)pthread_mutex_lock(&p->lock);
        p->done[index % p->job->window] = true;
        (void)pthread_cond_signal(&p->to_deliver);
    }
    (void)pthread_mutex_unlock(&p->lock);
    return NULL;
}

static void add_item(struct pool *p, void *item)
{
    (void)pthread_mutex_lock(&p->lock);
    p->items[p->read % p->job->window] = item;
    p->done[p->read % p->job->window] = false;
    p->read++;
    (void)pthread_cond_signal(&p->to_work);
    (void)pthread_mutex_unlock(&p->lock);
}

/* Waits for the oldest item and hands it over. */
static bool deliver_oldest(struct pool *p, struct err *e)
{
    size_t slot = p->delivered % p->job->window;
    (void)pthread_mutex_lock(&p->lock);
    while (!p->done[slot]) {
        (void)pthread_cond_wait(&p->to_deliver, &p->lock);
    }
    (void)pthread_mutex_unlock(&p->lock);
    p->delivered++;
    return p->job->deliver(p->job->job, p->items[slot], e);
}

/* Makes room in the ring, then takes one item in; `*more` is false when there is none. */
static bool read_item(struct pool *p, bool *more, struct err *e)
{
    void *item = NULL;
    TRY(p->read - p->delivered < p->job->window || deliver_oldest(p, e));
    TRY(p->job->next(p->job->job, &item, e));
    *more = item != NULL;
    if (item != NULL) {
        add_item(p, item);
    }
    return true;
}

static bool feed(struct pool *p, struct err *e)
{
    for (bool more = true; more;) {
        TRY(read_item(p, &more, e));
    }
    while (p->delivered < p->read) {
        TRY(deliver_oldest(p, e));
    }
    return true;
}

/* Ends the workers. What waits is taken from them first, so that a run that failed stops at once;
 * what was not delivered is dropped. */
static void stop(struct pool *p, struct worker *workers, unsigned n)
{
    (void)pthread_mutex_lock(&p->lock);
    size_t read = p->read;
    p->read = p->taken;
    p->closed = true;
    (void)pthread_cond_broadcast(&p->to_work);
    (void)pthread_mutex_unlock(&p->lock);
    for (unsigned i = 0; i < n; i++) {
        (void)pthread_join(workers[i].thread, NULL);
    }
    for (; p->delivered < read; p->delivered++) {
        p->job->drop(p->items[p->delivered % p->job->window]);
    }
}

static unsigned start(struct pool *p, struct worker *workers)
{
    unsigned n = 0;
    for (; n < p->job->workers; n++) {
        workers[n] = (struct worker){.pool = p, .number = n};
        if (pthread_create(&workers[n].thread, NULL, work, &workers[n]) != 0) {
            break;
        }
    }
    return n;
}

unsigned pool_default_workers(void)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    int n = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    return n > 0 ? (unsigned)n : 1;
}

bool pool_run(const struct pool_job *job, struct err *e)
{
    assert(job->window > 0);
    struct pool p = {
        .job = job,
        .lock = PTHREAD_MUTEX_INITIALIZER,
        .to_work = PTHREAD_COND_INITIALIZER,
        .to_deliver = PTHREAD_COND_INITIALIZER,
        .items = mem_array(job->window, sizeof(void *)),
        .done = mem_array(job->window, sizeof(bool)),
    };
    struct worker *workers = mem_array(job->workers, sizeof *workers);
    unsigned n = start(&p, workers);
    bool ok = n > 0 ? feed(&p, e) : err_set(e, ERR_INTERNAL, "cannot start a thread");
    stop(&p, workers, n);
    mem_free(workers);
    mem_free(p.items);
    mem_free(p.done);
    return ok;
}
