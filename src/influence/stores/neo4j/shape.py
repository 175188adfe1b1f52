"""The shape of the graph: which label, relationship type and properties each table of the model becomes.

Derived from the model, so that a new column or kind of tie needs no line here. Every node and relationship that
stands for a row carries our own properties `row` (its place in the load),
`checksum` (63 bits of its content), `file` and `line` (where it came from).
"""

from __future__ import annotations

from dataclasses import dataclass

from influence.model.columns import TABLES
from influence.model.kinds import TIE_KINDS

MARKS = ("row", "checksum", "file", "line")
"""Properties of ours on everything that stands for a row."""


@dataclass(frozen=True, slots=True)
class NodeShape:
    """A table whose rows are nodes: the label that is unique by key, and the label beside it."""

    table: str
    label: str
    also: str = ""

    @property
    def labels(self) -> str:
        """Both labels, as a pattern names them."""
        return f"{self.label}:{self.also}" if self.also else self.label


@dataclass(frozen=True, slots=True)
class EdgeShape:
    """Rows that are relationships: the label of each end, the columns that hold the ends, the type.

    `name` is the statement's name; `part` the value of the column `by` that these rows have in common; `extra` names
    properties that are no columns: `position` of a person among several `targets`, `blank` cells that the person's
    node fills.
    """

    name: str
    table: str
    type: str
    start: tuple[str, str]
    end: tuple[str, str]
    by: str = ""
    part: str = ""
    extra: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns kept as properties of the relationship."""
        ends = {self.start[1], self.end[1], self.by}
        return tuple(name for name in TABLES[self.table].column_names if name not in ends)

    @property
    def properties(self) -> tuple[str, ...]:
        """Every property of the relationship, in the order in which a batch holds their values."""
        return (*MARKS, *self.extra, *self.columns)


@dataclass(frozen=True, slots=True)
class LinkShape:
    """A reference drawn as a relationship, so that a pattern can follow it; the column itself stays on the node.

    `reverse`: drawn from the thing referred to, as one says it (a contact holds an interest).
    """

    table: str
    column: str
    type: str
    label: str
    reverse: bool = False

    @property
    def name(self) -> str:
        """Name of the statement that draws it."""
        return f"link_{self.table}_{self.column}_{self.label.lower()}"


NODES = (
    NodeShape("accounts", "Account"),
    NodeShape("contacts", "Person", "Contact"),
    NodeShape("team", "Person", "TeamMember"),
    NodeShape("referrers", "Person", "Referrer"),
    NodeShape("deals", "Deal"),
    NodeShape("interests", "Interest"),
    NodeShape("events", "Event"),
    NodeShape("attitudes", "Attitude"),
    NodeShape("sales", "Sale"),
    NodeShape("assumptions", "Assumption"),
)
NODE_OF = {shape.table: shape for shape in NODES}
LABELS = tuple(dict.fromkeys(shape.label for shape in NODES))
"""Labels that are unique by workspace, load and id."""
POST = EdgeShape("posts", "contacts", "WORKS_AT", ("Contact", "id"), ("Account", "account"), extra=("blank",))
SPARE_POST = EdgeShape(
    "posts_without_account", "contacts", "HELD_POST", ("Contact", "id"), ("Contact", "account"), extra=("blank",)
)
TIES = tuple(
    EdgeShape(kind.name, "relationships", kind.label, ("Person", "source"), ("Person", "target"), "kind", kind.name)
    for kind in TIE_KINDS.values()
)
PARTS = tuple(
    EdgeShape(part, "decisions", type_, ("Person", "contact"), ("Deal", "deal"), "part", part)
    for part, type_ in (("decide", "DECIDES"), ("advise", "ADVISES"), ("veto", "VETOES"))
)
MET = EdgeShape(
    "interactions", "interactions", "MET", ("Person", "source"), ("Person", "target"), extra=("position", "targets")
)
ASKED = EdgeShape("introductions", "introductions", "ASKED", ("Person", "asker"), ("Person", "introducer"))
EDGES = (POST, SPARE_POST, *TIES, *PARTS, MET, ASKED)
LINKS = (
    LinkShape("accounts", "parent", "PART_OF", "Account"),
    LinkShape("contacts", "reports_to", "REPORTS_TO", "Person"),
    LinkShape("team", "reports_to", "REPORTS_TO", "Person"),
    LinkShape("team", "based_at", "BASED_AT", "Account"),
    LinkShape("interests", "holder", "HOLDS", "Person", reverse=True),
    LinkShape("interests", "holder", "HOLDS", "Account", reverse=True),
    LinkShape("interests", "deal", "CONCERNS", "Deal"),
    LinkShape("deals", "account", "WITH", "Account"),
    LinkShape("events", "account", "ABOUT", "Account"),
    LinkShape("events", "contact", "ABOUT", "Person"),
    LinkShape("events", "deal", "ABOUT", "Deal"),
    LinkShape("attitudes", "contact", "FELT", "Person", reverse=True),
    LinkShape("sales", "account", "BOUGHT", "Account", reverse=True),
)
TIE_TYPES = "|".join(shape.type for shape in TIES)
PART_TYPES = "|".join(shape.type for shape in PARTS)
