from __future__ import annotations

import numpy as np

from influence.model.rows import Rows
from influence.network import Columns, build, over
from influence.workspace import as_date


def test_columns_take_numpy_numbers_as_well_as_plain_ones() -> None:
    contact = ("Ann", "a", None, None, None, "decision", *[None] * 13)
    row = (*contact[:8], "accept", *contact[9:14], False, *contact[15:], None)[:19]
    rows = Rows({"contacts": [row]})
    there = build(rows, as_of=as_date("2026-11-01"))
    kept = over(Columns.from_buffer(b"".join(there.columns.parts())), as_of=there.as_of)

    assert kept.layer(np.int64(0)) == "decision"
    assert kept.ids[np.int64(0)] == "a"
