"""What every test may use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from influence.network import Network

SHARED = Path(__file__).parents[2] / "shared"
GROUPED = {"neo4j": "neo4j", "parity": "neo4j", "browser": "browser", "spark": "spark"}


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Tests that share a server or a browser run in one worker, the others wherever there is room.

    By folder rather than by the marks of `--dist loadgroup`: pytest-xdist 3.8 writes these where pytest 9.2 no longer
    looks, so that every worker started servers of its own.
    """
    from xdist.scheduler import LoadScopeScheduling

    class ByFolder(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return next((group for name, group in GROUPED.items() if nodeid.startswith(f"tests/{name}/")), nodeid)

    return ByFolder(config, log)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared real data; skips loudly where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"NOT TESTED: the shared data folder {SHARED.name!r} is not beside this checkout")
    return SHARED / "data"


@pytest.fixture
def folder_of(tmp_path: Path) -> Callable[..., Path]:
    """Writes tables given as CSV text (``contacts="id,name\\n1,Ann"``) into a folder and returns it."""

    def write(**tables: str) -> Path:
        folder = tmp_path / "workspace"
        folder.mkdir(exist_ok=True)
        for name, text in tables.items():
            (folder / f"{name}.csv").write_text(text + "\n", encoding="utf-8")
        return folder

    return write


@pytest.fixture
def network_of(folder_of: Callable[..., Path]) -> Callable[..., Network]:
    """A network of tables given as CSV text, at `as_of` (1 November 2026 unless given)."""

    def build(as_of: str = "2026-11-01", **tables: str) -> Network:
        import influence

        found: Network = influence.load(folder_of(**tables), as_of=as_of)
        return found

    return build
