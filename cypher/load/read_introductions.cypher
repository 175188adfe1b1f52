// Rows of introductions, from their relationships.
// Generated from the model; do not edit.
// Parameter: workspace: text - name of the workspace
// Parameter: load: text - tag of the load
// Returns: start, finish, type, row, checksum, file, line, date, target, outcome, note, fact_source
// Access: read
// Cost: linear in the rows of the table
MATCH (a:Person)-[r:ASKED]->(b:Person)
USING INDEX SEEK a:Person(workspace, load, id)
WHERE a.workspace = $workspace AND a.load = $load AND a.id IS NOT NULL AND r.row IS NOT NULL
RETURN a.id AS start, b.id AS finish, type(r) AS type,
  r.`row` AS `row`,
  r.`checksum` AS `checksum`,
  r.`file` AS `file`,
  r.`line` AS `line`,
  r.`date` AS `date`,
  r.`target` AS `target`,
  r.`outcome` AS `outcome`,
  r.`note` AS `note`,
  r.`fact_source` AS `fact_source`
