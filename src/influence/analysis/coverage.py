"""Whom we know at an account, and what hangs by a single thread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from influence.analysis.access import access
from influence.analysis.account_graph import people_of
from influence.analysis.reach import Thread, threads
from influence.analysis.results import Result, result
from influence.model.scales import LAYER

if TYPE_CHECKING:
    from influence.network import Network


MOST_STRANGERS = 100  # people without a thread for whom a way in is sought


def coverage(net: Network, account: str) -> Result:
    """Live threads, layers and departments reached, and who is orphaned if one of ours leaves.

    A live thread is a tie of ours of strength `thread_strength` (.25) or more; wanted are 3 threads, 2 layers,
    2 departments [J]. `orphans_if` counts every tie without conflict, however weak. Raises `UsageError` for an empty
    account. Cost linear in the ties of its people; `access` lists the way in to those
    without a thread, the easiest first.
    """
    account = net.resolve(account, "account").id
    people = people_of(net, account)
    every = threads(net, people)
    live = [thread for thread in every if thread.strength >= net.assumptions["thread_strength"]]
    reached = {thread.contact for thread in live}
    answer: dict[str, Any] = {
        "account": account,
        "layers": _shares(LAYER.words, {p: _layer(net, p, account) for p in people}, reached),
        "departments": _shares((), {p: _department(net, p, account) for p in people}, reached),
        "threads": _threads(net, live),
        "orphans_if": _orphans(net, every),
    }
    answer["access"] = _access_plan(net, [p for p in people if p not in reached])
    answer["missing"] = _missing(net, answer, [net.name(p) for p in people if p not in reached])
    return result(
        net,
        "coverage",
        answer,
        "threads",
        sections=("strength", "coverage"),
        parameters={"account": account},
        unit="strength",
        key="contact",
        sentence=lambda entry, lang: _sentence(entry, lang, answer),
    )


def _layer(net: Network, person: int, account: str) -> str | None:
    return next((post.layer for post in net.posts(person) if post.account == account and post.layer), None)


def _department(net: Network, person: int, account: str) -> str | None:
    return next((post.department for post in net.posts(person) if post.account == account and post.department), None)


def _shares(words: tuple[str, ...], of: dict[int, str | None], reached: set[int]) -> dict[str, dict[str, int]]:
    """People and people reached per word; those of no word under `unknown`."""
    named = [*(w for w in words if w in of.values()), *sorted({w for w in of.values() if w and w not in words})]
    groups = {word: [p for p, own in of.items() if own == word] for word in named}
    groups |= {"unknown": [p for p, own in of.items() if own is None]} if None in of.values() else {}
    return {w: {"people": len(some), "reached": sum(p in reached for p in some)} for w, some in groups.items()}


def _threads(net: Network, live: list[Thread]) -> list[dict[str, Any]]:
    held = [thread.contact for thread in live]
    return [
        {
            "contact": net.ids[thread.contact],
            "ours": net.ids[thread.ours],
            "strength": thread.strength,
            "single": held.count(thread.contact) == 1,
        }
        for thread in live
    ]


def _orphans(net: Network, every: list[Thread]) -> list[dict[str, Any]]:
    """For each of ours the contacts whose only tie to us they hold."""
    holders: dict[int, list[int]] = {}
    for thread in every:
        holders.setdefault(thread.contact, []).append(thread.ours)
    only = {contact: ours[0] for contact, ours in holders.items() if len(ours) == 1}
    return [
        {"ours": net.ids[one], "contacts": [net.ids[contact] for contact, ours in sorted(only.items()) if ours == one]}
        for one in sorted(set(only.values()))
    ]


def _access_plan(net: Network, strangers: list[int]) -> list[dict[str, Any]]:
    """The way in to those without a live thread, the easiest first: best route and its probability."""
    ways = access(net)
    found = [
        {
            "contact": net.ids[person],
            "probability": ways.best(person),
            "route": [net.ids[p] for p in ways.route(person)],
        }
        for person in strangers[:MOST_STRANGERS]
    ]
    return sorted(found, key=lambda row: (-row["probability"], row["contact"]))


def _missing(net: Network, answer: dict[str, Any], strangers: list[str]) -> list[str]:
    constants = net.assumptions
    found = []
    counts = {"threads": len(answer["threads"])}
    for kind in ("layers", "departments"):
        counts[kind] = sum(1 for word, share in answer[kind].items() if word != "unknown" and share["reached"])
    for kind, count in counts.items():
        wanted = int(constants[f"{kind}_wanted"])
        if count < wanted:
            found.append(f"{count} of {wanted} {'live threads' if kind == 'threads' else kind} wanted")
    for kind in ("layers", "departments"):
        blank = [word for word, share in answer[kind].items() if not share["reached"]]
        found += [f"no live thread into {kind[:-1]} {word}" for word in blank if word != "unknown"]
    single = sorted(net.name(net.index(thread["contact"])) for thread in answer["threads"] if thread["single"])
    found += [f"single thread: {', '.join(single)}"] if single else []
    return found + ([f"nobody of ours knows {', '.join(strangers)}"] if strangers else [])


def _sentence(entry: dict[str, Any], lang: str, answer: dict[str, Any]) -> str:
    others = sum(thread["contact"] == entry["contact"] for thread in answer["threads"]) - 1
    if lang == "zh":
        more = f"另有 {others} 条联系" if others else "这是我们唯一的联系，此人离开即中断"
        return f"{entry['ours']} 与 {entry['contact']} 的联系强度为 {entry['strength']:.2f}；{more}。"
    more = f"{others} more of ours know them" if others else "it is our only live thread: if it breaks, it is lost"
    return f"{entry['ours']} holds a tie of strength {entry['strength']:.2f} to {entry['contact']}; {more}."
