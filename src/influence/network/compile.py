"""Rows -> Columns: number the people, pair their ties and interactions, bound what each pair can carry."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from influence.model.columns import PEOPLE, TABLES
from influence.model.rows import RECORDS, Row, Rows
from influence.model.scales import ACCOUNT_TYPE, ATTITUDE, LAYER, OUTCOME
from influence.network.columns import SECTIONS, TABLES_KEPT, Columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FOREVER = date.max.toordinal()


def compile_rows(rows: Rows, digest: str | None = None) -> Columns:
    """Columns of `rows`; `digest` is theirs, where the caller knows it, else it is computed.

    Equal rows in another order give equal columns. Cost: linear in the rows but for sorting.
    """
    from influence.network.compile_pairs import pair_sections
    from influence.network.compile_reach import reach_sections

    people = _by_person(rows)
    number = {person: index for index, person in enumerate(sorted(people))}
    owned = sorted(rows["accounts"], key=lambda row: row[1])
    accounts = {row[1]: index for index, row in enumerate(owned)}
    sections = _person_sections(people, accounts, rows) | _ask_sections(rows, number)
    sections |= pair_sections(rows, number, _reporting(rows))
    sections["account_rival"] = [int(row[3] == ACCOUNT_TYPE.words[4]) for row in owned]
    sections["person_step"] = asked_of(sections)
    sections |= reach_sections(sections)
    return Columns(
        {name: flat_of(SECTIONS[name], sections[name]) for name in SECTIONS},
        digest=rows.digest if digest is None else digest,
        tables={name: owned if name == "accounts" else list(rows[name]) for name in TABLES_KEPT},
    )


def asked_of(sections: Mapping[str, Any]) -> bytes:
    """`ASKED` of every person."""
    import numpy as np

    posts = ("post_at", "post_account", "post_since", "post_until", "post_layer")
    # the types are stated, since there may be nobody
    told = {
        name: np.asarray(sections[name], dtype=np.dtype(SECTIONS[name]))
        for name in ("group", "attitude_at", "attitude_on", "attitude", *posts)
    }
    one = [np.diff(sections[f"{stem}_at"]) == 1 for stem in ("post", "attitude")]
    plain = (told["group"] == 0) & one[0] & one[1] & (np.diff(sections["ask_at"]) == 0)
    plain[plain] = told["attitude_on"][told["attitude_at"][:-1][plain]] == 0
    post, word = told["post_at"][:-1][plain], told["attitude_at"][:-1][plain]
    account = told["post_account"][post]
    names = ("since", "until", "rival", "layer", "attitude", "group", "unused")
    found = np.zeros(len(plain), dtype=list(zip(names, ["<i4", "<i4", "i1", "i1", "i1", "i1", "<i4"], strict=True)))
    found["group"] = np.where(plain, 0, -2)
    rival = np.array([*sections["account_rival"], 0], dtype=bool)  # the last for posts without an account
    found["rival"][plain] = rival[account]
    found["attitude"][plain] = told["attitude"][word]
    for name in ("since", "until", "layer"):
        found[name][plain] = told[f"post_{name}"][post]
    return found.tobytes()


def day_of(text: str | None) -> int:
    """Ordinal of an ISO date, 0 where there is none.

    >>> day_of("1970-01-01")
    719163
    """
    return date.fromisoformat(text).toordinal() if text else 0


def flat_of(code: str, values: Any) -> memoryview:
    """`values` as a memoryview of type `code`, whose elements are plain numbers."""
    from array import array

    if isinstance(values, bytes):
        return memoryview(values)
    if isinstance(values, list):
        return memoryview(array(code, values))
    import numpy as np

    whole: Any = np.ascontiguousarray(values, dtype=np.dtype(code))
    return memoryview(whole)


def _by_person(rows: Rows) -> dict[str, list[tuple[str, Row]]]:
    found: dict[str, list[tuple[str, Row]]] = defaultdict(list)
    for table in PEOPLE:
        for row in rows[table]:
            found[row[1]].append((table, row))
    for own in found.values():
        if len(own) > 1:
            own.sort(key=lambda entry: (PEOPLE.index(entry[0]), str(entry[1])))
    return found


def _person_sections(people: dict[str, list[tuple[str, Row]]], accounts: dict[str, int], rows: Rows) -> dict[str, Any]:
    ordered = sorted(people)
    history = attitudes_of(people, rows)
    posts = [[post for entry in people[person] if (post := _post(*entry, accounts))] for person in ordered]
    flat_posts = [post for own in posts for post in own]
    flat_attitudes = [entry for person in ordered for entry in history.get(person, ())]
    groups = [PEOPLE.index(people[person][0][0]) for person in ordered]
    return {
        **texts("id", ordered),
        **texts("name", [people[person][0][1][0] for person in ordered]),
        **texts("person", as_json([people[person] for person in ordered])),
        "group": groups,
        "team": [person for person, group in enumerate(groups) if group == PEOPLE.index("team")],
        "referrers": [person for person, group in enumerate(groups) if group == PEOPLE.index("referrers")],
        "do_not_ask": [int(_do_not_ask(*people[person][0])) for person in ordered],
        "attitude_at": offsets(len(history.get(person, ())) for person in ordered),
        "attitude_on": [on for on, _ in flat_attitudes],
        "attitude": [word for _, word in flat_attitudes],
        "post_at": offsets(len(own) for own in posts),
        "post_account": [post[0] for post in flat_posts],
        "post_layer": [post[1] for post in flat_posts],
        "post_since": [post[2] for post in flat_posts],
        "post_until": [post[3] for post in flat_posts],
    }


def _do_not_ask(table: str, row: Row) -> bool:
    return table == "referrers" and bool(row[TABLES[table].index("do_not_ask")])


def as_json(entries: Sequence[list[tuple[str, Row]]]) -> list[str]:
    """The JSON of each; written all at once, which takes a third of the time of one by one."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    between = ']]], [["'
    found = encode(entries)[1:-1].split(between)
    if len(found) != len(entries):  # a cell ends like what stands between two
        return [encode(own) for own in entries]
    starts, ends = between[-3:], between[:3]
    return [f"{starts if at else ''}{text}{ends}" for at, text in enumerate(found[:-1])] + [
        f"{starts if len(found) > 1 else ''}{text}" for text in found[-1:]
    ]


def _post(table: str, row: Row, accounts: dict[str, int]) -> tuple[int, int, int, int] | None:
    if table == "referrers":
        return None
    columns = TABLES[table]
    word = row[columns.index("layer")]
    layer = LAYER.index(word) if word else -1
    if table == "team":
        return -1, layer, 0, FOREVER
    account, since, until = (row[columns.index(name)] for name in ("account", "since", "until"))
    return accounts[account] if account else -1, layer, day_of(since), day_of(until) or FOREVER


def attitudes_of(people: Mapping[str, list[tuple[str, Row]]], rows: Rows) -> dict[str, list[tuple[int, int]]]:
    """Day and word of the attitudes of people (their rows, by table), oldest first."""
    unknown = ATTITUDE.index("unknown")
    entries: dict[str, set[tuple[int, int]]] = defaultdict(set)
    word, on = TABLES["contacts"].index("attitude"), TABLES["contacts"].index("attitude_on")
    for person, own in people.items():
        for table, row in own:
            if table == "contacts":
                entries[person].add((day_of(row[on]), ATTITUDE.index(row[word] or "unknown")))
    for row in rows["attitudes"]:
        entries[row[0]].add((day_of(row[1]), ATTITUDE.index(row[2])))
    # a blank post beside one that states the attitude says nothing: unknown sorts last, so drop it on equal days
    return {person: _one_a_day(found, unknown) for person, found in entries.items()}


def _one_a_day(found: set[tuple[int, int]], unknown: int) -> list[tuple[int, int]]:
    stated = {on for on, word in found if word != unknown}
    return sorted(entry for entry in found if entry[1] != unknown or entry[0] not in stated)


def _reporting(rows: Rows) -> list[tuple[str, str, int, int]]:
    """Who reports to whom by the column, with the first and last day of the post that says so."""
    found: set[tuple[str, str, int, int]] = set()
    for table in ("contacts", "team"):
        place = TABLES[table].index("reports_to")
        for row in rows[table]:
            if row[place]:
                record = RECORDS[table](*row)
                ends = day_of(getattr(record, "until", None)) or FOREVER
                found.add((record.id, record.reports_to, day_of(getattr(record, "since", None)), ends))
    return sorted(found)


def _ask_sections(rows: Rows, number: dict[str, int]) -> dict[str, Any]:
    asks: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for row in rows["introductions"]:
        record = RECORDS["introductions"](*row)
        entry = (day_of(record.date), number[record.target], OUTCOME.index(record.outcome or "asked"))
        asks[number[record.introducer]].append(entry)
    own = [sorted(asks.get(person, ())) for person in range(len(number))]
    flat = [ask for some in own for ask in some]
    return {
        "ask_at": offsets(map(len, own)),
        "ask_on": [on for on, _, _ in flat],
        "ask_target": [target for _, target, _ in flat],
        "ask_outcome": [outcome for _, _, outcome in flat],
    }


def offsets(sizes: Iterable[int]) -> list[int]:
    """Where each of several lists starts when they are laid end to end, and where the last one ends."""
    return list(accumulate(sizes, initial=0))


def texts(stem: str, values: Sequence[str]) -> dict[str, Any]:
    """The section pair of `Columns.text` for `values`."""
    if not any(values):
        return {f"{stem}_at": [0] * (len(values) + 1), f"{stem}_text": b""}
    encoded = list(map(str.encode, values))
    return {f"{stem}_at": offsets(map(len, encoded)), f"{stem}_text": b"".join(encoded)}
