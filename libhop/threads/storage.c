// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// tss_create and what belongs to it. A key is a slot and how often that has been given out, so that what a thread
// has stored under a key of the past is not found under its successor.
#include "threads/storage.h"

#include "hop/guard.h"
#include "hop/mutex.h"
#include "threads/wait.h"

enum { KEYS = 8 };

struct key {
    tss_t key; // 0: never given out
    bool is_used;
    tss_dtor_t destroy;
};

struct value {
    tss_t key;
    void *value;
};

static struct hop_mutex mutex;
static struct key keys[KEYS];
static _Thread_local struct value values[KEYS];

static struct value *slot_of(tss_t key)
{
    return &values[key % KEYS];
}

int tss_create(tss_t *key, tss_dtor_t destroy)
{
    int result = thrd_error;
    HOP_WITH_LOCK(&mutex)
    {
        for (unsigned i = 0; i < KEYS && result != thrd_success; i++) {
            if (keys[i].is_used)
                continue;
            tss_t next = keys[i].key != 0 ? keys[i].key + KEYS : KEYS + i;
            keys[i] = (struct key){next, true, destroy};
            *key = next;
            result = thrd_success;
        }
    }
    return result;
}

void tss_delete(tss_t key)
{
    HOP_WITH_LOCK(&mutex)
    {
        struct key *it = &keys[key % KEYS];
        if (it->key == key)
            it->is_used = false;
    }
}

void *tss_get(tss_t key)
{
    const struct value *slot = slot_of(key);
    return slot->key == key ? slot->value : NULL;
}

int tss_set(tss_t key, void *value)
{
    *slot_of(key) = (struct value){key, value};
    return thrd_success;
}

static tss_dtor_t destructor_of(tss_t key)
{
    tss_dtor_t destroy = NULL;
    HOP_WITH_LOCK(&mutex)
    {
        const struct key *it = &keys[key % KEYS];
        if (it->key == key && it->is_used)
            destroy = it->destroy;
    }
    return destroy;
}

static bool destroy_values(void)
{
    bool any = false;
    for (unsigned i = 0; i < KEYS; i++) {
        struct value it = values[i];
        tss_dtor_t destroy = it.value != NULL ? destructor_of(it.key) : NULL;
        values[i].value = NULL;
        if (destroy != NULL)
            destroy(it.value);
        any = any || destroy != NULL;
    }
    return any;
}

void hop_threads_storage_end(void)
{
    for (unsigned i = 0; i < TSS_DTOR_ITERATIONS && destroy_values(); i++)
        ;
}
