"""The fourteen tables and their columns, declared once.

Readers, checks, templates, the Neo4j properties, exports and the reference pages derive from
`TABLES`. Column order here is the order of the values in a row of `Rows`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from influence.model import scales
from influence.model.kinds import TIE_KIND

if TYPE_CHECKING:
    from influence.model.scales import Scale

PEOPLE = ("contacts", "team", "referrers")


class Type(Enum):
    """What a cell holds, and the Python type of the checked value (None where the cell is blank)."""

    TEXT = "text"  # str
    NUMBER = "number"  # float
    AMOUNT = "amount"  # float, not negative
    SHARE = "share"  # float, 0 to 1
    DATE = "date"  # str, ISO
    YES_NO = "yes/no"  # bool, blank is False
    CHOICE = "choice"  # str, a word of `scale`
    REFERENCE = "reference"  # str, an id of one of `refers_to`
    REFERENCES = "references"  # tuple[str, ...], ids
    QUORUM = "quorum"  # str, as written


class Column(NamedTuple):
    """A column of a table.

    `refers_to` names the tables whose ids (or unique names) a reference may hold. `of_person` marks columns of
    contacts that belong to the person rather than the post and must agree between the rows of one person.
    """

    name: str
    type: Type = Type.TEXT
    required: bool = False
    scale: Scale | None = None
    refers_to: tuple[str, ...] = ()
    of_person: bool = False


@dataclass(frozen=True)
class Table:
    """A table: its name, its columns in order, and whether its rows carry an id made from the name if blank."""

    name: str
    columns: tuple[Column, ...]

    @cached_property
    def column_names(self) -> tuple[str, ...]:
        """Names of the columns, in the order of a row's values."""
        return tuple(column.name for column in self.columns)

    def index(self, column: str) -> int:
        """Position of `column` in a row."""
        return self.column_names.index(column)


def _text(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name) for name in names)


def _choice(name: str, scale: Scale, *, of_person: bool = False) -> Column:
    return Column(name, Type.CHOICE, scale=scale, of_person=of_person)


def _reference(name: str, *tables: str, required: bool = False) -> Column:
    return Column(name, Type.REFERENCE, required=required, refers_to=tables)


_NAME = Column("name", required=True, of_person=True)
_ID = Column("id")
_NOTE = Column("note", of_person=True)
_SINCE, _UNTIL = Column("since", Type.DATE), Column("until", Type.DATE)


def _table(name: str, *columns: Column) -> Table:
    return Table(name, (*columns, Column("fact_source")))


_DECLARED = (
    _table(
        "accounts",
        _NAME,
        _ID,
        _reference("parent", "accounts"),
        _choice("type", scales.ACCOUNT_TYPE),
        *_text("industry", "region"),
        Column("annual_sales", Type.AMOUNT),
        Column("margin", Type.NUMBER),
        Column("growth", Type.NUMBER),
        Column("potential", Type.NUMBER),
        Column("share", Type.SHARE),
        Column("payment_days", Type.AMOUNT),
        Column("credit", Type.NUMBER),
        Column("access_to_goals", Type.NUMBER),
        Column("openness", Type.NUMBER),
        Column("fit_product", Type.NUMBER),
        Column("fit_strategy", Type.NUMBER),
        Column("complaints", Type.AMOUNT),
        Column("reference", Type.YES_NO),
        Column("contact_every", Type.AMOUNT),
        Column("note"),
    ),
    _table(
        "contacts",
        _NAME,
        _ID,
        _reference("account", "accounts"),
        *_text("title", "department"),
        _choice("layer", scales.LAYER),
        _choice("role", scales.ROLE),
        _reference("reports_to", *PEOPLE),
        _choice("attitude", scales.ATTITUDE, of_person=True),
        Column("attitude_on", Type.DATE, of_person=True),
        Column("style", of_person=True),
        Column("language", of_person=True),
        Column("leaving", Type.SHARE, of_person=True),
        Column("contact_every", Type.AMOUNT, of_person=True),
        Column("public_official", Type.YES_NO, of_person=True),
        _SINCE,
        _UNTIL,
        _NOTE,
    ),
    _table(
        "attitudes",
        _reference("contact", "contacts", required=True),
        Column("on", Type.DATE, required=True),
        Column("attitude", Type.CHOICE, required=True, scale=scales.ATTITUDE),
        Column("note"),
    ),
    _table(
        "team",
        _NAME,
        _ID,
        Column("title"),
        _choice("layer", scales.LAYER),
        _reference("reports_to", *PEOPLE),
        Column("hours_per_week", Type.AMOUNT),
        *_text("skills", "language"),
        _reference("based_at", "accounts"),
        Column("note"),
    ),
    _table(
        "referrers",
        _NAME,
        _ID,
        Column("organisation"),
        _choice("kind", scales.REFERRER_KIND),
        Column("expects"),
        _choice("expects_kind", scales.EXPECTS),
        Column("balance", Type.NUMBER),
        Column("do_not_ask", Type.YES_NO),
        Column("note"),
    ),
    _table(
        "interests",
        _reference("holder", "contacts", "accounts", required=True),
        _ID,
        _choice("kind", scales.INTEREST_KIND),
        _choice("effect", scales.EFFECT),
        Column("severity", Type.SHARE),
        Column("likelihood", Type.SHARE),
        _choice("level", scales.LEVEL),
        _choice("horizon", scales.HORIZON),
        _choice("state", scales.STATE),
        _reference("deal", "deals"),
        _SINCE,
        _UNTIL,
        Column("description"),
    ),
    _table(
        "relationships",
        _reference("source", *PEOPLE, required=True),
        _reference("target", *PEOPLE, required=True),
        _choice("kind", TIE_KIND),
        Column("strength", Type.SHARE),
        _choice("stage", scales.STAGE),
        Column("stage_on", Type.DATE),
        Column("directed", Type.YES_NO),
        _SINCE,
        Column("last_contact", Type.DATE),
        Column("confidence", Type.SHARE),
        Column("evidence"),
    ),
    _table(
        "interactions",
        Column("date", Type.DATE, required=True),
        _reference("source", *PEOPLE, required=True),
        Column("target", Type.REFERENCES, required=True, refers_to=PEOPLE),
        _choice("channel", scales.CHANNEL),
        Column("hours", Type.AMOUNT),
        _choice("purpose", scales.PURPOSE),
        _reference("deal", "deals"),
        Column("outcome"),
        Column("next_on", Type.DATE),
        Column("subject"),
    ),
    _table(
        "deals",
        _NAME,
        _ID,
        _reference("account", "accounts"),
        Column("value", Type.NUMBER),
        _choice("stage", scales.DEAL_STAGE),
        Column("opened_on", Type.DATE),
        Column("close_on", Type.DATE),
        *_text("incumbent", "budget", "timing"),
        Column("quorum", Type.QUORUM),
    ),
    _table(
        "decisions",
        _reference("deal", "deals", required=True),
        _reference("contact", "contacts", required=True),
        _choice("part", scales.PART),
        Column("vote_weight", Type.AMOUNT),
        Column("veto", Type.SHARE),
    ),
    _table(
        "introductions",
        Column("date", Type.DATE, required=True),
        _reference("asker", *PEOPLE, required=True),
        _reference("introducer", *PEOPLE, required=True),
        _reference("target", *PEOPLE, required=True),
        _choice("outcome", scales.OUTCOME),
        Column("note"),
    ),
    _table(
        "events",
        Column("date", Type.DATE, required=True),
        _reference("account", "accounts"),
        _reference("contact", "contacts"),
        _reference("deal", "deals"),
        Column("kind", Type.CHOICE, required=True, scale=scales.EVENT_KIND),
        Column("amount", Type.NUMBER),
        Column("note"),
    ),
    _table(
        "sales",
        _reference("account", "accounts", required=True),
        Column("date", Type.DATE, required=True),
        Column("product"),
        Column("amount", Type.NUMBER),
        Column("margin", Type.NUMBER),
    ),
    _table(
        "assumptions",
        Column("name", required=True),
        Column("value", Type.NUMBER, required=True),
        Column("note"),
    ),
)
TABLES: dict[str, Table] = {table.name: table for table in _DECLARED}
