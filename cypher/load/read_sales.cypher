// Rows of sales, from their nodes.
// Generated from the model; do not edit.
// Parameter: workspace: text - name of the workspace
// Parameter: load: text - tag of the load
// Returns: row, checksum, file, line, account, date, product, amount, margin, fact_source
// Access: read
// Cost: linear in the rows of the table
MATCH (n:Sale)
USING INDEX SEEK n:Sale(workspace, load, id)
WHERE n.workspace = $workspace AND n.load = $load AND n.id IS NOT NULL AND n.row IS NOT NULL
RETURN n.`row` AS `row`,
  n.`checksum` AS `checksum`,
  n.`file` AS `file`,
  n.`line` AS `line`,
  n.`account` AS `account`,
  n.`date` AS `date`,
  n.`product` AS `product`,
  n.`amount` AS `amount`,
  n.`margin` AS `margin`,
  n.`fact_source` AS `fact_source`
