"""Writes every kind of output of the sample, its rows shuffled by a seed, and tells the checksum of each."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import json
import random
import sys
from pathlib import Path

from influence import sample
from influence.cli.main import main

QUESTIONS = (
    "path lin-yue", "influencers oakhall", "blockers premium-line", "committee premium-line", "plan premium-line",
    "questions premium-line", "time", "match oakhall", "centrality", "keyplayers oakhall", "structure oakhall",
    "interests oakhall", "coverage oakhall", "accounts", "alerts", "ledger", "diff 2026-08-01 2026-11-01",
    "show lin-yue", "status",
)  # fmt: skip
OUTPUTS = (
    "export -o csv", "export -o copy.xlsx", "export -o copy.graphml", "export -o copy.json", "export --lang zh -o zh",
    "redact --audience boss -o boss", "redact --audience partner -o partner.xlsx", "map oakhall -o map.html",
    "map oakhall --lang zh -o zh.html",
)  # fmt: skip
BAD = "source,target,strength\nnobody,lin-yue,0.5\nlin-yue,nobody,high\n"


REACHED: list[str] = []
"""What looked for another machine, though nobody named one."""


def listen(event: str, _: object) -> None:
    """Note every use of the network, also by libraries."""
    if event.startswith(("socket.connect", "socket.getaddrinfo", "socket.gethostby", "socket.sendto", "urllib.")):
        REACHED.append(event)


def shuffled(seed: int) -> None:
    """The sample's tables in the folder `source`, rows in an order that the seed gives."""
    chance = random.Random(seed)
    Path("source").mkdir()
    for file in sorted(Path(sample.folder("en")).glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as stream:
            head, *rows = csv.reader(stream)
        chance.shuffle(rows)
        with Path("source", file.name).open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([head, *rows])


def run(words: str) -> str:
    """What a command prints."""
    told = io.StringIO()
    with contextlib.redirect_stdout(told), contextlib.suppress(SystemExit):
        main([*words.split(), "--store", "w.db", "--as-of", str(sample.AS_OF), "--draws", "20"])
    return told.getvalue()


def answers(words: str) -> str:
    """The answer of a command as JSON, without what tells when and from which bytes the rows were loaded."""
    told = json.loads(run(f"{words} --format json"))
    for load in told["answer"].get("loads", []) if isinstance(told["answer"], dict) else []:
        load["at"] = load["sources"] = None
    return json.dumps(told, ensure_ascii=False)


def everything(seed: int) -> dict[str, str]:
    """Checksum of each output, by its name."""
    shuffled(seed)
    run("load source")
    found = {words: answers(words).encode() for words in QUESTIONS}
    found |= {f"{words} as a table": run(words).encode() for words in ("influencers oakhall", "blockers premium-line")}
    for words in OUTPUTS:
        run(words)
    Path("bad").mkdir()
    for name in ("contacts", "team"):
        Path("bad", f"{name}.csv").write_bytes(Path(sample.folder("en"), f"{name}.csv").read_bytes())
    Path("bad", "relationships.csv").write_text(BAD, encoding="utf-8")
    main_store = "load bad --store other.db --quarantine quarantine.csv"
    with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):
        main(main_store.split())
    written = sorted(file for file in Path().rglob("*") if file.is_file() and _ours(file))
    found |= {file.as_posix(): file.read_bytes() for file in written}
    return {name: hashlib.sha256(content).hexdigest() for name, content in found.items()}


def _ours(file: Path) -> bool:
    return file.parts[0] not in {"source", "bad"} and ".db" not in file.name


if __name__ == "__main__":
    sys.addaudithook(listen)
    sys.stdout.write(json.dumps([everything(int(sys.argv[1])), REACHED]))
