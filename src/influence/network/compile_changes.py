"""A few ties, interactions and attitudes that went or came, put into columns that are there.

The pairs they are of are taken out and put in again; everything else keeps its place but for its number, so that the
cost is that of copying. People and posts stay as they are. The columns are those that all rows would be compiled to,
but for the bounds that lead a search for routes (see `compile_raise`).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from influence.model.columns import TABLES
from influence.model.kinds import TIE_KIND
from influence.network import compile_attitudes
from influence.network.columns import SECTIONS, STEP, TABLES_KEPT
from influence.network.compile import flat_of
from influence.network.compile_attitudes import Unsettled, attitude_sections, numbers_of
from influence.network.compile_pairs import meetings_of, of_fields, ties_of
from influence.network.compile_raise import raised
from influence.network.linked import Links, Lists, linked, spliced, within

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from influence.model.rows import Rows
    from influence.network.columns import Columns

    Fields = dict[str, Any]

CHANGING = ("relationships", "interactions", *compile_attitudes.CHANGING)
"""The tables whose rows may go and come."""
_RECORD = np.dtype((np.void, STEP.size))
_TIE = (
    "from_low",
    "kind",
    "begins",
    "ends",
    "directed",
    "declared",
    "stage",
    "stage_on",
    "since",
    "last",
    "confidence",
)
_MET = ("from_low", "on", "channel")


def compile_changes(old: Columns, gone: Rows, come: Rows, kept: Rows, digest: str) -> Columns | None:
    """The columns of the rows of `old` without the rows `gone` and with the rows `come`, both of `CHANGING` alone.

    Contacts may change their attitude and its day only.

    `kept` has the whole tables of `TABLES_KEPT` that changed. None where `old` does not have what is gone or does not
    know somebody, where a tie comes that its pair has already, and for ties of reporting, which also come from columns:
    then all rows are to be looked at. Cost: that of copying the columns, and of looking at the neighbours of those whom
    somebody can now reach better.
    """
    told: Fields = {name: np.asarray(old.__dict__[name][:]) for name in SECTIONS}
    try:
        people, found = attitude_sections(old, told, gone, come, kept)
        told |= found
        told |= _with_pairs(old, told, gone, come, people)
    except Unsettled:
        return None
    flat = {name: flat_of(code, told[name]) for name, code in SECTIONS.items()}
    return old.changed(flat, digest, {name: list(kept[name]) for name in TABLES_KEPT if name in kept.tables})


def _with_pairs(old: Columns, told: Fields, gone: Rows, come: Rows, changed: Any) -> Fields:
    """The sections of pairs; those of people who `changed` are put in again, for what their steps are worth."""
    people, number = len(told["group"]), numbers_of(old, _named([gone, come]))
    ties_gone, ties_come = (ties_of(rows, number, people) for rows in (gone, come))
    met_gone, met_come = (meetings_of(rows, number, people) for rows in (gone, come))
    keys = told["pair_low"].astype(np.int64) * people + told["pair_high"]
    touched = np.unique(np.concatenate([one["key"] for one in (ties_gone, ties_come, met_gone, met_come)]))
    goes = np.isin(keys, touched) | np.isin(told["pair_low"], changed) | np.isin(told["pair_high"], changed)
    ties = _without(_fields(told, goes, keys, "tie", _TIE) | _evidence(old, told, goes), ties_gone)
    met = _without(_fields(told, goes, keys, "met", _MET), met_gone)
    ties = _both(ties, ties_come)
    _settled(ties, ties_gone, ties_come)
    few = of_fields(ties, _both(met, met_come), people)
    few = {name: np.frombuffer(v, np.uint8) if isinstance(v, bytes) else np.asarray(v) for name, v in few.items()}
    before = np.searchsorted(keys[~goes], few["pair_low"].astype(np.int64) * people + few["pair_high"])
    changes = _Changes(goes, before)
    told = told | _pairs(told, few, changes)
    told |= _arcs(told, few, changes)
    return told | raised(told, changes.goes, *changes.numbers)


class _Changes(NamedTuple):
    """Which pairs go, and before which of those that stay each new one comes."""

    goes: Any
    before: Any

    @property
    def gone(self) -> Any:
        """Numbers of the pairs that go."""
        return np.flatnonzero(self.goes)

    @property
    def numbers(self) -> tuple[Any, Any]:
        """Numbers afterwards: of every pair that was there (None where all keep theirs), and of the new ones."""
        new = self.before + np.arange(len(self.before))
        if np.array_equal(new, self.gone):
            return None, new
        stayed = np.cumsum(~self.goes) - 1
        shift = np.searchsorted(self.before, np.arange(len(self.goes) + 1), side="right")
        return stayed + shift[np.maximum(stayed, 0)], new


def _named(changes: Iterable[Rows]) -> set[str]:
    """Everybody whom ties and interactions name."""
    named, (source, target) = set[str](), (TABLES["interactions"].index(name) for name in ("source", "target"))
    for rows in changes:
        named.update(end for row in rows["relationships"] for end in row[:2])
        named.update(one for row in rows["interactions"] for one in (row[source], *row[target]))
    return named


def _fields(told: Fields, goes: Any, keys: Any, stem: str, names: Iterable[str]) -> Fields:
    """What `compile_pairs` starts from, read back for the pairs that go."""
    chosen = np.flatnonzero(goes)
    counts, places = within(told[f"{stem}_at"], chosen)
    return {"key": np.repeat(keys[chosen], counts)} | {name: told[f"{stem}_{name}"][places] for name in names}


def _evidence(old: Columns, told: Fields, goes: Any) -> Fields:
    _, places = within(told["tie_at"], np.flatnonzero(goes))
    return {"evidence": np.array([old.text("evidence", int(at)) for at in places], dtype=object)}


def _without(fields: Fields, gone: Fields) -> Fields:
    """`fields` without one of each that is gone."""
    left = Counter(_records(gone, fields))
    stays = []
    for record in _records(fields, fields):
        stays.append(not left[record])
        left[record] -= not stays[-1]
    if left.total():
        raise Unsettled
    return {name: values[np.array(stays, dtype=bool)] for name, values in fields.items()}


def _settled(ties: Fields, gone: Fields, come: Fields) -> None:
    """Raise where a tie that comes repeats one of its pair, and where who reports to whom is touched."""
    told = Counter(zip(ties["key"].tolist(), ties["kind"].tolist(), strict=True))
    new = set(zip(come["key"].tolist(), come["kind"].tolist(), strict=True))
    reporting = TIE_KIND.index("reports_to") in {*gone["kind"].tolist(), *come["kind"].tolist()}
    if reporting or any(told[one] > 1 for one in new):
        raise Unsettled


def _records(fields: Fields, names: Iterable[str]) -> list[tuple[Any, ...]]:
    columns = [[None if value != value else value for value in fields[name].tolist()] for name in names]  # noqa: PLR0124 - NaN
    return list(zip(*columns, strict=True))


def _both(one: Fields, other: Fields) -> Fields:
    return {name: np.concatenate([values, other[name]]) for name, values in one.items()}


def _pairs(told: Fields, few: Fields, changes: _Changes) -> Fields:
    """The sections of pairs, their ties and their meetings."""
    ties = Lists(told["tie_at"], changes.gone, changes.before, few["tie_at"])
    met = Lists(told["met_at"], changes.gone, changes.before, few["met_at"])
    said = Lists(told["evidence_at"], ties.gone, ties.before, few["evidence_at"])
    step = spliced(told["pair_step"].view(_RECORD), changes.gone, changes.before, few["pair_step"].view(_RECORD))
    ends = ("pair_low", "pair_high")
    return {
        **{name: spliced(told[name], changes.gone, changes.before, few[name]) for name in ends},
        "pair_step": step.view(np.uint8),
        "tie_at": ties.at,
        "met_at": met.at,
        "evidence_at": said.at,
        **{name: ties.put(told[name], few[name]) for name in map("tie_{}".format, _TIE)},
        **{name: met.put(told[name], few[name]) for name in map("met_{}".format, _MET)},
        "evidence_text": said.put(told["evidence_text"], few["evidence_text"]),
    }


def _arcs(told: Mapping[str, Any], few: Fields, changes: _Changes) -> Fields:
    stayed, new = changes.numbers
    gone = np.flatnonzero(changes.goes[told["arc_pair"]])
    at, before = linked(
        Links(told["arc_at"], told["arc_to"], told["arc_bound"]),
        gone,
        Links(few["arc_at"], few["arc_to"], few["arc_bound"]),
    )
    pair = told["arc_pair"] if stayed is None else stayed[told["arc_pair"]]
    return {
        "arc_at": at,
        "arc_to": spliced(told["arc_to"], gone, before, few["arc_to"]),
        "arc_pair": spliced(pair, gone, before, new[few["arc_pair"]]),
        "arc_bound": spliced(told["arc_bound"], gone, before, few["arc_bound"]),
    }
