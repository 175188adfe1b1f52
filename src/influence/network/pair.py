"""The ties of one pair of people at one date."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Any, NamedTuple

from influence.model.kinds import TIE_KIND, TIE_KINDS
from influence.network.strength import (
    DAYS_A_YEAR,
    MAIL,
    SOCIAL,
    activity,
    channel_weights,
    declared_strength,
    faded,
    half_life,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from influence.network.columns import Columns

BLOCKING = frozenset(index for index, kind in enumerate(TIE_KINDS.values()) if kind.blocks)
_KNOWS = TIE_KIND.index("knows")


class TieState(NamedTuple):
    """A tie of a pair with its numbers; days are ordinals (0 unknown), `row` is its place in the columns (-1: none)."""

    kind: int
    from_low: bool
    directed: bool
    strength: float | None
    declared: float | None
    activity: float
    confidence: float
    since: int
    last: int
    assumed: bool
    row: int


class Talk(NamedTuple):
    """What a pair's interactions up to a date come to."""

    met: list[tuple[int, int]]  # day, channel
    weights: list[float]
    last: int  # newest but social, 0 where none
    counts: bool  # some channel other than social carries weight


def tie_states(
    columns: Columns, pair: int, day: int, layers: tuple[int, int], constants: Mapping[str, float]
) -> list[TieState]:
    """Ties of `pair` that exist on `day`, in the order of kinds; `layers` of its two people (-1 for none)."""
    talk = _talk(columns, pair, day, constants)
    found: list[TieState] = []
    for row in range(columns.tie_at[pair], columns.tie_at[pair + 1]):
        if columns.tie_begins[row] <= day <= columns.tie_ends[row] and not _repeats(columns, row, found):
            found.append(_state(columns, row, day, talk, layers, constants))
    return found or _of_interactions_alone(day, talk, layers, constants)


def _repeats(columns: Columns, row: int, found: list[TieState]) -> bool:
    """Two posts under one superior make one tie."""
    tie = (columns.tie_kind[row], bool(columns.tie_from_low[row]))
    return any((other.kind, other.from_low) == tie for other in found)


def _talk(columns: Columns, pair: int, day: int, constants: Mapping[str, float]) -> Talk | None:
    start, end = columns.met_at[pair], columns.met_at[pair + 1]
    while end > start and columns.met_on[end - 1] > day:
        end -= 1
    if start == end:
        return None
    met = [(columns.met_on[at], columns.met_channel[at]) for at in range(start, end)]
    mailed = {columns.met_from_low[at] for at in range(start, end) if columns.met_channel[at] == MAIL}
    weights = channel_weights(constants, mail_both_ways=len(mailed) == 2)
    last = max((on for on, channel in met if channel != SOCIAL), default=0)
    counts = any(weights[channel] > 0 for _, channel in met if channel != SOCIAL)
    return Talk(met, weights, last, counts)


def _state(
    columns: Columns, row: int, day: int, talk: Talk | None, layers: tuple[int, int], constants: Mapping[str, float]
) -> TieState:
    number = columns.tie_kind[row]
    kind = TIE_KIND.words[number]
    stated: float = columns.tie_declared[row]
    stage = columns.tie_stage[row] if columns.tie_stage_on[row] <= day else -1
    declared, assumed = declared_strength(kind, None if isnan(stated) else stated, stage, constants)
    h = half_life(kind, layers, constants)
    last = columns.tie_last[row] if columns.tie_last[row] <= day else 0
    last = max(last, talk.last if talk else 0)
    since = columns.tie_since[row]
    active = activity(talk.met, day, talk.weights, h, constants["activity_scale"]) if talk else 0.0
    strength = None
    if declared is not None:
        years = (day - since) / DAYS_A_YEAR if since else None
        strength = max(faded(declared, day - last if last else None, years, h, constants), active)
    return TieState(
        number,
        bool(columns.tie_from_low[row]),
        bool(columns.tie_directed[row]),
        strength,
        declared,
        active,
        columns.tie_confidence[row],
        since,
        last,
        assumed,
        row,
    )


def _of_interactions_alone(
    day: int, talk: Talk | None, layers: tuple[int, int], constants: Mapping[str, float]
) -> list[TieState]:
    if talk is None or not talk.counts:
        return []
    h = half_life("knows", layers, constants)
    strength = activity(talk.met, day, talk.weights, h, constants["activity_scale"])
    if strength < constants["activity_least"]:
        return []
    return [TieState(_KNOWS, True, False, strength, None, strength, 1.0, 0, talk.last, False, -1)]


def is_blocked(states: list[TieState]) -> bool:
    """Whether a conflict stands between the two."""
    return any(state.kind in BLOCKING for state in states)


def stated_tie(strength: float) -> list[TieState]:
    """The one `knows` tie of a what-if, of declared `strength`; 0 cuts."""
    if strength == 0:
        return []
    return [TieState(_KNOWS, True, False, strength, strength, 0.0, 1.0, 0, 0, False, -1)]


def ends(columns: Columns, pair: int) -> tuple[int, int]:
    """The two people of `pair`, the lower number first."""
    return columns.pair_low[pair], columns.pair_high[pair]


def travels(state: TieState, from_low: Any) -> bool:
    """Whether an introduction may take the tie from the lower person (`from_low`) or from the higher one."""
    if state.kind in BLOCKING or not TIE_KINDS[TIE_KIND.words[state.kind]].travels:
        return False
    return not state.directed or state.from_low == bool(from_low)
