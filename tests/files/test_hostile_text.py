"""Text that means something to a spreadsheet, XML, HTML or a terminal comes back from every output as it was."""

from __future__ import annotations

import csv
import json
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest

from influence import tables
from influence.cli.main import main
from influence.model.rows import Rows
from influence.network import build
from influence.network.convert import from_networkx, read_graph, write_graph
from stores.workspaces import row

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = (
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " ;=1", "＝1", "﹢1", "'=1", "''", '=HYPERLINK("https://x.org")', "|cmd",
    "</script><img src=x onerror=x()>", "&amp;<!--]]>", "two\nlines", "a\rb", "a\r\nb", "_x000D_", '"', ",;\t",
    "{{7*7}}", "${x}",
    "%s%n", "../../etc/passwd", "\u2028", "NULL", "None", "nan", "007", "1e5", "TRUE", "'; DROP TABLE x; --",
)  # fmt: skip


def rows(note: str) -> Rows:
    """A workspace of one contact with a note."""
    return Rows({"contacts": [row("contacts", name="Ann", id="1", attitude="unknown", note=note)]})


@pytest.mark.parametrize("note", [note for note in HOSTILE if note == note.strip()])
def test_csv_and_workbook_give_the_text_back(tmp_path: Path, note: str) -> None:
    tables.write_csv(rows(note), tmp_path / "csv")
    tables.write_workbook(rows(note), tmp_path / "w.xlsx")
    for written in (tmp_path / "csv", tmp_path / "w.xlsx"):
        assert tables.read([written]).rows["contacts"][0][-2] == note


@pytest.mark.parametrize("note", HOSTILE)
@pytest.mark.parametrize("form", ["graphml", "json"])
def test_graphs_give_the_text_back(note: str, form: str) -> None:
    whole = rows(note)
    graph = build(whole, as_of=date(2026, 11, 1)).to_networkx()
    assert from_networkx(read_graph(write_graph(graph, form), form)).digest == whole.digest


@pytest.mark.parametrize("note", HOSTILE)
def test_no_cell_of_a_csv_starts_like_a_formula(tmp_path: Path, note: str) -> None:
    (file,) = tables.write_csv(rows(note), tmp_path)
    with file.open(encoding="utf-8", newline="") as stream:
        cells = [cell for line in csv.reader(stream) for cell in line]
    assert [cell for cell in cells if cell.lstrip(' \t\r\n;|,"')[:1] in tuple("=+-@＝＋－＠﹢﹣﹦﹫")] == []


@pytest.mark.parametrize("note", HOSTILE)
def test_no_cell_of_a_workbook_is_a_formula(tmp_path: Path, note: str) -> None:
    sheet = openpyxl.load_workbook(tables.write_workbook(rows(note), tmp_path / "w.xlsx")).active
    assert sheet is not None
    assert {cell.data_type for line in sheet.iter_rows() for cell in line if cell.value is not None} <= {
        "s",
        "inlineStr",
    }


@pytest.mark.parametrize("text", ["\x1b[31mred", "\x07", "\u202eevil", "a\x9bm", "\u2028", "\u200bx"])
@pytest.mark.parametrize("command", ["check", "load"])
def test_nothing_that_steers_a_terminal_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, command: str
) -> None:
    (tmp_path / "contacts.csv").write_text(f"name,layer\nAnn,{text}\n{text},x\n", encoding="utf-8")
    (tmp_path / f"no{text}table.csv").touch()
    with pytest.raises(SystemExit):
        main([command, str(tmp_path), *(("--store", str(tmp_path / "w.db")) if command == "load" else ())])
    told = "".join(capsys.readouterr())
    assert told
    assert [letter for letter in told if not letter.isprintable() and letter != "\n"] == []


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_a_note_cannot_steer_the_terminal_of_an_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    note = "\u202eevil\u2028two\nlines\ttab"
    (tmp_path / "contacts.csv").write_text(f'id,name,note\n1,Ann,"{note}"\n', encoding="utf-8")
    store = ["--store", str(tmp_path / "w.db")]
    for words in (["load", str(tmp_path)], ["show", "Ann", "--format", form]):
        with pytest.raises(SystemExit):
            main([*words, *store])
    told = capsys.readouterr().out
    if form == "json":
        assert note in json.dumps(json.loads(told[told.index("{") :]), ensure_ascii=False).replace("\\n", "\n").replace(
            "\\t", "\t"
        )
    elif form == "table":
        assert not set("\u202e\u2028") & set(told)
