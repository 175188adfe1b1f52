"""Names: from what a user types to the one person, account, deal or interest that is meant."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from influence.errors import AmbiguousName, UnknownName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from influence.network.network import Network

KINDS = ("person", "account", "deal", "interest")
_TABLES = {"account": "accounts", "deal": "deals", "interest": "interests"}


class Found(NamedTuple):
    """What a name means: the kind of thing and its id."""

    kind: str
    id: str


class _Named(NamedTuple):
    kind: str
    id: str
    name: str


def resolve(net: Network, text: str, kinds: Sequence[str]) -> Found:
    """The one thing of `kinds` (all where empty) that `text` names.

    An id wins; then a whole name; then a name in other capitals; then a part of one name, in the script it is written
    in or, where pypinyin is installed, in Latin letters. Raises `UnknownName` with near matches, or `AmbiguousName`
    with every candidate. Cost: log n for an id, that of finding a text among all names for a whole name, linear in
    people otherwise.
    """
    wanted, asked = tuple(kinds) or KINDS, text.strip()
    folded = asked.casefold()
    steps: list[Callable[[], list[_Named]]] = [
        lambda: _exact_ids(net, asked, wanted),
        lambda: _called(net, asked, wanted),
        lambda: _like(net, folded, wanted),
        lambda: _in_latin(list(_named(net, wanted)), folded),
    ]
    for step in steps:
        found = step()
        if found:
            return _only(net, asked, found)
    raise _unknown(asked, list(_named(net, wanted)), wanted)


def _called(net: Network, name: str, kinds: Sequence[str]) -> list[_Named]:
    """Things of exactly this name: of people it is looked for in all their names at once, as these are kept."""
    people = [_Named("person", net.ids[at], name) for at in _places(net, name)] if "person" in kinds else []
    others = [kind for kind in kinds if kind != "person"]
    return people + [one for one in _named(net, others) if one.name == name]


def _places(net: Network, name: str) -> Iterator[int]:
    """The people of this name, by number."""
    starts, whole, looked = net.columns.name_at, bytes(net.columns.name_text[:]), name.encode(errors="surrogatepass")
    at = whole.find(looked) if looked else -1
    while at >= 0:
        person = bisect_left(starts, at)
        if starts[person] == at and starts[person + 1] == at + len(looked):
            yield person
        at = whole.find(looked, at + 1)


def _like(net: Network, folded: str, kinds: Sequence[str]) -> list[_Named]:
    """Things of this name in other capitals, else those of whose name it is a part."""
    found = [one for one in _named(net, kinds) if folded in one.name.casefold()] if folded else []
    return [one for one in found if one.name.casefold() == folded] or found


def _exact_ids(net: Network, text: str, kinds: Sequence[str]) -> list[_Named]:
    at = bisect_left(net.ids, text) if "person" in kinds else len(net)
    if at < len(net) and net.ids[at] == text:
        return [_Named("person", text, net.name(at))]
    return [_Named(kind, text, text) for kind in kinds if kind in _TABLES and text in _ids(net, kind)][:1]


def _ids(net: Network, kind: str) -> dict[str, str]:
    """Ids and names of one kind, whether or not they exist at the date."""
    from influence.model.columns import TABLES

    table = TABLES[_TABLES[kind]]
    name = table.column_names.index("name") if "name" in table.column_names else 1
    return {row[1]: row[name] for row in net.columns.table(table.name)}


def _named(net: Network, kinds: Sequence[str]) -> Iterator[_Named]:
    for kind in kinds:
        if kind == "person":
            yield from (_Named(kind, *told) for told in zip(net.ids, net.names, strict=True))
        else:
            yield from (_Named(kind, one, name) for one, name in _ids(net, kind).items())


def _in_latin(everything: list[_Named], folded: str) -> list[_Named]:
    """Things whose Chinese name, read in pinyin, is or holds the text: whole names before parts."""
    try:
        import pypinyin
    except ImportError:  # the extra `cjk` is not installed: Latin letters then find Latin names only
        return []
    plain = folded.replace(" ", "")
    if not plain.isascii() or not plain:
        return []

    @cache
    def at_an_end(first: str) -> bool:
        """Whether the text begins or ends as the first character of a name may be read: spelling a name takes long."""
        (readings,) = pypinyin.pinyin(first, style=pypinyin.Style.NORMAL, heteronym=True)
        return any(plain.startswith(reading) or plain.endswith(reading) for reading in map(str.casefold, readings))

    @cache
    def forms(name: str) -> set[str]:
        return spelling(name, pypinyin.lazy_pinyin)

    chinese = [one for one in everything if not one.name.isascii()]
    whole = [one for one in chinese if at_an_end(one.name[0]) and plain in forms(one.name)]
    return whole or [one for one in chinese if any(plain in form for form in forms(one.name))]


def spelling(name: str, pinyin: Callable[[str], list[str]]) -> set[str]:
    """Latin spellings of a Chinese name, family name first and last, without spaces.

    >>> sorted(spelling("陈芳", lambda text: ["chen", "fang"]))
    ['chenfang', 'fangchen']
    """
    parts = [part.casefold().replace(" ", "") for part in pinyin(name)]
    return {"".join(parts), "".join(parts[1:] + parts[:1])}


def _only(net: Network, text: str, found: list[_Named]) -> Found:
    if len(found) == 1:
        return Found(found[0].kind, found[0].id)
    candidates = sorted(describe(net, one.kind, one.id) for one in found)
    raise AmbiguousName(
        f"{text!r} may be {len(found)} things: {'; '.join(candidates[:5])}{' ...' if len(found) > 5 else ''}",
        hint="give the id, or more of the name",
        candidates=candidates,
    )


def describe(net: Network, kind: str, thing: str) -> str:
    """One line that tells a candidate apart: name, id, title and account of a person."""
    if kind != "person":
        return f"{_ids(net, kind)[thing]} ({kind} {thing})"
    person = net.index(thing)
    posts = [f"{post.title or 'contact'} at {post.account}" for post in net.posts(person) if post.account]
    return f"{net.name(person)} ({', '.join([thing, *posts]) if posts else f'{thing}, {net.group(person)}'})"


def _unknown(text: str, everything: list[_Named], kinds: Sequence[str]) -> UnknownName:
    from rapidfuzz import process

    near = process.extract(text, {one.id: one.name for one in everything}, limit=3, score_cutoff=60)
    names = [f"{name} ({one})" for name, _, one in near]
    return UnknownName(
        f"no {' or '.join(kinds)} is called {text!r}",
        hint=f"did you mean {names[0]}?" if names else "see `influence status` for what is loaded",
        candidates=names,
    )
