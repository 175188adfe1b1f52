"""Influence x attitude grid: a column per attitude, height by the root of the influence, nobody on anybody's label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from influence.model.scales import ATTITUDE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

GUTTER, TOP = 14.0, 60.0
LEAST_HEIGHT = 640.0
LANES = 3  # people side by side in a column of few


@dataclass(frozen=True, slots=True)
class Standing:
    """What the grid needs of a person: number, attitude, influence in [0, 1], width and height of their box."""

    person: int
    attitude: str
    influence: float
    box: tuple[float, float]


def _column(people: Sequence[Standing], height: float, top: float) -> tuple[dict[int, tuple[float, float]], float]:
    """Places in one column, from the most influential down, and its width.

    Where heights would clash people stand side by side, and lower where there are many: never above a more influential.
    """
    most = max(LANES, round((len(people) / 2) ** 0.5))
    lanes: list[float] = []
    widths: list[float] = []
    lane_of: dict[int, tuple[int, float]] = {}
    for one in sorted(people, key=lambda s: (-s.influence, s.person)):
        y = height * (1 - (one.influence / top) ** 0.5) if top else height
        lane = next((i for i, free in enumerate(lanes) if free <= y), len(lanes))
        if lane == len(lanes) == most:
            lane = min(range(most), key=lanes.__getitem__)
            y = lanes[lane]
        elif lane == len(lanes):
            lanes.append(0.0)
            widths.append(0.0)
        lanes[lane] = y + one.box[1]
        widths[lane] = max(widths[lane], one.box[0])
        lane_of[one.person] = (lane, y)
    starts = [sum(widths[:i]) + widths[i] / 2 for i in range(len(widths))]
    return {person: (starts[lane], y) for person, (lane, y) in lane_of.items()}, sum(widths)


def _frame(left: float, width: float, height: float, attitude: str, number: int) -> list[dict[str, Any]]:
    return [
        {"kind": "band", "x": round(left), "y": round(-TOP), "w": round(width), "h": round(height + 2 * TOP),
         "shade": number % 2},
        {"kind": "label", "x": round(left + width / 2), "y": round(-TOP - 14), "key": f"attitude.{attitude}"},
    ]  # fmt: skip


def grid(people: Sequence[Standing]) -> tuple[Mapping[int, tuple[float, float]], list[dict[str, Any]]]:
    """Places by person and the frame behind them; columns from resist to support, then unknown. Cost n log n."""
    top = max((one.influence for one in people), default=0.0)
    places: dict[int, tuple[float, float]] = {}
    frame: list[dict[str, Any]] = []
    columns = [_column([p for p in people if p.attitude == word], LEAST_HEIGHT, top) for word in ATTITUDE.words]
    height = max([LEAST_HEIGHT, *(y for inner, _ in columns for _, y in inner.values())])
    left = 0.0
    for number, (attitude, (inner, taken)) in enumerate(zip(ATTITUDE.words, columns, strict=True)):
        width = max(taken, 120.0)
        places |= {person: (left + x, y) for person, (x, y) in inner.items()}
        frame += _frame(left, width, height, attitude, number)
        left += width + GUTTER
    axis = {"kind": "label", "x": 0, "y": round(-TOP - 62), "key": "grid.y", "align": "start"}
    return places, [*frame, axis]
