# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""check_record.py ROOT: compares scripts/hop_record.py with the causes of faults in libhop's source."""

import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
sys.path[:0] = [str(root / "scripts")]
sys.dont_write_bytecode = True

import hop_record  # noqa: E402

arm = root / "libhop/arch/arm-m"
names = dict(re.findall(r"#define (CFSR_\w+) \(1u << (\d+)\)", (arm / "fault_cause.h").read_text()))
names |= dict(re.findall(r"#define (HOP_HFSR_\w+) \(1u << (\d+)\)", (arm / "scb.h").read_text()))
source = (arm / "fault_cause_v7m.c").read_text()
causes = [(int(names.get(bit, bit.removeprefix("1u << "))), text) for bit, text in re.findall(r'\{(CFSR_\w+|1u << \d+), "(.*)"\}', source)]
hard = [(int(names[bit]), text) for bit, text in re.findall(r'& (HOP_HFSR_\w+)\)\s+return "(.*)";', source)]
for wanted, found in ((causes, hop_record.CAUSES), (hard, hop_record.HARD_CAUSES)):
    if wanted != list(found.items()):
        sys.exit(f"check_record: {set(wanted) ^ set(found.items()) or 'another order'}")
print(f"{len(causes) + len(hard)} causes, {hop_record.LAYOUT.size} bytes")
