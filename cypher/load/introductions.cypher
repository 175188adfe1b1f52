// Rows of introductions as ASKED relationships.
// Generated from the model; do not edit.
// Parameter: workspace: text - name of the workspace
// Parameter: load: text - tag of the load
// Parameter: rows: list - lists: ids of both ends, then row, checksum, file, line, date, target, outcome, note, fact_source
// Returns: done (rows)
// Access: write
// Cost: one key look-up per row
UNWIND $rows AS row
MATCH (a:Person {workspace: $workspace, load: $load, id: row[0]})
USING INDEX SEEK a:Person(workspace, load, id)
MATCH (b:Person {workspace: $workspace, load: $load, id: row[1]})
USING INDEX SEEK b:Person(workspace, load, id)
CREATE (a)-[:ASKED {
  `row`: row[2],
  `checksum`: row[3],
  `file`: row[4],
  `line`: row[5],
  `date`: row[6],
  `target`: row[7],
  `outcome`: row[8],
  `note`: row[9],
  `fact_source`: row[10]
}]->(b)
RETURN count(*) AS done
