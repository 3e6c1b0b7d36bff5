// RUN: %clang --target=thumbv7em -Os -S -o - %s | FileCheck %s
// RUN: %clang --target=thumbv7em -Os -fno-finite-stack -S -o - %s | FileCheck %s
// RUN: not %clang --target=thumbv7em -c -DWRONG %s -o /dev/null 2>&1 | FileCheck --check-prefix=WRONG %s
// RUN: not %clang --target=thumbv7em -c -DNAKED %s -o /dev/null 2>&1 | FileCheck --check-prefix=NAKED %s
// RUN: not %clang --target=thumbv7em -c "-DALIAS=finite_stack_reserve(8), alias" %s -o /dev/null 2>&1 | FileCheck --check-prefix=ALIAS %s
// RUN: not %clang --target=thumbv7em -c "-DALIAS=finite_stack_reserve(8))) __attribute__((alias" %s -o /dev/null 2>&1 | FileCheck --check-prefix=ALIAS %s
// RUN: not %clang --target=thumbv7em -c -Os -fno-finite-stack -DALLOCA %s -o /dev/null 2>&1 | FileCheck --check-prefix=ALLOCA %s
//
// finite_stack_reserve(N): one check for N bytes, never inlined away, and not
// switched off by -fno-finite-stack.

#if !__has_attribute(finite_stack_reserve)
#error "attribute is not known"
#endif

void use(void);

__attribute__((finite_stack_reserve(512))) void declared_first(void);

// CHECK-LABEL: declared_first:
// CHECK:       add.w r12, r3, #512
// CHECK:       svc #253
void declared_first(void)
{
    use();
}

// CHECK-LABEL: not_inlined:
// CHECK:       b{{l?}} declared_first
void not_inlined(void)
{
    declared_first();
}

enum { DEPTH = 1024 };

// CHECK-LABEL: by_name:
// CHECK:       add.w r12, r3, #1024
__attribute__((finite_stack_reserve(DEPTH))) void by_name(void)
{
    use();
}

// A size like others: in the small zone plain SP is compared.
// CHECK-LABEL: of_little:
// CHECK:       svc #252
__attribute__((finite_stack_reserve(16))) void of_little(void)
{
    use();
}

#ifdef ALLOCA
void use_memory(char *);

// ALLOCA: error: 'finite_stack_reserve' covers no alloca of variable size; use -ffinite-stack, or an array of constant size
__attribute__((finite_stack_reserve(256))) void with_alloca(int n)
{
    char bytes[n];
    use_memory(bytes);
}
#endif

#ifdef WRONG
int size;
// WRONG: error: 'finite_stack_reserve' needs a size in bytes
__attribute__((finite_stack_reserve(size))) void not_constant(void);
// WRONG: error: 'finite_stack_reserve' needs a size in bytes
__attribute__((finite_stack_reserve(-1))) void negative(void);
// WRONG-DAG: error: use of undeclared identifier 'unknown'
__attribute__((finite_stack_reserve(unknown))) void undeclared(void);
// WRONG-DAG: error: 'finite_stack_reserve' attribute takes one argument
__attribute__((finite_stack_reserve)) void without(void);
// WRONG-DAG: warning: 'finite_stack_reserve' attribute only applies to functions
__attribute__((finite_stack_reserve(8))) int not_a_function;
#endif

#ifdef NAKED
// NAKED: error: 'finite_stack_reserve' needs a function that is not 'naked'
__attribute__((finite_stack_reserve(8), naked)) void naked(void) {}
#endif

#ifdef ALIAS
// ALIAS: error: 'finite_stack_reserve' needs a function, and not an 'alias'
void another(void) __attribute__((ALIAS("not_inlined")));
#endif
