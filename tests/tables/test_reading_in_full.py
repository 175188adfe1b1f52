"""What reading knows, listed in full, and where it says that something is wrong: a word too few would be a misread."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
from typing import TYPE_CHECKING

import pytest

from influence import tables
from influence.model.columns import TABLES, Type
from influence.tables import cells, encoding, names, source
from influence.tables.limits import LIMITS, Limits
from influence.tables.load_csv import Refused
from influence.tables.people import LOOKALIKE, skeleton
from influence.tables.workbook import Workbook
from influence.tables.workbook_guard import guarded
from influence.tables.workbook_writer import workbook_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Read

TEXTS = [(table, column) for table, found in TABLES.items() for column in found.columns if column.type is Type.TEXT]
FREE = (
    "note evidence description outcome subject expects title fact_source style skills budget timing product incumbent"
)
SHEET = "xl/worksheets/sheet1.xml"
REMEDIES = {
    "unpack it first": ".gz .bz2 .xz .tar .tgz .7z .rar",
    "unpack it first and give the folder": ".zip",
    "open it in a spreadsheet and save it as .xlsx or CSV (UTF-8)": ".xls .xlsb .ods",
    "give the tables as CSV files or as a workbook": ".json .yaml .yml",
}


@pytest.mark.parametrize(("table", "column"), TEXTS, ids=lambda found: getattr(found, "name", found))
def test_only_free_text_may_hold_line_breaks(table: str, column: object) -> None:
    _, flags = cells.converter(column, LIMITS)("two\nlines")  # type: ignore[arg-type]
    told = [flag.code for flag in flags]
    assert told == ([] if column.name in FREE.split() else ["line_break"]), table  # type: ignore[attr-defined]


def test_the_kinds_of_files_that_are_no_tables_and_what_helps() -> None:
    assert {suffix: what for what, kinds in REMEDIES.items() for suffix in kinds.split()} == source.REMEDIES


@pytest.mark.parametrize(
    ("start", "remedy"),
    [
        (b"PK\x03\x04", "give it its right name (.xlsx), or save it as CSV (UTF-8)"),
        (b"\x1f\x8b", "unpack it first"),
        (b"\xd0\xcf\x11\xe0", "save it without a password as .xlsx or CSV (UTF-8)"),
        (b"%PDF", "export the table as CSV (UTF-8)"),
        (b"SQLite format 3", "export the tables as CSV (UTF-8)"),
        (b"<html>", "perhaps the session had expired: log in and export again as CSV (UTF-8)"),
    ],
)
def test_what_helps_with_a_file_in_disguise(read: Read, tmp_path: Path, start: bytes, remedy: str) -> None:
    read()
    (tmp_path / "w" / "contacts.csv").write_bytes(start + b" and more")
    (problem,) = tables.read([tmp_path / "w"]).problems
    assert (problem.code, problem.line, problem.table, problem.hint) == ("not_csv", 1, "contacts", remedy)


def test_letters_of_other_scripts_that_look_latin() -> None:
    looks = {chr(other): chr(latin) for other, latin in LOOKALIKE.items()}
    assert "".join(looks) == "АВЕКМНОРСТУХаеорсухіјѕԁԛԝһӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧονϲ"
    assert "".join(map(skeleton, looks)) == "ABEKMHOPCTYXaeopcyxijsdqwhlABEZHIKMNOPTYXovc"


def test_ids_made_from_names_are_counted_by_table(read: Read) -> None:
    checked = read("name\nAnn\nBo\n", team="name\nTia\n", accounts="id,name\nA,Acme\n")
    assert checked.remarks == ["ids were made from names: 2 in contacts, 1 in team"]


@pytest.mark.parametrize(
    ("contacts", "line", "code"),
    [
        (b"", 0, "empty_file"),
        (b"<html>", 1, "not_csv"),
        (b"id,nam\n1,Ann\n", 1, "missing_column"),
        (b"sep=;\nid;nam\n", 2, "missing_column"),
        (b"id,name\n1,\xff\n", 2, "encoding"),
        (b'id,name\n1,Ann\n2,"Bo\n', 3, "unclosed_quote"),
        (b"id,name\n", 1, "no_rows"),
    ],
)
def test_a_file_that_is_refused_is_told_with_its_place(
    read: Read, tmp_path: Path, contacts: bytes, line: int, code: str
) -> None:
    read()
    (tmp_path / "w" / "contacts.csv").write_bytes(contacts)
    checked = tables.read([tmp_path / "w"])
    told = [(p.file, p.table, p.line, p.column, p.code, p.severity) for p in checked.problems]
    assert told == [("contacts.csv", "contacts", line, "", code, "error")]
    assert (checked.refused, checked.sources) == (True, [])


@pytest.mark.parametrize(
    ("content", "named", "said"),
    [
        (b"id,name\n1,\xff,\n", None, "not valid UTF-8 at line 2, byte 10"),
        (b"\xef\xbb\xbfid,name\n1,\xff,\n", None, "not valid UTF-8 at line 2, byte 13"),
        (b"id,name\n1,\xff\xff,\n", "gb18030", "not valid gb18030 at line 2, byte 10"),
        (b"id,name\n1,\xe7\x8e", None, "the file ends inside a character: truncated at line 2, byte 10"),
    ],
)
def test_bytes_that_are_no_text_are_named_to_the_byte(tmp_path: Path, content: bytes, named: str, said: str) -> None:
    (tmp_path / "contacts.csv").write_bytes(content)
    assert [p.message for p in tables.read([tmp_path], encoding=named).problems] == [said]


@pytest.mark.parametrize(("above", "told"), [(1, True), (49, True), (50, False)])
def test_a_header_below_a_title_is_looked_for_in_fifty_lines(read: Read, above: int, *, told: bool) -> None:
    checked = read("Our contacts\n" * above + "id,name\n1,Ann\n")
    hint = f"line {above + 1} looks like the header: delete the lines above it"
    assert (checked.problems[0].hint == hint) is told
    assert checked.problems[0].line == 1


@pytest.mark.parametrize(("usual", "offered"), [(1, False), (2, True)])
def test_an_encoding_is_offered_where_more_than_half_of_its_letters_are_usual(usual: int, *, offered: bool) -> None:
    sample = "Zo" + "\nZo".join("é" * usual) + "\n1¡"
    assert bool(encoding.offer(sample.encode("cp1252"))) is offered


@pytest.mark.parametrize(("made", "kept"), [(2, 2), (3, 0)])
def test_what_is_remembered_of_a_column_is_bounded(monkeypatch: pytest.MonkeyPatch, made: int, kept: int) -> None:
    monkeypatch.setattr(cells, "KEPT", 2)
    column = cells.Cells(lambda text: (text, []))
    for number in range(made):
        assert column[str(number)] == str(number)
    column.forget()
    assert len(column) == kept


def test_near_words_are_looked_for_as_often_as_time_allows(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "NEAR_SEARCHES", 2)
    people = "id,name,account\nAnna,Anna,Acmee\nBob,Bob,Acmf\nCyn,Cyn,Acmg\n"
    ties = "source,target,strength\nAnna,Bobb,.5\nAnna,Bobx,.5\nAnna,Boby,.5\nAnna,0Bob,.5\n"
    checked = read(people, accounts="id,name\nA,Acme\n", relationships=ties)
    told = [(p.file[:-4], p.hint.startswith("did you mean")) for p in checked.problems]
    assert told == [
        ("contacts", True), ("contacts", True), ("contacts", False),
        ("relationships", True), ("relationships", True), ("relationships", False), ("relationships", True),
    ]  # fmt: skip


def test_progress_is_the_share_of_all_bytes_read(read: Read, tmp_path: Path) -> None:
    read("id,name\n1,Ann\n2,Bo\n", team="id,name\n8,T\n")
    sizes = [(tmp_path / "w" / f"{name}.csv").stat().st_size for name in ("contacts", "team")]
    told: list[tuple[str, int, float]] = []
    tables.read([tmp_path / "w"], progress=lambda *words: told.append(words))
    share = sizes[0] / sum(sizes)
    assert told == [("contacts.csv", 2, share)] * 2 + [("team.csv", 3, 1.0)] * 2


def styled(folder: Path, style: str, parts: int = 0, **changes: bytes) -> Path:
    """A workbook whose only own style is `style`, with some parts more."""
    with zipfile.ZipFile(io.BytesIO(workbook_bytes({"contacts": [["name"], ["Ann"]]}))) as sound:
        whole = {name: sound.read(name) for name in sound.namelist()}
    whole["xl/styles.xml"] = f"<styleSheet>{style}</styleSheet>".encode()
    whole |= {name.replace("__", "/"): content for name, content in changes.items()}
    whole |= {f"x/{number}": b"" for number in range(parts - len(whole))}
    with zipfile.ZipFile(folder / "w.xlsx", "w") as archive:
        for name, content in whole.items():
            archive.writestr(name, content)
    return folder / "w.xlsx"


def days_of(file: Path) -> list[bool]:
    with guarded(file, LIMITS) as archive:
        return Workbook(archive, LIMITS).dates


def test_the_built_in_styles_that_show_a_day(tmp_path: Path) -> None:
    style = "".join(f'<xf numFmtId="{number}"/>' for number in range(82))
    found = days_of(styled(tmp_path, f"<cellXfs>{style}</cellXfs>"))
    assert [number for number, day in enumerate(found) if day] == [14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)]


@pytest.mark.parametrize(
    ("code", "day"),
    [
        ("General", False), ("0.00", False), ("h:mm:ss", False), ("mm:ss", False), ("[h]:mm", False),
        ("[Red]0", False), ("[$-409]0", False), ('0"day"', False), (r"0\d", False), ("0;d", False), ("@", False),
        ("yyyy-mm-dd", True), ("D.M.YY", True), ("[$-409]d-mmm;@", True), ("yyyy年m月", True), ("m月d日", True),
        ("mmm yy", True), ("mmmm y h:mm", True), ("0年", True), ("0月", True), ("0日", True),
    ],
)  # fmt: skip
def test_the_formats_that_show_a_day(tmp_path: Path, code: str, *, day: bool) -> None:
    quoted = code.replace('"', "&quot;")
    style = f'<numFmts><numFmt numFmtId="164" formatCode="{quoted}"/></numFmts><cellXfs><xf numFmtId="164"/></cellXfs>'
    assert days_of(styled(tmp_path, style)) == [day]


@pytest.mark.parametrize("parts", [2_000, 2_001])
def test_a_workbook_has_so_many_parts_and_no_more(tmp_path: Path, parts: int) -> None:
    found = tables.read([styled(tmp_path, "", parts)])
    assert [p.code for p in found.problems] == ([] if parts == 2_000 else ["bad_workbook"])


def test_a_workbook_unpacks_to_its_limit_and_no_further(tmp_path: Path) -> None:
    file = styled(tmp_path, "")
    with zipfile.ZipFile(file) as archive:
        whole = sum(part.file_size for part in archive.infolist())
    assert tables.read([file], limits=Limits(unpacked=whole)).problems == []
    assert [p.code for p in tables.read([file], limits=Limits(unpacked=whole - 1)).problems] == ["too_big"]
    size = file.stat().st_size
    assert tables.read([file], limits=Limits(file=size)).problems == []
    assert [p.code for p in tables.read([file], limits=Limits(file=size - 1)).problems] == ["too_big"]


@pytest.mark.parametrize(("area", "code"), [("A3:A100002", []), ("A3:A100003", ["bad_workbook"])])
def test_so_many_cells_may_be_merged_and_no_more(tmp_path: Path, area: str, code: list[str]) -> None:
    rows = (
        '<sheetData><row r="1"><c t="str"><v>name</v></c></row><row r="2"><c t="str"><v>Ann</v></c></row></sheetData>'
    )
    xml = f'<worksheet>{rows}<mergeCells><mergeCell ref="{area}"/></mergeCells></worksheet>'
    checked = tables.read([styled(tmp_path, "", **{SHEET: xml.encode()})])
    assert [p.code for p in checked.problems] == code


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty_file"),
        (b"\xd0\xcf\x11\xe0", "an old .xls file, or a workbook with a password"),
        (b"<html>", "this is an HTML page"),
        (b"id,name\n", "this is no workbook; it looks like CSV or other text"),
        (b"PK\x03\x04 torn", "not a complete workbook"),
        (b"PK\x05\x06" + struct.pack("<4H2LH", 0, 0, 0, 0, 0, 0, 0), "an archive, but no workbook"),
    ],
)
def test_what_a_file_is_that_is_no_workbook(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "w.xlsx").write_bytes(content)
    with pytest.raises(Refused) as told:
        guarded(tmp_path / "w.xlsx", LIMITS)
    assert said in {told.value.code, told.value.message}
    assert told.value.code == ("empty_file" if said == "empty_file" else "bad_workbook")


def test_a_refused_sheet_is_named_with_its_line(tmp_path: Path) -> None:
    xml = b'<worksheet><sheetData><row r="3"><c t="str"><v>nam</v></c></row></sheetData></worksheet>'
    (problem,) = tables.read([styled(tmp_path, "", **{SHEET: xml})]).problems
    assert (problem.file, problem.table, problem.line, problem.code) == ("w.xlsx", "contacts", 3, "missing_column")


def test_a_workbook_is_a_source_with_its_fingerprint(tmp_path: Path) -> None:
    file = styled(tmp_path, "")
    (found,) = tables.read([file]).sources
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    assert (found.name, found.sha256, found.size, found.path) == ("w.xlsx", digest, file.stat().st_size, str(file))


@pytest.mark.parametrize(("bit", "said"), [(0, "a part is encrypted"), (1, None), (2, None)])
def test_a_part_with_a_password_is_refused_and_other_marks_are_not(tmp_path: Path, bit: int, said: str | None) -> None:
    file = styled(tmp_path, "")
    content = bytearray(file.read_bytes())
    place = content.rindex(b"PK\x01\x02") + 8  # the flags of the last part, in the archive's directory
    content[place] |= 1 << bit
    file.write_bytes(content)
    assert [(p.code, p.message) for p in tables.read([file]).problems] == ([("bad_workbook", said)] if said else [])


def test_a_part_that_cannot_be_unpacked_is_a_bad_workbook(tmp_path: Path) -> None:
    file = styled(tmp_path, "")
    content = bytearray(file.read_bytes())
    content[content.rindex(b"PK\x03\x04") + 8] = 99  # a way of packing that nobody knows
    content[content.rindex(b"PK\x01\x02") + 10] = 99
    file.write_bytes(content)
    (problem,) = tables.read([file]).problems
    assert (problem.code, problem.message) == ("bad_workbook", "not a complete workbook")


@pytest.mark.parametrize("table", ["contacts", "team", "referrers", "deals", "accounts"])
def test_equal_rows_without_an_id_are_one(read: Read, table: str) -> None:
    checked = read(**({"contacts": "id,name\n1,Zoe\n"} | {table: "name\nAnn\nAnn\n"}))
    assert [(p.file, p.line, p.code) for p in checked.problems] == [(f"{table}.csv", 3, "duplicate")]
    assert [row[0] for row in checked.rows[table]] == ["Ann"]


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("head", ["<!DOCTYPE x [<!ENTITY a 'b'>]>", "<!doctype x>"])
def test_a_doctype_is_found_in_every_encoding(tmp_path: Path, codec: str, head: str) -> None:
    xml = f"<?xml version='1.0'?>{head}<worksheet><sheetData/></worksheet>".encode(codec)
    (problem,) = tables.read([styled(tmp_path, "", **{SHEET: xml})]).problems
    assert (problem.code, problem.line, problem.table) == ("bad_workbook", 0, "")
    assert problem.message == f"{SHEET} declares a DOCTYPE or begins oddly"


@pytest.mark.parametrize("part", [SHEET, "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels", "xl/workbook.xml"])
@pytest.mark.parametrize("before", ["", "<!-- <a -->", f"<!-- <a {'x' * 200_000} -->", f"<?a {'<b ' * 40_000}?>"])
def test_no_entity_expands_whatever_stands_before_its_declaration(tmp_path: Path, part: str, before: str) -> None:
    entity = "<!DOCTYPE x [<!ENTITY z 'made up'>]>"
    row = "<sheetData><row><c><v>&z;</v></c></row></sheetData>"
    xml = f"<?xml version='1.0'?>{before}{entity}<worksheet>{row}</worksheet>"
    checked = tables.read([styled(tmp_path, "", **{part: xml.encode()})])
    assert [p.message for p in checked.problems] == [f"{part} declares a DOCTYPE or begins oddly"]


def test_a_long_comment_before_the_root_is_harmless(tmp_path: Path) -> None:
    rows = '<row r="1"><c t="str"><v>name</v></c></row><row r="2"><c t="str"><v>Ann</v></c></row>'
    xml = f"<!-- <!DOCTYPE {'x' * 200_000} --><worksheet><sheetData>{rows}</sheetData></worksheet>"
    assert tables.read([styled(tmp_path, "", **{SHEET: xml.encode()})]).problems == []


def test_a_part_in_two_bytes_a_letter_is_read(tmp_path: Path) -> None:
    rows = '<row r="1"><c t="str"><v>name</v></c></row><row r="2"><c t="str"><v>王芳</v></c></row>'
    xml = f"<?xml version='1.0' encoding='utf-16'?><worksheet><sheetData>{rows}</sheetData></worksheet>".encode(
        "utf-16"
    )
    checked = tables.read([styled(tmp_path, "", **{SHEET: xml})])
    assert ([row[0] for row in checked.rows["contacts"]], checked.problems) == (["王芳"], [])


@pytest.mark.parametrize(("more", "codes"), [(0, []), (1, ["too_long"])])
def test_a_raised_limit_of_a_cell_holds_to_the_letter(tmp_path: Path, more: int, codes: list[str]) -> None:
    limit = (1 << 20) + 5
    (tmp_path / "contacts.csv").write_text(f"id,name,note\n1,Ann,{'x' * (limit + more)}\n2,Bo,\n", encoding="utf-8")
    assert [p.code for p in tables.read([tmp_path], limits=Limits(cell=limit)).problems] == codes


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("on sick leave", "health data"), ("请病假", "health data"), ("a devout Catholic", "religion"),
        ("佛教徒", "religion"), ("votes for them", "a political party"), ("党员", "a political party"),
        ("born on 4 May", "a birthday"), ("生日", "a birthday"), ("his salary", "income"), ("工资", "income"),
        ("身份证", "an identity number"), ("11010519491231002X", "an identity number"),
        ("078-05-1120", "an identity number"),
        ("4111 1111 1111 1111", "a card number"), ("4111-1111-1111-1111", "a card number"),
        ("4111 1111 1111 111", ""), ("14111 1111 1111 1111", ""), ("4111 1111 1111 11112", ""),
        ("1101051949123100", ""), ("1078-05-1120", ""), ("prefers e-mail", ""),
    ],
)  # fmt: skip
def test_what_we_do_not_keep_about_people_is_warned_of(read: Read, text: str, what: str) -> None:
    told = [(p.line, p.column, p.code, p.message) for p in read(f"id,name,note\n1,Ann,{text}\n").problems]
    assert told == ([(2, "note", "sensitive", f"looks like {what}")] if what else [])


def test_what_was_assumed_of_a_file_is_remarked(tmp_path: Path) -> None:
    (tmp_path / "contacts.csv").write_bytes("id;name\n1;王芳\n".encode("gb18030"))
    told = ["contacts.csv: cells are separated by semicolon", "contacts.csv: read as gb18030"]
    assert tables.read([tmp_path], encoding="gb18030").remarks == told


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_line_that_cannot_be_split_is_left_out_as_it_was_written(tmp_path: Path, end: str) -> None:
    (tmp_path / "contacts.csv").write_bytes(f'id,name{end}1,Ann{end}"2"x,Bo{end}3,Cy{end}'.encode())
    checked = tables.read([tmp_path])
    assert [(row.line, row.code, row.cells) for row in checked.left_out] == [(3, "stray_quote", ('"2"x,Bo',))]
    assert [row[0] for row in checked.rows["contacts"]] == ["Ann", "Cy"]
