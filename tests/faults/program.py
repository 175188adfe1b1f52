"""What the fault tests disturb: one piece of work on a store, said when it starts and when it is done."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

from influence.errors import InfluenceError
from influence.stores import open_store, schema
from stores.workspaces import AT, row, workspace

if TYPE_CHECKING:
    from influence.model.rows import Rows

PEOPLE = 3_000


def large(mark: str = "x") -> Rows:
    """A workspace that takes a while to write."""
    contacts = [row("contacts", name=f"P{i}", id=f"p{i}", note=f"{mark} Bo Li {i}") for i in range(PEOPLE)]
    return workspace(contacts=[*workspace()["contacts"], *contacts])


def say(*words: str) -> None:
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


def _older(connection: object) -> None:
    """A step of a migration: a table more, and every row touched."""
    connection.execute("CREATE TABLE IF NOT EXISTS store_more (number INTEGER) STRICT")  # type: ignore[attr-defined]
    connection.execute("UPDATE store_blocks SET body = body")  # type: ignore[attr-defined]


def main(path: str, work: str, *words: str) -> None:
    if work == "migrate":
        schema.VERSION, schema.MIGRATIONS = 3, {2: _older}
    say("start")
    with open_store(path, create=True) as store:
        if work == "load":
            store.load(large(*words), sources=[], at=AT)
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # from here on it is too late
        elif work == "forget":
            store.forget("c1", at=AT)
        elif work == "keep":
            store.keep_columns([bytes(1_000_000)] * 20)
        elif work == "read":
            for _ in range(int(words[0])):
                say(store.rows().digest, store.digest())
    say("done")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except InfluenceError as error:
        sys.stderr.write(f"{error.message} | {error.hint}\n")
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)
