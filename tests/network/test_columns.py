"""Columns as bytes: read back, damaged, made anew."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from differential.generated import DAY, workspace
from influence.errors import StoreDamaged
from influence.network import Columns, build, compile_rows, over
from influence.network.columns import SECTIONS, TABLES_KEPT
from influence.network.section import PAGE, Opened

if TYPE_CHECKING:
    from pathlib import Path

ROWS = workspace(7, people=60)


def kept() -> bytes:
    return b"".join(compile_rows(ROWS).parts())


def test_every_section_and_table_is_read_back() -> None:
    columns, again = compile_rows(ROWS), Columns.from_buffer(kept())
    assert all(bytes(getattr(again, name)[:]) == bytes(getattr(columns, name)) for name in SECTIONS)
    assert {name: again.table(name) for name in TABLES_KEPT} == {name: columns.table(name) for name in TABLES_KEPT}


def test_a_file_is_read_page_by_page_from_where_it_starts(tmp_path: Path) -> None:
    (tmp_path / "kept").write_bytes(b"x" * 192 + kept())
    columns = Columns.over(Opened((tmp_path / "kept").open("rb"), 192, len(kept())))
    assert [columns.text("id", at) for at in range(3)] == ["c0", "c1", "c10"]


def test_elements_slices_and_negative_numbers_agree_with_the_plain_array() -> None:
    plain, section = compile_rows(ROWS).arc_to, Columns.from_buffer(kept()).arc_to
    assert (section[5], section[-1], list(section[3:200]), list(section[::7])) == (
        plain[5], plain[-1], list(plain[3:200]), list(plain[::7]),
    )  # fmt: skip


def test_an_index_beyond_the_end_is_refused() -> None:
    section = Columns.from_buffer(kept()).group
    with pytest.raises(IndexError):
        section[len(section)]


@pytest.mark.parametrize("place", [0.01, 0.3, 0.5, 0.7, 0.9])
def test_a_damaged_byte_is_noticed_when_its_page_is_read(place: float) -> None:
    damaged = bytearray(kept())
    damaged[int(len(damaged) * place)] ^= 1
    with pytest.raises(StoreDamaged):
        read_everything(damaged)


def read_everything(content: bytes | bytearray) -> None:
    columns = Columns.from_buffer(bytes(content))
    list(columns.whole().parts())


def test_a_file_cut_short_is_noticed() -> None:
    with pytest.raises(StoreDamaged):
        read_everything(kept()[:-PAGE])


def test_another_format_is_refused() -> None:
    with pytest.raises(StoreDamaged):
        Columns.from_buffer(b"influence columns 1\n" + b"\0" * 100)


@pytest.mark.parametrize("place", range(5, 100, 10))
def test_damaged_pages_are_made_anew_and_answers_stay_the_same(place: int) -> None:
    content = bytearray(kept())
    start = len(content) * place // 100
    content[start : start + 8] = b"\xff" * 8
    try:
        mended = over(Columns.from_buffer(bytes(content), lambda: compile_rows(ROWS)), as_of=date.fromisoformat(DAY))
    except StoreDamaged:  # in the directory: nothing is opened
        return
    assert list(mended.all_ties()) == list(build(ROWS, as_of=date.fromisoformat(DAY)).all_ties())


def test_columns_of_other_rows_never_mend() -> None:
    content = bytearray(kept())
    content[len(content) // 2] ^= 1
    columns: Any = Columns.from_buffer(bytes(content), lambda: compile_rows(workspace(8)))
    with pytest.raises(StoreDamaged, match="changed meanwhile"):
        columns.whole()
