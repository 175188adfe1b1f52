"""Finding the one person that `forget` and `report` are about, over all loads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from influence.errors import AmbiguousName, UnknownName

if TYPE_CHECKING:
    from influence.stores.base import Store


def the_person(store: Store, text: str) -> tuple[str, str]:
    """Id and name of the person whose id or whole name is `text`; parts of names are not enough here.

    Raises `UnknownName` with near names, `AmbiguousName` with all who bear it.
    """
    found = store.people(text)
    if len(found) == 1:
        return found[0]
    if found:
        listed = [f"{identity} ({name})" for identity, name in found]
        raise AmbiguousName(f"{len(found)} people are called {text!r}", hint="give the id", candidates=listed)
    near = _near(store, text)
    hint = f"did you mean {near[0]}? give the id or the whole name" if near else "give the id or the whole name"
    raise UnknownName(f"nobody is called {text!r}", hint=hint, candidates=near)


def _near(store: Store, text: str) -> list[str]:
    from difflib import get_close_matches

    if not store.loads():
        return []
    rows = store.rows(tables=("contacts", "team", "referrers"))
    names = sorted({row[0] for table in ("contacts", "team", "referrers") for row in rows[table]})
    parts = [name for name in names if text.casefold() in name.casefold()]
    return list(dict.fromkeys([*parts, *get_close_matches(text, names, n=3)]))[:10]
