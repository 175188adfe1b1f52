"""Drafts of all tables -> rows and problems: ids, references, rules, duplicates, what refers to rejected rows."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import influence.tables.duplicates as duplicates
import influence.tables.people as people
import influence.tables.rules as rules
import influence.tables.sensitive as sensitive
from influence.model.columns import PEOPLE, TABLES, Type
from influence.model.rows import Rows
from influence.tables.names import ENTITIES, Drafts, Lookup, fill_ids, make_accounts, resolve, resolve_several
from influence.tables.text import Flag, shown

if TYPE_CHECKING:
    from influence.model.columns import Column
    from influence.tables.draft import Draft
    from influence.tables.limits import Limits
    from influence.tables.report import Report


def check(drafts: Drafts, report: Report, limits: Limits) -> None:
    """Find everything wrong in and between the tables; rows found bad are marked in their drafts."""
    made = {table: fill_ids(drafts[table]) for table in ENTITIES}
    if any(made.values()):
        counts = ", ".join(f"{len(rows):,} in {table}" for table, rows in made.items() if rows)
        report.remarks.append(f"ids were made from names: {counts}")
    _count(drafts, report, limits)
    has_accounts = bool(drafts["accounts"].starts)
    make_accounts(drafts["contacts"], drafts["accounts"], warn=has_accounts)
    _resolve(drafts)
    people.posts(drafts["contacts"], made["contacts"])
    fill_blanks(drafts)
    for table in ENTITIES:
        if table != "contacts":
            duplicates.entities(drafts[table], made[table])
    people.one_space(drafts)
    _interests(drafts["interests"])
    rules.rows(drafts)
    _repeats(drafts)
    rules.attitudes(drafts)
    on_cycle = rules.reporting(drafts)
    rules.superiors(drafts["relationships"])
    people.mistaken(drafts, made)
    sensitive.warn(drafts)
    _dependent(drafts, on_cycle)


def _count(drafts: Drafts, report: Report, limits: Limits) -> None:
    found = sum(len(drafts[table]) for table in PEOPLE)
    if found > limits.people:
        report.refuse(
            "contacts",
            f"{found:,} people, the limit is {limits.people:,}",
            "raise the limit if it is meant",
            code="too_many_people",
        )


def _resolve(drafts: Drafts) -> None:
    lookups: dict[tuple[str, ...], Lookup] = {}
    for draft in drafts.values():
        for column in draft.table.columns:
            if not column.refers_to or not len(draft):
                continue
            if column.refers_to not in lookups:
                lookups[column.refers_to] = Lookup(drafts[table] for table in column.refers_to)
            action = resolve_several if column.type is Type.REFERENCES else resolve
            action(draft, column.name, lookups[column.refers_to])


def fill_blanks(drafts: Drafts) -> None:
    """Put in what a blank stands for: no, or the scale's word."""
    for draft in drafts.values():
        for column in draft.table.columns:
            blank = False if column.type is Type.YES_NO else column.scale and column.scale.blank
            if blank is not None:
                draft.columns[column.name] = [blank if v is None else v for v in draft[column.name]]


def _interests(draft: Draft) -> None:
    """Equal interests count once; those without an id get ``holder:kind``, numbered by content where that clashes."""
    ids = draft["id"]
    stated = {text for text in ids if text is not None}
    groups: dict[str, list[int]] = defaultdict(list)
    for row in range(len(draft)):
        if ids[row] is None and draft["holder"][row] is not None:
            groups[f"{draft['holder'][row]}:{draft['kind'][row] or 'interest'}"].append(row)
    for name, rows in sorted(groups.items()):
        distinct = duplicates.drop_equal(draft, rows, "holder")
        for row in sorted(distinct, key=lambda row: repr(draft.row(row))):
            ids[row] = _free(name, stated)
            stated.add(ids[row])
    duplicates.entities(draft, set())


def _free(name: str, taken: set[str]) -> str:
    number = 1
    while (found := name if number == 1 else f"{name}:{number}") in taken:
        number += 1
    return found


def _repeats(drafts: Drafts) -> None:
    duplicates.ties(drafts["relationships"])
    for table in duplicates.KEYS:
        if len(drafts[table]):
            duplicates.keyed(drafts[table])


def _dependent(drafts: Drafts, on_cycle: set[str]) -> None:
    """Leave out what refers to something of which every row is left out, until nothing more changes.

    What refers to a cycle is left out as well, but reported on the cycle's own lines only.
    """
    quiet = set(on_cycle)
    while True:
        lost = {table: _lost(drafts[table]) for table in ENTITIES}
        if not any(lost.values()):
            return
        changed = [_leave_out(draft, drafts, lost, quiet) for draft in drafts.values()]
        if not any(changed):
            return


def _lost(draft: Draft) -> set[str]:
    if not draft.bad:
        return set()
    ids = draft["id"]
    return {ids[row] for row in draft.bad} - {None} - {ids[row] for row in draft.good()}


def _leave_out(draft: Draft, drafts: Drafts, lost: dict[str, set[str]], quiet: set[str]) -> bool:
    before = len(draft.bad)
    for column in draft.table.columns:
        gone = _gone(column, drafts, lost)
        if not gone:
            continue
        for row, value in enumerate(draft[column.name]):
            found = gone.intersection(value if isinstance(value, tuple) else (value,)) if value is not None else ()
            if found and row not in draft.dropped and row not in draft.bad:
                _tell(draft, row, column.name, min(found), quiet)
    return len(draft.bad) > before


def _gone(column: Column, drafts: Drafts, lost: dict[str, set[str]]) -> set[str]:
    """Ids that a reference column may hold and of which no good row is left in any of its tables."""
    gone: set[str] = set().union(*(lost.get(table, ()) for table in column.refers_to))
    for table in column.refers_to if gone else ():
        gone.difference_update(drafts[table]["id"][row] for row in drafts[table].good())
    return gone


def _tell(draft: Draft, row: int, column: str, found: str, quiet: set[str]) -> None:
    message = f"{shown(found)} is on a row that is rejected itself"
    flag = Flag("refers_to_rejected", message, "mend that row first")
    if found not in quiet:
        draft.flag(row, column, flag)
        return
    if "id" in draft.columns and draft["id"][row] is not None:
        quiet.add(draft["id"][row])
    draft.reject(row, flag)


def rows_of(drafts: Drafts) -> Rows:
    """The good rows of every table that has any."""
    kept = {table: drafts[table] for table in TABLES if len(drafts[table])}
    places = {table: draft.places() for table, draft in kept.items()}
    return Rows({table: draft.rows() for table, draft in kept.items()}, places)
