"""Generated workspaces: accounts as communities, a few hubs, Chinese names, every column that a strength is made of.

The same size and seed give the same files. ``python benchmarks/graphs.py 1000000 FOLDER`` writes one.
"""

from __future__ import annotations

import csv
import random
import sys
from pathlib import Path

AS_OF = "2026-06-30"
PEOPLE_PER_ACCOUNT = 40
TIES_PER_PERSON = 10
FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建文"
KINDS = ("knows", "friend", "works_with", "former_colleague", "alumni", "influences", "mentor", "rapport")
ATTITUDES = ("support", "accept", "neutral", "doubt", "resist", "")
LAYERS = ("decision", "management", "operation", "operation", "")
CHANNELS = ("meeting", "call", "mail", "meal", "social")


def write(ties: int, folder: Path, seed: int = 1) -> Path:
    """Write a workspace of `ties` relationships between a tenth as many people; returns its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    draw = random.Random(seed)
    people = max(ties // TIES_PER_PERSON, 30)
    team = min(50, max(3, people // 2000))
    contacts = [f"c{number:07d}" for number in range(people - team)]
    ours = [f"t{number:03d}" for number in range(team)]
    _table(folder, "accounts", ["name", "id"], _accounts(people))
    _table(folder, "contacts", ["name", "id", "account", "layer", "attitude"], _contacts(contacts, draw))
    _table(folder, "team", ["name", "id", "layer"], ([_name(draw), one, "operation"] for one in ours))
    header = ["source", "target", "kind", "strength", "since", "last_contact", "confidence"]
    _table(folder, "relationships", header, _ties(contacts, ours, ties, draw))
    _table(folder, "interactions", ["date", "source", "target", "channel"], _meetings(contacts, ours, ties // 10, draw))
    return folder


def _table(folder: Path, name: str, header: list[str], rows: object) -> None:
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(header)
        writer.writerows(rows)  # type: ignore[arg-type]


def _accounts(people: int) -> list[list[str]]:
    return [[f"Account {number}", f"a{number}"] for number in range(people // PEOPLE_PER_ACCOUNT + 1)]


def _contacts(contacts: list[str], draw: random.Random) -> object:
    for number, one in enumerate(contacts):
        account = f"a{number // PEOPLE_PER_ACCOUNT}"
        yield [_name(draw), one, account, draw.choice(LAYERS), draw.choice(ATTITUDES)]


def _name(draw: random.Random) -> str:
    return draw.choice(FAMILY) + draw.choice(GIVEN) + draw.choice(GIVEN)


def _ties(contacts: list[str], ours: list[str], ties: int, draw: random.Random) -> object:
    """Four in five inside an account, the rest to hubs and across; one in a thousand from us."""
    seen: set[tuple[str, str]] = set()
    while len(seen) < ties:
        one, other = _ends(contacts, ours, draw)
        key = (min(one, other), max(one, other))
        if one != other and key not in seen:
            seen.add(key)
            yield [one, other, *_told(draw)]


def _ends(contacts: list[str], ours: list[str], draw: random.Random) -> tuple[str, str]:
    count, pick = len(contacts), draw.random()
    number = draw.randrange(count)
    if pick < 0.001:
        return draw.choice(ours), contacts[number]
    if pick < 0.6:
        start = number // PEOPLE_PER_ACCOUNT * PEOPLE_PER_ACCOUNT
        return contacts[number], contacts[min(start + draw.randrange(PEOPLE_PER_ACCOUNT), count - 1)]
    if pick < 0.75:
        return contacts[number], contacts[int(count * draw.random() ** 6)]
    return contacts[number], contacts[draw.randrange(count)]


def _told(draw: random.Random) -> list[str]:
    strength = f"{draw.betavariate(2, 4):.3f}" if draw.random() < 0.7 else ""
    since = f"20{draw.randrange(10, 25)}-0{draw.randrange(1, 10)}-15" if draw.random() < 0.5 else ""
    last = f"2025-{draw.randrange(1, 13):02d}-{draw.randrange(1, 29):02d}" if draw.random() < 0.5 else ""
    confidence = f"{draw.uniform(0.5, 1):.2f}" if draw.random() < 0.3 else ""
    return [draw.choice(KINDS), strength, since, last, confidence]


def _meetings(contacts: list[str], ours: list[str], count: int, draw: random.Random) -> object:
    for _ in range(count):
        one, other = _ends(contacts, ours, draw)
        if one != other:
            day = f"2026-{draw.randrange(1, 7):02d}-{draw.randrange(1, 29):02d}"
            yield [day, one, other, draw.choice(CHANNELS)]


def change(folder: Path) -> None:
    """Set another strength in the first relationship."""
    file = folder / "relationships.csv"
    head, first, rest = file.read_bytes().split(b"\n", 2)
    cells = first.split(b",")
    cells[3] = b"0.123"
    file.write_bytes(b"\n".join([head, b",".join(cells), rest]))


if __name__ == "__main__":
    if sys.argv[1] == "change":
        change(Path(sys.argv[2]))
    else:
        write(int(sys.argv[1]), Path(sys.argv[2]))
