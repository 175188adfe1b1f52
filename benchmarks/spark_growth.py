"""How Spark's programs grow with the network, and what its start costs.

    python benchmarks/spark_growth.py [TIES ...] [--memory 4g] [--seconds 600] [--folder FOLDER]     # default 100000

For every size: writes a generated workspace, then in one process of its own starts a session and asks everything once,
every answer to its last row. Prints seconds, processor seconds of Python and Java together, and the exponent of these
from size to size. What is in FOLDER from an earlier run is not written again.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import graphs

SOURCES = 5


def main(words: list[str]) -> int:
    """Measure every size and print the table; the exit code."""
    ask = argparse.ArgumentParser(description="How Spark's programs grow with the network.")
    ask.add_argument("sizes", nargs="*", type=int, default=[100_000], metavar="TIES")
    ask.add_argument("--memory", default="4g", help="most heap of Java")
    ask.add_argument("--seconds", type=int, default=600, help="when to stop a size")
    ask.add_argument("--folder", type=Path, help="where the workspaces stay")
    told = ask.parse_args(words)
    before: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as passing:
        for size in told.sizes:
            workspace = (told.folder or Path(passing)) / str(size)
            if not (workspace / "interactions.csv").exists():
                graphs.write(size, workspace)
            found = _in_a_process(workspace, told.memory, told.seconds, passing)
            _show(size, found, before)
            before = {"size": size, **found}
    return 0


def _in_a_process(workspace: Path, memory: str, most: int, passing: str) -> dict[str, Any]:
    """Seconds by step; those that came before the time was up."""
    command = [sys.executable, __file__, "ask", str(workspace), memory]
    with tempfile.TemporaryFile("w+") as told:
        # what a process that is stopped leaves behind goes with the folder
        process = subprocess.Popen(command, stdout=told, env={**os.environ, "TMPDIR": passing})
        try:
            process.wait(most)
        except subprocess.TimeoutExpired:
            process.terminate()
            process.wait(60)
            print(f"stopped after {most} s; what was done by then:")
        told.seek(0)
        steps: dict[str, Any] = {}
        for line in told:
            steps.update(json.loads(line))
        return steps


def _show(size: int, found: dict[str, Any], before: dict[str, Any]) -> None:
    print(f"{size:,} ties")
    for name, (seconds, processor) in found.items():
        grown = ""
        if name in before:
            grown = f", exponent {math.log(processor / before[name][1]) / math.log(size / before['size']):.2f}"
        print(f"  {name}: {seconds:.1f} s, processor {processor:.1f} s{grown}", flush=True)


def ask(folder: str, memory: str) -> None:
    """Ask everything once, and print every step as it is done: seconds, and those of the processor."""
    from influence import spark

    start, used = time.perf_counter(), 0.0

    def done(name: str) -> None:
        nonlocal start, used
        now, processor = time.perf_counter(), _processor()
        print(json.dumps({name: [now - start, processor - used]}), flush=True)
        start, used = time.perf_counter(), processor

    with spark.session(memory=memory) as session:
        done("start")
        net = spark.load(session, folder, as_of=graphs.AS_OF)
        done("load, check, strength")
        _whole(spark.degrees(net))
        done("degrees")
        _whole(spark.components(net))
        done("components")
        _whole(spark.routes(net, None, [f"t{number:03d}" for number in range(SOURCES)]))
        done(f"best routes of {SOURCES} to everybody")
        _whole(spark.influencers(net, "a0"))
        done("influence of everyone on one decision")
        _whole(spark.routes(net))
        done("best route of the team to everybody")


def _whole(answer: Any) -> None:
    """Compute every row of `answer`; counting them would leave out what a count does not need."""
    answer.write.format("noop").mode("overwrite").save()


def _processor() -> float:
    """Processor seconds of this process and of its Java."""
    from pyspark import SparkContext

    java = SparkContext._gateway.proc.pid  # noqa: SLF001 - whose seconds are asked for
    ticks = [Path(f"/proc/{one}/stat").read_text(encoding="utf-8").rpartition(")")[2].split() for one in ("self", java)]
    return sum(int(one[11]) + int(one[12]) for one in ticks) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    if sys.argv[1:2] == ["ask"]:
        ask(*sys.argv[2:])
    else:
        sys.exit(main(sys.argv[1:]))
