"""Writes `cypher/schema` and `cypher/load` from the model: ``python -m influence.stores.neo4j.generate cypher``."""

from __future__ import annotations

import sys
from pathlib import Path

from influence.model.columns import TABLES
from influence.stores.neo4j.shape import (
    ASKED,
    EDGES,
    LABELS,
    LINKS,
    MARKS,
    MET,
    NODES,
    PART_TYPES,
    POST,
    SPARE_POST,
    TIE_TYPES,
    EdgeShape,
    LinkShape,
    NodeShape,
)

_TEAM = """// Our own people of a workspace, where a question starts from all of them.
// Generated from the model; do not edit.
// Access: schema
// Cost: once per database
CREATE INDEX influence_team IF NOT EXISTS
FOR (n:TeamMember)
ON (n.workspace, n.load)
"""
KEY = "{workspace: $workspace, load: $load, id: %s}"
_KEYED = "\n// Parameter: workspace: text - name of the workspace\n// Parameter: load: text - tag of the load"


def statements() -> dict[str, str]:
    """Path below `cypher/` -> text of every generated statement."""
    files = {f"schema/{name}.cypher": text for name, text in _schema()}
    files |= {f"load/{shape.table}.cypher": _node(shape) for shape in NODES}
    files |= {f"load/{shape.name}.cypher": _edge(shape) for shape in EDGES}
    files |= {f"load/{link.name}.cypher": _link(link) for link in LINKS}
    files |= {f"load/read_{shape.table}.cypher": _read_nodes(shape) for shape in NODES}
    files |= {f"load/read_{name}.cypher": text for name, text in _read_edges()}
    return files | {f"load/remove_{label.lower()}.cypher": _remove(label) for label in LABELS}


def main(folder: Path) -> None:
    """Write every generated statement below `folder`."""
    for name, text in statements().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _header(title: str, *, returns: str, rows: str = "", access: str = "write", cost: str = "") -> str:
    given = f"\n// Parameter: rows: list - {rows}" if rows else ""
    shown = "".join(f"\n// Returns: {line}" for line in returns.splitlines())
    cost = cost or ("one key look-up per row" if rows else "linear in what it names")
    told = "Generated from the model; do not edit."
    return f"// {title}\n// {told}{_KEYED}{given}{shown}\n// Access: {access}\n// Cost: {cost}\n"


def _schema() -> list[tuple[str, str]]:
    keys: list[tuple[str, tuple[str, ...]]] = [(label, ("workspace", "load", "id")) for label in LABELS]
    keys += [("Workspace", ("name",)), ("Load", ("workspace", "load")), ("Edit", ("workspace", "number"))]
    keys += [("Tombstone", ("workspace", "hash")), ("Output", ("workspace", "path", "sha256"))]
    return [*((f"{label.lower()}_key", _constraint(label, names)) for label, names in keys), ("team", _TEAM)]


def _constraint(label: str, names: tuple[str, ...]) -> str:
    key = ", ".join(f"n.{name}" for name in names)
    return (
        f"// One {label} per {', '.join(names)}.\n// Generated from the model; do not edit.\n// Access: schema\n"
        f"// Cost: once per database\n"
        f"CREATE CONSTRAINT influence_{label.lower()}_key IF NOT EXISTS\nFOR (n:{label})\n"
        f"REQUIRE ({key}) IS UNIQUE\n"
    )


def _node(shape: NodeShape) -> str:
    head = _header(f"Rows of {shape.table} as nodes.", rows="maps of properties, id among them", returns="done (rows)")
    also = f"n:{shape.also}, " if shape.also else ""
    return (
        f"{head}UNWIND $rows AS row\nMERGE (n:{shape.label} {KEY % 'row.id'})\nSET {also}n += row\n"
        "RETURN count(*) AS done\n"
    )


def _edge(shape: EdgeShape) -> str:
    title = f"Rows of {shape.table} as {shape.type} relationships."
    names = ", ".join(shape.properties)
    head = _header(title, rows=f"lists: ids of both ends, then {names}", returns="done (rows)")
    values = ",\n  ".join(f"`{name}`: row[{place}]" for place, name in enumerate(shape.properties, start=2))
    return (
        f"{head}UNWIND $rows AS row\n"
        f"{_match('a', _keyed(shape.start[0]), 0)}{_match('b', _keyed(shape.end[0]), 1)}"
        f"CREATE (a)-[:{shape.type} {{\n  {values}\n}}]->(b)\nRETURN count(*) AS done\n"
    )


def _link(link: LinkShape) -> str:
    title = f"The reference {link.table}.{link.column} as {link.type} relationships."
    head = _header(title, rows="pairs of ids: the row's own, the one referred to", returns="done (rows)")
    label = NODES[[shape.table for shape in NODES].index(link.table)].label
    arrow = f"(b)-[:{link.type}]->(a)" if link.reverse else f"(a)-[:{link.type}]->(b)"
    return (
        f"{head}UNWIND $rows AS row\n{_match('a', label, 0)}{_match('b', link.label, 1)}"
        f"MERGE {arrow}\nRETURN count(*) AS done\n"
    )


def _keyed(label: str) -> str:
    """The label that the key of an end is unique for."""
    return "Person" if label == "Contact" else label


def _match(variable: str, label: str, place: int) -> str:
    """Look up the node whose id stands at a place of each row."""
    return f"MATCH ({variable}:{label} {KEY % f'row[{place}]'})\n{_seek(variable, label)}"


def _seek(variable: str, label: str) -> str:
    """A plan made while the database held little would scan the label, and be kept; this one looks the key up."""
    return f"USING INDEX SEEK {variable}:{label}(workspace, load, id)\n"


def _columns(variable: str, names: tuple[str, ...]) -> str:
    return ",\n  ".join(f"{variable}.`{name}` AS `{name}`" for name in names)


def _read(title: str, names: tuple[str, ...], match: str, returned: str) -> str:
    head = _header(title, returns=", ".join(names), access="read", cost="linear in the rows of the table")
    return f"{head}{match}\nRETURN {returned}\n"


def _all(variable: str, label: str = "Person") -> str:
    """Every node of a label of a load, looked up by its key."""
    wanted = f"WHERE {variable}.workspace = $workspace AND {variable}.load = $load AND {variable}.id IS NOT NULL"
    return _seek(variable, label) + wanted


def _read_nodes(shape: NodeShape) -> str:
    names = (*MARKS, *TABLES[shape.table].column_names)
    if shape.table == "contacts":
        names = (*MARKS, "id")
    beside = f" AND n:{shape.also}" if shape.also else ""
    match = f"MATCH (n:{shape.label})\n{_all('n', shape.label)}{beside} AND n.row IS NOT NULL"
    if shape.table == "contacts":
        head = "Rows of contacts that name no account, from their nodes."
        return _read(head, (*MARKS, "node"), match, _columns("n", MARKS) + ", properties(n) AS node")
    return _read(f"Rows of {shape.table}, from their nodes.", names, match, _columns("n", names))


def _read_edges() -> list[tuple[str, str]]:
    ties = (*MARKS, *EDGES[2].columns)
    parts = (*MARKS, *next(edge for edge in EDGES if edge.table == "decisions").columns)
    met, asked = MET.properties, ASKED.properties
    return [
        *((shape.name, _read_posts(shape)) for shape in (POST, SPARE_POST)),
        ("relationships", _read_edge("relationships", TIE_TYPES, "Person", ties)),
        ("decisions", _read_edge("decisions", PART_TYPES, "Deal", parts)),
        ("interactions", _read_edge("interactions", MET.type, "Person", met)),
        ("introductions", _read_edge("introductions", ASKED.type, "Person", asked)),
    ]


def _read_posts(shape: EdgeShape) -> str:
    match = f"MATCH (n:Person)-[r:{shape.type}]->(b:{shape.end[0]})\n{_all('n')} AND r.row IS NOT NULL"
    account = "b.id" if shape is POST else "null"
    returned = _columns("r", MARKS) + f",\n  properties(n) AS node, properties(r) AS post, {account} AS account"
    return _read("Rows of contacts, from their posts.", (*MARKS, "node", "post", "account"), match, returned)


def _read_edge(table: str, types: str, end: str, names: tuple[str, ...]) -> str:
    match = f"MATCH (a:Person)-[r:{types}]->(b:{end})\n{_all('a')} AND r.row IS NOT NULL"
    returned = f"a.id AS start, b.id AS finish, type(r) AS type,\n  {_columns('r', names)}"
    return _read(f"Rows of {table}, from their relationships.", ("start", "finish", "type", *names), match, returned)


def _remove(label: str) -> str:
    title = f"Some nodes {label} of an old load, with their relationships."
    cost = "linear in the nodes removed"
    head = _header(title, returns="done (nodes)", cost=cost).replace(
        "\n// Returns", "\n// Parameter: most: number - nodes at a time\n// Returns"
    )
    found = f"MATCH (n:{label})\n{_all('n', label)}\nWITH n LIMIT $most\n"
    return f"{head}{found}DETACH DELETE n\nRETURN count(*) AS done\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
