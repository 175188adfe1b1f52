"""Rows -> CSV folder or workbook, so that reading them again gives the same rows.

Formula cells are neutralised by a leading ``'`` in CSV and are text cells in a workbook. Same rows, same bytes:
rows are sorted, times inside a workbook are fixed.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from influence.files import Register, write_file
from influence.model import words
from influence.model.columns import TABLES, Column, Type
from influence.model.order import in_order
from influence.tables.headers import OURS
from influence.tables.text import neutral

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from influence.model.rows import Row, Rows

TEXTUAL = frozenset({Type.TEXT, Type.REFERENCE, Type.REFERENCES})


def cell(value: Any, column: Column, lang: str) -> str:
    """The text of a value as a table holds it; reading it gives the value back."""
    if value is None:
        return ""
    if column.type is Type.YES_NO:
        return {"en": ("no", "yes"), "zh": ("否", "是")}[lang][bool(value)]
    if column.scale:
        return words.choice_word(column.scale.where, value, lang)
    if isinstance(value, float):
        return repr(value).removesuffix(".0") if abs(value) < 1e15 else repr(value)
    return ";".join(value) if isinstance(value, tuple) else value


def texts(table: str, rows: Sequence[Row], lang: str) -> Iterator[list[str]]:
    """Header and rows of a table as text cells, sorted."""
    columns = TABLES[table].columns
    yield [words.column_word(table, column.name, lang) for column in columns]
    for row in in_order(rows):
        yield [cell(value, column, lang) for value, column in zip(row, columns, strict=True)]


def _neutral_texts(table: str, rows: Sequence[Row], lang: str) -> Iterator[list[str]]:
    """The same for CSV: texts that a spreadsheet would run are neutralised, and the header says that we did it."""
    columns = TABLES[table].columns
    lines = texts(table, rows, lang)
    yield [*next(lines), OURS]
    textual = [column.type in TEXTUAL for column in columns]
    for line in lines:
        yield [*(neutral(text) if is_text else text for text, is_text in zip(line, textual, strict=True)), ""]


def csv_bytes(lines: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """Lines of cells as CSV: UTF-8, commas, CRLF as RFC 4180 says, quotes where needed."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    for line in lines:
        writer.writerow(line)
        if buffer.tell() > 1 << 16:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def write_csv(
    rows: Rows,
    folder: str | Path,
    lang: str = "en",
    *,
    overwrite: bool = False,
    share: bool = False,
    register: Register | None = None,
) -> list[Path]:
    """Write every table that has rows (and contacts) as a CSV file into `folder`; returns the files.

    Raises `UsageError` for a file that is not ours, `EnvironmentFault` where the disk refuses.
    """
    target = Path(folder)
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    return [
        write_file(
            target / f"{words.table_word(table, lang)}.csv",
            csv_bytes(_neutral_texts(table, rows[table], lang)),
            overwrite=overwrite,
            share=share,
            register=register,
        )
        for table in TABLES
        if rows[table] or table == "contacts"
    ]


def write_workbook(
    rows: Rows,
    file: str | Path,
    lang: str = "en",
    *,
    overwrite: bool = False,
    share: bool = False,
    register: Register | None = None,
) -> Path:
    """Write every table that has rows (and contacts) as a sheet of one workbook; every cell is text.

    Raises as `write_csv` does.
    """
    from influence.tables.workbook_writer import workbook_bytes

    sheets = {
        words.table_word(table, lang): texts(table, rows[table], lang)
        for table in TABLES
        if rows[table] or table == "contacts"
    }
    return write_file(file, [workbook_bytes(sheets)], overwrite=overwrite, share=share, register=register)


def write_files(
    folder: Path, files: Mapping[str, bytes], *, overwrite: bool = False, register: Register | None = None
) -> list[Path]:
    """Write several small files into `folder`."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return [
        write_file(folder / name, [content], overwrite=overwrite, register=register) for name, content in files.items()
    ]
