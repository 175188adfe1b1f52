"""The corpus of bad inputs by its manifest: one manifest row is one run, and nothing may be misread silently."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from bad_inputs.corpus import CORPUS, EITHER, runs, source
from influence import tables
from influence.model.columns import TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from influence.tables.checked import Checked

UNREAD = {"config", "json", "archive"}
SAYS = {
    "BI-03": ("utf-16",),
    "BI-04": ("--encoding gb18030", "王芳", "byte"),
    "BI-05": ("--encoding gb18030",),
    "BI-06": ("--encoding cp1252", "Müller"),
    "BI-07": ("big5",),
    "BI-08": ("line 4", "byte"),
    "BI-09": ("double-encoded", "Müller", "王"),
    "BI-10": ("\\x00",),
    "BI-12": ("truncated",),
    "BI-14": ("empty",),
    "BI-15": ("no data rows",),
    "BI-16": ("Ann Archer",),
    "BI-17": ("line 4",),
    "BI-21": ("columns 2 and 3",),
    "BI-23": ("'attitud'", "attitude", "'birthday'"),
    "BI-24": ("name", "missing"),
    "BI-25": ("column 2",),
    "BI-26": ("7 cells, 6 expected",),
    "BI-28": ("3 cells, 6 expected",),
    "BI-30": ("line 3",),
    "BI-38": ("140,000",),
    "BI-39": ("3,000",),
    "BI-40": ("HTML",),
    "BI-43": ("spreadsheet",),
    "BI-47": ("line 2",),
    "BI-49": ("decision management operation",),
    "BI-51": ("0.5",),
    "BI-60": ("U+202E", "U+2066"),
    "BI-62": ("U+F979",),
    "BI-65": ("'99'", "'98'"),
    "BI-66": ("did you mean 1?",),
    "BI-71": ("1 > 2 > 3 > 1",),
    "BI-76": ("knows", "reports_to"),
    "BI-77": ("did you mean strength?", "0.6 is assumed"),
    "BI-93": ("B2",),
    "BI-94": ("#REF!", "#N/A"),
    "BI-95": ("hidden",),
    "BI-96": ("C2:C3", "unmerge"),
    "BI-99": ("not a complete workbook",),
    "BI-100": ("DOCTYPE",),
    "BI-101": ("15 digits",),
    "BI-103": ("workbook",),
    "BI-104": ("CSV",),
    "BI-105": ("HTML",),
    "BI-106": ("unpack",),
    "BI-129": ("--encoding gb18030", "byte"),
    "BI-135": ("rival_seen",),
    "BI-136": ("'99'",),
    "BI-137": ("majority", "2/3"),
    "BI-145": ("A1", "A2"),
    "BI-151": ("抵触", "决策层"),
    "BI-153": ("U+FF0C",),
    "BI-154": ("U+FF0C",),
    "BI-156": ("id",),
    "BI-157": ("1 (A1)", "2 (A2)"),
    "BI-158": ("0.4 is assumed", "0.9 is assumed"),
    "BI-168": ("contacts.csv line 2", "team.csv line 2"),
    "BI-169": ("1 > 2 > 3 > 1",),
    "BI-170": ("divide",),
}


def read(run: dict[str, str], folder: Path) -> Checked:
    """The outcome of a run."""
    named = run["options"].removeprefix("--encoding").strip() or None
    return tables.read([source(run, folder)], encoding=named)


def lines(checked: Checked, run: dict[str, str], *, errors: bool) -> set[int]:
    """Lines of the run's file with an error, or with a warning."""
    name = run["file"] if run["source"] == "itself" else f"{run['table']}.csv"
    return {problem.line for problem in checked.problems if problem.file == name and problem.is_error == errors}


def bad_lines(run: dict[str, str]) -> set[int]:
    """The lines that the manifest names."""
    return {int(line) for line in run["bad_lines"].split(";") if line}


def fits(outcome: str, checked: Checked, run: dict[str, str]) -> bool:
    """Whether the outcome is the one stated, with exactly the stated lines."""
    named, errors = bad_lines(run), lines(checked, run, errors=True)
    if outcome == "accept":
        return not checked.problems and not checked.refused
    if outcome == "accept-warn":
        return not checked.errors and named <= lines(checked, run, errors=False)
    if outcome == "reject-rows":
        return checked.errors and not checked.refused and errors == named
    return checked.refused and (not named or run["table"] in UNREAD or bool(errors & named))


def test_whole_corpus_is_there(shared: Path) -> None:
    assert (shared / "bad-inputs").is_dir()
    assert len(runs()) == 165


@pytest.mark.parametrize("run", runs(), ids=lambda run: run["id"])
def test_outcome(run: dict[str, str], tmp_path: Path) -> None:
    checked = read(run, tmp_path / "w")
    outcomes = ["accept-warn", "reject-rows"] if run["outcome"] == EITHER else [run["outcome"]]
    assert any(fits(outcome, checked, run) for outcome in outcomes), "\n".join(map(str, checked.problems))


@pytest.mark.parametrize("run", [run for run in runs() if run["id"] in SAYS], ids=lambda run: run["id"])
def test_report_says(run: dict[str, str], tmp_path: Path) -> None:
    report = "\n".join(map(str, read(run, tmp_path / "w").problems))
    assert [word for word in SAYS[run["id"]] if word not in report] == [], report


@pytest.mark.parametrize("run", [run for run in runs() if run["outcome"] == "reject-rows"], ids=lambda run: run["id"])
def test_quarantine_holds_exactly_the_bad_lines(run: dict[str, str], tmp_path: Path) -> None:
    checked = read(run, tmp_path / "w")
    name = run["file"] if run["source"] == "itself" else f"{run['table']}.csv"
    assert {row.line for row in checked.left_out if row.file == name} == bad_lines(run)


@pytest.mark.parametrize("run", runs(), ids=lambda run: run["id"])
def test_report_is_one_printable_line_each(run: dict[str, str], tmp_path: Path) -> None:
    problems = read(run, tmp_path / "w").problems
    assert all(str(problem).replace("\u3000", " ").isprintable() for problem in problems)


def plain_cells(run: dict[str, str]) -> list[dict[str, str]]:
    """The cells of an accepted CSV file, read apart from the product."""
    named = run["options"].removeprefix("--encoding").strip() or "utf-8-sig"
    text = (CORPUS / run["file"]).read_bytes().decode(named)
    delimiter = ";" if text.startswith(("sep=;", "id;")) else "\t" if text.startswith("id\t") else ","
    text = text.removeprefix("sep=;").lstrip("\r\n") if text.startswith("sep=") else text
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


ACCEPTED = [run for run in runs() if run["outcome"] == "accept" and run["file"].endswith(".csv")]


@pytest.mark.parametrize("run", ACCEPTED, ids=lambda run: run["id"])
def test_accepted_text_is_stored_as_written(run: dict[str, str], tmp_path: Path) -> None:
    checked = read(run, tmp_path / "w")
    table = TABLES[run["table"]]
    stored = [dict(zip(table.column_names, row, strict=True)) for row in checked.rows[run["table"]]]
    for written, row in zip(plain_cells(run), stored, strict=True):
        for column in {"name", "title", "note", "evidence", "department", "product"} & written.keys():
            assert row[column] == (import_normal(written[column]) or None)


def import_normal(text: str) -> str:
    """Trimmed and composed, which is all that reading changes."""
    import unicodedata

    return unicodedata.normalize("NFC", text.strip())


def contacts(name: str, folder: Path) -> list[tuple]:
    run = next(run for run in runs() if run["file"] == name)
    return list(read(run, folder / "w").rows["contacts"])


@pytest.mark.usefixtures("shared")
def test_ids_keep_every_digit(tmp_path: Path) -> None:
    rows = contacts("val-18-digit-ids-with-blank-manager.csv", tmp_path)
    reports_to = TABLES["contacts"].index("reports_to")
    assert [(row[1], row[reports_to]) for row in rows] == [
        ("100000000000000001", None),
        ("100000000000000002", "100000000000000001"),
    ]


@pytest.mark.usefixtures("shared")
def test_every_chinese_scale_word(tmp_path: Path) -> None:
    rows = contacts("zh-scale-words-control.csv", tmp_path)
    attitude = TABLES["contacts"].index("attitude")
    assert [row[attitude] for row in rows] == ["resist", "doubt", "neutral", "accept", "support", "resist", "support"]


@pytest.mark.usefixtures("shared")
def test_workbook_ids_are_whole_numbers() -> None:
    checked = tables.read([CORPUS / "xlsx-control.xlsx"])
    assert [row[1] for row in checked.rows["contacts"]] == ["1", "2"]


@pytest.mark.usefixtures("shared")
def test_workbook_date_is_a_date() -> None:
    checked = tables.read([CORPUS / "xlsx-dates.xlsx"])
    assert "2026-03-04" in next(iter(checked.rows["contacts"]))


@pytest.mark.usefixtures("shared")
def test_misspelt_strength_is_not_stored(tmp_path: Path) -> None:
    run = next(run for run in runs() if run["id"] == "BI-77")
    (row,) = read(run, tmp_path / "w").rows["relationships"]
    assert row[TABLES["relationships"].index("strength")] is None


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_formulas_come_back_and_never_run(tmp_path: Path, lang: str) -> None:
    run = next(run for run in runs() if run["id"] == "BI-88")
    rows = read(run, tmp_path / "w").rows
    (path,) = (file for file in tables.write_csv(rows, tmp_path / "csv", lang) if file.stem in {"contacts", "联系人"})
    book = tables.write_workbook(rows, tmp_path / "book.xlsx", lang)
    cells = [cell for line in csv.reader(io.StringIO(path.read_text(encoding="utf-8"))) for cell in line]
    assert not [cell for cell in cells if cell[:1] in set("=+-@＝") or cell.startswith(";=")]
    assert tables.read([tmp_path / "csv"]).rows.digest == tables.read([book]).rows.digest == rows.digest
