"""What a server or the network does wrong: a plain message, earlier data intact, the next load succeeds."""

from __future__ import annotations

import io
import multiprocessing
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.neo4j.proxy import Proxy
from tests.neo4j.server import Server, free_port
from tests.neo4j.test_near import groups
from tests.parity.generated import workspace as generated
from tests.stores.workspaces import AT
from tests.stores.workspaces import workspace as small

from influence.cli.main import main
from influence.errors import StoreUnavailable
from influence.stores import open_store
from influence.stores.neo4j import write

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = [pytest.mark.neo4j, pytest.mark.slow]
CANARY = "canary-hunter2-7731"
SAMPLE = Path(__file__).parents[2] / "src" / "influence" / "sample" / "en"
LOOKED_INTO = """
import atexit, logging, pathlib, sys
logging.basicConfig(level=logging.DEBUG)
atexit.register(lambda: print(pathlib.Path("/proc/self/cmdline").read_text()))
from influence.cli.main import main
main(sys.argv[1:])
"""
"""Every log at its lowest level, and what the process list shows."""
FORK = multiprocessing.get_context("fork")
"""Loading processes that are to be killed are forked: they load at once, rather than import for a second first."""


@pytest.fixture
def canary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INFLUENCE_NEO4J_USER", "neo4j")
    monkeypatch.setenv("INFLUENCE_NEO4J_PASSWORD", CANARY)


def told(uri: str) -> str:
    """The message of a store that cannot be opened and asked."""
    with pytest.raises(StoreUnavailable) as error, open_store(uri) as store:
        store.digest()
    assert CANARY not in error.value.hint + "".join(traceback.format_exception(error.value))
    return error.value.message


@pytest.mark.timeout(15)
@pytest.mark.usefixtures("canary")
def test_nobody_listens() -> None:
    assert "cannot be reached" in told(f"neo4j://127.0.0.1:{free_port()}")


@pytest.mark.timeout(15)
@pytest.mark.usefixtures("canary")
@pytest.mark.parametrize("scheme", ["neo4j", "bolt"])
def test_silence(scheme: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert "cannot be reached" in told(f"{scheme}://127.0.0.1:{silent.getsockname()[1]}")


@pytest.mark.timeout(15)
@pytest.mark.usefixtures("canary")
def test_another_service_on_the_port() -> None:
    with socket.create_server(("127.0.0.1", 0)) as web:
        threading.Thread(target=_answer_as_web, args=(web,), daemon=True).start()
        message = told(f"bolt://127.0.0.1:{web.getsockname()[1]}")
    assert "no Neo4j server" in message or "cannot be reached" in message


def _answer_as_web(web: socket.socket) -> None:
    client, _ = web.accept()
    client.recv(1024)
    client.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
    client.close()


@pytest.mark.timeout(15)
def test_a_wrong_password(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INFLUENCE_NEO4J_PASSWORD", CANARY)
    assert "user or password is refused" in told(server.uri)


@pytest.mark.timeout(15)
def test_an_expired_password(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.run(f"CREATE OR REPLACE USER late SET PASSWORD '{CANARY}' CHANGE REQUIRED")
    monkeypatch.setenv("INFLUENCE_NEO4J_USER", "late")
    monkeypatch.setenv("INFLUENCE_NEO4J_PASSWORD", CANARY)
    assert "password has expired" in told(server.uri)


@pytest.mark.timeout(15)
def test_a_missing_database(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INFLUENCE_NEO4J_DATABASE", "nowhere")
    assert "there is no database 'nowhere'" in told(server.uri)


@pytest.mark.timeout(15)
def test_no_credentials_and_no_terminal(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INFLUENCE_NEO4J_PASSWORD")
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert "no user and password" in told(server.uri)


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "arguments", [["status"], ["load", str(SAMPLE)], ["cypher", "decision_group", "--param", "deal=D"]]
)
def test_no_secret_in_what_a_command_says(arguments: list[str]) -> None:
    secret = {"INFLUENCE_NEO4J_USER": "neo4j", "INFLUENCE_NEO4J_PASSWORD": CANARY, "INFLUENCE_DEBUG": ""}
    command = [sys.executable, "-m", "influence", *arguments, "--store", f"neo4j://127.0.0.1:{free_port()}", "-v"]
    done = subprocess.run(command, env=os.environ | secret, capture_output=True, text=True, check=False)
    assert done.returncode == 4
    assert CANARY not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.timeout(60)
def test_no_secret_in_a_log_or_the_process_list(server: Server, workspace: str) -> None:
    """All that can be looked into is: with a password that is right, and with one that is refused."""
    for secret, code in ((server.password, 0), (CANARY, 4)):
        held = {"INFLUENCE_NEO4J_PASSWORD": secret, "INFLUENCE_DEBUG": "1"}
        question = ["load", str(SAMPLE), "--store", server.uri, "--workspace", workspace, "-v"]
        command = [sys.executable, "-c", LOOKED_INTO, *question]
        done = subprocess.run(command, env=os.environ | held, capture_output=True, text=True, check=False)
        told = done.stdout + done.stderr
        assert (done.returncode, secret in told) == (code, False)
        assert workspace in told  # the process list and the log are there to be looked into


@pytest.mark.parametrize(
    ("address", "clear", "unproven"),
    [
        ("neo4j://db.example:7687", True, False),
        ("BOLT://10.0.0.5", True, False),
        ("bolt://[2001:db8::1]:7687", True, False),
        ("neo4j+s://db.example", False, False),
        ("bolt+ssc://db.example", False, True),
        ("bolt+ssc://localhost", False, False),
        ("bolt://localhost:7687", False, False),
        ("bolt://127.0.0.2:7687", False, False),
        ("neo4j://[::1]:7687", False, False),
        ("bolt://localhost.example", True, False),
    ],
)
def test_what_travels_in_the_clear(address: str, clear: bool, unproven: bool) -> None:  # noqa: FBT001 - a table of cases
    from influence.stores.neo4j.connect import parsed

    assert (parsed(address).clear, parsed(address).unproven) == (clear, unproven)


@pytest.mark.timeout(15)
@pytest.mark.usefixtures("canary")
@pytest.mark.parametrize(("lang", "words"), [("en", "is not encrypted"), ("zh", "未加密")])
def test_a_clear_connection_is_told_on_standard_error(
    lang: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["status", "--store", "bolt://influence.invalid:7687", "--lang", lang])
    told = capsys.readouterr()
    assert stop.value.code == 4
    assert words in told.err.splitlines()[0]
    assert ".py" not in told.err


@pytest.mark.timeout(120)
@pytest.mark.parametrize("then", ["cut", "truncate"])
@pytest.mark.parametrize("allowed", [200, 1_000, 1_500, 2_500, 4_000, 8_000])
def test_the_connection_ends_while_loading(allowed: int, then: str, server: Server, workspace: str) -> None:
    with open_store(server.uri, workspace=workspace) as store:
        store.load(small(), sources=(), at=AT)
        with Proxy(server.port, allowed=allowed, then=then) as proxy:
            _attempt(proxy.uri, workspace)
        assert store.rows().digest in {small().digest, generated(3).digest}
        store.load(generated(3), sources=(), at=AT)
        assert store.verify() == []


def _attempt(uri: str, workspace: str) -> None:
    """A load that may fail, but only with our own message."""
    with suppress(StoreUnavailable), open_store(uri, workspace=workspace) as store:
        store.load(generated(3), sources=(), at=AT)


@pytest.mark.timeout(30)
def test_silence_in_the_middle_of_an_answer(server: Server, workspace: str) -> None:
    with open_store(server.uri, workspace=workspace) as store:
        store.load(small(), sources=(), at=AT)
    with Proxy(server.port) as proxy, open_store(proxy.uri, workspace=workspace) as store:
        store.digest()
        proxy.allowed, proxy.then = proxy.passed + 10, "silence"
        with pytest.raises(StoreUnavailable, match="does not answer"):
            store.rows()


@pytest.mark.timeout(30)
def test_silence_while_loading(server: Server, workspace: str) -> None:
    with open_store(server.uri, workspace=workspace) as store:
        store.load(small(), sources=(), at=AT)
        with Proxy(server.port) as proxy, open_store(proxy.uri, workspace=workspace) as cut:
            proxy.allowed, proxy.then = proxy.passed + 2_000, "silence"
            with pytest.raises(StoreUnavailable, match="does not answer"):
                cut.load(generated(3), sources=(), at=AT)
        assert store.rows().digest == small().digest
        store.load(generated(3), sources=(), at=AT)
        assert store.verify() == []


def test_a_slow_line(server: Server, workspace: str) -> None:
    with Proxy(server.port, delay=0.01) as proxy, open_store(proxy.uri, workspace=workspace) as store:
        store.load(small(), sources=(), at=AT)
        assert store.rows().digest == small().digest


def test_two_loaders_at_once(server: Server, workspace: str) -> None:
    def load(seed: int) -> str:
        with open_store(server.uri, workspace=workspace) as store:
            return store.load(generated(seed), sources=(), at=AT).tag

    with ThreadPoolExecutor(4) as pool:
        tags = list(pool.map(load, range(4)))
    with open_store(server.uri, workspace=workspace) as store:
        assert store.loads()[0].tag in tags
        assert store.digest() in {generated(seed).digest for seed in range(4)}
        assert store.verify() == []


def test_readers_never_see_half_a_load(server: Server, workspace: str) -> None:
    whole = {generated(seed).digest for seed in (0, 1)}
    with open_store(server.uri, workspace=workspace) as writer, open_store(server.uri, workspace=workspace) as reader:
        writer.load(generated(0), sources=(), at=AT)
        with ThreadPoolExecutor(1) as pool:
            done = pool.submit(lambda: [writer.load(generated(n % 2), sources=(), at=AT) for n in range(1, 8)])
            while not done.done():
                assert reader.rows().digest in whole
            done.result()


def kills(server: Server, workspace: str, count: int) -> int:
    """Kill a loading process at random moments; the data are the old ones or the new ones, never a mixture.

    Returns how many of the loads were cut short.
    """
    draw, cut = random.Random(count), 0
    whole = {generated(seed).digest for seed in (0, 1)}
    with open_store(server.uri, workspace=workspace) as store:
        for seed in (1, 0, 1, 0):  # the server's first loads are slow: it has every statement to plan
            started = time.perf_counter()
            store.load(generated(seed), sources=(), at=AT)
            usual = time.perf_counter() - started
        for turn in range(1, count + 1):
            loader = FORK.Process(target=_load, args=(server.uri, workspace, turn % 2))
            loader.start()
            time.sleep(draw.random() * usual)
            loader.kill()
            loader.join()
            cut += loader.exitcode != 0
            assert store.rows().digest in whole
        store.load(generated(2), sources=(), at=AT)
        assert store.verify() == []
    query = "MATCH (n) WHERE n.workspace = $workspace AND n.load IS NOT NULL RETURN count(DISTINCT n.load) AS loads"
    assert server.run(query, workspace=workspace) == [{"loads": 1}]
    return cut


def _load(uri: str, workspace: str, seed: int) -> None:
    with open_store(uri, workspace=workspace) as store:
        store.load(generated(seed), sources=(), at=AT)


def test_kills_while_loading(server: Server, workspace: str) -> None:
    assert kills(server, workspace, 20) >= 5


@pytest.mark.soak
def test_many_kills_while_loading(server: Server, workspace: str) -> None:
    assert kills(server, workspace, 200) >= 50


def test_a_transaction_that_is_too_large_is_written_in_parts(
    mortal: Server, monkeypatch: pytest.MonkeyPatch, workspace: str
) -> None:
    sizes: list[int] = []
    work = write._Writer._work

    def noted(self: write._Writer, part: write.Entries) -> Callable[[Any], bool]:
        sizes.append(len(part))
        return work(self, part)

    monkeypatch.setattr(write._Writer, "_work", noted)
    with open_store(mortal.uri, workspace=workspace) as store:
        store.load(groups(200), sources=(), at=AT)
        assert max(sizes) > 2 * min(sizes[:-1])
        store.load(small(), sources=(), at=AT)  # which removes the large one
        assert store.verify() == []
        assert store.digest() == small().digest


def test_the_server_dies_and_comes_back(mortal: Server, workspace: str) -> None:
    with open_store(mortal.uri, workspace=workspace) as store:
        store.load(small(), sources=(), at=AT)
        with ThreadPoolExecutor(1) as pool:
            loading = pool.submit(lambda: [store.load(generated(n), sources=(), at=AT) for n in range(50)])
            time.sleep(1)
            mortal.stop(signal.SIGKILL)
            with pytest.raises(StoreUnavailable, match="cannot be reached"):
                loading.result()
    mortal.spawn()
    mortal.wait()
    with open_store(mortal.uri, workspace=workspace) as store:
        assert store.verify() == []
        assert store.rows().digest == store.digest()
        store.load(generated(60), sources=(), at=AT)
        assert store.digest() == generated(60).digest


def test_a_database_that_can_only_be_read(mortal: Server, workspace: str) -> None:
    with open_store(mortal.uri, workspace=workspace) as store:
        store.load(small(), sources=(), at=AT)
    mortal.restart("server.databases.default_to_read_only=true")
    with open_store(mortal.uri, workspace=workspace) as store:
        with pytest.raises(StoreUnavailable, match="can only be read"):
            store.load(generated(1), sources=(), at=AT)
        assert store.rows().digest == small().digest
