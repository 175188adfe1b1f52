// Rows of team, from their nodes.
// Generated from the model; do not edit.
// Parameter: workspace: text - name of the workspace
// Parameter: load: text - tag of the load
// Returns: row, checksum, file, line, name, id, title, layer, reports_to, hours_per_week, skills, language, based_at, note, fact_source
// Access: read
// Cost: linear in the rows of the table
MATCH (n:Person)
USING INDEX SEEK n:Person(workspace, load, id)
WHERE n.workspace = $workspace AND n.load = $load AND n.id IS NOT NULL AND n:TeamMember AND n.row IS NOT NULL
RETURN n.`row` AS `row`,
  n.`checksum` AS `checksum`,
  n.`file` AS `file`,
  n.`line` AS `line`,
  n.`name` AS `name`,
  n.`id` AS `id`,
  n.`title` AS `title`,
  n.`layer` AS `layer`,
  n.`reports_to` AS `reports_to`,
  n.`hours_per_week` AS `hours_per_week`,
  n.`skills` AS `skills`,
  n.`language` AS `language`,
  n.`based_at` AS `based_at`,
  n.`note` AS `note`,
  n.`fact_source` AS `fact_source`
