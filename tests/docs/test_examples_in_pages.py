"""Every Python example in README and docs gives the digits that it shows."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "README.zh.md", *sorted((ROOT / "docs").rglob("*.md"))]
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


def examples(page: Path) -> str:
    return "\n".join(PYTHON.findall(page.read_text(encoding="utf-8")))


@pytest.mark.parametrize("page", [page for page in PAGES if ">>> " in examples(page)], ids=lambda page: page.stem)
def test_examples_hold(page: Path) -> None:
    test = doctest.DocTestParser().get_doctest(examples(page), {}, page.name, str(page), 0)
    report: list[str] = []
    result = doctest.DocTestRunner().run(test, out=report.append)
    assert result.failed == 0, "".join(report)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_lead_somewhere(page: Path) -> None:
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize(
    "name",
    [
        "strength",
        "routes",
        "opinions",
        "decision",
        "blockers",
        "structure",
        "action",
        "uncertainty",
        "introducers",
        "accounts",
        "matching",
    ],
)
def test_every_explanation_has_a_worked_example(name: str) -> None:
    assert ">>> " in examples(ROOT / "docs" / "explanation" / f"{name}.md")


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if any(">>> " not in block for block in PYTHON.findall(page.read_text(encoding="utf-8")))],
    ids=lambda page: page.stem,
)
def test_code_runs(page: Path) -> None:
    for block in PYTHON.findall(page.read_text(encoding="utf-8")):
        if ">>> " not in block:
            exec(compile(block, str(page), "exec"), {})  # noqa: S102 - the pages' own examples


def test_trust_names_tests_that_exist() -> None:
    text = (ROOT / "docs" / "explanation" / "trust.md").read_text(encoding="utf-8")
    folders = set(re.findall(r"`(tests/\w+)`", text))
    assert [folder for folder in sorted(folders) if not list((ROOT / folder).glob("test_*.py"))] == []
