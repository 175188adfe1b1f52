"""Files loaded again by way of the lines that differ: the store and the answer are those of reading everything."""

from __future__ import annotations

import json
import random
from contextlib import redirect_stdout
from dataclasses import replace
from importlib.metadata import version
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest

import influence as inf
from differential.generated import workspace
from influence import again
from influence import workspace as workspaces
from influence.cli.main import main
from influence.model.rows import Rows
from influence.stores import open_store
from influence.tables import LIMITS, read, reread, stretches, write_csv
from influence.tables.remembered import remembered

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from influence.again import Ready

SEEDS = range(12)


@pytest.fixture(autouse=True)
def short_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    """A handful of lines each, so that small files have many."""
    monkeypatch.setattr(stretches, "_LINES", 3)


@pytest.fixture
def ways(monkeypatch: pytest.MonkeyPatch) -> list[Ready | None]:
    """What came of every attempt to load again."""
    found: list[Ready | None] = []
    ready = again.ready

    def noted(*arguments: Any) -> Ready | None:
        found.append(ready(*arguments))
        return found[-1]

    monkeypatch.setattr(again, "ready", noted)
    return found


def files(folder: Path, seed: int, people: int = 40) -> Path:
    """The tables of a generated workspace, as a user would write them; few report to anybody, nobody to two."""
    rows = workspace(seed, people=people)
    superior = {tie[0]: tie for tie in rows["relationships"] if tie[2] == "reports_to"}
    ties = [tie for tie in rows["relationships"] if tie[2] != "reports_to" or superior[tie[0]] is tie]
    write_csv(Rows({**rows.tables, "relationships": ties}), folder)
    for path in folder.glob("*.csv"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(",written by influence", "").replace(",\n", "\n"), encoding="utf-8")
    return folder


def load(folder: Path, store: Path) -> dict[str, Any]:
    """The document that `influence load` prints."""
    told = StringIO()
    with redirect_stdout(told), pytest.raises(SystemExit) as ended:
        main(["load", str(folder), "--store", str(store), "--format", "json"])
    assert ended.value.code in {0, 1}
    found: dict[str, Any] = json.loads(told.getvalue())
    return found


def load_all(folder: Path, store: Path) -> dict[str, Any]:
    """The same, everything being read."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(again, "ready", lambda *_: None)
        return load(folder, store)


def held(store: Path) -> dict[str, Any]:
    """Everything that a later question may see."""
    with open_store(str(store)) as opened:
        rows = opened.rows(places=True)
        assert opened.verify() == []
        return {
            "rows": rows.tables,
            "places": {name: list(places) for name, places in rows.places.items()},
            "digest": opened.digest(),
            "counts": opened.loads()[-1].counts,
            "sources": opened.loads()[-1].sources,
        }


def line(path: Path, number: int, change: Callable[[str], str]) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[number] = change(lines[number])
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def restate(folder: Path) -> None:
    """Give one friend another strength."""
    path = folder / "relationships.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    number = next(at for at, text in enumerate(lines) if text.split(",")[2] == "friend" and text.split(",")[3])
    line(path, number, lambda text: text.replace(text.split(",")[3], "0.77", 1))


def disturb(path: Path, draw: random.Random) -> None:
    """Change, remove, repeat or exchange a few lines."""
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    for _ in range(draw.randint(1, 3)):
        at, what = draw.randrange(len(lines)), draw.randrange(5)
        if what == 0:
            lines[at] = lines[at].replace("0.3", "0.8").replace("knows", "mentor").replace("mail", "call")
        elif what == 1:
            del lines[at]
        elif what == 2:
            lines.insert(draw.randrange(len(lines)), lines.pop(at))
        elif what == 3:
            lines[at] = lines[at].replace("c1", "c2", 1)
        else:
            lines.insert(at, "")
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")


@pytest.mark.parametrize("table", ["relationships", "interactions"])
@pytest.mark.parametrize("seed", SEEDS)
def test_any_change_of_lines_gives_what_reading_everything_gives(table: str, seed: int, tmp_path: Path) -> None:
    folder, draw = files(tmp_path / "w", seed), random.Random(seed)
    short, long = tmp_path / "short.db", tmp_path / "long.db"
    load(folder, short)
    load_all(folder, long)
    for _ in range(3):
        disturb(folder / f"{table}.csv", draw)

        found = load(folder, short)

        assert found == load_all(folder, long)
        assert held(short) == held(long)
        nets = [inf.load(store, as_of="2026-08-01") for store in (short, long)]
        assert inf.path(nets[0], "c5").answer == inf.path(nets[1], "c5").answer
        assert inf.structure(nets[0], "A").answer == inf.structure(nets[1], "A").answer


def test_one_changed_tie_is_read_alone(tmp_path: Path, ways: list[Ready | None]) -> None:
    folder = files(tmp_path / "w", 1)
    load(folder, tmp_path / "s.db")
    restate(folder)

    found = load(folder, tmp_path / "s.db")

    assert (found["answer"]["tag"], found["answer"]["changed"]) == ("L2", True)
    assert ways[-1] is not None
    assert ways[-1].packed.moved == 2
    assert sum(len(span.rows) for change in ways[-1].found.changes for span in change.spans) < 15


def test_the_same_files_are_not_read_again(tmp_path: Path, ways: list[Ready | None]) -> None:
    folder = files(tmp_path / "w", 1)
    first = load(folder, tmp_path / "s.db")

    found = load(folder, tmp_path / "s.db")

    assert ways[-1] is not None
    assert found["answer"] == {**first["answer"], "changed": False}


CHANGES: dict[str, Callable[[Path], object]] = {
    "a contact": lambda folder: line(folder / "contacts.csv", 3, lambda text: text.replace("c", "d", 1)),
    "a header": lambda folder: line(folder / "relationships.csv", 0, lambda text: text.replace("kind", "Kind")),
    "a quote": lambda folder: line(folder / "relationships.csv", 5, lambda text: text.replace("c", '"c', 1)),
    "somebody unknown": lambda folder: line(folder / "relationships.csv", 5, lambda text: "c1,c999" + text[5:]),
    "another file": lambda folder: (folder / "events.csv").write_text("date,account,kind\n2026-01-02,A,other\n"),
    "a file less": lambda folder: (folder / "introductions.csv").unlink(),
    "a tie that stands twice": lambda folder: line(
        folder / "relationships.csv", 5, lambda text: f"{text}\n{text.replace('0.', '0.0')}"
    ),
    "all lines": lambda folder: (folder / "relationships.csv").write_text(
        (folder / "relationships.csv").read_text().replace("knows", "friend")
    ),
    "other ends of lines, where a row was said to repeat another": lambda folder: (
        line(folder / "relationships.csv", 6, lambda text: f"{text}\n{text}"),
        load(folder, folder.parent / "s.db"),
        (folder / "relationships.csv").write_bytes((folder / "relationships.csv").read_bytes().replace(b"\n", b"\r\n")),
    ),
    "carriage returns": lambda folder: (folder / "relationships.csv").write_bytes(
        (folder / "relationships.csv").read_bytes().replace(b"\n", b"\r")
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_may_concern_other_rows_is_read_with_all_of_them(
    change: str, tmp_path: Path, ways: list[Ready | None]
) -> None:
    folder = files(tmp_path / "w", 1)
    load(folder, tmp_path / "s.db")
    CHANGES[change](folder)

    load(folder, tmp_path / "s.db")

    assert ways[-1] is None


def edited(store: Path) -> None:
    with open_store(str(store)) as opened:
        opened.edit({"op": "attitude", "id": "c3", "value": "support", "on": "2026-06-01"}, "2026-06-01T00:00:00+00:00")


def forgotten(store: Path) -> None:
    with open_store(str(store)) as opened:
        opened.forget("c3", at="2026-06-01T00:00:00+00:00")


@pytest.mark.parametrize("between", [edited, forgotten])
def test_what_stands_over_the_load_is_minded(
    between: Callable[[Path], None], tmp_path: Path, ways: list[Ready | None]
) -> None:
    folder, store = files(tmp_path / "w", 1), tmp_path / "s.db"
    load(folder, store)
    between(store)
    line(folder / "interactions.csv", 5, lambda text: text.replace("2026", "2025", 1))

    load(folder, store)

    assert ways[-1] is None
    with open_store(str(store)) as opened:
        assert opened.verify() == []


def test_of_two_processes_the_later_reads_all(tmp_path: Path) -> None:
    folder, store = files(tmp_path / "w", 1), tmp_path / "s.db"
    load(folder, store)
    restate(folder)
    with open_store(str(store)) as opened:
        slow = again.ready(opened, [folder], LIMITS)
        edited(store)

        assert slow is not None
        assert slow.load("2026-06-01T00:00:00+00:00") is None


@pytest.fixture
def few_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two warnings of a kind are listed, the others counted."""
    from influence.tables import report

    for room in (report, reread):
        monkeypatch.setattr(room, "LISTED", {"error": 20_000, "warning": 2})


@pytest.mark.usefixtures("few_listed")
@pytest.mark.parametrize("seed", SEEDS)
def test_warnings_beyond_those_listed_are_counted_on(seed: int, tmp_path: Path) -> None:
    folder, draw = files(tmp_path / "w", seed), random.Random(seed)
    load(folder, tmp_path / "short.db")
    load_all(folder, tmp_path / "long.db")
    for _ in range(3):
        disturb(folder / "relationships.csv", draw)

        found = load(folder, tmp_path / "short.db")

        assert found == load_all(folder, tmp_path / "long.db")


def text_of(lines: Sequence[str]) -> bytes:
    return "".join(f"{one}\n" for one in lines).encode()


@pytest.mark.parametrize("seed", range(20))
def test_stretches_find_what_differs(seed: int, tmp_path: Path) -> None:
    draw = random.Random(seed)
    lines = [f"line {draw.random()}" for _ in range(200)]
    other = [one for one in lines if draw.random() > 0.02]
    (tmp_path / "a").write_bytes(text_of(lines))
    (tmp_path / "b").write_bytes(text_of(other))
    before, now = (stretches.cut(tmp_path / name) for name in "ab")

    parts = stretches.differing(before.stretches, now.stretches)

    put_together, at = list[str](), 1
    for part in parts:
        put_together += lines[at - 1 : part.before[0] - 1] + other[part.now[0] - 1 : part.now[1] - 1]
        at = part.before[1]
    assert put_together + lines[at - 1 :] == other
    assert sum(one.lines for one in now.stretches) == len(other)
    assert sum(part.now[1] - part.now[0] for part in parts) < len(other)


def test_a_note_of_another_format_is_passed_over(tmp_path: Path, ways: list[Ready | None]) -> None:
    folder, store = files(tmp_path / "w", 1), tmp_path / "s.db"
    load(folder, store)
    with open_store(str(store)) as opened:
        opened.remember("L1", {"version": version("influence"), "reading": {"format": 0}})

    load(folder, store)

    assert ways[-1] is None


def test_after_many_changes_all_is_compiled_anew(
    tmp_path: Path, ways: list[Ready | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, store = files(tmp_path / "w", 1), tmp_path / "s.db"
    monkeypatch.setattr(again, "_FEW", 1)
    load(folder, store)
    restate(folder)

    load(folder, store)

    assert ways[-1] is None


def test_rows_that_come_where_none_were_are_placed_by_a_full_reading(
    tmp_path: Path, ways: list[Ready | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, store = files(tmp_path / "w", 1), tmp_path / "s.db"
    monkeypatch.setattr(stretches, "_LINES", 1)
    line(folder / "interactions.csv", 5, lambda text: f"{text}\n\n")
    load(folder, store)
    line(folder / "interactions.csv", 6, lambda _: "2026-01-02,t0,c3,call,,,,,,,")

    load(folder, store)

    assert ways[-1] is None


def test_only_a_whole_reading_of_files_that_stayed_is_remembered(tmp_path: Path) -> None:
    folder = files(tmp_path / "w", 1)
    assert remembered(read([folder], encoding="utf-8")) is None
    assert remembered(read([folder])) is not None

    checked = read([folder])
    restate(folder)

    assert remembered(checked) is None


def test_a_file_of_a_few_letters_is_one_stretch(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a\nb")

    found = stretches.cut(tmp_path / "a")

    assert [(one.lines, one.size) for one in found.stretches] == [(2, 3)]


def test_what_is_said_of_the_header_stays(tmp_path: Path, ways: list[Ready | None]) -> None:
    folder, store = files(tmp_path / "w", 1), tmp_path / "s.db"
    head, *ties = (folder / "relationships.csv").read_text(encoding="utf-8").splitlines()
    text = "\n".join([f"{head},hobby", *(f"{tie}," for tie in ties)])
    (folder / "relationships.csv").write_text(f"{text}\n", encoding="utf-8")
    first = load(folder, store)
    restate(folder)

    found = load(folder, store)

    assert ways[-1] is not None
    assert found["answer"]["problems"] == first["answer"]["problems"]
    assert "unknown_column" in {problem["code"] for problem in found["answer"]["problems"]}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_other_ends_of_lines_change_nothing_but_the_files(end: str, tmp_path: Path, ways: list[Ready | None]) -> None:
    folder, store = files(tmp_path / "w", 1), tmp_path / "s.db"
    load(folder, store)
    restate(folder)
    path = folder / "relationships.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", end.encode()))

    found = load(folder, store)

    assert ways[-1] is not None
    assert ways[-1].packed.moved == 2
    assert found["answer"]["changed"]
    path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n"))
    assert not load(folder, store)["answer"]["changed"]


def test_mixed_ends_of_lines_are_not_compared(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a,b\r\nc,d\ne,f\r\n")

    assert not stretches.cut(tmp_path / "a").plain


def test_a_file_beyond_the_limit_is_not_even_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, store = files(tmp_path / "w", 1), tmp_path / "s.db"
    limits = replace(LIMITS, file=max(path.stat().st_size for path in folder.iterdir()))
    with open_store(str(store), create=True) as opened:
        workspaces.keep(opened, read([folder], limits=limits))
        path = folder / "relationships.csv"
        path.write_bytes(path.read_bytes() * 2)
        looked_at, cut = list[str](), stretches.cut
        monkeypatch.setattr(stretches, "cut", lambda file: looked_at.append(file.name) or cut(file))

        assert again.ready(opened, [folder], limits) is None
    assert "contacts.csv" in looked_at
    assert "relationships.csv" not in looked_at
