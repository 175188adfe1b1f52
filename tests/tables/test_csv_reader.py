"""Physical lines, quotes, delimiters, encodings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from influence import tables
from influence.model.columns import TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from influence.tables.checked import Checked


def read(folder: Path, content: bytes, encoding: str | None = None) -> Checked:
    """Contacts with these bytes."""
    (folder / "contacts.csv").write_bytes(content)
    return tables.read([folder], encoding=encoding)


def places(checked: Checked) -> list[tuple[int, str]]:
    return [(problem.line, problem.code) for problem in checked.problems]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("mark", [b",", b";", b"\t", b"|"])
def test_line_ends_and_delimiters(tmp_path: Path, end: bytes, mark: bytes) -> None:
    checked = read(tmp_path, end.join([mark.join([b"id", b"name"]), mark.join([b"1", b"Ann"]), b""]))
    assert (len(checked.rows["contacts"]), places(checked)) == (1, [])


def test_delimiter_is_remarked(tmp_path: Path) -> None:
    assert read(tmp_path, b"id;name\n1;Ann\n").remarks == ["contacts.csv: cells are separated by semicolon"]


def test_bad_line_after_a_long_quoted_cell(tmp_path: Path) -> None:
    checked = read(tmp_path, b'id,name,note\n1,Ann,"a\r\nb\r\nc"\n2,,x\n')
    assert places(checked) == [(5, "missing")]


def test_quote_that_swallows_rows_is_refused_at_its_line(tmp_path: Path) -> None:
    checked = read(tmp_path, b'id,name,note\n1,"Ann,x\n2,"Bo",y\n3,Cy,z\n')
    assert (places(checked), checked.refused) == ([(2, "unclosed_quote")], True)


def test_cell_beyond_the_parsers_limit(tmp_path: Path) -> None:
    checked = read(tmp_path, b"id,name\n1," + b"x" * (2 << 20) + b"\n2,Bo\n")
    assert (places(checked), len(checked.rows["contacts"])) == ([(2, "too_long")], 1)


def test_many_blocks_keep_their_lines(tmp_path: Path) -> None:
    rows = [b"%d,P%d" % (i, i) for i in range(45_000)]
    rows[44_000] = b"x,"
    rows[30_000] = b'q,"Q\tq"'
    assert places(read(tmp_path, b"id,name\n" + b"\n".join(rows))) == [(30_002, "line_break"), (44_002, "missing")]


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-16", "utf-16-le", "shift_jis"])
def test_named_encoding(tmp_path: Path, encoding: str) -> None:
    checked = read(tmp_path, "id,name\n1,林芳\n".encode(encoding), encoding)
    assert checked.rows["contacts"][0][TABLES["contacts"].index("name")] == "林芳"


def test_utf8_mark_wins_over_the_named_encoding(tmp_path: Path) -> None:
    checked = read(tmp_path, "\ufeffid,name\n1,林芳\n".encode(), "gb18030")
    assert checked.rows["contacts"][0][0] == "林芳"


def test_bad_byte_far_into_the_file(tmp_path: Path) -> None:
    content = b"id,name\n" + b"".join(b"%d,P\n" % i for i in range(300_000)) + b"x,\xff\n"
    (problem,) = read(tmp_path, content).problems
    assert (problem.line, f"byte {len(content) - 2}" in problem.message) == (300_002, True)


def test_header_of_quotes_alone_is_refused(tmp_path: Path) -> None:
    assert read(tmp_path, b'"id,name\n1,Ann\n').refused


def test_sensitive_text_is_found_in_a_long_column(tmp_path: Path) -> None:
    rows = [f"{i},P{i},note {i}" for i in range(3000)]
    rows[2500] = "x,X,ID 110101190001011234"
    checked = read(tmp_path, ("id,name,note\n" + "\n".join(rows)).encode())
    assert places(checked) == [(2502, "sensitive")]
