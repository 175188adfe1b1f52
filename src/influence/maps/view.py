"""The view: what a page draws, with no drawing code.

A `View` holds nodes, ties, places, badges and panels as plain values. People are numbered by their place in
`View.people`; every other part refers to them by that number.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BADGES = ("decides", "vetoes", "blocks", "champion", "bridge", "unknown", "hidden")
VIEWS = ("influence", "chart", "grid", "routes", "accounts")
EVIDENCED, INFERRED = False, True

Fact = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Node:
    """A person: who, where, attitude, influence in [0, 1] (None where it has no meaning), and what to say of them.

    `size` is the radius in plane units (about pixels at scale 1). `level` 0 is drawn from the start; higher ones wait
    until they are searched for or expanded. `account` is the number of the account, -1 for our side.
    """

    id: str
    name: str
    group: str = "contact"
    attitude: str = "unknown"
    layer: str | None = None
    account: int = -1
    title: str | None = None
    department: str | None = None
    influence: float | None = None
    opinion: float | None = None
    size: float = 8.0
    level: int = 0
    badges: tuple[str, ...] = ()
    note: str | None = None
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A tie between two numbered people; `main` ones are drawn where all would be too many."""

    source: int
    target: int
    kind: str
    strength: float | None = None
    confidence: float = 1.0
    directed: bool = False
    inferred: bool = False
    conflict: bool = False
    main: bool = True
    since: str | None = None
    last_contact: str | None = None
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class Organisation:
    """An account as a node: place and radius in the accounts view; `us` is our own side as one node."""

    id: str
    name: str
    type: str | None = None
    count: int = 0
    x: float = 0.0
    y: float = 0.0
    r: float = 20.0
    us: bool = False
    href: str | None = None
    tier: str | None = None
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """An introduction route: people in order, probability, the weakest step's number, flags in words."""

    people: tuple[int, ...]
    probability: float
    weakest: int = 0
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Interest:
    """A vested interest of a numbered person (or -1: of an account)."""

    holder: int
    kind: str | None
    effect: str | None
    state: str
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Leaving:
    """What changes if a person leaves: P(win) before and after, contacts orphaned, best routes (to, before, after)."""

    before: float | None = None
    after: float | None = None
    orphans: tuple[int, ...] = ()
    routes: tuple[tuple[int, float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Placing:
    """One view's places: x and y per person (None: not in this view), what stands behind them, lines of the chart."""

    x: Sequence[float | None]
    y: Sequence[float | None]
    frame: Sequence[Mapping[str, Any]] = ()
    lines: Sequence[tuple[int, int, int]] = ()


@dataclass(frozen=True, slots=True)
class Panel:
    """The situation in lines; each line names the person it is about by number (`p`)."""

    deal: str | None = None
    implicit: bool = True
    assumed: bool = False
    pwin: float | None = None
    low: float | None = None
    high: float | None = None
    withheld: str | None = None
    influencers: Sequence[Mapping[str, Any]] = ()
    blockers: Sequence[Mapping[str, Any]] = ()
    allies: Sequence[Mapping[str, Any]] = ()
    routes: Sequence[int] = ()
    actions: Sequence[Mapping[str, Any]] = ()
    questions: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class View:
    """Everything one page shows.

    `kind` is ``account`` or ``accounts``; `total` counts people and ties of the data, of which the page holds the
    people and ties given; `links` join accounts: (from, to, ties, is parent).
    """

    title: str
    kind: str
    as_of: str
    digest: str
    people: Sequence[Node]
    ties: Sequence[Link]
    places: Mapping[str, Placing]
    total: Mapping[str, int]
    accounts: Sequence[Organisation] = ()
    links: Sequence[tuple[int, int, int, bool]] = ()
    routes: Sequence[Way] = ()
    interests: Sequence[Interest] = ()
    leaving: Mapping[int, Leaving] = field(default_factory=dict)
    panel: Panel = field(default_factory=Panel)
    account: str | None = None
    deal: str | None = None
    lang: str = "en"
    assumptions: Mapping[str, float] = field(default_factory=dict)
    warnings: Sequence[str] = ()
    words_act: float = 0.4
    words_try: float = 0.15

    def __repr__(self) -> str:
        return f"View({self.title!r}, {len(self.people)} people, {len(self.ties)} ties, as of {self.as_of})"
