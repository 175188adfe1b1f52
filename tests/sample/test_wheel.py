"""The wheel holds everything that the demo needs."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DATA = [
    "influence/sample/en/contacts.csv",
    "influence/sample/zh/README.md",
    "influence/playbook/concerns.csv",
    "influence/model/words.csv",
    "influence/maps/assets/template.html",
    "influence/py.typed",
]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, "."]
    subprocess.run(build, cwd=ROOT, check=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(folder / "installed")
    return folder / "installed"


@pytest.mark.parametrize("name", DATA)
def test_wheel_holds(unpacked: Path, name: str) -> None:
    assert (unpacked / name).is_file()


def test_wheel_holds_the_statements(unpacked: Path) -> None:
    held = {path.name for path in (unpacked / "influence" / "cypher").rglob("*.cypher")}
    assert held == {path.name for path in (ROOT / "cypher").rglob("*.cypher")}


def test_demo_runs_outside_the_checkout(unpacked: Path, tmp_path: Path) -> None:
    program = "import influence, sys; sys.stderr.write(influence.__file__); from influence.cli import main; main()"
    path = os.pathsep.join([str(unpacked), sysconfig.get_path("purelib")])
    done = subprocess.run(
        [sys.executable, "-c", program, "demo"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert str(unpacked) in done.stderr
    assert (tmp_path / "influence-demo" / "contacts.csv").is_file()
