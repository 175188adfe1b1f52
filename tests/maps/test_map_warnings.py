"""The answer of `map` says what the page says first."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from click.testing import CliRunner

from influence import maps
from influence.analysis.asking import FLAGS
from influence.cli.main import group
from influence.maps import build, gather
from influence.maps.document import words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from influence.network import Network


def test_an_account_of_several_open_deals_shows_its_implicit_one_and_says_so(
    folder_of: Callable[..., Path], tmp_path: Path
) -> None:
    source = folder_of(contacts="name,account,layer,attitude\nAnn,F,decision,support", deals="name,account\nD,F\nE,F")
    store = ["--store", str(tmp_path / "s.db"), "--format", "json"]
    CliRunner().invoke(group, [*store, "load", str(source)])
    told = json.loads(CliRunner().invoke(group, [*store, "map", "F", "-o", str(tmp_path / "f.html")]).stdout)
    assert "several open deals" in told["warnings"][0]


def test_a_large_account_says_what_its_page_does_not_hold(
    network_of: Callable[..., Network], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gather, "PLANNED", 1)
    monkeypatch.setattr(gather, "MOST_ROUTES", 1)
    net = network_of(contacts="id,name,account,layer,attitude\na,Ann,F,decision,support\nb,Bo,F,decision,doubt")
    view = maps.build_view(net, account="F")
    assert [*view.panel.actions, *view.panel.questions] == []
    assert view.warnings[0] == gather.UNPLANNED
    assert view.warnings[1] == gather.UNROUTED.format(most=1, all=2)


def test_every_limit_is_said_in_chinese_too() -> None:
    english = {pattern for pattern, _ in words().values()}
    assert {gather.UNPLANNED, gather.UNROUTED, gather.SEVERAL, build.HELD} <= english


def test_what_the_analyses_say_of_routes_is_said_in_chinese_too() -> None:
    assert set(FLAGS.values()) <= {pattern for pattern, _ in words().values()}
