// The reference interests.holder as HOLDS relationships.
// Generated from the model; do not edit.
// Parameter: workspace: text - name of the workspace
// Parameter: load: text - tag of the load
// Parameter: rows: list - pairs of ids: the row's own, the one referred to
// Returns: done (rows)
// Access: write
// Cost: one key look-up per row
UNWIND $rows AS row
MATCH (a:Interest {workspace: $workspace, load: $load, id: row[0]})
USING INDEX SEEK a:Interest(workspace, load, id)
MATCH (b:Account {workspace: $workspace, load: $load, id: row[1]})
USING INDEX SEEK b:Account(workspace, load, id)
MERGE (b)-[:HOLDS]->(a)
RETURN count(*) AS done
