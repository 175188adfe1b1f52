"""What every test may use."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / "shared"
GROUPED = {"neo4j": "neo4j", "parity": "neo4j", "browser": "browser"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that share a server or a browser run in one worker."""
    for item in items:
        for folder, group in GROUPED.items():
            if folder in item.path.parts:
                item.add_marker(pytest.mark.xdist_group(group))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared real data; skips loudly where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"NOT TESTED: the shared data folder {SHARED.name!r} is not beside this checkout")
    return SHARED / "data"
