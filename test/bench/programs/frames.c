// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Frames with escapes and a check over a line that damages bytes: a receiver whose states are
// functions, and a sender that repeats what did not arrive.
#include "../harness.h"

enum { START = 0x7E, ESCAPE = 0x7D, ESCAPED_BIT = 0x20 };
enum { PAYLOAD = 32, CHECK_BYTES = 2, LINE_BYTES = 256, MESSAGES = 1000 };

struct frame {
    uint8_t number;
    uint8_t length;
    uint8_t payload[PAYLOAD + CHECK_BYTES];
};

struct line {
    uint8_t bytes[LINE_BYTES];
    size_t count;
    uint32_t random;
    unsigned damage_one_in;
};

struct receiver;
typedef void state_function(struct receiver *receiver, uint8_t byte);

struct receiver {
    state_function *state;
    state_function *after_escape;
    struct frame frame;
    size_t filled;
    uint16_t check;
    void (*deliver)(void *context, const struct frame *frame);
    void *context;
    uint32_t bad_frames;
};

// CRC-16/XMODEM a byte at a time; over a frame with its own check it is 0.
static uint16_t check_step(uint16_t check, uint8_t byte)
{
    unsigned mixed = (unsigned)check >> 8 ^ byte;
    mixed ^= mixed >> 4;
    return (uint16_t)((unsigned)check << 8 ^ mixed << 12 ^ mixed << 5 ^ mixed);
}

static void line_put(struct line *line, uint8_t byte)
{
    bench_check(line->count < LINE_BYTES, "room on the line");
    if (bench_random(&line->random) % line->damage_one_in == 0) {
        byte ^= (uint8_t)(1U << bench_random(&line->random) % 8);
    }
    line->bytes[line->count++] = byte;
}

static void put_escaped(struct line *line, uint8_t byte)
{
    if (byte == START || byte == ESCAPE) {
        line_put(line, ESCAPE);
        byte ^= ESCAPED_BIT;
    }
    line_put(line, byte);
}

static uint16_t put_checked(struct line *line, uint16_t check, uint8_t byte)
{
    put_escaped(line, byte);
    return check_step(check, byte);
}

static void send_frame(struct line *line, const struct frame *frame)
{
    line_put(line, START);
    uint16_t check = put_checked(line, 0, frame->number);
    check = put_checked(line, check, frame->length);
    for (size_t i = 0; i < frame->length; i++) {
        check = put_checked(line, check, frame->payload[i]);
    }
    put_escaped(line, (uint8_t)(check >> 8));
    put_escaped(line, (uint8_t)check);
}

static void outside(struct receiver *receiver, uint8_t byte)
{
    (void)receiver;
    (void)byte;
}

static void give_up(struct receiver *receiver)
{
    receiver->bad_frames++;
    receiver->state = outside;
}

static void next(struct receiver *receiver, uint8_t byte, state_function *state)
{
    receiver->check = check_step(receiver->check, byte);
    receiver->state = state;
}

static void in_payload(struct receiver *receiver, uint8_t byte)
{
    receiver->frame.payload[receiver->filled++] = byte;
    next(receiver, byte, in_payload);
    if (receiver->filled < receiver->frame.length + CHECK_BYTES) {
        return;
    }
    if (receiver->check != 0) {
        give_up(receiver);
    } else {
        receiver->state = outside;
        receiver->deliver(receiver->context, &receiver->frame);
    }
}

static void in_length(struct receiver *receiver, uint8_t byte)
{
    receiver->frame.length = byte;
    next(receiver, byte, in_payload);
    if (byte > PAYLOAD) {
        give_up(receiver);
    }
}

static void in_number(struct receiver *receiver, uint8_t byte)
{
    receiver->frame.number = byte;
    receiver->filled = 0;
    receiver->check = 0;
    next(receiver, byte, in_length);
}

static void in_escape(struct receiver *receiver, uint8_t byte)
{
    receiver->state = receiver->after_escape;
    receiver->state(receiver, byte ^ ESCAPED_BIT);
}

static void receive(struct receiver *receiver, uint8_t byte)
{
    if (byte == START) {
        receiver->state = in_number;
    } else if (byte == ESCAPE && receiver->state != in_escape) {
        receiver->after_escape = receiver->state;
        receiver->state = in_escape;
    } else {
        receiver->state(receiver, byte);
    }
}

static void flush(struct line *line, struct receiver *receiver)
{
    for (size_t i = 0; i < line->count; i++) {
        receive(receiver, line->bytes[i]);
    }
    line->count = 0;
}

struct sink {
    uint8_t expected; // number of the next frame
    uint32_t taken;
    uint32_t hash;
};

static void take(void *context, const struct frame *frame)
{
    struct sink *sink = context;
    if (frame->number == sink->expected) {
        sink->expected++;
        sink->taken++;
        sink->hash = bench_mix_bytes(sink->hash, frame->payload, frame->length);
    }
}

static void make_frame(struct frame *frame, uint8_t number, uint32_t *random)
{
    frame->number = number;
    frame->length = (uint8_t)(bench_random(random) % (PAYLOAD + 1));
    for (size_t i = 0; i < frame->length; i++) {
        frame->payload[i] = (uint8_t)(bench_random(random) % 16 + 0x74);
    }
}

int bench_run(void)
{
    static struct line line = {.random = 1, .damage_one_in = 50};
    struct sink sink = {0};
    struct receiver receiver = {.state = outside, .deliver = take, .context = &sink};
    uint32_t random = 777767777;
    uint32_t sent = 0, tries = 0;
    for (uint32_t message = 0; message < MESSAGES; message++) {
        struct frame frame;
        make_frame(&frame, (uint8_t)message, &random);
        sent = bench_mix_bytes(sent, frame.payload, frame.length);
        for (; sink.taken == message; tries++) {
            send_frame(&line, &frame);
            flush(&line, &receiver);
        }
    }
    bench_check(sink.hash == sent, "what arrived");
    return (int)bench_mix(bench_mix(sent, tries), receiver.bad_frames);
}
