"""Each shipped question equals its Python twin, on both releases of the server."""

from __future__ import annotations

import uuid
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.neo4j.server import CALENDAR, LONG_TERM, Release, shared_server
from tests.parity import twins
from tests.parity.generated import workspace as generated

from influence import tables
from influence.stores import open_store
from influence.stores.neo4j.questions import questions, values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from influence.model.rows import Rows

pytestmark = [pytest.mark.neo4j, pytest.mark.slow]
SAMPLE = Path(__file__).parents[2] / "src" / "influence" / "sample"
DAY = date(2026, 11, 1)
DATA = ("sample", "0", "1", "2", "3")


def rows_of(name: str) -> Rows:
    return tables.read([SAMPLE / "en"]).rows if name == "sample" else generated(int(name))


@pytest.fixture(scope="module")
def loaded() -> Iterator[dict[tuple[str, Release], tuple[Any, twins.Known, Rows]]]:
    stores: dict[tuple[str, Release], tuple[Any, twins.Known, Rows]] = {}
    yield stores
    for store, _, _ in stores.values():
        store.close()


@pytest.fixture
def both(
    request: pytest.FixtureRequest, loaded: dict[Any, Any], monkeypatch: pytest.MonkeyPatch
) -> tuple[Any, twins.Known, Rows]:
    """A store on the server with a data set in it, the network of the same rows, and the rows."""
    name, release = request.param
    server = shared_server(release)
    for variable, value in server.environment.items():
        monkeypatch.setenv(variable, value)
    if (name, release) not in loaded:
        rows = rows_of(name)
        store = open_store(server.uri, workspace=f"q{uuid.uuid4().hex[:12]}")
        store.load(rows, sources=(), at="2026-11-01T08:00:00")
        loaded[name, release] = (store, twins.Known(rows), rows)
    found: tuple[Any, twins.Known, Rows] = loaded[name, release]
    return found


def things(rows: Rows, parameter: str) -> list[str]:
    table = {"account": "accounts", "deal": "deals", "person": "contacts"}[parameter]
    return list(dict.fromkeys(row[1] for row in rows[table]))[:8]


def asked(name: str, rows: Rows) -> list[dict[str, str]]:
    own = [p.name for p in questions()[name].parameters if p.default is None]
    if not own:
        return [{"asked": "1", "since": "2024-01-01"}]
    several = [{"hops": hops} for hops in "134"] if name == "strongest_introductions" else [{}]
    return [{own[0]: one, **more} for one in things(rows, own[0]) for more in several]


def settled(row: Any) -> tuple[Any, ...]:
    return tuple(round(value, 9) if isinstance(value, float) else value for value in row)


CASES = [(name, LONG_TERM) for name in DATA] + [("sample", CALENDAR), ("0", CALENDAR)]


@pytest.mark.parametrize("both", CASES, indirect=True, ids=lambda case: f"{case[0]}-{case[1].version}")
@pytest.mark.parametrize("name", sorted(questions()))
def test_question_equals_its_twin(name: str, both: tuple[Any, twins.Known, Rows]) -> None:
    store, net, rows = both
    for given in asked(name, rows):
        filled = values(questions()[name], given, workspace=store.workspace, today=DAY)
        _, answer = store.ask(name, filled)
        if name == "shortest_introductions":
            answer = [row[:2] for row in answer]
        twin = getattr(twins, name)(net, **{k: v for k, v in filled.items() if k != "workspace"})
        assert [settled(row) for row in answer] == [settled(row) for row in twin]
