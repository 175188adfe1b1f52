// The reference interests.deal as CONCERNS relationships.
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
MATCH (b:Deal {workspace: $workspace, load: $load, id: row[1]})
USING INDEX SEEK b:Deal(workspace, load, id)
MERGE (a)-[:CONCERNS]->(b)
RETURN count(*) AS done
