// Rows of relationships, from their relationships.
// Generated from the model; do not edit.
// Parameter: workspace: text - name of the workspace
// Parameter: load: text - tag of the load
// Returns: start, finish, type, row, checksum, file, line, strength, stage, stage_on, directed, since, last_contact, confidence, evidence, fact_source
// Access: read
// Cost: linear in the rows of the table
MATCH (a:Person)-[r:KNOWS|FRIEND|FAMILY|FORMER_COLLEAGUE|ALUMNI|MENTOR|WORKS_WITH|RAPPORT|INFLUENCES|REPORTS_TO|CONFLICT]->(b:Person)
USING INDEX SEEK a:Person(workspace, load, id)
WHERE a.workspace = $workspace AND a.load = $load AND a.id IS NOT NULL AND r.row IS NOT NULL
RETURN a.id AS start, b.id AS finish, type(r) AS type,
  r.`row` AS `row`,
  r.`checksum` AS `checksum`,
  r.`file` AS `file`,
  r.`line` AS `line`,
  r.`strength` AS `strength`,
  r.`stage` AS `stage`,
  r.`stage_on` AS `stage_on`,
  r.`directed` AS `directed`,
  r.`since` AS `since`,
  r.`last_contact` AS `last_contact`,
  r.`confidence` AS `confidence`,
  r.`evidence` AS `evidence`,
  r.`fact_source` AS `fact_source`
