"""Cells of a workbook as its XML states them, written by hand."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from influence import tables
from influence.model.columns import TABLES
from influence.tables.workbook_writer import workbook_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from influence.tables.checked import Checked

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
BOOK = "xl/workbook.xml"


def text(place: str, value: str) -> str:
    """A cell of inline text."""
    return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'


def read(folder: Path, cells: str, after: str = "", header: str = "name since", **parts: str) -> Checked:
    """A workbook whose contacts have one row of `cells` below the header, with some parts put in."""
    heads = "".join(text(f"{letter}1", word) for letter, word in zip("ABC", header.split(), strict=False))
    rows = f'<row r="1">{heads}</row><row r="2">{cells}</row>'
    sheet = f"<worksheet {MAIN}><sheetData>{rows}</sheetData>{after}</worksheet>"
    put_in = {"xl/worksheets/sheet1.xml": sheet} | {
        f"{name.replace('__', '/')}.xml": part for name, part in parts.items()
    }
    with zipfile.ZipFile(io.BytesIO(workbook_bytes({"contacts": [["name"]]}))) as sound:
        whole = {name: sound.read(name).decode() for name in sound.namelist()} | put_in
    with zipfile.ZipFile(folder / "w.xlsx", "w") as archive:
        for name, content in whole.items():
            archive.writestr(name, content)
    return tables.read([folder / "w.xlsx"])


def stored(checked: Checked, column: str) -> object:
    """A value of the only contact."""
    return checked.rows["contacts"][0][TABLES["contacts"].index(column)]


def codes(checked: Checked) -> list[str]:
    return [problem.code for problem in checked.problems]


ANN = text("A2", "Ann")
STYLES = (
    f'<styleSheet {MAIN}><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm"/>'
    '<numFmt numFmtId="165" formatCode="0.00&quot;d&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>'
    '<xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>'
)


def test_shared_strings_with_runs_and_phonetics(tmp_path: Path) -> None:
    strings = f"<sst {MAIN}><si><r><t>王</t></r><r><t>芳</t></r><rPh><t>おう</t></rPh></si></sst>"
    checked = read(tmp_path, '<c r="A2" t="s"><v>0</v></c>', xl__sharedStrings=strings)
    assert stored(checked, "name") == "王芳"


def test_cells_without_a_place_follow_each_other(tmp_path: Path) -> None:
    checked = read(tmp_path, '<c t="str"><v>Ann</v></c><c t="str"><v>2026-01-02</v></c>')
    assert (stored(checked, "name"), stored(checked, "since")) == ("Ann", "2026-01-02")


@pytest.mark.parametrize("style", [1, 2])
def test_styles_that_show_a_day(tmp_path: Path, style: int) -> None:
    checked = read(tmp_path, f'{ANN}<c r="B2" s="{style}"><v>46085</v></c>', xl__styles=STYLES)
    assert stored(checked, "since") == "2026-03-04"


def test_quoted_letter_in_a_format_is_no_day(tmp_path: Path) -> None:
    checked = read(tmp_path, f'{ANN}<c r="B2" s="3"><v>0.5</v></c>', header="name leaving", xl__styles=STYLES)
    assert stored(checked, "leaving") == 0.5


def test_workbooks_of_1904(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(workbook_bytes({"contacts": [["name"]]}))) as sound:
        book = sound.read(BOOK).decode().replace("<sheets>", '<workbookPr date1904="1"/><sheets>')
    checked = read(tmp_path, f'{ANN}<c r="B2" s="1"><v>44623</v></c>', xl__styles=STYLES, xl__workbook=book)
    assert stored(checked, "since") == "2026-03-04"


def test_day_beyond_the_calendar(tmp_path: Path) -> None:
    checked = read(tmp_path, f'{ANN}<c r="B2" s="1"><v>99999999</v></c>', xl__styles=STYLES)
    assert set(codes(checked)) == {"bad_date"}


def test_serial_number_without_a_date_style(tmp_path: Path) -> None:
    assert codes(read(tmp_path, f'{ANN}<c r="B2"><v>46085</v></c>')) == ["bad_date"]


@pytest.mark.parametrize("cell", ['<c r="B2"><f>A1</f></c>', '<c r="B2" t="n"><f>A1</f><v></v></c>'])
def test_formula_without_a_value(tmp_path: Path, cell: str) -> None:
    assert codes(read(tmp_path, ANN + cell)) == ["formula_without_value"]


def test_formula_with_an_empty_text_is_blank(tmp_path: Path) -> None:
    assert codes(read(tmp_path, ANN + '<c r="B2" t="str"><f>A9</f><v></v></c>')) == []


def test_truths(tmp_path: Path) -> None:
    checked = read(tmp_path, ANN + '<c r="B2" t="b"><v>0</v></c>', header="name public_official")
    assert stored(checked, "public_official") is False


def test_merged_cells_across(tmp_path: Path) -> None:
    assert codes(read(tmp_path, ANN, '<mergeCells><mergeCell ref="A2:B2"/></mergeCells>')) == ["merged_cell"]


def test_merged_title_without_partner_is_harmless(tmp_path: Path) -> None:
    assert codes(read(tmp_path, ANN, '<mergeCells><mergeCell ref="A2"/></mergeCells>')) == []


def test_huge_merged_area_is_refused(tmp_path: Path) -> None:
    checked = read(tmp_path, ANN, '<mergeCells><mergeCell ref="A1:ZZ99999"/></mergeCells>')
    assert (checked.refused, "A1:ZZ99999" in checked.problems[0].message) == (True, True)


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("xl__styles", "<styleSheet><cellXfs><xf numFmtId='x'/></cellXfs></styleSheet>"),
        ("xl__sharedStrings", "<sst><si>"),
        ("xl__workbook", "<workbook>"),
    ],
)
def test_broken_parts_are_told(tmp_path: Path, part: str, content: str) -> None:
    assert codes(read(tmp_path, ANN, **{part: content})) == ["bad_workbook"]


def test_text_where_a_number_must_be(tmp_path: Path) -> None:
    assert codes(read(tmp_path, '<c r="A2"><v>x</v></c>')) == ["bad_workbook"]


def test_header_alone_is_no_contact(tmp_path: Path) -> None:
    assert codes(read(tmp_path, "")) == ["no_rows"]


def test_header_of_a_sheet_is_checked(tmp_path: Path) -> None:
    assert codes(read(tmp_path, ANN, header="id since")) == ["missing_column"]


def test_codes_of_characters_in_text(tmp_path: Path) -> None:
    checked = read(tmp_path, text("A2", "a_x0041_b"))
    assert stored(checked, "name") == "aAb"


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ('<c r="B2" t="e"><v>#REF!</v></c>', ("since", "error_cell", "error")),
        ('<c r="B2"><f>A1</f></c>', ("since", "formula_without_value", "error")),
        ('<c r="B2" s="1"><v>46085.5</v></c>', ("since", "time_dropped", "warning")),
        ('<c r="B2" s="1"><v>99999999</v></c>', ("since", "bad_date", "error")),
        ('<c r="D2" t="str"><v>x</v></c>', ("", "ragged_row", "error")),
        ('<c r="B2"><v>1e15</v></c>', ("since", "lost_digits", "error")),
    ],
)
def test_what_is_wrong_with_a_cell_is_told_with_its_place(
    tmp_path: Path, cell: str, told: tuple[str, str, str]
) -> None:
    problems = read(tmp_path, ANN + cell, xl__styles=STYLES).problems
    assert {(p.file, p.table, p.line) for p in problems} == {("w.xlsx", "contacts", 2)}
    assert told in {(p.column, p.code, p.severity) for p in problems}


@pytest.mark.parametrize(("hidden", "told"), [("1", 1), ("true", 1), ("0", 0), ("false", 0)])
def test_a_hidden_row_is_read_and_told(tmp_path: Path, hidden: str, told: int) -> None:
    rows = f'<row r="1"><c t="str"><v>name</v></c></row><row r="2" hidden="{hidden}"><c t="str"><v>Ann</v></c></row>'
    sheet = f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"
    checked = read(tmp_path, "", xl__worksheets__sheet1=sheet)
    assert stored(checked, "name") == "Ann"
    assert [(p.line, p.column, p.code, p.severity) for p in checked.problems] == [
        (2, "", "hidden_row", "warning")
    ] * told


def test_a_long_sheet_is_read_to_its_end(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c t="str"><v>{"name" if n == 1 else f"P{n}"}</v></c></row>' for n in range(1, 4001))
    sheet = f'<worksheet {MAIN}><dimension ref="A1:A4000"/><sheetData>{rows}</sheetData></worksheet>'
    checked = read(tmp_path, "", xl__worksheets__sheet1=sheet)
    assert [row[0] for row in checked.rows["contacts"]] == [f"P{n}" for n in range(2, 4001)]


def test_a_workbook_that_is_refused_before_any_sheet_names_none(tmp_path: Path) -> None:
    (problem,) = read(tmp_path, ANN, xl__workbook="<workbook>").problems
    assert (problem.file, problem.table, problem.line, problem.column) == ("w.xlsx", "", 0, "")
