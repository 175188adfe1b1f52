"""Attitudes that went or came, put into columns that are there: the sections of the people they are of."""

from __future__ import annotations

import json
from bisect import bisect_left
from typing import TYPE_CHECKING, Any

import numpy as np

from influence.model.columns import PEOPLE, TABLES
from influence.model.rows import Rows
from influence.network.compile import as_json, asked_of, attitudes_of
from influence.network.linked import Lists, offsets
from influence.network.sequence import Texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from influence.model.rows import Row
    from influence.network.columns import Columns

    Entries = list[tuple[str, Row]]

CHANGING = ("attitudes", "contacts")
_STATED = [TABLES["contacts"].index(name) for name in ("attitude", "attitude_on")]


class Unsettled(Exception):
    """The columns do not have what is gone, do not know somebody, or cannot tell what a row does to others."""


def attitude_sections(
    old: Columns, told: Mapping[str, Any], gone: Rows, come: Rows, kept: Rows
) -> tuple[Any, dict[str, Any]]:
    """Numbers of the people whose attitudes changed, and the sections with their attitudes.

    Of contacts the attitude and its day alone may differ; raises `Unsettled` where anything else does.
    """
    ids = sorted({row[0] for rows in (gone, come) for row in rows["attitudes"]} | {row[1] for row in gone["contacts"]})
    number = numbers_of(old, ids)
    numbers = np.array(list(number.values()), dtype=np.int64)
    if not ids:
        return numbers, {}
    entries = {one: _entries(old, at, gone, come) for one, at in number.items()}
    stated = kept["attitudes"] if "attitudes" in kept.tables else old.table("attitudes")
    history = attitudes_of(entries, Rows({"attitudes": [row for row in stated if row[0] in entries]}))
    own = [history.get(one, []) for one in ids]
    texts = [text.encode() for text in as_json(list(entries.values()))]
    before = numbers - np.arange(len(numbers))
    lists = Lists(told["attitude_at"], numbers, before, offsets(list(map(len, own))))
    written = Lists(told["person_at"], numbers, before, offsets(list(map(len, texts))))
    found = {
        "attitude_at": lists.at,
        "attitude_on": lists.put(told["attitude_on"], [on for some in own for on, _ in some]),
        "attitude": lists.put(told["attitude"], [word for some in own for _, word in some]),
        "person_at": written.at,
        "person_text": written.put(told["person_text"], np.frombuffer(b"".join(texts), np.uint8)),
    }
    return numbers, {**found, "person_step": np.frombuffer(asked_of({**told, **found}), np.uint8)}


def numbers_of(old: Columns, named: Iterable[str]) -> dict[str, int]:
    """The number of everybody named; raises `Unsettled` where somebody is not known."""
    ids = Texts(old, "id")
    found = {text: bisect_left(ids, text) for text in named}
    if not all(at < len(ids) and ids[at] == text for text, at in found.items()):
        raise Unsettled
    return found


def _entries(old: Columns, person: int, gone: Rows, come: Rows) -> Entries:
    """The rows of a person, by table."""
    found: Entries = [(table, tuple(row)) for table, row in json.loads(old.text("person", person))]
    who = old.text("id", person)
    before, after = ([row for row in rows["contacts"] if row[1] == who] for rows in (gone, come))
    if [_silent(row) for row in before] != [_silent(row) for row in after]:
        raise Unsettled
    for row in before:
        if ("contacts", row) not in found:
            raise Unsettled
        found.remove(("contacts", row))
    found += [("contacts", row) for row in after]
    return sorted(found, key=lambda entry: (PEOPLE.index(entry[0]), str(entry[1])))


def _silent(row: Row) -> Row:
    """A contact without the attitude."""
    return tuple(value for at, value in enumerate(row) if at not in _STATED)
