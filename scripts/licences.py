"""Writes `docs/reference/licences.md`: every distribution of the locks, its licence, and what it is needed for.

Run it after `make lock`, where the locks are installed; a test compares the page with the locks. It fails for a
licence it does not know, and for one that is not permissive unless `ALLOWED` says why it may be there.
"""

from __future__ import annotations

import re
import sys
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "reference" / "licences.md"
LOCKS = {"requirements.lock": "running", "requirements-test.lock": "tests alone"}
PERMISSIVE = frozenset(
    (
        "0BSD",
        "Apache-2.0",
        "BSD",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC0-1.0",
        "ISC",
        "MIT",
        "PSF-2.0",
        "Python-2.0",
        "Zlib",
    )
)
ALLOWED = {
    "certifi": "MPL-2.0 covers its own files alone, and we change none; tests alone",
    "hypothesis": "MPL-2.0 covers its own files alone, and we change none; tests alone",
    "igraph": "GPL; tests compare our results with its own, nothing of it is shipped or imported by the package",
    "pathspec": "MPL-2.0 covers its own files alone, and we change none; tests alone",
}
"""Distributions whose licence is not permissive, and why they may be used."""
WORDS = (
    ("Apache", "Apache-2.0"),
    ("Mozilla", "MPL-2.0"),
    ("MPL", "MPL-2.0"),
    ("GNU General Public", "GPL"),
    ("ISC", "ISC"),
    ("Python Software Foundation", "PSF-2.0"),
    ("BSD 3-Clause", "BSD-3-Clause"),
    ("BSD-3-Clause", "BSD-3-Clause"),
    ("BSD", "BSD"),
    ("MIT", "MIT"),
)
"""Where no expression is declared: a word of what is, and the licence it stands for."""


def locked() -> dict[str, tuple[str, str]]:
    """Name -> version and purpose of every distribution of the locks."""
    found: dict[str, tuple[str, str]] = {}
    for file, purpose in LOCKS.items():
        text = (ROOT / file).read_text(encoding="utf-8")
        for name, version in re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE):
            found.setdefault(name, (version, purpose))
    return dict(sorted(found.items()))


def licence(name: str) -> str:
    """The licence that an installed distribution declares, as an SPDX expression where it is clear."""
    told = metadata.metadata(name)
    if expression := told.get("License-Expression"):
        return expression
    classes = [line for line in told.get_all("Classifier") or [] if line.startswith("License ::")]
    first = (told.get("License") or "").strip().partition("\n")[0]
    for text in (*classes, first, *_texts(name)):
        for word, known in WORDS:
            if word in text:
                return known
    raise SystemExit(f"the licence of {name} is not clear: read it, then say it in scripts/licences.py")


def _texts(name: str) -> Iterator[str]:
    """How the licence files of a distribution begin."""
    for file in metadata.files(name) or ():
        if file.name.upper().startswith("LICEN"):
            yield file.read_text(encoding="utf-8").strip()[:80]


def is_permissive(expression: str) -> bool:
    """Whether an SPDX expression asks for no more than to be named."""
    return all(
        any(part in PERMISSIVE for part in choice.split(" OR ")) for choice in expression.strip("()").split(" AND ")
    )


def page() -> str:
    """The text of the page."""
    rows = [(name, version, licence(name), purpose) for name, (version, purpose) in locked().items()]
    if strange := [name for name, _, told, _ in rows if not is_permissive(told) and name not in ALLOWED]:
        raise SystemExit(f"not permissive: {', '.join(strange)}")
    lines = (f"| {name} | {version} | {told} | {purpose} |" for name, version, told, purpose in rows)
    reasons = (f"- {name}: {why}." for name, why in ALLOWED.items())
    return "\n".join(
        (
            "# Licences",
            "",
            "Written by `scripts/licences.py` from the locks and from what each distribution declares.",
            "Everything that running needs is permissive. No file of others is copied into the package: script and",
            "style of the pages are our own, and each page names them by hash.",
            "",
            "| distribution | version | licence | needed for |",
            "|---|---|---|---|",
            *lines,
            "",
            "Not permissive, and why they may be there:",
            "",
            *reasons,
            "",
        )
    )


if __name__ == "__main__":
    sys.stdout.write(f"{PAGE.write_text(page(), encoding='utf-8')} letters\n")
