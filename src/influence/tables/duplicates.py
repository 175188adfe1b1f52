"""Rows that say the same twice: equal ones count once, different ones clash."""

from __future__ import annotations

from collections import Counter, defaultdict
from operator import xor
from typing import TYPE_CHECKING, Any

from influence.model.kinds import TIE_KINDS
from influence.tables.text import Flag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from influence.model.rows import Row
    from influence.tables.draft import Draft

KEYS = {
    "attitudes": ("contact", "on"),
    "decisions": ("deal", "contact", "part"),
    "introductions": ("date", "asker", "introducer", "target"),
    "assumptions": ("name",),
}
REPEATABLE = frozenset({"introductions"})


def clash(draft: Draft, rows: Iterable[int], column: str, code: str, message: str, hint: str) -> None:
    """An error on every row, each naming the others."""
    rows = list(rows)
    for row in rows:
        others = ", ".join(draft.where(other) for other in rows if other != row)
        draft.flag(row, column, Flag(code, f"{message} ({others})" if others else message, hint))


def drop_equal(draft: Draft, rows: list[int], column: str, content: Callable[[int], Row] | None = None) -> list[int]:
    """Count rows of equal content once, with a warning; returns one row of each content."""
    first: dict[Any, int] = {}
    for row in rows:
        original = first.setdefault((content or draft.row)(row), row)
        if original != row:
            where = draft.where(original)
            flag = Flag("duplicate", f"repeats {where}, counted once", "delete one of the two", fatal=False)
            draft.flag(row, column, flag)
            draft.dropped.add(row)
    return list(first.values())


def repeated(keys: Iterable[Any], draft: Draft) -> Iterator[tuple[Any, list[int]]]:
    """(key, rows) of the keys that several usable rows share; None is no key."""
    keys = list(keys)
    if len(set(map(hash, keys))) == len(keys):
        return
    yield from _shared(enumerate(keys), draft)


def _shared(keys: Iterable[tuple[int, Any]], draft: Draft) -> Iterator[tuple[Any, list[int]]]:
    seen: dict[Any, list[int]] = defaultdict(list)
    for row, found in keys:
        if found is not None and row not in draft.dropped:
            seen[found].append(row)
    yield from ((found, rows) for found, rows in seen.items() if len(rows) > 1)


def ties(draft: Draft) -> None:
    """The same two ends (either order where symmetric) and kind twice."""
    either = {name for name, kind in TIE_KINDS.items() if kind.symmetric}
    pairs = list(map(xor, map(hash, draft["source"]), map(hash, draft["target"])))
    if len(set(pairs)) == len(pairs):
        return
    counts = Counter(pairs)
    near = [row for row, pair in enumerate(pairs) if counts[pair] > 1]  # of one pair, as good as certainly
    keys = ((row, _tie(draft, row, either)) for row in near)
    for (source, target, kind), rows in _shared(keys, draft):
        usable = [row for row in rows if row not in draft.bad]
        if source is None or target is None or len(usable) < 2:
            continue
        turned = kind in either and not draft["directed"][usable[0]]
        left = drop_equal(draft, usable, "source", _either_way(draft) if turned else draft.row)
        if len(left) > 1:
            clash(
                draft,
                left,
                "source",
                "duplicate_clash",
                f"{source} {kind} {target} is stated differently elsewhere",
                "keep one row",
            )


def _tie(draft: Draft, row: int, either: set[str]) -> tuple[Any, Any, Any]:
    """Ends and kind of a row, the ends in order where either order is the same tie."""
    source, target, kind = draft["source"][row], draft["target"][row], draft["kind"][row]
    turned = source is not None and target is not None and target < source
    if turned and kind in either and not draft["directed"][row]:
        return target, source, kind
    return source, target, kind


def _either_way(draft: Draft) -> Callable[[int], Row]:
    """Content of a row whatever the order of its ends."""
    source, target = draft.table.index("source"), draft.table.index("target")

    def content(row: int) -> Row:
        values = list(draft.row(row))
        values[source], values[target] = sorted((values[source], values[target]))
        return tuple(values)

    return content


def keyed(draft: Draft) -> None:
    """Tables whose rows are told apart by some columns."""
    names = KEYS[draft.table.name]
    columns = [draft[name] for name in names]
    keys = [None if None in found else found for found in zip(*columns, strict=True)]
    for found, rows in repeated(keys, draft):
        left = drop_equal(draft, [row for row in rows if row not in draft.bad], names[0])
        if len(left) > 1 and draft.table.name not in REPEATABLE:
            clash(
                draft,
                left,
                names[0],
                "duplicate_clash",
                f"{' '.join(found)} is stated differently elsewhere",
                "keep one row",
            )


def entities(draft: Draft, made: set[int]) -> None:
    """The same id twice in accounts, team, referrers, deals, interests."""
    for text, rows in repeated(draft["id"], draft):
        left = drop_equal(draft, rows, "id")
        if len(left) > 1:
            id_clash(draft, text, left, made)


def id_clash(draft: Draft, text: str, rows: list[int], made: set[int]) -> None:
    """Several different rows of one id."""
    if made.intersection(rows):
        clash(
            draft,
            rows,
            "name",
            "made_id_clash",
            f"id {text}, made from the name, is not unique",
            "give each of them an id",
        )
    else:
        clash(
            draft, rows, "id", "duplicate_id", f"id {text} stands on several rows that differ", "give each its own id"
        )
