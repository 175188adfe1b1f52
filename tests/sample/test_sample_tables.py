"""What the sample promises to hold, read from its files alone."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from influence import sample
from influence.model import scales
from influence.model.columns import TABLES, Type
from influence.model.kinds import TIE_KIND

WORDS = Path(sample.__file__).parents[1] / "model" / "words.csv"


def table(name: str, lang: str = "en") -> list[dict[str, str]]:
    with (sample.folder(lang) / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def chinese() -> dict[tuple[str, str], str]:
    with WORDS.open(encoding="utf-8", newline="") as file:
        return {(row["where"], row["english"]): row["chinese"].split(";")[0] for row in csv.DictReader(file)}


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_used(name: str) -> None:
    assert table(name)


@pytest.mark.parametrize(
    ("name", "column", "words"),
    [
        ("contacts", "attitude", set(scales.ATTITUDE.words) - {"unknown"}),
        ("relationships", "stage", set(scales.STAGE.words)),
        ("interests", "kind", set(scales.INTEREST_KIND.words)),
        ("relationships", "kind", set(TIE_KIND.words)),
        ("introductions", "outcome", set(scales.OUTCOME.words)),
        ("events", "kind", set(scales.EVENT_KIND.words)),
    ],
)
def test_every_word_is_present(name: str, column: str, words: set[str]) -> None:
    assert words == {row[column] for row in table(name)} - {""}


def test_some_attitudes_are_unknown() -> None:
    assert any(not row["attitude"] for row in table("contacts"))


def test_size_of_the_story() -> None:
    people = {row["id"] for name in ("contacts", "team", "referrers") for row in table(name)}
    assert (len(people), len(table("accounts")), len(table("deals"))) == (40, 3, 2)


@pytest.mark.parametrize("name", TABLES)
def test_chinese_says_the_same_in_its_own_words(name: str) -> None:
    words = chinese()
    english, translated = table(name), table(name, "zh")
    assert len(english) == len(translated)
    for here, there in zip(english, translated, strict=True):
        for column in (column for column in TABLES[name].columns if column.name in here):
            header = words.get((name, column.name)) or words["any", column.name]
            assert bool(there[header]) == bool(here[column.name])
            if column.type is Type.CHOICE and column.scale and here[column.name]:
                assert there[header] == words[column.scale.where, here[column.name]]
            elif column.type is not Type.TEXT and column.type not in {Type.YES_NO, Type.QUORUM}:
                assert there[header] == here[column.name]


def test_nobody_of_ours_knows_the_managing_director() -> None:
    ours = {row["id"] for row in table("team")}
    ends = [{row["source"], row["target"]} for row in table("relationships")]
    assert not any("chen-fang" in pair and pair & ours for pair in ends)


@pytest.mark.parametrize("lang", sample.LANGUAGES)
def test_readme_states_the_day(lang: str) -> None:
    assert sample.AS_OF.isoformat() in sample.story(lang).read_text(encoding="utf-8")


def test_copy_writes_every_file(tmp_path: Path) -> None:
    written = sample.copy(tmp_path / "workspace", "zh")
    assert [path.name for path in written] == sorted(path.name for path in sample.folder("zh").iterdir())
    assert written[0].read_bytes() == (sample.folder("zh") / written[0].name).read_bytes()


def test_a_copy_is_for_its_owner_alone(tmp_path: Path) -> None:
    assert {path.stat().st_mode & 0o777 for path in sample.copy(tmp_path)} == {0o600}


def test_another_language_is_refused() -> None:
    with pytest.raises(ValueError, match="en and zh"):
        sample.folder("fr")


@pytest.mark.parametrize("lang", sample.LANGUAGES)
def test_the_tables_pass_every_check(lang: str) -> None:
    from influence.tables.read import read

    checked = read([sample.folder(lang)])
    assert {problem.code for problem in checked.problems} == {"assumed_strength"}
    assert checked.rows.counts["contacts"] == len(table("contacts"))
