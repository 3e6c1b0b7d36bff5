// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A calculator on the UART of a micro:bit. The vendor's plain handlers serve UART and timer; a task with a small stack
// works out a line by recursive descent. A line that nests too deep ends that task, not the calculator, and a
// clock of 10 ms goes on meanwhile. A line of "quit" ends it all.
#include <hop/hop.h>
#include <stdlib.h>
#include <string.h>

#include <gpio_api.h>
#include <serial_api.h>
#include <ticker_api.h>
#include <us_ticker_api.h>

enum { LINE = 200, INPUT = 512, PERIOD_US = 10000 }; // all that lines.py sends has room: it may come at once

static serial_t uart;
static gpio_t led;
static ticker_event_t next_tick;
static volatile unsigned ticks;

static struct hop_channel received;
static _Alignas(4) char received_buffer[HOP_CHANNEL_BUFFER_SIZE(INPUT, 1)];

static struct hop_task calculator;
static _Alignas(8) char calculator_stack[1400];

// Called by the vendor's UART0_IRQHandler.
static void on_uart(uint32_t id, SerialIrq event)
{
    (void)id;
    if (event != RxIrq)
        return;
    char byte = (char)serial_getc(&uart);
    hop_channel_try_send(&received, &byte);
}

// Called by the vendor's TIMER1_IRQHandler, a plain handler, too.
static void on_tick(uint32_t id)
{
    ticks++;
    gpio_write(&led, ticks & 1);
    ticker_insert_event(get_us_ticker_data(), &next_tick, next_tick.timestamp + PERIOD_US, id);
}

static void put(const char *text)
{
    while (*text)
        serial_putc(&uart, *text++);
}

static void put_number(long number)
{
    char digits[12];
    int i = sizeof digits - 1;
    bool negative = number < 0;
    digits[i] = 0;
    do
        digits[--i] = (char)('0' + labs(number % 10));
    while (number /= 10);
    if (negative)
        digits[--i] = '-';
    put(digits + i);
}

static long sum(const char **text);

static long factor(const char **text)
{
    if (**text == '-') {
        ++*text;
        return -factor(text);
    }
    if (**text != '(')
        return strtol(*text, (char **)text, 10);
    ++*text;
    long value = sum(text);
    if (**text == ')')
        ++*text;
    return value;
}

static long product(const char **text)
{
    long value = factor(text);
    while (**text == '*') {
        ++*text;
        value *= factor(text);
    }
    return value;
}

static long sum(const char **text)
{
    long value = product(text);
    while (**text == '+') {
        ++*text;
        value += product(text);
    }
    return value;
}

static void read_line(char *line)
{
    int length = 0;
    char byte;
    while (hop_channel_receive(&received, &byte) == HOP_OK && byte != '\n')
        if (length < LINE - 1)
            line[length++] = byte;
    line[length] = 0;
}

static void answered(const char **line)
{
    put(**line ? " not worked out\n" : "\n");
}

static void calculate(void *argument)
{
    static char line[LINE];
    (void)argument;
    for (;;) {
        read_line(line);
        if (strcmp(line, "quit") == 0)
            return;
        __attribute__((cleanup(answered))) const char *rest = line;
        put(line);
        put(" =");
        long value = sum(&rest);
        put(" ");
        put_number(value);
    }
}

int main(void)
{
    hop_channel_init(&received, received_buffer, INPUT, 1);
    gpio_init_out(&led, p13);
    serial_init(&uart, USBTX, USBRX);
    serial_baud(&uart, 115200);
    serial_irq_handler(&uart, on_uart, 1);
    serial_irq_set(&uart, RxIrq, 1);
    ticker_set_handler(get_us_ticker_data(), on_tick);
    ticker_insert_event(get_us_ticker_data(), &next_tick, us_ticker_read() + PERIOD_US, 1);
    uint32_t start = us_ticker_read();

    put("ready\n"); // first: from then on the line is the calculator's
    hop_task_create(&calculator, &(struct hop_task_config){
        .name = "calculator", .entry = calculate, .stack = calculator_stack, .stack_size = sizeof calculator_stack,
        .priority = HOP_PRIORITY_MAIN + 1});
    hop_task_join(&calculator);

    uint32_t expected = (us_ticker_read() - start) / PERIOD_US;
    put(ticks + 1 >= expected && ticks <= expected + 1 ? "no tick was missed\n" : "ticks were missed\n");
    put("restarts: ");
    put_number((long)hop_task_generation(&calculator));
    put("\n");
    return 0;
}
