// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// MuJS: a script with closures, prototypes, arrays, regular expressions, JSON and exceptions.
// What it says is the result.
#include "../harness.h"

#include <mujs.h>
#include <string.h>

static const char script[] =
    "function Shape(n) { this.n = n }\n"
    "Shape.prototype.name = function () { return 'shape' + this.n }\n"
    "function Round(n, r) { Shape.call(this, n); this.r = r }\n"
    "Round.prototype = Object.create(Shape.prototype)\n"
    "Round.prototype.area = function () { return Math.round(Math.PI * this.r * this.r) }\n"
    "var seed = 42\n"
    "function random(n) { seed = (seed * 16807) % 2147483647; return seed % n }\n"
    "var all = []\n"
    "for (var i = 0; i < 60; ++i) all.push(new Round(i, random(1000)))\n"
    "all.sort(function (a, b) { return a.r - b.r || a.n - b.n })\n"
    "say(all[0].name(), all[59].area(), all[7] instanceof Shape)\n"
    "say(all.map(function (s) { return s.r }).filter(function (r) { return r % 3 == 0 })\n"
    "  .reduce(function (a, b) { return a + b }, 0))\n"
    "\n"
    "function queue() {\n"
    "  var items = []\n"
    "  return { put: function (x) { items.push(x) }, get: function () { return items.shift() } }\n"
    "}\n"
    "var q = queue()\n"
    "for (i = 1; i < 80; ++i) { q.put(i * i % 97); if (i % 3 == 0) q.put(q.get() + q.get()) }\n"
    "say(q.get(), q.get(), q.get())\n"
    "\n"
    "var text = ''\n"
    "for (i = 0; i < 10; ++i) text += 'the call that does not fit does not happen; '\n"
    "var words = {}\n"
    "text.replace(/[a-z]+/g, function (w) { words[w] = (words[w] || 0) + 1; return '' })\n"
    "say(Object.keys(words).sort().map(function (w) { return w + '=' + words[w] }).join(' '))\n"
    "say(text.replace(/(\\w+) (\\w+)/g, '$2 $1').substring(0, 40), text.split(/[; ]+/).length)\n"
    "say(/^(a|ab)(c|bcd)(d*)$/.exec('abcd').join('|'), 'x-y_z'.split('').reverse().join(''))\n"
    "say('caf\\u00e9'.length, 'ABC'.toLowerCase(), 'a,b'.indexOf(','), encodeURIComponent('a b'))\n"
    "\n"
    "var document = { list: [1, 2.5, -3e-7, null, true], nested: { a: { b: { c: 'd\\n\"' } } } }\n"
    "var json = JSON.stringify(document)\n"
    "say(json, JSON.stringify(JSON.parse(json)) == json, "
    "JSON.stringify(document, null, 2).length)\n"
    "\n"
    "var sieve = [], primes = 0\n"
    "for (i = 2; i < 700; ++i)\n"
    "  if (!sieve[i]) { ++primes; for (var j = i * i; j < 700; j += i) sieve[j] = 1 }\n"
    "say(primes)\n"
    "function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2) }\n"
    "say(fib(12), 7 / 2 | 0, -7 >> 1, -7 >>> 28, 1 / 3, 1e21, 0.1 + 0.2, 255..toString(16))\n"
    "\n"
    "function fail(depth) { if (depth == 0) throw { code: 7 }; fail(depth - 1) }\n"
    "try { fail(10) } catch (e) { say('caught', e.code) } finally { say('finally') }\n"
    "try { undefined.x } catch (e) { say(e instanceof TypeError) }\n"
    "try { new Function('return (')() } catch (e) { say(e.name) }\n"
    "outer: for (i = 0; i < 5; ++i)\n"
    "  for (j = 0; j < 5; ++j) { if (j == i) continue outer; if (i * j == 6) break outer }\n"
    "say(i, j)\n"
    "switch (text.length % 4) { case 0: say('zero'); case 1: say('one'); break; default: say() }\n"
    "say([3, 1, [2, [0]]].toString(), [1, 2, 3].slice(1, -1), [5, 4].concat([3]).lastIndexOf(3))\n"
    "say((12345.678).toFixed(1), (0.000012).toExponential(2))\n"
    "say(parseFloat('3.25x'), parseInt('z', 36))\n";

// The script's only way to the outside: its arguments go into the result.
static void say(js_State *state)
{
    uint32_t *hash = js_getcontext(state);
    int end = js_gettop(state);
    for (int i = 1; i < end; i++) {
        const char *text = js_tostring(state, i);
        *hash = bench_mix_bytes(*hash, text, strlen(text) + 1);
    }
    js_pushundefined(state);
}

static void report(js_State *state, const char *message)
{
    (void)state;
    bench_check(false, message);
}

int bench_run(void)
{
    uint32_t hash = 0;
    js_State *state = js_newstate(NULL, NULL, 0);
    bench_check(state != NULL, "memory");
    js_setcontext(state, &hash);
    js_setreport(state, report);
    js_newcfunction(state, say, "say", 0);
    js_setglobal(state, "say");
    bench_check(js_dostring(state, script) == 0, "script");
    js_gc(state, 0);
    js_freestate(state);
    return (int)hash;
}
