"""How do I get to this person? Introduction routes of up to six steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from influence.analysis.asking import flags
from influence.analysis.results import Result, result
from influence.analysis.route_search import Path, Search, Step, Terms, merged
from influence.errors import UsageError
from influence.model.kinds import TIE_KIND, TIE_KINDS
from influence.network.strength import step_probability

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from influence.network import Network

__all__ = ["Asked", "best_path", "best_probability", "routes"]


class Asked(NamedTuple):
    """A question for routes, with names resolved to numbers."""

    terms: Terms
    targets: tuple[int, ...]
    k: int
    disjoint: bool


def routes(  # noqa: PLR0913 - the options of the command, each keyword-only
    net: Network,
    to: str,
    from_: str | None = None,
    *,
    k: int = 5,
    max_hops: int = 6,
    avoid: Sequence[str] = (),
    via: Sequence[str] = (),
    kind: Sequence[str] = (),
    department: str | None = None,
    min_confidence: float = 0.0,
    disjoint: bool = False,
    allow_blockers: bool = False,
) -> Result:
    """The best introduction routes to a person, or to anyone who decides a deal or account.

    P(route) is the product of its step probabilities and of a(u) phi(u) charged on leaving each person (never the
    target; the source only when it was not named). Sources are the whole team unless `from_` names a person.

    Args:
        net: the network.
        to: a person, a deal or an account.
        from_: who starts; None for the whole team.
        k: how many routes at most.
        max_hops: most steps of a route.
        avoid: people who may not stand on a route.
        via: people who must all stand strictly between, in any order.
        kind: kinds of tie that may carry a step; all where empty.
        department: with a deal or account as `to`, only its people of this department.
        min_confidence: least confidence of a tie, 0 to 1.
        disjoint: routes that share no intermediary with a better one.
        allow_blockers: whether resisting people may be asked, at .4.

    Returns:
        `routes` in true order (ties within 1e-12: fewer steps, then ids), or `why_none`.

    Raises:
        UnknownName, AmbiguousName, UsageError: the question cannot be asked so.

    Cost: near-linear in the ties that can matter; exact. Source: see `route_search`.
    """
    _check(k, max_hops, min_confidence, kind)
    asked = _asked(
        net,
        to,
        from_,
        Options(
            k, max_hops, tuple(avoid), tuple(via), tuple(kind), department, min_confidence, disjoint, allow_blockers
        ),
    )
    found = _disjoint_paths(net, asked) if disjoint else _best_paths(net, asked, asked.k)
    entries = [_entry(net, asked, path) for path in found]
    answer = {
        "from": [net.ids[person] for person in sorted(asked.terms.sources)],
        "to": [net.ids[person] for person in asked.targets],
        "routes": entries,
        "disjoint": _sharing_none(found),
        "why_none": None if found else _why_none(net, asked),
    }
    parameters = {
        "to": to, "from": from_, "k": k, "max_hops": max_hops, "avoid": list(avoid), "via": list(via),
        "kind": list(kind), "department": department, "min_confidence": min_confidence, "disjoint": disjoint,
        "allow_blockers": allow_blockers,
    }  # fmt: skip
    warnings = ["the best route is flagged: read its flags first"] if entries and entries[0]["flags"] else []
    return result(
        net, "path", answer, "routes", sections=("strength", "routes"), parameters=parameters,
        warnings=warnings, none=not found, unit="probability", sentence=lambda entry, lang: sentence(net, entry, lang),
    )  # fmt: skip


class Options(NamedTuple):
    """The options of `routes`, as given."""

    k: int = 5
    max_hops: int = 6
    avoid: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    department: str | None = None
    min_confidence: float = 0.0
    disjoint: bool = False
    allow_blockers: bool = False


def best_path(net: Network, to: int, *, avoid: Iterable[int] = ()) -> Path | None:
    """The best route from the whole team to person `to`, or None."""
    terms = Terms(frozenset(net.team), avoid=frozenset(avoid), targets=frozenset({to}))
    found = Search(net, to, terms).best(1)
    return found[0] if found else None


def best_probability(net: Network, to: int, *, avoid: Iterable[int] = ()) -> float:
    """Probability of the best route from the whole team to person `to`, 0 where there is none."""
    path = best_path(net, to, avoid=avoid)
    return path.probability if path else 0.0


def _why_none(net: Network, asked: Asked) -> dict[str, Any]:
    from influence.analysis.why_none import why_none

    return why_none(net, asked.terms, asked.targets)


def _check(k: int, max_hops: int, min_confidence: float, kinds: Sequence[str]) -> None:
    if k < 1 or max_hops < 1:
        raise UsageError("k and the most steps must be at least 1", hint="leave them out for 5 and 6")
    if not 0 <= min_confidence <= 1:
        raise UsageError(f"a confidence of {min_confidence:g} is outside 0 to 1", hint="0.5 keeps the likelier half")
    for kind in kinds:
        if kind not in TIE_KINDS:
            raise UsageError(f"{kind!r} is no kind of tie", hint=f"one of {', '.join(TIE_KINDS)}")


def _asked(net: Network, to: str, from_: str | None, options: Options) -> Asked:
    targets = _targets(net, to, options.department)
    if from_ is None:
        sources = frozenset(net.team) - set(targets)
    else:
        sources = frozenset({_person(net, from_)})
        if sources & set(targets):
            raise UsageError("the route would start where it ends", hint="name two different people")
    terms = Terms(
        frozenset(person for person in sources if net.present(person)),
        named=from_ is not None,
        avoid=frozenset(_person(net, one) for one in options.avoid),
        via=frozenset(_person(net, one) for one in options.via),
        kinds=frozenset(options.kind),
        min_confidence=options.min_confidence,
        max_hops=options.max_hops,
        allow_blockers=options.allow_blockers,
        targets=frozenset(targets),
    )
    return Asked(terms._replace(sources=sources), targets, options.k, options.disjoint)


def _person(net: Network, text: str) -> int:
    return net.index(net.resolve(text, "person").id)


def _targets(net: Network, to: str, department: str | None) -> tuple[int, ...]:
    """The person named, or everyone with a vote or a veto in the deal or in the account's open deals."""
    found = net.resolve(to, "person", "account", "deal")
    if found.kind == "person":
        return (net.index(found.id),)
    from influence.analysis.targets import matters_of, needed

    people = {person for matter in matters_of(net, found.kind, found.id) for person in needed(net, matter)}
    if department is not None:
        people = {person for person in people if _works_in(net, person, department)}
    return tuple(sorted(people))


def _works_in(net: Network, person: int, department: str) -> bool:
    wanted = department.casefold()
    return any((post.department or "").casefold() == wanted for post in net.posts(person))


def _best_paths(net: Network, asked: Asked, k: int) -> list[Path]:
    return merged([Search(net, target, asked.terms).best(k) for target in asked.targets], k)


def _disjoint_paths(net: Network, asked: Asked) -> list[Path]:
    """The best route, then the best that shares no intermediary with those taken, and so on."""
    taken: list[Path] = []
    while len(taken) < asked.k:
        used = frozenset().union(*(path.between for path in taken))
        terms = asked.terms._replace(avoid=asked.terms.avoid | used)
        searches = [Search(net, target, terms) for target in asked.targets]
        found = merged([search.best(1, _other_than(taken)) for search in searches], 1)
        if not found:
            break
        taken += found
    return taken


def _other_than(taken: list[Path]) -> Callable[[tuple[int, ...]], bool]:
    known = {path.people for path in taken}
    return lambda people: people not in known


def _sharing_none(paths: list[Path]) -> list[int]:
    used: set[int] = set()
    chosen = []
    for place, path in enumerate(paths):
        if not used & path.between:
            chosen.append(place)
            used |= path.between
    return chosen


def _entry(net: Network, asked: Asked, path: Path) -> dict[str, Any]:
    search = Search(net, path.people[-1], asked.terms)
    pairs = list(zip(path.people, path.people[1:], strict=False))
    carried = [search.step(source, target) for source, target in pairs]
    steps = [step for step in carried if step]
    shown = [
        _step(net, source, target, step, search.factor(source))
        for (source, target), step in zip(pairs, steps, strict=True)
    ]
    weakest = min(range(len(steps)), key=lambda at: (steps[at].probability, at))
    warmed = step_probability(net.assumptions["warm_strength"], net.assumptions)
    gain = path.probability * (warmed / steps[weakest].probability - 1)
    return {
        "probability": path.probability,
        "words": words(net, path.probability),
        "people": [net.ids[person] for person in path.people],
        "steps": shown,
        "weakest_step": weakest,
        "gain_if_warmed": max(0.0, gain),
        "flags": flags(net, list(path.people), [step["kind"] for step in shown]),
    }


def _step(net: Network, source: int, target: int, step: Step, leaving: float) -> dict[str, Any]:
    kind = TIE_KIND.words[step.state.kind]
    tie = next(tie for tie in net.ties(source, target) if tie.kind == kind and tie.strength == step.state.strength)
    return {
        "source": net.ids[source],
        "target": net.ids[target],
        "kind": kind,
        "strength": step.state.strength,
        "probability": step.probability,
        "factor": leaving,
        "confidence": step.state.confidence,
        "last_contact": tie.last_contact,
        "evidence": tie.evidence,
    }


def words(net: Network, probability: float) -> str:
    """A probability in words: act now, worth a try, long shot."""
    if probability >= net.assumptions["words_act"]:
        return "act now"
    return "worth a try" if probability >= net.assumptions["words_try"] else "long shot"


def sentence(net: Network, entry: dict[str, Any], lang: str) -> str:
    """The arithmetic of one route in one paragraph."""
    names = [net.name(net.index(person)) for person in entry["people"]]
    weak = entry["steps"][entry["weakest_step"]]
    parts = [
        f"{step['probability']:.2f}" + ("" if step["factor"] == 1 else f" x {step['factor']:.2f}")
        for step in entry["steps"]
    ]
    source, target = (net.name(net.index(weak[end])) for end in ("source", "target"))
    flagged = " ".join(flag["text"] + "." for flag in entry["flags"])
    words, warmed, join = _WORDS[lang], entry["gain_if_warmed"], {"en": " -> ", "zh": " → "}[lang]
    said = words["route"].format(join.join(names), " x ".join(parts), f"{entry['probability']:.2f}")
    said += words["weakest"].format(source, target, f"{weak['strength']:.2f}")
    said += words["warmed"].format(f"{net.assumptions['warm_strength']:g}", f"{warmed:.2f}") if warmed > 0 else ""
    return f"{said}{words['stop']}{flagged}".strip()


_WORDS = {
    "en": {
        "route": "{}: {} = {}. ",
        "weakest": "The weakest step is {} to {} (strength {})",
        "warmed": "; warming it to {} would add {}",
        "stop": ". ",
    },
    "zh": {
        "route": "{}：{} = {}。",
        "weakest": "最弱一步是{}到{}（强度{}）",
        "warmed": "；增进到{}可提高{}",
        "stop": "。",
    },
}
