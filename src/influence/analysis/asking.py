"""Whom one may ask: willingness a by attitude, fatigue phi by past requests, and what an introducer expects.

    factor(u) = a(u) * phi(u),   phi(u) = 0.7^(sum over past asks of u of 2^(-days / 90))

The factor is charged on leaving a person, so a hostile target can still be reached.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from influence.model.kinds import TIE_KINDS
from influence.model.scales import OUTCOME

if TYPE_CHECKING:
    from influence.network import Network

_ASKED, _DECLINED = OUTCOME.index("asked"), OUTCOME.index("declined")
FLAGS = {
    "expects_commission": "{name} expects a commission: a risk, never an argument",
    "expects_personal_benefit": "{name} expects a personal benefit: a compliance risk, never an argument",
    "expects_favour": "{name} expects a favour in return",
    "relative": "a family tie carries the introduction through {name}: mind the appearance",
    "public_official": "{name} is a public official: strict rules on gifts and hospitality hold",
}


def willingness(net: Network, person: int, *, allow_blockers: bool = False) -> float:
    """Willingness a in [0, 1], by attitude; people of rival accounts count as resisting."""
    if net.group(person) != "contact":
        return 0.0 if net.do_not_ask(person) else 1.0
    return asked_of(net, "resist" if net.rival(person) else net.attitude(person), allow_blockers=allow_blockers)


def asked_of(net: Network, word: str, *, allow_blockers: bool = False) -> float:
    """A in [0, 1] of a contact of the attitude `word`."""
    if word == "resist" and allow_blockers:
        word = "resist_allowed"
    return net.assumptions[f"ask_{word}"]


def fatigue(net: Network, person: int, target: int) -> float:
    """Fatigue phi in [0, 1]: what past requests to the person leave; 0 where this very target was declined of late."""
    columns, constants, total = net.columns, net.assumptions, 0.0
    start, end = columns.ask_at[person], columns.ask_at[person + 1]
    if start == end:
        return 1.0
    for at in range(start, end):
        days, about, outcome = net.day - columns.ask_on[at], columns.ask_target[at], columns.ask_outcome[at]
        if days < 0 or not net.present(about) or (about == target and outcome == _ASKED):
            continue
        if about == target and outcome == _DECLINED and days <= constants["declined_days"]:
            return 0.0
        total += 2 ** (-days / constants["fatigue_half_life"])
    return float(constants["fatigue"] ** total)


def factor(net: Network, person: int, target: int, *, allow_blockers: bool = False) -> float:
    """What asking the person for an introduction to `target` leaves of a route, in [0, 1]."""
    willing = willingness(net, person, allow_blockers=allow_blockers)
    return willing * fatigue(net, person, target) if willing else 0.0


def flags(net: Network, people: list[int], kinds: list[str]) -> list[dict[str, str]]:
    """What to mind about a route: ``{code, person, text}`` by place on the route; `kinds` of its steps."""
    found = []
    for place, person in enumerate(people):
        if place:
            beside = kinds[place - 1 : place + 1]
            codes = _codes(net, person, beside, target=place == len(people) - 1)
            found += [{"code": code, "person": net.ids[person], "text": _text(net, code, person)} for code in codes]
    return found


def _text(net: Network, code: str, person: int) -> str:
    return FLAGS[code].format(name=net.name(person))


def _codes(net: Network, person: int, kinds: list[str], *, target: bool) -> list[str]:
    who = net.person(person)
    codes: list[str] = []
    if not target:
        expects: Any = who.get("expects_kind") if who.group == "referrer" else None
        codes += [f"expects_{expects}"] if f"expects_{expects}" in FLAGS else []
        relative = who.group == "referrer" and who.get("kind") == "relative"
        codes += ["relative"] if relative or TIE_KINDS["family"].name in kinds else []
    return codes + (["public_official"] if who.get("public_official") else [])
