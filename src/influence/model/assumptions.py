"""Every judgement constant of the analysis, in one place.

Each has a name, a section, a default, a range, a unit and a meaning. A workspace overrides one by a row of the
`assumptions` table, a run by ``--assume NAME=VALUE``; every result returns those of the sections it rests on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from influence.errors import UnknownAssumption
from influence.model.kinds import TIE_KINDS


class Assumption(NamedTuple):
    """One judgement constant: default, inclusive range, unit, meaning, and the section it belongs to."""

    name: str
    default: float
    meaning: str
    unit: str = ""
    low: float = 0.0
    high: float = 1.0
    section: str = ""


def _days(name: str, default: float, meaning: str) -> Assumption:
    return Assumption(name, default, meaning, "days", 1e-9, 1e6)


def _any(name: str, default: float, meaning: str, unit: str = "") -> Assumption:
    return Assumption(name, default, meaning, unit, -1e9, 1e9)


_STRENGTH = (
    *(
        Assumption(f"declared_{kind.name}", kind.assumed, f"strength of a {kind.name} tie that no row states")
        for kind in TIE_KINDS.values()
        if kind.assumed is not None
    ),
    Assumption("stage_known", 0.25, "strength of stage known"),
    Assumption("stage_acquainted", 0.5, "strength of stage acquainted"),
    Assumption("stage_trusted", 0.75, "strength of stage trusted"),
    Assumption("stage_allied", 1.0, "strength of stage allied"),
    _days("half_life_slow", 730, "half-life of ties of friends, family and alumni"),
    _days("half_life_decision", 270, "half-life where the higher of the two is of the decision layer"),
    _days("half_life_management", 180, "half-life where the higher of the two is of the management layer"),
    _days("half_life_operation", 90, "half-life otherwise"),
    Assumption("fade_floor", 0.5, "share of a declared strength that never fades"),
    _any("age_years", 2, "years after which a tie's half-life has gained 63 % of its doubling", "years"),
    _any("activity_scale", 4, "meeting equivalents at which activity reaches 63 %", "meetings"),
    _any("activity_meeting", 1, "weight of a meeting", "meetings"),
    _any("activity_meal", 1.2, "weight of a meal", "meetings"),
    _any("activity_event", 1.2, "weight of an event attended together", "meetings"),
    _any("activity_call", 0.6, "weight of a call", "meetings"),
    _any("activity_mail", 0.3, "weight of a mail where mail went both ways", "meetings"),
    _any("activity_mail_one_way", 0.05, "weight of a mail where it went one way", "meetings"),
    _any("activity_favour", 0, "weight of a favour: a debt, not a tie", "meetings"),
    _any("activity_social", 0.02, "weight of a social-media contact", "meetings"),
    Assumption("activity_least", 0.05, "least strength of a tie made of interactions alone"),
)
_ROUTES = (
    _any("step_offset", 1.9, "offset of the step probability"),
    _any("step_slope", 4.4, "slope of the step probability"),
    Assumption("ask_support", 1, "willingness of a supporter to introduce"),
    Assumption("ask_accept", 0.9, "willingness of an accepting person"),
    Assumption("ask_neutral", 0.8, "willingness of a neutral person"),
    Assumption("ask_unknown", 0.8, "willingness of a person of unknown attitude"),
    Assumption("ask_doubt", 0.4, "willingness of a doubting person"),
    Assumption("ask_resist", 0, "willingness of a resisting person or a rival's"),
    Assumption("ask_resist_allowed", 0.4, "the same where blockers are allowed"),
    Assumption("fatigue", 0.7, "willingness left after one fresh request"),
    _days("fatigue_half_life", 90, "half-life of a request's weight"),
    _days("declined_days", 180, "days for which a declined request closes the way to that target"),
    Assumption("warm_strength", 0.75, "strength that warming a step would reach"),
    Assumption("words_act", 0.4, "route probability from which to act now"),
    Assumption("words_try", 0.15, "route probability from which it is worth a try"),
)
_OPINIONS = (
    Assumption("severity_unknown", 0.5, "severity of an interest that states none"),
    Assumption("likelihood_unknown", 0.5, "likelihood of an interest that states none"),
    Assumption("easing", 0.5, "share of the severity that counts while an interest eases"),
    Assumption("interest_pull", 0.5, "pull of gain less exposure on an unknown attitude"),
    Assumption("listen_up", 1, "factor for listening to someone who stands higher"),
    Assumption("listen_level", 0.7, "factor for listening to an equal or where standing is unknown"),
    Assumption("listen_down", 0.4, "factor for listening to someone lower"),
    Assumption("base_strong", 0.7, "self-reliance of resist and support"),
    Assumption("base_mild", 0.5, "self-reliance of doubt and accept"),
    Assumption("base_open", 0.3, "self-reliance of neutral and unknown"),
    Assumption("base_influence", 0.5, "self-reliance of everyone in the influence ranking"),
)
_DECISION = (
    _any("vote_slope", 4, "slope of the probability of a yes"),
    _any("veto_slope", 4, "slope of the probability of a veto"),
    _any("veto_offset", 0.5, "opinion (negated) at which a veto is used half the time"),
    Assumption("assumed_veto", 0.2, "veto of an assumed group's management layer"),
    Assumption("known_share", 0.5, "least share of known attitudes below which P(win) is withheld"),
)
_ANSWERS = (
    Assumption("win_over_chance", 0.5, "chance that time spent moves a person one step"),
    _any("win_over_hours", 12, "hours to win a person over", "hours"),
    _any("go_between_hours", 4, "hours for a word through a go-between", "hours"),
    Assumption("go_between_opinion", 0.25, "least opinion of a contact who may speak for us", low=-1),
    _any("leaving_rate", 0.25, "departures per person and year", "per year"),
    _any("close_years", 1, "years to the close where no date is stated", "years"),
)
_SAMPLING = (
    Assumption("claim", 0.8, "share of draws from which A before B is claimed"),
    _any("strength_evidence", 20, "how firmly a drawn strength keeps to the stated one", "observations"),
)
_ESTIMATES = (
    Assumption("betweenness_error", 0.01, "most that an estimated betweenness is off by", low=1e-4, high=0.5),
    Assumption("betweenness_risk", 0.1, "chance that an estimate is off by more", low=1e-9, high=0.5),
)
_STRUCTURE = (
    Assumption("faction_stability", 0.7, "least mean co-assignment of a faction shown"),
    _any("faction_fewest", 12, "people of an account below which no factions are looked for", "people"),
    _any("likely_rate", 0.35, "rate at which colleagues of a small site get to know each other", "per year"),
    _any("likely_site", 150, "people of a site up to which everybody meets", "people"),
    Assumption("likely_common_cap", 0.3, "most that shared acquaintances add to a likely tie"),
    Assumption("likely_confidence", 0.5, "most confidence of an inferred tie"),
    Assumption("likely_least", 0.25, "least probability of a likely tie shown"),
)
_COVERAGE = (
    Assumption("thread_strength", 0.25, "strength from which a tie of ours is a live thread"),
    _any("threads_wanted", 3, "live threads wanted at an account", "threads"),
    _any("layers_wanted", 2, "layers wanted among the threads", "layers"),
    _any("departments_wanted", 2, "departments wanted among the threads", "departments"),
)
_PLAN = (
    _any("introduction_hours", 2, "hours to ask for and prepare an introduction", "hours"),
    _any("visit_hours", 3, "hours of a first visit", "hours"),
    Assumption("visit_chance", 0.25, "chance that a first visit moves a person one step"),
    Assumption("direct_strength", 0.25, "strength of our tie from which no introduction is needed"),
    _any("plan_people", 8, "people whom one plan moves at most", "people"),
    _any("plan_asks", 1, "requests put to one introducer within one plan", "requests"),
    _any("audit_days", 90, "days that the time audit looks back", "days"),
)
_ACCOUNTS = (
    *(
        _any(f"weight_{name}", weight, f"weight of {name} in the qualification of accounts", "points")
        for name, weight in (
            ("annual_sales", 2),
            ("margin", 2),
            ("growth", 1),
            ("potential", 2),
            ("payment_days", 1),
            ("credit", 1),
            ("access_to_goals", 2),
            ("openness", 2),
            ("fit_product", 1),
            ("fit_strategy", 1),
            ("complaints", 1),
        )
    ),
    _any("tier_a", 60, "least score of tier A", "points"),
    _any("tier_b", 40, "least score of tier B", "points"),
    _any("disqualify_margin", 0, "margin below which late payers are disqualified"),
    _any("disqualify_payment_days", 90, "payment days beyond which a negative margin disqualifies", "days"),
    _any("anchor_margin", 0.4, "margin that scores 100"),
    _any("anchor_growth", 0.3, "growth that scores 100 (its negative scores 0)"),
    _any("anchor_payment_days", 120, "payment days that score 0", "days"),
    _any("anchor_complaints", 5, "complaints that score 0", "complaints"),
    _any("anchor_rating", 1, "judged columns: the value that scores 100", "points"),
    _any("anchor_annual_sales", 500e6, "annual sales of an account that score 100", "money"),
    _any("anchor_potential", 10e6, "potential that scores 100", "money"),
)
_ALERTS = (
    _any("silence_gaps", 3, "mean gaps of silence from which it is an alert", "gaps"),
    Assumption("silence_percentile", 0.95, "share of a tie's own gaps that silence has to exceed"),
    Assumption("cooling_share", 1 / 3, "loss of strength within the cooling days that is an alert"),
    _any("cooling_days", 90, "days over which a tie's cooling is measured", "days"),
    _any("drop_steps", 2, "steps of an attitude's fall that are an alert below the decision layer", "steps"),
    _any("drop_days", 60, "days within which an attitude's fall is an alert", "days"),
    _any("stage_days", 180, "days from opening to close where no finished deal tells the usual time", "days"),
    _any("stale_days", 180, "days after which a recorded attitude is stale", "days"),
    Assumption("trust_strength", 0.5, "strength of our best tie to a decider that a proposal needs"),
    Assumption("shrinking", 0.3, "fall of sales year on year that signals churn"),
    _any("signal_days", 90, "days for which an event stays a signal", "days"),
    _any("concessions", 2, "concessions within a year from which the balance is an alert", "concessions"),
    _any("promise_days", 30, "days within which a promise should be kept", "days"),
)
_MATCH = (
    _any("match_access", 0.5, "weight of access in a match", "points"),
    _any("match_layer", 0.2, "weight of layer parity in a match", "points"),
    _any("match_language", 0.15, "weight of a shared language in a match", "points"),
    _any("match_past", 0.15, "weight of a shared past in a match", "points"),
    Assumption("match_unknown", 0.5, "what a part of a match counts that the tables do not tell"),
    _any("match_load", 3, "contacts that one of us can look after", "people"),
)
SECTIONS: dict[str, tuple[Assumption, ...]] = {
    "strength": _STRENGTH,
    "routes": _ROUTES,
    "opinions": _OPINIONS,
    "decision": _DECISION,
    "answers": _ANSWERS,
    "sampling": _SAMPLING,
    "estimates": _ESTIMATES,
    "structure": _STRUCTURE,
    "coverage": _COVERAGE,
    "plan": _PLAN,
    "accounts": _ACCOUNTS,
    "alerts": _ALERTS,
    "match": _MATCH,
}
ASSUMPTIONS: dict[str, Assumption] = {
    entry.name: entry._replace(section=section) for section, entries in SECTIONS.items() for entry in entries
}


def checked(name: str, value: float) -> float:
    """`value` if it may stand for the constant `name`; raises `UnknownAssumption` otherwise."""
    from difflib import get_close_matches

    if name not in ASSUMPTIONS:
        near = get_close_matches(name, ASSUMPTIONS, n=3)
        raise UnknownAssumption(
            f"no assumption is called {name!r}",
            hint=f"did you mean {near[0]}?" if near else "see docs/reference/assumptions.md",
            candidates=near,
        )
    entry = ASSUMPTIONS[name]
    if not entry.low <= value <= entry.high:
        raise UnknownAssumption(f"{name} = {value:g} is outside {entry.low:g} to {entry.high:g}", hint=entry.meaning)
    return value


class Assumptions(Mapping[str, float]):
    """The constants of one workspace and run.

    >>> constants = Assumptions({"fatigue": 0.5})
    >>> constants["fatigue"], constants["declared_family"]
    (0.5, 0.9)
    >>> constants.of("sampling")
    {'claim': 0.8, 'strength_evidence': 20}
    """

    __slots__ = ("_values",)

    def __init__(self, overrides: Mapping[str, float] | None = None) -> None:
        self._values = {name: entry.default for name, entry in ASSUMPTIONS.items()}
        self._values |= {name: checked(name, value) for name, value in (overrides or {}).items()}

    def __getitem__(self, name: str) -> float:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        changed = {n: v for n, v in self._values.items() if v != ASSUMPTIONS[n].default}
        return f"Assumptions({changed})"

    def over(self, overrides: Mapping[str, float]) -> Assumptions:
        """The same constants with `overrides` on top."""
        return Assumptions({**self._values, **overrides})

    def of(self, *sections: str) -> dict[str, float]:
        """Name and value of every constant of `sections`, by name: what a result states as its assumptions."""
        return dict(sorted((e.name, self._values[e.name]) for s in sections for e in SECTIONS[s]))
