"""Same rows, version, day and seed: same bytes of every output, whatever the machine; no use of the network."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).with_name("program.py")
MACHINES = (
    {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC"},
    {"PYTHONHASHSEED": "1", "LC_ALL": "de_DE.UTF-8", "TZ": "America/St_Johns"},
    {"PYTHONHASHSEED": "4242", "LC_ALL": "zh_CN.GB18030", "TZ": "Pacific/Kiritimati"},
    {"PYTHONHASHSEED": "77", "LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Shanghai"},
    {"PYTHONHASHSEED": "random", "LC_ALL": "", "TZ": "Europe/Berlin", "PYTHONOPTIMIZE": "1"},
)


def outputs(folder: Path, number: int) -> dict[str, str]:
    """Checksums of all outputs on one machine, rows in an order of its own."""
    folder.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("INFLUENCE_", "PYTHON", "LC_"))}
    environment = kept | {"PYTHONPATH": os.pathsep.join(sys.path), "NO_COLOR": "1", "COLUMNS": "100"} | MACHINES[number]
    command = [sys.executable, str(PROGRAM), str(number)]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, str]
    found, reached = json.loads(done.stdout)
    assert reached == [], "no command asks another machine unless the store is there"
    return found


@pytest.mark.slow
def test_every_output_has_the_same_bytes_everywhere(tmp_path: Path) -> None:
    first, *others = (outputs(tmp_path / str(number), number) for number in range(len(MACHINES)))
    assert {Path(name).suffix for name in first} >= {".csv", ".xlsx", ".graphml", ".json", ".html", ""}
    for other in others:
        assert {name for name in first.keys() | other.keys() if first.get(name) != other.get(name)} == set()
