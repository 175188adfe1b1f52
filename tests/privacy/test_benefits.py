"""Benefits, relatives and officials on a way are named as risks, and nothing that we suggest makes use of them."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from influence import playbook
from influence.analysis.routes import routes

if TYPE_CHECKING:
    from collections.abc import Callable

    from influence.network import Network

TIES = "source,target,kind,strength\nt,r,knows,0.9\nr,c,knows,0.9\n"
FAMILY = "source,target,kind,strength\nt,r,knows,0.9\nr,c,family,0.9\n"
BRIBES = re.compile(r"gift|commission|rebate|kickback|bribe|cash|回扣|佣金|礼金|好处费|红包", re.IGNORECASE)
WARNINGS = re.compile(
    r"risk|never|not|no |another way|strict|mind|approved|rules|决不|不|风险|须|远离|另寻", re.IGNORECASE
)


@pytest.mark.parametrize(
    ("referrer", "contact", "ties", "codes"),
    [
        ("partner,none", "no", TIES, []),
        ("partner,recognition", "no", TIES, []),
        ("partner,commission", "no", TIES, ["expects_commission"]),
        ("partner,personal_benefit", "no", TIES, ["expects_personal_benefit"]),
        ("partner,favour", "no", TIES, ["expects_favour"]),
        ("relative,none", "no", TIES, ["relative"]),
        ("partner,none", "no", FAMILY, ["relative"]),
        ("partner,none", "yes", TIES, ["public_official"]),
        ("relative,commission", "yes", TIES, ["expects_commission", "relative", "public_official"]),
    ],
)
def test_what_to_mind_stands_on_the_route(
    network_of: Callable[..., Network], referrer: str, contact: str, ties: str, codes: list[str]
) -> None:
    net = network_of(
        contacts=f"id,name,account,public_official\nc,Cy,A,{contact}",
        accounts="id,name\nA,Acme",
        team="id,name\nt,Tia",
        referrers=f"id,name,kind,expects_kind\nr,Rey,{referrer}",
        relationships=ties.strip(),
    )
    (way, *_) = routes(net, to="c").entries
    assert [step["source"] for step in way["steps"]] == ["t", "r"]
    assert [flag["code"] for flag in way["flags"]] == codes


def test_no_suggestion_offers_a_benefit() -> None:
    lines = [
        cell
        for file in Path(playbook.__file__).parent.glob("*.csv")
        for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines())
        for name, cell in row.items()
        if name not in {"key", "suits"}
    ]
    assert len(lines) > 100
    assert [line for line in lines if BRIBES.search(line) and not WARNINGS.search(line)] == []
