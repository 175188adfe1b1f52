// Rows of contacts that name no account, from their nodes.
// Generated from the model; do not edit.
// Parameter: workspace: text - name of the workspace
// Parameter: load: text - tag of the load
// Returns: row, checksum, file, line, node
// Access: read
// Cost: linear in the rows of the table
MATCH (n:Person)
USING INDEX SEEK n:Person(workspace, load, id)
WHERE n.workspace = $workspace AND n.load = $load AND n.id IS NOT NULL AND n:Contact AND n.row IS NOT NULL
RETURN n.`row` AS `row`,
  n.`checksum` AS `checksum`,
  n.`file` AS `file`,
  n.`line` AS `line`, properties(n) AS node
