"""Fuzz targets of the reader, the workbook guard and the sheets: any bytes give rows or a report, never an exception.

Run as a program: ``python fuzz_tables.py reader SECONDS SEEDS...``.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path

from fuzzing import Target, main


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

if __name__ == "__main__":
    main(TARGETS, "influence.tables")
