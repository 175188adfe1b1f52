"""Which accounts deserve the effort: qualification, tiers and how firm they are, concentration, loyalty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from influence.analysis.concentration import gini, lorenz
from influence.analysis.loyalty import loyalty, sold
from influence.analysis.qualification import CRITERIA, points, score, tier, tier_shares
from influence.analysis.results import Result, result

if TYPE_CHECKING:
    from influence.network import Network

TYPES = ("economic", "important", "group", "strategic")


def accounts(net: Network, *, draws: int = 500, seed: int = 0) -> Result:
    """Accounts by qualification score, best first; rivals are left out.

    `score` = weighted mean of the stated columns' points (0 to 100 between the anchors; what is not stated is left
    out, not zero). Tier A from 60, B from 40, C below [J]; `tier_share` = share of `draws` with other weights in the
    same order of importance that give each tier. Disqualified: margin below 0 and payment later than 90 days [J].
    `gini` and `lorenz` of last year's sales (0 evenly spread, towards 1 concentrated); None without sales.
    """
    kept = [a for a in sorted(net.accounts.values(), key=lambda one: one.id) if a.type != "rival"]
    rows = [_entry(net, account, draws, seed) for account in kept]
    rows.sort(key=lambda row: (row["disqualified"], row["score"] is None, -(row["score"] or 0.0), row["id"]))
    amounts = [sold(net, account.id, 365) for account in kept]
    answer = {
        "accounts": rows,
        "gini": gini(amounts),
        "lorenz": lorenz(amounts),
        "types": {kind: [a.id for a in kept if a.type == kind] for kind in TYPES},
    }
    return result(
        net,
        "accounts",
        answer,
        "accounts",
        sections=("accounts",),
        parameters={"draws": draws, "seed": seed},
        warnings=_warnings(net, rows),
        unit="points of 100",
        none=not rows,
        sentence=_sentence,
    )


def _entry(net: Network, account: Any, draws: int, seed: int) -> dict[str, Any]:
    constants = net.assumptions
    parts = {name: points(name, getattr(account, name), constants) for name in CRITERIA}
    total = score(parts, constants)
    poor = (account.margin is not None and account.margin < constants["disqualify_margin"]) and (
        account.payment_days is not None and account.payment_days > constants["disqualify_payment_days"]
    )
    return {
        "id": account.id,
        "name": account.name,
        "type": account.type,
        "score": total,
        "parts": parts,
        "tier": None if total is None else "C" if poor else tier(total, constants),
        "tier_share": {"A": 0.0, "B": 0.0, "C": 1.0} if poor else tier_shares(parts, constants, draws, seed),
        "disqualified": poor,
        "rule": "margin below zero and payment later than 90 days" if poor else None,
        "loyalty": loyalty(net, account),
    }


def _warnings(net: Network, rows: list[dict[str, Any]]) -> list[str]:
    found = []
    for row in rows:
        blank = [name for name, value in row["parts"].items() if value is None]
        if blank:
            found.append(f"{row['id']}: not stated and left out: {', '.join(blank)}")
    rivals = sorted(account.id for account in net.accounts.values() if account.type == "rival")
    return found + ([f"rivals are not qualified: {', '.join(rivals)}"] if rivals else [])


def _sentence(entry: dict[str, Any], lang: str) -> str:
    known = {name: value for name, value in entry["parts"].items() if value is not None}
    best = sorted(known, key=lambda name: (-known[name], name))
    told = ", ".join(f"{name} {known[name]:.0f}" for name in best) or "-"
    shares = ", ".join(f"{name} {share:.0%}" for name, share in entry["tier_share"].items())
    total = "-" if entry["score"] is None else f"{entry['score']:.1f}"
    if lang == "zh":
        out = "；按规则不合格" if entry["disqualified"] else ""
        return f"{entry['name']}：{total} 分，{entry['tier']} 级（改变权重时：{shares}）{out}。各项得分：{told}。"
    out = f"; disqualified by rule: {entry['rule']}" if entry["disqualified"] else ""
    scored = f"{entry['name']} scores {total} of 100, tier {entry['tier']} (with other weights: {shares}){out}."
    return f"{scored} Points: {told}."
