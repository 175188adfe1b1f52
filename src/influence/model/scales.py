"""Scales: the closed lists of words that a cell may hold.

Each is declared once, in the order that ties are broken in. Chinese words come from `words.csv`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """A closed list of words.

    `name` is unique; `where` is the key of its Chinese words in `words.csv` (``value attitude`` ...);
    `blank` is the word that an empty cell stands for, or None where empty means unknown.
    """

    name: str
    where: str
    words: tuple[str, ...]
    blank: str | None = None

    def index(self, word: str) -> int:
        """Position of `word` in the scale.

        >>> LAYER.index("management")
        1
        """
        return self.words.index(word)


ATTITUDE = Scale(
    "attitude",
    "value attitude",
    ("resist", "doubt", "neutral", "accept", "support", "unknown"),
    blank="unknown",
)
LAYER = Scale("layer", "value layer", ("decision", "management", "operation"))
STAGE = Scale("stage", "value stage (relationships)", ("known", "acquainted", "trusted", "allied"))
DEAL_STAGE = Scale(
    "deal_stage",
    "value stage (deals)",
    ("research", "visit", "needs", "proposal", "negotiation", "after_sales"),
)
ACCOUNT_TYPE = Scale("account_type", "value type (accounts)", ("economic", "important", "group", "strategic", "rival"))
ROLE = Scale(
    "role",
    "value role",
    (
        "economic_buyer",
        "user_buyer",
        "technical_buyer",
        "gatekeeper",
        "coach",
        "champion",
        "other",
    ),
)
REFERRER_KIND = Scale(
    "referrer_kind",
    "value kind (referrers)",
    (
        "dealer",
        "adviser",
        "partner",
        "customer",
        "friend",
        "relative",
        "former_colleague",
        "scout",
        "other",
    ),
)
EXPECTS = Scale(
    "expects_kind",
    "value expects_kind",
    ("none", "recognition", "favour", "commission", "personal_benefit"),
)
INTEREST_KIND = Scale(
    "interest_kind",
    "value kind (interests)",
    ("incumbent_benefit", "professional_worth", "status_power", "practice", "goal"),
)
EFFECT = Scale("effect", "value effect", ("threatened", "served"))
LEVEL = Scale("level", "value level", ("organisation", "department", "person"))
HORIZON = Scale("horizon", "value horizon", ("short", "long"))
STATE = Scale("state", "value state", ("open", "easing", "settled"), blank="open")
CHANNEL = Scale(
    "channel",
    "value channel",
    ("meeting", "meal", "event", "call", "mail", "favour", "social"),
    blank="meeting",
)
PURPOSE = Scale(
    "purpose",
    "value purpose",
    (
        "visit",
        "demo",
        "trial",
        "needs",
        "proposal",
        "negotiation",
        "service",
        "review",
        "other",
    ),
)
PART = Scale("part", "value part", ("decide", "advise", "veto"), blank="decide")
OUTCOME = Scale(
    "outcome",
    "value outcome (introductions)",
    ("asked", "accepted", "declined", "met"),
    blank="asked",
)
EVENT_KIND = Scale(
    "event_kind",
    "value kind (events)",
    (
        "moved",
        "went_cold",
        "rival_seen",
        "reputation",
        "price_pressure",
        "repeated_question",
        "asks_guarantee",
        "purchase_question",
        "extra_request",
        "concession",
        "promise",
        "promise_kept",
        "complaint",
        "service",
        "staff_change",
        "political",
        "economic",
        "social",
        "technical",
        "other",
    ),
)
GROUPS = ("contact", "team", "referrer")
