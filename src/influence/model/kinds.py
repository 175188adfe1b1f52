"""Kinds of tie, declared once.

Tables, checks, strength, Neo4j types, legend and reference pages derive from `TIE_KINDS`: a new kind of tie is
one entry here (its Chinese word is a row of `words.csv`).
"""

from __future__ import annotations

from typing import NamedTuple

from influence.model.scales import Scale


class TieKind(NamedTuple):
    """A kind of tie between two people.

    `symmetric`: both ends alike unless a row says ``directed``. `assumed`: strength in [0, 1] when a row gives none
    (None: never assumed). `slow`: keeps for years (730 days half-life) whatever the layers. `travels`: an introduction
    may use it. `blocks`: a row of it stops introductions and influence between the two. `listens`: who hears whom
    (``both``, ``target`` hears source). `sentence` explains one tie in words, English and Chinese.
    """

    name: str
    symmetric: bool
    assumed: float | None
    sentence: str
    sentence_zh: str
    slow: bool = False
    travels: bool = True
    blocks: bool = False
    listens: str = "both"

    @property
    def label(self) -> str:
        """Relationship type in Neo4j and GraphML: ``FORMER_COLLEAGUE``."""
        return self.name.upper()


_DECLARED = (
    TieKind("knows", True, 0.4, "{source} knows {target}", "{source}认识{target}"),
    TieKind("friend", True, 0.75, "{source} and {target} are friends", "{source}与{target}是朋友", slow=True),
    TieKind("family", True, 0.9, "{source} and {target} are family", "{source}与{target}是亲属", slow=True),
    TieKind(
        "former_colleague",
        True,
        0.5,
        "{source} and {target} once worked together",
        "{source}与{target}曾是同事",
    ),
    TieKind("alumni", True, 0.4, "{source} and {target} went to one school", "{source}与{target}是校友", slow=True),
    TieKind("mentor", False, 0.75, "{source} is {target}'s mentor", "{source}是{target}的导师", listens="target"),
    TieKind("works_with", True, 0.6, "{source} works with {target}", "{source}与{target}共事"),
    TieKind("rapport", True, 0.5, "{source} and {target} get on well", "{source}与{target}投缘"),
    TieKind("influences", False, 0.6, "{source} influences {target}", "{source}影响{target}", listens="target"),
    TieKind("reports_to", False, 0.6, "{source} reports to {target}", "{source}向{target}汇报"),
    TieKind(
        "conflict",
        True,
        None,
        "{source} and {target} are in conflict",
        "{source}与{target}有冲突",
        travels=False,
        blocks=True,
    ),
)
TIE_KINDS: dict[str, TieKind] = {kind.name: kind for kind in _DECLARED}
TIE_KIND = Scale("tie_kind", "value kind (relationships)", tuple(TIE_KINDS), blank="knows")
