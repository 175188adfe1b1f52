"""What we build on: locked by hash, licensed permissively, audited or said not to be; nothing copied in unseen."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from scripts import licences

import influence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]
PACKAGE = Path(influence.__file__).parent
LOCKS = ("requirements.lock", "requirements-test.lock")


@pytest.mark.parametrize("name", LOCKS)
def test_every_distribution_is_locked_by_hash(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    entries = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
    assert len(entries) > 20
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def shown() -> dict[str, list[str]]:
    """Rows of the page of licences: name -> version, licence, purpose."""
    lines = (line.strip("| ").split(" | ") for line in licences.PAGE.read_text(encoding="utf-8").splitlines())
    return {name: rest for name, *rest in (line for line in lines if len(line) == 4)} | {}


def test_the_page_of_licences_is_fresh() -> None:
    rows = {name: (version, purpose) for name, (version, _, purpose) in shown().items() if name != "distribution"}
    assert rows == licences.locked(), "run scripts/licences.py"


def test_licences_are_those_that_the_distributions_declare() -> None:
    installed = {d.name.lower().replace("_", "-"): d.version for d in metadata.distributions()}
    rows = {name: row for name, row in shown().items() if row[0] == installed.get(name)}
    assert {name: row[1] for name, row in rows.items()} == {name: licences.licence(name) for name in rows}


def test_everything_that_running_needs_is_permissive() -> None:
    running = {name: row[1] for name, row in shown().items() if row[2] == "running"}
    assert len(running) > 20
    assert [name for name, told in running.items() if not licences.is_permissive(told)] == []


@pytest.mark.parametrize(
    ("expression", "permissive"),
    [
        ("MIT", True),
        ("MIT AND PSF-2.0", True),
        ("GPL-3.0 OR MIT", True),
        ("MIT AND GPL-3.0", False),
        ("MPL-2.0", False),
    ],
)
def test_an_expression_is_as_strict_as_its_strictest_part(expression: str, *, permissive: bool) -> None:
    assert licences.is_permissive(expression) is permissive


def test_no_file_of_others_is_in_the_package() -> None:
    kinds = {path.suffix for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert kinds <= {".py", ".csv", ".css", ".html", ".js", ".md", ".typed", ""}
    scripts = list(PACKAGE.rglob("*.js"))
    assert [path.name for path in scripts if max(map(len, path.read_text("utf-8").splitlines())) > 400] == []


@pytest.fixture
def service() -> Iterator[Callable[[object], str]]:
    """An advisory service on this machine that answers with what the test says; gives its address."""
    answers: list[bytes] = []

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps({"results": answers[0](asked)}).encode())  # type: ignore[operator]

        def log_message(self, *_: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def answering(answer: object) -> str:
        answers.append(answer)  # type: ignore[arg-type]
        return f"http://127.0.0.1:{server.server_port}"

    yield answering
    server.shutdown()
    server.server_close()


def audit(address: str, *folder: Path) -> tuple[int, str]:
    """Exit code and words of the audit, by the service or by the records in a folder."""
    command = [sys.executable, str(ROOT / "scripts" / "audit.py"), *map(str, folder)]
    environment = os.environ | {"INFLUENCE_ADVISORIES": address}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_an_audit_that_finds_nothing_passes(service: Callable[[object], str]) -> None:
    code, told = audit(service(lambda asked: [{} for _ in asked]))
    assert (code, told) == (0, f"{len(licences.locked())} distributions audited, 0 with known weaknesses\n")


def test_an_audit_that_finds_a_weakness_fails(service: Callable[[object], str]) -> None:
    found = service(
        lambda asked: [{"vulns": [{"id": "W-1"}]} if q["package"]["name"] == "jinja2" else {} for q in asked]
    )
    code, told = audit(found)
    assert (code, told.partition("\n")[0]) == (1, f"jinja2 {licences.locked()['jinja2'][0]}: W-1")


def test_an_audit_that_skips_a_distribution_fails(service: Callable[[object], str]) -> None:
    code, told = audit(service(lambda asked: [{} for _ in asked[1:]]))
    assert code == 2
    assert "NOT AUDITED" in told


def test_an_audit_without_the_service_fails() -> None:
    code, told = audit(NOBODY)
    assert code == 2
    assert "NOT AUDITED" in told


NOBODY = "http://127.0.0.1:9"
JINJA = licences.locked()["jinja2"][0]


def record(folder: Path, name: str, *events: dict[str, str], **more: object) -> Path:
    """A record of a database, as the service offers it for download, about some versions of a distribution."""
    folder.joinpath("PYSEC").mkdir(exist_ok=True)
    spans = [{"type": "ECOSYSTEM", "events": events}]
    affected = [{"package": {"ecosystem": "PyPI", "name": name}, "ranges": spans, "versions": more.pop("versions", [])}]
    told = {"id": "W-1", "modified": "2026-07-11T17:21:37Z", "affected": affected} | more
    folder.joinpath("PYSEC", "W-1.json").write_text(json.dumps(told), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("events", "affected"),
    [
        ([{"introduced": "0"}], True),
        ([{"introduced": "0"}, {"fixed": JINJA}], False),
        ([{"introduced": "0"}, {"fixed": f"{JINJA}.post1"}], True),
        ([{"introduced": "0"}, {"last_affected": JINJA}], True),
        ([{"introduced": "0"}, {"last_affected": "3.1"}], False),
        ([{"introduced": "0"}, {"fixed": "2.9"}], False),
        ([{"fixed": "10"}, {"introduced": "2.9"}], True),
        ([{"introduced": "0"}, {"fixed": "2"}, {"introduced": JINJA}], True),
        ([{"introduced": "10"}], False),
    ],
)
def test_a_copy_of_the_database_knows_ranges(tmp_path: Path, events: list[dict[str, str]], *, affected: bool) -> None:
    code, told = audit(NOBODY, record(tmp_path, "Jinja2", *events))
    assert code == int(affected)
    assert told.startswith("1 records, the newest of 2026-07-11\n")
    assert (f"jinja2 {JINJA}: W-1" in told) is affected


def test_a_copy_of_the_database_knows_single_versions(tmp_path: Path) -> None:
    assert audit(NOBODY, record(tmp_path, "jinja2", versions=[JINJA]))[0] == 1


@pytest.mark.parametrize("name", ["jinja2-more", "jinja"])
def test_a_record_about_another_distribution_is_none_about_ours(tmp_path: Path, name: str) -> None:
    assert audit(NOBODY, record(tmp_path, name, {"introduced": "0"}))[0] == 0


def test_a_record_that_was_taken_back_counts_no_more(tmp_path: Path) -> None:
    assert audit(NOBODY, record(tmp_path, "jinja2", {"introduced": "0"}, withdrawn="2026-07-12T00:00:00Z"))[0] == 0


def test_a_folder_without_records_is_no_audit(tmp_path: Path) -> None:
    code, told = audit(NOBODY, tmp_path)
    assert code == 2
    assert "NOT AUDITED" in told
