"""One matter in one network: what everybody thinks, who decides, and P(win)."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from influence.analysis.decision_ballot import Ballot
from influence.analysis.decision_group import Group, Matter, group_of
from influence.analysis.opinions import Field
from influence.analysis.opinions_change import Solved, solved
from influence.analysis.opinions_initial import RIVAL, Stake, base, opinion, stakes
from influence.analysis.opinions_listening import Listening, listening
from influence.analysis.standing import attitudes

if TYPE_CHECKING:
    from influence.analysis.types import Floats, Ints
    from influence.network import Network

_NOTHING = Stake()
_KEPT = 16  # matters of one network whose solutions are kept: each holds arrays as long as the ties


@dataclass(frozen=True, eq=False)
class Case:
    """A matter, with attitudes by place of `ears.people` (contacts in the order of ids)."""

    net: Network
    matter: Matter
    ears: Listening
    attitudes: tuple[str, ...]

    @cached_property
    def places(self) -> dict[int, int]:
        """Place of a person's number."""
        return self.ears.places()

    @cached_property
    def stakes(self) -> dict[str, Stake]:
        """Stake in the matter per holder id."""
        return stakes(self.net, self.matter.deal)

    def stake(self, person: int) -> Stake:
        """Stake of a person by number."""
        return self.stakes.get(self.net.ids[person], _NOTHING)

    @cached_property
    def initial(self) -> Floats:
        """Initial opinions s by place."""
        import numpy as np

        constants = self.net.assumptions
        of_word = {word: opinion(word, _NOTHING, constants) for word in set(self.attitudes)}
        found = np.array([of_word[word] for word in self.attitudes], dtype=float)
        if self.stakes:
            for place, person in enumerate(self.ears.people.tolist()):
                if self.attitudes[place] == "unknown":
                    found[place] = opinion("unknown", self.stake(person), constants)
        return np.where(self.ears.rival, RIVAL, found)

    @cached_property
    def base(self) -> Floats:
        """Share of their opinion that people keep anyway, by place."""
        import numpy as np

        constants = self.net.assumptions
        of_word = {word: base(word, constants) for word in set(self.attitudes)}
        found = np.array([of_word[word] for word in self.attitudes], dtype=float)
        return np.where(self.ears.rival, constants["base_strong"], found)

    @cached_property
    def field(self) -> Field:
        """Who listens to whom, under everybody's own base."""
        return field_of(self.ears, self.base)

    @cached_property
    def opinions(self) -> Floats:
        """Settled opinions z by place; matters in which everybody starts alike share them."""
        return self.ears.settled(self.base, self.initial, lambda: self.field)

    @cached_property
    def influence(self) -> Floats:
        """Influence on the decision by place; see `influence`."""
        import numpy as np

        even = np.full(len(self.ears), self.net.assumptions["base_influence"])
        return field_of(self.ears, even).pull(self.mass)

    @cached_property
    def mass(self) -> Floats:
        """Vote weights by place, normalised; without a vote the account's contacts alike."""
        import numpy as np

        found = np.zeros(len(self.ears))
        for member in self.group.voters:
            found[self.places[member.person]] = member.weight
        if not found.any():
            found[[self.places[p] for p in self.own]] = 1.0
        total = found.sum()
        return found / total if total else found

    @cached_property
    def own(self) -> list[int]:
        """Numbers of the account's current contacts."""
        account = self.matter.account
        return self.net.contacts(account) if account in self.net.accounts else []

    def attitude(self, person: int) -> str:
        """Attitude of a person by number."""
        return self.attitudes[self.places[person]]

    @cached_property
    def group(self) -> Group:
        """The decision group."""
        return group_of(self.net, self.matter, self.attitude, lambda p: self.stake(p).exposure > 0)

    @cached_property
    def members(self) -> Ints:
        """Places of the group's members."""
        import numpy as np

        return np.array([self.places[m.person] for m in self.group.members], dtype=np.int64)

    @cached_property
    def ballot(self) -> Ballot:
        """The group's ballot."""
        return Ballot.of(self.group)

    @cached_property
    def pwin(self) -> float | None:
        """P(win); None where nobody votes."""
        if not self.ballot.votes:
            return None
        return float(self.ballot.win(self.opinions[self.members][None], self.net.assumptions)[0])

    @cached_property
    def system(self) -> Solved:
        """The solved system, for what one person's change does to the group."""
        return solved(self)

    def with_unknown(self, word: str) -> Case:
        """The case with every unknown attitude at `word`."""
        return replace(self, attitudes=tuple(word if a == "unknown" else a for a in self.attitudes))

    @cached_property
    def withheld(self) -> str | None:
        """Why P(win) is not told: nobody votes, or too few attitudes are known; None where it is."""
        if not self.ballot.votes:
            return "nobody votes: record who decides, or the layers of the account's contacts"
        asked = self.asked
        known = sum(self.attitude(person) != "unknown" for person in asked)
        if known < self.net.assumptions["known_share"] * len(asked) - 1e-12:
            return f"the attitude of only {known} of {len(asked)} people who decide is known"
        return None

    @property
    def asked(self) -> list[int]:
        """Those whose attitude must be known: with a recorded vote or veto, or of the assumed decision layer."""
        members = self.group.members
        if self.group.assumed:
            return [m.person for m in members if m.weight > 0]
        return [m.person for m in members if m.weight > 0 or m.veto > 0]


def field_of(ears: Listening, base: Floats) -> Field:
    """Field of raw listening weights under `base`: ``Lam W = (1 - base) raw / (R + 1)``."""
    import numpy as np
    from scipy.sparse import csr_array

    from influence.analysis.opinions import DENSE, susceptibility

    people = len(ears)
    heard = np.bincount(ears.listener, weights=ears.weight, minlength=people)
    scaled = (1 - base)[ears.listener] * ears.weight / (heard[ears.listener] + 1)
    # arcs are by listener already, so the rows need no sorting
    starts = np.searchsorted(ears.listener, np.arange(people + 1))
    matrix = csr_array((scaled, ears.speaker, starts), shape=(people, people))
    return Field(matrix.toarray() if people <= DENSE else matrix, susceptibility(heard, base))


def case_of(net: Network, matter: Matter) -> Case:
    """The case of `matter`, kept with `net`."""
    # a case refers to a copy, so that no cycle keeps a network and its file from being closed at once
    cases: dict[Matter, Case] = net.__dict__.setdefault("_cases", {})
    if matter not in cases:
        if "_listening" not in net.__dict__:
            net.__dict__["_listening"] = listening(net)
        ears: Listening = net.__dict__["_listening"]
        if matter.account in net.accounts:
            net.contacts(matter.account)  # found for all accounts at once, and once for all copies
        twin = copy(net)
        del twin.__dict__["_cases"]
        if len(cases) >= _KEPT:
            del cases[next(iter(cases))]
        for other in cases.values():
            other.__dict__.pop("system", None)  # by far the largest part: only the newest case keeps its own
        cases[matter] = Case(twin, matter, ears, tuple(attitudes(net, ears.people)))
    return cases[matter]
