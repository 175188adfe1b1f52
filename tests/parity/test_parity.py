"""Both stores: the same rows, the same digest, the same answers."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.neo4j.server import CALENDAR, LONG_TERM, Release, Server, shared_server
from tests.parity.asking import documents, load_both, questions
from tests.parity.generated import workspace as generated
from tests.real.conftest import SETS

from influence import tables
from influence.stores import open_store

if TYPE_CHECKING:
    from collections.abc import Callable

    from influence.model.rows import Rows

pytestmark = [pytest.mark.neo4j, pytest.mark.slow]
SAMPLE = Path(__file__).parents[2] / "src" / "influence" / "sample"
SEEDS = range(43)
ASKED_SEEDS = (0, 1, 2)
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


@pytest.mark.parametrize("seed", SEEDS)
def test_generated_rows_come_back(seed: int, on: Callable[..., Server], tmp_path: Path, workspace: str) -> None:
    same_rows(generated(seed), tmp_path / "s.db", on(LONG_TERM).uri, workspace)


@pytest.mark.parametrize("seed", ASKED_SEEDS)
def test_generated_answers(
    seed: int, on: Callable[..., Server], tmp_path: Path, workspace: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rows, uri = generated(seed), on(LONG_TERM).uri
    load_both(rows, tmp_path / "s.db", uri, workspace)
    same_answers(questions(rows), tmp_path / "s.db", uri, workspace, capsys)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_sample(
    language: str, on: Callable[..., Server], tmp_path: Path, workspace: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rows, uri = tables.read([SAMPLE / language]).rows, on(LONG_TERM).uri
    same_rows(rows, tmp_path / "s.db", uri, workspace)
    same_answers(questions(rows, deals=4, accounts=4), tmp_path / "s.db", uri, workspace, capsys)


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_networks(
    name: str,
    shared: Path,
    on: Callable[..., Server],
    tmp_path: Path,
    workspace: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder, uri = tmp_path / "tables", on(LONG_TERM).uri
    folder.mkdir()
    SETS[name](shared / name, folder)
    rows = tables.read([folder]).rows
    same_rows(rows, tmp_path / "s.db", uri, workspace)
    same_answers(questions(rows), tmp_path / "s.db", uri, workspace, capsys)


@pytest.mark.parametrize("name", WORKED)
def test_worked_examples(
    name: str,
    shared: Path,
    on: Callable[..., Server],
    tmp_path: Path,
    workspace: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder, uri = shared / "worked_examples" / name, on(LONG_TERM).uri
    rows = tables.read([folder / "tables"]).rows
    same_rows(rows, tmp_path / "s.db", uri, workspace)
    cases = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    asked = [list(case["arguments"]) for case in cases if "arguments" in case][:25] or questions(rows)
    same_answers(asked, tmp_path / "s.db", uri, workspace, capsys)


@pytest.mark.parametrize("seed", CALENDAR_SEEDS)
def test_generated_rows_on_the_calendar_release(
    seed: int, on: Callable[..., Server], tmp_path: Path, workspace: str
) -> None:
    same_rows(generated(seed), tmp_path / "s.db", on(CALENDAR).uri, workspace)


def test_the_sample_on_the_calendar_release(
    on: Callable[..., Server], tmp_path: Path, workspace: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rows, uri = tables.read([SAMPLE / "en"]).rows, on(CALENDAR).uri
    same_rows(rows, tmp_path / "s.db", uri, workspace)
    same_answers(questions(rows), tmp_path / "s.db", uri, workspace, capsys)


@pytest.mark.soak
@pytest.mark.parametrize("release", [LONG_TERM, CALENDAR], ids=lambda release: release.version)
@pytest.mark.parametrize("seed", range(100, 160))
def test_many_generated_answers(
    seed: int,
    release: Release,
    on: Callable[..., Server],
    tmp_path: Path,
    workspace: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows, uri = generated(seed), on(release).uri
    same_rows(rows, tmp_path / "s.db", uri, workspace)
    same_answers(questions(rows), tmp_path / "s.db", uri, workspace, capsys)
