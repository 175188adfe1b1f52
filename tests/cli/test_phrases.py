"""The command line speaks Chinese: no English sentence is left in the answers to the sample's questions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click.testing
import pytest

from influence import sample
from influence.cli.main import group
from influence.cli.phrases import said

if TYPE_CHECKING:
    from pathlib import Path

ENGLISH = re.compile(r"\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\b")
HEADING = re.compile("  [a-z ]+[:：]")
QUESTIONS = (
    "path 陈芳",
    "influencers premium-line",
    "committee premium-line",
    "blockers premium-line",
    "plan premium-line --hours 9",
    "questions premium-line",
    "questions kitchen-range",
    "time",
    "match oakhall",
    "keyplayers oakhall -k 2",
    "structure oakhall --likely",
    "interests premium-line",
    "coverage oakhall",
    "accounts",
    "alerts",
    "ledger",
    "diff 2026-08-01 2026-11-01",
    "show zhao-gang",
    "show oakhall",
    "show premium-line",
    "show brand-goal",
    "whatif premium-line --without chen-fang --attitude zhao-gang=support --tie li-na:gao-min=0.7 --settle zhao-price",
    "status",
    "show cai-dong",
    "show wang-lei",
    "diff 2020-01-01 2026-11-01",
    "report cao-yan",
    "centrality oakhall",
    "cypher",
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("zh") / "zh.db"
    ran = click.testing.CliRunner().invoke(group, ["load", str(sample.folder("zh")), "--store", str(path)])
    assert ran.exit_code == 0
    return path


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_english_sentence_is_left(store: Path, question: str) -> None:
    common = ["--store", str(store), "--as-of", "2026-11-01", "--lang", "zh", "--draws", "20"]

    ran = click.testing.CliRunner().invoke(group, [*question.split(), *common])

    assert ran.exit_code == 0
    assert [line for line in ran.stdout.splitlines() if ENGLISH.search(line) or HEADING.match(line)] == []


def test_a_sentence_inside_a_sentence_is_said_too() -> None:
    assert said("  no route: nobody there decides", "zh") == "  没有路线：那里无人决策"


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_heading_is_left_in_english(store: Path, question: str, monkeypatch: pytest.MonkeyPatch) -> None:
    headings: list[str] = []
    monkeypatch.setattr("influence.cli.output._aligned", lambda lines: headings.extend(lines[0]) or "")
    common = ["--store", str(store), "--as-of", "2026-11-01", "--lang", "zh", "--draws", "20"]

    click.testing.CliRunner().invoke(group, [*question.split(), *common])

    assert [text for text in headings if text.isascii() and text != "PageRank"] == []


def test_a_card_takes_the_words_of_its_own_columns(store: Path) -> None:
    ran = click.testing.CliRunner().invoke(
        group, ["show", "oakhall", "--store", str(store), "--as-of", "2026-11-01", "--lang", "zh"]
    )

    assert "  2025-06-05：经济 " in ran.stdout
    assert "  类型：重要型\n" in ran.stdout


@pytest.mark.parametrize(
    ("line", "chinese"),
    [
        ("cut people: Ann, Bo", "割点人物：Ann、Bo"),
        ("rows: contacts 2, team 1", "行数：联系人 2、团队 1"),
        ("layers: decision 0/1, unknown 1/2", "层级：决策层 0/1、未知 1/2"),
        ("Ann: buyer at Acme -> no post", "Ann：Acme buyer → 无岗位"),
        ("who must be won: Ann + Bo; Cy", "必须争取：Ann + Bo；Cy"),
        ("edit 1: attitude of a: support, since 2026-11-01", "修改 1：a 的态度自 2026-11-01 起为“支持”"),
        (
            "edit 2: tie of a and b (friend): strength 0.5 (rests)",
            "修改 2：a 与 b 的关系（朋友）强度为 0.5（暂不生效）",
        ),
    ],
)
def test_lists_are_joined_as_in_chinese(line: str, chinese: str) -> None:
    assert said(line, "zh") == chinese
