"""Whatever legal rows hold, they come back from CSV and workbook as they were, in any order."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from influence import tables
from influence.model.columns import TABLES
from influence.model.rows import Rows
from influence.tables.limits import LIMITS
from influence.tables.text import FORMULA, clean, neutral, opened

LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"))
NASTY = st.sampled_from(
    ["=1+1", "@SUM(A1)", "'=x", "''", "a;b", 'say "no"', "a,b", "＝1", "-5", "王芳", "O'Brien", "1E5"]
)
WORDS = st.one_of(NASTY, st.text(LETTERS, max_size=20), st.text("'=;+-@ ab,\"", max_size=8))
SOME = settings(max_examples=60, deadline=None)


def legal(text: str) -> bool:
    """Whether `text` would be stored as it is in a name."""
    cleaned, flags = clean(text, LIMITS, name=True)
    return (
        bool(text) and cleaned == text and not any(flag.fatal or flag.code == "invisible_character" for flag in flags)
    )


@st.composite
def workspaces(draw: st.DrawFn) -> dict[str, list[dict[str, str]]]:
    """Contacts, relationships and interactions with free texts in every free place."""
    names = draw(st.lists(WORDS.filter(legal), min_size=2, max_size=6, unique_by=lambda name: name.casefold()))
    people = [{"id": f"p{i}", "name": name, "note": draw(WORDS.filter(legal))} for i, name in enumerate(names)]
    strengths = st.floats(0, 1).map(repr)
    ties = [
        {"source": "p0", "target": f"p{i}", "kind": "influences", "strength": draw(strengths), "evidence": draw(WORDS)}
        for i in range(1, len(people))
    ]
    return {"contacts": people, "relationships": ties}


def write(folder: Path, found: dict[str, list[dict[str, str]]], seed: int = 0) -> Path:
    """`found` as CSV files, rows shuffled."""
    import csv

    for table, rows in found.items():
        shuffled = sorted(rows, key=lambda row: hashlib.sha256(f"{seed}{row}".encode()).digest())
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(shuffled)
    return folder


def good_rows(found: dict[str, list[dict[str, str]]], seed: int = 0) -> Rows:
    """The rows that reading `found` gives."""
    with tempfile.TemporaryDirectory() as folder:
        return tables.read([write(Path(folder), found, seed)]).rows


@SOME
@given(workspaces(), st.sampled_from(["en", "zh"]))
def test_csv_comes_back(found: dict[str, list[dict[str, str]]], lang: str) -> None:
    rows = good_rows(found)
    with tempfile.TemporaryDirectory() as folder:
        tables.write_csv(rows, folder, lang)
        assert tables.read([folder]).rows.digest == rows.digest


@SOME
@given(workspaces(), st.sampled_from(["en", "zh"]))
def test_workbook_comes_back(found: dict[str, list[dict[str, str]]], lang: str) -> None:
    rows = good_rows(found)
    with tempfile.TemporaryDirectory() as folder:
        book = tables.write_workbook(rows, Path(folder, "w.xlsx"), lang)
        assert tables.read([book]).rows.digest == rows.digest


@SOME
@given(workspaces(), st.integers(1, 1000))
def test_order_of_rows_does_not_show(found: dict[str, list[dict[str, str]]], seed: int) -> None:
    assert good_rows(found, seed).digest == good_rows(found).digest


@SOME
@given(workspaces(), st.integers(1, 1000))
def test_same_rows_same_bytes(found: dict[str, list[dict[str, str]]], seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        one = tables.write_workbook(good_rows(found), Path(folder, "1.xlsx"))
        two = tables.write_workbook(good_rows(found, seed), Path(folder, "2.xlsx"))
        assert one.read_bytes() == two.read_bytes()


@settings(max_examples=500, deadline=None)
@given(WORDS)
def test_neutral_text_is_no_formula_and_opens_again(text: str) -> None:
    assert opened(neutral(text)) == text
    assert not neutral(text).lstrip(' \t;|,"').startswith(tuple("=+-@＝＋－＠"))


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_cleaning_is_stable(text: str) -> None:
    once, flags = clean(text, LIMITS, name=True)
    if not any(flag.fatal for flag in flags):
        assert clean(once, LIMITS, name=True)[0] == once


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_a_report(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "contacts.csv").write_bytes(content)
        checked = tables.read([folder])
    assert checked.errors or checked.rows["contacts"]


@settings(max_examples=200, deadline=None)
@given(st.text('id,name\n\r"; =a1\t，', max_size=80))
def test_every_row_is_good_or_reported(body: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "contacts.csv").write_bytes(b"id,name\n" + body.encode())
        checked = tables.read([folder])
    assert (
        checked.refused or len(checked.rows["contacts"]) + checked.rejected <= body.count("\n") + body.count("\r") + 1
    )


def test_every_table_survives_the_trip(shared: Path, tmp_path: Path) -> None:
    rows = tables.read([shared / "worked_examples" / "one" / "tables"]).rows
    assert {name for name in TABLES if rows[name]} >= {"accounts", "contacts", "interests", "interactions", "sales"}
    tables.write_csv(rows, tmp_path / "w")
    again = tables.read([tmp_path / "w"])
    assert (again.rows.counts, again.rows.digest) == (rows.counts, rows.digest)


def test_formula_pattern_knows_full_width_forms() -> None:
    assert all(FORMULA.match(mark + "1") for mark in "=+-@＝＋－＠")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_exports_are_private(tmp_path: Path, lang: str) -> None:
    rows = Rows({"contacts": [("Ann", "1", *[None] * 6, "unknown", *[None] * 5, False, *[None] * 4)]})
    (file,) = tables.write_csv(rows, tmp_path / "w", lang)
    assert file.stat().st_mode & 0o777 == 0o600
