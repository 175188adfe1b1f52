// Rows of contacts, from their posts.
// Generated from the model; do not edit.
// Parameter: workspace: text - name of the workspace
// Parameter: load: text - tag of the load
// Returns: row, checksum, file, line, node, post, account
// Access: read
// Cost: linear in the rows of the table
MATCH (n:Person)-[r:WORKS_AT]->(b:Account)
USING INDEX SEEK n:Person(workspace, load, id)
WHERE n.workspace = $workspace AND n.load = $load AND n.id IS NOT NULL AND r.row IS NOT NULL
RETURN r.`row` AS `row`,
  r.`checksum` AS `checksum`,
  r.`file` AS `file`,
  r.`line` AS `line`,
  properties(n) AS node, properties(r) AS post, b.id AS account
