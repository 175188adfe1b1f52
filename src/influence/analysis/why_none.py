"""Why there is no route: how far one gets, and what stands in the way."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from influence.analysis.route_search import Search, Terms
from influence.network.pair import BLOCKING, is_blocked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from influence.network import Network


def why_none(net: Network, terms: Terms, targets: tuple[int, ...]) -> dict[str, Any]:
    """`reason` in words, `nearest` the reachable person fewest steps from a target, `blocked_by` what blocks."""
    there = [target for target in targets if net.present(target)]
    if not there:
        return _none("the target is not there at this date" if targets else "nobody there decides", None, [])
    if not any(net.present(source) for source in terms.sources):
        return _none("there is nobody to start from", None, [])
    reached = _reached(net, terms, there[0])
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


def _reached(net: Network, terms: Terms, target: int) -> dict[int, int]:
    """Whom the sources reach under the terms, with the steps needed, the target apart."""
    search = Search(net, target, terms)
    starts = sorted(source for source in terms.sources if net.present(source) and source not in terms.avoid)
    return _breadth(starts, terms.max_hops, lambda person: (
        other for other in net.neighbours(person)
        if search.factor(person) > 0 and other != target and other not in terms.avoid and search.step(person, other)
    ))  # fmt: skip


def _nearest(net: Network, targets: list[int], reached: dict[int, int]) -> str | None:
    def tied(person: int) -> Iterable[int]:
        return (other for other in net.neighbours(person) if _is_tied(net, person, other))

    steps = _breadth(targets, len(net), tied)
    candidates = [(steps[person], person) for person in reached if person in steps and person not in targets]
    return net.ids[min(candidates)[1]] if candidates else None


def _is_tied(net: Network, one: int, other: int) -> bool:
    """Whether some tie other than a conflict joins the two."""
    return any(state.kind not in BLOCKING for state in net.states(one, other))


def _breadth(starts: Iterable[int], most: int, near: Callable[[int], Iterable[int]]) -> dict[int, int]:
    steps = dict.fromkeys(starts, 0)
    queue = deque(steps)
    while queue:
        person = queue.popleft()
        if steps[person] < most:
            for other in near(person):
                if other not in steps:
                    steps[other] = steps[person] + 1
                    queue.append(other)
    return steps


def _blocking(net: Network, terms: Terms, targets: list[int], reached: dict[int, int]) -> list[dict[str, Any]]:
    """Conflicts at the target, and people beside it who may not be asked."""
    found: list[dict[str, Any]] = []
    for target in targets:
        search = Search(net, target, terms)
        for other in net.neighbours(target):
            if is_blocked(net.states(target, other)):
                found.append({"what": "conflict", "people": [net.ids[person] for person in sorted((target, other))]})
            elif other in reached and search.factor(other) == 0:
                found.append({"what": "cannot be asked", "people": [net.ids[other]]})
    return found
