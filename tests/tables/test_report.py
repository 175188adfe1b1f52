"""What is told of many problems, and where rows of several files stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from influence import tables
from influence.errors import UsageError
from influence.tables import report
from influence.tables.limits import LIMITS, Limits

if TYPE_CHECKING:
    from pathlib import Path

    from influence.tables.checked import Checked


def two(folder: Path, **texts: str) -> Checked:
    """Two folders, each with tables of the same text."""
    for name in ("a", "b"):
        (folder / name).mkdir(exist_ok=True)
        for table, text in texts.items():
            (folder / name / f"{table}.csv").write_text(text.replace("@", name), encoding="utf-8")
    return tables.read([folder / "a", folder / "b"])


@pytest.mark.parametrize(
    ("listed", "more"), [(1, "2 more errors of this kind are not listed"), (2, "1 more errors"), (3, None)]
)
def test_so_many_errors_of_a_kind_are_listed_and_the_rest_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, listed: int, more: str | None
) -> None:
    monkeypatch.setattr(report, "LISTED", {"error": listed, "warning": 1_000})
    (tmp_path / "contacts.csv").write_text("id,name,layer\n1,A,x\n2,B,x\n3,C,x\n,D,\n", encoding="utf-8")
    first, *others = tables.read([tmp_path]).problems
    assert [p.line for p in (others if more else [first, *others])] == [*range(2, 2 + listed)]
    if more:
        assert first.message.startswith(more)
        assert (first.file, first.line, first.column, first.code, first.severity, first.table) == (
            "contacts.csv", 0, "", "bad_value", "error", "contacts",
        )  # fmt: skip
        assert first.hint == "--quarantine FILE writes every rejected row"


def test_kinds_are_counted_file_by_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "LISTED", {"error": 20_000, "warning": 1})
    ties = "source,target\n@1,@2\n@1,@3\n@2,@3\n"
    checked = two(tmp_path, contacts="id,name\n@1,Ann @\n@2,Bo @\n@3,Cy @\n")
    assert checked.problems == []
    for name in ("a", "b"):
        (tmp_path / name / f"{'relationships' if name == 'a' else '关系'}.csv").write_text(ties.replace("@", name))
    checked = tables.read([tmp_path / "a", tmp_path / "b"])
    assert [(p.file, p.line, p.message.partition(" ")[0]) for p in checked.problems] == [
        ("relationships.csv", 0, "2"), ("relationships.csv", 2, "no"), ("关系.csv", 0, "2"), ("关系.csv", 2, "no"),
    ]  # fmt: skip
    assert [p.hint for p in checked.problems[::2]] == ["", ""]
    assert checked.warned == {"assumed_strength": 6}


def test_rows_of_several_files_keep_their_places(tmp_path: Path) -> None:
    checked = two(tmp_path, contacts="id,name,layer\n@1,Ann @,\n@2,Bo @,nolayer\n@3,Cy @,\n", team="id,name\n@9,T @\n")
    assert [row[1] for row in checked.rows["contacts"]] == ["a1", "a3", "b1", "b3"]
    places = checked.rows.places["contacts"]
    assert list(places) == [("contacts.csv", 2), ("contacts.csv", 4), ("contacts.csv", 2), ("contacts.csv", 4)]
    assert [places[number] for number in (0, 1, 2, 3, -1)] == [*places, ("contacts.csv", 4)]
    assert places[1:3] == [("contacts.csv", 4), ("contacts.csv", 2)]
    assert len(places) == 4
    assert [(row.line, row.cells[0]) for row in checked.left_out] == [(3, "a2"), (3, "b2")]


def test_columns_are_named_as_their_file_names_them(tmp_path: Path) -> None:
    (tmp_path / "联系人.csv").write_text("编号,姓名,层级\n1,王芳,总裁\n", encoding="utf-8")
    (problem,) = tables.read([tmp_path]).problems
    assert (problem.file, problem.table, problem.column) == ("联系人.csv", "contacts", "层级")


@pytest.mark.parametrize("text", ["rows", "rows=", "rows=0", "rows=-1", "rows=1.5", "row=1", "=1", "raised=1"])
def test_what_is_no_limit_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="no limit and number"):
        LIMITS.raised(["cell=9", text])


def test_limits_are_raised_one_by_one() -> None:
    assert LIMITS.raised([]) == LIMITS
    assert LIMITS.raised(["rows=7", "cell=5", "rows=8"]) == Limits(rows=8, cell=5)


def test_the_limits_are_those_promised() -> None:
    assert Limits(2 << 30, 20_000_000, 2_000_000, 200, 32_768, 200, 8, 200 << 20, 100) == LIMITS
