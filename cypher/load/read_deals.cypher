// Rows of deals, from their nodes.
// Generated from the model; do not edit.
// Parameter: workspace: text - name of the workspace
// Parameter: load: text - tag of the load
// Returns: row, checksum, file, line, name, id, account, value, stage, opened_on, close_on, incumbent, budget, timing, quorum, fact_source
// Access: read
// Cost: linear in the rows of the table
MATCH (n:Deal)
USING INDEX SEEK n:Deal(workspace, load, id)
WHERE n.workspace = $workspace AND n.load = $load AND n.id IS NOT NULL AND n.row IS NOT NULL
RETURN n.`row` AS `row`,
  n.`checksum` AS `checksum`,
  n.`file` AS `file`,
  n.`line` AS `line`,
  n.`name` AS `name`,
  n.`id` AS `id`,
  n.`account` AS `account`,
  n.`value` AS `value`,
  n.`stage` AS `stage`,
  n.`opened_on` AS `opened_on`,
  n.`close_on` AS `close_on`,
  n.`incumbent` AS `incumbent`,
  n.`budget` AS `budget`,
  n.`timing` AS `timing`,
  n.`quorum` AS `quorum`,
  n.`fact_source` AS `fact_source`
