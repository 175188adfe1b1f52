"""The edges of reading: limits that hold to the letter, delimiters, headers, encodings, what a file is taken for."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from influence import tables
from influence.errors import EnvironmentFault, UsageError
from influence.tables import encoding, headers, load_csv, source
from influence.tables.cells import converter
from influence.tables.csv_reader import Head, blocks, head
from influence.tables.limits import LIMITS, Limits
from influence.tables.read import _size
from influence.tables.report import Report


def contacts(folder: Path, content: str | bytes, **options: object) -> tables.Checked:
    """Reading says this of contacts.csv with this content."""
    data = content if isinstance(content, bytes) else content.encode()
    (folder / "contacts.csv").write_bytes(data)
    return tables.read([folder], **options)  # type: ignore[arg-type]


def said(checked: tables.Checked) -> list[tuple[int, str]]:
    return [(problem.line, problem.code) for problem in checked.problems]


def names(checked: tables.Checked) -> list[str]:
    return [row[0] for row in checked.rows["contacts"]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("sep=;\nid;name\n", Head(["id", "name"], 2, ";")),
        ("SEP=|\r\nid|name\r\n", Head(["id", "name"], 2, "|")),
        ("sep=,\n", Head([], 2, ",")),
        ("sep=;;\nid;name\n", Head(["sep=;;"], 1, ",")),
        ("sep=\nid;name\n", Head(["sep="], 1, ",")),
        ("id,name;note\n", Head(["id", "name;note"], 1, ",")),
        ("id\tname,note\tnote\n", Head(["id", "name,note", "note"], 1, "\t")),
        ("id|name\n", Head(["id", "name"], 1, "|")),
        ("x;y\n", Head(["x;y"], 1, ",")),
        ("", Head([], 1, ",")),
        ('"id","na""me"\n', Head(["id", 'na"me'], 1, ",")),
        ('"id"x,name\n', Head([], 1, ",")),
        ('"id","na\nme"\n1,Ann\n', Head([], 1, ",")),
    ],
)
def test_the_header_and_its_delimiter(tmp_path: Path, text: str, found: Head) -> None:
    (tmp_path / "c.csv").write_bytes(text.encode())
    assert head(tmp_path / "c.csv", "utf-8", "contacts") == found


def block_of(folder: Path, text: str, width: int = 2) -> tuple[list[tuple[int, list[str]]], list[tuple[int, str]]]:
    """Good rows with their lines, and odd ones with their codes, below a header of `width` columns."""
    (folder / "c.csv").write_bytes(f"head\n{text}".encode())
    start = Head(["x"] * width, 1, ",")
    found = list(blocks(folder / "c.csv", "utf-8", start, LIMITS))
    good = [pair for block in found for pair in zip(block.lines, block.rows, strict=True)]
    return good, [(line, flag.code) for block in found for line, _, flag in block.odd]


@pytest.mark.parametrize(
    ("text", "good", "odd"),
    [
        ("a,b\n\nc,d\n", [(2, ["a", "b"]), (4, ["c", "d"])], []),
        ("a,b\n  \nc,d\n", [(2, ["a", "b"]), (4, ["c", "d"])], []),
        ("a\n", [], [(2, "ragged_row")]),
        ("a,b,\n", [], [(2, "trailing_cells")]),
        ("a,b,c\n", [], [(2, "ragged_row")]),
        (",,\n", [], [(2, "trailing_cells")]),
        ('"a\nb",c\nd,e\n', [(2, ["a\nb", "c"]), (4, ["d", "e"])], []),
        ('"a"x,b\nc,d\n', [(3, ["c", "d"])], [(2, "stray_quote")]),
        ('a,"b"\nc,d\n"e"f,g\n', [(2, ["a", "b"]), (3, ["c", "d"])], [(4, "stray_quote")]),
        ('a,b"c\n', [(2, ["a", 'b"c'])], []),
        ('"",""\n', [(2, ["", ""])], []),
    ],
)
def test_rows_and_their_lines(
    tmp_path: Path, text: str, good: list[tuple[int, list[str]]], odd: list[tuple[int, str]]
) -> None:
    assert block_of(tmp_path, text) == (good, odd)


def test_in_a_table_of_one_column_a_blank_line_is_no_row(tmp_path: Path) -> None:
    assert block_of(tmp_path, "a\n\n \nb\n", 1) == ([(2, ["a"]), (5, ["b"])], [])
    assert block_of(tmp_path, "a\n \nb\n", 1) == ([(2, ["a"]), (4, ["b"])], [])


def test_a_header_alone_is_no_contact(tmp_path: Path) -> None:
    assert [code for _, code in said(contacts(tmp_path, "id,name\n"))] == ["no_rows"]


def test_full_width_commas_are_named_in_rows_and_headers(tmp_path: Path) -> None:
    checked = contacts(tmp_path, "id,name\n1，Ann\n")
    assert "full-width" in checked.problems[0].hint
    assert "full-width" in contacts(tmp_path, "id，name\n1，Ann\n").problems[0].hint
    assert "full-width" not in contacts(tmp_path, "id,name\n1\n").problems[0].hint


def test_empty_cells_after_the_last_column_are_told_and_the_row_is_read(tmp_path: Path) -> None:
    checked = contacts(tmp_path, "id,name\n1,Ann,, \n2,Bo\n")
    assert (sorted(names(checked)), said(checked)) == (["Ann", "Bo"], [(2, "trailing_cells")])
    assert checked.problems[0].message.startswith("2 empty cells")


def test_the_limit_of_the_csv_module_is_as_before(tmp_path: Path) -> None:
    before = csv.field_size_limit(77_777)
    try:
        contacts(tmp_path, "id,name\n1,Ann\n")
        assert csv.field_size_limit() == 77_777
    finally:
        csv.field_size_limit(before)


def test_a_cell_is_as_long_as_the_limit_and_no_longer(tmp_path: Path) -> None:
    limits = Limits(cell=10)
    checked = contacts(tmp_path, f"id,name,note\n1,Ann,{'x' * 10}\n2,Bo,{'x' * 11}\n", limits=limits)
    assert said(checked) == [(3, "too_long")]
    checked = contacts(tmp_path, f'id,name,note\n1,Ann,"é{"x" * 9}"\n2,Bo,é{"x" * 10}\n', limits=limits)
    assert said(checked) == [(3, "too_long")]


@pytest.mark.parametrize(
    ("limits", "content", "code"),
    [
        (Limits(name=3), "id,name\n1,Ann\n", None),
        (Limits(name=3), "id,name\n1,Anna\n", "too_long"),
        (Limits(name=3), "id,name\n1234,Ann\n", "too_long"),
        (Limits(columns=2), "id,name\n1,Ann\n", None),
        (Limits(columns=1), "id,name\n1,Ann\n", "too_many_columns"),
        (Limits(rows=2), "id,name\n1,Ann\n2,Bo\n", None),
        (Limits(rows=1), "id,name\n1,Ann\n2,Bo\n", "too_many_rows"),
        (Limits(people=2), "id,name\n1,Ann\n2,Bo\n", None),
        (Limits(people=1), "id,name\n1,Ann\n2,Bo\n", "too_many_people"),
        (Limits(file=14), "id,name\n1,Ann\n", None),
        (Limits(file=13), "id,name\n1,Ann\n", "too_big"),
        (Limits(marks=2), "id,name\n1,a\u0323\u0302\n", None),
        (Limits(marks=2), "id,name\n1,x\u0323\u0302\u0301\n", "stacked_marks"),
    ],
)
def test_every_limit_holds_to_the_letter(tmp_path: Path, limits: Limits, content: str, code: str | None) -> None:
    assert [found for _, found in said(contacts(tmp_path, content, limits=limits))] == ([code] if code else [])


@pytest.mark.parametrize(
    ("header", "code", "message"),
    [
        ("id,name,", "blank_column_name", "column 3 has no name"),
        (",name, ", "blank_column_name", "column 1 and 3 has no name"),
        ("name,id,NAME", "duplicate_column", "'name' stands at columns 1 and 3"),
        ("name,x,id,X", "duplicate_column", "'x' stands at columns 2 and 4"),
        ("id,nam", "missing_column", "required column name is missing; the first line is 'id,nam'"),
        ("姓名,name", "duplicate_column", None),
    ],
)
def test_what_is_wrong_with_a_header(header: str, code: str, message: str | None) -> None:
    fault = headers.fault(header.split(","), "contacts", 200)
    assert fault is not None
    assert fault.code == code
    assert message is None or fault.message == message


@pytest.mark.parametrize("cell", ["name", "NAME ", "na\u200bme", "ｎａｍｅ", "姓名"])
def test_a_header_is_known_in_all_its_forms(cell: str) -> None:
    assert headers.columns_of(["id", cell], "contacts") == ["id", "name"]


@pytest.mark.parametrize(("text", "near"), [("contcts", "contacts"), ("xyz", ""), ("", "")])
def test_the_nearest_word_is_near(text: str, near: str) -> None:
    assert headers.nearest(text, ["contacts", "team"]) == near


@pytest.mark.parametrize(
    ("name", "found"),
    [("GBK", "gbk"), ("utf8", "utf-8"), ("utf-16", "utf-16"), ("latin-1", "iso8859-1"), ("utf-16-le", "utf-16-le")],
)
def test_a_known_encoding(name: str, found: str) -> None:
    assert encoding.known_encoding(name) == found


@pytest.mark.parametrize("name", ["klingon", "rot13", "hex", "zip", "base64", "", "idna\0"])
def test_what_is_no_text_encoding_is_refused(name: str) -> None:
    with pytest.raises(UsageError) as told:
        encoding.known_encoding(name)
    assert told.value.candidates == ["gb18030", "big5", "cp1252", "utf-16"]


def scanned(content: bytes, named: str | None = None) -> tuple[int, int, str, str]:
    found = encoding.scan(io.BytesIO(content), named)
    assert found.size == len(content)
    return found.line, found.offset, found.reason, found.encoding


@pytest.mark.parametrize(
    ("content", "line", "offset"),
    [
        (b"\xff", 1, 0),
        (b"a\n\xff", 2, 2),
        (b"a\r\nb\rc\n\xff", 4, 7),
        (b"\xef\xbb\xbfa\n\xff", 2, 5),
        ("é\n".encode() + b"\xff", 2, 3),
        (b"ab\xc3", 1, 2),
        (b"\xed\xa0\x80", 1, 0),
    ],
)
def test_the_first_byte_that_does_not_fit(content: bytes, line: int, offset: int) -> None:
    assert scanned(content)[:2] == (line, offset)
    assert scanned(content)[2]


@pytest.mark.parametrize("lead", [b"", b"a", b"ab", "é".encode()])
def test_letters_across_blocks_are_whole(monkeypatch: pytest.MonkeyPatch, lead: bytes) -> None:
    monkeypatch.setattr(encoding, "BLOCK", 3)
    content = lead + "名\r\n字\n".encode() * 3
    assert scanned(content) == (0, 0, "", "utf-8-sig")
    assert scanned(content + b"\xff")[1] == len(content)


@pytest.mark.parametrize(("run", "reason"), [(10, ""), (11, "line too long")])
def test_a_line_is_as_long_as_the_limit_and_no_longer(monkeypatch: pytest.MonkeyPatch, run: int, reason: str) -> None:
    monkeypatch.setattr(encoding, "LONGEST_LINE", 10)
    monkeypatch.setattr(encoding, "BLOCK", 4)
    assert scanned(b"ab\n" + b"x" * run)[2] == reason
    assert scanned(b"x" * 6 + b"\r" + b"x" * 6 + b"\n" + b"x" * 6)[2] == ""


def test_a_utf8_mark_decides_and_a_named_encoding_else() -> None:
    assert scanned(b"\xef\xbb\xbfa", "gbk")[3] == "utf-8-sig"
    assert scanned("王".encode("gbk"), "gbk") == (0, 0, "", "gbk")
    assert scanned(b"a")[3] == "utf-8-sig"


@pytest.mark.parametrize(
    ("sample", "first"),
    [
        ("姓名,部门\n王芳,采购部\n李伟,财务部\n".encode("gb18030"), "perhaps --encoding gb18030 (it then reads"),
        ("姓名,部門\n陳小姐,採購部\n林先生,財務部\n".encode("big5"), "perhaps --encoding big5 (it then reads"),
        ("name\nMüller\nJosé\nAndré\n".encode("cp1252"), "perhaps --encoding cp1252 (it then reads 'Müller' 'José'"),
        ("a".encode("utf-16"), "the file begins like utf-16: try --encoding utf-16"),
        ("a".encode("utf-32"), "the file begins like utf-32: try --encoding utf-32"),
        (b"\xfe\xff\x00a", "the file begins like utf-16: try --encoding utf-16"),
        ("name\nÉmile\nÜ\nÅsa\n".encode("cp1252"), "perhaps --encoding cp1252"),
        (b"\x81\x00\xff\x00", ""),
    ],
)
def test_what_is_offered(sample: bytes, first: str) -> None:
    assert encoding.offer(sample).startswith(first)
    assert bool(encoding.offer(sample)) is bool(first)


def test_lines_are_counted_over_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "BLOCK", 2)
    assert scanned(b"a\nb\nc\n\xff")[:2] == (4, 6)
    assert scanned(b"a\rb\r\nc\n\xff")[1] == 7


@pytest.mark.parametrize("sample", [b"", b"plain", b"a,b\n1,2\n"])
def test_nothing_is_offered_for_plain_text(sample: bytes) -> None:
    assert encoding.offer(sample) == ""


def test_a_sample_that_ends_within_a_letter_is_judged_by_its_whole_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    sample = "王芳,采购部\n李伟,财务部\n陈".encode("gb18030")[:-1]
    monkeypatch.setattr(encoding, "BLOCK", len(sample))
    assert encoding.offer(sample).startswith("perhaps --encoding gb18030")
    monkeypatch.setattr(encoding, "BLOCK", len(sample) + 1)
    assert "gb18030" not in encoding.offer(sample)


def test_an_offer_names_every_encoding_that_fits_best_first() -> None:
    told = encoding.offer("王芳,采购部\n李伟,财务部\n".encode("gb18030"))
    assert told.index("gb18030") < told.index("; or --encoding big5 (")


def test_an_offer_shows_three_words_at_most() -> None:
    told = encoding.offer("Müller,José,André,Zoë\n".encode("cp1252"))
    assert "'Müller' 'José' 'André')" in told
    assert "Zoë" not in told


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("contacts.csv.gz", "unpack it first"),
        ("tables.zip", "give the folder"),
        ("book.xls", "save it as .xlsx"),
        ("book.ODS", "save it as .xlsx"),
        ("x.json", "CSV files or as a workbook"),
        ("people.csv", "name it after one"),
        ("contacts.tsv", "name it after one"),
        ("contacts", "name it after one"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_the_remedy(tmp_path: Path, name: str, remedy: str) -> None:
    (tmp_path / name).write_bytes(b"name\nAnn\n")
    (problem,) = tables.read([tmp_path / name]).problems
    assert (problem.code, remedy in problem.hint) == ("not_a_table", True)


@pytest.mark.parametrize("suffix", [*source.REMEDIES, ".YML", ".Tgz"])
def test_every_known_kind_of_file_has_its_remedy(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"contacts{suffix}").write_bytes(b"x")
    (problem,) = tables.read([tmp_path / f"contacts{suffix}"]).problems
    assert problem.message.endswith(f"{suffix.lower()} files are no tables")
    assert problem.hint == source.REMEDIES[suffix.lower()]


def test_the_kinds_of_files_that_are_no_tables() -> None:
    assert set(source.REMEDIES) == {
        ".gz", ".zip", ".bz2", ".xz", ".tar", ".tgz", ".7z", ".rar", ".xls", ".xlsb", ".ods", ".json", ".yaml", ".yml",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["Contacts.CSV", "联系人.csv", "CONTACTS.csv"])
def test_a_table_is_known_by_its_name_in_any_case(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"name\nAnn\n")
    assert names(tables.read([tmp_path])) == names(tables.read([tmp_path / name])) == ["Ann"]


@pytest.mark.parametrize(
    ("start", "what"),
    [
        (b"PK\x03\x04", "a workbook or zip archive"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"\xd0\xcf\x11\xe0", "an old or encrypted Office file"),
        (b"%PDF", "a PDF file"),
        (b"SQLite format 3", "a database"),
        (b"<!DOCTYPE html>", "an HTML page"),
        (b"\xef\xbb\xbf  <HTML>", "an HTML page"),
        (b"<?xml", "an HTML page"),
        (b"<table", "an HTML page"),
        (b"<head", "an HTML page"),
        (b"name", None),
        (b"<b", None),
    ],
)
def test_what_a_file_really_is(start: bytes, what: str | None) -> None:
    found = source.disguise(start + b" and more")
    assert (found and found[0]) == what


@pytest.mark.parametrize("entry", [".hidden.csv", "~$book.xlsx", "folder.csv/x", "notes.txt", "README.md"])
def test_what_is_no_table_by_its_nature_is_passed_over_in_silence(tmp_path: Path, entry: str) -> None:
    (tmp_path / entry).parent.mkdir(exist_ok=True)
    (tmp_path / entry).touch()
    assert [r for r in contacts(tmp_path, "id,name\n1,Ann\n").remarks if "not read" in r] == []


@pytest.mark.parametrize(("entry", "hint"), [("contcts.csv", "; did you mean contacts.csv?"), ("zzz.xlsx", "")])
def test_what_might_be_a_table_is_remarked(tmp_path: Path, entry: str, hint: str) -> None:
    (tmp_path / entry).touch()
    remarks = contacts(tmp_path, "id,name\n1,Ann\n").remarks
    assert f"{entry} was not read: it is not named after a table{hint}" in remarks


@pytest.mark.parametrize("address", ["http://x/y", "s3://x", "file:///x", "FTP://x", "jar+file:/x"])
def test_addresses_are_refused(address: str) -> None:
    with pytest.raises(UsageError, match="is an address"):
        source.files([f"{address}?token=secret"], Report())


def test_a_secret_in_an_address_is_not_repeated() -> None:
    with pytest.raises(UsageError) as told:
        source.files(["https://x/y?token=secret"], Report())
    assert "secret" not in told.value.message


@pytest.mark.parametrize("name", ["c:file", "a://b"[:1], "x\0y"])
def test_a_path_that_is_none_is_the_environments_fault(name: str) -> None:
    with pytest.raises(EnvironmentFault):
        source.files([f"/nowhere/{name}"], Report())


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("1,000.5", "write digits"),
        ("0,5", "no thousands separator"),
        ("1.000,5", "no thousands separator"),
        ("50%", "0.5 for 50 %"),
        ("half", "write digits"),
    ],
)
def test_a_number_in_another_form_gets_its_own_hint(text: str, hint: str) -> None:
    assert hint in told("relationships", "strength", text)


@pytest.mark.parametrize(
    ("text", "hint"),
    [("4", "4 of 5 is 0.8, 4 % is 0.04"), ("100", "100 % is 1"), ("100.5", "from 0 to 1"), ("-1", "from 0 to 1")],
)
def test_a_share_on_another_scale_is_explained(text: str, hint: str) -> None:
    assert hint in told("relationships", "strength", text)
    assert ("divide" in told("relationships", "strength", text)) == ("%" in hint)


@pytest.mark.parametrize(("text", "serial"), [("45000", True), ("45000.5", True), ("4500", False), ("450000", False)])
def test_a_serial_number_is_known_as_one(text: str, *, serial: bool) -> None:
    assert ("serial number" in told("relationships", "since", text)) is serial


def told(table: str, column: str, text: str) -> str:
    """The hint that a bad cell gets."""
    found = tables_column(table, column)
    _, flags = converter(found, LIMITS)(text)  # type: ignore[arg-type]
    return " ".join(flag.hint for flag in flags)


def tables_column(table: str, column: str) -> object:
    from influence.model.columns import TABLES

    return TABLES[table].columns[TABLES[table].index(column)]


PLAIN = "1,2,fair\n2,3,\n"
ODD = "1,2,'=1\n 2,3,\n2, 3 ,fair\n3,1,é\n,1,x\n1,x y,\n"


BLANK = "1,2,a\n,3,b\n2,,c\n"
SPACES = "1,2,a\n 2,3,b \n"
LONG = f"1,2,{'x' * 40_000}\n2,3,y\n"
CONTROL = "1,2,a\x01\n2,3,b\n"
QUOTED = "1,2,'=1\n2,3,b\n"


@pytest.mark.parametrize("rows", [PLAIN, ODD, PLAIN + ODD, BLANK, SPACES, LONG, CONTROL, QUOTED])
@pytest.mark.parametrize(("many", "pooled"), [(1, 0), (1, 1_000), (2, 1)])
def test_long_columns_are_read_like_short_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: str, many: int, pooled: int
) -> None:
    (tmp_path / "relationships.csv").write_text(f"source,target,evidence\n{rows}", encoding="utf-8")
    people = "id,name\n1,Ann\n2,Bo\n3,Cy\n"
    short = contacts(tmp_path, people)
    monkeypatch.setattr(load_csv, "MANY", many)
    monkeypatch.setattr(load_csv, "POOLED", pooled)
    long = contacts(tmp_path, people)
    assert long.rows.tables == short.rows.tables
    assert long.problems == short.problems


def test_a_file_that_is_gone_has_no_size() -> None:
    assert _size(source.File(Path("/nowhere/contacts.csv"), "contacts.csv", "contacts")) == 0
