"""What do I do with ten hours? The actions that raise P(win) most, in order, and what was left out."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from influence.analysis.asking import flags
from influence.analysis.decision_case import Case, case_of
from influence.analysis.decision_group import matter_of
from influence.analysis.plan_choice import Choice, Chosen
from influence.analysis.plan_options import Option, options
from influence.analysis.results import Result, result
from influence.analysis.steps import Steps
from influence.analysis.words import percent, points
from influence.errors import UsageError

if TYPE_CHECKING:
    from influence.network import Network

MOST_LEFT_OUT = 5
SECTIONS = ("strength", "routes", "opinions", "decision", "answers", "plan")


def plan(net: Network, deal: str, *, hours: float = 10.0, reserve: float = 0.0, force: bool = False) -> Result:
    """The plan with the largest expected P(win) for `hours`, of which a share `reserve` is kept for later accounts.

    Each action moves one person one step with a stated chance: a visit, time to win the person over, or a word of a
    go-between, preceded by an introduction where the route needs one. Limits: hours in all and per week of each of
    ours, one action a person, requests per introducer [J]. All sets are compared where there are few (`exact`), else
    integer programming on the surrogate ``pi' V delta q`` and exact P(win) with swaps. `next_hour` is what one more
    hour would add. Raises `UsageError` for hours or a reserve out of range, `UnknownName`, `AmbiguousName`.
    """
    if not (hours >= 0 and 0 <= reserve < 1):
        raise UsageError("hours must not be negative, and the reserve a share below 1", hint="--hours 10 --reserve 0.2")
    case = case_of(net, matter_of(net, deal))
    shown = case.pwin is not None and (force or case.withheld is None)
    answer: dict[str, Any] = {"deal": case.matter.deal, "hours": hours, "pwin_before": case.pwin if shown else None}
    answer |= _planned(case, hours * (1 - reserve)) if shown else _NOTHING
    answer["withheld"] = case.withheld
    return result(
        net,
        "plan",
        answer,
        "actions",
        sections=SECTIONS,
        parameters={"deal": deal, "hours": hours, "reserve": reserve, "force": force},
        warnings=_notes(case, answer, hours, reserve),
        none=not shown or not answer["actions"],
        unit="P(win)",
        key="order",
        sentence=_sentence,
    )


def _notes(case: Case, answer: dict[str, Any], hours: float, reserve: float) -> list[str]:
    found = [f"P(win) is withheld: {case.withheld}"] if case.withheld else []
    if reserve:
        found.append(f"{hours * reserve:g} of {hours:g} hours are kept for accounts that pay in 3, 6, 12 months")
    if len({row["person"] for row in answer["actions"]}) >= case.net.assumptions["plan_people"]:
        found.append("a plan moves no more people than plan_people: plan again after the first outcomes")
    if any(row["flags"] for row in answer["actions"]):
        found.append("the plan rests on people whose flags are risks: read them first")
    if (answer["possible"] or 0) > (answer["compared"] or 0):
        found.append(f"the {answer['compared']} most promising of {answer['possible']} actions are compared")
    if answer["exact"] is False:
        found.append("too many plans to compare all: integer programme, then swaps")
    return found


_NOTHING: dict[str, Any] = {"pwin_after": None, "actions": [], "left_out": [], "next_hour": None}
_NOTHING |= {"exact": None, "compared": None, "possible": None}


def _planned(case: Case, hours: float) -> dict[str, Any]:
    choice, possible = _choice(case, hours)
    chosen, exact = choice.best()
    ordered = _ordered(choice, chosen)
    more = replace(choice, hours=hours + 1)
    following, _ = more.best() if exact else more.best(chosen)
    return {
        "pwin_after": choice.value(chosen),
        "actions": _actions(case, choice, ordered),
        "left_out": _left_out(case, choice, chosen),
        "next_hour": max(0.0, more.value(following) - choice.value(chosen)),
        "exact": exact,
        "compared": len(choice.options),
        "possible": possible,
    }


def _choice(case: Case, hours: float) -> tuple[Choice, int]:
    net, steps = case.net, Steps(case)
    stated = {person: net.person(person).get("hours_per_week") for person in net.team}
    of_ours = {person: float(value) for person, value in stated.items() if value is not None}
    limits = int(net.assumptions["plan_asks"]), int(net.assumptions["plan_people"])
    found, possible = options(case, steps)
    return Choice(found, steps, hours, of_ours, *limits), possible


def _ordered(choice: Choice, chosen: Chosen) -> list[int]:
    """Easy first: by falling chance, then fewer hours."""
    return sorted(chosen, key=lambda at: (-choice.options[at].chance, choice.options[at].total, choice.options[at].key))


def _actions(case: Case, choice: Choice, ordered: list[int]) -> list[dict[str, Any]]:
    """Numbered actions; an introduction stands before what it unlocks and gains nothing by itself."""
    rows: list[dict[str, Any]] = []
    for place, at in enumerate(ordered):
        option = choice.options[at]
        before, after = (choice.value(tuple(sorted(ordered[:count]))) for count in (place, place + 1))
        if option.asking > 0:
            rows.append(_introduction(case, option))
        rows.append(_row(case, option, after - before))
    return [{"order": place, **row} for place, row in enumerate(rows, 1)]


def _introduction(case: Case, option: Option) -> dict[str, Any]:
    net = case.net
    first = net.name(option.introducer) if option.introducer is not None else ""
    return {
        "who": net.ids[option.who],
        "person": net.ids[option.person],
        "action": "introduction",
        "hours": option.asking,
        "through": [net.ids[person] for person in option.through],
        "gain": 0.0,
        "why": f"ask {first} for the introduction; it unlocks the next step",
        "flags": _flags(case, option),
    }


def _row(case: Case, option: Option, gain: float) -> dict[str, Any]:
    net = case.net
    return {
        "who": net.ids[option.who],
        "person": net.ids[option.person],
        "action": option.action,
        "hours": option.hours,
        "through": [net.ids[person] for person in option.through],
        "gain": gain,
        "why": f"{percent(option.chance)} to move {net.name(option.person)} one step, worth {points(option.gain)}",
        "chance": option.chance,
        "flags": _flags(case, option),
    }


def _flags(case: Case, option: Option) -> list[dict[str, str]]:
    """What to mind about the people an option takes: benefits, relatives, officials."""
    route = list(option.through)
    return flags(case.net, route, [_kind(case, *pair) for pair in pairwise(route)])


def _kind(case: Case, one: int, other: int) -> str:
    ties = [tie for tie in case.net.ties(one, other) if tie.strength is not None]
    return max(ties, key=lambda tie: tie.strength or 0.0).kind if ties else ""


def _left_out(case: Case, choice: Choice, chosen: Chosen) -> list[dict[str, Any]]:
    """The best option of each person not in the plan, by what it would add alone."""
    served = {choice.options[at].person for at in chosen}
    now = choice.value(())
    best: dict[int, tuple[float, int]] = {}
    for at, option in enumerate(choice.options):
        gain = option.chance * option.gain
        if option.person not in served and gain > best.get(option.person, (0.0, 0))[0]:
            best[option.person] = (gain, at)
    ranked = sorted(best.values(), key=lambda pair: (-pair[0], choice.options[pair[1]].key))[:MOST_LEFT_OUT]
    return [
        {**_row(case, choice.options[at], gain), "pwin": now + gain, "needs_hours": choice.options[at].total}
        for gain, at in ranked
    ]


def _sentence(entry: dict[str, Any], lang: str) -> str:
    if lang == "zh":
        words = {"visit": "拜访", "win_over": "争取", "go_between": "托人说话", "introduction": "请求引荐"}
        moved = f"，有 {percent(entry['chance'])} 的把握使其态度前进一步" if "chance" in entry else "，为下一步铺路"
        does = f"{entry['who']} 用 {entry['hours']:g} 小时{words[entry['action']]} {entry['person']}"
        return (
            f"第 {entry['order']} 步：{does}"
            f"（经 {' → '.join(entry['through'])}），赢单概率提高 {100 * entry['gain']:.1f} 个百分点{moved}。"
        )
    return (
        f"Step {entry['order']}: {entry['who']} spends {entry['hours']:g} hours on {entry['person']} "
        f"({entry['action'].replace('_', ' ')}, via {' -> '.join(entry['through'])}): "
        f"{points(entry['gain'])} of P(win); {entry['why']}."
    )
