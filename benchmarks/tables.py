"""Reading tables: a million relationship rows with all checks on; a million rows that are all bad.

python benchmarks/tables.py [TIES]
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from pathlib import Path

from influence import tables

KINDS = ("knows", "friend", "alumni", "works_with", "influences", "former_colleague")


def workspace(folder: Path, ties: int, *, bad: bool = False) -> Path:
    """A folder with a tenth as many contacts as ties, every free text different."""
    draw = random.Random(1)
    people = max(10, ties // 10)
    with (folder / "contacts.csv").open("w") as file:
        file.write("id,name,account,title,layer,attitude\n")
        file.writelines(f"P{i},Person {i},Account {i // 20},Engineer,operation,support\n" for i in range(people))
    with (folder / "relationships.csv").open("w") as file:
        file.write("source,target,kind,strength,last_contact,confidence,evidence\n")
        for i in range(ties):
            # the step from source to target differs within a lap around the people, so no two rows are alike
            source, strength = i % people, "high" if bad else f"{draw.random():.2f}"
            target, kind = (source + 1 + i // people) % people, KINDS[i % 6]
            file.write(f"P{source},P{target},{kind},{strength},2026-0{1 + i % 9}-11,{draw.random():.2f},met {i}\n")
    return folder


def measure(ties: int, *, bad: bool) -> None:
    """Time and peak memory of one reading."""
    with tempfile.TemporaryDirectory() as folder:
        source = workspace(Path(folder), ties, bad=bad)
        start, work = time.perf_counter(), time.process_time()
        checked = tables.read([source])
        seconds, work = time.perf_counter() - start, time.process_time() - work
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        what = "bad" if bad else "good"
        times = f"{seconds:.1f} s ({work:.1f} s of processor)"
        print(f"{ties:,} {what} ties: {times}, peak {peak} MB, {checked.rejected:,} out")


if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    measure(number, bad=False)
    measure(number, bad=True)
