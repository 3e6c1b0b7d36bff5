# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""taken_port.py COMMAND...: runs the command with a port that is in use in place of the word PORT."""

import socket
import subprocess
import sys

with socket.create_server(("127.0.0.1", 0)) as server:
    port = str(server.getsockname()[1])
    sys.exit(subprocess.call([port if word == "PORT" else word for word in sys.argv[1:]]))
