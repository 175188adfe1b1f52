"""What a step of an introduction is worth: the tie that carries it, its probability, and the factor of who is left."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from influence.analysis.asking import asked_of, fatigue, willingness
from influence.model.assumptions import ASSUMPTIONS
from influence.model.kinds import TIE_KIND, TIE_KINDS
from influence.model.scales import GROUPS, LAYER
from influence.network.pair import BLOCKING, is_blocked, travels
from influence.network.strength import DAYS_A_YEAR, declared_strength, faded, half_life, step_probability

if TYPE_CHECKING:
    from collections.abc import Sequence

    from influence.network import Network
    from influence.network.pair import TieState


_CONTACT, _TEAM = GROUPS.index("contact"), GROUPS.index("team")
_NO_LAYER = len(LAYER.words)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a route must keep to: people by number, kinds of tie, least confidence, most steps."""

    sources: frozenset[int]
    named: bool = False
    avoid: frozenset[int] = frozenset()
    via: frozenset[int] = frozenset()
    kinds: frozenset[str] = frozenset()
    min_confidence: float = 0.0
    max_hops: int = 6
    allow_blockers: bool = False
    targets: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the tie that carries it and its probability."""

    state: TieState
    probability: float


def best_step(net: Network, source: int, target: int, terms: Terms, pair: int = -1) -> Step | None:
    """The strongest tie that an introduction may take from `source` to `target` (equal: order of kinds)."""
    states = net.states(source, target, pair)
    if not states or is_blocked(states):
        return None
    best = None
    for state in states:
        fits = not terms.kinds or TIE_KIND.words[state.kind] in terms.kinds
        fits = fits and state.confidence >= terms.min_confidence and travels(state, source < target)
        if fits and state.strength is not None and (best is None or state.strength > (best.strength or 0.0)):
            best = state
    if best is None or best.strength is None:
        return None
    return Step(best, step_probability(best.strength, net.assumptions))


@dataclass(slots=True)
class Values:
    """Factors and step values of the routes to one `target` under `terms`."""

    net: Network
    target: int
    terms: Terms
    bounded: bool = False
    _factors: dict[int, float] = field(default_factory=dict)
    _ready: dict[int, float] = field(default_factory=dict)
    _steps: dict[tuple[int, int], float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        sections = ("strength", "routes")
        given = self.net.assumptions
        self.bounded = all(given[name] == one.default for name, one in ASSUMPTIONS.items() if one.section in sections)
        known = self.net.__dict__.setdefault("_step_values", {})
        self._steps = known.setdefault((self.terms.kinds, self.terms.min_confidence), {})
        self._ready = known.setdefault(self.terms.allow_blockers, {})

    def factor(self, person: int) -> float:
        """Charged on leaving `person`: 1 for a named source, 0 for whoever may not stand there."""
        found = self._factors.get(person)
        if found is None:
            found = self._factors[person] = self._factor(person)
        return found

    def _factor(self, person: int) -> float:
        terms, source = self.terms, person in self.terms.sources
        if person in terms.avoid or person in self.net.changes.gone:
            return 0.0
        if source and terms.named:
            return 1.0 if self.net.present(person) else 0.0
        group = self.net.columns.group[person]
        if not source and (person in terms.targets or (group == _TEAM and not terms.named)):
            return 0.0
        willing = self._willing(person) if group == _CONTACT else self._own(person)
        return willing * fatigue(self.net, person, self.target) if willing else 0.0

    def _own(self, person: int) -> float:
        return willingness(self.net, person) if self.net.present(person) else 0.0

    def _willing(self, person: int) -> float:
        """`asking.willingness` of a contact who is there, 0 otherwise; once per person and network."""
        found = self._ready.get(person)
        if found is None:
            found = self._ready[person] = self._read(person)
        return found

    def _read(self, person: int) -> float:
        """The same in one pass over the contact's posts."""
        net, columns, day = self.net, self.net.columns, self.net.day
        begun, rival, level = False, False, _NO_LAYER
        for at in range(columns.post_at[person], columns.post_at[person + 1]):
            if columns.post_since[at] <= day:
                begun = True
                if day <= columns.post_until[at]:
                    account, layer = columns.post_account[at], columns.post_layer[at]
                    rival = rival or (account >= 0 and columns.account_rival[account] != 0)
                    level = min(level, layer if layer >= 0 else _NO_LAYER)
        net._layers[person] = level if level < _NO_LAYER else -1
        if not begun or (net.changes.only is not None and person not in net.changes.only):
            return 0.0
        return asked_of(net, "resist" if rival else net.attitude(person), allow_blockers=self.terms.allow_blockers)

    def enters(self, person: int) -> bool:
        """Whether a step may lead to `person`: the target, or somebody who can be asked and does not start a route."""
        return person == self.target or (person not in self.terms.sources and self.factor(person) > 0.0)

    def value(self, source: int, target: int, pair: int) -> float:
        """What leaving `source` and the step to `target` leave of a route; 0 where it cannot be taken."""
        if source == self.target or not self.enters(target):
            return 0.0
        leaving = self.factor(source)
        return leaving * self.probability(source, target, pair) if leaving else 0.0

    def probability(self, source: int, target: int, pair: int) -> float:
        """Probability of the step from `source` to `target`, 0 where no tie may be travelled."""
        key = (source, target)
        found = self._steps.get(key)
        if found is None:
            found = self._steps[key] = self._probability(source, target, pair)
        return found

    def _probability(self, source: int, target: int, pair: int) -> float:
        columns = self.net.columns
        if pair >= 0 and columns.tie_at[pair + 1] - columns.tie_at[pair] == 1:
            if columns.met_at[pair] == columns.met_at[pair + 1]:
                return self._of_one_tie(source, target, columns.tie_at[pair])
        step = best_step(self.net, source, target, self.terms, pair)
        return step.probability if step else 0.0

    def _of_one_tie(self, source: int, target: int, row: int) -> float:
        """The same for a pair whose only tie is at `row` of the columns and who never met: most pairs."""
        net, columns, day = self.net, self.net.columns, self.net.day
        number = columns.tie_kind[row]
        if not columns.tie_begins[row] <= day <= columns.tie_ends[row] or number in BLOCKING:
            return 0.0
        kind = TIE_KIND.words[number]
        if not TIE_KINDS[kind].travels or (self.terms.kinds and kind not in self.terms.kinds):
            return 0.0
        if columns.tie_directed[row] and bool(columns.tie_from_low[row]) != (source < target):
            return 0.0
        if columns.tie_confidence[row] < self.terms.min_confidence:
            return 0.0
        strength = self._strength(kind, row, (net.level(source), net.level(target)))
        return 0.0 if strength is None else step_probability(strength, net.assumptions)

    def _strength(self, kind: str, row: int, layers: Sequence[int]) -> float | None:
        columns, day, constants = self.net.columns, self.net.day, self.net.assumptions
        stated, stage = columns.tie_declared[row], columns.tie_stage[row]
        stage = stage if columns.tie_stage_on[row] <= day else -1
        declared, _ = declared_strength(kind, None if stated != stated else stated, stage, constants)  # noqa: PLR0124 - NaN
        last = columns.tie_last[row]
        if declared is None or not 0 < last <= day:
            return declared
        since = columns.tie_since[row]
        years = (day - since) / DAYS_A_YEAR if since else None
        return faded(declared, day - last, years, half_life(kind, layers, constants), constants)
