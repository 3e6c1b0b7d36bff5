// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A simulated hall with several counters: events in a list by time, customers in rings,
// impatient ones who leave, and what happened to all of them.
#include "../harness.h"

#include <stdlib.h>

enum { COUNTERS = 5, HOURS = 18, SECONDS = HOURS * 3600 };

struct hall;
struct customer;
typedef void event_function(struct hall *hall, struct customer *customer);

struct event {
    struct event *next;
    uint32_t time;
    event_function *happens;
    struct customer *customer;
};

struct customer {
    struct customer *next, *previous; // in line
    uint32_t arrived;
    int counter; // where it is in line or served
};

struct counter {
    struct customer line; // head of a ring
    int length;
    struct customer *served;
    uint32_t busy;
};

struct hall {
    struct event *events;
    struct counter counters[COUNTERS];
    uint32_t now;
    uint32_t random;
    uint32_t arrived, served, left, waited, hash;
};

// Zeroed memory from the heap.
static void *new(size_t size)
{
    void *made = calloc(1, size);
    bench_check(made != NULL, "memory");
    return made;
}

static void schedule(struct hall *hall, uint32_t delay, event_function *happens,
                     struct customer *customer)
{
    struct event **at = &hall->events;
    while (*at != NULL && (*at)->time <= hall->now + delay) {
        at = &(*at)->next;
    }
    struct event *event = new(sizeof *event);
    *event = (struct event){*at, hall->now + delay, happens, customer};
    *at = event;
}

static struct event take_out(struct event **at)
{
    struct event event = **at;
    free(*at);
    *at = event.next;
    return event;
}

// What a customer would have done at some time does not happen any more.
static void forget(struct hall *hall, const struct customer *customer)
{
    struct event **at = &hall->events;
    while ((*at)->customer != customer) {
        at = &(*at)->next;
    }
    take_out(at);
}

static uint32_t between(struct hall *hall, uint32_t least, uint32_t most)
{
    return least + bench_random(&hall->random) % (most - least + 1);
}

static void line_up(struct counter *counter, struct customer *customer)
{
    customer->next = &counter->line;
    customer->previous = counter->line.previous;
    customer->previous->next = customer;
    counter->line.previous = customer;
    counter->length++;
}

static void step_out(struct counter *counter, struct customer *customer)
{
    customer->previous->next = customer->next;
    customer->next->previous = customer->previous;
    counter->length--;
}

static void is_done(struct hall *hall, struct customer *customer);
static void loses_patience(struct hall *hall, struct customer *customer);

static void serve_next(struct hall *hall, struct counter *counter)
{
    struct customer *customer = counter->line.next;
    if (counter->served != NULL || customer == &counter->line) {
        return;
    }
    step_out(counter, customer);
    forget(hall, customer);
    counter->served = customer;
    uint32_t duration = between(hall, 30, 290);
    counter->busy += duration;
    hall->waited += hall->now - customer->arrived;
    schedule(hall, duration, is_done, customer);
}

static void leave(struct hall *hall, struct customer *customer, uint32_t *tally)
{
    (*tally)++;
    hall->hash = bench_mix(hall->hash, hall->now + *tally * COUNTERS + (uint32_t)customer->counter);
    free(customer);
}

static void is_done(struct hall *hall, struct customer *customer)
{
    struct counter *counter = &hall->counters[customer->counter];
    bench_check(counter->served == customer, "who is served");
    counter->served = NULL;
    leave(hall, customer, &hall->served);
    serve_next(hall, counter);
}

static void loses_patience(struct hall *hall, struct customer *customer)
{
    step_out(&hall->counters[customer->counter], customer);
    leave(hall, customer, &hall->left);
}

static int load(const struct counter *counter)
{
    return counter->length + (counter->served != NULL);
}

static int shortest_line(const struct hall *hall)
{
    int best = 0;
    for (int i = 1; i < COUNTERS; i++) {
        if (load(&hall->counters[i]) < load(&hall->counters[best])) {
            best = i;
        }
    }
    return best;
}

static void arrives(struct hall *hall, struct customer *customer)
{
    customer->arrived = hall->now;
    customer->counter = shortest_line(hall);
    hall->arrived++;
    line_up(&hall->counters[customer->counter], customer);
    schedule(hall, between(hall, 200, 700), loses_patience, customer);
    serve_next(hall, &hall->counters[customer->counter]);
    if (hall->now < SECONDS) {
        schedule(hall, between(hall, 5, 55), arrives, new(sizeof *customer));
    }
}

static void open_hall(struct hall *hall)
{
    for (int i = 0; i < COUNTERS; i++) {
        struct customer *head = &hall->counters[i].line;
        head->next = head->previous = head;
    }
    schedule(hall, 0, arrives, new(sizeof(struct customer)));
}

int bench_run(void)
{
    static struct hall hall = {.random = 1013904223};
    open_hall(&hall);
    while (hall.events != NULL) {
        struct event event = take_out(&hall.events);
        bench_check(event.time >= hall.now, "time");
        hall.now = event.time;
        event.happens(&hall, event.customer);
    }
    bench_check(hall.arrived == hall.served + hall.left, "customers");
    for (int i = 0; i < COUNTERS; i++) {
        bench_check(load(&hall.counters[i]) == 0, "empty lines");
        hall.hash = bench_mix(hall.hash, hall.counters[i].busy);
    }
    return (int)bench_mix(bench_mix(hall.hash, hall.waited), hall.left);
}
