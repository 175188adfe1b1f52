"""Twenty readers of the local app, one question a second each.

    python benchmarks/map_serve.py STORE [SECONDS] [AS_OF]

Starts `influence serve` on STORE, warms it with one question, then asks for routes to random people, searches, cards.
Prints JSON: questions, those that failed, the seconds within which 95 % came, and their spread.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import quote

from programs import spread

READERS = 20


def ask(base: str, token: str, path: str) -> bytes:
    """The body of one reply."""
    request = urllib.request.Request(base + path, headers={"X-Influence-Token": token})  # noqa: S310 - our own app
    with urllib.request.urlopen(request, timeout=60) as reply:  # noqa: S310 - our own app
        body: bytes = reply.read()
        return body


def people(base: str, token: str, text: str) -> list[str]:
    """Ids of people whom a search finds."""
    found = json.loads(ask(base, token, f"/api/search?text={text}&limit=50"))["answer"]["found"]
    return [thing["id"] for thing in found if thing["kind"] == "person"]


def question(draw: random.Random, ids: list[str]) -> str:
    """What a reader asks next: mostly routes, then the search, at times a card."""
    person = quote(draw.choice(ids))
    asked = (f"path?to={person}&k=1", f"search?text={person}", f"show?name={person}")
    return f"/api/{draw.choices(asked, (60, 25, 15))[0]}"


def reader(base: str, token: str, ids: list[str], until: float, took: list[float | None]) -> None:
    """Ask once a second until `until`; None for a question that failed."""
    draw = random.Random(threading.current_thread().name)
    while time.monotonic() < until:
        start = time.monotonic()
        try:
            ask(base, token, question(draw, ids))
            took.append(time.monotonic() - start)
        except OSError:
            took.append(None)
        time.sleep(max(0.0, 1 - (time.monotonic() - start)))


def measure(address: str, seconds: float) -> None:
    """Run the readers and print the figures."""
    base, token = address.split("/#token=")
    ids = [one for text in "ae1" for one in people(base, token, text)]
    ask(base, token, f"/api/path?to={quote(ids[0])}&k=1")
    took: list[float | None] = []
    until = time.monotonic() + seconds
    given = (base, token, ids, until, took)
    threads = [threading.Thread(target=reader, args=given, name=f"reader {n}") for n in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    good = sorted(one for one in took if one is not None)
    told = {"questions": len(took), "failed": len(took) - len(good), "within": good[int(0.95 * len(good))]}
    print(json.dumps(told | spread(good)))


def main() -> None:
    """Start the app, measure, stop it."""
    store, seconds = sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 60.0
    as_of = ["--as-of", sys.argv[3]] if len(sys.argv) > 3 else []
    command = [str(Path(sys.executable).with_name("influence")), "--store", store, *as_of, "serve", "--no-browser"]
    app = subprocess.Popen([*command, "--port", "0"], stdout=subprocess.PIPE, text=True)
    try:
        measure(app.stdout.readline().strip() if app.stdout else "", seconds)
    finally:
        app.terminate()
        app.communicate(timeout=10)


if __name__ == "__main__":
    main()
