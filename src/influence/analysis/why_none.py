"""Why there is no route: how far one gets, and what stands in the way."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from influence.analysis.route_search import Search, Terms
from influence.network.pair import BLOCKING, is_blocked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from influence.network import Network

_FEW = 20


def why_none(net: Network, terms: Terms, targets: tuple[int, ...]) -> dict[str, Any]:
    """`reason` in words, `nearest` the reachable person fewest steps from a target, `blocked_by` what blocks."""
    there = [target for target in targets if net.present(target)]
    if not there:
        return _none("the target is not there at this date" if targets else "nobody there decides", None, [])
    if not any(net.present(source) for source in terms.sources):
        return _none("there is nobody to start from", None, [])
    reached = _Reach(net, terms, there[0])
    nearest = _nearest(net, there, reached)
    blocking = _blocking(net, terms, there, reached)
    for words, loosened in _loosenings(terms):
        if any(Search(net, target, loosened).best(1) for target in there):
            return _none(words, nearest, blocking)
    if nearest is None and not blocking:
        return _none("no tie of any kind leads towards the target", None, [])
    return _none(
        "the last people before the target cannot be asked or are in conflict",
        nearest,
        blocking,
    )


def _none(reason: str, nearest: str | None, blocked_by: list[dict[str, Any]]) -> dict[str, Any]:
    return {"reason": reason, "nearest": nearest, "blocked_by": blocked_by}


def _loosenings(terms: Terms) -> list[tuple[str, Terms]]:
    """Each filter on its own, with the words that name it."""
    found = []
    if terms.via:
        found.append(("no route leads over everyone in --via", terms._replace(via=frozenset())))
    if terms.avoid:
        words = "everyone who could lead there, or the target, is to be avoided (--avoid)"
        found.append((words, terms._replace(avoid=frozenset())))
    if terms.kinds:
        found.append(("no route uses these kinds of tie alone (--kind)", terms._replace(kinds=frozenset())))
    if terms.min_confidence:
        found.append(("no route is as certain as that (--min-confidence)", terms._replace(min_confidence=0.0)))
    found.append(("more steps would be needed (--max-hops)", terms._replace(max_hops=max(12, terms.max_hops))))
    if not terms.allow_blockers:
        found.append(
            ("only people who resist could lead there (--allow-blockers)", terms._replace(allow_blockers=True))
        )
    return found


class _Reach:
    """Whom the sources reach under the terms, whoever has to be met; the target apart.

    A few are looked for one by one; where those are out of reach, everybody who is not is found at once.
    """

    def __init__(self, net: Network, terms: Terms, target: int) -> None:
        self.net, self.terms, self.target = net, terms._replace(via=frozenset()), target
        self.starts = sorted(one for one in terms.sources if net.present(one) and one not in terms.avoid)
        self._missed, self._all = 0, set[int]()

    def __contains__(self, person: int) -> bool:
        if person in self.starts or person == self.target:
            return person in self.starts
        if self._missed < _FEW:
            found = bool(Search(self.net, person, self.terms, self.target).best(1))
            self._missed += not found
            return found
        if not self._all:
            self._all = self._everybody()
        return person in self._all

    def _everybody(self) -> set[int]:
        net, terms, search = self.net, self.terms, Search(self.net, self.target, self.terms)

        def near(person: int) -> Iterable[int]:
            askable = search.factor(person) > 0
            others = (other for other in net.neighbours(person) if askable and other not in terms.avoid)
            return (other for other in others if other != self.target and search.step(person, other))

        return {person for layer in islice(_layers(self.starts, near), terms.max_hops + 1) for person in layer}


def _nearest(net: Network, targets: list[int], reached: _Reach) -> str | None:
    """The first person reached, by steps from the targets over all ties and then by id."""

    def tied(person: int) -> Iterable[int]:
        return (other for other in net.neighbours(person) if _is_tied(net, person, other))

    for layer in islice(_layers(targets, tied), 1, None):
        found = next((person for person in sorted(layer) if person in reached), None)
        if found is not None:
            return str(net.ids[found])
    return None


def _is_tied(net: Network, one: int, other: int) -> bool:
    """Whether some tie other than a conflict joins the two."""
    return any(state.kind not in BLOCKING for state in net.states(one, other))


def _layers(starts: Iterable[int], near: Callable[[int], Iterable[int]]) -> Iterator[set[int]]:
    """People by the steps that they are away from `starts`."""
    seen: set[int] = set()
    layer = set(starts)
    while layer:
        seen |= layer
        yield layer
        layer = {other for person in layer for other in near(person)} - seen


def _blocking(net: Network, terms: Terms, targets: list[int], reached: _Reach) -> list[dict[str, Any]]:
    """Conflicts at the target, and people beside it who may not be asked."""
    found: list[dict[str, Any]] = []
    for target in targets:
        search = Search(net, target, terms)
        for other in net.neighbours(target):
            if is_blocked(net.states(target, other)):
                found.append({"what": "conflict", "people": [net.ids[person] for person in sorted((target, other))]})
            elif search.factor(other) == 0 and other in reached:
                found.append({"what": "cannot be asked", "people": [net.ids[other]]})
    return found
