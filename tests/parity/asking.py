"""The same question to both stores, through the command line, in this process."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from influence.cli.main import main
from influence.stores import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from influence.model.rows import Rows
    from influence.stores.base import SourceLike

AT = "2026-11-01T08:00:00+00:00"
DAY = ("--as-of", "2026-11-01")
EVERY_DAY = ("--format", "json", *DAY, "--draws", "5")
ABOUT_ALL = ("centrality", "accounts", "alerts", "ledger", "time", "status")
ABOUT_A_DEAL = ("influencers", "committee", "blockers", "questions", "interests", "path", "show")
ABOUT_AN_ACCOUNT = (
    "coverage", "structure", "match", "keyplayers", "centrality", "show", "alerts", "time", "interests", "committee",
)  # fmt: skip
FILES = ("export", "map", "redact")
NOT_ASKED = {
    "demo": "loads the sample into a store of its own",
    "init": "needs no store",
    "check": "needs no store",
    "load": "is how the rows come in",
    "serve": "asks the same functions for a browser",
    "cypher": "is asked of the server alone, and compared with its twins",
    "forget": "changes the store; see the test of erasure in both",
}
"""Commands that no data set is asked, and why."""
OF_THE_STORE = ("store", "load", "loads", "outputs", "address", "workspace", "size")
"""Keys of an answer that say which store it is, or tell of its loads."""


def questions(rows: Rows, *, deals: int = 1, accounts: int = 1) -> list[list[str]]:
    """Every command that asks: about everything, some deals, some accounts and some people."""
    asked = [[command] for command in ABOUT_ALL] + [["diff", "2025-06-01", "2026-11-01"]]
    names = [row[1] for row in rows["deals"]][:deals]
    asked += [[command, name] for name in names for command in ABOUT_A_DEAL]
    asked += [["plan", name, "--hours", "10"] for name in names[:1]]
    asked += [[command, row[1]] for row in rows["accounts"][:accounts] for command in ABOUT_AN_ACCOUNT]
    people = [row[1] for row in rows["contacts"]]
    ours = [row[1] for row in rows["team"]][:1]
    asked += [["path", people[-1]], *(["show", one] for one in (people[0], *ours)), ["report", people[0]]]
    return asked + [["whatif", name, "--without", people[0]] for name in names[:1]]


def commands(asked: list[list[str]]) -> set[str]:
    """Names of the commands among some questions, and of those that write files."""
    return {question[0] for question in asked} | set(FILES)


def documents(store: str, asked: list[list[str]], capsys: pytest.CaptureFixture[str], *more: str) -> list[Any]:
    """Exit code, answer and digest of each question."""
    return [_document([*question, "--store", store, *EVERY_DAY, *more], capsys) for question in asked]


def _document(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> Any:
    capsys.readouterr()
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    document = json.loads(capsys.readouterr().out)
    answer = document.get("answer", document.get("error"))
    return stop.value.code, document.get("digest"), document.get("warnings"), without_store(answer)


def without_store(answer: Any) -> Any:
    """An answer without what says which store it is."""
    if isinstance(answer, dict):
        return {key: without_store(value) for key, value in answer.items() if key not in OF_THE_STORE}
    return [without_store(one) for one in answer] if isinstance(answer, list) else answer


def written(store: str, folder: Path, rows: Rows, *more: str) -> dict[str, bytes]:
    """What the commands that write files write: bytes by name."""
    folder.mkdir()
    account = rows["accounts"][0][1]
    for question in (
        ["export", "-o", "all.json"],
        ["map", account, "-o", "map.html"],
        ["redact", "--audience", "partner", "-o", "for.json"],
    ):
        *words, name = question
        with pytest.raises(SystemExit) as stop:
            main([*words, str(folder / name), "--store", store, *DAY, *more])
        assert stop.value.code == 0, question
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def load_both(rows: Rows, file: Path, uri: str, workspace: str, sources: tuple[SourceLike, ...] = ()) -> None:
    """The same rows in a store file and in a workspace of the server."""
    for address, name in ((str(file), "default"), (uri, workspace)):
        with open_store(address, create=True, workspace=name) as store:
            store.load(rows, sources=sources, at=AT)
