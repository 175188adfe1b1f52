// Rows of assumptions, from their nodes.
// Generated from the model; do not edit.
// Parameter: workspace: text - name of the workspace
// Parameter: load: text - tag of the load
// Returns: row, checksum, file, line, name, value, note, fact_source
// Access: read
// Cost: linear in the rows of the table
MATCH (n:Assumption)
USING INDEX SEEK n:Assumption(workspace, load, id)
WHERE n.workspace = $workspace AND n.load = $load AND n.id IS NOT NULL AND n.row IS NOT NULL
RETURN n.`row` AS `row`,
  n.`checksum` AS `checksum`,
  n.`file` AS `file`,
  n.`line` AS `line`,
  n.`name` AS `name`,
  n.`value` AS `value`,
  n.`note` AS `note`,
  n.`fact_source` AS `fact_source`
