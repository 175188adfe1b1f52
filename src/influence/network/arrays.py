"""Whole networks at once: the formulas of `strength` over numpy arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from influence.model.kinds import TIE_KIND, TIE_KINDS
from influence.model.scales import LAYER, STAGE
from influence.network.pair import BLOCKING
from influence.network.strength import DAYS_A_YEAR, MAIL, SOCIAL, channel_weights

if TYPE_CHECKING:
    from influence.network.network import Network

_SLOW = np.array([kind.slow for kind in TIE_KINDS.values()])
_KNOWS = TIE_KIND.index("knows")
_REPORTS_TO = TIE_KIND.index("reports_to")


@dataclass(frozen=True, slots=True)
class TieArrays:
    """Every tie at `as_of` between present people, one element each, by pair, then in the order of kinds.

    `source`, `target` are numbers of people, `kind` a position in TIE_KIND, `strength` in [0, 1] (NaN for a conflict
    that declares none), `confidence` in [0, 1], `last_contact` an ordinal day (0 unknown); `directed` ties are
    travelled one way; `blocked` marks every tie of a pair with a conflict.
    """

    source: Any
    target: Any
    kind: Any
    strength: Any
    confidence: Any
    last_contact: Any
    directed: Any
    blocked: Any

    def __len__(self) -> int:
        return len(self.source)


def tie_arrays(net: Network) -> TieArrays:
    """The ties of `net`; cost linear in ties and interactions."""
    net.columns.whole()
    low, high, fields = _base(net)
    there = _there(net)
    keep = there[low] & there[high] & ~_overridden(net, low, high)
    low, high = low[keep], high[keep]
    fields = {name: values[keep] for name, values in fields.items()}
    low, high, fields = _with_stated(net, low, high, fields)
    from_low = fields.pop("from_low")
    return TieArrays(
        np.where(from_low, low, high),
        np.where(from_low, high, low),
        **fields,
        blocked=_blocked(low, high, fields["kind"], len(net)),
    )


def _overridden(net: Network, low: Any, high: Any) -> Any:
    found = np.zeros(len(low), dtype=bool)
    for one, other in net.changes.ties:
        found |= (low == one) & (high == other)
    return found


def _with_stated(net: Network, low: Any, high: Any, fields: dict[str, Any]) -> tuple[Any, Any, dict[str, Any]]:
    stated = [
        (one, other, value)
        for (one, other), value in sorted(net.changes.ties.items())
        if value > 0 and net.present(one) and net.present(other)
    ]
    if not stated:
        return low, high, fields
    ones, others, values = (np.array(column) for column in zip(*stated, strict=True))
    extra = _knows_alone(values.astype(float))
    low, high = np.concatenate([low, ones]), np.concatenate([high, others])
    order = np.lexsort([high, low])  # stable: kinds keep their order within a pair
    fields = {name: np.concatenate([fields[name], extra[name]])[order] for name in fields}
    return low[order], high[order], fields


def _knows_alone(strength: Any) -> dict[str, Any]:
    count = len(strength)
    return {
        "kind": np.full(count, _KNOWS, dtype=np.int8),
        "strength": strength,
        "confidence": np.ones(count),
        "last_contact": np.zeros(count, dtype=np.int64),
        "directed": np.zeros(count, dtype=bool),
        "from_low": np.ones(count, dtype=bool),
    }


def _blocked(low: Any, high: Any, kind: Any, people: int) -> Any:
    pairs = low.astype(np.int64) * people + high
    return np.isin(pairs, pairs[np.isin(kind, list(BLOCKING))])


def _base(net: Network) -> tuple[Any, Any, dict[str, Any]]:
    """Ties of all pairs at the date, what-ifs apart; kept with the columns, so that what-ifs share it."""
    cache = net.columns.__dict__.setdefault("_base_arrays", {})
    key = (net.day, tuple(net.assumptions.values()))
    if key not in cache:
        cache.clear()
        cache[key] = _computed(net)
    found: tuple[Any, Any, dict[str, Any]] = cache[key]
    return found


def _computed(net: Network) -> tuple[Any, Any, dict[str, Any]]:
    columns, day, constants = net.columns, net.day, net.assumptions
    low, high = np.asarray(columns.pair_low), np.asarray(columns.pair_high)
    pair_count = len(low)
    lasting = _half_lives(net, low, high)
    of_tie = _owners(columns.tie_at)
    kind = np.asarray(columns.tie_kind)
    talk = _Talks(net, lasting)
    slow = _SLOW[kind]
    h = np.where(slow, constants["half_life_slow"], lasting[of_tie])
    active = np.where(slow, talk.slow[of_tie], talk.quick[of_tie])
    declared = _declared(net, kind)
    last = np.asarray(columns.tie_last, dtype=np.int64)
    last = np.maximum(np.where(last <= day, last, 0), talk.last[of_tie])
    strength = np.maximum(_faded(net, declared, last, h), active)
    keep = _exists(net, of_tie, kind)
    alone = _alone(talk, of_tie[keep], pair_count, constants["activity_least"])
    fields = {
        "kind": kind[keep],
        "strength": np.where(np.isnan(declared), np.nan, strength)[keep],
        "confidence": np.asarray(columns.tie_confidence)[keep],
        "last_contact": last[keep],
        "directed": np.asarray(columns.tie_directed)[keep] > 0,
        "from_low": np.asarray(columns.tie_from_low)[keep] > 0,
    }
    extra = {**_knows_alone(talk.quick[alone]), "last_contact": talk.last[alone]}
    pairs = np.concatenate([of_tie[keep], alone])
    order = np.argsort(pairs, kind="stable")
    fields = {name: np.concatenate([fields[name], extra[name]])[order] for name in fields}
    return low[pairs[order]].astype(np.int64), high[pairs[order]].astype(np.int64), fields


def _half_lives(net: Network, low: Any, high: Any) -> Any:
    """Half-life by the higher layer of each pair."""
    columns, lowest = net.columns, len(LAYER.words) - 1
    layer = np.asarray(columns.post_layer)
    held = (np.asarray(columns.post_since) <= net.day) & (net.day <= np.asarray(columns.post_until)) & (layer >= 0)
    levels = np.full(len(net), lowest, dtype=np.int8)
    np.minimum.at(levels, _owners(columns.post_at)[held], layer[held])
    lives = np.array([net.assumptions[f"half_life_{word}"] for word in LAYER.words])
    return lives[np.minimum(levels[low], levels[high])]


def _owners(starts: Any) -> Any:
    """Whose each element is, where lists of several owners are laid end to end."""
    counts: Any = np.diff(np.asarray(starts, dtype=np.int64))
    return np.repeat(np.arange(len(starts) - 1), counts)


def _there(net: Network) -> Any:
    """Who is present, as `Network.present` has it."""
    columns, changes = net.columns, net.changes
    there = np.asarray(columns.group) != 0
    there[_owners(columns.post_at)[np.asarray(columns.post_since) <= net.day]] = True
    if changes.only is not None:
        only = np.zeros(len(net), dtype=bool)
        only[sorted(changes.only)] = True
        there &= only
    there[sorted(changes.gone)] = False
    return there


def _declared(net: Network, kind: Any) -> Any:
    columns, constants = net.columns, net.assumptions
    assumed = np.array([np.nan if k.assumed is None else constants[f"declared_{k.name}"] for k in TIE_KINDS.values()])
    ladder = np.array([*(constants[f"stage_{word}"] for word in STAGE.words), np.nan])
    stage = np.where(np.asarray(columns.tie_stage_on) <= net.day, np.asarray(columns.tie_stage), -1)
    stated = np.asarray(columns.tie_declared)
    staged = ladder[stage]
    return np.where(np.isnan(stated), np.where(np.isnan(staged), assumed[kind], staged), stated)


def _faded(net: Network, declared: Any, last: Any, h: Any) -> Any:
    constants = net.assumptions
    since = np.asarray(net.columns.tie_since, dtype=np.int64)
    years = (net.day - since) / DAYS_A_YEAR
    grown = np.where(since > 0, 2 - np.exp(-np.maximum(years, 0) / constants["age_years"]), 1.0)
    floor = constants["fade_floor"]
    share = floor + (1 - floor) * np.exp2(-(net.day - last) / (h * grown))
    return declared * np.where(last > 0, share, 1.0)


def _exists(net: Network, of_tie: Any, kind: Any) -> Any:
    columns, day = net.columns, net.day
    keep = (np.asarray(columns.tie_begins) <= day) & (day <= np.asarray(columns.tie_ends))
    # two posts under one superior make one tie
    seen: set[tuple[int, int]] = set()
    for row in np.flatnonzero(keep & (kind == _REPORTS_TO)):
        key = (int(of_tie[row]), int(columns.tie_from_low[row]))
        keep[row] = key not in seen
        seen.add(key)
    return keep


def _alone(talk: _Talks, joined: Any, pair_count: int, least: float) -> Any:
    """Pairs that only interactions join."""
    free = np.ones(pair_count, dtype=bool)
    free[joined] = False
    return np.flatnonzero(free & talk.counts & (talk.quick >= least))


class _Talks:
    """Interactions per pair up to the date: activity under the layers' half-life (`quick`) and the slow one."""

    def __init__(self, net: Network, lasting: Any) -> None:
        columns, constants, pairs = net.columns, net.assumptions, len(lasting)
        on = np.asarray(columns.met_on, dtype=np.int64)
        channel = np.asarray(columns.met_channel)
        of_pair = _owners(columns.met_at)
        before = on <= net.day
        on, channel, of_pair = on[before], channel[before], of_pair[before]
        from_low = np.asarray(columns.met_from_low)[before] > 0
        weight = self._weights(constants, channel, of_pair, from_low, pairs)
        scale = constants["activity_scale"]
        self.quick = _active(on, weight, of_pair, lasting[of_pair], net.day, pairs, scale)
        slow = np.full(len(on), constants["half_life_slow"])
        self.slow = _active(on, weight, of_pair, slow, net.day, pairs, scale)
        real = channel != SOCIAL
        self.last = np.zeros(pairs, dtype=np.int64)
        np.maximum.at(self.last, of_pair[real], on[real])
        self.counts = np.zeros(pairs, dtype=bool)
        self.counts[of_pair[real & (weight > 0)]] = True

    @staticmethod
    def _weights(constants: Any, channel: Any, of_pair: Any, from_low: Any, pairs: int) -> Any:
        mail = channel == MAIL
        there, back = np.zeros(pairs, dtype=bool), np.zeros(pairs, dtype=bool)
        there[of_pair[mail & from_low]] = True
        back[of_pair[mail & ~from_low]] = True
        both = np.array(channel_weights(constants, mail_both_ways=True))[channel]
        one = np.array(channel_weights(constants, mail_both_ways=False))[channel]
        return np.where((there & back)[of_pair], both, one)


def _active(on: Any, weight: Any, of_pair: Any, h: Any, day: int, pairs: int, scale: float) -> Any:
    total = np.bincount(of_pair, weights=weight * np.exp2(-(day - on) / h), minlength=pairs)
    return 1 - np.exp(-total / scale)
