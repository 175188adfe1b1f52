// Rows of accounts, from their nodes.
// Generated from the model; do not edit.
// Parameter: workspace: text - name of the workspace
// Parameter: load: text - tag of the load
// Returns: row, checksum, file, line, name, id, parent, type, industry, region, annual_sales, margin, growth, potential, share, payment_days, credit, access_to_goals, openness, fit_product, fit_strategy, complaints, reference, contact_every, note, fact_source
// Access: read
// Cost: linear in the rows of the table
MATCH (n:Account)
USING INDEX SEEK n:Account(workspace, load, id)
WHERE n.workspace = $workspace AND n.load = $load AND n.id IS NOT NULL AND n.row IS NOT NULL
RETURN n.`row` AS `row`,
  n.`checksum` AS `checksum`,
  n.`file` AS `file`,
  n.`line` AS `line`,
  n.`name` AS `name`,
  n.`id` AS `id`,
  n.`parent` AS `parent`,
  n.`type` AS `type`,
  n.`industry` AS `industry`,
  n.`region` AS `region`,
  n.`annual_sales` AS `annual_sales`,
  n.`margin` AS `margin`,
  n.`growth` AS `growth`,
  n.`potential` AS `potential`,
  n.`share` AS `share`,
  n.`payment_days` AS `payment_days`,
  n.`credit` AS `credit`,
  n.`access_to_goals` AS `access_to_goals`,
  n.`openness` AS `openness`,
  n.`fit_product` AS `fit_product`,
  n.`fit_strategy` AS `fit_strategy`,
  n.`complaints` AS `complaints`,
  n.`reference` AS `reference`,
  n.`contact_every` AS `contact_every`,
  n.`note` AS `note`,
  n.`fact_source` AS `fact_source`
