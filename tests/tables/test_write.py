"""Templates, quarantine, words."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import openpyxl
import pytest

from influence import tables
from influence.errors import UsageError
from influence.model import words
from influence.model.columns import TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Read


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_csv_template_has_every_table_and_column(tmp_path: Path, lang: str) -> None:
    files = tables.write_template(tmp_path / "w", lang)
    header = (tmp_path / "w" / f"{words.table_word('contacts', lang)}.csv").read_text(encoding="utf-8").strip()
    assert len(files) == len(TABLES) + 1
    assert len(header.split(",")) == len(TABLES["contacts"].columns)


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_readme_explains_every_column(tmp_path: Path, lang: str) -> None:
    tables.write_template(tmp_path, lang)
    text = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert all(f"`{words.column_word(name, c, lang)}`: " in text for name, t in TABLES.items() for c in t.column_names)


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_workbook_template_explains_by_comments(tmp_path: Path, lang: str) -> None:
    (file,) = tables.write_template(tmp_path, lang, excel=True)
    sheet = openpyxl.load_workbook(file)[words.table_word("contacts", lang)]
    assert all(cell.comment for cell in sheet[1])


def test_filled_template_is_read_without_problems(tmp_path: Path) -> None:
    tables.write_template(tmp_path, "zh")
    with (tmp_path / "联系人.csv").open("a", encoding="utf-8") as file:
        file.write("王芳" + "," * (len(TABLES["contacts"].columns) - 1) + "\n")
    assert tables.read([tmp_path]).problems == []


def test_filled_template_is_not_overwritten(tmp_path: Path) -> None:
    tables.write_template(tmp_path)
    (tmp_path / "contacts.csv").write_text("name\nAnn\n")
    with pytest.raises(UsageError, match="not written"):
        tables.write_template(tmp_path)


def test_quarantine_holds_cells_and_reasons(read: Read, tmp_path: Path) -> None:
    checked = read("id,name,layer\n=1,Ann,boss\n2,Bo,\n")
    file = tables.write_quarantine(checked, tmp_path / "bad.csv")
    header, row = csv.reader(io.StringIO(file.read_text(encoding="utf-8")))
    assert header == ["table", "file", "line", "code", "message", "row"]
    assert row[:4] == ["contacts", "contacts.csv", "2", "bad_value"]
    assert json.loads(row[5]) == ["=1", "Ann", "boss"]
    assert file.stat().st_mode & 0o777 == 0o600


def test_every_word_is_there_in_both_languages() -> None:
    missing = [
        (column.scale.where, word)
        for table in TABLES.values()
        for column in table.columns
        if column.scale
        for word in column.scale.words
        if words.choice_word(column.scale.where, word, "zh") == word
    ]
    assert missing == []


def test_every_column_is_explained_in_both_languages() -> None:
    assert all(
        words.meaning(name, c, lang) for name, t in TABLES.items() for c in t.column_names for lang in ("en", "zh")
    )
