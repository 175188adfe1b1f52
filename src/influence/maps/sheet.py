"""A map as an object: saved as one page, shown inline in a notebook, restyled through its pyvis network."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

from influence.files import write_file
from influence.maps import carrier
from influence.maps.document import document
from influence.maps.page import page

if TYPE_CHECKING:
    from pathlib import Path

    from influence.files import Register
    from influence.maps.view import View


class Map:
    """The page of one `view`.

    `network` is a pyvis `Network` (directed, places fixed): what you change of its nodes' colours and sizes is drawn.
    """

    def __init__(self, view: View) -> None:
        self.view = view

    def __repr__(self) -> str:
        return f"Map({self.view!r})"

    @cached_property
    def network(self) -> Any:
        """The pyvis network that carries the map; built when first asked for."""
        return carrier.network(self.view)

    def _restyled(self) -> tuple[View, dict[int, str]]:
        if "network" not in self.__dict__:
            return self.view, {}
        colours, sizes = carrier.restyled(self.view, self.network)
        people = [replace(p, size=sizes.get(i, p.size)) for i, p in enumerate(self.view.people)]
        return replace(self.view, people=people), colours

    def html(self, **more: Any) -> str:
        """The self-contained page; the same data give the same text."""
        view, colours = self._restyled()
        return page(document(view, colours=colours, **more))

    @property
    def shown(self) -> dict[str, int]:
        """People and ties that the page draws when it opens."""
        if self.view.kind == "accounts":
            return {"people": 0, "ties": 0}
        seen = [person.level == 0 for person in self.view.people]
        ties = sum(tie.main and seen[tie.source] and seen[tie.target] for tie in self.view.ties)
        return {"people": sum(seen), "ties": ties}

    def save(
        self,
        path: str | os.PathLike[str],
        *,
        overwrite: bool = False,
        share: bool = False,
        register: Register | None = None,
    ) -> Path:
        """Write the page to `path` (0600, or 0644 with `share`), whole or not at all; returns the path.

        Raises `UsageError` for a file that we did not write, unless `overwrite`; `EnvironmentFault` where the disk
        refuses.
        """
        page = [self.html().encode()]
        return write_file(os.fspath(path), page, overwrite=overwrite, share=share, register=register)

    def _repr_html_(self) -> str:
        """The page in a frame of its own that may run its script and nothing else of the notebook."""
        return (
            '<iframe sandbox="allow-scripts allow-downloads" width="100%" height="640" style="border:0" '
            f'title="{escape(self.view.title)}" srcdoc="{escape(self.html())}"></iframe>'
        )
