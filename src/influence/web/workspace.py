"""What the app serves: one store, read at any date, edited only where the user asked for it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from influence.errors import StoreDamaged, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from influence.network import Network
    from influence.stores.base import Edit

KEPT = 8
Key = tuple[str, date]


@dataclass(slots=True)
class Workspace:
    """The store at `address`, by default as of `as_of`; `edit` allows edits. `now` gives the time as ISO text.

    Networks and pages of the last few dates are kept; a load or an edit by anybody gives a new digest and so a new
    network. Safe to use from several threads.
    """

    address: str
    as_of: date
    now: Callable[[], str]
    lang: str = "en"
    edit: bool = False
    assume: Mapping[str, float] = field(default_factory=dict)
    name: str = "default"
    _seen: tuple[object, str] | None = None
    _networks: OrderedDict[Key, Network] = field(default_factory=OrderedDict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def _open(self) -> Any:
        from influence.stores import open_store

        return open_store(self.address, workspace=self.name)

    def network(self, as_of: date | None = None) -> Network:
        """The network at `as_of`, else at the date the app was started with."""
        day, mark = as_of or self.as_of, _mark(self.address)
        with self._lock:
            if mark is not None and self._seen is not None and self._seen[0] == mark:
                known = self._networks.get((self._seen[1], day))
                if known is not None:
                    return known
            return self._read(day, mark)

    def _read(self, day: date, mark: object) -> Network:
        """The network at `day` from the store, kept with the last few."""
        with self._open() as store:
            key = (store.digest(), day)
            self._seen = (mark, key[0])
            if key not in self._networks:
                self._networks[key] = self._built(store, day)
            self._networks.move_to_end(key)
            while len(self._networks) > KEPT:
                self._networks.popitem(last=False)
            return self._networks[key]

    def _built(self, store: Any, day: date) -> Network:
        from influence.network import Columns, build, over

        for (digest, _), known in self._networks.items():
            if digest == store.digest():
                return over(known.columns, as_of=day, assume=self.assume)
        kept = store.columns()
        if kept is not None:  # copied, for the store and its mapping are closed when the request ends
            with suppress(StoreDamaged):  # derived and rebuildable: made anew below
                return over(Columns.from_buffer(bytes(kept)), as_of=day, assume=self.assume)
        return build(store.rows(), as_of=day, assume=self.assume)

    def change(self, operation: Mapping[str, Any]) -> Edit:
        """Record one edit in the store."""
        with self._lock, self._open() as store:
            edit: Edit = store.edit(_checked(operation, self.as_of), self.now())
            return edit

    def undo(self) -> Edit | None:
        """Take back the newest edit."""
        with self._lock, self._open() as store:
            edit: Edit | None = store.undo()
            return edit

    def edits(self) -> list[Edit]:
        """The log of edits that stand, in order."""
        with self._lock, self._open() as store:
            found: list[Edit] = store.edits()
            return found


def _mark(address: str) -> tuple[int, ...] | None:
    """What changes whenever a store file changes: times and sizes of the file and its log; None for a server."""
    found: list[int] = []
    for name in (address, f"{address}-wal"):
        try:
            told = Path(name).stat()
        except OSError:
            found += [0, 0]
        else:
            found += [told.st_mtime_ns, told.st_size]
    return tuple(found) if found[0] else None


_FIELDS = {"attitude": {"id", "value"}, "tie": {"source", "target", "kind", "strength"}}


def _checked(operation: Mapping[str, Any], as_of: date) -> dict[str, Any]:
    """The edit with the fields of its kind, all of the right type; raises `UsageError`."""
    from influence.model.kinds import TIE_KINDS
    from influence.model.scales import ATTITUDE

    kind = operation.get("op")
    if kind not in _FIELDS:
        raise UsageError(f"{kind!r} is no edit", hint=f"op is one of {', '.join(_FIELDS)}")
    wanted = _FIELDS[kind]
    if set(operation) - {"op"} != wanted:
        raise UsageError(
            f"an edit of {kind} has the fields {', '.join(sorted(wanted))}", hint="send these and no other"
        )
    if kind == "attitude":
        _among("value", operation["value"], ATTITUDE.words)
        return {"op": kind, "id": _text("id", operation), "value": operation["value"], "on": as_of.isoformat()}
    _among("kind", operation["kind"], tuple(TIE_KINDS))
    return {
        "op": kind,
        "source": _text("source", operation),
        "target": _text("target", operation),
        "kind": operation["kind"],
        "strength": _share("strength", operation["strength"]),
    }


def _text(name: str, operation: Mapping[str, Any]) -> str:
    value = operation[name]
    if not isinstance(value, str) or not value:
        raise UsageError(f"{name} is not a text", hint="send the id of a person")
    return value


def _among(name: str, value: Any, words: tuple[str, ...]) -> None:
    if value not in words:
        raise UsageError(f"{name} {value!r} is not known", hint=f"one of {', '.join(words)}")


def _share(name: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise UsageError(f"{name} {value!r} is not a number from 0 to 1", hint="0 cuts, 1 is the strongest")
    return float(value)
