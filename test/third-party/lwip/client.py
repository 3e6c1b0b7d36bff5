#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Starts the server on QEMU and talks to it through QEMU's user network, as a client on this machine would.

usage: client.py HOP_RUN SERVER PAGES [STACK...]

PAGES is the folder that lwIP's web pages were made of. Each step prints a line, the server's last words go to stdout,
too, its panic reports to stderr. The first thing that is wrong ends it with status 1.

With STACKs, a server with each of these for lwIP's own task is right, or ends in a panic.
"""

import contextlib
import pathlib
import random
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request

ECHO, VICTIM, WEB = 7, 9, 80
SMALL = range(1001, 1013)
# Hang detectors, in seconds.
ANSWER, WHOLE = 30, 120
CRAFTED = b"(" * 1500 + b"\n"
ATTEMPTS = 3
# At least.
KILLS, ANSWERED = 60, 30
# The server's status when lwIP's task has died: HOP_EXIT_PANIC.
PANIC = 70
# No proxy.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Wrong(Exception):
    """What is not as it should be."""


def expect(condition, what):
    if not condition:
        raise Wrong(what)


def free_ports(count):
    """Ports of this machine that nobody has at the moment."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [one.getsockname()[1] for one in sockets]


class Server:
    """The firmware; its ports by their numbers there."""

    def __init__(self, command):
        numbers = [ECHO, VICTIM, WEB, *SMALL]
        self.ports = dict(zip(numbers, free_ports(len(numbers))))
        forwards = "".join(f",hostfwd=tcp:127.0.0.1:{port}-:{number}" for number, port in self.ports.items())
        network = f"-nic user,restrict=on{forwards}"
        hop_run, *image = command
        self.process = subprocess.Popen(
            [hop_run, "--timeout", str(WHOLE), "--qemu", network, *image], stdout=subprocess.PIPE, text=True
        )
        self.is_ready = "ready\n" in iter(self.process.stdout.readline, "")

    def connect(self, number=ECHO):
        return socket.create_connection(("127.0.0.1", self.ports[number]), ANSWER)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait()

    def finish(self):
        """Ends it, and returns what it prints then."""
        with self.connect() as connection:
            connection.sendall(b"quit\n")
        last = self.process.stdout.read()
        expect(self.process.wait() == 0, f"the server ended with status {self.process.returncode}")
        return last


def started(*command):
    """A server that listens, or has died. Somebody else may have taken one of the ports meanwhile."""
    for _ in range(ATTEMPTS):
        server = Server(command)
        if server.is_ready or server.process.wait() == PANIC:
            return server
    raise Wrong("the server does not start")


def received(connection, size):
    """The next bytes, less if the connection ends before, by whatever way."""
    data = b""
    with contextlib.suppress(ConnectionError):
        while len(data) < size:
            piece = connection.recv(size - len(data))
            if not piece:
                break
            data += piece
    return data


def echoes(connection, data):
    """False: the connection has ended before. What comes is right."""
    with contextlib.suppress(ConnectionError):
        connection.sendall(data)
    answer = received(connection, len(data))
    expect(data.startswith(answer), "an echo is wrong")
    return answer == data


def line(numbers, length):
    """Text with some parentheses, none of them deep."""
    words = [f"{'(' * depth}{numbers.getrandbits(32):x}{')' * depth}" for depth in range(1, 4)]
    text = " ".join(numbers.choice(words) for _ in range(length))
    return text.encode() + b"\n"


def is_cut_off(server):
    """Sends what is nested too deep."""
    with server.connect() as connection:
        connection.sendall(CRAFTED)
        return received(connection, 1) == b""


def web_page(server, path):
    """Status and content."""
    address = f"http://127.0.0.1:{server.ports[WEB]}{path}"
    try:
        with DIRECT.open(address, timeout=ANSWER) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def check_web(server, pages):
    for path, file in ("/", "index.html"), ("/index.html", "index.html"), ("/img/sics.gif", "img/sics.gif"):
        expect(web_page(server, path) == (200, (pages / file).read_bytes()), f"{path} is not {file}")
    expect(web_page(server, "/nowhere") == (404, (pages / "404.html").read_bytes()), "/nowhere is somewhere")
    return "web: 3 pages as they are in lwIP's sources, and one that is not there"


def check_echo(server, numbers):
    total = 0
    with server.connect() as connection:
        for length in [*range(1, 120), *numbers.choices(range(1, 120), k=30)]:
            text = line(numbers, length)
            expect(echoes(connection, text), "an echo is missing")
            total += len(text)
    return f"echo: {total // 1000} kB in 149 lines"


def check_overflows(server, pages, numbers):
    """One connection stays open all the while, and is served."""
    with server.connect() as other:
        expect(echoes(other, b"before\n"), "no echo before")
        for _ in range(5):
            text = line(numbers, 50)
            other.sendall(text[:20])
            expect(is_cut_off(server), "a line that is nested too deep is answered")
            other.sendall(text[20:])
            expect(received(other, len(text)) == text, "the other connection is disturbed")
            with server.connect() as next_one:
                expect(echoes(next_one, line(numbers, 50)), "the next connection is not served")
        check_web(server, pages)
        expect(echoes(other, b"after\n"), "no echo after")
    return "overflows: 5 connections cut off, the next ones served, the other one undisturbed"


def check_kills(server, numbers):
    """Tasks are killed while they serve: what comes of an answer is right, and what does not is the connection's end."""
    ended = answered = 0
    while ended < KILLS or answered < ANSWERED:
        with server.connect(VICTIM) as connection:
            text = line(numbers, 40)
            while echoes(connection, text):
                answered += 1
        ended += 1
    return f"kills: more than {KILLS} connections ended, more than {ANSWERED} lines answered before"


def check_small(server):
    """From some size of stack on all is right, and below, the connection ends without an answer."""
    right = []
    for number in SMALL:
        with server.connect(number) as connection:
            right.append(echoes(connection, b"a (small) line\n"))
    expect(right == sorted(right) and not right[0] and right[-1], f"which stacks are enough is {right}")
    return f"small stacks: {right.count(False)} connections cut off, {right.count(True)} served"


def check_all(hop_run, image, pages):
    numbers = random.Random(7)
    with started(hop_run, image) as server:
        print(check_web(server, pages), flush=True)
        print(check_echo(server, numbers), flush=True)
        print(check_overflows(server, pages, numbers), flush=True)
        print(check_kills(server, numbers), flush=True)
        print(check_small(server), flush=True)
        print(server.finish(), end="")


def is_served(server, pages):
    """Whether the server does a bit of everything. False: it has ended."""
    try:
        check_web(server, pages)
        check_echo(server, random.Random(7))
        server.finish()
    except (Wrong, OSError):
        expect(server.process.wait(ANSWER) == PANIC, f"status {server.process.returncode} is no panic")
        return False
    return True


def check_network_stack(hop_run, image, pages, size):
    with started(hop_run, image, size) as server:
        served = is_served(server, pages)
    print(f"lwIP's task with {size} bytes of stack: {'right' if served else 'a panic'}", flush=True)


def main():
    hop_run, image, pages = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    for size in sys.argv[4:]:
        check_network_stack(hop_run, image, pages, size)
    if not sys.argv[4:]:
        check_all(hop_run, image, pages)


if __name__ == "__main__":
    try:
        main()
    except (Wrong, OSError, subprocess.TimeoutExpired) as error:
        print(f"client.py: error: {error}", file=sys.stderr)
        sys.exit(1)
