"""Small workspaces made by hand."""

from __future__ import annotations

from influence.model.columns import TABLES, Type
from influence.model.rows import Row, Rows

AT = "2025-01-01T10:00:00+00:00"


def row(table: str, **values: object) -> Row:
    blank = {column.name: False if column.type is Type.YES_NO else None for column in TABLES[table].columns}
    return tuple((blank | values).values())


def workspace(**changes: list[Row]) -> Rows:
    tables = {
        "accounts": [row("accounts", name="Acme", id="A1"), row("accounts", name="Beta", id="A2", note="ask Bo Li")],
        "contacts": [
            row("contacts", name="Bo Li", id="c1", account="A1", attitude="accept", reports_to="c2"),
            row("contacts", name="Bo Li", id="c1", account="A2", attitude="accept", until="2024-05-01"),
            row("contacts", name="Cy Wu", id="c2", account="A1", attitude="unknown", reports_to="c1", leaving=0.1),
        ],
        "attitudes": [row("attitudes", contact="c1", on="2024-01-05", attitude="doubt")],
        "team": [row("team", name="Tia", id="t1", skills="knows Bo Li well")],
        "interests": [row("interests", holder="c1", id="i1", state="open"), row("interests", holder="A1", id="i2")],
        "relationships": [
            row("relationships", source="t1", target="c1", kind="friend", strength=0.5),
            row("relationships", source="t1", target="c2", kind="knows", evidence="met by BO LI at a fair"),
        ],
        "interactions": [
            row("interactions", date="2024-02-01", source="t1", target=("c1", "c2"), channel="meal", hours=2.0),
            row("interactions", date="2024-02-01", source="t1", target=("c2",), channel="call"),
            row("interactions", date="2024-02-01", source="t1", target=("c2",), channel="call"),
            row("interactions", date="2024-02-02", source="t1", target=("c1",), channel="mail"),
        ],
        "deals": [row("deals", name="D", id="D1", account="A1", value=10.0)],
        "decisions": [row("decisions", deal="D1", contact="c1", part="decide")],
        "introductions": [row("introductions", date="2024-03-01", asker="t1", introducer="c1", target="c2")],
        "events": [
            row("events", date="2024-03-02", contact="c1", kind="moved"),
            row("events", date="2024-03-03", kind="other"),
        ],
        "sales": [row("sales", account="A1", date="2024-03-02", amount=-3.0)],
    }
    return Rows(tables | changes)
