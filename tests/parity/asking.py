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
EVERY_DAY = ("--format", "json", "--as-of", "2026-11-01", "--draws", "20")
ABOUT_ALL = ("centrality", "accounts", "alerts", "ledger", "time")
ABOUT_A_DEAL = ("influencers", "committee", "blockers", "questions", "interests", "path")
ABOUT_AN_ACCOUNT = ("coverage", "structure", "match", "keyplayers", "centrality", "show")


def questions(rows: Rows, *, deals: int = 2, accounts: int = 1) -> list[list[str]]:
    """Commands that ask about everything, some deals, some accounts and some people."""
    asked = [[command] for command in ABOUT_ALL]
    names = [row[1] for row in rows["deals"]][:deals]
    asked += [[command, name] for name in names for command in ABOUT_A_DEAL]
    asked += [["plan", name, "--hours", "10"] for name in names[:1]]
    asked += [[command, row[1]] for row in rows["accounts"][:accounts] for command in ABOUT_AN_ACCOUNT]
    people = [row[1] for row in rows["contacts"]]
    asked += [["path", people[-1]], ["show", people[0]]]
    return asked + [["whatif", name, "--without", people[0]] for name in names[:1]]


def documents(store: str, asked: list[list[str]], capsys: pytest.CaptureFixture[str], *more: str) -> list[Any]:
    """Exit code, answer and digest of each question."""
    return [_document([*question, "--store", store, *EVERY_DAY, *more], capsys) for question in asked]


def _document(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> Any:
    capsys.readouterr()
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    document = json.loads(capsys.readouterr().out)
    return stop.value.code, document.get("digest"), document.get("answer", document.get("error"))


def load_both(rows: Rows, file: Path, uri: str, workspace: str, sources: tuple[SourceLike, ...] = ()) -> None:
    """The same rows in a store file and in a workspace of the server."""
    for address, name in ((str(file), "default"), (uri, workspace)):
        with open_store(address, create=True, workspace=name) as store:
            store.load(rows, sources=sources, at=AT)
