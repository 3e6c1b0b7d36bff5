// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Coroutines that wait for each other, with ever more stack: whatever call is the one that does not fit, inside of one,
// at a point where one waits, or while one is being made, its task is killed and every object and every frame is
// destroyed once, or the right result comes. One of them throws, and catches that.
// They resume each other by returning whom to resume: one that is on the stack twice would be unwound twice.
#include <hop/hop.h>

#include <coroutine>
#include <exception>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

namespace {

constexpr int LEVELS = 6, THROWS = 3, ENOUGH = 30;

int frames, objects, wrong, reclaimed;
bool exists[LEVELS * 6];

[[gnu::noinline]] void take(int n) {
  volatile char frame[32];
  for (int i = 0; i < 32; i++)
    frame[i] = char(n);
}

struct Object {
  int id;
  [[gnu::always_inline]] explicit Object(int id) : id(id) {
    wrong += exists[id];
    exists[id] = true;
    objects++;
  }
  [[gnu::noinline]] ~Object() {
    take(id);
    wrong += !exists[id];
    exists[id] = false;
    objects--;
  }
};

struct Job {
  struct promise_type {
    int value = 0;
    std::coroutine_handle<> next = std::noop_coroutine();
    std::exception_ptr error;

    static void *operator new(size_t size) {
      void *frame = malloc(size);
      frames++;
      return frame;
    }
    static void operator delete(void *frame) {
      frames--;
      free(frame);
    }
    Job get_return_object() { return Job(std::coroutine_handle<promise_type>::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    struct Last {
      bool await_ready() noexcept { return false; }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> self) noexcept {
        return self.promise().next;
      }
      void await_resume() noexcept {}
    };
    Last final_suspend() noexcept { return {}; }
    void return_value(int result) { value = result; }
    void unhandled_exception() { error = std::current_exception(); }
  };

  std::coroutine_handle<promise_type> handle;
  explicit Job(std::coroutine_handle<promise_type> handle) : handle(handle) {}
  Job(const Job &) = delete;
  ~Job() { handle.destroy(); }

  bool await_ready() {
    take(1);
    return false;
  }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> waiting) {
    take(2);
    handle.promise().next = waiting;
    return handle;
  }
  int await_resume() {
    if (handle.promise().error)
      std::rethrow_exception(handle.promise().error);
    return handle.promise().value;
  }
};

Job level(int n) {
  Object first(2 * n);
  if (n == 0) {
    take(n);
    co_return 1;
  }
  int below = 0;
  try {
    Object inner(LEVELS * 3 + n);
    below = co_await level(n - 1);
    if (n == THROWS)
      throw below;
  } catch (int thrown) {
    Object handling(LEVELS * 4 + n);
    take(n);
    below = thrown;
  }
  Object second(2 * n + 1);
  take(n);
  co_return below + 1;
}

int run() {
  Object outermost(LEVELS * 5 + 1);
  Job job = level(LEVELS);
  job.handle.resume();
  return job.await_resume();
}

hop_task task;
alignas(8) unsigned char stack[16384];
volatile int result;
bool killed, given_up;

void life(void *) {
  volatile char taken[256]; // the least stack of a task would be enough to begin
  taken[0] = 0;
  result = run() + taken[0];
}

// Whether `size` bytes were enough.
bool live(unsigned size) {
  frames = objects = 0;
  result = -1;
  killed = given_up = false;
  memset(exists, 0, sizeof exists);
  memset(&task, 0, sizeof task);
  hop_task_config config = {};
  config.name = "jobs", config.entry = life, config.stack = stack, config.stack_size = size;
  config.priority = HOP_PRIORITY_MAIN + 1, config.restart = HOP_RESTART_NEVER;
  if (hop_task_create(&task, &config) != 0)
    exit(EXIT_FAILURE);
  if (given_up)
    reclaimed++;
  else if (frames || objects || (killed ? result != -1 : result != LEVELS + 1))
    wrong++;
  return !killed;
}

} // namespace

void hop_panic_hook(const hop_panic_info *info) {
  killed = true;
  given_up = info->reclaimed != nullptr;
}

int main() {
  int died = 0, right = 0;
  for (unsigned size = HOP_STACK_MIN; size <= sizeof stack && right < ENOUGH; size += 8)
    live(size) ? right++ : died++;
  printf("died %s, right %d times, wrong %d, reclaimed %d\n", died > 20 ? "often" : "too seldom", right, wrong, reclaimed);
  return EXIT_SUCCESS;
}
