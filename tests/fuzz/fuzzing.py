"""How targets are fuzzed: guided by coverage where atheris is installed, by plain changes of the seeds otherwise."""

from __future__ import annotations

import importlib
import random
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

Target = Callable[[bytes], None]


def mutate(target: Target, seconds: float, seeds: list[bytes]) -> int:
    """Feed random changes of `seeds` to `target` for some seconds; returns how many."""
    chance, end, runs = random.Random(0), time.monotonic() + seconds, 0
    while time.monotonic() < end:
        content = bytearray(chance.choice(seeds))
        for _ in range(chance.randint(1, 6)):
            _change(content, chance)
        target(bytes(content))
        runs += 1
    return runs


def _change(content: bytearray, chance: random.Random) -> None:
    place = chance.randint(0, len(content))
    spans = [b"", b'"', b"\n", b"\r", b",", b"<", b"\x00", b"\xff", b"\xef\xbb\xbf", bytes([chance.randint(0, 255)])]
    content[place : place + chance.randint(0, 3)] = chance.choice(spans)


def guided(target: Target, seconds: int, seeds: list[str]) -> None:
    """Let atheris look for inputs that reach new code; it tells at the end how many it ran."""
    import atheris

    with tempfile.TemporaryDirectory() as found:
        for number, seed in enumerate(seeds):
            Path(found, str(number)).write_bytes(Path(seed).read_bytes())
        options = [f"-max_total_time={seconds}", "-timeout=20", "-max_len=4096", "-verbosity=0", "-print_final_stats=1"]
        atheris.Setup([sys.argv[0], *options, found], target)
        atheris.Fuzz()


def main(targets: Mapping[str, Target], *watched: str) -> None:
    """Fuzz the target named on the command line: ``TARGET SECONDS SEED...``; `watched` packages guide the search."""
    name, seconds, *seeds = sys.argv[1:]
    try:
        import atheris
    except ImportError:
        mutate(targets[name], float(seconds), [Path(seed).read_bytes() for seed in seeds])
        return
    with atheris.instrument_imports(include=list(watched)):
        for package in watched:
            importlib.import_module(package)
    guided(targets[name], int(seconds), seeds)
