"""Which store a command uses: what is written anywhere on the line comes before the environment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from influence.cli.main import group

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize("before", [True, False])
def test_a_store_named_on_the_line_wins_over_the_environment(
    folder_of: Callable[..., Path], tmp_path: Path, *, before: bool
) -> None:
    source = str(folder_of(contacts="name,account\nAnn,F"))
    named, other = tmp_path / "named.db", tmp_path / "other.db"
    option = ["--store", str(named)]
    line = [*option, "load", source] if before else ["load", source, *option]

    assert CliRunner().invoke(group, line, env={"INFLUENCE_STORE": str(other)}).exit_code == 0
    assert named.exists()
    assert not other.exists()


def test_the_environment_names_the_store_where_the_line_does_not(
    folder_of: Callable[..., Path], tmp_path: Path
) -> None:
    other = tmp_path / "other.db"
    source = str(folder_of(contacts="name,account\nAnn,F"))
    CliRunner().invoke(group, ["load", source], env={"INFLUENCE_STORE": str(other)})
    assert other.exists()
