"""Ctrl-C on whole commands: 130 and nothing changed, or too late and everything done; never a traceback."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from faults.conftest import unmeasured
from influence.stores import open_store

pytestmark = pytest.mark.slow
PEOPLE, TIES = 2_000, 30_000
MAIN = "from influence.cli.main import main; main()"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tables that take about a second to load."""
    folder = tmp_path_factory.mktemp("source")
    people = "".join(f"p{i},Person {i}\n" for i in range(PEOPLE))
    ties = "".join(f"p{i % PEOPLE},p{(i + i // PEOPLE + 1) % PEOPLE},knows,0.5\n" for i in range(TIES))
    (folder / "contacts.csv").write_text(f"id,name\n{people}", encoding="utf-8")
    (folder / "relationships.csv").write_text(f"source,target,kind,strength\n{ties}", encoding="utf-8")
    return folder


def interrupted(*words: object, after: float) -> tuple[int, str]:
    """Exit code and messages of a command that gets Ctrl-C some seconds after it has opened the source."""
    environment = unmeasured() | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", MAIN, *map(str, words)]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    while process.poll() is None and not _reads(process.pid):
        time.sleep(0.005)
    time.sleep(after)
    process.send_signal(signal.SIGINT)
    told = process.communicate()[1]
    return process.returncode, told


def _reads(process: int) -> bool:
    try:
        return any(file.readlink().suffix == ".csv" for file in Path(f"/proc/{process}/fd").iterdir())
    except OSError:
        return False


def loads(store: Path) -> list[int]:
    """Ties of each load of a store in which everything holds; an interrupted first load may leave it empty."""
    with open_store(str(store)) as opened:
        assert opened.verify() == []
        return [load.counts["relationships"] for load in opened.loads()]


@pytest.mark.parametrize("number", range(8))
def test_ctrl_c_while_loading_changes_nothing_or_comes_too_late(source: Path, tmp_path: Path, number: int) -> None:
    store = tmp_path / "w.db"
    code, told = interrupted("load", source, "--store", store, after=random.Random(number).random() * 2)
    assert "Traceback" not in told
    assert code in {0, 130}
    if code == 130:
        assert told.splitlines()[-1] == "influence: interrupted, nothing changed"
        assert {file.name for file in tmp_path.iterdir()} <= {"w.db"}
        assert not store.exists() or loads(store) == []
    else:
        assert loads(store) == [TIES]


@pytest.mark.parametrize("number", range(3))
def test_ctrl_c_while_checking_ends_at_once(source: Path, number: int) -> None:
    code, told = interrupted("check", source, after=random.Random(number).random() * 0.2)
    assert code in {0, 130}
    assert "Traceback" not in told
