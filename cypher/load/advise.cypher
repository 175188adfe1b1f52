// Rows of decisions as ADVISES relationships.
// Generated from the model; do not edit.
// Parameter: workspace: text - name of the workspace
// Parameter: load: text - tag of the load
// Parameter: rows: list - lists: ids of both ends, then row, checksum, file, line, vote_weight, veto, fact_source
// Returns: done (rows)
// Access: write
// Cost: one key look-up per row
UNWIND $rows AS row
MATCH (a:Person {workspace: $workspace, load: $load, id: row[0]})
USING INDEX SEEK a:Person(workspace, load, id)
MATCH (b:Deal {workspace: $workspace, load: $load, id: row[1]})
USING INDEX SEEK b:Deal(workspace, load, id)
CREATE (a)-[:ADVISES {
  `row`: row[2],
  `checksum`: row[3],
  `file`: row[4],
  `line`: row[5],
  `vote_weight`: row[6],
  `veto`: row[7],
  `fact_source`: row[8]
}]->(b)
RETURN count(*) AS done
