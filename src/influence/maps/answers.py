"""What the analyses say, gathered for one page; every part may be missing and the page then goes without."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Answer = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answers:
    """The `answer` documents of the questions about one deal, and routes by the id of their target.

    `leaving` maps a person's id to what changes without them: ``before`` and ``after`` (P(win) or None), ``orphaned``
    (ids), ``routes`` (``to``, ``before``, ``after``).
    """

    deal: str | None = None
    influencers: Answer | None = None
    committee: Answer | None = None
    blockers: Answer | None = None
    plan: Answer | None = None
    questions: Answer | None = None
    bridges: frozenset[str] = frozenset()
    routes: Mapping[str, Sequence[Answer]] = field(default_factory=dict)
    leaving: Mapping[str, Answer] = field(default_factory=dict)
    assumptions: Mapping[str, float] = field(default_factory=dict)
    warnings: Sequence[str] = ()

    def people(self, question: str) -> Sequence[Answer]:
        """The ``people`` list of one question, empty where it was not answered."""
        answer = getattr(self, question)
        return answer.get("people", ()) if answer else ()
