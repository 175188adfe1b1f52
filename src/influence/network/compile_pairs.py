"""Ties and interactions -> the sections of pairs, ties, interactions and arcs, column by column."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from influence.model.assumptions import Assumptions
from influence.model.kinds import TIE_KIND, TIE_KINDS
from influence.model.scales import CHANNEL, STAGE
from influence.network.compile import FOREVER, texts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from influence.model.rows import Rows

_CONSTANTS = Assumptions()
_REPORTS_TO = TIE_KIND.index("reports_to")
_SPAN = 1 << 22  # more than any day, kind or channel is numbered
_SLACK = 1 + 1e-12  # a bound stays one whatever the last digit of an exponential


def pair_sections(
    rows: Rows, number: Mapping[str, int], reporting: Sequence[tuple[str, str, int, int]]
) -> dict[str, Any]:
    """Sections of all pairs; `number` of each person, `reporting` of the column (see `compile`)."""
    people = len(number)
    return of_fields(ties_of(rows, number, people, reporting), meetings_of(rows, number, people), people)


def of_fields(ties: dict[str, Any], met: dict[str, Any], people: int) -> dict[str, Any]:
    """Sections of the pairs of these ties and meetings."""
    keys, of_both = np.unique(np.concatenate([ties.pop("key"), met.pop("key")]), return_inverse=True)
    count = len(ties["kind"])
    of_tie, ties = _by_pair(of_both[:count], ties, ("ends", "begins", "from_low", "kind"))
    of_met, met = _by_pair(of_both[count:], met, ("from_low", "channel", "on"))
    low, high = keys // people, keys % people
    bound = _bounds(ties, of_tie, met, of_met, len(keys))
    return {
        **_arcs(low, high, bound, people),
        **texts("evidence", ties.pop("evidence").tolist()),
        "pair_step": _steps(ties, of_tie, of_met, len(keys)),
        "pair_low": low,
        "pair_high": high,
        "tie_at": _starts(of_tie, len(keys)),
        **{f"tie_{field}": values for field, values in ties.items()},
        "met_at": _starts(of_met, len(keys)),
        **{f"met_{field}": values for field, values in met.items()},
    }


def ties_of(
    rows: Rows, number: Mapping[str, int], people: int, reporting: Sequence[tuple[str, str, int, int]] = ()
) -> dict[str, Any]:
    """Ties of rows, then those of the column that no row repeats; `key` is that of their pair."""
    told = rows.columns("relationships")
    kind = _positions(told["kind"], TIE_KIND.words)
    source, target = _numbers(told["source"], number), _numbers(told["target"], number)
    repeated = {(int(one), int(other)) for one, other in np.stack([source, target], 1)[kind == _REPORTS_TO]}
    extra = [row for row in reporting if (number[row[0]], number[row[1]]) not in repeated]
    begins = _days(told["since"])
    symmetric = np.array([entry.symmetric for entry in TIE_KINDS.values()])
    fields: dict[str, tuple[Any, Any]] = {  # of rows, and what a tie of the column has
        "kind": (kind, _REPORTS_TO),
        "begins": (begins, [row[2] for row in extra]),
        "ends": (np.full(len(kind), FOREVER), [row[3] for row in extra]),
        "directed": (np.array(told["directed"], dtype=bool) & symmetric[kind], 0),
        "declared": (np.array(told["strength"], dtype=float), np.nan),
        "stage": (_positions(told["stage"], STAGE.words), -1),
        "stage_on": (_days(told["stage_on"]), 0),
        "since": (begins, 0),
        "last": (_days(told["last_contact"]), 0),
        "confidence": (_filled(told["confidence"], 1.0), 1.0),
        "evidence": (np.array([text or "" for text in told["evidence"]], dtype=object), ""),
    }
    source = np.concatenate([source, _numbers([row[0] for row in extra], number)])
    target = np.concatenate([target, _numbers([row[1] for row in extra], number)])
    found = {name: _joined(own, more, len(extra)) for name, (own, more) in fields.items()}
    return {**_ends(source, target, people), **found}


def _joined(own: Any, more: Any, count: int) -> Any:
    values = np.array(more, dtype=own.dtype) if isinstance(more, list) else np.full(count, more, dtype=own.dtype)
    return np.concatenate([own, values])


def meetings_of(rows: Rows, number: Mapping[str, int], people: int) -> dict[str, Any]:
    """One entry for each target of each interaction."""
    told = rows.columns("interactions")
    counts = np.array([len(targets) for targets in told["target"]], dtype=np.int64)
    targets = [one for some in told["target"] for one in some]
    found = _ends(np.repeat(_numbers(told["source"], number), counts), _numbers(targets, number), people)
    found["on"] = np.repeat(_days(told["date"]), counts)
    found["channel"] = np.repeat(_positions(told["channel"], CHANNEL.words), counts)
    return found


def _ends(source: Any, target: Any, people: int) -> dict[str, Any]:
    low, high = np.minimum(source, target), np.maximum(source, target)
    return {"key": low * people + high, "from_low": (source < target).astype(np.int8)}


def _numbers(ids: Sequence[str], number: Mapping[str, int]) -> Any:
    return np.fromiter(map(number.__getitem__, ids), dtype=np.int64, count=len(ids))


def _positions(words: Sequence[str | None], scale: Sequence[str]) -> Any:
    place = {None: -1} | {word: index for index, word in enumerate(scale)}
    return np.fromiter(map(place.__getitem__, words), dtype=np.int8, count=len(words))


def _days(dates: Sequence[str | None]) -> Any:
    ordinal = {text: date.fromisoformat(text).toordinal() if text else 0 for text in set(dates)}
    return np.fromiter(map(ordinal.__getitem__, dates), dtype=np.int32, count=len(dates))


def _filled(values: Sequence[float | None], blank: float) -> Any:
    found = np.array(values, dtype=float)
    return np.where(np.isnan(found), blank, found)


def _by_pair(of: Any, fields: dict[str, Any], keys: tuple[str, ...]) -> tuple[Any, dict[str, Any]]:
    """Number of the pair and the fields, sorted by pair and then by `keys`, the last first."""
    *rest, last = keys
    first = of * _SPAN + fields[last].astype(np.int64) + 1
    order = np.argsort(first, kind="stable")
    # few have more than one of a kind: only they need the other keys
    again = np.diff(first[order]) == 0
    few = np.flatnonzero(np.concatenate([[False], again]) | np.concatenate([again, [False]]))
    some = order[few]
    order[few] = some[np.lexsort([*(fields[key][some] for key in rest), first[some]])]
    return of[order], {name: values[order] for name, values in fields.items()}


def _steps(ties: dict[str, Any], of_tie: Any, of_met: Any, pairs: int) -> bytes:
    """`STEP` of every pair."""
    names = ("declared", "stage_on", "since", "last", "begins", "ends", "kind", "stage", "directed", "from_low")
    record = np.dtype(list(zip(names, ["<f8", "<i4", "<i4", "<i4", "<i4", "<i4", "i1", "i1", "i1", "i1"], strict=True)))
    alone = (np.bincount(of_tie, minlength=pairs) == 1) & (np.bincount(of_met, minlength=pairs) == 0)
    found = np.zeros(pairs, dtype=record)
    found["kind"] = -2
    keep = alone[of_tie]
    for name in names:
        found[name][of_tie[keep]] = ties[name][keep]
    return found.tobytes()


def _starts(of: Any, count: int) -> Any:
    return np.concatenate([[0], np.cumsum(np.bincount(of, minlength=count))])


def _bounds(ties: dict[str, Any], of_tie: Any, met: dict[str, Any], of_met: Any, pairs: int) -> Any:
    """Most that p can be for each pair, at any date and under the default assumptions."""
    weights = np.array([_CONSTANTS[f"activity_{word}"] for word in CHANNEL.words])
    total = np.bincount(of_met, weights=weights[met["channel"]], minlength=pairs)
    strength = 1 - np.exp(-total / _CONSTANTS["activity_scale"])
    assumed = np.array([0.0 if kind.assumed is None else kind.assumed for kind in TIE_KINDS.values()])[ties["kind"]]
    ladder = np.array([*(_CONSTANTS[f"stage_{word}"] for word in STAGE.words), 0.0])[ties["stage"]]
    blank = np.where((ties["stage"] < 0) | (ties["stage_on"] > 0), np.maximum(assumed, ladder), ladder)
    np.maximum.at(strength, of_tie, np.where(np.isnan(ties["declared"]), blank, ties["declared"]))
    return _SLACK / (1 + np.exp(_CONSTANTS["step_offset"] - _CONSTANTS["step_slope"] * strength))


def _arcs(low: Any, high: Any, bound: Any, people: int) -> dict[str, Any]:
    # higher ends first: then the neighbours of each person are in order already, and equal bounds keep it
    start, to = np.concatenate([high, low]), np.concatenate([low, high])
    single = rounded_up(bound)
    order = falling(start, np.concatenate([single, single]))
    pair = np.where(order < len(low), order, order - len(low))
    return {"arc_at": _starts(start, people), "arc_to": to[order], "arc_pair": pair, "arc_bound": single[pair]}


def rounded_up(values: Any) -> Any:
    """`values` in single precision, none below what it was."""
    found = values.astype(np.float32)
    return np.where(found < values, np.nextafter(found, np.float32(np.inf)), found)


def falling(owner: Any, bound: Any) -> Any:
    """Order by `owner`, then by falling `bound` (single precision, not negative), then as given."""
    bits = np.ascontiguousarray(bound).view(np.uint32).astype(np.int64)  # in the order of the floats
    return np.argsort((owner.astype(np.int64) + 1 << 32) - bits, kind="stable")
