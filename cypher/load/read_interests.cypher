// Rows of interests, from their nodes.
// Generated from the model; do not edit.
// Parameter: workspace: text - name of the workspace
// Parameter: load: text - tag of the load
// Returns: row, checksum, file, line, holder, id, kind, effect, severity, likelihood, level, horizon, state, deal, since, until, description, fact_source
// Access: read
// Cost: linear in the rows of the table
MATCH (n:Interest)
USING INDEX SEEK n:Interest(workspace, load, id)
WHERE n.workspace = $workspace AND n.load = $load AND n.id IS NOT NULL AND n.row IS NOT NULL
RETURN n.`row` AS `row`,
  n.`checksum` AS `checksum`,
  n.`file` AS `file`,
  n.`line` AS `line`,
  n.`holder` AS `holder`,
  n.`id` AS `id`,
  n.`kind` AS `kind`,
  n.`effect` AS `effect`,
  n.`severity` AS `severity`,
  n.`likelihood` AS `likelihood`,
  n.`level` AS `level`,
  n.`horizon` AS `horizon`,
  n.`state` AS `state`,
  n.`deal` AS `deal`,
  n.`since` AS `since`,
  n.`until` AS `until`,
  n.`description` AS `description`,
  n.`fact_source` AS `fact_source`
