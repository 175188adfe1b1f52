"""The panel: the answers as lines, each about one person of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from influence.maps.view import Panel

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from influence.maps.answers import Answers

LINES = 12
VISIBLE = 0.0005  # a smaller change of P(win) would read as 0.0 points


def _about(lines: Iterable[Mapping[str, Any]], here: Mapping[str, int]) -> list[Mapping[str, Any]]:
    return [line for line in lines if line["id"] in here][:LINES]


def _influencers(answers: Answers, here: Mapping[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "p": here[line["id"]],
            "value": line["influence"],
            "low": line.get("rank_low"),
            "high": line.get("rank_high"),
            "hidden": bool(line.get("hidden")),
        }
        for line in _about(answers.people("influencers"), here)
    ]


def _answer(answer: Mapping[str, Any], here: Mapping[str, int]) -> dict[str, Any]:
    through = [here[person] for person in answer.get("through") or () if person in here]
    return {"answer": answer["answer"], "pwin": answer["pwin"], "hours": answer.get("hours"), "through": through}


def _interest(interest: Any) -> dict[str, str | None]:
    """Kind and description apart: the page says the kind in its language of the moment."""
    return {"kind": interest.get("kind"), "description": interest.get("description")}


def _blockers(answers: Answers, here: Mapping[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "p": here[line["id"]],
            "cost": line["cost"],
            "veto": line.get("veto") or 0,
            "bypass": {"possible": bool(line["bypass"]["possible"])},
            "interests": [_interest(interest) for interest in line.get("interests", ())],
            "answers": [_answer(answer, here) for answer in line.get("answers", ())],
        }
        for line in _about(answers.people("blockers"), here)
    ]


def _actions(answers: Answers, here: Mapping[str, int]) -> list[dict[str, Any]]:
    planned = answers.plan.get("actions", ()) if answers.plan else ()
    return [
        {"p": here[line["person"]], "text": line.get("why") or line["action"], "gain": line.get("gain")}
        for line in planned
        if line.get("person") in here
    ][:LINES]


def _questions(answers: Answers, here: Mapping[str, int]) -> list[dict[str, Any]]:
    asked = [line for line in answers.people("questions") if line.get("change") is None or line["change"] >= VISIBLE]
    return [{"p": here.get(line["id"]), "text": line["ask"], "change": line.get("change")} for line in asked][:LINES]


def panel(answers: Answers, here: Mapping[str, int], routes: Sequence[int], deal: str | None) -> Panel:
    """The situation of a deal; `here` gives the page's number of an id, `deal` its name (None: implicit)."""
    group = answers.committee or {}
    allies = answers.blockers.get("allies", ()) if answers.blockers else ()
    return Panel(
        deal,
        deal is None,
        bool(group.get("rule", {}).get("assumed", False)),
        group.get("pwin"),
        group.get("pwin_low"),
        group.get("pwin_high"),
        group.get("withheld"),
        _influencers(answers, here),
        _blockers(answers, here),
        [{"p": here[ally["id"]], "worth": ally["worth"]} for ally in _about(allies, here)],
        routes,
        _actions(answers, here),
        _questions(answers, here),
    )
