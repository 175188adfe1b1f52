"""What a network shows of a person, a post and a tie."""

from __future__ import annotations

from typing import Any, NamedTuple


class Tie(NamedTuple):
    """One tie at `as_of`, with what its strength was made of.

    `strength`, `declared` (before fading), `activity` and `confidence` are in [0, 1]; `strength` and `declared` are
    None for a conflict that declares none, `declared` also for a tie made of interactions alone. `directed` ties are
    travelled from source to target only. `assumed`: nobody stated the strength. Dates are ISO text.
    """

    source: str
    target: str
    kind: str
    directed: bool
    strength: float | None
    declared: float | None
    activity: float
    confidence: float
    since: str | None
    last_contact: str | None
    evidence: str | None
    assumed: bool

    def to_dict(self) -> dict[str, Any]:
        """The tie as the JSON document shows it."""
        return self._asdict()


class Post(NamedTuple):
    """A current post of a contact at an account; a team member's layer is a post without account."""

    account: str | None
    title: str | None
    department: str | None
    layer: str | None
    role: str | None
    reports_to: str | None
    since: str | None
    until: str | None


class Person(NamedTuple):
    """A person: `group` is contact, team or referrer; `records` are the rows of the person's table."""

    id: str
    name: str
    group: str
    records: tuple[Any, ...]

    def get(self, column: str) -> Any:
        """First stated value of `column` among the person's rows, else None (False for yes/no)."""
        values = [getattr(record, column, None) for record in self.records]
        stated = [value for value in values if value is not None and value is not False]
        return stated[0] if stated else (values[0] if values else None)
