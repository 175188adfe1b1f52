"""A workspace from the texts of its tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from influence import tables
from influence.tables.checked import Checked

if TYPE_CHECKING:
    from pathlib import Path

Read = Callable[..., Checked]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Write the tables given by name and read them; contacts 1 Ann and 2 Bo where none are given."""

    def from_texts(contacts: str = "id,name\n1,Ann\n2,Bo\n", **others: str) -> Checked:
        folder = tmp_path / "w"
        folder.mkdir(exist_ok=True)
        for table, text in {"contacts": contacts, **others}.items():
            (folder / f"{table}.csv").write_bytes(text.encode())
        return tables.read([folder])

    return from_texts
