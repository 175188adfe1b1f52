"""What changed between two dates or two loads, in words and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from influence.analysis.decision_case import case_of
from influence.analysis.decision_group import Matter
from influence.analysis.results import Result, result

if TYPE_CHECKING:
    from collections.abc import Iterator

    from influence.network import Network

LEAST_CHANGE = 0.1  # of strength or P(win): what a reader would notice
_ORDER = ("pwin", "person", "attitude", "post", "deal", "interest", "tie", "account")


def diff(before: Network, after: Network, *, labels: tuple[str, str] | None = None) -> Result:
    """Changes from one network to another: P(win), people, attitudes, posts, deals, interests, ties, accounts.

    `before` and `after` are the same workspace at two dates, or two loads. Ties count where they appear, end, or move
    by .1 in strength. Each entry has `kind`, `about`, the values before and after, and `words`. Sorted by kind (as
    listed), then id. Cost linear in people and ties.
    """
    first, second = labels or (before.as_of.isoformat(), after.as_of.isoformat())
    rows = [row for kind in _ORDER for row in sorted(_KINDS[kind](before, after), key=lambda row: row["about"])]
    return result(
        after,
        "diff",
        {"from": first, "to": second, "changes": rows},
        "changes",
        sections=("strength", "opinions", "decision"),
        parameters={"from": first, "to": second},
        key="about",
        sentence=lambda entry, lang: _sentence(entry, lang, (first, second)),
    )


def _change(kind: str, about: str, before: Any, after: Any, words: str) -> dict[str, Any]:
    return {"kind": kind, "about": about, "before": before, "after": after, "words": words}


def _people(net: Network) -> dict[str, int]:
    return {net.ids[person]: person for person in net.everyone}


def _pwin(before: Network, after: Network) -> Iterator[dict[str, Any]]:
    for deal in sorted(before.deals.keys() | after.deals.keys()):
        was, now = _chance(before, deal), _chance(after, deal)
        if was != now and (was is None or now is None or abs(was - now) > 1e-9):
            told = ["not told" if value is None else f"{value:.1%}" for value in (was, now)]
            yield _change(
                "pwin", deal, was, now, f"P(win) of {_deal_name(before, after, deal)}: {told[0]} -> {told[1]}"
            )


def _deal_name(before: Network, after: Network, deal: str) -> str:
    return str((after.deals.get(deal) or before.deals[deal]).name)


def _chance(net: Network, deal: str) -> float | None:
    if deal not in net.deals:
        return None
    case = case_of(net, Matter(deal, net.deals[deal].account))
    return None if case.withheld else case.pwin


def _persons(before: Network, after: Network) -> Iterator[dict[str, Any]]:
    was, now = _people(before), _people(after)
    for one in sorted(was.keys() ^ now.keys()):
        name = after.name(now[one]) if one in now else before.name(was[one])
        here = one in now
        yield _change("person", one, not here, here, f"{name} {'is new' if here else 'is no longer there'}")


def _attitudes(before: Network, after: Network) -> Iterator[dict[str, Any]]:
    was, now = _people(before), _people(after)
    for one in sorted(was.keys() & now.keys()):
        old, new = before.attitude(was[one]), after.attitude(now[one])
        if old != new:
            yield _change("attitude", one, old, new, f"{after.name(now[one])}: {old} -> {new}")


def _posts(before: Network, after: Network) -> Iterator[dict[str, Any]]:
    was, now = _people(before), _people(after)
    for one in sorted(was.keys() & now.keys()):
        old, new = _held(before, was[one]), _held(after, now[one])
        if old != new:
            told = f"{'; '.join(old) or 'no post'} -> {'; '.join(new) or 'no post'}"
            yield _change("post", one, old, new, f"{after.name(now[one])}: {told}")


def _held(net: Network, person: int) -> list[str]:
    return [f"{post.title or post.layer or 'contact'} at {post.account or '-'}" for post in net.posts(person)]


def _deals(before: Network, after: Network) -> Iterator[dict[str, Any]]:
    for one in sorted(before.deals.keys() | after.deals.keys()):
        old, new = before.deals.get(one), after.deals.get(one)
        stages = [None if deal is None else deal.stage for deal in (old, new)]
        if old is None or new is None:
            words = f"deal {_deal_name(before, after, one)} {'is new' if old is None else 'is gone'}"
            yield _change("deal", one, stages[0], stages[1], words)
        elif stages[0] != stages[1]:
            yield _change(
                "deal", one, stages[0], stages[1], f"deal {new.name}: {stages[0] or '-'} -> {stages[1] or '-'}"
            )


def _interests(before: Network, after: Network) -> Iterator[dict[str, Any]]:
    for one in sorted(before.interests.keys() | after.interests.keys()):
        states = [None if (row := net.interests.get(one)) is None else row.state for net in (before, after)]
        if states[0] != states[1]:
            row = after.interests.get(one) or before.interests[one]
            words = f"{row.kind or 'interest'} of {row.holder}: {states[0] or 'none'} -> {states[1] or 'none'}"
            yield _change("interest", one, states[0], states[1], words)


def _ties(before: Network, after: Network) -> Iterator[dict[str, Any]]:
    was, now = _strengths(before), _strengths(after)
    for pair in sorted(was.keys() | now.keys()):
        old, new = was.get(pair), now.get(pair)
        if (old is None) != (new is None) or (old and new and abs(old[1] - new[1]) >= LEAST_CHANGE):
            kind = (new or old or ("", 0.0))[0]
            told = ["none" if value is None else f"{value[1]:.2f}" for value in (old, new)]
            about = f"{pair[0]}:{pair[1]}"
            yield _change(
                "tie",
                about,
                old and old[1],
                new and new[1],
                f"{_name(before, after, pair[0])} and {_name(before, after, pair[1])} ({kind}): {told[0]} -> {told[1]}",
            )


def _name(before: Network, after: Network, one: str) -> str:
    net = after if one in after.ids else before
    return net.name(net.index(one))


def _strengths(net: Network) -> dict[tuple[str, str], tuple[str, float]]:
    """Kind and strength of the strongest tie per pair of ids; a conflict counts 0."""
    from influence.model.kinds import TIE_KIND

    arrays = net.arrays()
    found: dict[tuple[str, str], tuple[str, float]] = {}
    columns = (arrays.source.tolist(), arrays.target.tolist(), arrays.kind.tolist(), arrays.strength.tolist())
    ids = list(net.ids)
    for source, target, kind, strength in zip(*columns, strict=True):
        pair = (ids[min(source, target)], ids[max(source, target)])
        value = 0.0 if strength != strength else strength  # noqa: PLR0124 - NaN: a conflict without a strength
        if pair not in found or value > found[pair][1]:
            found[pair] = (TIE_KIND.words[kind], value)
    return found


def _accounts(before: Network, after: Network) -> Iterator[dict[str, Any]]:
    for one in sorted(before.accounts.keys() | after.accounts.keys()):
        old, new = before.accounts.get(one), after.accounts.get(one)
        if old is None or new is None:
            name = (after.accounts.get(one) or before.accounts[one]).name
            words = f"account {name} {'is new' if old is None else 'is gone'}"
            yield _change("account", one, old is not None, new is not None, words)
            continue
        for column in new._fields:
            if getattr(old, column) != getattr(new, column):
                values = getattr(old, column), getattr(new, column)
                yield _change("account", one, values[0], values[1], f"{new.name}, {column}: {values[0]} -> {values[1]}")


_KINDS = {
    "pwin": _pwin,
    "person": _persons,
    "attitude": _attitudes,
    "post": _posts,
    "deal": _deals,
    "interest": _interests,
    "tie": _ties,
    "account": _accounts,
}
_WORDS_ZH = {
    "pwin": "赢单概率",
    "person": "人员",
    "attitude": "态度",
    "post": "职务",
    "deal": "商机",
    "interest": "利益",
    "tie": "关系",
    "account": "客户",
}


def _sentence(entry: dict[str, Any], lang: str, labels: tuple[str, str]) -> str:
    if lang == "zh":
        return f"{labels[0]} 至 {labels[1]}，{_WORDS_ZH[entry['kind']]} {entry['about']}：{entry['words']}。"
    return f"From {labels[0]} to {labels[1]}: {entry['words']}."
