// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Variables with cleanup functions: locks, buffers and a journal that must be closed in the
// right order whatever way a function is left.
#include "../harness.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#define CLEANUP(function) __attribute__((cleanup(function)))

enum { ACCOUNTS = 16, TRANSFERS = 3000, TEXT = 64 };

enum outcome { DONE, SAME, TOO_POOR, TOO_LARGE, OUTCOMES };

struct account {
    int locked;
    int64_t balance;
};

struct bank {
    struct account accounts[ACCOUNTS];
    int locks_held;
    int buffers_held;
    uint32_t journal;
};

struct lock {
    struct bank *bank;
    struct account *account;
};

struct buffer {
    struct bank *bank;
    char *text;
    size_t length;
};

struct transaction {
    struct bank *bank;
    struct account *accounts[2];
    int64_t before[2];
    bool committed;
};

static struct lock lock(struct bank *bank, int number)
{
    struct account *account = &bank->accounts[number];
    bench_check(account->locked == 0, "lock");
    account->locked = 1;
    bank->locks_held++;
    return (struct lock){bank, account};
}

static void unlock(struct lock *lock)
{
    bench_check(lock->account->locked == 1, "unlock");
    lock->account->locked = 0;
    lock->bank->locks_held--;
}

static struct buffer buffer_open(struct bank *bank, size_t size)
{
    bank->buffers_held++;
    return (struct buffer){bank, calloc(1, size), 0};
}

static void buffer_close(struct buffer *buffer)
{
    buffer->bank->journal = bench_mix_bytes(buffer->bank->journal, buffer->text, buffer->length);
    buffer->bank->buffers_held--;
    free(buffer->text);
}

static void buffer_add(struct buffer *buffer, const char *text)
{
    size_t length = strlen(text);
    bench_check(buffer->length + length < TEXT, "room for text");
    memcpy(buffer->text + buffer->length, text, length);
    buffer->length += length;
}

static struct transaction transaction_open(struct lock *from, struct lock *to)
{
    return (struct transaction){
        .bank = from->bank,
        .accounts = {from->account, to->account},
        .before = {from->account->balance, to->account->balance},
    };
}

// Puts the balances back unless all went well; both accounts are still locked.
static void transaction_close(struct transaction *transaction)
{
    bench_check(transaction->bank->locks_held == 2, "order of cleanups");
    for (int i = 0; i < 2; i++) {
        bench_check(transaction->accounts[i]->locked == 1, "account of a transaction");
        if (!transaction->committed) {
            transaction->accounts[i]->balance = transaction->before[i];
        }
    }
}

static bool add(struct account *account, int64_t amount)
{
    account->balance += amount;
    return account->balance >= 0 && account->balance <= 5000;
}

static enum outcome transfer(struct bank *bank, int from, int to, int64_t amount)
{
    CLEANUP(buffer_close) struct buffer buffer = buffer_open(bank, TEXT);
    buffer_add(&buffer, "transfer");
    if (from == to) {
        buffer_add(&buffer, " to the same");
        return SAME;
    }
    CLEANUP(unlock) struct lock first = lock(bank, from);
    CLEANUP(unlock) struct lock second = lock(bank, to);
    CLEANUP(transaction_close) struct transaction transaction = transaction_open(&first, &second);
    if (!add(first.account, -amount)) {
        buffer_add(&buffer, " of too much");
        return TOO_POOR;
    }
    if (!add(second.account, amount)) {
        buffer_add(&buffer, " beyond the limit");
        return TOO_LARGE;
    }
    transaction.committed = true;
    return DONE;
}

static int64_t total(struct bank *bank)
{
    int64_t sum = 0;
    for (int i = 0; i < ACCOUNTS; i++) {
        CLEANUP(unlock) struct lock held = lock(bank, i);
        if (held.account->balance == 0) {
            continue; // a cleanup at the end of each turn, this one too
        }
        sum += held.account->balance;
    }
    return sum;
}

// Every level holds one account, the innermost looks at them all.
static int64_t nested_total(struct bank *bank, int number)
{
    if (number == ACCOUNTS) {
        bench_check(bank->locks_held == ACCOUNTS, "locks of all levels");
        return 0;
    }
    CLEANUP(unlock) struct lock held = lock(bank, number);
    return nested_total(bank, number + 1) + held.account->balance;
}

static void leave(jmp_buf out, int depth, int code)
{
    volatile char frame[16] = {0};
    if (depth == 0) {
        longjmp(out, code);
    }
    frame[depth % 16]++;
    leave(out, depth - 1, code + frame[depth % 16]);
}

// No cleanups are between setjmp and longjmp: those would be passed over.
static int jump_out(int depth)
{
    jmp_buf out;
    int code = setjmp(out);
    if (code == 0) {
        leave(out, depth, 1);
    }
    return code;
}

int bench_run(void)
{
    static struct bank bank;
    uint32_t random = 99194853;
    uint32_t outcomes[OUTCOMES] = {0};
    for (int i = 0; i < ACCOUNTS; i++) {
        bank.accounts[i].balance = 1000;
    }
    for (int i = 0; i < TRANSFERS; i++) {
        int from = (int)(bench_random(&random) % ACCOUNTS);
        int to = (int)(bench_random(&random) % ACCOUNTS);
        outcomes[transfer(&bank, from, to, bench_random(&random) % 1000)]++;
        if (i % 16 == 0) {
            bench_check(total(&bank) == ACCOUNTS * 1000, "total");
            bench_check(nested_total(&bank, 0) == ACCOUNTS * 1000, "nested total");
            bench_check(jump_out(i % 8) == 1 + i % 8, "jump");
        }
        bench_check(bank.locks_held == 0 && bank.buffers_held == 0, "what is held");
    }
    return (int)bench_mix_bytes(bank.journal, outcomes, sizeof outcomes);
}
