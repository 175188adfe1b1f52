// Rows of referrers, from their nodes.
// Generated from the model; do not edit.
// Parameter: workspace: text - name of the workspace
// Parameter: load: text - tag of the load
// Returns: row, checksum, file, line, name, id, organisation, kind, expects, expects_kind, balance, do_not_ask, note, fact_source
// Access: read
// Cost: linear in the rows of the table
MATCH (n:Person)
USING INDEX SEEK n:Person(workspace, load, id)
WHERE n.workspace = $workspace AND n.load = $load AND n.id IS NOT NULL AND n:Referrer AND n.row IS NOT NULL
RETURN n.`row` AS `row`,
  n.`checksum` AS `checksum`,
  n.`file` AS `file`,
  n.`line` AS `line`,
  n.`name` AS `name`,
  n.`id` AS `id`,
  n.`organisation` AS `organisation`,
  n.`kind` AS `kind`,
  n.`expects` AS `expects`,
  n.`expects_kind` AS `expects_kind`,
  n.`balance` AS `balance`,
  n.`do_not_ask` AS `do_not_ask`,
  n.`note` AS `note`,
  n.`fact_source` AS `fact_source`
