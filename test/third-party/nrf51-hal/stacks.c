// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Calls of the vendor's HAL on stacks of many sizes. Among them are some that mask interrupts: a check that fails
// there lets the call go into the reserve, since what masks them has to unmask them, too.
#include "sweep.h"

#include <hop/hop.h>

#include <gpio_api.h>
#include <ticker_api.h>
#include <us_ticker_api.h>
#include <wait_api.h>

enum { EVENTS = 3, PERIOD_US = 200 };

static ticker_event_t events[EVENTS];
static struct hop_semaphore rung;
static gpio_t pin;

// Called by the vendor's TIMER1_IRQHandler.
static void on_timer(uint32_t id)
{
    (void)id;
    hop_semaphore_give(&rung);
}

// An event that is in the list twice makes a circle of it.
static void remove_events(const ticker_data_t **ticker)
{
    for (int i = 0; i < EVENTS; i++)
        ticker_remove_event(*ticker, &events[i]);
}

// Even the smallest stack that libhop takes is enough for the HAL, with nothing in front.
static bool rings(void)
{
    volatile char in_front[216];
    in_front[hop_time_ticks() % sizeof in_front] = 0;
    __attribute__((cleanup(remove_events))) const ticker_data_t *ticker = get_us_ticker_data();
    hop_semaphore_init(&rung, 0, EVENTS);
    timestamp_t now = ticker_read(ticker);
    for (int i = EVENTS; i > 0; i--)
        ticker_insert_event(ticker, &events[i - 1], now + (timestamp_t)(i * PERIOD_US), 1);
    for (int i = 0; i < EVENTS; i++)
        if (hop_semaphore_timed_take(&rung, 100) != HOP_OK)
            return false;
    gpio_init_out(&pin, p13);
    gpio_write(&pin, 1);
    wait_us(100);
    return ticker_read(ticker) - now >= EVENTS * PERIOD_US;
}

int main(void)
{
    ticker_set_handler(get_us_ticker_data(), on_timer);
    return sweep("HAL", rings) ? 0 : 1;
}
