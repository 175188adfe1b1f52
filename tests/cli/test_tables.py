"""Tables on a terminal: wide characters, narrow windows, nothing lost."""

from __future__ import annotations

from collections import Counter

import pytest

from influence.cli.output import _aligned, _rich_table, _width

TITLES = ["编号", "姓名", "请求次数", "期望", "提醒"]
CELLS = [
    ["gao-jie", "高洁", "3", "旅游券", "期望个人好处、亲属、不可请求"],
    ["jiang-tao-of-oakhall", "江涛", "0", "在案例中署名，并请作秋季论坛的演讲人", ""],
]


@pytest.mark.parametrize("columns", [40, 55, 70, 81, 200])
def test_no_letter_is_lost_however_narrow_the_window(
    columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))

    _rich_table(TITLES, CELLS)

    printed = Counter("".join(capsys.readouterr().out.split()))
    assert printed == Counter("".join([*TITLES, *(cell for row in CELLS for cell in row)]))


def test_short_columns_stay_whole_beside_a_long_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "60")

    _rich_table(TITLES[:3] + TITLES[4:], [[*CELLS[0][:3], CELLS[0][4] * 3]])

    assert "gao-jie  高洁  3" in capsys.readouterr().out


def test_columns_of_wide_letters_stand_below_each_other() -> None:
    first, second = _aligned([["姓名", "x"], ["a", "y"]]).splitlines()

    assert _width(first[: first.index("x")]) == _width(second[: second.index("y")])
