"""The playbook: what experienced sellers do, as data files in English and Chinese.

Benefits appear only as risks. Each file has a key, an English and a Chinese column; a line may be edited freely.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from influence.errors import UsageError

_COLUMN = {"en": "english", "zh": "chinese"}


@dataclass(frozen=True, slots=True)
class Lever:
    """A lever of persuasion: its key, its name, when to use it, and the kind of interest it suits (empty: any)."""

    key: str
    name: str
    when: str
    suits: str = ""


@cache
def _entries(topic: str) -> tuple[dict[str, str], ...]:
    with (Path(__file__).parent / f"{topic}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _column(lang: str) -> str:
    if lang not in _COLUMN:
        raise UsageError(f"the playbook is written in en and zh, not {lang!r}", hint="choose --lang en or --lang zh")
    return _COLUMN[lang]


def _lines(topic: str, key: str | None, lang: str) -> list[str]:
    column = _column(lang)
    return [entry[column] for entry in _entries(topic) if entry["key"] == key]


def _line(topic: str, key: str | None, lang: str) -> str:
    return next(iter(_lines(topic, key, lang)), "")


def concerns(layer: str | None, lang: str = "en") -> list[str]:
    """What people of `layer` (decision, management, operation) care about; [] where the layer is unknown.

    >>> concerns("operation")[0]
    'Whether daily work gets easier or harder'
    """
    return _lines("concerns", layer, lang)


def approach(role: str | None, lang: str = "en") -> list[str]:
    """How to approach a buying role, or ``chief`` and ``office_director``; [] where the role is unknown."""
    return _lines("approaches", role, lang)


def levers(lang: str = "en") -> list[Lever]:
    """The six levers of persuasion and when to use which.

    >>> [lever.key for lever in levers()]
    ['friendship', 'values', 'example', 'emphasis', 'reciprocity', 'alliance']
    """
    column = _column(lang)
    return [Lever(entry["key"], entry[column], entry[f"when_{column}"], entry["suits"]) for entry in _entries("levers")]


def lever_for(interest_kind: str | None, lang: str = "en") -> Lever | None:
    """The lever that suits somebody who holds an interest of `interest_kind`; None where the kind is unknown.

    >>> lever_for("practice").key
    'example'
    """
    return next((lever for lever in levers(lang) if interest_kind and lever.suits == interest_kind), None)


def preparation(lang: str = "en") -> list[str]:
    """What to have ready before a visit."""
    return _lines("visits", "prepare", lang)


def next_step(stage: str | None, lang: str = "en") -> str:
    """The step to ask for in a deal's `stage`; empty where the stage is unknown."""
    return _line("visits", stage, lang)


def countermeasure(kind: str, lang: str = "en") -> str:
    """What to do about an event or an alert of `kind`; empty for a kind that has no entry.

    >>> countermeasure("price_pressure", "zh")
    '把话题转到全周期成本和价格背后的目标'
    """
    return _line("countermeasures", kind, lang)


def risk(key: str | None, lang: str = "en") -> str:
    """The warning for what somebody expects or holds (``commission``, ``incumbent_benefit``); empty where none."""
    return _line("risks", key, lang)


def request(introducer: str, asker: str, target: str, reason: str, lang: str = "en") -> str:
    """Words that ask `introducer` for an introduction, with the lines to forward.

    `reason` is one sentence without its full stop. Names are put in as they are.
    """
    names = {"introducer": introducer, "asker": asker, "target": target, "reason": reason}
    parts = (_line("requests", key, lang) for key in ("introduction", "forward"))
    return "\n\n".join(part.format(**names) for part in parts)
