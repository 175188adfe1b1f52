"""Errors, problems and remarks in Chinese: none without a translation, none whose values are changed."""

from __future__ import annotations

import csv
import errno
import os
import re
from collections import Counter
from pathlib import Path
from string import Formatter

import pytest

from bad_inputs.corpus import runs, source
from cli.messages import messages
from influence import sample
from influence.cli import chinese
from influence.cli.main import main
from influence.cli.phrases import said, told
from influence.model.columns import TABLES
from influence.model.words import words as words_of_tables

CHINESE = re.compile("[\u4e00-\u9fff]")
QUOTED = re.compile(r"`[^`]*`|'[^']*'|\"[^\"]*\"|--[a-z-]+|INFLUENCE_\w+|influence [a-z]+")
ENGLISH = re.compile(r"\b[a-z]{2,}([,;:]? [a-z]{2,})+\b")
KNOWN = {word.english for word in words_of_tables()} | {
    name for table in TABLES.values() for name in table.column_names
}


def left_in_english(line: str) -> bool:
    """Whether a line holds an English sentence: words in a row that are neither quoted nor words of the tables."""
    runs_of_words = (found.group() for found in ENGLISH.finditer(QUOTED.sub("", line)))
    return not CHINESE.search(line) or any(set(re.findall("[a-z_]+", run)) - KNOWN for run in runs_of_words)


def test_many_messages_are_found() -> None:
    assert len(messages()) > 450


def test_every_message_of_the_source_has_a_chinese_phrase() -> None:
    assert [found for found in messages() if left_in_english(told(found.text, "zh"))] == []


@pytest.mark.parametrize("run", runs(), ids=lambda run: run["file"])
def test_no_line_of_a_check_is_left_in_english(
    run: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = source(run, tmp_path / "workspace")

    with pytest.raises(SystemExit):
        main(["check", str(given), "--lang", "zh"])

    told_lines = "".join(capsys.readouterr()).splitlines()
    assert told_lines
    assert [line for line in told_lines if left_in_english(line)] == []


WRONG = {
    "no such option": ["path", "--nonsense", "x"],
    "no such command": ["pathh"],
    "no argument": ["path"],
    "too many arguments": ["show", "a", "b"],
    "no choice": ["status", "--format", "xml"],
    "no number": ["plan", "x", "--hours", "many"],
    "out of range": ["path", "x", "-k", "0"],
    "no value": ["path", "x", "-k"],
    "value for a flag": ["path", "x", "--disjoint=1"],
    "no store": ["status"],
    "no date": ["status", "--as-of", "yesterday"],
    "no constant": ["status", "--assume", "nonsense=1"],
    "no source": ["load", "nowhere"],
    "an address": ["check", "https://example.org/x.csv"],
}


@pytest.mark.parametrize("words", WRONG.values(), ids=WRONG)
def test_errors_are_told_in_chinese(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(SystemExit):
        main([*words, "--lang=zh"])

    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith("influence：")
    assert [line for line in lines if left_in_english(line)] == []


FAULTS = (
    *(errno.ENOENT, errno.EACCES, errno.EPERM, errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EISDIR, errno.ENOTDIR),
    *(errno.EEXIST, errno.ENAMETOOLONG, errno.EIO, errno.EMFILE, errno.ELOOP, errno.EFBIG, errno.EADDRINUSE),
)


@pytest.mark.parametrize("number", FAULTS, ids=errno.errorcode.get)
def test_what_the_system_says_is_told_in_chinese(number: int) -> None:
    reason = os.strerror(number)

    assert not left_in_english(told(f"cannot read x: {reason}", "zh").replace("x", ""))
    assert not left_in_english(told(f"cannot write x: {reason.lower()}", "zh").replace("x", ""))


def test_candidates_are_told_in_chinese(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = str(tmp_path / "s.db")
    with pytest.raises(SystemExit):
        main(["load", str(sample.folder("zh")), "--store", store])
    capsys.readouterr()

    with pytest.raises(SystemExit):
        main(["show", "a", "--store", store, "--lang", "zh"])

    err = capsys.readouterr().err
    assert "可能指" in err
    assert " at " not in err


def spoken(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit):
        main(words)
    return capsys.readouterr().out


@pytest.mark.parametrize("words", [["check", "{0}"], ["path", "nobody", "--store", "{0}/none.db"]], ids=str)
def test_documents_are_the_same_in_both_languages(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "contacts.csv").write_text("name,attitude\nAnn,keen\n", encoding="utf-8")
    asked = [word.format(tmp_path) for word in words] + ["--format", "json", "--as-of", "2026-11-01", "--lang"]

    assert spoken([*asked, "zh"], capsys) == spoken([*asked, "en"], capsys) != ""


@pytest.mark.parametrize("value", ["tie", "none", "support", "no value", "a cycle: x (y)"])
def test_values_stay_as_they_are(value: str) -> None:
    assert value in told(f"cannot read {value}: permission denied", "zh")
    assert value in told(f"did you mean {value}?", "zh")


def test_free_texts_of_answers_do_not_pass_by_the_messages() -> None:
    assert said("income", "zh") == "income"
    assert said("Ann (a1, buyer at Acme)", "zh") == "Ann (a1, buyer at Acme)"


def test_a_column_is_named_as_in_its_table() -> None:
    assert told("name is blank", "zh", "contacts") == "姓名为空"
    assert told("name is blank", "zh", "客户") == "名称为空"


def test_no_phrase_is_told_twice() -> None:
    counts = Counter(phrase.english for phrase in chinese.phrases())

    assert [english for english, count in counts.items() if count > 1] == []


def test_tables_of_phrases_have_two_columns() -> None:
    tables = Path(chinese.__file__).parent.glob("*.csv")
    rows = [row for table in tables for row in csv.reader(table.read_text(encoding="utf-8").splitlines())]

    assert [row for row in rows if len(row) != 2 or not all(row)] == []


def test_phrases_keep_their_gaps() -> None:
    def gaps(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    lost = [p.english for p in chinese.phrases() if set(re.findall(r"\{(\w+)\}", p.english)) != gaps(p.chinese)]

    assert lost == []


def test_english_reads_no_phrases(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def read(*tables: str) -> None:
        raise AssertionError(tables)

    monkeypatch.setattr(chinese, "phrases", read)

    with pytest.raises(SystemExit, match="4"):
        main(["status", "--store", str(tmp_path / "none.db")])
