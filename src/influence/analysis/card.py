"""What is known of one person, account, interest or deal, and what the playbook advises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from influence.analysis.results import Result, result

if TYPE_CHECKING:
    from influence.network import Network


def show(net: Network, name: str, *, lang: str = "en") -> Result:
    """The card of the thing that `name` means: the columns of its table, posts, ties, interests, events, advice.

    Raises `UnknownName`, `AmbiguousName`. Cost: the ties of one person.
    """
    found = net.resolve(name)
    makers = {"person": _person, "account": _account, "deal": _deal, "interest": _interest}
    answer = makers[found.kind](net, found.id, lang)
    return result(
        net, "show", answer, "ties", sections=("strength",), parameters={"name": name, "lang": lang}, key="target"
    )


def _card(kind: str, thing: str, name: str, columns: dict[str, Any], **parts: Any) -> dict[str, Any]:
    lists: dict[str, list[Any]] = {"posts": [], "ties": [], "interests": [], "events": [], "advice": []}
    return {**columns, "kind": kind, "id": thing, "name": name, **lists, **parts}


def _columns(record: Any) -> dict[str, Any]:
    return dict(record._asdict()) if record else {}


def _recorded(net: Network, table: str, thing: str) -> Any:
    """The row of `table` with the id `thing`, whether or not it exists at the date: a card tells what is known."""
    from influence.model.rows import RECORDS

    return next(record for row in net.columns.table(table) if (record := RECORDS[table](*row)).id == thing)


def _person(net: Network, thing: str, lang: str) -> dict[str, Any]:
    number = net.index(thing)
    who = net.person(number)
    columns = {name: who.get(name) for name in who.records[0]._fields}
    if who.group == "referrer":
        columns["referrer_kind"] = columns.pop("kind")
    if who.group == "contact":
        columns |= {"attitude": net.attitude(number), "layer": net.layer(number)}
    ties = [tie.to_dict() for other in net.neighbours(number) for tie in net.ties(number, other)]
    return _card(
        who.group,
        thing,
        who.name,
        columns,
        posts=[
            {
                "account": p.account,
                "title": p.title,
                "department": p.department,
                "layer": p.layer,
                "since": p.since,
                "until": p.until,
            }
            for p in net.posts(number)
        ],
        ties=ties,
        interests=_held(net, thing),
        events=[_columns(event) for event in net.records("events") if event.contact == thing],
        advice=_advice(net, number, lang),
    )


def _advice(net: Network, number: int, lang: str) -> list[str]:
    from influence import playbook

    who = net.person(number)
    if who.group == "referrer":
        risk = playbook.risk(who.get("expects_kind"), lang)
        return [risk] if risk else []
    if who.group != "contact":
        return []
    role, layer = who.get("role"), net.layer(number)
    chief = playbook.approach("chief", lang) if (role, layer) == ("economic_buyer", "decision") else []
    return [*playbook.concerns(layer, lang), *playbook.approach(role, lang), *chief]


def _held(net: Network, holder: str) -> list[dict[str, Any]]:
    return [_columns(interest) for _, interest in sorted(net.interests.items()) if interest.holder == holder]


def _account(net: Network, thing: str, lang: str) -> dict[str, Any]:
    from influence import playbook

    record = net.accounts[thing]
    columns = _columns(record)
    contacts = [net.ids[number] for number in net.contacts(thing)]
    events = [_columns(event) for event in net.records("events") if event.account == thing]
    signals = dict.fromkeys(event["kind"] for event in events)
    advice = [words for kind in signals if (words := playbook.countermeasure(kind, lang))]
    return _card(
        "account", thing, record.name, {**columns, "contacts": contacts},
        interests=_held(net, thing), events=events, advice=advice,
    )  # fmt: skip


def _deal(net: Network, thing: str, lang: str) -> dict[str, Any]:
    from influence import playbook

    record = _recorded(net, "deals", thing)
    events = [_columns(event) for event in net.records("events") if event.deal == thing]
    interests = [_columns(interest) for _, interest in sorted(net.interests.items()) if interest.deal == thing]
    step = playbook.next_step(record.stage, lang)
    advice = [*([step] if step else []), *playbook.preparation(lang)]
    return _card("deal", thing, record.name, _columns(record), interests=interests, events=events, advice=advice)


def _interest(net: Network, thing: str, lang: str) -> dict[str, Any]:
    from influence import playbook

    record = _recorded(net, "interests", thing)
    columns = _columns(record)
    columns["interest_kind"] = columns.pop("kind")
    risk = playbook.risk(record.kind, lang)
    name = record.description or f"{record.kind or 'interest'} of {record.holder}"
    return _card("interest", thing, name, columns, interests=[_columns(record)], advice=[risk] if risk else [])
