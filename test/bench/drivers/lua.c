// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Lua: a script with tables, closures, metatables, coroutines, errors, patterns and sorting.
// What it says is the result.
#include "../harness.h"

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <string.h>

static const char script[] =
    "math.randomseed(42)\n"
    "local function class(base)\n"
    "  local c = setmetatable({}, {__index = base, __call = function(c, ...)\n"
    "    local o = setmetatable({}, c); o:init(...); return o end})\n"
    "  c.__index = c\n"
    "  return c\n"
    "end\n"
    "local Shape = class(); function Shape:init(n) self.n = n end\n"
    "function Shape:name() return 'shape' .. self.n end\n"
    "local Round = class(Shape)\n"
    "function Round:init(n, r) Shape.init(self, n); self.r = r end\n"
    "Round.__add = function(a, b) return Round(a.n + b.n, a.r + b.r) end\n"
    "Round.__lt = function(a, b) return a.r < b.r end\n"
    "local all = {}\n"
    "for i = 1, 120 do all[i] = Round(i, math.random(1000)) end\n"
    "table.sort(all)\n"
    "local total = all[1]\n"
    "for i = 2, #all do total = total + all[i] end\n"
    "say(total:name(), total.r, all[1].r, all[#all].r)\n"
    "\n"
    "local function queue()\n"
    "  local first, last, items = 1, 0, {}\n"
    "  return function(x) last = last + 1; items[last] = x end,\n"
    "    function() local x = items[first]; items[first] = nil; first = first + 1; return x end\n"
    "end\n"
    "local put, get = queue()\n"
    "for i = 1, 300 do put(i * i % 97); if i % 3 == 0 then put(get() + get()) end end\n"
    "say(get(), get(), get())\n"
    "\n"
    "local function permutations(a, n)\n"
    "  if n == 0 then coroutine.yield(a) return end\n"
    "  for i = 1, n do\n"
    "    a[n], a[i] = a[i], a[n]; permutations(a, n - 1); a[n], a[i] = a[i], a[n]\n"
    "  end\n"
    "end\n"
    "local count, sample = 0\n"
    "for p in coroutine.wrap(function() permutations({'a', 'b', 'c', 'd', 'e'}, 5) end) do\n"
    "  count = count + 1\n"
    "  if count == 77 then sample = table.concat(p, '-') end\n"
    "end\n"
    "say(count, sample)\n"
    "\n"
    "local text = ('the call that does not fit does not happen; '):rep(20)\n"
    "local words = {}\n"
    "for w in text:gmatch('%a+') do words[w] = (words[w] or 0) + 1 end\n"
    "local names = {}\n"
    "for w in pairs(words) do names[#names + 1] = w end\n"
    "table.sort(names, function(a, b)\n"
    "  if words[a] ~= words[b] then return words[a] > words[b] end return a < b end)\n"
    "for i, w in ipairs(names) do names[i] = w .. '=' .. words[w] end\n"
    "say(table.concat(names, ' '))\n"
    "local turned, n = text:gsub('(%w+) (%w+)', '%2 %1')\n"
    "say(n, #turned, turned:sub(1, 40), text:upper():find('FIT', 100, true))\n"
    "say(('%5d|%-8s|%q|%x|%.3f|%g'):format(42, 'left', 'a\\n\"b\"', 255, 2 / 3, 1e20))\n"
    "say((text:gsub('%f[%a]%a', string.upper):sub(1, 30)), text:byte(1, 5))\n"
    "\n"
    "local sieve, primes = {}, 0\n"
    "for i = 2, 2500 do\n"
    "  if not sieve[i] then primes = primes + 1; for j = i * i, 2500, i do sieve[j] = true end "
    "end\n"
    "end\n"
    "say(primes)\n"
    "local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end\n"
    "say(fib(15), 7 // 2, -7 // 2, 7 % -3, 2 ^ 0.5, 1 << 40, 0x7fffffffffffffff + 1)\n"
    "\n"
    "local function fail(depth) if depth == 0 then error({code = 7}) end fail(depth - 1) end\n"
    "local ok, e = pcall(fail, 12)\n"
    "say(ok, type(e), e.code)\n"
    "say(pcall(function() return nil + 1 end))\n"
    "say(select('#', table.unpack({1, 2, nil, 4}, 1, 4)))\n"
    "local f = load('local a, b = ... return a * b, [[' .. ('x'):rep(60) .. ']]')\n"
    "say(f(6, 7))\n"
    "say(math.floor(-3.7), math.tointeger(3.0), math.type(1), math.type(1.0), math.huge)\n"
    "local weak = setmetatable({}, {__mode = 'v'})\n"
    "for i = 1, 50 do weak[i] = {} end\n"
    "collectgarbage()\n"
    "say(#weak, collectgarbage('count') > 0)\n";

// The script's only way to the outside: its arguments go into the result.
static int say(lua_State *state)
{
    uint32_t *hash = lua_touserdata(state, lua_upvalueindex(1));
    int count = lua_gettop(state);
    for (int i = 1; i <= count; i++) {
        size_t length;
        const char *text = luaL_tolstring(state, i, &length);
        *hash = bench_mix_bytes(*hash, text, length);
        lua_pop(state, 1);
    }
    return 0;
}

static void open_libraries(lua_State *state)
{
    static const luaL_Reg libraries[] = {
        {LUA_GNAME, luaopen_base},         {LUA_COLIBNAME, luaopen_coroutine},
        {LUA_TABLIBNAME, luaopen_table},   {LUA_STRLIBNAME, luaopen_string},
        {LUA_MATHLIBNAME, luaopen_math},
    };
    for (size_t i = 0; i < sizeof libraries / sizeof libraries[0]; i++) {
        luaL_requiref(state, libraries[i].name, libraries[i].func, 1);
        lua_pop(state, 1);
    }
}

int bench_run(void)
{
    uint32_t hash = 0;
    lua_State *state = luaL_newstate();
    bench_check(state != NULL, "memory");
    open_libraries(state);
    lua_pushlightuserdata(state, &hash);
    lua_pushcclosure(state, say, 1);
    lua_setglobal(state, "say");
    if (luaL_dostring(state, script) != LUA_OK) {
        bench_check(false, lua_tostring(state, -1));
    }
    lua_close(state);
    return (int)hash;
}
