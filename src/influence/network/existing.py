"""What is there at a date: people, posts, attitudes, rows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from influence.model.rows import RECORDS
from influence.model.scales import ATTITUDE, GROUPS
from influence.network.tie import Person, Post

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from influence.network.columns import Columns
    from influence.network.network import Network

_UNKNOWN = ATTITUDE.index("unknown")


def has_begun(columns: Columns, person: int, day: int) -> bool:
    """Whether some post of the person began by `day`."""
    return any(columns.post_since[at] <= day for at in _slots(columns.post_at, person))


def attitude(columns: Columns, person: int, day: int) -> int:
    """Position in ATTITUDE of the newest attitude up to `day`; undated ones are oldest."""
    found = _UNKNOWN
    for at in _slots(columns.attitude_at, person):
        if columns.attitude_on[at] <= day:
            found = columns.attitude[at]
    return found


def level(columns: Columns, person: int, day: int) -> int:
    """Highest layer (position in LAYER) among the posts held on `day`, -1 for none."""
    held = [columns.post_layer[at] for at in _held(columns, person, day)]
    return min((layer for layer in held if layer >= 0), default=-1)


def is_rival(columns: Columns, person: int, day: int) -> bool:
    """Whether a post held on `day` is at a rival account."""
    accounts = [columns.post_account[at] for at in _held(columns, person, day)]
    return any(account >= 0 and columns.account_rival[account] for account in accounts)


def members(columns: Columns, accounts: list[str], day: int) -> dict[str, list[int]]:
    """Contacts with a post held on `day`, per account id, by number."""
    found: dict[str, list[int]] = {}
    for person in range(len(columns.group)):
        for account in sorted({columns.post_account[at] for at in _held(columns, person, day)}):
            if account >= 0:
                found.setdefault(accounts[account], []).append(person)
    return found


def _slots(offsets: Any, person: int) -> range:
    return range(offsets[person], offsets[person + 1])


def _held(columns: Columns, person: int, day: int) -> list[int]:
    slots = _slots(columns.post_at, person)
    return [at for at in slots if columns.post_since[at] <= day <= columns.post_until[at]]


def read_person(columns: Columns, number: int) -> Person:
    """Everything that the tables hold about one person."""
    rows = json.loads(columns.text("person", number))
    records = tuple(RECORDS[table](*row) for table, row in rows)
    group = GROUPS[columns.group[number]]
    return Person(columns.text("id", number), columns.text("name", number), group, records)


def posts(who: Person, as_of: date) -> tuple[Post, ...]:
    """Posts of a contact held at `as_of`, by account; none for team and referrers."""
    day = as_of.isoformat()
    if who.group != "contact":
        return ()
    held = [r for r in who.records if (r.since or "") <= day <= (r.until or "9999-12-31")]
    found = [Post(r.account, r.title, r.department, r.layer, r.role, r.reports_to, r.since, r.until) for r in held]
    return tuple(sorted(found, key=lambda post: (post.account or "", post.title or "")))


_DATED = {
    "attitudes": "on",
    "interactions": "date",
    "introductions": "date",
    "events": "date",
    "sales": "date",
    "deals": "opened_on",
}


def records(net: Network, table: str) -> tuple[Any, ...]:
    """Rows of `table` that exist at the network's date, in the order of their values; see `Network.records`."""
    day = net.as_of.isoformat()
    rows = [RECORDS[table](*row) for row in net.columns.table(table)]
    dated = _DATED.get(table)
    if dated:
        rows = [record for record in rows if (getattr(record, dated) or "") <= day]
    keep = _KEEP.get(table)
    if keep:
        rows = [record for record in rows if keep(net, record, day)]
    # accounts keep the order of the columns, which number them
    return tuple(rows if table == "accounts" else sorted(rows, key=_by_value))


def _by_value(record: Any) -> tuple[Any, ...]:
    return tuple((value is not None, str(value)) for value in record)


def _there(net: Network, *ids: str) -> bool:
    return all(net.present(net.index(one)) for one in ids)


def _interest(net: Network, record: Any, day: str) -> bool:
    """Held at the date, by an account or by somebody who is there."""
    if not (record.since or "") <= day <= (record.until or "9999-12-31"):
        return False
    return not _is_person(net, record.holder) or _there(net, record.holder)


def _is_person(net: Network, text: str) -> bool:
    from bisect import bisect_left

    at = bisect_left(net.ids, text)
    return at < len(net.ids) and net.ids[at] == text


def _introduction(net: Network, record: Any, _day: str) -> bool:
    """An asker who left asked all the same; an introducer or a target who is not there makes the row idle."""
    return _there(net, record.introducer, record.target)


def _interaction(net: Network, record: Any, _day: str) -> bool:
    return _there(net, record.source) and any(_there(net, target) for target in record.target)


_KEEP: dict[str, Callable[[Network, Any, str], bool]] = {
    "interests": _interest,
    "introductions": _introduction,
    "interactions": _interaction,
    "decisions": lambda net, record, _day: record.deal in net.deals and _there(net, record.contact),
    "attitudes": lambda net, record, _day: _there(net, record.contact),
    "events": lambda net, record, _day: not record.contact or _there(net, record.contact),
}
