"""Network: the immutable picture of a workspace at one date, which every analysis reads."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from influence.errors import UnknownName, UsageError
from influence.model.assumptions import Assumptions
from influence.model.kinds import TIE_KIND
from influence.model.scales import ATTITUDE, GROUPS, LAYER
from influence.network.existing import attitude as attitude_on
from influence.network.existing import has_begun, is_rival, read_person
from influence.network.existing import level as level_on
from influence.network.existing import members as members_on
from influence.network.existing import posts as posts_on
from influence.network.existing import records as records_on
from influence.network.names import resolve
from influence.network.pair import TieState, is_blocked, stated_tie, tie_states
from influence.network.sequence import Texts
from influence.network.tie import Person, Post, Tie

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import networkx

    from influence.model.rows import Rows
    from influence.network.arrays import TieArrays
    from influence.network.columns import Columns
    from influence.network.names import Found


_NO: Mapping[Any, Any] = {}


class Changes(NamedTuple):
    """What a what-if changes: people gone, attitudes, ties of pairs (0 cuts), interests settled."""

    gone: frozenset[int] = frozenset()
    attitudes: Mapping[int, str] = _NO
    ties: Mapping[tuple[int, int], float] = _NO
    settled: frozenset[str] = frozenset()
    only: frozenset[int] | None = None


class Network:
    """People, accounts, interests and ties at `as_of`.

    People are numbered 0 to n - 1 in the order of their ids by code point. Nothing changes in place: `without`,
    `with_attitude`, `with_tie` and `with_settled` return another network over the same columns.
    """

    def __init__(
        self,
        columns: Columns,
        as_of: date,
        assumptions: Assumptions,
        changes: Changes | None = None,
        read_rows: Callable[[], Rows] | None = None,
    ) -> None:
        self.columns = columns
        self.as_of = as_of
        self.assumptions = assumptions
        self.changes = changes or Changes()
        self.read_rows = read_rows
        self._states: dict[tuple[int, int], list[TieState]] = {}
        self._layers: dict[int, int] = {}

    def __repr__(self) -> str:
        ties = len(self.columns.tie_kind)
        return f"Network({len(self)} people, {ties} ties, as of {self.as_of}, {self.digest[:8]})"

    def __len__(self) -> int:
        return len(self.ids)

    # ---- people

    @property
    def day(self) -> int:
        """Ordinal of `as_of`."""
        return self.as_of.toordinal()

    @property
    def digest(self) -> str:
        """Digest of the workspace's rows, the same whatever is asked of it."""
        return self.columns.digest

    @cached_property
    def ids(self) -> Texts:
        """Id of each person, by number."""
        return Texts(self.columns, "id")

    def index(self, person: str) -> int:
        """Number of the person with this id; raises `UnknownName`. Cost log n."""
        at = self.ids.seen.get(person)
        if at is None:
            at = bisect_left(self.ids, person)
            if at == len(self.ids) or self.ids[at] != person:
                raise UnknownName(f"nobody has the id {person!r}", hint="see `influence status` for what is loaded")
        return at

    def name(self, person: int) -> str:
        """Name of a person."""
        return self.columns.text("name", person)

    @cached_property
    def names(self) -> Texts:
        """Name of each person, by number."""
        return Texts(self.columns, "name")

    def group(self, person: int) -> str:
        """Which side a person is on: contact, team or referrer."""
        return GROUPS[self.columns.group[person]]

    def present(self, person: int) -> bool:
        """Whether the person is there at `as_of` and was not removed."""
        if person in self.changes.gone or (self.changes.only is not None and person not in self.changes.only):
            return False
        return self.known(person)

    def known(self, person: int) -> bool:
        """Whether some row of the person has begun by `as_of`."""
        return self.columns.group[person] != 0 or has_begun(self.columns, person, self.day)

    def attitude(self, person: int) -> str:
        """Attitude word of a contact at `as_of`; `unknown` where nothing is recorded."""
        changed = self.changes.attitudes.get(person)
        return changed or ATTITUDE.words[attitude_on(self.columns, person, self.day)]

    def layer(self, person: int) -> str | None:
        """Highest layer of a person's current posts; team members' own; None where there is none."""
        level = self.level(person)
        return LAYER.words[level] if level >= 0 else None

    def level(self, person: int) -> int:
        """`layer` as its position in the scale, -1 for none."""
        if person not in self._layers:
            self._layers[person] = level_on(self.columns, person, self.day)
        return self._layers[person]

    def note_level(self, person: int, level: int) -> None:
        """Remember the level of `person`, found by somebody who read the posts for another reason."""
        self._layers[person] = level

    def rival(self, person: int) -> bool:
        """Whether any current post of the person is at a rival account."""
        return is_rival(self.columns, person, self.day)

    def do_not_ask(self, person: int) -> bool:
        """Whether the person is a referrer marked as not to be asked."""
        return bool(self.columns.do_not_ask[person])

    def person(self, person: int) -> Person:
        """Everything that the tables hold about one person, ended and future posts included."""
        return read_person(self.columns, person)

    def posts(self, person: int) -> tuple[Post, ...]:
        """Current posts of a contact, in the order of accounts."""
        return posts_on(self.person(person), self.as_of)

    @cached_property
    def everyone(self) -> list[int]:
        """Everybody present, by number."""
        return [person for person in range(len(self)) if self.present(person)]

    @cached_property
    def team(self) -> list[int]:
        """Our people present."""
        return [person for person in self.columns.team if self.present(person)]

    @cached_property
    def referrers(self) -> list[int]:
        """Referrers present."""
        return [person for person in self.columns.referrers if self.present(person)]

    @cached_property
    def all_contacts(self) -> list[int]:
        """Contacts present, of every account."""
        wanted, groups = GROUPS.index("contact"), self.columns.group[:]
        return [person for person in range(len(self)) if groups[person] == wanted and self.present(person)]

    def contacts(self, account: str) -> list[int]:
        """The account's own current contacts; raises `UnknownName` for an unknown account."""
        if account not in self.accounts:
            raise UnknownName(f"no account has the id {account!r}", hint="see `influence status`")
        return [person for person in self._members.get(account, ()) if self.present(person)]

    @cached_property
    def _members(self) -> dict[str, list[int]]:
        return members_on(self.columns, list(self.accounts), self.day)

    # ---- tables

    @property
    def rows(self) -> Rows:
        """All rows of the workspace, whatever their dates; read anew from where the network came from."""
        if self.read_rows is None:
            raise UsageError("this network no longer knows its rows", hint="load it with influence.load")
        return self.read_rows()

    def records(self, table: str) -> tuple[Any, ...]:
        """Rows of one of `columns.TABLES_KEPT` that exist at `as_of`, as named tuples; removed people's left out."""
        cached: dict[str, tuple[Any, ...]] = self.__dict__.setdefault("_records", {})
        if table not in cached:
            cached[table] = records_on(self, table)
        return cached[table]

    @cached_property
    def accounts(self) -> dict[str, Any]:
        """Accounts by id."""
        return {record.id: record for record in self.records("accounts")}

    @cached_property
    def deals(self) -> dict[str, Any]:
        """Deals opened by `as_of`, by id."""
        return {record.id: record for record in self.records("deals")}

    @cached_property
    def interests(self) -> dict[str, Any]:
        """Interests held at `as_of`, by id."""
        return {record.id: record for record in self.records("interests")}

    # ---- ties

    def arcs(self, person: int) -> Iterator[tuple[int, int]]:
        """``(neighbour, pair)`` for every pair of `person` in the columns, best upper bound first; changes ignored."""
        columns = self.columns
        for arc in range(columns.arc_at[person], columns.arc_at[person + 1]):
            yield columns.arc_to[arc], columns.arc_pair[arc]

    def states(self, one: int, other: int, number: int = -1) -> list[TieState]:
        """Ties of two present people with their numbers, in the order of kinds; `number` is their pair, if known."""
        key = (one, other) if one < other else (other, one)
        if key not in self._states:
            self._states[key] = self._compute(key, number)
        return self._states[key]

    def _compute(self, key: tuple[int, int], number: int) -> list[TieState]:
        if key in self.changes.ties:
            return stated_tie(self.changes.ties[key])
        if number < 0:
            few = self.columns.fresh and len(self.columns.pair_low) < 200_000
            number = self._pairs.get(key, -1) if few else self._find(key)
        if number < 0:
            return []
        layers = (self.level(key[0]), self.level(key[1]))
        return tie_states(self.columns, number, self.day, layers, self.assumptions)

    @cached_property
    def _pairs(self) -> dict[tuple[int, int], int]:
        ends = zip(self.columns.pair_low, self.columns.pair_high, strict=True)
        return {key: number for number, key in enumerate(ends)}

    def _find(self, key: tuple[int, int]) -> int:
        degree = [self.columns.arc_at[end + 1] - self.columns.arc_at[end] for end in key]
        near, far = key if degree[0] <= degree[1] else (key[1], key[0])
        return next((number for to, number in self.arcs(near) if to == far), -1)

    def neighbours(self, person: int) -> tuple[int, ...]:
        """Present people with a tie of any kind to a present `person`, conflicts included, by number."""
        near = dict(self.arcs(person))
        near |= {low + high - person: -1 for low, high in self.changes.ties if person in (low, high)}
        return tuple(sorted(to for to, number in near.items() if self.present(to) and self.states(person, to, number)))

    def ties(self, one: int, other: int) -> tuple[Tie, ...]:
        """Ties between two people at `as_of`, in the order of kinds."""
        if not (self.present(one) and self.present(other)):
            return ()
        low, high = (one, other) if one < other else (other, one)
        return tuple(self._tie(low, high, state) for state in self.states(low, high))

    def blocked(self, one: int, other: int) -> bool:
        """Whether a conflict stands between the two."""
        return is_blocked(self.states(one, other))

    def all_ties(self) -> Iterator[Tie]:
        """Every tie at `as_of`, by pair, then in the order of kinds."""
        for person in self.everyone:
            for other in self.neighbours(person):
                if other > person:
                    yield from self.ties(person, other)

    def _tie(self, low: int, high: int, state: TieState) -> Tie:
        source, target = (low, high) if state.from_low else (high, low)
        return Tie(
            self.ids[source],
            self.ids[target],
            TIE_KIND.words[state.kind],
            state.directed,
            state.strength,
            state.declared,
            state.activity,
            state.confidence,
            _iso(state.since),
            _iso(state.last),
            (self.columns.text("evidence", state.row) or None) if state.row >= 0 else None,
            state.assumed,
        )

    def arrays(self) -> TieArrays:
        """Every tie at `as_of` as numpy arrays; computed once. Cost linear in ties."""
        from influence.network.arrays import tie_arrays

        if "_arrays" not in self.__dict__:
            self.__dict__["_arrays"] = tie_arrays(self)
        found: TieArrays = self.__dict__["_arrays"]
        return found

    # ---- changes

    def _changed(self, **changes: Any) -> Network:
        later = Network(self.columns, self.as_of, self.assumptions, self.changes._replace(**changes), self.read_rows)
        if "_members" in self.__dict__:  # who holds posts where does not depend on changes
            later.__dict__["_members"] = self._members
        return later

    def without(self, person: str) -> Network:
        """The network after `person` (an id) has left, whichever side the person is on."""
        return self._changed(gone=self.changes.gone | {self.index(person)})

    def with_attitude(self, person: str, attitude: str) -> Network:
        """The network with the attitude of a contact (an id) set to a word of the scale, `unknown` included."""
        if attitude not in ATTITUDE.words:
            raise UsageError(f"{attitude!r} is no attitude", hint=f"one of {', '.join(ATTITUDE.words)}")
        return self._changed(attitudes={**self.changes.attitudes, self.index(person): attitude})

    def with_tie(self, one: str, other: str, strength: float) -> Network:
        """The network with one `knows` tie of declared `strength` between two people (ids); 0 cuts all their ties."""
        key = tuple(sorted((self.index(one), self.index(other))))
        if key[0] == key[1]:
            raise UsageError(f"{one!r} cannot have a tie with themself", hint="name two people")
        if not 0 <= strength <= 1:
            raise UsageError(f"a strength of {strength:g} is outside 0 to 1", hint="0 cuts, 1 is the strongest")
        return self._changed(ties={**self.changes.ties, (key[0], key[1]): strength})

    def with_settled(self, interest: str) -> Network:
        """The network with an interest (an id) settled, whether or not it is held at the date."""
        if all(row[1] != interest for row in self.columns.table("interests")):
            raise UnknownName(f"no interest has the id {interest!r}", hint="see `influence interests ACCOUNT`")
        return self._changed(settled=self.changes.settled | {interest})

    def account(self, account: str) -> Network:
        """The account's contacts, and everyone of ours and every referrer with a tie to one of them."""
        own = self.contacts(account)
        near = {other for person in own for other in self.neighbours(person) if self.group(other) != "contact"}
        return self._changed(only=frozenset(own) | near)

    # ---- elsewhere

    def resolve(self, text: str, *kinds: str) -> Found:
        """The one person, account, deal or interest (`kinds`) that `text` names; see `names.resolve`."""
        return resolve(self, text, kinds)

    def to_networkx(self) -> networkx.MultiDiGraph:
        """The workspace as a networkx MultiDiGraph with every attribute; see `convert.to_networkx`."""
        from influence.network.convert import to_networkx

        return to_networkx(self)


def build(rows: Rows, *, as_of: date, assume: Mapping[str, float] | None = None) -> Network:
    """Network of checked `rows` at `as_of`; `assume` overrides the workspace's own judgement constants."""
    from influence.network.compile import compile_rows

    return over(compile_rows(rows), as_of=as_of, assume=assume, read_rows=lambda: rows)


def over(
    columns: Columns,
    *,
    as_of: date,
    assume: Mapping[str, float] | None = None,
    read_rows: Callable[[], Rows] | None = None,
) -> Network:
    """Network over compiled `columns` at `as_of`; `read_rows` reads the rows that they were compiled from."""
    own = {row[0]: row[1] for row in columns.table("assumptions")}
    return Network(columns, as_of, Assumptions(own | dict(assume or {})), read_rows=read_rows)


def _iso(day: int) -> str | None:
    return date.fromordinal(day).isoformat() if day else None
