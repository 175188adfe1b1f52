"""The rows that were left out, with reasons, to a file of their own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from influence.files import Register, write_file
from influence.tables.text import neutral
from influence.tables.write import csv_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from influence.tables.checked import Checked

HEADER = ("table", "file", "line", "code", "message", "row")


def write_quarantine(
    checked: Checked, file: str | Path, *, overwrite: bool = False, register: Register | None = None
) -> Path:
    """Write every rejected row as CSV: table, file, line, code, message, row (its cells as a JSON list); mode 0600.

    The rows are read again from their files, one at a time, so that any number of them needs no memory.
    """
    return write_file(file, csv_bytes(_lines(checked)), overwrite=overwrite, register=register)


def _lines(checked: Checked) -> Iterator[list[str]]:
    yield list(HEADER)
    for row in checked.collect():
        cells = json.dumps(row.cells, ensure_ascii=False)
        yield [neutral(text) for text in (row.table, row.file, str(row.line), row.code, row.message, cells)]
