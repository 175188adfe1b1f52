// Rows of assumptions as nodes.
// Generated from the model; do not edit.
// Parameter: workspace: text - name of the workspace
// Parameter: load: text - tag of the load
// Parameter: rows: list - maps of properties, id among them
// Returns: done (rows)
// Access: write
// Cost: one key look-up per row
UNWIND $rows AS row
MERGE (n:Assumption {workspace: $workspace, load: $load, id: row.id})
SET n += row
RETURN count(*) AS done
