"""Workbooks that a spreadsheet would write and nobody expects: macros, links to other files, odd or broken parts."""

from __future__ import annotations

import io
import socket
import warnings
import zipfile
from typing import TYPE_CHECKING

import pytest

from influence import tables
from influence.model.columns import TABLES
from influence.tables import load_workbook
from influence.tables.limits import Limits
from influence.tables.workbook import position
from influence.tables.workbook_writer import workbook_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from influence.tables.checked import Checked

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath"
ELSEWHERE = (
    f'<Relationships><Relationship Id="rId1" Type="{LINK}" Target="https://example.org/x.xlsx" '
    'TargetMode="External"/></Relationships>'
)
SHEET = "xl/worksheets/sheet1.xml"


def book(file: Path, parts: dict[str, str] | None = None, **sheets: list[list[str]]) -> Checked:
    """What reading says of a workbook (contacts: Ann, unless given) with some parts replaced or added."""
    with zipfile.ZipFile(io.BytesIO(workbook_bytes(sheets or {"contacts": [["name"], ["Ann"]]}))) as sound:
        whole = {name: sound.read(name) for name in sound.namelist()}
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in (whole | (parts or {})).items():
            archive.writestr(name, content)
    return tables.read([file])


def sheet(rows: str) -> dict[str, str]:
    """A sheet of contacts with the column name and some more XML."""
    head = '<row r="1"><c r="A1" t="str"><v>name</v></c></row>'
    return {SHEET: f"<worksheet {MAIN}><sheetData>{head}{rows}</sheetData></worksheet>"}


def names(checked: Checked) -> list[str]:
    return [row[0] for row in checked.rows["contacts"]]


def test_macros_are_left_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    whole = zipfile.ZipFile.open

    def watched(self: zipfile.ZipFile, name: object, *rest: object, **more: object) -> object:
        opened.append(str(getattr(name, "filename", name)))
        return whole(self, name, *rest, **more)  # type: ignore[call-overload]

    (tmp_path / "w.xlsm").touch()
    with monkeypatch.context() as patch:
        patch.setattr(zipfile.ZipFile, "open", watched)
        checked = book(tmp_path / "w.xlsm", {"xl/vbaProject.bin": "Sub Auto_Open()"})
    assert (names(checked), checked.problems) == (["Ann"], [])
    assert opened.count("xl/vbaProject.bin") == 1, "written by the test, opened by nobody"


def test_links_to_other_files_are_never_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a network call")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    cell = '<row r="2"><c r="A2" t="str"><f>[1]Sheet1!$A$1</f><v>Ann</v></c></row>'
    links = {
        "xl/externalLinks/externalLink1.xml": "<externalLink/>",
        "xl/externalLinks/_rels/externalLink1.xml.rels": ELSEWHERE,
    }
    assert names(book(tmp_path / "w.xlsx", links | sheet(cell))) == ["Ann"]


def test_a_linked_cell_without_a_value_is_told(tmp_path: Path) -> None:
    cell = '<row r="2"><c r="A2"><f>WEBSERVICE("https://example.org")</f></c></row>'
    assert [problem.code for problem in book(tmp_path / "w.xlsx", sheet(cell)).problems] == ["formula_without_value"]


def test_a_very_hidden_sheet_is_not_read_and_told(tmp_path: Path) -> None:
    with zipfile.ZipFile(
        io.BytesIO(workbook_bytes({"contacts": [["name"], ["Ann"]], "team": [["name"], ["Tia"]]}))
    ) as made:
        xml = made.read("xl/workbook.xml").decode().replace('name="team"', 'name="team" state="veryHidden"')
    checked = book(
        tmp_path / "w.xlsx", {"xl/workbook.xml": xml}, contacts=[["name"], ["Ann"]], team=[["name"], ["Tia"]]
    )
    assert (names(checked), list(checked.rows["team"])) == (["Ann"], [])
    assert any("'team' was not read: it is hidden" in remark for remark in checked.remarks)


@pytest.mark.parametrize("title", ["Readme", "说明"])
def test_a_sheet_of_explanations_is_passed_over_in_silence(tmp_path: Path, title: str) -> None:
    checked = book(tmp_path / "w.xlsx", **{"contacts": [["name"], ["Ann"]], title: [["hello"]]})
    assert [remark for remark in checked.remarks if "sheet" in remark] == []


@pytest.mark.parametrize(
    "xml",
    [
        '<worksheet><row r="1"><c t="str"><v>name</v></c></row><row r="2"><c t="str"><v>Ann</v></c></row></worksheet>',
        sheet('<row r="2"><extLst/><c r="A2" t="str"><v>Ann</v></c><x/></row>')[SHEET],
        sheet('<row r="2"><c r="A2" t="str"><v>Ann</v></c><c r="B2" t="inlineStr"><is/></c></row>')[SHEET],
        sheet('<row r="2"><c r="A2" t="str"><v>Ann</v></c><c r="B2" t="inlineStr"/></row>')[SHEET],
        sheet('<row><c><v/></c></row><row><c t="str"><v>Ann</v></c></row>')[SHEET],
    ],
)
def test_odd_xml_means_what_it_says(tmp_path: Path, xml: str) -> None:
    checked = book(tmp_path / "w.xlsx", {SHEET: xml})
    assert (names(checked), [problem.code for problem in checked.problems]) == (["Ann"], [])


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ('<c r="A2" t="str"><v>Ann</v></c><c r="A2" t="str"><v>Bo</v></c>', "the cell A2 is out of place"),
        ('<c r="B2" t="str"><v>Ann</v></c><c r="A2" t="str"><v>Bo</v></c>', "the cell A2 is out of place"),
        ('<c r="A9" t="str"><v>Ann</v></c>', "the cell A9 is out of place"),
        ('<c r="A" t="str"><v>Ann</v></c>', "the cell A is out of place"),
    ],
)
def test_cells_that_do_not_follow_each_other_are_refused(tmp_path: Path, cells: str, said: str) -> None:
    (problem,) = book(tmp_path / "w.xlsx", sheet(f'<row r="2">{cells}</row>')).problems
    assert (problem.code, problem.line, problem.message) == ("bad_workbook", 2, said)


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A2" t="s"><v>-1</v></c>',
        '<c r="A2" t="s"><v>2</v></c>',
        '<c r="A2" t="s"><v>1.0</v></c>',
        '<c r="A2" t="b"><v>7</v></c>',
        '<c r="A2" t="b"><v>TRUE</v></c>',
        '<c r="A2"><v>1_0</v></c>',
        '<c r="A2"><v>nan</v></c>',
        '<c r="A2"><v>inf</v></c>',
        '<c r="A2"><v>٣</v></c>',
        '<c r="A2" s="-1"><v>5</v></c>',
        '<c r="A²" t="str"><v>Ann</v></c>',
    ],
)
def test_a_cell_that_says_no_value_is_never_read_as_one(tmp_path: Path, cell: str) -> None:
    strings = {"xl/sharedStrings.xml": f"<sst {MAIN}><si><t>One</t></si><si><t>Last</t></si></sst>"}
    checked = book(tmp_path / "w.xlsx", strings | sheet(f'<row r="2">{cell}</row>'))
    assert (names(checked), checked.refused) == ([], True)
    assert [(p.code, p.message) for p in checked.problems] == [("bad_workbook", "sheet contacts is damaged")]


@pytest.mark.parametrize(("value", "truth"), [("1", True), ("true", True), ("0", False), ("false", False)])
def test_truths_in_both_of_their_forms(tmp_path: Path, value: str, *, truth: bool) -> None:
    head = '<row r="1"><c t="str"><v>name</v></c><c t="str"><v>public_official</v></c></row>'
    rows = f'{head}<row r="2"><c t="str"><v>Ann</v></c><c t="b"><v>{value}</v></c></row>'
    checked = book(tmp_path / "w.xlsx", {SHEET: f"<worksheet><sheetData>{rows}</sheetData></worksheet>"})
    assert checked.rows["contacts"][0][TABLES["contacts"].index("public_official")] is truth


@pytest.mark.parametrize(("number", "below"), [(2, 2), (1, 2)])
def test_rows_that_do_not_follow_each_other_are_refused(tmp_path: Path, number: int, below: int) -> None:
    rows = f'<row r="2"><c t="str"><v>Ann</v></c></row><row r="{number}"><c t="str"><v>Bo</v></c></row>'
    (problem,) = book(tmp_path / "w.xlsx", sheet(rows)).problems
    assert (problem.code, problem.line, problem.message) == (
        "bad_workbook", number, f"row {number} stands below row {below}"
    )  # fmt: skip


def test_a_far_cell_of_a_sheet_that_does_not_declare_it_is_refused(tmp_path: Path) -> None:
    far = (
        '<row r="2"><c r="A2" t="str"><v>Ann</v></c></row><row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row>'
    )
    checked = book(tmp_path / "w.xlsx", sheet(far))
    assert [(p.code, p.line) for p in checked.problems] == [("too_big", 1048576)]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("yyyyyyyyyyyyyO1", "a cell stands in column "),
        ("XFE1", "a cell stands in column 16,385"),
        ("1", "a cell stands in column 0"),
        ("XFD1", "16,384 columns"),
    ],
)
def test_a_cell_where_no_column_is_is_refused(tmp_path: Path, place: str, said: str) -> None:
    head = f'<row r="1"><c r="A1" t="str"><v>name</v></c><c r="{place}" t="str"><v>x</v></c></row>'
    (problem,) = book(tmp_path / "w.xlsx", {SHEET: f"<worksheet><sheetData>{head}</sheetData></worksheet>"}).problems
    assert (problem.line, said in problem.message) == (1, True), problem


def test_a_flag_of_a_column_without_a_name_is_not_told(tmp_path: Path) -> None:
    cell = '<row r="2"><c r="A2" t="str"><v>Ann</v></c><c r="B2"><f>A1</f></c></row>'
    head = '<row r="1"><c r="A1" t="str"><v>name</v></c><c r="B1" t="str"><v>nickname</v></c></row>'
    xml = f"<worksheet {MAIN}><sheetData>{head}{cell}</sheetData></worksheet>"
    assert [p.code for p in book(tmp_path / "w.xlsx", {SHEET: xml}).problems] == ["unknown_column"]


def test_a_part_whose_bytes_are_broken_is_told(tmp_path: Path) -> None:
    file = tmp_path / "w.xlsx"
    file.write_bytes(workbook_bytes({"contacts": [["name"], *[[f"P{i}"] for i in range(200)]]}))
    content = bytearray(file.read_bytes())
    with zipfile.ZipFile(file) as archive:
        part = archive.getinfo(SHEET)
    place = part.header_offset + 30 + len(part.filename)
    content[place : place + 8] = b"\xff" * 8
    file.write_bytes(content)
    (problem,) = tables.read([file]).problems
    assert "not a complete workbook" in problem.message


@pytest.mark.parametrize(
    ("text", "place"),
    [("A1", (0, 1)), ("z9", (25, 9)), ("AA10", (26, 10)), ("$XFD$1048576", (16383, 1048576)), ("A!1", (0, 1))],
)
def test_places_of_cells(text: str, place: tuple[int, int]) -> None:
    assert position(text) == place


def test_the_columns_of_a_stored_row_are_those_of_the_table(tmp_path: Path) -> None:
    (row,) = book(tmp_path / "w.xlsx").rows["contacts"]
    assert len(row) == len(TABLES["contacts"].columns)


@pytest.mark.parametrize("name", ["/etc/passwd", "\\windows", "xl/../../x", "..", "a:b", "a\x01b", "x" * 201, "xl\\x"])
def test_a_part_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    (problem,) = book(tmp_path / "w.xlsx", {name: "x"}).problems
    assert (problem.code, "leads out" in problem.message) == ("bad_workbook", True)


@pytest.mark.parametrize("name", ["xl/a..b", "x" * 200, "customXml/item 1 (copy)+&'.bin", "[trash]/0.dat"])
def test_a_part_with_an_odd_name_is_no_fault(tmp_path: Path, name: str) -> None:
    assert names(book(tmp_path / "w.xlsx", {name: "x"})) == ["Ann"]


def test_two_parts_of_one_name_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "w.xlsx"
    file.write_bytes(workbook_bytes({"contacts": [["name"], ["Ann"]]}))
    with zipfile.ZipFile(file, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("xl/workbook.xml", "<workbook/>")
    (problem,) = tables.read([file]).problems
    assert "parts of one name" in problem.message


@pytest.mark.parametrize(("size", "refused"), [((1 << 20), False), ((1 << 20) + 1, True)])
def test_small_parts_may_be_packed_however_well(tmp_path: Path, size: int, *, refused: bool) -> None:
    file = tmp_path / "w.xlsx"
    file.write_bytes(workbook_bytes({"contacts": [["name"], ["Ann"]]}))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/x.bin", b"0" * size)
    assert tables.read([file]).refused is refused


@pytest.mark.parametrize(("more", "refused"), [(0, False), (1, True)])
def test_a_workbook_unpacks_to_the_limit_and_no_further(tmp_path: Path, more: int, *, refused: bool) -> None:
    file = tmp_path / "w.xlsx"
    file.write_bytes(workbook_bytes({"contacts": [["name"], ["Ann"]]}))
    with zipfile.ZipFile(file) as archive:
        total = sum(part.file_size for part in archive.infolist())
    assert tables.read([file], limits=Limits(unpacked=total - more)).refused is refused
    assert tables.read([file], limits=Limits(file=file.stat().st_size - more)).refused is refused


@pytest.mark.parametrize(("ratio", "refused"), [(2, True), (5_000, False)])
def test_how_well_a_large_part_may_be_packed_is_a_limit(tmp_path: Path, ratio: int, *, refused: bool) -> None:
    file = tmp_path / "w.xlsx"
    file.write_bytes(workbook_bytes({"contacts": [["name"], ["Ann"]]}))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/x.bin", b"0" * (2 << 20))
    assert tables.read([file], limits=Limits(ratio=ratio)).refused is refused


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "the file is empty"),
        (b"\xd0\xcf\x11\xe0rest", "an old .xls file"),
        (b"<html>", "an HTML page"),
        (b"name\nAnn\n", "looks like CSV"),
        (b"PK\x03\x04 and nothing", "not a complete workbook"),
    ],
)
def test_a_workbook_that_is_none_is_named(tmp_path: Path, content: bytes, word: str) -> None:
    (tmp_path / "w.xlsx").write_bytes(content)
    (problem,) = tables.read([tmp_path / "w.xlsx"]).problems
    assert word in problem.message


@pytest.mark.parametrize("head", ["<!DOCTYPE x><x/>", "<!doctype x><x/>", " ", "text alone", "<?xml version='1.0'?>"])
def test_a_part_that_declares_a_doctype_or_holds_no_xml_is_refused(tmp_path: Path, head: str) -> None:
    (problem,) = book(tmp_path / "w.xlsx", {"docProps/x.xml": head}).problems
    assert problem.message == "docProps/x.xml declares a DOCTYPE or begins oddly"


def test_a_part_in_utf_16_is_looked_at_too(tmp_path: Path) -> None:
    file = tmp_path / "w.xlsx"
    file.write_bytes(workbook_bytes({"contacts": [["name"], ["Ann"]]}))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("docProps/x.xml", "<!DOCTYPE x [<!ENTITY a 'b'>]><x/>".encode("utf-16"))
    assert "DOCTYPE" in tables.read([file]).problems[0].message


@pytest.mark.parametrize(
    ("area", "refused"),
    [("A1:GR3", False), ("A1:GS3", True), ("A1:B6", True), ("A1:B5", False), ("A1", False), ("", False)],
)
def test_the_area_that_a_sheet_declares_is_looked_at_first(tmp_path: Path, area: str, *, refused: bool) -> None:
    file = tmp_path / "w.xlsx"
    rows = '<row r="1"><c t="str"><v>name</v></c></row><row r="2"><c t="str"><v>Ann</v></c></row>'
    xml = f'<worksheet><dimension ref="{area}"/><sheetData>{rows}</sheetData></worksheet>'
    book(file, {SHEET: xml})
    checked = tables.read([file], limits=Limits(rows=5))
    assert [f"declares the area {area}" in problem.message for problem in checked.problems] == [True] * refused
    assert checked.refused is refused


@pytest.mark.parametrize(
    ("cell", "since"),
    [('<c r="B2"/>', None), ('<c r="B2" t="str"/>', None), ('<c r="B2" t="str"><v>2026-01-02</v></c>', "2026-01-02")],
)
def test_a_cell_without_a_value_is_blank(tmp_path: Path, cell: str, since: str | None) -> None:
    head = '<row r="1"><c t="str"><v>name</v></c><c t="str"><v>since</v></c></row>'
    xml = f'<worksheet><sheetData>{head}<row r="2"><c t="str"><v>Ann</v></c>{cell}</row></sheetData></worksheet>'
    (row,) = book(tmp_path / "w.xlsx", {SHEET: xml}).rows["contacts"]
    assert row[TABLES["contacts"].index("since")] == since


@pytest.mark.parametrize(
    ("value", "text"),
    [("7", "7"), ("7.0", "7"), ("-0", "0"), ("0.25", "0.25"), ("1e3", "1000"), ("999999999999999", "999999999999999")],
)
def test_a_number_is_written_as_people_do(tmp_path: Path, value: str, text: str) -> None:
    head = '<row r="1"><c t="str"><v>name</v></c><c t="str"><v>note</v></c></row>'
    line = f'<row r="2"><c t="str"><v>Ann</v></c><c><v>{value}</v></c></row>'
    xml = f"<worksheet><sheetData>{head}{line}</sheetData></worksheet>"
    (row,) = book(tmp_path / "w.xlsx", {SHEET: xml}).rows["contacts"]
    assert row[TABLES["contacts"].index("note")] == text


@pytest.mark.parametrize("value", ["1e15", "1000000000000000", "-1e18"])
def test_a_number_that_has_lost_digits_is_told(tmp_path: Path, value: str) -> None:
    cells = f'<row r="2"><c r="A2"><v>{value}</v></c></row>'
    (problem,) = [p for p in book(tmp_path / "w.xlsx", sheet(cells)).problems if p.code == "lost_digits"]
    assert "cell A2" in problem.message


def test_merged_cells_are_told_where_a_value_is_missing(tmp_path: Path) -> None:
    head = '<row r="1"><c t="str"><v>name</v></c><c t="str"><v>title</v></c></row>'
    rows = "".join(f'<row r="{n}"><c t="str"><v>P{n}</v></c></row>' for n in (2, 3, 4))
    merged = '<mergeCells><mergeCell ref="B2:B3"/></mergeCells>'
    checked = book(tmp_path / "w.xlsx", {SHEET: f"<worksheet><sheetData>{head}{rows}</sheetData>{merged}</worksheet>"})
    assert [(p.line, p.column, p.code) for p in checked.problems] == [(3, "title", "merged_cell")]
    assert "B2:B3" in checked.problems[0].message


def test_a_workbook_that_changes_while_it_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = load_workbook._load_sheet

    def and_grow(*words: object) -> None:
        whole(*words)  # type: ignore[arg-type]
        with (tmp_path / "w.xlsx").open("ab") as more:
            more.write(b"x")

    monkeypatch.setattr(load_workbook, "_load_sheet", and_grow)
    assert [problem.code for problem in book(tmp_path / "w.xlsx").problems] == ["changed"]
