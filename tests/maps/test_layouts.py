"""Places: deterministic, free of overlap, and meaning what the view says."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from influence.maps.layouts import accounts, around, chart, force, grid, ways
from influence.maps.layouts.room import text_width


def overlap(one: tuple[float, ...], other: tuple[float, ...], width: float, height: float) -> bool:
    return abs(one[0] - other[0]) < width and abs(one[1] - other[1]) < height


def test_the_same_network_gives_the_same_places() -> None:
    ties = [(0, 1), (1, 2), (2, 3)]
    first, second = (force.spread(ties, [0.5] * 3, [1, 0, 0, 0], 100.0) for _ in range(2))
    assert np.array_equal(first, second)


def test_tied_people_stand_nearer() -> None:
    points = force.spread([(0, 1)], [1.0], [0.0] * 4, 100.0)
    gaps = {pair: np.hypot(*(points[pair[0]] - points[pair[1]])) for pair in combinations(range(4), 2)}
    assert min(gaps, key=gaps.__getitem__) == (0, 1)


@pytest.mark.parametrize("count", [2, 30, 120])
def test_separated_boxes_do_not_overlap(count: int) -> None:
    boxes = [(60.0, 30.0)] * count
    points = force.separated(force.spiral(count, 20.0), boxes, rounds=1000)
    assert not [p for p in combinations(points.tolist(), 2) if overlap(p[0], p[1], 59.9, 29.9)]


def test_separating_nobody_or_one_is_harmless() -> None:
    assert force.separated(force.spiral(0, 1.0), []).shape == (0, 2)
    assert force.separated(force.spiral(1, 1.0), [(1.0, 1.0)]).shape == (1, 2)


def test_chart_puts_superiors_above_and_between_their_people() -> None:
    drawn = chart.chart([0, 1, 2, 3, 4], {1: [0], 2: [0], 3: [1], 4: [2]})
    assert drawn.places[0][1] < drawn.places[1][1] == drawn.places[2][1] < drawn.places[3][1]
    assert drawn.places[1][0] < drawn.places[0][0] < drawn.places[2][0]


def test_second_superiors_are_dotted() -> None:
    drawn = chart.chart([0, 1, 2, 3], {2: [0, 1], 3: [2]})
    assert (2, 0, chart.STRAIGHT) in drawn.lines
    assert (2, 1, chart.DOTTED) in drawn.lines


def test_chart_places_everybody_apart() -> None:
    drawn = chart.chart(list(range(60)), {i: [(i - 1) // 4] for i in range(1, 60)})
    assert len(drawn.places) == 60
    assert not [p for p in combinations(drawn.places.values(), 2) if overlap(p[0], p[1], 100, 60)]


def test_people_without_superior_stand_at_the_side() -> None:
    drawn = chart.chart([0, 1, 2], {1: [0]})
    assert drawn.places[2][0] > drawn.places[0][0]
    assert [line for line in drawn.lines if 2 in line[:2]] == []


def test_grid_orders_by_attitude_and_influence() -> None:
    people = [
        grid.Standing(0, "resist", 0.1, (40, 20)),
        grid.Standing(1, "support", 0.9, (40, 20)),
        grid.Standing(2, "unknown", 0.5, (40, 20)),
    ]
    places, frame = grid.grid(people)
    assert places[0][0] < places[1][0] < places[2][0]
    assert places[1][1] < places[2][1] < places[0][1]
    assert [item["key"] for item in frame if item["kind"] == "label"][:2] == ["attitude.resist", "attitude.doubt"]


def test_grid_sets_equals_side_by_side() -> None:
    places, _ = grid.grid([grid.Standing(i, "neutral", 0.5, (40, 20)) for i in range(3)])
    assert len({x for x, _ in places.values()}) == 3
    assert len({y for _, y in places.values()}) == 1


def test_grid_sets_many_equals_in_rows_that_do_not_overlap() -> None:
    places, _ = grid.grid([grid.Standing(i, "neutral", 0.5, (40, 20)) for i in range(50)])
    assert len({x for x, _ in places.values()}) == 5
    assert not any(overlap(a, b, 39.9, 19.9) for a, b in combinations(places.values(), 2))


def test_grid_keeps_the_order_of_influence_among_many() -> None:
    people = [grid.Standing(i, "neutral", 0.9 if i == 7 else 0.01, (40, 20)) for i in range(50)]
    places, _ = grid.grid(people)
    assert min(places, key=lambda i: places[i][1]) == 7


def test_people_without_a_tie_stay_at_the_rim() -> None:
    ties = [(i, j) for i in range(30) for j in range(i)]
    points = force.spread(ties, [0.5] * len(ties), [0.0] * 32, 100.0)
    assert np.abs(points[30:]).max() < 4 * 100 * np.sqrt(32)


def test_the_others_stand_around_whom_they_are_tied_to_most() -> None:
    points = np.array([[0.0, 0.0], [1000.0, 0.0]])
    found = around.around(5, [0, 1], points, [(1, 2), (0, 2), (2, 3)])
    assert found[:2].tolist() == points.tolist()
    assert np.hypot(*(found[2] - points[1])) < 150
    assert np.hypot(*(found[3] - points[1])) < 150
    assert found[4][1] > 300


def test_routes_go_from_left_to_right() -> None:
    places, frame = ways.ways([[0, 1, 2], [3, 2], [0, 4, 1, 2]])
    assert places[0][0] < places[4][0] < places[1][0] < places[2][0]
    assert places[3][0] < places[2][0]
    assert frame[0]["key"] == "step.us"


def test_no_routes_no_places() -> None:
    assert ways.ways([]) == ({}, [])


def test_accounts_keep_room_for_their_people() -> None:
    centres = accounts.accounts([10, 40, 3], [(0, 1)], [80.0, 80.0, 80.0])
    gaps = [float(np.hypot(*(a - b))) for a, b in combinations(centres, 2)]
    assert min(gaps) > accounts.room(10, accounts.WIDE)


def test_chinese_letters_take_more_room() -> None:
    assert text_width("陈芳") > text_width("Ch")
    assert text_width(None) == 0
