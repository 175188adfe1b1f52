"""Both stores: the same rows, the same digest, the same answers."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.neo4j.server import CALENDAR, LONG_TERM, Release, Server, shared_server
from tests.parity.asking import AT, NOT_ASKED, commands, documents, load_both, questions, written
from tests.parity.generated import workspace as generated
from tests.real.conftest import SETS

from influence import tables
from influence.cli.main import COMMANDS
from influence.stores import open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from influence.model.rows import Rows

pytestmark = [pytest.mark.neo4j, pytest.mark.slow]
SAMPLE = Path(__file__).parents[2] / "src" / "influence" / "sample"
SEEDS = range(43)
CALENDAR_SEEDS = (0, 1, 2, 3)
PUBLISHED = ("krackhardt_hightech", "thurman_office", "lazega_lawfirm")
WORKED = ("one", "two", "three", "story")


@pytest.fixture
def workspace() -> str:
    return f"p{uuid.uuid4().hex[:12]}"


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Callable[[Release], Server]:
    """The shared server of a release, its credentials in the environment."""

    def running(release: Release) -> Server:
        server = shared_server(release)
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        return server

    return running


def same_rows(rows: Rows, file: Path, uri: str, workspace: str) -> None:
    load_both(rows, file, uri, workspace)
    with open_store(str(file)) as ours, open_store(uri, workspace=workspace) as theirs:
        one, other = ours.rows(places=True), theirs.rows(places=True)
        assert {name: list(lines) for name, lines in one.tables.items() if lines} == dict(other.tables)
        assert ours.digest() == theirs.digest() == other.digest
        assert theirs.verify() == []


def same_answers(
    asked: list[list[str]], file: Path, uri: str, workspace: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ours = documents(str(file), asked, capsys)
    theirs = documents(uri, asked, capsys, "--workspace", workspace)
    assert [question for question, one, other in zip(asked, ours, theirs, strict=True) if one != other] == []


def same_files(rows: Rows, folder: Path, file: Path, uri: str, workspace: str) -> None:
    ours = written(str(file), folder / "ours", rows)
    theirs = written(uri, folder / "theirs", rows, "--workspace", workspace)
    assert [name for name, content in ours.items() if theirs.get(name) != content] == []


@pytest.fixture
def same(
    on: Callable[..., Server], tmp_path: Path, workspace: str, capsys: pytest.CaptureFixture[str]
) -> Callable[..., None]:
    """Checks rows, digests, answers to every command (and `more` questions) and written files, on a release."""

    def check(rows: Rows, release: Release = LONG_TERM, *, more: Sequence[list[str]] = (), **counts: int) -> None:
        uri, file = on(release).uri, tmp_path / "s.db"
        same_rows(rows, file, uri, workspace)
        same_answers([*questions(rows, **counts), *more], file, uri, workspace, capsys)
        same_files(rows, tmp_path, file, uri, workspace)

    return check


def test_every_command_is_asked() -> None:
    assert commands(questions(generated(0))) | set(NOT_ASKED) == set(COMMANDS)


@pytest.mark.parametrize("seed", SEEDS)
def test_generated(seed: int, same: Callable[..., None]) -> None:
    same(generated(seed))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_sample(language: str, same: Callable[..., None]) -> None:
    same(tables.read([SAMPLE / language]).rows, deals=4, accounts=4)


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_networks(name: str, shared: Path, tmp_path: Path, same: Callable[..., None]) -> None:
    same(published(name, shared, tmp_path))


@pytest.mark.parametrize("name", WORKED)
def test_worked_examples(name: str, shared: Path, same: Callable[..., None]) -> None:
    rows, more = worked(name, shared)
    same(rows, more=more)


@pytest.mark.parametrize("seed", CALENDAR_SEEDS)
def test_generated_on_the_calendar_release(seed: int, same: Callable[..., None]) -> None:
    same(generated(seed), CALENDAR)


def test_the_sample_on_the_calendar_release(same: Callable[..., None]) -> None:
    same(tables.read([SAMPLE / "en"]).rows, CALENDAR)


@pytest.mark.parametrize("seed", [0, 1])
def test_erasure_in_both(seed: int, on: Callable[..., Server], tmp_path: Path, workspace: str) -> None:
    rows, uri, file = generated(seed), on(LONG_TERM).uri, tmp_path / "s.db"
    load_both(rows, file, uri, workspace)
    with open_store(str(file)) as ours, open_store(uri, workspace=workspace) as theirs:
        done = [store.forget(rows["contacts"][0][1], at=AT) for store in (ours, theirs)]
        assert (done[0].removed, done[0].masked) == (done[1].removed, done[1].masked)
        assert ours.digest() == theirs.digest() == theirs.rows().digest


@pytest.mark.parametrize("seed", [0, 1])
def test_retention_in_both(seed: int, on: Callable[..., Server], tmp_path: Path, workspace: str) -> None:
    rows, uri, file = generated(seed), on(LONG_TERM).uri, tmp_path / "s.db"
    load_both(rows, file, uri, workspace)
    with open_store(str(file)) as ours, open_store(uri, workspace=workspace) as theirs:
        done = [store.forget_older("2025-06-01", at=AT) for store in (ours, theirs)]
        assert (done[0].removed, done[0].masked, done[0].people) == (done[1].removed, done[1].masked, done[1].people)
        assert sum(done[0].removed.values()) > 0
        again = [store.load(rows, sources=(), at=AT).left_out for store in (ours, theirs)]
        assert again[0] == again[1]
        assert ours.digest() == theirs.digest() == theirs.rows().digest


@pytest.mark.soak
@pytest.mark.parametrize("seed", [*SEEDS, *range(100, 160)])
def test_every_generated_set_on_the_calendar_release(seed: int, same: Callable[..., None]) -> None:
    same(generated(seed), CALENDAR)


@pytest.mark.soak
@pytest.mark.parametrize("name", PUBLISHED)
def test_published_networks_on_the_calendar_release(
    name: str, shared: Path, tmp_path: Path, same: Callable[..., None]
) -> None:
    same(published(name, shared, tmp_path), CALENDAR)


@pytest.mark.soak
@pytest.mark.parametrize("name", WORKED)
def test_worked_examples_on_the_calendar_release(name: str, shared: Path, same: Callable[..., None]) -> None:
    rows, more = worked(name, shared)
    same(rows, CALENDAR, more=more)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 160))
def test_many_generated(seed: int, same: Callable[..., None]) -> None:
    same(generated(seed))


def published(name: str, shared: Path, folder: Path) -> Rows:
    """A published network as the tables that the tests of real data make of it."""
    made = folder / "tables"
    made.mkdir()
    SETS[name](shared / name, made)
    return tables.read([made]).rows


def worked(name: str, shared: Path) -> tuple[Rows, list[list[str]]]:
    """A worked example and the questions whose exact answers it states."""
    folder = shared / "worked_examples" / name
    cases = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    asked = [list(case["arguments"]) for case in cases if "arguments" in case][:25]
    return tables.read([folder / "tables"]).rows, asked
