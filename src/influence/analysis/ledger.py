"""Whom may I still ask? Introducers with what they were asked, what came of it, what is owed, and what to mind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from influence.analysis.asking import FLAGS, fatigue, willingness
from influence.analysis.results import Result, result

if TYPE_CHECKING:
    from influence.network import Network

NOBODY = -1  # phi for no target in particular


def ledger(net: Network) -> Result:
    """Every referrer, and everybody else who was asked to introduce us, in the order of ids.

    `asked` counts all requests up to the date, `met` and `declined` their outcomes; `phi` =
    ``.7^(sum of 2^(-days / 90))`` over them, in (0, 1]; `balance` > 0 where they are owed nothing and owe us.
    Flags are risks to mind, never reasons. Cost linear in introductions.
    """
    rows: dict[int, list[Any]] = {person: [] for person in net.referrers}
    for row in net.records("introductions"):
        rows.setdefault(net.index(row.introducer), []).append(row)
    entries = [_entry(net, person, rows[person]) for person in sorted(rows)]
    return result(
        net,
        "ledger",
        {"introducers": entries},
        "introducers",
        sections=("routes",),
        unit="share of willingness left",
        sentence=_sentence,
    )


def _entry(net: Network, person: int, rows: list[Any]) -> dict[str, Any]:
    who = net.person(person)
    outcomes = [row.outcome for row in rows]
    referrer = who.group == "referrer"
    return {
        "id": net.ids[person],
        "name": net.name(person),
        "asked": len(rows),
        "accepted": outcomes.count("accepted"),
        "met": outcomes.count("met"),
        "declined": outcomes.count("declined"),
        "open": outcomes.count("asked"),
        "phi": fatigue(net, person, NOBODY),
        "willingness": willingness(net, person),
        "expects": who.get("expects") if referrer else None,
        "expects_kind": who.get("expects_kind") if referrer else None,
        "balance": who.get("balance") if referrer else None,
        "flags": _flags(net, person),
    }


def _flags(net: Network, person: int) -> list[dict[str, str]]:
    who = net.person(person)
    codes = [f"expects_{who.get('expects_kind')}"] if who.group == "referrer" else []
    codes += ["relative"] if who.group == "referrer" and who.get("kind") == "relative" else []
    codes += ["public_official"] if who.get("public_official") else []
    found = [
        {"code": code, "person": who.id, "text": FLAGS[code].format(name=who.name)} for code in codes if code in FLAGS
    ]
    if net.do_not_ask(person):
        found.append({"code": "do_not_ask", "person": who.id, "text": f"{who.name} is not to be asked"})
    return found


def _sentence(entry: dict[str, Any], lang: str) -> str:
    asked, met, declined, phi = entry["asked"], entry["met"], entry["declined"], entry["phi"]
    flagged = " ".join(f"{flag['text']}." for flag in entry["flags"])
    if lang == "zh":
        owed = "" if entry["balance"] is None else f"人情往来余额 {entry['balance']:+g}。"
        told = f"{entry['name']} 被请求 {asked} 次，促成会面 {met} 次，拒绝 {declined} 次，剩余意愿 {phi:.2f}。"
        return f"{told}{owed}{flagged}"
    owed = "" if entry["balance"] is None else f" The balance of favours is {entry['balance']:+g}."
    told = (
        f"{entry['name']} was asked {asked} times: {met} meetings, {declined} refusals; {phi:.2f} of the will is left."
    )
    return f"{told}{owed} {flagged}".strip()
