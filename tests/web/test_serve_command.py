"""`influence serve` as a program: its line, its end, its port."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


def start(store: Path, port: int) -> subprocess.Popen[str]:
    command = [str(Path(sys.executable).with_name("influence")), "--store", str(store), "serve", "--no-browser"]
    return subprocess.Popen([*command, "--port", str(port)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.fixture
def store(loaded: bytes, tmp_path: Path) -> Path:
    file = tmp_path / "sample.db"
    file.write_bytes(loaded)
    return file


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_says_where_and_ends_when_told(store: Path, how: signal.Signals) -> None:
    app = start(store, 0)
    assert app.stdout is not None
    address = app.stdout.readline().strip()
    assert address.startswith("http://127.0.0.1:")
    assert "/#token=" in address
    with urllib.request.urlopen(address.split("#")[0]) as reply:  # noqa: S310 - our own address
        assert reply.status == 200
    began = time.monotonic()
    app.send_signal(how)
    _, errors = app.communicate(timeout=6)
    assert time.monotonic() - began < 6
    assert "Traceback" not in errors


def test_a_taken_port_is_an_environment_fault(store: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        app = start(store, taken.getsockname()[1])
        _, errors = app.communicate(timeout=20)
    assert app.returncode == 4
    assert "cannot listen" in errors
