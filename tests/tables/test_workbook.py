"""Workbooks: the guard, and what cells mean."""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest

from influence import tables
from influence.model.columns import TABLES
from influence.tables.limits import Limits
from influence.tables.workbook_writer import workbook_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from influence.tables.checked import Checked


def book(folder: Path, *rows: list[object], title: str = "contacts") -> Path:
    """A workbook of one sheet, written by another library."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    made.save(folder / "w.xlsx")
    return folder / "w.xlsx"


def said(checked: Checked) -> list[tuple[int, str]]:
    return [(problem.line, problem.code) for problem in checked.problems]


def test_numbers_dates_and_truths(tmp_path: Path) -> None:
    header = ["id", "name", "since", "leaving", "public_official"]
    file = book(tmp_path, header, [7.0, "Ann", datetime.date(2026, 3, 4), 0.25, True])
    (row,) = tables.read([file]).rows["contacts"]
    stored = dict(zip(TABLES["contacts"].column_names, row, strict=True))
    assert [stored[name] for name in header] == ["7", "Ann", "2026-03-04", 0.25, True]


def test_time_of_day_is_told(tmp_path: Path) -> None:
    file = book(tmp_path, ["name", "since"], ["Ann", datetime.datetime(2026, 3, 4, 12)])  # noqa: DTZ001 - no zone in cells
    assert said(tables.read([file])) == [(2, "time_dropped")]


def test_sheet_by_its_chinese_name(tmp_path: Path) -> None:
    assert len(tables.read([book(tmp_path, ["姓名"], ["王芳"], title="联系人")]).rows["contacts"]) == 1


def test_cell_right_of_the_header_is_an_error(tmp_path: Path) -> None:
    assert said(tables.read([book(tmp_path, ["name"], ["Ann", "x"], ["Bo"])])) == [(2, "ragged_row")]


def test_far_cell_is_refused(tmp_path: Path) -> None:
    checked = tables.read([book(tmp_path, ["name"], ["Ann", *[None] * 300, "x"])])
    assert (checked.refused, [problem.code for problem in checked.problems]) == (True, ["too_big"])


def test_other_sheets_are_remarked(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.active.title = "contacts"
    made.active.append(["name"])
    made.active.append(["Ann"])
    made.create_sheet("misc")
    made.save(tmp_path / "w.xlsx")
    assert (
        tables.read([tmp_path / "w.xlsx"]).remarks[0]
        == "w.xlsx: sheet 'misc' was not read: it is not named after a table"
    )


@pytest.mark.parametrize("title", ["misc", "Sheet1"])
def test_no_table_among_the_sheets(tmp_path: Path, title: str) -> None:
    assert said(tables.read([book(tmp_path, ["name"], title=title)]))[0] == (0, "no_table")


def test_empty_contacts_sheet(tmp_path: Path) -> None:
    assert said(tables.read([book(tmp_path)])) == [(0, "empty_file")]


def test_left_out_rows_of_a_sheet(tmp_path: Path) -> None:
    (row,) = tables.read([book(tmp_path, ["name", "layer"], ["Ann", "boss"], ["Bo"])]).left_out
    assert (row.table, row.line, row.cells) == ("contacts", 2, ("Ann", "boss"))


def archive(folder: Path, **parts: bytes) -> Path:
    """A workbook with some parts replaced or added; names with `__` for a slash."""
    file = folder / "w.xlsx"
    file.write_bytes(workbook_bytes({"contacts": [["name"], ["Ann"]]}))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in parts.items():
            zipped.writestr(name.replace("__", "/"), content)
    return file


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"..__evil": b"x"}, "leads out"),
        ({"xl__media__x.bin": b"0" * (5 << 20)}, "zip bomb"),
        ({"docProps__x.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"}, "DOCTYPE"),
    ],
)
def test_guard(tmp_path: Path, parts: dict[str, bytes], words: str) -> None:
    (problem,) = tables.read([archive(tmp_path, **parts)]).problems
    assert words in problem.message


def test_unpacked_size_is_bounded(tmp_path: Path) -> None:
    checked = tables.read([archive(tmp_path)], limits=Limits(unpacked=10))
    assert [problem.code for problem in checked.problems] == ["too_big"]


def test_archive_that_is_no_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "w.xlsx", "w") as zipped:
        zipped.writestr("a.txt", "x")
    (problem,) = tables.read([tmp_path / "w.xlsx"]).problems
    assert "no workbook" in problem.message


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken"])
def test_broken_file(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "w.xlsx").write_bytes(content)
    assert tables.read([tmp_path / "w.xlsx"]).refused


def test_damaged_sheet_is_told(tmp_path: Path) -> None:
    file = tmp_path / "w.xlsx"
    whole = workbook_bytes({"contacts": [["name"], ["Ann"]]})
    with zipfile.ZipFile(file, "w") as out, zipfile.ZipFile(io.BytesIO(whole)) as parts:
        for name in parts.namelist():
            out.writestr(name, parts.read(name)[:-20] if "sheet1" in name else parts.read(name))
    (problem,) = tables.read([file]).problems
    assert "damaged" in problem.message


def test_doctype_behind_a_long_comment(tmp_path: Path) -> None:
    late = b"<!--" + b"x" * 70_000 + b"--><!DOCTYPE x><x/>"
    assert tables.read([archive(tmp_path, docProps__x=b"", **{"docProps__y.xml": late})]).refused


def test_encrypted_part_is_refused(tmp_path: Path) -> None:
    file = archive(tmp_path, **{"docProps__x.bin": b"secret"})
    content = file.read_bytes()
    place = content.rindex(b"PK\x01\x02")
    file.write_bytes(content[: place + 8] + b"\x01" + content[place + 9 :])
    (problem,) = tables.read([file]).problems
    assert "encrypted" in problem.message


def test_too_many_parts(tmp_path: Path) -> None:
    (problem,) = tables.read([archive(tmp_path, **{f"media__{i}": b"" for i in range(2001)})]).problems
    assert "parts" in problem.message


def test_header_only_table_beside_contacts(tmp_path: Path) -> None:
    file = tmp_path / "w.xlsx"
    file.write_bytes(workbook_bytes({"contacts": [["name"], ["Ann"], [""]], "team": [], "deals": [["name"]]}))
    assert tables.read([file]).problems == []


def test_size_limit_of_the_file(tmp_path: Path) -> None:
    assert [problem.code for problem in tables.read([archive(tmp_path)], limits=Limits(file=100)).problems] == [
        "too_big"
    ]
