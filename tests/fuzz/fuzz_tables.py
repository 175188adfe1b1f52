"""Fuzz targets of the reader, the workbook guard and the sheets: any bytes give rows or a report, never an exception.

Run as a program: ``python fuzz_tables.py reader SECONDS SEEDS...``. Guided by coverage where atheris is installed,
by plain mutation of the seeds otherwise.
"""

from __future__ import annotations

import io
import random
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

Target = Callable[[bytes], None]


def reader(content: bytes) -> None:
    """Read the bytes as contacts.csv, beside a good table that refers to it."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "contacts.csv").write_bytes(content)
        Path(folder, "relationships.csv").write_bytes(b"source,target,strength\n1,2,0.5\n")
        _read(Path(folder))


def workbook(content: bytes) -> None:
    """Read the bytes as a workbook."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "w.xlsx").write_bytes(content)
        _read(Path(folder, "w.xlsx"))


def sheet(content: bytes) -> None:
    """Read the bytes as the XML of the sheet of a sound workbook."""
    from influence.tables.workbook_writer import workbook_bytes

    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(Path(folder, "w.xlsx"), "w") as archive:
        with zipfile.ZipFile(io.BytesIO(workbook_bytes({"contacts": [["name"]]}))) as sound:
            for name in sound.namelist():
                archive.writestr(name, content if name.endswith("sheet1.xml") else sound.read(name))
        archive.close()
        _read(Path(folder, "w.xlsx"))


def _read(source: Path) -> None:
    from influence import tables

    checked = tables.read([source])
    if not checked.errors and not checked.rows["contacts"]:
        raise AssertionError("neither rows nor a report")
    left_out = 0 if checked.refused else len(checked.left_out)
    if not checked.refused and left_out != checked.rejected:
        raise AssertionError(f"{checked.rejected} rows rejected, {left_out} of them found again")
    if not all(str(problem).isprintable() for problem in checked.problems):
        raise AssertionError("a report that does not print")


TARGETS: dict[str, Target] = {"reader": reader, "workbook": workbook, "sheet": sheet}


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
    spans = [b"", b'"', b"\n", b"\r", b",", b"\x00", b"\xff", b"\xef\xbb\xbf", bytes([chance.randint(0, 255)])]
    content[place : place + chance.randint(0, 3)] = chance.choice(spans)


def guided(target: Target, seconds: int, seeds: list[str]) -> None:
    """Let atheris look for inputs that reach new code."""
    import atheris

    with tempfile.TemporaryDirectory() as found:
        for number, seed in enumerate(seeds):
            Path(found, str(number)).write_bytes(Path(seed).read_bytes())
        options = [f"-max_total_time={seconds}", "-timeout=20", "-max_len=4096", "-verbosity=0", "-print_final_stats=0"]
        atheris.Setup([sys.argv[0], *options, found], target)
        atheris.Fuzz()


def main() -> None:
    """Fuzz the named target."""
    name, seconds, *seeds = sys.argv[1:]
    try:
        import atheris
    except ImportError:
        mutate(TARGETS[name], float(seconds), [Path(seed).read_bytes() for seed in seeds])
        return
    with atheris.instrument_imports(include=["influence.tables"]):
        import influence.tables  # noqa: F401 - instrumented on import
    guided(TARGETS[name], int(seconds), seeds)


if __name__ == "__main__":
    main()
