"""Decisions by enumeration, written apart from the product from the pages of the design: plain Python, no arrays.

Reads the rows and the ties of a network (`all_ties`), nothing else of the product.
"""

from __future__ import annotations

import itertools
import math
from datetime import date
from fractions import Fraction
from typing import Any

OPINION = {"resist": -1.0, "doubt": -0.5, "neutral": 0.0, "accept": 0.5, "support": 1.0}
BASE = {"resist": 0.7, "support": 0.7, "doubt": 0.5, "accept": 0.5, "neutral": 0.3, "unknown": 0.3}
WILLING = {"support": 1, "accept": 0.9, "neutral": 0.8, "unknown": 0.8, "doubt": 0.4, "resist": 0}
LADDER = ["resist", "doubt", "neutral", "accept", "support"]
HIGH = {"decision": 0, "management": 1, "operation": 2}


class Brute:
    """One deal: contacts are dicts {id: (account, layer, attitude)}, `group` is {id: (weight, veto)}."""

    def __init__(self, net: Any, case: dict[str, Any]) -> None:
        self.day = net.as_of
        self.contacts = dict(case["contacts"])
        self.team, self.referrers = case["team"], case["referrers"]
        self.rivals = {who for who, (account, *_) in self.contacts.items() if account == "R"}
        self.recorded, self.quorum = case["decisions"], case["quorum"]
        self.interests, self.asks, self.close_on = case["interests"], case["asks"], case["close_on"]
        self.ties = list(net.all_ties())
        self.fought = {frozenset((t.source, t.target)) for t in self.ties if t.kind == "conflict"}

    # ---- opinions

    def stake(self, who: str) -> tuple[float, float]:
        parts = []
        for effect in ("threatened", "served"):
            left = 1.0
            for holder, its_effect, severity, likelihood, state in self.interests:
                if holder == who and its_effect == effect and state != "settled":
                    left *= 1 - severity * likelihood * (0.5 if state == "easing" else 1)
            parts.append(1 - left)
        return parts[0], parts[1]

    def initial(self, who: str, attitude: str) -> float:
        if who in self.rivals:
            return -1.0
        exposure, gain = self.stake(who)
        return OPINION[attitude] if attitude in OPINION else 0.5 * (gain - exposure)

    def raw(self, deaf_to: str = "") -> dict[tuple[str, str], float]:
        """Weight of i listening to j."""
        found: dict[tuple[str, str], float] = {}
        for tie in self.ties:
            ends = (tie.source, tie.target)
            if frozenset(ends) in self.fought or any(e not in self.contacts or e in self.rivals for e in ends):
                continue
            for listener, speaker in self._hears(tie):
                if speaker != deaf_to:
                    weight = tie.strength * self._standing(tie, listener, speaker)
                    found[listener, speaker] = max(found.get((listener, speaker), 0.0), weight)
        return {arc: weight for arc, weight in found.items() if weight > 0}

    @staticmethod
    def _hears(tie: Any) -> list[tuple[str, str]]:
        if tie.kind in ("influences", "mentor"):
            return [(tie.target, tie.source)]
        if tie.kind != "reports_to" and tie.directed:
            return [(tie.source, tie.target)]
        return [(tie.source, tie.target), (tie.target, tie.source)]

    def _standing(self, tie: Any, listener: str, speaker: str) -> float:
        if tie.kind == "reports_to":
            return 1.0 if listener == tie.source else 0.4
        mine, theirs = self.contacts[listener][1], self.contacts[speaker][1]
        if mine is None or theirs is None or mine == theirs:
            return 0.7
        return 1.0 if HIGH[theirs] < HIGH[mine] else 0.4

    def settled(self, attitudes: dict[str, str], deaf_to: str = "", people: set[str] | None = None) -> dict[str, float]:
        people = set(self.contacts) if people is None else people
        raw = {arc: w for arc, w in self.raw(deaf_to).items() if arc[0] in people and arc[1] in people}
        s = {who: self.initial(who, attitudes[who]) for who in people}
        total = {who: sum(w for (i, _), w in raw.items() if i == who) for who in people}
        base = {who: 0.7 if who in self.rivals else BASE[attitudes[who]] for who in people}
        lam = {who: (1 - base[who]) * total[who] / (total[who] + 1) for who in people}
        z = dict(s)
        for _ in range(400):
            z = {
                who: (1 - lam[who]) * s[who]
                + (lam[who] * sum(w * z[j] for (i, j), w in raw.items() if i == who) / total[who] if total[who] else 0)
                for who in people
            }
        return z

    def influence(self) -> dict[str, float]:
        """Share of each person's initial opinion in the vote-weighted settled one, by unit pushes."""
        group = {who: w for who, (w, _) in self.group(self.attitudes()).items() if w > 0}
        raw, found = self.raw(), {}
        total = {who: sum(w for (i, _), w in raw.items() if i == who) for who in self.contacts}
        for pushed in self.contacts:
            z = {who: float(who == pushed) for who in self.contacts}
            for _ in range(200):
                z = {
                    who: (1 - 0.5 * total[who] / (total[who] + 1)) * (who == pushed)
                    + 0.5 / (total[who] + 1) * sum(w * z[j] for (i, j), w in raw.items() if i == who)
                    for who in self.contacts
                }
            found[pushed] = sum(w * z[who] for who, w in group.items()) / sum(group.values())
        return found

    # ---- votes

    def attitudes(self) -> dict[str, str]:
        return {who: attitude for who, (_, _, attitude) in self.contacts.items()}

    def group(self, attitudes: dict[str, str]) -> dict[str, tuple[float, float]]:
        if self.recorded:
            return {who: held for who, held in self.recorded.items() if who in attitudes}
        found = {}
        for who, (account, layer, _) in self.contacts.items():
            if account == "A" and who in attitudes:
                objects = attitudes[who] in ("resist", "doubt") or self.stake(who)[0] > 0
                found[who] = (1.0 if layer == "decision" else 0.0, 0.2 if layer == "management" and objects else 0.0)
        return found

    def meets(self, yes: float, total: float) -> bool:
        if self.quorum == "majority":
            return yes > total / 2 + 1e-9 * total
        share = 1.0 if self.quorum == "unanimity" else float(Fraction(self.quorum))
        return yes >= share * total - 1e-9 * total

    def win(self, z: dict[str, float], group: dict[str, tuple[float, float]], against: str = "") -> float | None:
        """Every outcome of every member: yes, no, veto."""
        total = sum(weight for weight, _ in group.values())
        if total <= 0:
            return None
        outcomes = []
        for who, (weight, veto) in group.items():
            yes = 0.0 if who == against else 1 / (1 + math.exp(-4 * z[who]))
            used = 0.0 if who == against else veto / (1 + math.exp(4 * (z[who] + 0.5)))
            if weight > 0:
                outcomes.append([(yes, weight), (1 - yes - used, 0.0)])
            else:
                outcomes.append([(1 - used, 0.0)])
        won = 0.0
        for outcome in itertools.product(*outcomes):
            if self.meets(sum(weight for _, weight in outcome), total):
                won += math.prod(chance for chance, _ in outcome)
        return won

    def pwin(self, **changed: str) -> float | None:
        attitudes = self.attitudes() | changed
        return self.win(self.settled(attitudes), self.group(attitudes))

    def neutral(self, who: str) -> float | None:
        attitudes = self.attitudes() | {who: "neutral"}
        return self.win(self.settled(attitudes), self.group(self.attitudes()))

    # ---- routes

    def p(self, source: str, target: str) -> float:
        if frozenset((source, target)) in self.fought:
            return 0.0
        ways = [
            tie.strength
            for tie in self.ties
            if (tie.source, tie.target) == (source, target)
            or ((tie.target, tie.source) == (source, target) and not self._one_way(tie))
        ]
        return max((1 / (1 + math.exp(1.9 - 4.4 * s)) for s in ways), default=0.0)

    @staticmethod
    def _one_way(tie: Any) -> bool:
        return tie.kind not in ("influences", "mentor", "reports_to") and tie.directed

    def factor(self, who: str, target: str) -> float:
        if who in self.referrers:
            willing = 0.0 if self.referrers[who] else 1.0
        elif who in self.team:
            willing = 1.0
        else:
            willing = 0.0 if who in self.rivals else WILLING[self.contacts[who][2]]
        tired = 0.0
        for on, introducer, about, outcome in self.asks:
            days = (self.day - date.fromisoformat(on)).days
            if introducer != who or days < 0:
                continue
            if about == target and outcome == "declined" and days <= 180:
                return 0.0
            if not (about == target and outcome == "asked"):
                tired += 2 ** (-days / 90)
        return willing * 0.7**tired

    def best(self, target: str, avoid: str = "") -> float:
        """Best simple route of up to six steps from the team, by walking them all."""
        everyone = [*self.contacts, *self.referrers]
        steps = {a: [(b, p) for b in everyone if b != a and (p := self.p(a, b)) > 0] for a in [*everyone, *self.team]}
        best = 0.0
        stack = [((who,), 1.0) for who in self.team if who != avoid]
        while stack:
            way, chance = stack.pop()
            leaving = chance * self.factor(way[-1], target)
            for other, p in steps[way[-1]]:
                if other in way or other == avoid or leaving * p <= best:
                    continue
                if other == target:
                    best = leaving * p
                elif len(way) < 6:
                    stack.append(((*way, other), leaving * p))
        return best

    # ---- blockers

    def blockers(self) -> dict[str, tuple[float, list[tuple[str, float]]]]:
        now, z = self.pwin(), self.settled(self.attitudes())
        if now is None:
            return {}
        found = {}
        for who in sorted(set(self.contacts) - self.rivals):
            cost = (self.neutral(who) or 0.0) - now
            if cost > 1e-12 and (z[who] < 0 or self.initial(who, self.contacts[who][2]) < 0):
                found[who] = (cost, self.answers(who, now, z))
        return found

    def answers(self, who: str, now: float, z: dict[str, float]) -> list[tuple[str, float]]:
        attitudes, group = self.attitudes(), self.group(self.attitudes())
        found = []
        silent = self.settled(attitudes, deaf_to=who)
        if group.get(who, (0, 0))[1] == 0:
            total = sum(w for w, _ in group.values())
            reached = sum(w for m, (w, _) in group.items() if w > 0 and m != who and self.best(m, avoid=who) > 0)
            if self.meets(reached, total):
                found.append(("bypass", self.win(silent, group, against=who) or 0.0))
        step = "accept" if attitudes[who] == "unknown" else LADDER[min(LADDER.index(attitudes[who]) + 1, 4)]
        better = self.pwin(**{who: step}) or 0.0
        if (route := self.best(who)) > 0:
            found.append(("win_over", 0.5 * route * better + (1 - 0.5 * route) * now))
        speakers = []
        for other in [*self.contacts, *self.team, *self.referrers]:
            if other == who or (other in self.contacts and (other in self.rivals or z[other] < 0.25)):
                continue
            q = self.p(other, who) * self.factor(other, who)
            q *= 1.0 if other in self.team else (self.best(other, avoid=who) if q else 0.0)
            if q > 0:
                speakers.append(q * better + (1 - q) * now)
        found += [("go_between", value) for value in sorted(speakers, reverse=True)[:3]]
        rest = {m: held for m, held in group.items() if m != who}
        gone = self.win(silent, rest)
        if gone is not None:
            years = (date.fromisoformat(self.close_on) - self.day).days / 365.25
            leaves = 1 - math.exp(-0.25 * max(years, 0))
            found.append(("wait", leaves * gone + (1 - leaves) * now))
        return found
