"""Empty tables to fill in, with an explanation of every column, in English or Chinese."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from influence.model import words
from influence.model.columns import TABLES, Column, Type
from influence.tables.write import csv_bytes, write_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from influence.files import Register

ENDING = {
    "en": "Only contacts is needed, and of a contact only the name. Dates: 2026-03-04. Numbers use a point. UTF-8.",
    "zh": "只需要联系人表，联系人只需要姓名。日期写作 2026-03-04，小数用点，编码为 UTF-8。",
}
TITLE = {"en": "Tables of a workspace (written by influence)", "zh": "工作区的表格 (written by influence)"}
REQUIRED = {"en": "required", "zh": "必填"}
WORKBOOK = {"en": "workspace.xlsx", "zh": "工作区.xlsx"}


def write_template(
    folder: str | Path,
    lang: str = "en",
    *,
    excel: bool = False,
    overwrite: bool = False,
    register: Register | None = None,
) -> list[Path]:
    """Write empty tables into `folder`: CSV files and a README, or one workbook with comments on its headers.

    Raises `UsageError` for files that are not ours, `EnvironmentFault` where the disk refuses.
    """
    files = _workbook(lang) if excel else _csv(lang)
    return write_files(Path(folder), files, overwrite=overwrite, register=register)


def _csv(lang: str) -> dict[str, bytes]:
    files = {f"{words.table_word(table, lang)}.csv": b"".join(csv_bytes([headers(table, lang)])) for table in TABLES}
    return files | {"README.md": "\n".join(_readme(lang)).encode()}


def _workbook(lang: str) -> dict[str, bytes]:
    from influence.tables.workbook_writer import workbook_bytes

    sheets = {words.table_word(table, lang): [headers(table, lang)] for table in TABLES}
    comments = {
        words.table_word(name, lang): [explained(name, column, lang) for column in table.columns]
        for name, table in TABLES.items()
    }
    return {WORKBOOK[lang]: workbook_bytes(sheets, comments)}


def headers(table: str, lang: str) -> list[str]:
    """Header line of a table."""
    return [words.column_word(table, column, lang) for column in TABLES[table].column_names]


def explained(table: str, column: Column, lang: str) -> str:
    """What a column means and what its cells may hold, on one line."""
    parts = [words.meaning(table, column.name, lang)]
    if column.required:
        parts.append(REQUIRED[lang])
    if column.scale:
        parts.append(" / ".join(words.choice_word(column.scale.where, word, lang) for word in column.scale.words))
    if column.type is Type.YES_NO:
        parts.append({"en": "yes / no", "zh": "是 / 否"}[lang])
    return "; ".join(parts)


def _readme(lang: str) -> Iterator[str]:
    yield from (f"# {TITLE[lang]}", "", ENDING[lang], "")
    for name, table in TABLES.items():
        yield from (f"## {words.table_word(name, lang)}", "", words.meaning(name, "", lang), "")
        yield from (f"- `{words.column_word(name, c.name, lang)}`: {explained(name, c, lang)}" for c in table.columns)
        yield ""
