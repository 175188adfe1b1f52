"""To and from networkx: every row is a node or an arc with all of its columns, so nothing is lost on the way.

People, accounts, deals, interests, events are nodes (accounts, deals and interests prefixed by their label, so that
ids cannot clash); ties, posts, hierarchy, holdings, decisions, interactions and requests are arcs, named as in Neo4j.
Arcs of ties carry `strength` (S at the date, in [0, 1]) and `distance` (-ln p); the strength that a row states is
`stated`. Attributes that are blank are left out.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from influence.errors import UsageError
from influence.model.columns import PEOPLE, TABLES, Type
from influence.model.kinds import TIE_KINDS
from influence.model.order import in_order
from influence.model.rows import RECORDS, Row, Rows
from influence.network.strength import distance, step_probability

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import networkx

    from influence.network.network import Network
    from influence.network.tie import Tie

LABELS = {"contacts": "Contact", "team": "TeamMember", "referrers": "Referrer"}
_NODES = {"accounts": "Account", "deals": "Deal", "interests": "Interest"}
_LOOSE = {"events": "Event", "sales": "Sale", "attitudes": "Attitude", "assumptions": "Assumption"}
# node-link names that no column of a table bears
_JSON_NAMES = {"edges": "arcs", "nodes": "nodes", "name": "node", "source": "from", "target": "to", "key": "number"}
_PARTS = {"decide": "DECIDES", "advise": "ADVISES", "veto": "VETOES"}


def to_networkx(net: Network) -> networkx.MultiDiGraph:
    """The workspace of `net` as a MultiDiGraph; ties that exist at its date carry their strength.

    Arcs of rows that do not exist at the date are there too, without `strength`, so that `from_networkx` gives back
    the same rows. Nodes and arcs stand in the order of their values: the order of the lines of the files never shows.
    Cost n log n in the rows.
    """
    import networkx as nx

    graph = nx.MultiDiGraph(as_of=net.as_of.isoformat(), digest=net.digest)
    rows = Rows({table: in_order(lines) for table, lines in net.rows.tables.items()})
    _add_people(graph, rows)
    for table, label in _NODES.items():
        for number, row in enumerate(rows[table]):
            graph.add_node(f"{label}:{row[1]}", label=label, **_attributes(table, row, number))
    for table, label in _LOOSE.items():
        for number, row in enumerate(rows[table]):
            graph.add_node(f"{label}:{number}", label=label, **_attributes(table, row, number))
    for add in (_add_posts, _add_links, _add_decisions, _add_meetings, _add_requests):
        add(graph, rows)
    _add_ties(graph, net, rows)
    return graph


def _attributes(table: str, row: Row, number: int) -> dict[str, Any]:
    """Columns of a row that hold something, and which row of which table it is."""
    names = TABLES[table].column_names
    held = {name: value for name, value in zip(names, row, strict=True) if value is not None}
    return {"table": table, "row": number, **{_alias(table, name): _flat(value) for name, value in held.items()}}


def _alias(table: str, name: str) -> str:
    return "stated" if (table, name) == ("relationships", "strength") else name


def _flat(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, tuple) else value


def _add_people(graph: Any, rows: Rows) -> None:
    for table in PEOPLE:
        for number, row in enumerate(rows[table]):
            record = RECORDS[table](*row)
            if record.id not in graph or table != "contacts":
                graph.add_node(record.id, label=LABELS[table], **_attributes(table, row, number))


def _add_posts(graph: Any, rows: Rows) -> None:
    for number, row in enumerate(rows["contacts"]):
        record = RECORDS["contacts"](*row)
        if record.account:
            target = f"Account:{record.account}"
            graph.add_edge(record.id, target, kind="WORKS_AT", **_attributes("contacts", row, number))


def _add_links(graph: Any, rows: Rows) -> None:
    for row in rows["accounts"]:
        if row[2]:
            graph.add_edge(f"Account:{row[1]}", f"Account:{row[2]}", kind="PART_OF")
    for row in rows["deals"]:
        if row[2]:
            graph.add_edge(f"Deal:{row[1]}", f"Account:{row[2]}", kind="WITH")
    for row in rows["interests"]:
        record = RECORDS["interests"](*row)
        holder = record.holder if record.holder in graph else f"Account:{record.holder}"
        graph.add_edge(holder, f"Interest:{record.id}", kind="HOLDS")
        if record.deal:
            graph.add_edge(f"Interest:{record.id}", f"Deal:{record.deal}", kind="CONCERNS")


def _add_decisions(graph: Any, rows: Rows) -> None:
    for number, row in enumerate(rows["decisions"]):
        record = RECORDS["decisions"](*row)
        attributes = _attributes("decisions", row, number)
        graph.add_edge(record.contact, f"Deal:{record.deal}", kind=_PARTS[record.part], **attributes)


def _add_meetings(graph: Any, rows: Rows) -> None:
    for number, row in enumerate(rows["interactions"]):
        record = RECORDS["interactions"](*row)
        for target in record.target:
            attributes = _attributes("interactions", row, number)
            targets, source = attributes.pop("target"), attributes.pop("source")
            graph.add_edge(source, target, kind="MET", targets=targets, **attributes)


def _add_requests(graph: Any, rows: Rows) -> None:
    for number, row in enumerate(rows["introductions"]):
        attributes = _attributes("introductions", row, number)
        graph.add_edge(attributes["asker"], attributes["introducer"], kind="ASKED", **attributes)


def _add_ties(graph: Any, net: Network, rows: Rows) -> None:
    at_date = {(tie.source, tie.target, tie.kind): tie for tie in net.all_ties()}
    for number, row in enumerate(rows["relationships"]):
        record = RECORDS["relationships"](*row)
        tie = at_date.pop((record.source, record.target, record.kind), None)
        attributes = _attributes("relationships", row, number)
        kind = attributes.pop("kind")
        source, target = attributes.pop("source"), attributes.pop("target")
        graph.add_edge(source, target, kind=TIE_KINDS[kind].label, **attributes, **_strengths(net, tie))
    for tie in at_date.values():
        graph.add_edge(tie.source, tie.target, kind=TIE_KINDS[tie.kind].label, **_strengths(net, tie))


def _strengths(net: Network, tie: Tie | None) -> dict[str, Any]:
    """What a tie comes to at the date."""
    if tie is None:
        return {}
    found: dict[str, Any] = {"symmetric": TIE_KINDS[tie.kind].symmetric and not tie.directed, "assumed": tie.assumed}
    numbers = {"activity": tie.activity, "declared": tie.declared, "strength": tie.strength}
    found |= {name: value for name, value in numbers.items() if value is not None}
    if tie.strength is not None and not TIE_KINDS[tie.kind].blocks:
        found["distance"] = distance(step_probability(tie.strength, net.assumptions))
    return found


def from_networkx(graph: networkx.MultiDiGraph) -> Rows:
    """The rows of a graph made by `to_networkx` (also after GraphML or JSON), with the same digest.

    Raises `UsageError` for a graph whose nodes do not say which table they are of.
    """
    found: dict[str, dict[int, Row]] = {table: {} for table in TABLES}
    for _, attributes in graph.nodes(data=True):
        _take(found, attributes, {})
    for source, target, attributes in graph.edges(data=True):
        _take(found, attributes, {"source": source, "target": target})
    if not any(found.values()):
        raise UsageError("the graph holds no rows of ours", hint="make it with Network.to_networkx or `export`")
    return Rows({table: [rows[number] for number in sorted(rows)] for table, rows in found.items()})


def _take(found: dict[str, dict[int, Row]], attributes: dict[str, Any], ends: dict[str, str]) -> None:
    table = attributes.get("table")
    if table is None:
        return
    given = {**attributes, **(ends if table in ("interactions", "relationships") else {})}
    if table == "interactions":
        given["target"] = tuple(json.loads(attributes["targets"]))
    if table == "relationships":
        given["strength"] = attributes.get("stated")
        given["kind"] = attributes["kind"].lower()
    values = (_value(given.get(column.name), column.type) for column in TABLES[table].columns)
    found[table][int(attributes["row"])] = tuple(values)


def _value(value: Any, kind: Type) -> Any:
    if kind is Type.YES_NO:
        return bool(value)
    if kind in (Type.NUMBER, Type.AMOUNT, Type.SHARE):
        return None if value is None else float(value)
    return value


def write_graph(graph: networkx.MultiDiGraph, form: str) -> bytes:
    """The graph as GraphML or node-link JSON (`form` graphml or json), UTF-8."""
    import networkx as nx
    from networkx.readwrite.graphml import GraphMLWriter

    if form == "json":
        return json.dumps(nx.node_link_data(graph, **_JSON_NAMES), ensure_ascii=False, allow_nan=False).encode()
    writer = GraphMLWriter(graph)
    return str(writer).rstrip("\n").replace("\r", "&#13;").encode()  # a bare one would be read as a line feed


def read_graph(text: bytes, form: str) -> networkx.MultiDiGraph:
    """The graph that `write_graph` wrote."""
    import networkx as nx

    readers: dict[str, Callable[[], Iterable[Any]]] = {
        "json": lambda: nx.node_link_graph(json.loads(text), multigraph=True, directed=True, **_JSON_NAMES),
        "graphml": lambda: nx.MultiDiGraph(nx.parse_graphml(text.decode(), force_multigraph=True)),
    }
    return readers[form]()
