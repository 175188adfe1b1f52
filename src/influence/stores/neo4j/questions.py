"""The shipped questions: what their headers say, and how their parameters are filled in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from influence.errors import UnknownName, UsageError
from influence.stores.neo4j.statements import names, text

if TYPE_CHECKING:
    from collections.abc import Mapping

_PARAMETER = re.compile(r"(?P<name>\w+): (?P<type>[\w/]+)(?: = (?P<default>\S+))? - (?P<meaning>.+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a question; required where it has no default."""

    name: str
    type: str
    default: str | None
    meaning: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question as its header states it. `returns` are the columns, each with its unit in brackets."""

    name: str
    question: str
    parameters: tuple[Parameter, ...]
    returns: tuple[str, ...]
    access: str
    cost: str
    twin: str


@cache
def questions() -> dict[str, Question]:
    """Every shipped question, by name."""
    return {name: parsed(name, text(f"questions/{name}")) for name in names("questions")}


def named(name: str) -> Question:
    """The question of this name; raises `UnknownName` with all names."""
    known = questions()
    if name not in known:
        raise UnknownName(f"no question is called {name!r}", hint="see `influence cypher`", candidates=list(known))
    return known[name]


def parsed(name: str, whole: str) -> Question:
    """Read the header of a statement."""
    lines = [line[3:].partition(": ") for line in whole.splitlines() if line.startswith("// ")]
    one = {key: value for key, _, value in lines}
    found = [_PARAMETER.fullmatch(value) for key, _, value in lines if key == "Parameter"]
    parameters = tuple(Parameter(**match.groupdict()) for match in found if match)
    returns = tuple(re.split(r"(?<=\)), ", one.get("Returns", "")))
    return Question(
        name,
        one.get("Question", ""),
        parameters,
        returns,
        one.get("Access", ""),
        one.get("Cost", ""),
        one.get("Twin", ""),
    )


def values(question: Question, given: Mapping[str, str], *, workspace: str, today: date) -> dict[str, Any]:
    """Values of every parameter, defaults filled in; raises `UsageError` for missing or unknown ones."""
    known = {parameter.name for parameter in question.parameters}
    if unknown := sorted(set(given) - known):
        raise UsageError(f"{question.name} has no parameter {unknown[0]!r}", hint=f"it has {', '.join(sorted(known))}")
    return {
        parameter.name: workspace
        if parameter.name == "workspace" and "workspace" not in given
        else _value(question, parameter, given.get(parameter.name, parameter.default), today)
        for parameter in question.parameters
    }


def _value(question: Question, parameter: Parameter, word: str | None, today: date) -> Any:
    if word is None:
        hint = f"{parameter.meaning}: --param {parameter.name}=..."
        raise UsageError(f"{question.name} needs the parameter {parameter.name!r}", hint=hint)
    try:
        if parameter.type == "number":
            return float(word)
        return _day(word, today) if parameter.type == "date" else word
    except ValueError:
        raise UsageError(f"{parameter.name}={word!r} is no {parameter.type}") from None


def _day(word: str, today: date) -> str:
    """``2026-11-01``, ``today`` or ``today-90``."""
    if word.startswith("today"):
        return (today - timedelta(days=int(word[6:] or 0))).isoformat()
    return date.fromisoformat(word).isoformat()
