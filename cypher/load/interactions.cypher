// Rows of interactions as MET relationships.
// Generated from the model; do not edit.
// Parameter: workspace: text - name of the workspace
// Parameter: load: text - tag of the load
// Parameter: rows: list - lists: ids of both ends, then row, checksum, file, line, position, targets, date, channel, hours, purpose, deal, outcome, next_on, subject, fact_source
// Returns: done (rows)
// Access: write
// Cost: one key look-up per row
UNWIND $rows AS row
MATCH (a:Person {workspace: $workspace, load: $load, id: row[0]})
USING INDEX SEEK a:Person(workspace, load, id)
MATCH (b:Person {workspace: $workspace, load: $load, id: row[1]})
USING INDEX SEEK b:Person(workspace, load, id)
CREATE (a)-[:MET {
  `row`: row[2],
  `checksum`: row[3],
  `file`: row[4],
  `line`: row[5],
  `position`: row[6],
  `targets`: row[7],
  `date`: row[8],
  `channel`: row[9],
  `hours`: row[10],
  `purpose`: row[11],
  `deal`: row[12],
  `outcome`: row[13],
  `next_on`: row[14],
  `subject`: row[15],
  `fact_source`: row[16]
}]->(b)
RETURN count(*) AS done
