"""What needs attention: silence, cooling, attitude drops, slow deals, stale facts, early proposals, churn signals.

Each alert says on which day, about whom, what, and what to do about it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from influence.analysis import alerts_deals, alerts_signals, alerts_ties
from influence.analysis.results import Result, result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from influence.analysis.alerts_ties import Alert
    from influence.network import Network

_SOURCES: tuple[Callable[[Network], Iterable[Alert]], ...] = (
    alerts_ties.silence,
    alerts_ties.cooling,
    alerts_ties.attitude_drops,
    alerts_deals.stage_clock,
    alerts_deals.stale_attitudes,
    alerts_deals.overdue_steps,
    alerts_deals.early_proposals,
    alerts_signals.signals,
    alerts_signals.shrinking,
    alerts_signals.promises,
    alerts_signals.concessions,
)


def alerts(net: Network, account: str | None = None, *, lang: str = "en") -> Result:
    """Alerts at the date, the newest first, then by kind and by whom they are about.

    `about` is the id of a person, account or deal; `measure` what to do about it, in `lang`. `account` keeps the
    alerts about the account, its people and deals. Cost linear in rows, and two networks (now and 90 days ago).
    """
    from influence.playbook import countermeasure

    wanted = None if account is None else _belonging(net, net.resolve(account, "account").id)
    found = [alert for source in _SOURCES for alert in source(net) if wanted is None or alert.about in wanted]
    found.sort(key=lambda alert: (alert.kind, alert.about, alert.message))
    found.sort(key=lambda alert: alert.on, reverse=True)
    rows = [
        {
            "on": alert.on,
            "about": alert.about,
            "kind": alert.kind,
            "message": alert.message,
            "measure": countermeasure(alert.kind, lang),
            "value": alert.value,
        }
        for alert in found
    ]
    return result(
        net,
        "alerts",
        {"alerts": rows},
        "alerts",
        sections=("strength", "alerts"),
        parameters={"account": account, "lang": lang},
        key="about",
        sentence=_sentence,
    )


def _belonging(net: Network, account: str) -> set[str]:
    deals = {deal.id for deal in net.deals.values() if deal.account == account}
    return {account, *(net.ids[person] for person in net.contacts(account)), *deals}


_CHINESE = {
    "silence": "已有 {value:.0f} 天没有联系，超过惯常间隔",
    "cooling": "关系强度在九十天内下降了 {value:.0%}",
    "attitude_drop": "态度下降了 {value:.0f} 级",
    "stage_clock": "商机已持续 {value:.0f} 天，超过通常时长",
    "stale": "有 {value:.0f} 天未更新或未跟进",
    "proposal_before_trust": "已进入方案阶段，但与投票人的最强关系只有 {value:.2f}",
    "orders_shrinking": "一年内销售下降了 {value:.0%}",
    "promise_overdue": "承诺已过 {value:.0f} 天仍未兑现",
    "concession_balance": "一年内让步合计 {value:g}",
}


def _sentence(entry: dict[str, Any], lang: str) -> str:
    from influence.model.words import choice_word
    from influence.playbook import countermeasure

    what = countermeasure(entry["kind"], lang)
    if lang == "zh":
        told = _CHINESE.get(entry["kind"], "").format(value=entry["value"] or 0.0)
        told = told or choice_word("value kind (events)", entry["kind"], "zh")
        return f"{entry['on']}，{entry['about']}：{told}。对策：{what}。"
    return f"{entry['on']}, {entry['about']} ({entry['kind']}): {entry['message']}. What to do: {what}."
