"""What a step of an introduction is worth: the tie that carries it, its probability, and the factor of who is left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from influence.analysis.asking import asked_of, fatigue, willingness
from influence.model.assumptions import ASSUMPTIONS
from influence.model.kinds import TIE_KIND, TIE_KINDS
from influence.model.scales import ATTITUDE, GROUPS, LAYER
from influence.network.pair import is_blocked, travels
from influence.network.strength import DAYS_A_YEAR, declared_strength, faded, half_life, step_probability

if TYPE_CHECKING:
    from influence.network import Network
    from influence.network.pair import TieState


_CONTACT, _TEAM = GROUPS.index("contact"), GROUPS.index("team")
_OTHERWISE = -2  # the kind that `columns.STEP` gives a pair of several ties or of meetings
_NO_LAYER = len(LAYER.words)


class Terms(NamedTuple):
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


class Step(NamedTuple):
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


class Values:
    """Factors and step values of the routes to one `target` under `terms`; `bounded`: the default assumptions hold.

    People are asked about `about`: the target itself unless another is named.
    """

    __slots__ = ("_factors", "_ready", "_steps", "about", "bounded", "net", "target", "terms")

    def __init__(self, net: Network, target: int, terms: Terms, about: int | None = None) -> None:
        self.net, self.target, self.terms = net, target, terms
        self.about = target if about is None else about
        sections, given = ("strength", "routes"), net.assumptions
        self.bounded = all(given[name] == one.default for name, one in ASSUMPTIONS.items() if one.section in sections)
        self._factors: dict[int, float] = {}
        known = net.__dict__.setdefault("_step_values", {})
        self._steps: dict[tuple[int, int], float] = known.setdefault((terms.kinds, terms.min_confidence), {})
        self._ready: dict[int, float] = known.setdefault(terms.allow_blockers, {})

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
        told = self.net.columns.asked(person)
        if told[5] == _CONTACT and not self.net.changes.attitudes:
            return 0.0 if not source and person in terms.targets else self._plainly(person, told)
        group = self.net.columns.group[person]
        if not source and (person in terms.targets or (group == _TEAM and not terms.named)):
            return 0.0
        willing = self._willing(person) if group == _CONTACT else self._own(person)
        return willing * fatigue(self.net, person, self.about) if willing else 0.0

    def _plainly(self, person: int, told: tuple[Any, ...]) -> float:
        """Of a contact whom the columns tell in one record: most people."""
        found = self._ready.get(person)
        if found is None:
            since, until, rival, layer, attitude, _, _ = told
            day, only = self.net.day, self.net.changes.only
            held = since <= day <= until
            self.net.note_level(person, layer if held else -1)
            found = 0.0
            if since <= day and (only is None or person in only):
                word = "resist" if held and rival else ATTITUDE.words[attitude]
                found = asked_of(self.net, word, allow_blockers=self.terms.allow_blockers)
            self._ready[person] = found
        return found

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
        net.note_level(person, level if level < _NO_LAYER else -1)
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
        if pair >= 0 and not self.net.changes.ties:
            told = self.net.columns.step(pair)
            if told[6] != _OTHERWISE:
                return self._of_one_tie(source, target, pair, told)
        step = best_step(self.net, source, target, self.terms, pair)
        return step.probability if step else 0.0

    def _of_one_tie(self, source: int, target: int, pair: int, told: tuple[Any, ...]) -> float:
        """The same for a pair whose only tie the columns tell in one record: most pairs."""
        stated, stage_on, since, last, begins, ends, number, stage, directed, from_low = told
        net, day, kind = self.net, self.net.day, TIE_KIND.words[number]
        if not begins <= day <= ends or not TIE_KINDS[kind].travels or not self._fits(kind, pair):
            return 0.0
        if directed and bool(from_low) != (source < target):
            return 0.0
        constants = net.assumptions
        stage = stage if stage_on <= day else -1
        strength, _ = declared_strength(kind, None if stated != stated else stated, stage, constants)  # noqa: PLR0124 - NaN
        if strength is None:
            return 0.0
        if 0 < last <= day:
            years = (day - since) / DAYS_A_YEAR if since else None
            h = half_life(kind, (net.level(source), net.level(target)), constants)
            strength = faded(strength, day - last, years, h, constants)
        return step_probability(strength, constants)

    def _fits(self, kind: str, pair: int) -> bool:
        terms, columns = self.terms, self.net.columns
        if terms.kinds and kind not in terms.kinds:
            return False
        return not terms.min_confidence or columns.tie_confidence[columns.tie_at[pair]] >= terms.min_confidence
