"""Draws the picture of `docs/how-to/neo4j.md` from the answer of the server.

``influence cypher go_betweens --param person=chen-fang --workspace team --format json |
python -m scripts.draw_introductions``; a test compares the page with what it would write.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PAGE = Path(__file__).parents[1] / "docs" / "how-to" / "neo4j.md"
BLOCK = re.compile(r"```mermaid\n.*?```", re.DOTALL)


def picture(rows: Iterable[Mapping[str, Any]], person: str) -> str:
    """A Mermaid graph of the rows of ``go_betweens``: our people, who is known on both sides, the person.

    >>> print(picture([{"id": "b", "ours": ["x", "y"]}], "p"))
    ```mermaid
    graph LR
      x & y --> b --> p
    ```
    """
    lines = [f"  {' & '.join(row['ours'])} --> {row['id']} --> {person}" for row in rows]
    return "\n".join(["```mermaid", "graph LR", *lines, "```"])


def main() -> None:
    """Put the picture of the answer on standard input into the page."""
    told = json.load(sys.stdin)
    new = picture(told["answer"]["rows"], told["parameters"]["person"])
    PAGE.write_text(BLOCK.sub(lambda _: new, PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
