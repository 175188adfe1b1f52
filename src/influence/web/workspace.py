"""What the app serves: one store, read at any date, edited only where the user asked for it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from influence.errors import UsageError
from influence.web.finder import index

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from influence.network import Network
    from influence.stores.base import Edit
    from influence.web.finder import Index

KEPT = 8
Key = tuple[str, date]


@dataclass(slots=True)
class Workspace:
    """The store at `address`, by default as of `as_of`; `edit` allows edits. `now` gives the time as ISO text.

    Networks of the last few dates are kept; a load or an edit by anybody gives a new digest and so a new network.
    Safe to use from several threads.
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
    _searching: threading.Lock = field(default_factory=threading.Lock)

    def opened(self) -> Any:
        """The store, to be closed by the caller."""
        from influence.stores import open_store

        return open_store(self.address, workspace=self.name)

    def seen(self) -> tuple[object, str] | None:
        """Mark and digest of the store where it was read and has not changed since; never waits."""
        seen, mark = self._seen, _mark(self.address)
        return seen if seen is not None and mark is not None and seen[0] == mark else None

    def _known(self, day: date) -> Network | None:
        seen = self.seen()
        return None if seen is None else self._networks.get((seen[1], day))

    def network(self, as_of: date | None = None) -> Network:
        """The network at `as_of`, else at the date the app was started with."""
        day = as_of or self.as_of
        known = self._known(day)
        if known is not None:
            return known
        with self._lock:
            return self._known(day) or self._read(day)

    def assuming(self, as_of: date, assume: Mapping[str, float]) -> Network:
        """The network at `as_of` under constants that may differ from the app's own."""
        from influence.network import over

        net = self.network(as_of)
        if assume == self.assume:
            return net
        return over(net.columns, as_of=as_of, assume=assume, read_rows=net.read_rows)

    def _read(self, day: date) -> Network:
        """The network at `day` from the store, kept with the last few."""
        mark = _mark(self.address)
        with self.opened() as store:
            key = (store.digest(), day)
            if key not in self._networks:
                self._networks[key] = self._built(store, day)
            self._networks.move_to_end(key)
            while len(self._networks) > KEPT:
                self._networks.popitem(last=False)
            self._seen = (mark, key[0])
            return self._networks[key]

    def _built(self, store: Any, day: date) -> Network:
        from influence.network import over
        from influence.workspace import network_of

        for (digest, _), known in self._networks.items():
            if digest == store.digest():
                return over(known.columns, as_of=day, assume=self.assume, read_rows=known.read_rows)
        net = network_of(store, as_of=day, assume=self.assume)
        net.columns.whole()  # many questions will follow: check everything once rather than page by page
        return net

    def index(self, as_of: date | None = None) -> Index:
        """What the search looks through at `as_of`; made once, by the first who asks."""
        net = self.network(as_of)
        with self._searching:
            found: Index = net.__dict__.get("_search_index") or index(net)
            net.__dict__["_search_index"] = found
            return found

    def digest(self) -> str:
        """Digest of the store as it is now."""
        with self._lock, self.opened() as store:
            found: str = store.digest()
            return found

    def change(self, operation: Mapping[str, Any]) -> Edit:
        """Record one edit in the store."""
        from influence import workspace

        with self._lock, self.opened() as store:
            return workspace.edit(store, _checked(operation, self.as_of), self.now())

    def undo(self) -> Edit | None:
        """Take back the newest edit."""
        from influence import workspace

        with self._lock, self.opened() as store:
            return workspace.undo(store)

    def edits(self) -> list[Edit]:
        """The log of edits that stand, in order."""
        with self._lock, self.opened() as store:
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
