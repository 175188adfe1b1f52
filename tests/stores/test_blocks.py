"""Rows are cut into blocks by their content, and come out of them again."""

from __future__ import annotations

from influence.model.columns import TABLES
from influence.model.rows import Rows
from influence.stores.blocks import Entry, cut, entries, joined, listed, opened
from stores.workspaces import row

MANY = [row("team", name=f"P{number}", id=f"p{number}") for number in range(3_000)]


def _marks(people: list[tuple[object, ...]]) -> list[bytes]:
    return [entry.mark for entry, _ in cut(Rows({"team": people}), "team")]


def test_rows_come_out_of_their_blocks_in_order() -> None:
    blocks = [opened(body, TABLES["team"]) for _, body in cut(Rows({"team": MANY}), "team")]
    assert len(blocks) > 2
    assert [line for block in blocks for line in block] == MANY


def test_one_changed_row_changes_one_block() -> None:
    changed = [*MANY[:1_500], row("team", name="New", id="p1500"), *MANY[1_501:]]
    assert len(set(_marks(changed)) - set(_marks(MANY))) == 1


def test_a_row_in_front_leaves_the_other_blocks() -> None:
    assert len(set(_marks([row("team", name="New", id="new"), *MANY])) - set(_marks(MANY))) == 1


def test_equal_rows_do_not_make_one_endless_block() -> None:
    sizes = [entry.count for entry, _ in cut(Rows({"team": MANY[:1] * 20_000}), "team")]
    assert sum(sizes) == 20_000
    assert max(sizes) <= 10_000


def test_cells_that_look_like_a_separator_stay_whole() -> None:
    line = row("interactions", date="2024-01-01", source="a", target=("b;c", "d"), subject='x"],["y')
    ((entry, body),) = cut(Rows({"interactions": [line, line]}), "interactions")
    assert (entry.count, opened(body, TABLES["interactions"])) == (2, [line, line])


def test_places_come_out_of_a_list() -> None:
    places = [("a.csv", 2), ("a.csv", 3), ("a.csv", 7), ("b.csv", 2)]
    ((entry, _),) = cut(Rows({"team": MANY[:4]}, {"team": places}), "team")
    (again,) = entries(listed([entry]))
    assert (again.places, len(again.runs)) == (places, 3)


def test_a_block_without_places_says_so() -> None:
    (again,) = entries(listed([Entry(b"m" * 16, 2)]))
    assert again.places == [("", 0), ("", 0)]


def test_a_block_joins_the_texts_of_its_rows() -> None:
    assert joined([b'"a",1', b'"b",2']) == b'[["a",1],["b",2]]'
