"""The playbook covers every word of the scales it speaks about, in both languages."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from influence import playbook
from influence.errors import UsageError
from influence.model import scales

LANGUAGES = ("en", "zh")
FOLDER = Path(playbook.__file__).parent


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", scales.EVENT_KIND.words)
def test_every_event_has_a_countermeasure(kind: str, lang: str) -> None:
    assert playbook.countermeasure(kind, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("layer", scales.LAYER.words)
def test_every_layer_has_concerns(layer: str, lang: str) -> None:
    assert len(playbook.concerns(layer, lang)) == 3


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("role", [*scales.ROLE.words, "chief", "office_director"])
def test_every_role_has_an_approach(role: str, lang: str) -> None:
    assert playbook.approach(role, lang)


@pytest.mark.parametrize("stage", scales.DEAL_STAGE.words)
def test_every_stage_has_a_next_step(stage: str) -> None:
    assert playbook.next_step(stage).startswith("Next: ")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.csv")), ids=lambda path: path.stem)
def test_no_entry_lacks_a_language(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(value for row in rows for column, value in row.items() if column != "suits")


def test_six_levers_say_when() -> None:
    assert [bool(lever.when) for lever in playbook.levers("zh")] == [True] * 6


def test_a_benefit_is_a_risk() -> None:
    assert "never match it" in playbook.risk("incumbent_benefit")


def test_unknown_keys_have_no_words() -> None:
    assert (playbook.concerns(None), playbook.countermeasure("nothing"), playbook.risk("none")) == ([], "", "")


def test_request_names_all_three() -> None:
    words = playbook.request("Jiang Tao", "Wang Lei", "Chen Fang", "a door that closes without a sound")
    assert words.startswith("Jiang Tao, would you introduce Wang Lei to Chen Fang?")
    assert "\n\nChen Fang, Wang Lei asked me" in words


def test_another_language_is_refused() -> None:
    with pytest.raises(UsageError, match="en and zh"):
        playbook.concerns("decision", "fr")


@pytest.mark.parametrize("kind", scales.INTEREST_KIND.words)
def test_every_kind_of_interest_has_a_lever(kind: str) -> None:
    assert playbook.lever_for(kind) is not None
