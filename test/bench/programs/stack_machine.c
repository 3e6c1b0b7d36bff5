// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A stack machine: an assembler in two passes, an interpreter that is one switch, and two
// programs for it: recursion and a sieve of primes.
#include "../harness.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { CODE = 128, STACK = 256, MEMORY = 1024, LABELS = 16, WORD = 12 };

// Those with an operand come first.
enum operation {
    PUSH, LOAD, STORE, JUMP, JUMP_IF, CALL, FETCH, PUT, ADD, SUBTRACT, MULTIPLY, LESS, RETURN, HALT,
    OPERATIONS
};

static const char *const operations[OPERATIONS] = {
    "push", "load", "store", "jump", "if", "call", "fetch", "put", "add", "sub", "mul", "less",
    "return", "halt",
};

struct assembler {
    const char *at;
    int32_t code[CODE];
    int length;
    char labels[LABELS][WORD];
    int places[LABELS], label_count;
};

struct machine {
    const int32_t *code;
    int32_t stack[STACK];
    int32_t memory[MEMORY];
    int calls[STACK / 2];
    int depth, call_depth;
    uint32_t steps;
};

// The Fibonacci number of 15, slowly.
static const char recursion_source[] =
    "push 15 call f halt"
    " f: store 0 load 0 push 2 less if small"
    " load 0 load 0 push 1 sub call f store 1"
    " store 0 load 1 load 0 push 2 sub call f add return"
    " small: load 0 return";

// Counts the primes below 1000; memory from 10 on marks what is none.
static const char sieve_source[] =
    "push 2 store 0"
    " next: load 0 push 10 add fetch if marked  load 1 push 1 add store 1"
    " load 0 load 0 mul store 2"
    " mark: load 2 push 1000 less if one  jump marked"
    " one: push 1 load 2 push 10 add put  load 2 load 0 add store 2 jump mark"
    " marked: load 0 push 1 add store 0 load 0 push 1000 less if next  load 1 halt";

static bool has_operand(int operation)
{
    return operation <= CALL;
}

static bool next_word(struct assembler *assembler, char word[WORD])
{
    int length = 0;
    while (*assembler->at == ' ') {
        assembler->at++;
    }
    while (*assembler->at != ' ' && *assembler->at != '\0') {
        bench_check(length < WORD - 1, "length of a word");
        word[length++] = *assembler->at++;
    }
    word[length] = '\0';
    return length > 0;
}

static int find_operation(const char *word)
{
    int i = 0;
    while (i < OPERATIONS && strcmp(operations[i], word) != 0) {
        i++;
    }
    bench_check(i < OPERATIONS, word);
    return i;
}

static void define_label(struct assembler *assembler, const char *word, size_t length)
{
    bench_check(assembler->label_count < LABELS, "room for labels");
    memcpy(assembler->labels[assembler->label_count], word, length);
    assembler->places[assembler->label_count++] = assembler->length;
}

static int32_t operand(const struct assembler *assembler, const char *word)
{
    if (isdigit((unsigned char)*word)) {
        return (int32_t)strtol(word, NULL, 10);
    }
    for (int i = 0; i < assembler->label_count; i++) {
        if (strcmp(assembler->labels[i], word) == 0) {
            return assembler->places[i];
        }
    }
    return -1;
}

// Call it twice: labels may be used before they are defined.
static void assemble(struct assembler *assembler, const char *source)
{
    char word[WORD];
    assembler->at = source;
    assembler->length = 0;
    while (next_word(assembler, word)) {
        size_t length = strlen(word);
        if (word[length - 1] == ':') {
            define_label(assembler, word, length - 1);
            continue;
        }
        int operation = find_operation(word);
        bench_check(assembler->length + 1 < CODE, "room for code");
        assembler->code[assembler->length++] = operation;
        if (has_operand(operation)) {
            bench_check(next_word(assembler, word), "operand");
            assembler->code[assembler->length++] = operand(assembler, word);
        }
    }
}

static void push(struct machine *machine, int32_t value)
{
    bench_check(machine->depth < STACK, "room on the stack");
    machine->stack[machine->depth++] = value;
}

static int32_t pop(struct machine *machine)
{
    bench_check(machine->depth > 0, "something on the stack");
    return machine->stack[--machine->depth];
}

static int32_t *cell(struct machine *machine, int32_t address)
{
    bench_check(address >= 0 && address < MEMORY, "address");
    return &machine->memory[address];
}

static void calculate(struct machine *machine, enum operation operation)
{
    int32_t b = pop(machine);
    int32_t a = pop(machine);
    switch (operation) {
    case ADD: push(machine, a + b); break;
    case SUBTRACT: push(machine, a - b); break;
    case MULTIPLY: push(machine, a * b); break;
    default: push(machine, a < b);
    }
}

// Returns where the program goes on.
static int step(struct machine *machine, int at)
{
    enum operation operation = (enum operation)machine->code[at];
    int32_t argument = has_operand(operation) ? machine->code[at + 1] : 0;
    int next = at + 1 + has_operand(operation);
    int32_t value;
    machine->steps++;
    switch (operation) {
    case PUSH: push(machine, argument); return next;
    case LOAD: push(machine, *cell(machine, argument)); return next;
    case STORE: *cell(machine, argument) = pop(machine); return next;
    case FETCH: push(machine, *cell(machine, pop(machine))); return next;
    case PUT: value = pop(machine); *cell(machine, value) = pop(machine); return next;
    case JUMP: return argument;
    case JUMP_IF: return pop(machine) ? argument : next;
    case CALL: machine->calls[machine->call_depth++] = next; return argument;
    case RETURN: return machine->calls[--machine->call_depth];
    case HALT: return -1;
    default: calculate(machine, operation); return next;
    }
}

static uint32_t run(const char *source, int32_t expected)
{
    struct assembler assembler = {0};
    assemble(&assembler, source);
    assemble(&assembler, source);
    static struct machine machine;
    machine = (struct machine){.code = assembler.code};
    for (int at = 0; at >= 0;) {
        at = step(&machine, at);
    }
    bench_check(pop(&machine) == expected && machine.depth == 0, "value of the program");
    return machine.steps;
}

int bench_run(void)
{
    return (int)bench_mix(run(recursion_source, 610), run(sieve_source, 168));
}
