"""The decision group of a matter: who votes, vetoes and advises; recorded, or assumed from layers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from influence.analysis.decision_rule import Rule, quorum
from influence.errors import AmbiguousName, UnknownName
from influence.model.scales import LAYER, PART

if TYPE_CHECKING:
    from collections.abc import Callable

    from influence.network import Network

CLOSED = "after_sales"


@dataclass(frozen=True, slots=True)
class Matter:
    """What is to be decided: a deal (id), or the implicit deal of an account where `deal` is None."""

    deal: str | None
    account: str | None


@dataclass(frozen=True, slots=True)
class Member:
    """One person of the group by number; `weight` of the vote, `veto` the chance that a full objection is used."""

    person: int
    part: str
    weight: float
    veto: float


@dataclass(frozen=True, slots=True)
class Group:
    """Members in the order of ids; `assumed` from layers or recorded; `dropped` decisions of people who left."""

    members: tuple[Member, ...]
    rule: Rule
    assumed: bool
    dropped: tuple[int, ...] = ()

    @property
    def voters(self) -> tuple[Member, ...]:
        """Those whose vote weighs."""
        return tuple(member for member in self.members if member.weight > 0)


def matter_of(net: Network, text: str | Matter) -> Matter:
    """The matter that `text` names: a deal, or an account with one open deal or none.

    Raises `UnknownName`, and `AmbiguousName` where an account has several open deals.
    """
    if isinstance(text, Matter):
        return text
    found = net.resolve(text, "deal", "account")
    if found.kind == "deal":
        return Matter(found.id, _open_by_then(net, found.id).account)
    deals = open_deals(net, found.id)
    if len(deals) > 1:
        raise AmbiguousName(
            f"{text!r} has {len(deals)} open deals",
            hint="name one of them",
            candidates=[f"{deal} {net.deals[deal].name}" for deal in deals],
        )
    return Matter(deals[0] if deals else None, found.id)


def _open_by_then(net: Network, deal: str) -> Any:
    if deal not in net.deals:
        raise UnknownName(
            f"the deal {deal} is not there as of {net.as_of}", hint="it was opened later: ask with a later --as-of"
        )
    return net.deals[deal]


def open_deals(net: Network, account: str) -> list[str]:
    """Ids of the deals of an account that are not yet won or lost, in order."""
    return sorted(d.id for d in net.deals.values() if d.account == account and d.stage != CLOSED)


def group_of(net: Network, matter: Matter, attitude: Callable[[int], str], exposed: Callable[[int], bool]) -> Group:
    """The group of `matter`, given attitudes and open threatened interests by person."""
    rule = quorum(net.deals[matter.deal].quorum if matter.deal is not None else None)
    rows = [row for row in net.columns.table("decisions") if row[0] == matter.deal] if matter.deal else []
    if rows:
        return _recorded(net, matter, rule)
    people = net.contacts(matter.account) if matter.account in net.accounts else []
    chance = net.assumptions["assumed_veto"]
    return Group(
        tuple(assumed_member(net, matter, p, attitude(p), chance, exposed=exposed(p)) for p in people),
        rule,
        assumed=True,
    )


def _recorded(net: Network, matter: Matter, rule: Rule) -> Group:
    parts: dict[int, list[Member]] = {}
    for row in net.records("decisions"):
        if row.deal == matter.deal:
            person = net.index(row.contact)
            parts.setdefault(person, []).append(_member(person, row))
    dropped = tuple(sorted(person for person in parts if _left(net, person, matter.account)))
    members = tuple(_both(parts[person]) for person in sorted(parts) if person not in dropped)
    return Group(members, rule, assumed=False, dropped=dropped)


def _left(net: Network, person: int, account: str | None) -> bool:
    """Whether all posts that the person ever held at the account have ended."""
    day = net.as_of.isoformat()
    posts = [r for r in net.person(person).records if account is not None and r.account == account]
    begun = [r for r in posts if (r.since or "") <= day]
    return bool(begun) and all(r.until is not None and r.until < day for r in begun)


def _member(person: int, row: Any) -> Member:
    weight, veto = row.vote_weight, row.veto
    if weight is None:
        weight = 1.0 if row.part == "decide" else 0.0
    if veto is None:
        veto = 1.0 if row.part == "veto" else 0.0
    part = row.part
    if part == "veto" and not veto > 0:
        part = "decide" if weight > 0 else "advise"
    return Member(person, part, float(weight), float(veto))


def _both(parts: list[Member]) -> Member:
    """One member of a person's rows: who decides on one and has a veto on another holds both."""
    first = min(parts, key=lambda member: (member.part == "advise", PART.index(member.part)))
    return replace(first, weight=max(m.weight for m in parts), veto=max(m.veto for m in parts))


def assumed_member(net: Network, matter: Matter, person: int, attitude: str, chance: float, *, exposed: bool) -> Member:
    """A contact's part in an assumed group, by layer, attitude and open threatened interests."""
    layer = layer_at(net, person, matter.account)
    if layer == "decision":
        return Member(person, "decide", 1.0, 0.0)
    if layer == "management" and chance > 0 and (exposed or attitude in ("resist", "doubt")):
        return Member(person, "veto", 0.0, chance)
    return Member(person, "advise", 0.0, 0.0)


def layer_at(net: Network, person: int, account: str | None) -> str | None:
    """Highest layer of a person's current posts at `account`."""
    held = [LAYER.index(post.layer) for post in net.posts(person) if post.account == account and post.layer]
    return LAYER.words[min(held)] if held else None
