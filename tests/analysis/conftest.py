"""The sample workspace, whole and with one change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from influence import sample, workspace
from influence.model.columns import TABLES
from influence.model.rows import Rows
from influence.network import Network, build

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@pytest.fixture(scope="session")
def sample_rows() -> Rows:
    return workspace.read(sample.folder("en")).rows


@pytest.fixture(scope="session")
def sample_net(sample_rows: Rows) -> Network:
    return build(sample_rows, as_of=sample.AS_OF)


@pytest.fixture(scope="session")
def changed_sample(sample_rows: Rows) -> Callable[..., Network]:
    """The sample with columns of some rows set anew, rows added, or other assumptions."""

    def change(
        table: str, where: dict[str, Any] | None = None, add: Iterable[dict[str, Any]] = (), **new: Any
    ) -> Network:
        names = TABLES[table].column_names
        rows = [dict(zip(names, row, strict=True)) for row in sample_rows[table]]
        for row in rows:
            if where is not None and all(row[column] == value for column, value in where.items()):
                row.update(new)
        blank = dict.fromkeys(names)
        rows += [{**blank, **extra} for extra in add]
        tables = {**sample_rows.tables, table: [tuple(row[name] for name in names) for row in rows]}
        return build(Rows(tables), as_of=sample.AS_OF)

    return change
