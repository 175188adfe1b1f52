"""Edits made by hand: rows of their own, applied on top of what was loaded."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from influence.errors import UsageError
from influence.model.columns import PEOPLE, TABLES
from influence.model.kinds import TIE_KINDS
from influence.model.rows import Rows
from influence.model.scales import ATTITUDE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from influence.model.rows import Row

    Place = tuple[str, int]
    Placed = list[tuple[Row, Place]]

SOURCE = "edit"
"""What an edited row names as the source of its fact, and as its file."""
EDITED = ("contacts", "attitudes", "relationships")
"""Tables that an edit may change."""
GROUPS = frozenset(PEOPLE)
"""Tables that tell who is there."""
KEYS = {"attitudes": "contact", "relationships": "source"}
"""Column that says whose row it is, where that is not `id`."""
NEEDED = GROUPS | frozenset(EDITED)
"""Those, and the ones that an edit may change."""
_CONTACT, _ATTITUDE, _TIE = (TABLES[name] for name in EDITED)


def checked(op: Mapping[str, Any], at: str) -> dict[str, Any]:
    """The edit with its day filled in (that of `at` unless ``on`` names one); raises `UsageError` if it is none."""
    kind = op.get("op")
    if kind == "attitude":
        return {"op": kind, "id": _text(op, "id"), "value": _word(op), "on": _day(op.get("on") or at[:10])}
    if kind == "tie":
        return {
            "op": kind,
            "source": _text(op, "source"),
            "target": _other(op),
            "kind": _kind(op),
            "strength": _strength(op.get("strength")),
        }
    raise UsageError(f"no edit is called {kind!r}", hint="an edit is `attitude` or `tie`")


def named(op: Mapping[str, Any]) -> tuple[str, ...]:
    """Ids of the people that an edit names."""
    return (op["id"],) if op["op"] == "attitude" else (op["source"], op["target"])


def applies(op: Mapping[str, Any], contacts: set[str], everyone: set[str]) -> bool:
    """Whether the people that an edit names are there: a contact for an attitude, anybody for a tie."""
    return op["id"] in contacts if op["op"] == "attitude" else everyone.issuperset(named(op))


def apply(rows: Rows, ops: Sequence[Mapping[str, Any]]) -> Rows:
    """`rows` with the edits that apply, in order; rows nobody edited are passed on as they are.

    >>> rows = Rows({"team": [("Ann", "t1")], "contacts": [("Bo", "c1", *[None] * 17)]})
    >>> edited = apply(rows, [{"op": "tie", "source": "t1", "target": "c1", "kind": "friend", "strength": 0.5}])
    >>> edited["relationships"][0][:4]
    ('t1', 'c1', 'friend', 0.5)
    """
    contacts, everyone = known(rows)
    valid = [op for op in ops if applies(op, contacts, everyone)]
    if not valid:
        return rows
    touched = {person for op in valid for person in named(op)}
    tables, places = dict(rows.tables), dict(rows.places)
    for name in EDITED:
        kept, mine = _split(rows, name, touched)
        for op in valid:
            mine = _CHANGES[op["op"], name](mine, op) if (op["op"], name) in _CHANGES else mine
        tables[name] = [row for row, _ in (*kept, *mine)]
        if rows.places:
            places[name] = [place for _, place in (*kept, *mine)]
    return Rows(tables, places)


def known(rows: Rows) -> tuple[set[str], set[str]]:
    """Ids of the contacts, and of everybody."""
    return _ids(rows, ("contacts",)), _ids(rows, PEOPLE)


def _ids(rows: Rows, tables: Iterable[str]) -> set[str]:
    return {row[TABLES[name].index("id")] for name in tables for row in rows[name]}


def _split(rows: Rows, name: str, touched: set[str]) -> tuple[Placed, Placed]:
    """Rows of a table that no edit concerns, and those that one may."""
    place = TABLES[name].index(KEYS.get(name, "id"))
    kept: Placed = []
    mine: Placed = []
    places = rows.places.get(name) or [("", 0)] * len(rows[name])
    for row, origin in zip(rows[name], places, strict=True):
        (mine if row[place] in touched else kept).append((row, origin))
    return kept, mine


def _dated(rows: Placed, op: Mapping[str, Any]) -> Placed:
    """The attitude as a row of the history, in place of any of the same day."""
    key = (op["id"], op["on"])
    new = (*key, op["value"], None, SOURCE)
    return [*(pair for pair in rows if pair[0][:2] != key), (new, (SOURCE, 0))]


def _in_column(rows: Placed, op: Mapping[str, Any]) -> Placed:
    """Contacts whose own column states an attitude of the very same day follow the edit."""
    person, word, day = (_CONTACT.index(name) for name in ("id", "attitude", "attitude_on"))
    return [
        ((*row[:word], op["value"], *row[word + 1 :]), place)
        if row[person] == op["id"] and row[day] == op["on"]
        else (row, place)
        for row, place in rows
    ]


def _tied(rows: Placed, op: Mapping[str, Any]) -> Placed:
    """The tie with its new strength: in its row where there is one, else in a row of its own."""
    found = [number for number, (row, _) in enumerate(rows) if _same_tie(row, op)]
    if not found:
        new = dict.fromkeys(_TIE.column_names) | {k: op[k] for k in ("source", "target", "kind", "strength")}
        return [*rows, (tuple((new | {"directed": False, "fact_source": SOURCE}).values()), (SOURCE, 0))]
    number = found[0]
    changed = _TIE.index("strength")
    row = rows[number][0]
    rows[number] = ((*row[:changed], op["strength"], *row[changed + 1 :]), (SOURCE, 0))
    return rows


def _same_tie(row: Row, op: Mapping[str, Any]) -> bool:
    if row[2] != op["kind"]:
        return False
    ends = (op["source"], op["target"])
    symmetric = TIE_KINDS[op["kind"]].symmetric and not row[_TIE.index("directed")]
    return row[:2] == ends or (symmetric and row[1::-1] == ends)


_CHANGES = {
    ("attitude", "attitudes"): _dated,
    ("attitude", "contacts"): _in_column,
    ("tie", "relationships"): _tied,
}


def _text(op: Mapping[str, Any], name: str) -> str:
    value = op.get(name)
    if not isinstance(value, str) or not value:
        raise UsageError(f"the edit does not say {name!r}", hint="give the id of a person")
    return value


def _other(op: Mapping[str, Any]) -> str:
    if op.get("target") == op.get("source"):
        raise UsageError("a tie joins two people", hint="give two different ids")
    return _text(op, "target")


def _word(op: Mapping[str, Any]) -> str:
    value = op.get("value")
    if value not in ATTITUDE.words:
        raise UsageError(f"no attitude is called {value!r}", hint=f"one of {', '.join(ATTITUDE.words)}")
    return str(value)


def _day(value: Any) -> str:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise UsageError(f"{value!r} is no day", hint="write YYYY-MM-DD") from None


def _kind(op: Mapping[str, Any]) -> str:
    kind = op.get("kind") or "knows"
    if kind not in TIE_KINDS:
        raise UsageError(f"no kind of tie is called {kind!r}", hint=f"one of {', '.join(TIE_KINDS)}")
    return str(kind)


def _strength(value: Any) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise UsageError(f"a strength of {value!r} is none", hint="give a number from 0 to 1")
    return float(value)
