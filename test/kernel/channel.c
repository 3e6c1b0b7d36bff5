// RUN: %every_core -Os %s
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Channels among tasks and handlers: every item once, in order, to the most urgent receiver.
#include "Inputs/interrupts.h"
#include "Inputs/tasks.h"

static struct hop_channel channel;
static uint32_t buffer[HOP_CHANNEL_BUFFER_SIZE(16, sizeof(int)) / sizeof(uint32_t)];
static volatile int wrong;

static int receive(void)
{
    int item = -1;
    int result = hop_channel_receive(&channel, &item);
    return result ? result : item;
}

static int try_receive(void)
{
    int item = -1;
    int result = hop_channel_try_receive(&channel, &item);
    return result ? result : item;
}

static void one_task(void)
{
    // Row 4: four items of one task come out in order.
    hop_channel_init(&channel, buffer, 4, sizeof(int));
    for (int i = 23; i <= 26; i++)
        hop_channel_send(&channel, &i);
    for (int i = 0; i < 4; i++)
        note(receive());
    // CHECK: one task: 23 24 25 26
    print_notes("one task");

    // Row 5: what finds a full channel is refused and stays as it was; what is in it, too.
    for (int i = 0; i < 4; i++)
        hop_channel_send(&channel, &i);
    for (int i = 4; i < 8; i++) {
        int item = i;
        note(hop_channel_try_send(&channel, &item));
        wrong += item != i;
    }
    for (int i = 0; i < 4; i++)
        note(receive());
    // CHECK-NEXT: full: -11 -11 -11 -11 0 1 2 3
    print_notes("full");

    // Row 6: an empty channel says so, before and after four items.
    note(try_receive());
    for (int i = 0; i < 4; i++)
        hop_channel_try_send(&channel, &i);
    for (int i = 0; i < 5; i++)
        note(try_receive());
    // CHECK-NEXT: empty: -10 0 1 2 3 -10
    print_notes("empty");
}

static void send_pair(void *argument)
{
    int first = 2 * (int)(intptr_t)argument;
    for (int i = first; i < first + 2; i++)
        hop_channel_send(&channel, &i);
}

// Row 7: of two producers of unlike urgency the urgent one's items come first; waiting ones send in order of urgency.
static void producers(void)
{
    hop_channel_init(&channel, buffer, 4, sizeof(int));
    start(0, send_pair, -2), start(1, send_pair, -1);
    hop_task_sleep(2); // the first tick may be about to come
    for (int i = 0; i < 4; i++)
        note(receive());
    // CHECK-NEXT: producers: 2 3 0 1
    print_notes("producers");
    hop_channel_init(&channel, buffer, 1, sizeof(int));
    for (int i = 0; i < 4; i++)
        start(i, send_pair, 1 + i % 3); // 3 waits before 0, which is as urgent
    for (int i = 0; i < 8; i++)
        note(receive());
    // CHECK-NEXT: waiting producers: 0 4 5 2 3 1 6 7
    print_notes("waiting producers");
}

static void receive_pair(void *argument)
{
    for (int i = 0; i < 2; i++) {
        note((int)(intptr_t)argument);
        note(receive());
    }
}

// Row 8: two consumers take two items each, the urgent one first, and nothing is left.
static void consumers(void)
{
    hop_channel_init(&channel, buffer, 4, sizeof(int));
    start(10 - 1, receive_pair, 1), start(10 - 2, receive_pair, 2);
    for (int i = 1; i <= 4; i++)
        hop_channel_send(&channel, &i);
    note(try_receive());
    // CHECK-NEXT: consumers: 9 8 1 8 2 3 9 4 -10
    print_notes("consumers");
}

enum { PRODUCERS = 4, EACH = 200 };
static volatile int finished;

static void send_many(void *argument)
{
    for (int i = 0; i < EACH; i++) {
        int item = (int)(intptr_t)argument * EACH + i;
        hop_channel_send(&channel, &item);
        if (item % 7 == 0)
            hop_task_yield();
        if (item % 31 == 0)
            hop_task_sleep(1);
    }
    count(&finished, 1);
}

// Row 9: producers of three priorities and consumers of two, which give way and sleep: every item comes once, those of
// each producer in order.
static int next[PRODUCERS];
static volatile int received;

static void receive_many(void *unused)
{
    (void)unused;
    while (received < PRODUCERS * EACH) {
        int item = receive();
        int producer = item / EACH;
        wrong += item < 0 || producer >= PRODUCERS || item % EACH != next[producer];
        next[producer]++;
        received++;
        if (item % 11 == 0)
            hop_task_yield();
    }
}

static void stress(void)
{
    for (unsigned capacity = 1; capacity <= 16; capacity += 5) {
        hop_channel_init(&channel, buffer, capacity, sizeof(int));
        received = finished = 0;
        for (int i = 0; i < PRODUCERS; i++) {
            next[i] = 0;
            start(i, send_many, i % 3 + 1);
        }
        start(PRODUCERS, receive_many, 2);
        hop_task_sleep(100);
        wrong += received != PRODUCERS * EACH || finished != PRODUCERS || try_receive() != HOP_EMPTY;
    }
    // CHECK-NEXT: stress: 800 received, wrong 0
    printf("stress: %d received, wrong %d\n", received, wrong);
}

static volatile bool sends;
static volatile int sent;

ON_INTERRUPT_10()
{
    int item = sent++;
    if (sends)
        note(hop_channel_try_send(&channel, &item));
    else
        note(100 + try_receive());
}

static void receive_three(void *unused)
{
    (void)unused;
    for (int i = 0; i < 3; i++)
        note(10 + receive());
}

static void send_three(void *unused)
{
    (void)unused;
    for (int i = 2; i < 5; i++) {
        hop_channel_send(&channel, &i);
        note(10 + i);
    }
}

static void handlers(void)
{
    interrupts_enable();
    // Row 10: a handler sends; a task takes three and ends; two more fit, and the sixth finds no room.
    hop_channel_init(&channel, buffer, 2, sizeof(int));
    sends = true;
    start(0, receive_three, 1);
    for (int i = 0; i < 6; i++)
        interrupt_raise(10);
    note(try_receive()), note(try_receive()), note(try_receive());
    // CHECK-NEXT: handler sends: 0 10 0 11 0 12 0 0 -11 3 4 -10
    print_notes("handler sends");
    // Row 11: a handler receives what a task that waits for room sends; the sixth time there is nothing.
    sends = false;
    for (int i = 0; i < 2; i++)
        hop_channel_send(&channel, &i);
    start(0, send_three, 1);
    for (int i = 0; i < 6; i++)
        interrupt_raise(10);
    // CHECK-NEXT: handler receives: 100 12 101 13 102 14 103 104 90
    print_notes("handler receives");
}

struct record {
    unsigned char bytes[13];
};

// Items of odd size, in and out at any address, over more than all states of a slot.
static void sizes(void)
{
    static unsigned char memory[HOP_CHANNEL_BUFFER_SIZE(3, sizeof(struct record)) + 1] __attribute__((aligned(4)));
    static struct record in, out;
    memory[sizeof memory - 1] = 0xa5;
    hop_channel_init(&channel, memory, 3, sizeof in);
    int bad = 0;
    for (unsigned i = 0; i < 70000; i++) {
        in.bytes[i % sizeof in] = (unsigned char)(i * 7);
        bad += hop_channel_try_send(&channel, &in) != HOP_OK;
        bad += hop_channel_try_receive(&channel, &out) != HOP_OK;
        for (unsigned byte = 0; i % 100 == 0 && byte < sizeof in; byte++)
            bad += in.bytes[byte] != out.bytes[byte];
    }
    // CHECK-NEXT: sizes: bad 0, behind the buffer a5
    printf("sizes: bad %d, behind the buffer %x\n", bad, memory[sizeof memory - 1]);
    bad = 0;
    hop_channel_init(&channel, buffer, 1, sizeof(int)); // 32,768 laps are all states
    for (int i = 0; i < 33000; i++)
        bad += hop_channel_try_send(&channel, &i) != 0 || try_receive() != i || try_receive() != HOP_EMPTY;
    // CHECK-NEXT: laps: bad 0
    printf("laps: bad %d\n", bad);
}

// Ranges and alignment.
static void arguments(void)
{
    static unsigned char large[HOP_CHANNEL_BUFFER_SIZE(0x1000, 1)] __attribute__((aligned(4)));
    // CHECK-NEXT: arguments: -1 -1 -1 -1 -1 0 -1 -1
    note(hop_channel_init(&channel, NULL, 1, 4));
    note(hop_channel_init(&channel, (char *)buffer + 2, 1, 4));
    note(hop_channel_init(&channel, buffer, 0, 4));
    note(hop_channel_init(&channel, buffer, HOP_CHANNEL_CAPACITY_MAX + 1, 0));
    note(hop_channel_init(&channel, buffer, 1, HOP_CHANNEL_ITEM_MAX + 1));
    note(hop_channel_init(&channel, large, 0x1000, 1));
    note(hop_channel_timed_send(&channel, large, HOP_TIME_MAX + 1u));
    note(hop_channel_timed_receive(&channel, large, HOP_TIME_MAX + 1u));
    print_notes("arguments");
    int fits = 0;
    char byte = 0;
    while (hop_channel_try_send(&channel, &byte) == HOP_OK)
        fits++;
    // CHECK-NEXT: fits 4096
    printf("fits %d\n", fits);
}

int main(void)
{
    one_task();
    producers();
    consumers();
    stress();
    handlers();
    sizes();
    arguments();
    // CHECK-NEXT: wrong 0
    printf("wrong %d\n", wrong);
    return 0;
}
