"""Rows -> Columns: number the people, pair their ties and interactions, bound what each pair can carry."""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from math import exp, nan
from typing import Any, NamedTuple

from influence.model.assumptions import Assumptions
from influence.model.columns import PEOPLE, TABLES
from influence.model.kinds import TIE_KIND, TIE_KINDS
from influence.model.rows import RECORDS, Row, Rows
from influence.model.scales import ACCOUNT_TYPE, ATTITUDE, CHANNEL, LAYER, OUTCOME, STAGE
from influence.network.columns import SECTIONS, TABLES_KEPT, Columns
from influence.network.strength import declared_strength, step_probability

FOREVER = date.max.toordinal()
_CONSTANTS = Assumptions()


class _Tie(NamedTuple):
    """A tie on its way into the columns, ordered as the columns keep ties of a pair."""

    kind: int
    from_low: int
    begins: int
    ends: int
    directed: int
    declared: float
    stage: int
    stage_on: int
    since: int
    last: int
    confidence: float
    evidence: str


def compile_rows(rows: Rows) -> Columns:
    """Columns of `rows`; cost linear in the rows but for the sorting of people and of each person's arcs."""
    people = _by_person(rows)
    number = {person: index for index, person in enumerate(sorted(people))}
    accounts = {row[1]: index for index, row in enumerate(rows["accounts"])}
    ties, meetings = _ties_by_pair(rows, number), _meetings_by_pair(rows, number)
    sections = _person_sections(people, accounts, rows) | _pair_sections(ties, meetings, len(number))
    sections |= _ask_sections(rows, number)
    sections["account_rival"] = [int(row[3] == ACCOUNT_TYPE.words[4]) for row in rows["accounts"]]
    return Columns(
        {name: _flat(SECTIONS[name], sections[name]) for name in SECTIONS},
        digest=rows.digest,
        tables={name: list(rows[name]) for name in TABLES_KEPT},
    )


def day_of(text: str | None) -> int:
    """Ordinal of an ISO date, 0 where there is none.

    >>> day_of("1970-01-01")
    719163
    """
    return date.fromisoformat(text).toordinal() if text else 0


def _flat(code: str, values: Any) -> Any:
    return values if isinstance(values, bytes) else array(code, values)


def _by_person(rows: Rows) -> dict[str, list[tuple[str, Row]]]:
    found: dict[str, list[tuple[str, Row]]] = defaultdict(list)
    for table in PEOPLE:
        for row in sorted(rows[table], key=str):
            found[row[1]].append((table, row))
    return found


def _person_sections(people: dict[str, list[tuple[str, Row]]], accounts: dict[str, int], rows: Rows) -> dict[str, Any]:
    ordered = sorted(people)
    history = _attitudes(people, rows)
    posts = [[_post(table, row, accounts) for table, row in people[person]] for person in ordered]
    posts = [[post for post in own if post] for own in posts]
    flat_posts = [post for own in posts for post in own]
    flat_attitudes = [entry for person in ordered for entry in history.get(person, ())]
    return {
        **_texts("id", ordered),
        **_texts("name", [people[person][0][1][0] for person in ordered]),
        **_texts("person", [json.dumps(people[person], ensure_ascii=False) for person in ordered]),
        "group": [PEOPLE.index(people[person][0][0]) for person in ordered],
        "do_not_ask": [int(_do_not_ask(*people[person][0])) for person in ordered],
        "attitude_at": _offsets(len(history.get(person, ())) for person in ordered),
        "attitude_on": [on for on, _ in flat_attitudes],
        "attitude": [word for _, word in flat_attitudes],
        "post_at": _offsets(len(own) for own in posts),
        "post_account": [post[0] for post in flat_posts],
        "post_layer": [post[1] for post in flat_posts],
        "post_since": [post[2] for post in flat_posts],
        "post_until": [post[3] for post in flat_posts],
    }


def _do_not_ask(table: str, row: Row) -> bool:
    return table == "referrers" and bool(row[TABLES[table].index("do_not_ask")])


def _post(table: str, row: Row, accounts: dict[str, int]) -> tuple[int, int, int, int] | None:
    if table == "referrers":
        return None
    record = RECORDS[table](*row)
    layer = LAYER.index(record.layer) if record.layer else -1
    if table == "team":
        return -1, layer, 0, FOREVER
    account = accounts[record.account] if record.account else -1
    return account, layer, day_of(record.since), day_of(record.until) or FOREVER


def _attitudes(people: dict[str, list[tuple[str, Row]]], rows: Rows) -> dict[str, list[tuple[int, int]]]:
    unknown = ATTITUDE.index("unknown")
    entries: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for own in people.values():
        for table, row in own:
            if table == "contacts":
                record = RECORDS[table](*row)
                entries[record.id].add((day_of(record.attitude_on), ATTITUDE.index(record.attitude or "unknown")))
    for row in rows["attitudes"]:
        entries[row[0]].add((day_of(row[1]), ATTITUDE.index(row[2])))
    # a blank post beside one that states the attitude says nothing: unknown sorts last, so drop it on equal days
    return {person: _one_a_day(found, unknown) for person, found in entries.items()}


def _one_a_day(found: set[tuple[int, int]], unknown: int) -> list[tuple[int, int]]:
    stated = {on for on, word in found if word != unknown}
    return sorted(entry for entry in found if entry[1] != unknown or entry[0] not in stated)


def _ties_by_pair(rows: Rows, number: dict[str, int]) -> dict[tuple[int, int], list[_Tie]]:
    ties: dict[tuple[int, int], list[_Tie]] = defaultdict(list)
    reported: set[tuple[str, str]] = set()
    for row in rows["relationships"]:
        record = RECORDS["relationships"](*row)
        if record.kind == "reports_to":
            reported.add((record.source, record.target))
        pair, from_low = _pair(number[record.source], number[record.target])
        ties[pair].append(_tie(record, from_low))
    for source, target, begins, ends in _reporting(rows):
        if (source, target) not in reported:
            pair, from_low = _pair(number[source], number[target])
            ties[pair].append(_column_tie(from_low, begins, ends))
    return ties


def _tie(record: Any, from_low: int) -> _Tie:
    begins = day_of(record.since)
    return _Tie(
        TIE_KIND.index(record.kind),
        from_low,
        begins,
        FOREVER,
        int(record.directed and TIE_KINDS[record.kind].symmetric),
        nan if record.strength is None else record.strength,
        STAGE.index(record.stage) if record.stage else -1,
        day_of(record.stage_on),
        begins,
        day_of(record.last_contact),
        1.0 if record.confidence is None else record.confidence,
        record.evidence or "",
    )


def _column_tie(from_low: int, begins: int, ends: int) -> _Tie:
    return _Tie(TIE_KIND.index("reports_to"), from_low, begins, ends, 0, nan, -1, 0, 0, 0, 1.0, "")


def _reporting(rows: Rows) -> list[tuple[str, str, int, int]]:
    """Who reports to whom by the column, with the first and last day of the post that says so."""
    found: set[tuple[str, str, int, int]] = set()
    for table in ("contacts", "team"):
        for row in rows[table]:
            record = RECORDS[table](*row)
            if record.reports_to:
                ends = day_of(getattr(record, "until", None)) or FOREVER
                found.add((record.id, record.reports_to, day_of(getattr(record, "since", None)), ends))
    return sorted(found)


def _meetings_by_pair(rows: Rows, number: dict[str, int]) -> dict[tuple[int, int], list[tuple[int, int, int]]]:
    meetings: dict[tuple[int, int], list[tuple[int, int, int]]] = defaultdict(list)
    for row in rows["interactions"]:
        on, channel = day_of(row[0]), CHANNEL.index(row[3])
        source = number[row[1]]
        for target in row[2]:
            pair, from_low = _pair(source, number[target])
            meetings[pair].append((on, channel, from_low))
    return meetings


def _pair(source: int, target: int) -> tuple[tuple[int, int], int]:
    return ((source, target), 1) if source < target else ((target, source), 0)


def _pair_sections(
    ties: dict[tuple[int, int], list[_Tie]], meetings: dict[tuple[int, int], list[tuple[int, int, int]]], people: int
) -> dict[str, Any]:
    pairs = sorted(ties.keys() | meetings.keys())
    own = [sorted(ties.get(pair, ())) for pair in pairs]
    met = [sorted(meetings.get(pair, ())) for pair in pairs]
    flat = [tie for some in own for tie in some]
    talks = [talk for some in met for talk in some]
    bounds = [_bound(some, talk) for some, talk in zip(own, met, strict=True)]
    return {
        **_arcs(pairs, bounds, people),
        **_texts("evidence", [tie.evidence for tie in flat]),
        "pair_low": [low for low, _ in pairs],
        "pair_high": [high for _, high in pairs],
        "tie_at": _offsets(len(some) for some in own),
        **{f"tie_{field}": [getattr(tie, field) for tie in flat] for field in _Tie._fields if field != "evidence"},
        "met_at": _offsets(len(some) for some in met),
        "met_on": [on for on, _, _ in talks],
        "met_channel": [channel for _, channel, _ in talks],
        "met_from_low": [from_low for _, _, from_low in talks],
    }


def _bound(ties: Sequence[_Tie], meetings: Sequence[tuple[int, int, int]]) -> float:
    """Most that p can be for the pair, at any date and under the default assumptions."""
    total = sum(_CONSTANTS[f"activity_{CHANNEL.words[channel]}"] for _, channel, _ in meetings)
    strengths = [1 - exp(-total / _CONSTANTS["activity_scale"])]
    for tie in ties:
        kind, stated = TIE_KIND.words[tie.kind], None if tie.declared != tie.declared else tie.declared
        stages = {tie.stage, -1 if tie.stage_on else tie.stage}
        strengths += [declared_strength(kind, stated, stage, _CONSTANTS)[0] or 0 for stage in stages]
    return step_probability(max(strengths), _CONSTANTS)


def _arcs(pairs: list[tuple[int, int]], bounds: list[float], people: int) -> dict[str, Any]:
    arcs: list[list[tuple[float, int, int]]] = [[] for _ in range(people)]
    for number, ((low, high), bound) in enumerate(zip(pairs, bounds, strict=True)):
        arcs[low].append((-bound, high, number))
        arcs[high].append((-bound, low, number))
    flat = [arc for own in arcs for arc in sorted(own)]
    return {
        "arc_at": _offsets(map(len, arcs)),
        "arc_to": [to for _, to, _ in flat],
        "arc_pair": [pair for _, _, pair in flat],
        "arc_bound": [-bound for bound, _, _ in flat],
    }


def _ask_sections(rows: Rows, number: dict[str, int]) -> dict[str, Any]:
    asks: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for row in rows["introductions"]:
        record = RECORDS["introductions"](*row)
        entry = (day_of(record.date), number[record.target], OUTCOME.index(record.outcome or "asked"))
        asks[number[record.introducer]].append(entry)
    own = [sorted(asks.get(person, ())) for person in range(len(number))]
    flat = [ask for some in own for ask in some]
    return {
        "ask_at": _offsets(map(len, own)),
        "ask_on": [on for on, _, _ in flat],
        "ask_target": [target for _, target, _ in flat],
        "ask_outcome": [outcome for _, _, outcome in flat],
    }


def _offsets(sizes: Iterable[int]) -> list[int]:
    offsets, total = [0], 0
    for size in sizes:
        total += size
        offsets.append(total)
    return offsets


def _texts(stem: str, texts: Sequence[str]) -> dict[str, Any]:
    encoded = [text.encode() for text in texts]
    return {f"{stem}_at": _offsets(map(len, encoded)), f"{stem}_text": b"".join(encoded)}
