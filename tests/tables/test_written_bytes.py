"""What stands in the files we write, letter by letter: cells, columns, parts of a workbook, quarantine."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from influence import tables
from influence.errors import UsageError
from influence.files import MARK
from influence.model.columns import TABLES
from influence.model.rows import Rows
from influence.tables.headers import OURS
from influence.tables.text import neutral, opened
from influence.tables.workbook_writer import letters, workbook_bytes
from influence.tables.write import cell, csv_bytes, texts, write_files
from stores.workspaces import row

if TYPE_CHECKING:
    from pathlib import Path

FORMULAS = "=+-@＝＋－＠﹢﹣﹦﹫"


def column(table: str, name: str) -> object:
    return TABLES[table].columns[TABLES[table].index(name)]


@pytest.mark.parametrize(
    ("table", "name", "value", "en", "zh"),
    [
        ("deals", "value", None, "", ""),
        ("deals", "value", 0.5, "0.5", "0.5"),
        ("deals", "value", 2.0, "2", "2"),
        ("deals", "value", -2.0, "-2", "-2"),
        ("deals", "value", 999999999999999.0, "999999999999999", "999999999999999"),
        ("deals", "value", 1e15, "1000000000000000.0", "1000000000000000.0"),
        ("deals", "value", -1e15, "-1000000000000000.0", "-1000000000000000.0"),
        ("deals", "value", 1e22, "1e+22", "1e+22"),
        ("contacts", "public_official", True, "yes", "是"),
        ("contacts", "public_official", False, "no", "否"),
        ("contacts", "attitude", "accept", "accept", "接受"),
        ("interactions", "target", ("a", "b"), "a;b", "a;b"),
        ("contacts", "note", "as it is", "as it is", "as it is"),
    ],
)
def test_a_value_as_a_cell(table: str, name: str, value: object, en: str, zh: str) -> None:
    told = column(table, name)
    assert (cell(value, told, "en"), cell(value, told, "zh")) == (en, zh)  # type: ignore[arg-type]


def test_rows_stand_in_the_order_of_their_values() -> None:
    rows = [row("attitudes", contact=c, on=on) for c, on in (("b", "2"), ("a", "2"), ("a", None), ("a", "1"))]
    _, *lines = texts("attitudes", rows, "en")
    assert [line[:2] for line in lines] == [["a", ""], ["a", "1"], ["a", "2"], ["b", "2"]]


@pytest.mark.parametrize(("letters", "count"), [(1, 1), (65_534, 1), (65_535, 2)])
def test_long_tables_come_in_parts_that_join_to_the_whole(letters: int, count: int) -> None:
    parts = list(csv_bytes([["x" * letters]]))
    assert b"".join(parts) == b"x" * letters + b"\r\n"
    assert len(parts) == count


@pytest.mark.parametrize("start", FORMULAS)
@pytest.mark.parametrize("before", ["", " ", "\t", ";", "|", ",", '"', "'", " ;'"])
def test_what_a_spreadsheet_would_run_is_neutralised_and_restored(start: str, before: str) -> None:
    text = f"{before}{start}1"
    assert neutral(text) == f"'{text}"
    assert opened(neutral(text)) == text


@pytest.mark.parametrize("text", ["", "1", "a=1", "O'Brien", "'tis", "''", "1-2", "(=1)", "a;=1", "é+"])
def test_other_text_stays(text: str) -> None:
    assert neutral(text) == opened(text) == text


def test_a_restored_text_loses_one_quote_alone() -> None:
    assert (opened("''=1"), opened("'=1"), opened("=1")) == ("'=1", "=1", "=1")


@pytest.mark.parametrize(
    ("number", "name"),
    [(0, "A"), (25, "Z"), (26, "AA"), (27, "AB"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")],
)
def test_columns_are_named_as_spreadsheets_name_them(number: int, name: str) -> None:
    assert letters(number) == name


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_a_workbook_holds_no_time_and_says_whose_it_is() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook_bytes({"contacts": [["name"]]}))) as archive:
        assert archive.comment == MARK
        told = {(p.date_time, p.external_attr >> 16, p.compress_type) for p in archive.infolist()}
    assert told == {((1980, 1, 1, 0, 0, 0), 0o600, zipfile.ZIP_DEFLATED)}


def test_a_workbook_has_these_parts() -> None:
    made = parts(workbook_bytes({"a": [["x"]], "b": [["y"]]}, {"b": ["told"]}))
    assert sorted(made) == sorted(
        (
            "[Content_Types].xml",
            "_rels/.rels",
            "xl/_rels/workbook.xml.rels",
            "xl/comments2.xml",
            "xl/drawings/vml2.vml",
            "xl/workbook.xml",
            "xl/worksheets/_rels/sheet2.xml.rels",
            "xl/worksheets/sheet1.xml",
            "xl/worksheets/sheet2.xml",
        )
    )
    assert made["xl/worksheets/sheet2.xml"].endswith('</sheetData><legacyDrawing r:id="rId2"/></worksheet>')
    assert made["xl/worksheets/sheet1.xml"].endswith("</sheetData></worksheet>")
    types = made["[Content_Types].xml"]
    assert re.findall(r'PartName="([^"]+)"', types) == [
        "/xl/workbook.xml", "/xl/worksheets/sheet1.xml", "/xl/worksheets/sheet2.xml", "/xl/comments2.xml",
    ]  # fmt: skip


def test_another_library_reads_sheets_cells_and_comments() -> None:
    content = workbook_bytes({"a & b": [["x", "", "z"], [], ["<1>"]], "c": [["y"]]}, {"a & b": ["one", "", "<three>"]})
    book = openpyxl.load_workbook(io.BytesIO(content))
    first = book["a & b"]
    assert book.sheetnames == ["a & b", "c"]
    assert [first[place].value for place in ("A1", "B1", "C1", "A2", "A3")] == ["x", None, "z", None, "<1>"]
    comments = [first[place].comment for place in ("A1", "C1")]
    assert [comment.text for comment in comments if comment] == ["one", "<three>"]
    assert book["c"]["A1"].comment is None


@pytest.mark.parametrize("text", ["a\rb", "_x000D_", "_x005F_", "_X000D_", "x_x00_", "a\x0bb", "\ufffe"])
def test_what_xml_cannot_hold_is_coded(text: str) -> None:
    (sheet,) = (part for name, part in parts(workbook_bytes({"a": [[text]]})).items() if "sheet1" in name)
    assert "\r" not in sheet
    assert not set(sheet) & set("\x0b\ufffe")
    found = re.search(r"<t [^>]*>(.*?)</t>", sheet)
    assert found
    assert re.sub("_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), found[1]) == text


def test_quarantine_has_one_line_per_row_and_no_formula(tmp_path: Path) -> None:
    (tmp_path / "w").mkdir()
    (tmp_path / "w" / "contacts.csv").write_text("name,layer,note\nAnn,boss,=1+1\nBo,,\n", encoding="utf-8")
    (tmp_path / "w" / "team.csv").write_text("name,layer\n=Tia,boss\n", encoding="utf-8")
    file = tables.write_quarantine(tables.read([tmp_path / "w"]), tmp_path / "bad.csv")
    head, *lines = csv.reader(io.StringIO(file.read_text(encoding="utf-8")))
    assert head == ["table", "file", "line", "code", "message", "row"]
    assert [(line[:4], json.loads(line[5])) for line in lines] == [
        (["contacts", "contacts.csv", "2", "bad_value"], ["Ann", "boss", "=1+1"]),
        (["team", "team.csv", "2", "bad_value"], ["=Tia", "boss"]),
    ]
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_tables_without_rows_are_left_out_but_contacts(tmp_path: Path, lang: str) -> None:
    rows = Rows({"team": [row("team", name="Tia", id="t")], "deals": []})
    written = tables.write_csv(rows, tmp_path / "csv", lang)
    assert [file.stem for file in written] == {"en": ["contacts", "team"], "zh": ["联系人", "团队"]}[lang]
    book = openpyxl.load_workbook(tables.write_workbook(rows, tmp_path / "w.xlsx", lang))
    assert book.sheetnames == [file.stem for file in written]
    assert (tmp_path / "csv").stat().st_mode & 0o777 == 0o700


def test_folders_above_are_made_and_shared_files_can_be_read(tmp_path: Path) -> None:
    rows = Rows({"contacts": [row("contacts", name="Ann", id="1", attitude="unknown")]})
    (file,) = tables.write_csv(rows, tmp_path / "a" / "b", share=True)
    book = tables.write_workbook(rows, tmp_path / "w.xlsx", share=True)
    assert {path.stat().st_mode & 0o777 for path in (file, book)} == {0o644}


def test_several_small_files_stand_in_one_folder(tmp_path: Path) -> None:
    made = write_files(tmp_path / "a" / "b", {"x": b"1", "y": b"2"})
    assert {path.name: path.read_bytes() for path in made} == {"x": b"1", "y": b"2"}
    assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("write", [tables.write_csv, tables.write_workbook])
def test_tables_of_others_stay_unless_the_caller_says_so(tmp_path: Path, write: Any) -> None:
    rows = Rows({"contacts": [row("contacts", name="Ann", id="1", attitude="unknown")]})
    target = tmp_path if write is tables.write_csv else tmp_path / "contacts.csv"
    (tmp_path / "contacts.csv").write_bytes(b"mine")
    with pytest.raises(UsageError, match="not written by influence"):
        write(rows, target)
    assert (tmp_path / "contacts.csv").read_bytes() == b"mine"
    written = write(rows, target, overwrite=True)
    assert {path.stat().st_mode & 0o777 for path in (written if isinstance(written, list) else [written])} == {0o600}
    assert (tmp_path / "contacts.csv").read_bytes() != b"mine"


def test_a_quarantine_replaces_no_file_of_others(tmp_path: Path) -> None:
    (tmp_path / "contacts.csv").write_text("name,layer\n王芳,boss\n", encoding="utf-8")
    (tmp_path / "bad.csv").write_bytes(b"mine")
    checked = tables.read([tmp_path / "contacts.csv"])
    with pytest.raises(UsageError, match="not written by influence"):
        tables.write_quarantine(checked, tmp_path / "bad.csv")
    tables.write_quarantine(checked, tmp_path / "bad.csv", overwrite=True)
    assert '[""王芳"", ""boss""]' in (tmp_path / "bad.csv").read_text(encoding="utf-8")


def test_the_column_that_marks_our_exports_is_empty(tmp_path: Path) -> None:
    (file,) = tables.write_csv(Rows({"contacts": [row("contacts", name="Ann", id="1", attitude="unknown")]}), tmp_path)
    head, line = csv.reader(io.StringIO(file.read_text(encoding="utf-8")))
    assert (head[-1], line[-1], len(head), len(line)) == (OURS, "", len(line), len(head))


def test_the_parts_of_a_workbook_point_at_each_other() -> None:
    made = parts(workbook_bytes({"a": [["x"]], "b": [["y"]]}, {"a": ["told"]}))
    linked = {name: re.findall(r'Type="[^"]*/(\w+)" Target="([^"]+)"', text) for name, text in made.items()}
    assert linked["_rels/.rels"] == [("officeDocument", "xl/workbook.xml")]
    assert linked["xl/_rels/workbook.xml.rels"] == [
        ("worksheet", "worksheets/sheet1.xml"), ("worksheet", "worksheets/sheet2.xml"),
    ]  # fmt: skip
    assert linked["xl/worksheets/_rels/sheet1.xml.rels"] == [
        ("comments", "../comments1.xml"), ("vmlDrawing", "../drawings/vml1.vml"),
    ]  # fmt: skip
    assert re.findall(r'name="(\w)" sheetId="(\d)" r:id="(\w+)"', made["xl/workbook.xml"]) == [
        ("a", "1", "rId1"), ("b", "2", "rId2"),
    ]  # fmt: skip
    assert re.findall(r"<x:Column>(\d+)</x:Column>", made["xl/drawings/vml1.vml"]) == ["0"]
