"""A real Neo4j server for the tests, without containers: the published artifacts, run by a Java found on this machine.

The jars are fetched once (Maven) and kept under the user's cache. Each server has a temporary home, a free loopback
port and a password of its own, and is ended by its own process id, also when the tests die.
`INFLUENCE_TEST_NEO4J_URI`, with the product's own two variables for credentials, names a server that runs already.
"""

from __future__ import annotations

import atexit
import ctypes
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

CACHE = Path(os.environ.get("INFLUENCE_TEST_CACHE") or Path.home() / ".cache" / "influence-tests")
JDK_FOLDERS = ("/usr/lib/jvm/*", "/opt/java/*", "/opt/jdk*", "/Library/Java/JavaVirtualMachines/*/Contents/Home")
OPEN = ("--add-opens=java.base/java.nio=ALL-UNNAMED", "--add-opens=java.base/java.lang=ALL-UNNAMED")
PATIENCE = 120  # seconds until a server on a busy machine must answer


@dataclass(frozen=True)
class Release:
    """A release of the server: its version, main class, the Java releases it runs on, and Java's extra options."""

    version: str
    main: str
    javas: tuple[int, ...]
    options: tuple[str, ...] = ()


LONG_TERM = Release("5.26.12", "org.neo4j.server.CommunityEntryPoint", (17, 21))
CALENDAR = Release(
    "2026.08.1",
    "org.neo4j.server.Neo4jCommunity",
    (25, 21),
    ("--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"),
)
POM = """<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>influence</groupId><artifactId>server</artifactId><version>1</version><dependencies>
<dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{0}</version></dependency>
<dependency><groupId>org.neo4j.app</groupId><artifactId>neo4j-server</artifactId><version>{0}</version></dependency>
</dependencies></project>
"""
CONF = """server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
server.memory.pagecache.size=512m
db.tx_log.preallocate=false
db.tx_log.rotation.retention_policy=keep_none
dbms.usage_report.enabled=false
{extra}
"""


class MissingToolError(RuntimeError):
    """Java or Maven is missing and cannot be installed here."""


def _release_of(home: Path) -> int:
    """Java release of a JDK folder, 0 where there is none."""
    try:
        text = (home / "release").read_text(encoding="utf-8")
    except OSError:
        return 0
    found = re.search(r'JAVA_VERSION="(\d+)', text)
    return int(found[1]) if found and (home / "bin" / "java").exists() else 0


def _java_homes() -> list[Path]:
    homes = [Path(os.environ["JAVA_HOME"])] if os.environ.get("JAVA_HOME") else []
    if on_path := shutil.which("java"):
        homes.append(Path(on_path).resolve().parents[1])
    for pattern in JDK_FOLDERS:
        homes += sorted(Path("/").glob(pattern.lstrip("/")))
    return [*homes, *sorted((Path.home() / ".sdkman/candidates/java").glob("*"))]


@cache
def java(release: Release) -> Path | None:
    """The java program for `release`, None where no fitting JDK is found."""
    homes = {_release_of(home): home / "bin" / "java" for home in reversed(_java_homes())}
    return next((homes[wanted] for wanted in release.javas if wanted in homes), None)


def _install(package: str, what: str) -> None:
    """Install a missing tool as root, or fail with the one line that says what to install."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise MissingToolError(f"the Neo4j tests need {what}: install {package} (or set INFLUENCE_TEST_NEO4J_URI)")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run(["apt-get", "update"], check=False, **quiet)
    done = subprocess.run(["apt-get", "install", "-y", "--no-install-recommends", package], check=False, **quiet)
    if done.returncode:
        raise MissingToolError(f"the Neo4j tests need {what}: apt-get install {package} failed")


@cache
def jars(version: str) -> Path:
    """The folder of the server's jars, fetched once."""
    kept = CACHE / f"neo4j-{version}" / "lib"
    if (kept / f"neo4j-server-{version}.jar").exists():
        return kept
    if not shutil.which("mvn"):
        _install("maven", "Maven, once, to fetch the server")
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
        Path(folder, "pom.xml").write_text(POM.format(version), encoding="utf-8")
        fetch = ["mvn", "-q", "-B", "dependency:copy-dependencies", "-DoutputDirectory=lib"]
        done = subprocess.run(fetch, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise MissingToolError(f"fetching Neo4j {version} failed: {done.stdout[-300:]}")
        shutil.rmtree(kept, ignore_errors=True)
        Path(folder, "lib").replace(kept)
    return kept


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _end_with_parent() -> None:
    """Ask the kernel to end the server when the tests die (Linux; elsewhere atexit must do)."""
    try:
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
    except (AttributeError, OSError):
        return


class Server:
    """A Neo4j server of its own; `uri`, `user`, `password`.

    `brief`: Java compiles quickly rather than well, which for a server of a few minutes takes less of the processor.
    """

    user = "neo4j"

    def __init__(self, release: Release = LONG_TERM, *, conf: str = "", heap: str = "1g", brief: bool = False) -> None:
        self.release = release
        self.memory = (f"-Xms{heap}", f"-Xmx{heap}", "-XX:+UseSerialGC", f"-XX:TieredStopAtLevel={1 if brief else 4}")
        self.password = secrets.token_urlsafe(12)
        self.port = free_port()
        self.home = Path(tempfile.mkdtemp(prefix="influence-neo4j-"))
        self.write_conf(conf)
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def uri(self) -> str:
        return f"neo4j://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """What the product reads its credentials from."""
        return {"INFLUENCE_NEO4J_USER": self.user, "INFLUENCE_NEO4J_PASSWORD": self.password}

    @property
    def running(self) -> bool:
        """Whether the process is there."""
        return self.process is not None and self.process.poll() is None

    def write_conf(self, extra: str) -> None:
        """Write the server's settings; they hold from the next start on."""
        self.conf = extra
        (self.home / "conf").mkdir(exist_ok=True)
        text = CONF.format(port=self.port, extra=extra)
        (self.home / "conf" / "neo4j.conf").write_text(text, encoding="utf-8")

    def spawn(self) -> None:
        """Start the process and come back at once."""
        folders = (f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}")
        command = self._java(self.release.main, *folders)
        with (self.home / "console.log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, preexec_fn=_end_with_parent)  # noqa: PLW1509 - the child only asks to end with us

    def _java(self, *words: str) -> list[str]:
        """The command line of one of the release's programs."""
        program = java(self.release)
        if program is None:
            raise MissingToolError(f"Neo4j {self.release.version} needs Java {self.release.javas[0]}")
        path = f"{jars(self.release.version)}/*"
        return [str(program), *self.memory, *OPEN, *self.release.options, "-cp", path, *words]

    def admin(self, *words: str) -> None:
        """Run the release's `neo4j-admin` on this server's home."""
        where = {"NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}
        command = self._java("org.neo4j.cli.AdminTool", *words)
        subprocess.run(command, env=os.environ | where, capture_output=True, check=True)

    def restart(self, conf: str) -> None:
        """Stop where it runs, and start with these settings."""
        self.stop()
        self.write_conf(conf)
        self.spawn()
        self.wait()

    def start(self) -> Server:
        """Start, wait until Bolt answers, and set the password on the first start."""
        self.spawn()
        atexit.register(self.remove)
        self.wait()
        return self

    def wait(self) -> None:
        """Wait until the server takes the password."""
        until = time.monotonic() + PATIENCE
        while not self._answers():
            if time.monotonic() > until or (self.process and self.process.poll() is not None):
                raise RuntimeError(f"Neo4j did not start: {self.log()[-600:]}")
            time.sleep(0.25)

    def log(self) -> str:
        """What the server wrote to its console."""
        return (self.home / "console.log").read_text(encoding="utf-8", errors="replace")

    def _answers(self) -> bool:
        from neo4j.exceptions import AuthError, ClientError, DriverError, Neo4jError

        try:
            with self.driver() as driver:
                driver.execute_query("RETURN 1", database_="neo4j")
        except AuthError:
            return self._set_password()
        except (DriverError, Neo4jError, ClientError, OSError):
            return False
        return True

    def _set_password(self) -> bool:
        change = "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password"
        with self.driver(password="neo4j") as driver:  # noqa: S106 - the password that every new server starts with
            driver.execute_query(change, password=self.password, database_="system")
        return False

    def driver(self, password: str | None = None) -> Any:
        """A plain driver on this server."""
        from neo4j import GraphDatabase

        waits = {"connection_timeout": 3, "connection_acquisition_timeout": 3, "max_transaction_retry_time": 0}
        bolt = self.uri.replace("neo4j://", "bolt://")
        return GraphDatabase.driver(bolt, auth=(self.user, password or self.password), **waits)

    def run(self, query: str, **parameters: Any) -> list[dict[str, Any]]:
        """Run one statement and return its rows as dictionaries."""
        with self.driver() as driver:
            return [record.data() for record in driver.execute_query(query, parameters, database_="neo4j").records]

    def send(self, number: int) -> None:
        """Send a signal to this server's own process."""
        if self.process and self.running:
            self.process.send_signal(number)

    def stop(self, number: int = signal.SIGTERM) -> None:
        """End the process and wait for it."""
        self.send(number)
        if self.process:
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def remove(self) -> None:
        """Stop, and delete the temporary home."""
        self.stop(signal.SIGKILL)
        shutil.rmtree(self.home, ignore_errors=True)


class Running(Server):
    """A server that runs already, named by the environment."""

    def __init__(self, uri: str) -> None:
        parts = urlsplit(uri)
        self.port, self.address = parts.port or 7687, uri
        self.user = os.environ.get("INFLUENCE_NEO4J_USER", "neo4j")
        self.password = os.environ.get("INFLUENCE_NEO4J_PASSWORD", "")
        self.process = None

    @property
    def uri(self) -> str:
        return self.address


@cache
def shared_server(release: Release) -> Server:
    """The one server of a release that all tests of this run share."""
    if release is LONG_TERM and (uri := os.environ.get("INFLUENCE_TEST_NEO4J_URI")):
        return Running(uri)
    if java(release) is None and release is LONG_TERM:
        _install("openjdk-17-jre-headless", "Java 17")
        java.cache_clear()
    if java(release) is None:
        pytest.skip(f"NOT TESTED on Neo4j {release.version}: no Java {' or '.join(map(str, release.javas))} found")
    return Server(release, brief=True).start()
