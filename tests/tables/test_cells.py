"""Text of a cell to its value."""

from __future__ import annotations

import pytest

from influence.model.columns import TABLES
from influence.tables.cells import converter
from influence.tables.limits import LIMITS


def convert(table: str, column: str, text: str) -> object:
    """The value, or the codes of what was said."""
    found = TABLES[table].columns[TABLES[table].index(column)]
    value, flags = converter(found, LIMITS)(text)
    return [flag.code for flag in flags if flag.fatal] or value


@pytest.mark.parametrize(
    ("column", "text", "value"),
    [
        ("strength", "0.5", 0.5),
        ("strength", " .5 ", 0.5),
        ("strength", "0", 0.0),
        ("strength", "1", 1.0),
        ("strength", "０．５", 0.5),
        ("strength", "", None),
        ("strength", "1.01", ["bad_value"]),
        ("strength", "-0.1", ["bad_value"]),
        ("strength", "0,5", ["bad_value"]),
        ("strength", "50%", ["bad_value"]),
        ("strength", "nan", ["bad_value"]),
        ("strength", "1e400", ["bad_value"]),
        ("strength", "1_0", ["bad_value"]),
        ("since", "2026-02-28", "2026-02-28"),
        ("since", "2026-02-30", ["bad_date"]),
        ("since", "2026-2-3", ["bad_date"]),
        ("since", "2026-03-04T10:00", ["bad_date"]),
        ("since", "45000", ["bad_date"]),
        ("directed", "yes", True),
        ("directed", "否", False),
        ("directed", "TRUE", True),
        ("directed", "no", False),
        ("directed", "False", False),
        ("directed", "0", False),
        ("directed", "是", True),
        ("directed", "1", True),
        ("directed", "y", ["bad_value"]),
        ("kind", "Friend", "friend"),
        ("kind", "朋友", "friend"),
        ("kind", "reports to", ["bad_value"]),
        ("stage", "同盟", "allied"),
        ("source", "", ["missing"]),
    ],
)
def test_relationship_cell(column: str, text: str, value: object) -> None:
    assert convert("relationships", column, text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("majority", "majority"),
        ("一致同意", "unanimity"),
        ("2/3", "2/3"),
        ("1", "1"),
        ("0.6", "0.6"),
        ("0", ["bad_value"]),
        ("0/3", ["bad_value"]),
        ("4/3", ["bad_value"]),
        ("1.1", ["bad_value"]),
        ("2/0", ["bad_value"]),
        ("most", ["bad_value"]),
    ],
)
def test_quorum(text: str, value: object) -> None:
    assert convert("deals", "quorum", text) == value


@pytest.mark.parametrize(
    ("text", "value"), [("007", "007"), ("1E5", "1E5"), ("1E+05", ["damaged_id"]), ("7.0", ["damaged_id"])]
)
def test_ids_are_text(text: str, value: object) -> None:
    assert convert("contacts", "id", text) == value


@pytest.mark.parametrize(("text", "value"), [("-1", ["bad_value"]), ("0", 0.0), ("1.5", 1.5)])
def test_hours_are_not_negative(text: str, value: object) -> None:
    assert convert("interactions", "hours", text) == value


def test_a_returned_sale_is_negative() -> None:
    assert convert("sales", "amount", "-400") == -400.0


def test_minus_zero_is_zero() -> None:
    assert str(convert("sales", "amount", "-0")) == "0.0"
