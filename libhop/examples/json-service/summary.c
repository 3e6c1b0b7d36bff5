// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Walks a parsed document. Recursive like the parser, and checked like it.
#include "summary.h"

static const char *type_name(const cJSON *item)
{
    switch (item->type & 0xff) {
    case cJSON_False:
    case cJSON_True:
        return "boolean";
    case cJSON_NULL:
        return "null";
    case cJSON_Number:
        return "number";
    case cJSON_String:
        return "string";
    case cJSON_Array:
        return "array";
    case cJSON_Object:
        return "object";
    default:
        return "unknown";
    }
}

static void add(struct summary *summary, const cJSON *item, unsigned depth)
{
    for (; item != NULL; item = item->next) {
        summary->values++;
        summary->depth = depth > summary->depth ? depth : summary->depth;
        if (cJSON_IsString(item)) {
            summary->strings++;
        } else if (cJSON_IsNumber(item)) {
            summary->numbers++;
            summary->sum += item->valuedouble;
        } else {
            add(summary, item->child, depth + 1);
        }
    }
}

struct summary summary_of(const cJSON *root)
{
    struct summary summary = {.type = type_name(root)};
    add(&summary, root, 1);
    return summary;
}
