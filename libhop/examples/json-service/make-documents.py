#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Writes the documents that are too regular to be written by hand.

They are committed, so that the demo needs no Python; a test runs this again and
compares. Usage: make-documents.py [FOLDER], default the documents/ beside it.
"""
import json
import pathlib
import sys

FOLDER = (pathlib.Path(sys.argv[1]) if len(sys.argv) > 1
          else pathlib.Path(__file__).parent / "documents")


def write(name, text):
    (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")


def nested(opening, closing, levels, inside=""):
    return opening * levels + inside + closing * levels


def sensor_log():
    """A realistic one: what a gateway would report for its sensors."""
    sensors = [
        {
            "id": f"sensor-{n:02}",
            "position": {"x": n * 1.5, "y": -n * 0.25, "floor": n % 3},
            "readings": [round(20 + ((n * 37 + i * 11) % 50) / 10, 1)
                         for i in range(12)],
            "unit": "°C",
            "alarm": n % 5 == 0,
            "calibrated": None if n % 4 else "2024-03-01T12:00:00Z",
        }
        for n in range(12)
    ]
    return json.dumps({"gateway": "north", "sensors": sensors},
                      ensure_ascii=False, indent=1) + "\n"


write("sensor-log.json", sensor_log())
# Just too deep for a 4 KiB stack: unchecked it reaches the neighbour's data.
write("nested-110.json", nested("[", "]", 110) + "\n")
# Far too deep, but below cJSON's own limit of 1000 levels.
write("nested-arrays.json", nested("[", "]", 900) + "\n")
write("nested-objects.json", nested('{"a":', "}", 900, "1") + "\n")
write("nested-mixed.json", nested('[{"k":[', "]}]", 300, "true") + "\n")
write("nested-numbers.json", nested("[1.5e3,", "]", 900, "0") + "\n")
write("nested-strings.json", nested('["\\u00e9",', "]", 900, '""') + "\n")
# Deep enough to die of, and wrong at a place that is never reached.
write("nested-then-invalid.json", nested("[", "]", 900, "?") + "\n")
# Never closed.
write("nested-unclosed.json", "[" * 900 + "\n")
# Flat, but more values than the memory for one document holds.
write("too-many-values.json", "[" + ",".join(["0"] * 2000) + "]\n")
write("huge-numbers.json",
      "[1e308, 1e309, 1e999999, 1e-400, " + "9" * 400 + ", 0." + "3" * 300
      + "]\n")
