// RUN: %clang_v7em -Os %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
// RUN: %clang_v7em_hf -Os %s -o %t.elf && %run --icount 7 %t.elf | FileCheck %s
// RUN: %every_core -Os %s
//
// Every register that the application can see survives preemption and yields:
// two tasks keep patterns of their own in r0-r12, the flags and (hard float)
// s0-s31 and FPSCR, and compare them in a loop while a third interrupts them.
// Row 36, Row 37 of test/kernel/README.md.
#include <hop/hop.h>
#include <stdio.h>

static struct hop_task tasks[2], disturber;
static uint64_t stacks[3][200];
static volatile uint32_t rounds[2], wrong[2];
static volatile int stop;


// Returns the number of registers that changed while it span `count` times.
uint32_t hold(uint32_t pattern, uint32_t count);
#if __ARM_ARCH_ISA_THUMB > 1
__asm__(".syntax unified\n.thumb\n.text\n.global hold\n.type hold, %function\n"
        ".thumb_func\nhold:\n"
        ".fnstart\n.save {r4-r11, lr}\n"
        "push {r4-r11, lr}\n"
        "mov lr, r1\n"
#if defined(__ARM_PCS_VFP)
        ".vsave {d8-d15}\n"
        "vpush {d8-d15}\n"
        "add r2, r0, #100\n"
        "vmov s0, r2\n vmov s1, r2\n vmov s15, r2\n vmov s16, r2\n"
        "vmov s17, r2\n vmov s30, r2\n vmov s31, r2\n"
        "and r3, r0, #0xf\n lsls r3, r3, #28\n vmrs r2, fpscr\n"
        "bic r2, #0xf0000000\n orrs r3, r2\n vmsr fpscr, r3\n"
#endif
        "mov r1, r0\n mov r2, r0\n mov r3, r0\n mov r4, r0\n mov r5, r0\n"
        "mov r6, r0\n mov r7, r0\n mov r8, r0\n mov r9, r0\n mov r10, r0\n"
        "mov r11, r0\n mov r12, r0\n"
        "1: subs lr, #1\n bne 1b\n"
        // r0 = what differs from r0's old value, which r12 must still hold.
        "eors r1, r0\n eors r2, r0\n eors r3, r0\n eors r4, r0\n eors r5, r0\n"
        "eors r6, r0\n eors r7, r0\n eor r8, r0\n eor r9, r0\n eor r10, r0\n"
        "eor r11, r0\n eor r12, r0\n"
        "orrs r1, r2\n orrs r1, r3\n orrs r1, r4\n orrs r1, r5\n orrs r1, r6\n"
        "orrs r1, r7\n orr r1, r8\n orr r1, r9\n orr r1, r10\n orr r1, r11\n"
        "orr r1, r12\n"
#if defined(__ARM_PCS_VFP)
        "add r2, r0, #100\n"
        "vmov r3, s0\n eors r3, r2\n orrs r1, r3\n"
        "vmov r3, s1\n eors r3, r2\n orrs r1, r3\n"
        "vmov r3, s15\n eors r3, r2\n orrs r1, r3\n"
        "vmov r3, s16\n eors r3, r2\n orrs r1, r3\n"
        "vmov r3, s17\n eors r3, r2\n orrs r1, r3\n"
        "vmov r3, s30\n eors r3, r2\n orrs r1, r3\n"
        "vmov r3, s31\n eors r3, r2\n orrs r1, r3\n"
        "and r3, r0, #0xf\n lsls r3, r3, #28\n vmrs r2, fpscr\n"
        "lsrs r2, r2, #28\n lsls r2, r2, #28\n eors r3, r2\n orrs r1, r3\n"
        "vpop {d8-d15}\n"
#endif
        "mov r0, r1\n"
        "pop {r4-r11, pc}\n"
        ".fnend\n.size hold, . - hold\n");
#else
__asm__(".syntax unified\n.thumb\n.text\n.global hold\n.type hold, %function\n"
        ".thumb_func\nhold:\n"
        ".fnstart\n.save {r4-r7, lr}\n"
        "push {r4-r7, lr}\n"
        "mov r4, r8\n mov r5, r9\n mov r6, r10\n mov r7, r11\n"
        ".save {r8-r11}\n"
        "push {r4-r7}\n"
        "mov r2, r0\n mov r3, r0\n mov r4, r0\n mov r5, r0\n mov r6, r0\n"
        "mov r7, r0\n mov r8, r0\n mov r9, r0\n mov r10, r0\n mov r11, r0\n"
        "mov r12, r0\n"
        "1: subs r1, #1\n bne 1b\n"
        "eors r2, r0\n eors r3, r0\n eors r4, r0\n eors r5, r0\n eors r6, r0\n"
        "eors r7, r0\n"
        "orrs r2, r3\n orrs r2, r4\n orrs r2, r5\n orrs r2, r6\n orrs r2, r7\n"
        ".irp high,r8,r9,r10,r11,r12\n"
        "mov r1, \\high\n eors r1, r0\n orrs r2, r1\n"
        ".endr\n"
        "mov r0, r2\n"
        "pop {r4-r7}\n"
        "mov r8, r4\n mov r9, r5\n mov r10, r6\n mov r11, r7\n"
        "pop {r4-r7, pc}\n"
        ".fnend\n.size hold, . - hold\n");
#endif

static void keep(void *argument)
{
    uint32_t i = (uint32_t)(uintptr_t)argument;
    uint32_t pattern = i ? 0xa5a5a5a5 : 0x3c3c3c3a;
    while (!stop) {
        wrong[i] += hold(pattern, 5000) != 0;
        rounds[i]++;
        hop_task_yield();
    }
}

static void disturb(void *unused)
{
    (void)unused;
    volatile float f = 1;
    while (!stop) {
        f = f * 1.5f;
        hop_task_sleep(1);
    }
}

static void start(struct hop_task *task, void (*entry)(void *), int i,
                  unsigned priority)
{
    hop_task_create(task,
                    &(struct hop_task_config){.name = "keep",
                                              .entry = entry,
                                              .argument = (void *)(intptr_t)i,
                                              .stack = stacks[i],
                                              .stack_size = sizeof stacks[i],
                                              .priority = priority});
}

int main(void)
{
    start(&tasks[0], keep, 0, 5);
    start(&tasks[1], keep, 1, 5);
    start(&disturber, disturb, 2, 20);
    hop_task_sleep(200);
    stop = 1;
    hop_task_sleep(50);
    // CHECK: both ran 1, wrong 0 0
    printf("both ran %d, wrong %u %u\n", rounds[0] > 5 && rounds[1] > 5,
           (unsigned)wrong[0], (unsigned)wrong[1]);
    return 0;
}
