"""How well our people can reach everybody: the upper bounds that a search for routes is led by.

All of it holds at `reach_day` and on every later day, under the default assumptions: ties only fade, posts and rows
that begin later are taken as begun, past requests as forgotten. `reach_day` is close to the newest contact, so that the
bounds are near the truth for a question about today.

Source: hop-limited multi-source recursion (Bellman-Ford) over the products of those bounds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from influence.model.assumptions import Assumptions
from influence.model.kinds import TIE_KINDS
from influence.model.scales import ATTITUDE, CHANNEL, GROUPS, LAYER, STAGE
from influence.network.columns import REACHED, SECTIONS
from influence.network.compile import FOREVER
from influence.network.compile_pairs import falling, rounded_up
from influence.network.pair import BLOCKING
from influence.network.strength import DAYS_A_YEAR, SOCIAL

if TYPE_CHECKING:
    from collections.abc import Mapping

_CONSTANTS = Assumptions()
WAYS = np.dtype([("start", "<u4"), ("pair", "<u4"), ("bound", "<f4")])
_SHARE = 0.99  # of the dated contacts lie before `reach_day`: one mistyped year must not move it into the future
_SLACK = 1 + 1e-9  # a bound stays one whatever the last digit of an exponential
_SLOW = np.array([kind.slow for kind in TIE_KINDS.values()])
_TRAVELS = np.array([kind.travels for kind in TIE_KINDS.values()])
_ASSUMED = np.array([0.0 if kind.assumed is None else kind.assumed for kind in TIE_KINDS.values()])
_LADDER = np.array([*(_CONSTANTS[f"stage_{word}"] for word in STAGE.words), 0.0])
_LIVES = np.array([_CONSTANTS[f"half_life_{word}"] for word in LAYER.words])


def reach_sections(sections: Mapping[str, Any]) -> dict[str, Any]:
    """The sections `reach_day`, `reach`, `way_at` and `way` from all others; cost linear in ties, but for sorting."""
    columns = {
        name: np.asarray(values, dtype=np.dtype(SECTIONS[name]))
        for name, values in sections.items()
        if not isinstance(values, bytes)
    }
    day, people = _day(columns), len(columns["group"])
    start, to, pair, worth = worths(columns, day)
    order = np.argsort(to, kind="stable")
    start, to, pair, worth = start[order], to[order], pair[order], worth[order]
    reach = _reach(columns["team"], people, start, to, worth)
    return {"reach_day": [day], "reach": reach.ravel(), **_ways(ways(start, pair, worth, reach), to, people)}


def worths(columns: Mapping[str, Any], day: int) -> tuple[Any, Any, Any, Any]:
    """Start, end, pair and most worth of every step that is worth anything, on `day` or later."""
    low, high = columns["pair_low"].astype(np.int64), columns["pair_high"].astype(np.int64)
    worth = np.concatenate(_chances(columns, day)) * _SLACK
    start, to = np.concatenate([low, high]), np.concatenate([high, low])
    worth *= _willing(columns, day)[start]
    some = np.flatnonzero(worth > 0)
    return start[some], to[some], some % max(len(low), 1), worth[some]


def ways(start: Any, pair: Any, worth: Any, reach: Any) -> Any:
    """`WAY` records of steps, given the bounds of their starts."""
    found = np.zeros(len(start), dtype=WAYS)
    found["start"], found["pair"], found["bound"] = start, pair, rounded_up(worth * reach[start, -1])
    return found


def _ways(found: Any, to: Any, people: int) -> dict[str, Any]:
    """`WAY` records of the arcs into each person, best bound first; of those worth 0 too, which a what-if may raise."""
    order = falling(to, found["bound"])
    at = np.concatenate([[0], np.cumsum(np.bincount(to, minlength=people))])
    return {"way_at": at, "way": found[order].tobytes()}


def _day(columns: Mapping[str, Any]) -> int:
    dated = np.concatenate([columns["tie_last"][columns["tie_last"] > 0], columns["met_on"]])
    if not len(dated):
        return 0
    place = int(_SHARE * (len(dated) - 1))
    return int(np.partition(dated, place)[place])


def _owners(starts: Any) -> Any:
    return np.repeat(np.arange(len(starts) - 1), np.diff(starts.astype(np.int64)))


def _chances(columns: Mapping[str, Any], day: int) -> tuple[Any, Any]:
    """Most that p can be from the lower person of each pair to the higher one, and back."""
    kind, of_tie = columns["tie_kind"], _owners(columns["tie_at"])
    lasting = _lasting(columns, day)
    talk = {slow: _active(columns, day, lasting, slow=slow) for slow in (False, True)}
    strength = np.maximum(_declared(columns, day, lasting[of_tie]), np.where(_SLOW[kind], talk[True][of_tie], 0.0))
    strength = np.where((columns["tie_ends"] >= day) & _TRAVELS[kind], strength, -1.0)
    met = np.where(np.diff(columns["met_at"].astype(np.int64)) > 0, talk[False], -1.0)
    blocked = np.zeros(len(met), dtype=bool)
    blocked[of_tie[_stands(columns, day)]] = True
    met[blocked], strength[blocked[of_tie]] = -1.0, -1.0
    return _one_way(columns, of_tie, met, strength, 1), _one_way(columns, of_tie, met, strength, 0)


def _one_way(columns: Mapping[str, Any], of_tie: Any, met: Any, strength: Any, from_low: int) -> Any:
    """Most that p can be from the lower person (`from_low` 1) or the higher one; a strength below 0 carries nothing."""
    best = met.copy()
    fits = (columns["tie_directed"] == 0) | (columns["tie_from_low"] == from_low)
    np.maximum.at(best, of_tie[fits], strength[fits])
    p = 1 / (1 + np.exp(_CONSTANTS["step_offset"] - _CONSTANTS["step_slope"] * best))
    return np.where(best < 0, 0.0, p)


def _stands(columns: Mapping[str, Any], day: int) -> Any:
    """Conflicts that hold on the day and for good."""
    lasts = (columns["tie_begins"] <= day) & (columns["tie_ends"] == FOREVER)
    return np.isin(columns["tie_kind"], list(BLOCKING)) & lasts


def _lasting(columns: Mapping[str, Any], day: int) -> Any:
    """Longest half-life of each pair by its layers: of posts held on the day or later."""
    layer, lowest = columns["post_layer"], len(LAYER.words) - 1
    counts = (layer >= 0) & (columns["post_until"] >= day)
    level = np.full(len(columns["group"]), lowest, dtype=np.int64)
    np.minimum.at(level, _owners(columns["post_at"])[counts], layer[counts])
    return _LIVES[np.minimum(level[columns["pair_low"]], level[columns["pair_high"]])]


def _active(columns: Mapping[str, Any], day: int, lasting: Any, *, slow: bool) -> Any:
    """Most activity of each pair: all mail counts as two-way, what is still to come as happening on the day asked."""
    of_pair = _owners(columns["met_at"])
    weight = np.array([_CONSTANTS[f"activity_{word}"] for word in CHANNEL.words])[columns["met_channel"]]
    h = _CONSTANTS["half_life_slow"] if slow else lasting[of_pair]
    age = np.maximum(day - columns["met_on"].astype(np.int64), 0)
    total = np.bincount(of_pair, weights=weight * np.exp2(-age / h), minlength=len(lasting))
    return 1 - np.exp(-total / _CONSTANTS["activity_scale"])


def _declared(columns: Mapping[str, Any], day: int, lasting: Any) -> Any:
    """Most that the declared strength of each tie comes to.

    It fades the more the later, unless the tie began after its last contact: then its age may outgrow the time since.
    """
    kind, stage = columns["tie_kind"], columns["tie_stage"]
    later = (stage < 0) | (columns["tie_stage_on"] > day)
    blank = np.where(later, np.maximum(_ASSUMED[kind], _LADDER[stage]), _LADDER[stage])
    declared = np.where(np.isnan(columns["tie_declared"]), blank, columns["tie_declared"])
    since, last = columns["tie_since"].astype(np.int64), _last(columns)
    h = np.where(_SLOW[kind], _CONSTANTS["half_life_slow"], lasting)
    grown = np.where(since > 0, 2 - np.exp(-np.maximum(day - since, 0) / DAYS_A_YEAR / _CONSTANTS["age_years"]), 1.0)
    floor = _CONSTANTS["fade_floor"]
    share = floor + (1 - floor) * np.exp2(-(day - last) / (h * grown))
    return declared * np.where((last > 0) & (last <= day) & (since <= last), share, 1.0)


def _last(columns: Mapping[str, Any]) -> Any:
    """Last contact of each tie on any later day: the newest of all that is dated, social contacts apart."""
    newest, real = np.zeros(len(columns["pair_low"]), dtype=np.int64), columns["met_channel"] != SOCIAL
    np.maximum.at(newest, _owners(columns["met_at"])[real], columns["met_on"][real])
    return np.maximum(columns["tie_last"], newest[_owners(columns["tie_at"])])


def _willing(columns: Mapping[str, Any], day: int) -> Any:
    """Most that a(u) can be: of any attitude that holds on the day or begins later."""
    group, on, word = columns["group"], columns["attitude_on"], columns["attitude"]
    asked = np.array([_CONSTANTS[f"ask_{each}"] for each in ATTITUDE.words])
    of = _owners(columns["attitude_at"])
    now = np.full(len(group), ATTITUDE.index("unknown"))
    held = np.flatnonzero(on <= day)  # oldest first: the last written stays
    now[of[held]] = word[held]
    willing = np.where(group == GROUPS.index("contact"), asked[now], 1.0)
    np.maximum.at(willing, of[on > day], asked[word[on > day]])
    account = columns["post_account"]
    stays = (columns["post_since"] <= day) & (columns["post_until"] == FOREVER) & (account >= 0)
    stays[stays] = columns["account_rival"][account[stays]] > 0
    willing[_owners(columns["post_at"])[stays]] = asked[ATTITUDE.index("resist")]
    willing[columns["do_not_ask"] > 0] = 0.0
    return willing


def _reach(team: Any, people: int, start: Any, to: Any, worth: Any) -> Any:
    """Per person and number of steps of `REACHED`, most that a route from one of us leaves; arcs sorted by `to`."""
    level = np.zeros(people, dtype=np.float32)
    level[team] = 1.0
    firsts = np.flatnonzero(np.diff(to, prepend=-1))
    ends, found = to[firsts], []
    for hop in range(1, REACHED[-1] + 1):
        after = level.copy()
        if len(firsts):
            after[ends] = np.maximum(level[ends], rounded_up(np.maximum.reduceat(worth * level[start], firsts)))
        level = after
        found += [level] if hop in REACHED else []
    return np.stack(found, axis=1)
