"""The answer of `map` says what the page says first."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from click.testing import CliRunner

from influence.cli.main import group

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_an_account_of_several_open_deals_shows_its_implicit_one_and_says_so(
    folder_of: Callable[..., Path], tmp_path: Path
) -> None:
    source = folder_of(contacts="name,account,layer,attitude\nAnn,F,decision,support", deals="name,account\nD,F\nE,F")
    store = ["--store", str(tmp_path / "s.db"), "--format", "json"]
    CliRunner().invoke(group, [*store, "load", str(source)])
    told = json.loads(CliRunner().invoke(group, [*store, "map", "F", "-o", str(tmp_path / "f.html")]).stdout)
    assert "several open deals" in told["warnings"][0]
