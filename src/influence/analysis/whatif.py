"""What if somebody leaves, changes sides, meets us, or an interest is settled: every number before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from influence.analysis.decision import warnings_of
from influence.analysis.decision_ballot import yes_chance
from influence.analysis.decision_case import Case, case_of
from influence.analysis.decision_group import matter_of
from influence.analysis.results import Result, result
from influence.analysis.routes import best_probability
from influence.analysis.words import percent
from influence.errors import UsageError
from influence.network.sequence import Texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from influence.network import Network

SECTIONS = ("strength", "routes", "opinions", "decision")
PEOPLE = ("person",)
_GONE: dict[str, Any] = {"influence": None, "opinion": None, "p_yes": None}


def whatif(
    net: Network,
    deal: str,
    *,
    without: str | Iterable[str] = (),
    attitude: Mapping[str, str] | None = None,
    tie: Iterable[tuple[str, str, float]] = (),
    settle: str | Iterable[str] = (),
    force: bool = False,
) -> Result:
    """P(win), opinions, influence, routes and orphaned contacts before and after all of the changes together.

    Args:
        net: the network.
        deal: id, name or unambiguous part of a deal or account.
        without: people who leave, ours or theirs.
        attitude: attitude word by person.
        tie: people A and B and the strength of the one tie they then have, 0 to cut it.
        settle: interests settled.
        force: show numbers that are withheld for want of known attitudes.

    Raises `UsageError` without a change, `UnknownName`, `AmbiguousName`. The same changes made by hand
    (``net.without(...)`` and so on) give the same numbers. Cost: two solves.
    """
    stated: dict[str, Any] = {
        "without": _listed(without),
        "attitude": dict(attitude or {}),
        "tie": [(one, other, strength) for one, other, strength in tie],
        "settle": _listed(settle),
    }
    matter = matter_of(net, deal)
    changes, later = changed(net, **stated)
    if not changes:
        raise UsageError("no change to look at", hint="--without X, --attitude Y=support, --tie A:B=0.7, --settle I")
    cases = case_of(net, matter), case_of(later, matter)
    answer = _answer(net, later, cases, changes, force=force)
    return result(
        net,
        "whatif",
        answer,
        "people",
        sections=SECTIONS,
        parameters={"deal": deal, **stated, "tie": [list(entry) for entry in stated["tie"]], "force": force},
        warnings=_warnings(cases),
        none=any(answer[side]["pwin"] is None for side in ("before", "after")),
        unit="P(win)",
        sentence=lambda entry, lang: _sentence(answer, entry, lang),
    )


def _answer(
    net: Network, later: Network, cases: tuple[Case, Case], changes: list[str], *, force: bool
) -> dict[str, Any]:
    ids = list(net.ids)
    before, after = (_side(case, ids, force=force) for case in cases)
    return {
        "deal": cases[0].matter.deal,
        "account": cases[0].matter.account,
        "changes": changes,
        "before": before,
        "after": after,
        "orphaned": orphaned(net, later),
        "routes": _routes(net, later, cases[0]),
        "people": _moves(before, after, cases[0]),
    }


def changed(
    net: Network,
    *,
    without: Iterable[str] = (),
    attitude: Mapping[str, str] | None = None,
    tie: Iterable[tuple[str, str, float]] = (),
    settle: Iterable[str] = (),
) -> tuple[list[str], Network]:
    """The changes in words, and the network after them."""
    words: list[str] = []
    later = net
    for text in without:
        who = _person(net, text)
        words, later = [*words, f"{_name(net, who)} leaves"], later.without(who)
    for text, word in (attitude or {}).items():
        who = _contact(net, text)
        words, later = [*words, f"attitude of {_name(net, who)}: {word}"], later.with_attitude(who, word)
    for one, other, strength in tie:
        ends = (_person(net, one), _person(net, other))
        later = later.with_tie(*ends, strength)
        names = f"{_name(net, ends[0])} and {_name(net, ends[1])}"
        words.append(f"tie of {names}: strength {strength:g}" if strength else f"tie of {names} is cut")
    for text in settle:
        interest = net.resolve(text, "interest").id
        words, later = [*words, f"interest {interest} is settled"], later.with_settled(interest)
    return words, later


def _listed(texts: str | Iterable[str]) -> list[str]:
    return [texts] if isinstance(texts, str) else list(texts)


def _person(net: Network, text: str) -> str:
    return net.resolve(text, *PEOPLE).id


def _contact(net: Network, text: str) -> str:
    who = _person(net, text)
    if net.group(net.index(who)) != "contact":
        raise UsageError(f"{text!r} is no contact and has no attitude", hint="name a person at an account")
    return who


def _name(net: Network, who: str) -> str:
    return net.name(net.index(who))


def _side(case: Case, ids: list[str], *, force: bool) -> dict[str, Any]:
    shown = case.pwin is not None and (force or case.withheld is None)
    yes = yes_chance(case.opinions, case.net.assumptions)
    columns = (case.ears.people.tolist(), case.influence.tolist(), case.opinions.tolist(), yes.tolist())
    return {
        "pwin": case.pwin if shown else None,
        "withheld": case.withheld,
        "people": [
            {"id": ids[person], "influence": influence, "opinion": opinion, "p_yes": chance}
            for person, influence, opinion, chance in zip(*columns, strict=True)
        ],
    }


def orphaned(net: Network, later: Network) -> list[str]:
    """Ids of contacts with a tie to our team before and none after, conflicts apart; `later` is a changed `net`."""
    changes, ours = later.changes, set(net.team)
    lost = {other for person in changes.gone & ours for other in net.neighbours(person)}
    lost |= {person for ends in changes.ties for person in ends}
    contacts = [person for person in sorted(lost) if net.group(person) == "contact" and later.present(person)]
    return [net.ids[person] for person in contacts if _met(net, person) and not _met(later, person)]


def _met(net: Network, contact: int) -> bool:
    """Whether the contact has a tie to one of ours."""
    near = (other for other in net.neighbours(contact) if net.group(other) == "team")
    return any(tie.kind != "conflict" for other in near for tie in net.ties(contact, other))


def _routes(net: Network, later: Network, case: Case) -> list[dict[str, Any]]:
    """Best route probability to each person with a part."""
    return [
        {
            "to": net.ids[member.person],
            "before": best_probability(net, member.person),
            "after": best_probability(later, member.person),
        }
        for member in case.group.members
    ]


def _moves(before: dict[str, Any], later: dict[str, Any], case: Case) -> list[dict[str, Any]]:
    """Per contact, what changed: the list that frames and words are made of."""
    after = {entry["id"]: entry for entry in later["people"]}
    names = list(Texts(case.net.columns, "name"))
    return [
        _move(entry, after.get(entry["id"], _GONE), names[person])
        for person, entry in zip(case.ears.people.tolist(), before["people"], strict=True)
    ]


def _move(was: dict[str, Any], now: dict[str, Any], name: str) -> dict[str, Any]:
    return {
        "id": was["id"],
        "name": name,
        "influence_before": was["influence"],
        "opinion_before": was["opinion"],
        "p_yes_before": was["p_yes"],
        "influence_after": now["influence"],
        "opinion_after": now["opinion"],
        "p_yes_after": now["p_yes"],
    }


def _warnings(sides: tuple[Case, Case]) -> list[str]:
    before, after = (warnings_of(case) for case in sides)
    return before + [f"after: {text}" for text in after if text not in before]


def _sentence(answer: dict[str, Any], entry: dict[str, Any], lang: str) -> str:
    pwin = [percent(answer[side]["pwin"]) if answer[side]["pwin"] is not None else "-" for side in ("before", "after")]
    told = {**entry, "was": pwin[0], "becomes": pwin[1], "changes": "; ".join(answer["changes"])}
    if entry["opinion_after"] is None:
        gone = "{changes}: {name} is gone; P(win) goes from {was} to {becomes}."
        return (gone if lang == "en" else "{changes}：{name}离开；赢单概率由 {was} 变为 {becomes}。").format(**told)
    told |= {"yes": percent(entry["p_yes_before"]), "then": percent(entry["p_yes_after"])}
    return (_ENGLISH if lang == "en" else _CHINESE).format(**told)


_ENGLISH = (
    "{changes}: the opinion of {name} goes from {opinion_before:+.2f} to {opinion_after:+.2f} (likely to say yes: "
    "{yes}, then {then}); P(win) goes from {was} to {becomes}."
)
_CHINESE = (
    "{changes}：{name}的意见由 {opinion_before:+.2f} 变为 {opinion_after:+.2f}（赞成的概率由 {yes} 变为 {then}）；"
    "赢单概率由 {was} 变为 {becomes}。"
)
