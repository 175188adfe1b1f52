"""Each answer about action and time on the sample, worked out by hand, and one change that changes its first line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import exp
from typing import Any

import numpy as np
import pytest

from influence.analysis.accounts import accounts
from influence.analysis.alerts import alerts
from influence.analysis.coverage import coverage
from influence.analysis.decision_case import case_of
from influence.analysis.decision_group import matter_of
from influence.analysis.interests import interests
from influence.analysis.ledger import ledger
from influence.analysis.match import match
from influence.analysis.plan import plan
from influence.analysis.questions import questions
from influence.analysis.time_audit import time
from influence.network import Network

Changed = Callable[..., Network]


def entry(rows: list[dict[str, Any]], key: str, value: str) -> dict[str, Any]:
    return next(row for row in rows if row[key] == value)


class TestInterests:
    def test_two_threats_add_up(self, sample_net: Network) -> None:
        zhao = entry(interests(sample_net, "premium-line").entries, "id", "zhao-gang")
        exposure = 1 - (1 - 0.8 * 0.9) * (1 - 0.4 * 0.6)
        assert zhao["exposure"] == pytest.approx(exposure, abs=1e-12)
        assert zhao["unexplained"] == pytest.approx(-1 + 0.5 * exposure, abs=1e-12)

    def test_easing_halves_the_severity(self, sample_net: Network) -> None:
        wu = entry(interests(sample_net, "premium-line").entries, "id", "wu-jian")
        assert wu["exposure"] == pytest.approx(0.7 / 2 * 0.6, abs=1e-12)

    def test_settled_counts_for_nothing(self, sample_net: Network) -> None:
        assert entry(interests(sample_net, "premium-line").entries, "id", "shen-kai")["exposure"] == 0

    def test_long_horizon_by_hand(self, sample_net: Network) -> None:
        long = interests(sample_net, "premium-line").answer["by_horizon"]["long"]
        served = 0.8 * 0.8 + 0.9 * 0.8 + 0.9 * 0.9 + 0.5 * 0.5
        assert long["served"] == pytest.approx(served, abs=1e-12)
        assert long["threatened"] == pytest.approx(0.35 * 0.6 + 0.6 * 0.6, abs=1e-12)

    def test_a_new_interest_changes_the_first_line(self, sample_net: Network, changed_sample: Changed) -> None:
        extra = {
            "holder": "cao-yan",
            "id": "x",
            "effect": "served",
            "severity": 0.5,
            "likelihood": 0.4,
            "state": "open",
        }
        after = interests(changed_sample("interests", add=[extra]), "premium-line").entries[0]
        assert interests(sample_net, "premium-line").entries[0]["gain"] == 0
        assert after["gain"] == pytest.approx(0.2)


class TestCoverage:
    def test_studio_lunches(self, sample_net: Network) -> None:
        lines = coverage(sample_net, "oakhall").entries
        assert entry(lines, "contact", "tang-ning")["ours"] == "liang-yu"

    def test_a_thread_of_calls_by_hand(self, sample_net: Network) -> None:
        tie = entry(coverage(sample_net, "oakhall").entries, "contact", "ma-li")
        days = (263, 200, 137, 74)
        assert tie["strength"] == pytest.approx(1 - exp(-sum(0.6 * 2 ** (-d / 180) for d in days) / 4), abs=1e-12)

    def test_orphans_are_those_with_one_holder(self, sample_net: Network) -> None:
        found = {row["ours"]: row["contacts"] for row in coverage(sample_net, "oakhall").answer["orphans_if"]}
        assert "he-jun" in found["zhou-ting"]
        assert not any("tang-ning" in contacts for contacts in found.values())

    def test_a_second_thread_changes_the_first_line(self, sample_net: Network, changed_sample: Changed) -> None:
        extra = {
            "source": "li-na",
            "target": "cao-yan",
            "kind": "knows",
            "strength": 0.9,
            "confidence": 1.0,
            "directed": False,
        }
        after = coverage(changed_sample("relationships", add=[extra]), "oakhall").entries[0]
        assert coverage(sample_net, "oakhall").entries[0]["contact"] == "he-jun"
        assert after["contact"] == "cao-yan"


class TestLedger:
    def test_fatigue_of_three_requests(self, sample_net: Network) -> None:
        cai = entry(ledger(sample_net).entries, "id", "cai-dong")
        assert cai["phi"] == pytest.approx(0.7 ** sum(2 ** (-days / 90) for days in (88, 53, 34)), abs=1e-12)
        assert (cai["asked"], cai["met"], cai["declined"]) == (3, 1, 0)

    def test_benefits_are_flagged(self, sample_net: Network) -> None:
        gao = entry(ledger(sample_net).entries, "id", "gao-jie")
        assert [flag["code"] for flag in gao["flags"]] == ["expects_personal_benefit", "relative", "do_not_ask"]

    def test_one_more_request_tires(self, sample_net: Network, changed_sample: Changed) -> None:
        extra = {
            "date": "2026-11-01",
            "asker": "li-na",
            "introducer": "cai-dong",
            "target": "wu-jian",
            "outcome": "asked",
        }
        after = ledger(changed_sample("introductions", add=[extra])).entries[0]
        assert after["phi"] == pytest.approx(0.7 * ledger(sample_net).entries[0]["phi"], abs=1e-12)


class TestTime:
    def test_hours_of_purchasing_by_hand(self, sample_net: Network) -> None:
        rows = time(sample_net, "oakhall").entries
        shared = 8 * 2.5  # eight meetings with both buyers since 3 August
        assert entry(rows, "id", "qian-bo")["hours"] == pytest.approx(shared / 2)
        assert entry(rows, "id", "zhao-gang")["hours"] == pytest.approx(shared / 2 + 2 * 2)

    def test_misallocation_is_half_the_sum_of_differences(self, sample_net: Network) -> None:
        found = time(sample_net)
        apart = [abs(row["share_of_hours"] - row["share_of_value"]) for row in found.entries]
        assert found.answer["misallocation"] == pytest.approx(sum(apart) / 2, abs=1e-12)
        assert sum(row["share_of_value"] for row in found.entries) == pytest.approx(1)

    def test_value_is_one_step_of_p_win(self, sample_net: Network) -> None:
        from influence.analysis.decision import committee

        gains = {
            person: committee(sample_net.with_attitude(person, word), "premium-line").answer["pwin"]
            - committee(sample_net, "premium-line").answer["pwin"]
            for person, word in (("chen-fang", "accept"), ("he-jun", "support"))
        }
        rows = time(sample_net).entries
        shares = [entry(rows, "id", person)["share_of_value"] for person in gains]
        assert shares[0] / shares[1] == pytest.approx(gains["chen-fang"] / gains["he-jun"], abs=1e-9)

    def test_a_day_with_the_director_changes_the_first_line(self, sample_net: Network, changed_sample: Changed) -> None:
        extra = {"date": "2026-10-30", "source": "li-na", "target": ("chen-fang",), "channel": "meeting", "hours": 40.0}
        assert time(sample_net).answer["under_served"][0] == "chen-fang"
        assert time(changed_sample("interactions", add=[extra])).answer["over_served"][0] == "chen-fang"


class TestMatch:
    def test_score_by_hand(self, sample_net: Network) -> None:
        pair = entry(match(sample_net, "oakhall").entries, "theirs", "zhao-gang")
        access = 1 / (
            1 + exp(1.9 - 4.4 * entry(coverage(sample_net, "oakhall").entries, "contact", "zhao-gang")["strength"])
        )
        assert pair["ours"] == "li-na"
        assert pair["score"] == pytest.approx(0.5 * access + 0.2 + 0.15, abs=1e-12)

    def test_everybody_has_one_partner(self, sample_net: Network) -> None:
        found = [row["theirs"] for row in match(sample_net, "oakhall").entries]
        assert sorted(found) == sorted(set(found))
        assert len(found) == 18

    def test_without_a_shared_language_the_first_pair_scores_less(
        self, sample_net: Network, changed_sample: Changed
    ) -> None:
        before = match(sample_net, "oakhall").entries[0]
        after = match(changed_sample("contacts", {"id": before["theirs"]}, language="fr"), "oakhall").entries
        assert entry(after, "theirs", before["theirs"])["score"] == pytest.approx(before["score"] - 0.15)


class TestAccounts:
    def test_score_by_hand(self, sample_net: Network) -> None:
        oakhall = entry(accounts(sample_net).entries, "id", "oakhall")
        doubled = 84 + 77.5 + 90 + 70 + 60
        single = 100 * (0.08 / 0.3 + 1) / 2 + 50 + 80 + 90 + 90 + 40
        assert oakhall["score"] == pytest.approx((2 * doubled + single) / 16, abs=1e-9)

    def test_concentration_by_hand(self, sample_net: Network) -> None:
        oakhall = 120000 + 105000 + 98000 + 150000 - 12000
        brightwell = 350000 + 360000 + 372000 + 391000 + 82000 + 95000 + 110000 + 128000
        share = oakhall / (oakhall + brightwell)
        assert accounts(sample_net).answer["gini"] == pytest.approx(0.5 - share, abs=1e-12)

    def test_loyalty_by_hand(self, sample_net: Network) -> None:
        slides, hinges = 82000 + 95000 + 110000 + 128000, 350000 + 360000 + 372000 + 391000
        loyal = entry(accounts(sample_net).entries, "id", "brightwell")["loyalty"]
        assert loyal["repeat"] == 1
        assert loyal["related"] == pytest.approx(slides / (slides + hinges), abs=1e-12)

    def test_late_payment_at_a_loss_disqualifies_the_first(self, changed_sample: Changed) -> None:
        net = changed_sample("accounts", {"id": "oakhall"}, margin=-0.05, payment_days=120.0)
        found = accounts(net).entries
        assert [row["id"] for row in found] == ["brightwell", "oakhall"]
        assert (found[1]["disqualified"], found[1]["tier"]) == (True, "C")


class TestAlerts:
    def test_orders_shrink_by_hand(self, sample_net: Network) -> None:
        alert = entry(alerts(sample_net).entries, "kind", "orders_shrinking")
        now, before = 120000 + 105000 + 98000 + 150000 - 12000, 180000 + 175000 + 190000 + 185000
        assert alert["about"] == "oakhall"
        assert alert["value"] == pytest.approx(1 - now / before, abs=1e-12)

    def test_silence_by_hand(self, sample_net: Network) -> None:
        silent = {row["about"]: row["value"] for row in alerts(sample_net).entries if row["kind"] == "silence"}
        assert silent["shen-kai"] == 118
        assert silent["he-jun"] == 165

    def test_every_alert_says_what_to_do(self, sample_net: Network) -> None:
        assert all(row["measure"] for row in alerts(sample_net).entries)

    def test_a_call_ends_the_silence(self, changed_sample: Changed) -> None:
        extra = {"date": "2026-10-30", "source": "zhou-ting", "target": ("he-jun",), "channel": "call"}
        net = changed_sample("interactions", add=[extra])
        assert ("he-jun", "silence") not in {(row["about"], row["kind"]) for row in alerts(net).entries}

    def test_a_new_event_becomes_the_first_line(self, sample_net: Network, changed_sample: Changed) -> None:
        extra = {"date": "2026-11-01", "account": "brightwell", "kind": "complaint"}
        after = alerts(changed_sample("events", add=[extra])).entries[0]
        assert alerts(sample_net).entries[0]["kind"] == "cooling"
        assert (after["about"], after["kind"]) == ("brightwell", "complaint")


class TestQuestions:
    def test_change_is_the_mean_over_five_answers(self, sample_net: Network) -> None:
        from influence.analysis.decision import committee

        words = ("resist", "doubt", "neutral", "accept", "support")
        now = committee(sample_net, "premium-line").answer["pwin"]
        wins = [committee(sample_net.with_attitude("peng-xue", w), "premium-line").answer["pwin"] for w in words]
        found = [
            row for row in questions(sample_net, "premium-line").entries if row["ask"] == "where does Peng Xue stand?"
        ]
        assert found[0]["change"] == pytest.approx(sum(abs(win - now) for win in wins) / 5, abs=1e-9)

    def test_assumed_ties_are_asked_about(self, sample_net: Network) -> None:
        asked = [row for row in questions(sample_net, "premium-line", k=100).entries if row["topic"] == "tie"]
        assert asked
        assert max(row["change"] for row in asked) > 1e-3

    def test_a_tie_of_another_strength_as_solved_anew(self, sample_net: Network) -> None:
        case = case_of(sample_net, matter_of(sample_net, "premium-line"))
        ears, arc = case.ears, 3
        listener, speaker = int(ears.listener[arc]), int(ears.speaker[arc])
        heavier = ears.weight + 0.4 * (np.arange(len(ears.weight)) == arc)
        anew = replace(case, ears=replace(ears, weight=heavier)).opinions[case.members]
        moved = case.system.after_weights({(listener, speaker): 0.4}, case.opinions)
        assert np.abs(anew - case.opinions[case.members]).max() > 1e-6
        assert moved == pytest.approx(anew, abs=1e-12)

    def test_the_investors_man_comes_first(self, sample_net: Network) -> None:
        assert questions(sample_net, "kitchen-range").entries[0]["id"] == "ren-feng"

    def test_once_known_another_question_comes_first(self, changed_sample: Changed) -> None:
        net = changed_sample("contacts", {"id": "ren-feng"}, attitude="neutral")
        assert questions(net, "kitchen-range").entries[0]["id"] == "bai-xue"


class TestPlan:
    def test_gain_of_the_first_action_by_hand(self, sample_net: Network) -> None:
        from influence.analysis.decision import committee

        found = plan(sample_net, "premium-line", hours=4)
        now = committee(sample_net, "premium-line").answer["pwin"]
        better = committee(sample_net.with_attitude("zhao-gang", "doubt"), "premium-line").answer["pwin"]
        first = found.entries[0]
        assert first["person"] == "zhao-gang"
        assert found.answer["pwin_after"] == pytest.approx(now + first["chance"] * (better - now), abs=1e-9)

    def test_gains_add_up(self, sample_net: Network) -> None:
        found = plan(sample_net, "premium-line").answer
        gained = sum(row["gain"] for row in found["actions"])
        assert found["pwin_after"] - found["pwin_before"] == pytest.approx(gained, abs=1e-12)

    def test_no_hours_no_actions(self, sample_net: Network) -> None:
        found = plan(sample_net, "premium-line", hours=0)
        assert (found.entries, found.none) == ([], True)

    def test_once_won_another_comes_first(self, changed_sample: Changed) -> None:
        net = changed_sample("contacts", {"id": "zhao-gang"}, attitude="support", attitude_on="2026-10-31")
        assert plan(net, "premium-line", hours=4).entries[0]["person"] != "zhao-gang"

    def test_withheld_without_force(self, sample_net: Network) -> None:
        assert plan(sample_net, "kitchen-range").answer["pwin_before"] is None

    def test_a_benefit_on_the_way_is_flagged(self, changed_sample: Changed) -> None:
        net = changed_sample("referrers", {"id": "song-yu"}, expects_kind="commission")
        found = plan(net, "premium-line", hours=20)
        through = [row for row in found.entries if "song-yu" in row["through"]]
        assert [flag["code"] for flag in through[0]["flags"]] == ["expects_commission"]
        assert any("risks" in text for text in found.warnings)
