"""Who of us should meet whom: an assignment of our people to theirs (Kuhn 1955, solved by scipy)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from influence.analysis.account_graph import people_of
from influence.analysis.asking import factor
from influence.analysis.reach import pair_probability
from influence.analysis.results import Result, result
from influence.errors import UsageError
from influence.model.scales import LAYER

if TYPE_CHECKING:
    from influence.network import Network

PARTS = ("access", "layer", "language", "past")
SHARED_PAST = ("friend", "family", "former_colleague", "alumni", "mentor")


def match(net: Network, account: str) -> Result:
    """Pairs of ours and theirs with the highest total score; each contact once, each of ours up to `match_load` times.

    Score in [0, 1] = weighted mean of access (step probability of the direct tie, or the best way over one
    introducer), layer parity (1 alike, .5 next, 0 apart), shared language and shared past; a part that is not known
    counts .5, said in `why`. Rivals' people are left out. Raises `UsageError` for an empty account or an empty team.
    Cost ``(team x load + contacts)^3``.
    """
    account = net.resolve(account, "account").id
    contacts = [person for person in people_of(net, account) if not net.rival(person)]
    if not net.team:
        raise UsageError("there is nobody in the team to match", hint="load the team table")
    ways = _access(net, contacts)
    parts = {(ours, theirs): _parts(net, ours, theirs, ways) for ours in net.team for theirs in contacts}
    pairs = [_entry(net, pair, parts[pair]) for pair in _assigned(net, contacts, parts)]
    pairs.sort(key=lambda entry: (-entry["score"], entry["ours"], entry["theirs"]))
    left = len(contacts) - len(pairs)
    return result(
        net,
        "match",
        {"pairs": pairs},
        "pairs",
        sections=("strength", "routes", "match"),
        parameters={"account": account},
        warnings=[f"{left} contacts are more than the team can look after"] if left else [],
        unit="score",
        key="theirs",
        sentence=_sentence,
    )


def score(net: Network, parts: dict[str, float | None]) -> float:
    """Weighted mean of the parts, in [0, 1]."""
    weights = {name: net.assumptions[f"match_{name}"] for name in PARTS}
    unknown = net.assumptions["match_unknown"]
    values = {name: unknown if parts[name] is None else parts[name] for name in PARTS}
    total = sum(weights.values()) or 1.0
    return sum(weights[name] * (values[name] or 0.0) for name in PARTS) / total


def _assigned(
    net: Network, contacts: list[int], parts: dict[tuple[int, int], dict[str, float | None]]
) -> list[tuple[int, int]]:
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    seats = [ours for ours in net.team for _ in range(max(1, int(net.assumptions["match_load"])))]
    table = np.array([[score(net, parts[ours, theirs]) for theirs in contacts] for ours in seats])
    if not contacts:
        return []
    rows, columns = linear_sum_assignment(table, maximize=True)
    return [(seats[row], contacts[column]) for row, column in zip(rows.tolist(), columns.tolist(), strict=True)]


def _access(net: Network, contacts: list[int]) -> dict[tuple[int, int], float]:
    """Best chance of each of ours to reach each contact, directly or over one introducer."""
    wanted, found = set(contacts), {}
    for ours in net.team:
        near = {one: pair_probability(net, ours, one) for one in net.neighbours(ours)}
        for theirs in contacts:
            found[ours, theirs] = near.get(theirs, 0.0)
        for through, first in near.items():
            if net.group(through) == "team" or first <= 0:
                continue
            for theirs in wanted.intersection(net.neighbours(through)):
                way = first * factor(net, through, theirs) * pair_probability(net, through, theirs)
                found[ours, theirs] = max(found[ours, theirs], way)
    return found


def _parts(net: Network, ours: int, theirs: int, ways: dict[tuple[int, int], float]) -> dict[str, float | None]:
    layers = [net.layer(ours), net.layer(theirs)]
    known = [LAYER.index(layer) for layer in layers if layer]
    languages = [_languages(net, ours), _languages(net, theirs)]
    return {
        "access": ways[ours, theirs],
        "layer": 1 - abs(known[0] - known[1]) / 2 if len(known) == 2 else None,
        "language": float(bool(languages[0] & languages[1])) if all(languages) else None,
        "past": float(any(tie.kind in SHARED_PAST for tie in net.ties(ours, theirs))),
    }


def _languages(net: Network, person: int) -> set[str]:
    text = net.person(person).get("language") or ""
    return {part.strip().casefold() for part in re.split(r"[;,/、；，]", text) if part.strip()}


def _entry(net: Network, pair: tuple[int, int], parts: dict[str, float | None]) -> dict[str, Any]:
    told = [f"{name} {'unknown' if value is None else f'{value:.2f}'}" for name, value in parts.items()]
    ours, theirs = pair
    return {
        "ours": net.ids[ours],
        "theirs": net.ids[theirs],
        "score": score(net, parts),
        "parts": parts,
        "why": ", ".join(told),
    }


_WORDS = {"access": "接触的把握", "layer": "层级对等", "language": "共同语言", "past": "共同经历"}


def _sentence(entry: dict[str, Any], lang: str) -> str:
    if lang == "zh":
        parts = [f"{_WORDS[n]} {'未知' if v is None else f'{v:.2f}'}" for n, v in entry["parts"].items()]
        return f"{entry['ours']} 对应 {entry['theirs']}，得分 {entry['score']:.2f}：{'，'.join(parts)}。"
    return f"{entry['ours']} should look after {entry['theirs']}: score {entry['score']:.2f} from {entry['why']}."
