"""What a row must say to make sense, table by table."""

from __future__ import annotations

from collections import defaultdict
from operator import eq
from typing import TYPE_CHECKING

from influence.errors import UnknownAssumption
from influence.model.assumptions import checked as assumption_checked
from influence.model.columns import PEOPLE
from influence.model.kinds import TIE_KINDS
from influence.tables.cycles import cycles
from influence.tables.draft import Draft
from influence.tables.text import Flag, shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from influence.model.kinds import TieKind
    from influence.tables.names import Drafts

SELF = {
    "relationships": (("source", "target"),),
    "introductions": (("asker", "introducer"), ("introducer", "target"), ("asker", "target")),
    "contacts": (("id", "reports_to"),),
    "team": (("id", "reports_to"),),
    "accounts": (("id", "parent"),),
}


def rows(drafts: Drafts) -> None:
    """Check every row by itself and against the rows it refers to."""
    for draft in drafts.values():
        for first, second in SELF.get(draft.table.name, ()):
            _not_oneself(draft, first, second)
        if {"since", "until"} <= draft.columns.keys():
            _in_order(draft)
    _ties(drafts["relationships"])
    _interactions(drafts["interactions"])
    _decisions(drafts)
    _events(drafts["events"])
    _assumptions(drafts["assumptions"])


def _not_oneself(draft: Draft, first: str, second: str) -> None:
    if not any(map(eq, draft[first], draft[second])):
        return
    for row, (one, other) in enumerate(zip(draft[first], draft[second], strict=True)):
        if one is not None and one == other:
            what = {"accounts": "an account cannot be its own parent"}.get(
                draft.table.name, "nobody relates to themself"
            )
            draft.flag(
                row, second, Flag("self", f"{first} and {second} are both {shown(one)}: {what}", "name someone else")
            )


def _in_order(draft: Draft) -> None:
    for row, (since, until) in enumerate(zip(draft["since"], draft["until"], strict=True)):
        if since is not None and until is not None and since > until:
            draft.flag(
                row,
                "until",
                Flag("ends_before_start", f"until {until} is before since {since}", "exchange or correct the dates"),
            )


def _ties(draft: Draft) -> None:
    """Say where a strength will be assumed."""
    flags = {kind.name: _assumed(kind) for kind in TIE_KINDS.values() if kind.assumed is not None}
    told = zip(draft["strength"], draft["stage"], draft["kind"], strict=True)
    blank = [row for row, (strength, stage, kind) in enumerate(told) if strength is stage is None and kind in flags]
    draft.warn([row for row in blank if row not in draft.bad], "strength", lambda row: flags[draft["kind"][row]])


def _assumed(kind: TieKind) -> Flag:
    message = f"no strength and no stage: {kind.assumed:g} is assumed for {kind.name}"
    return Flag("assumed_strength", message, "state either to replace it", fatal=False)


def _interactions(draft: Draft) -> None:
    for row, (source, target) in enumerate(zip(draft["source"], draft["target"], strict=True)):
        if source is not None and target is not None and source in target:
            draft.flag(row, "target", Flag("self", f"{shown(source)} stands on both sides", "name the others only"))


def _decisions(drafts: Drafts) -> None:
    draft = drafts["decisions"]
    for row in range(len(draft)):
        if draft["part"][row] == "advise":
            for column in ("vote_weight", "veto"):
                if draft[column][row] is not None:
                    draft.flag(
                        row,
                        column,
                        Flag(
                            "adviser_with_power",
                            f"advise goes with no {column}",
                            "leave it blank, or write decide or veto",
                        ),
                    )
    if len(draft):
        _other_accounts(drafts)


def _other_accounts(drafts: Drafts) -> None:
    draft = drafts["decisions"]
    works: dict[str, set[str]] = defaultdict(set)
    for person, account in zip(drafts["contacts"]["id"], drafts["contacts"]["account"], strict=True):
        if person is not None and account is not None:
            works[person].add(account)
    deals = dict(zip(drafts["deals"]["id"], drafts["deals"]["account"], strict=True))
    for row, (deal, contact) in enumerate(zip(draft["deal"], draft["contact"], strict=True)):
        account = deals.get(deal)
        if contact is not None and account is not None and account not in works[contact]:
            others = " and ".join(sorted(works[contact])) or "no account"
            draft.flag(
                row,
                "contact",
                Flag(
                    "other_account",
                    f"{contact} is at {others}, the deal is at {account}",
                    "legal for a group company or a consultant",
                    fatal=False,
                ),
            )


def _events(draft: Draft) -> None:
    for row, found in enumerate(zip(draft["account"], draft["contact"], draft["deal"], strict=True)):
        if found == (None, None, None) and row not in draft.bad:
            draft.flag(
                row,
                "account",
                Flag("no_subject", "an event needs an account, a contact or a deal", "fill one of the three"),
            )


def _assumptions(draft: Draft) -> None:
    for row, (name, value) in enumerate(zip(draft["name"], draft["value"], strict=True)):
        if name is not None and value is not None:
            try:
                assumption_checked(name, value)
            except UnknownAssumption as error:
                draft.flag(row, "name", Flag("unknown_assumption", error.message, error.hint))


def attitudes(drafts: Drafts) -> None:
    """The same contact and date with different words in the attitudes table and in contacts."""
    table, contacts = drafts["attitudes"], drafts["contacts"]
    stated: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in range(len(contacts)):
        if contacts["attitude_on"][row] is not None and contacts["attitude"][row] is not None:
            stated[contacts["id"][row], contacts["attitude_on"][row]].append(row)
    for row in table.good():
        others = [
            other
            for other in stated.get((table["contact"][row], table["on"][row]), ())
            if contacts["attitude"][other] != table["attitude"][row]
        ]
        for other in others:
            _disagree(table, row, contacts, other)
            _disagree(contacts, other, table, row)


def _disagree(draft: Draft, row: int, other: Draft, other_row: int) -> None:
    draft.flag(
        row,
        "attitude",
        Flag(
            "attitude_clash",
            f"attitude {draft['attitude'][row]} here, "
            f"{other['attitude'][other_row]} on the same day at {other.where(other_row)}",
            "keep one of the two",
        ),
    )


def superiors(draft: Draft) -> None:
    """Warn where rows give one person several superiors: legal in a matrix organisation."""
    above: dict[str, list[int]] = defaultdict(list)
    for row, kind in enumerate(draft["kind"]):
        if kind == "reports_to" and row not in draft.bad and row not in draft.dropped:
            above[draft["source"][row]].append(row)
    for person, found in above.items():
        if len({draft["target"][row] for row in found}) > 1:
            places = ", ".join(f"{draft['target'][row]} ({draft.where(row)})" for row in found)
            for row in found:
                draft.flag(
                    row,
                    "target",
                    Flag(
                        "several_superiors",
                        f"{person} reports to several people: {places}",
                        "legal in a matrix organisation",
                        fatal=False,
                    ),
                )


Edges = dict[tuple[str, str], list[tuple[Draft, int, str]]]


def reporting(drafts: Drafts) -> set[str]:
    """Cycles of reports_to, over columns and rows, and of parents; returns the ids on them."""
    edges: Edges = defaultdict(list)
    for table in PEOPLE:
        if "reports_to" in drafts[table].columns:
            _edges(edges, drafts[table], "id", "reports_to", range(len(drafts[table])))
    ties = drafts["relationships"]
    _edges(edges, ties, "source", "target", (row for row, kind in enumerate(ties["kind"]) if kind == "reports_to"))
    parents: Edges = defaultdict(list)
    _edges(parents, drafts["accounts"], "id", "parent", range(len(drafts["accounts"])))
    return _report_cycles(edges) | _report_cycles(parents)


def _edges(edges: Edges, draft: Draft, source: str, target: str, rows: Iterable[int]) -> None:
    ends = draft[source], draft[target]
    for row in rows:
        below, above = ends[0][row], ends[1][row]
        if below is not None and above is not None and below != above and row not in draft.dropped:
            edges[below, above].append((draft, row, target))


def _report_cycles(edges: Edges) -> set[str]:
    after: dict[str, list[str]] = defaultdict(list)
    for below, above in sorted(edges):
        after[below].append(above)
    on_cycle: set[str] = set()
    for cycle in cycles(after):
        on_cycle.update(cycle)
        words = " > ".join([*cycle, cycle[0]])
        places = [place for pair in zip(cycle, [*cycle[1:], cycle[0]], strict=True) for place in edges[pair]]
        lines = ", ".join(draft.where(row) for draft, row, _ in places)
        for draft, row, column in places:
            draft.flag(row, column, Flag("cycle", f"a cycle: {words} ({lines})", "break it at one of these lines"))
    return on_cycle
