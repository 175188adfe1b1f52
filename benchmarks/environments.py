"""A pinned environment of its own for each thing compared with: `requirements-NAME.txt`, every file by its hash.

Made once, under the user's cache, outside the checkout's own environment; another list makes another environment.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
CACHE = Path(os.environ.get("INFLUENCE_BENCH_CACHE") or Path.home() / ".cache" / "influence-bench")


def python_of(name: str) -> Path:
    """The Python of the environment called `name`, made where it is missing."""
    wanted = HERE / f"requirements-{name}.txt"
    home = CACHE / f"{name}-{hashlib.sha256(wanted.read_bytes()).hexdigest()[:12]}"
    python, made = home / "bin" / "python", home / "complete"
    if not made.exists():
        shutil.rmtree(home, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps", "-r", str(wanted)]
        subprocess.run(install, check=True)
        made.touch()
    return python


def release_of(name: str) -> str:
    """The release of `name` that its list pins."""
    lines = (HERE / f"requirements-{name}.txt").read_text(encoding="utf-8").splitlines()
    return next(line.split("==")[1].split()[0] for line in lines if line.startswith(f"{name}=="))
