// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// cJSON: documents are built, printed, parsed, compared, changed by patches and minified.
#include "../harness.h"

#include <cJSON.h>
#include <cJSON_Utils.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ITEMS = 40, LEVELS = 30, ROUNDS = 2 };

static uint32_t mix_text(uint32_t hash, const char *text)
{
    bench_check(text != NULL, "text");
    return bench_mix_bytes(hash, text, strlen(text));
}

static cJSON *make_item(uint32_t number, uint32_t *random)
{
    char name[24];
    cJSON *item = cJSON_CreateObject();
    snprintf(name, sizeof name, "item \"%lu\"\t", (unsigned long)number);
    cJSON_AddNumberToObject(item, "id", number);
    cJSON_AddStringToObject(item, "name", name);
    cJSON_AddNumberToObject(item, "price", (bench_random(random) >> 12) / 64.0);
    cJSON_AddNumberToObject(item, "tiny", 1e-10 / (number + 1));
    cJSON_AddBoolToObject(item, "sold", (int)(bench_random(random) & 1));
    cJSON *tags = cJSON_AddArrayToObject(item, "tags");
    for (uint32_t i = 0; i < number % 5; i++) {
        cJSON_AddItemToArray(tags, cJSON_CreateString("caf\xC3\xA9 \\ \n"));
    }
    return item;
}

static cJSON *make_nested(int levels)
{
    cJSON *outer = cJSON_CreateArray();
    cJSON_AddItemToArray(outer, levels == 0 ? cJSON_CreateNull() : make_nested(levels - 1));
    cJSON_AddItemToArray(outer, cJSON_CreateNumber(levels));
    return outer;
}

static cJSON *make_document(uint32_t *random)
{
    cJSON *document = cJSON_CreateObject();
    cJSON *items = cJSON_AddArrayToObject(document, "items");
    for (uint32_t i = 0; i < ITEMS; i++) {
        cJSON_AddItemToArray(items, make_item(i, random));
    }
    cJSON_AddItemToObject(document, "nested", make_nested(LEVELS));
    return document;
}

static void check_same(const cJSON *a, const cJSON *b, const char *what)
{
    bench_check(a != NULL && b != NULL && cJSON_Compare(a, b, true), what);
}

// Printed in either form and parsed, it is the same document.
static uint32_t round_trip(uint32_t hash, const cJSON *document)
{
    char *pretty = cJSON_Print(document);
    char *compact = cJSON_PrintUnformatted(document);
    hash = mix_text(mix_text(hash, pretty), compact);
    cJSON *parsed = cJSON_Parse(pretty);
    check_same(parsed, document, "parsed again");
    cJSON_Minify(pretty);
    bench_check(strcmp(pretty, compact) == 0, "minified");
    cJSON_Delete(parsed);
    cJSON_free(pretty);
    cJSON_free(compact);
    return hash;
}

static void change(cJSON *document)
{
    cJSON *items = cJSON_GetObjectItem(document, "items");
    cJSON_DeleteItemFromArray(items, ITEMS - 1);
    cJSON_ReplaceItemInObject(cJSON_GetArrayItem(items, 3), "name", cJSON_CreateString("a/b~c"));
    cJSON_AddItemToObject(cJSON_GetArrayItem(items, 7), "more", make_nested(3));
    cJSON_SetNumberValue(cJSONUtils_GetPointer(document, "/items/9/id"), -1);
}

// The patch from a document to its changed copy, applied to another copy. To compare, the
// library sorts the members of both documents; it cannot add to a sorted one after that.
static uint32_t patch(uint32_t hash, cJSON *document)
{
    cJSON *changed = cJSON_Duplicate(document, true);
    cJSON *patched = cJSON_Duplicate(document, true);
    change(changed);
    cJSON *patches = cJSONUtils_GeneratePatches(document, changed);
    char *text = cJSON_PrintUnformatted(patches);
    hash = mix_text(hash, text);
    bench_check(cJSONUtils_ApplyPatches(patched, patches) == 0, "patches");
    check_same(patched, changed, "patched");
    hash = round_trip(hash, patched);
    cJSON_free(text);
    cJSON_Delete(patches);
    cJSON_Delete(patched);
    cJSON_Delete(changed);
    return hash;
}

static void refuse(const char *text)
{
    bench_check(cJSON_Parse(text) == NULL, text);
}

int bench_run(void)
{
    uint32_t random = 305419896;
    uint32_t hash = 0;
    for (int i = 0; i < ROUNDS; i++) {
        cJSON *document = make_document(&random);
        hash = round_trip(hash, document);
        hash = patch(hash, document);
        cJSON_Delete(document);
    }
    refuse("[1, 2");
    refuse("{\"a\": tru}");
    refuse("\"\\ud800\"");
    return (int)hash;
}
