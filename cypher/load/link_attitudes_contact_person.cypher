// The reference attitudes.contact as FELT relationships.
// Generated from the model; do not edit.
// Parameter: workspace: text - name of the workspace
// Parameter: load: text - tag of the load
// Parameter: rows: list - pairs of ids: the row's own, the one referred to
// Returns: done (rows)
// Access: write
// Cost: one key look-up per row
UNWIND $rows AS row
MATCH (a:Attitude {workspace: $workspace, load: $load, id: row[0]})
USING INDEX SEEK a:Attitude(workspace, load, id)
MATCH (b:Person {workspace: $workspace, load: $load, id: row[1]})
USING INDEX SEEK b:Person(workspace, load, id)
MERGE (b)-[:FELT]->(a)
RETURN count(*) AS done
