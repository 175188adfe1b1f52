"""A small workspace, and a store to keep it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from influence.stores import open_store
from stores.workspaces import workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from influence.model.rows import Rows
    from influence.stores.base import Store


@pytest.fixture
def rows() -> Rows:
    return workspace()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "w.db"), create=True) as opened:
        yield opened
