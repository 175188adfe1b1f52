// Rows of relationships as KNOWS relationships.
// Generated from the model; do not edit.
// Parameter: workspace: text - name of the workspace
// Parameter: load: text - tag of the load
// Parameter: rows: list - lists: ids of both ends, then row, checksum, file, line, strength, stage, stage_on, directed, since, last_contact, confidence, evidence, fact_source
// Returns: done (rows)
// Access: write
// Cost: one key look-up per row
UNWIND $rows AS row
MATCH (a:Person {workspace: $workspace, load: $load, id: row[0]})
USING INDEX SEEK a:Person(workspace, load, id)
MATCH (b:Person {workspace: $workspace, load: $load, id: row[1]})
USING INDEX SEEK b:Person(workspace, load, id)
CREATE (a)-[:KNOWS {
  `row`: row[2],
  `checksum`: row[3],
  `file`: row[4],
  `line`: row[5],
  `strength`: row[6],
  `stage`: row[7],
  `stage_on`: row[8],
  `directed`: row[9],
  `since`: row[10],
  `last_contact`: row[11],
  `confidence`: row[12],
  `evidence`: row[13],
  `fact_source`: row[14]
}]->(b)
RETURN count(*) AS done
