"""Every question asked by an address gives the document that the command prints."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import click
import pytest

from influence import sample
from influence.cli.main import group
from influence.cli.twin import TWINS, words
from influence.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.testclient import TestClient

Make = Callable[..., "TestClient"]

ASKED = {
    "status": ("", []),
    "show": ("name=Chen+Fang", ["Chen Fang"]),
    "path": ("to=Chen+Fang&k=2&max-hops=3&avoid=cai-dong&avoid=li-na",
             ["Chen Fang", "-k", "2", "--max-hops", "3", "--avoid", "cai-dong", "--avoid", "li-na"]),
    "influencers": ("deal=premium-line&seed=3&draws=50", ["premium-line", "--seed", "3", "--draws", "50"]),
    "blockers": ("deal=premium-line", ["premium-line"]),
    "committee": ("deal=premium-line&force=true", ["premium-line", "--force"]),
    "whatif": ("deal=premium-line&attitude=chen-fang%3Dsupport&tie=li-na:chen-fang%3D0.9",
               ["premium-line", "--attitude", "chen-fang=support", "--tie", "li-na:chen-fang=0.9"]),
    "plan": ("deal=premium-line&hours=4", ["premium-line", "--hours", "4"]),
    "questions": ("deal=premium-line&k=3", ["premium-line", "-k", "3"]),
    "time": ("", []),
    "match": ("account=oakhall", ["oakhall"]),
    "centrality": ("account=oakhall&measure=degree,closeness&weighted=1",
                   ["oakhall", "--measure", "degree,closeness", "--weighted"]),
    "keyplayers": ("account=oakhall&k=2", ["oakhall", "-k", "2"]),
    "structure": ("account=oakhall", ["oakhall"]),
    "interests": ("deal=premium-line", ["premium-line"]),
    "coverage": ("account=oakhall", ["oakhall"]),
    "accounts": ("assume=base_strong%3D0.5", ["--assume", "base_strong=0.5"]),
    "alerts": ("as-of=2026-10-01", ["--as-of", "2026-10-01"]),
    "ledger": ("", []),
    "diff": ("from=2026-08-01&to=2026-11-01", ["2026-08-01", "2026-11-01"]),
    "cypher": ("", []),
}  # fmt: skip


def test_every_twin_is_asked_here() -> None:
    assert set(ASKED) == set(TWINS)


@pytest.mark.parametrize("command", TWINS)
def test_twin_is_the_document_of_the_command(
    client: Make, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    query, arguments = ASKED[command]
    reply = client().get(f"/api/{command}?{query}")

    store = ["--store", str(tmp_path / "sample.db"), "--as-of", sample.AS_OF.isoformat(), "--format", "json"]
    group.main([*store, command, *arguments], standalone_mode=False)

    assert reply.status_code == 200
    assert reply.json() == json.loads(capsys.readouterr().out)


def test_none_is_an_answer(client: Make) -> None:
    reply = client().get("/api/path?to=Zhao+Gang&max-hops=1&kind=mentor")
    assert (reply.status_code, reply.json()["answer"]["routes"]) == (200, [])


def test_from_comes_before_to_in_any_order() -> None:
    command = group.get_command(click.Context(group), "path")
    assert command is not None
    assert list(words(command, {"to": ["B"], "from": ["A"]})) == ["--", "A", "B"]


def test_text_that_looks_like_an_option_stays_a_name() -> None:
    command = group.get_command(click.Context(group), "show")
    assert command is not None
    assert list(words(command, {"name": ["--help"]})) == ["--", "--help"]


@pytest.mark.parametrize("name", ["store", "format", "workspace", "verbose", "help"])
def test_what_the_app_settles_is_no_parameter(name: str) -> None:
    command = group.get_command(click.Context(group), "status")
    assert command is not None
    with pytest.raises(UsageError):
        list(words(command, {name: ["x"]}))


@pytest.mark.parametrize("command", ["load", "forget", "export", "map", "serve", "redact", "demo", "init"])
def test_commands_that_write_have_no_twin(client: Make, command: str) -> None:
    assert client().get(f"/api/{command}").status_code == 404
