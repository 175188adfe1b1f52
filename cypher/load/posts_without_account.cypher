// Rows of contacts as HELD_POST relationships.
// Generated from the model; do not edit.
// Parameter: workspace: text - name of the workspace
// Parameter: load: text - tag of the load
// Parameter: rows: list - lists: ids of both ends, then row, checksum, file, line, blank, name, title, department, layer, role, reports_to, attitude, attitude_on, style, language, leaving, contact_every, public_official, since, until, note, fact_source
// Returns: done (rows)
// Access: write
// Cost: one key look-up per row
UNWIND $rows AS row
MATCH (a:Person {workspace: $workspace, load: $load, id: row[0]})
USING INDEX SEEK a:Person(workspace, load, id)
MATCH (b:Person {workspace: $workspace, load: $load, id: row[1]})
USING INDEX SEEK b:Person(workspace, load, id)
CREATE (a)-[:HELD_POST {
  `row`: row[2],
  `checksum`: row[3],
  `file`: row[4],
  `line`: row[5],
  `blank`: row[6],
  `name`: row[7],
  `title`: row[8],
  `department`: row[9],
  `layer`: row[10],
  `role`: row[11],
  `reports_to`: row[12],
  `attitude`: row[13],
  `attitude_on`: row[14],
  `style`: row[15],
  `language`: row[16],
  `leaving`: row[17],
  `contact_every`: row[18],
  `public_official`: row[19],
  `since`: row[20],
  `until`: row[21],
  `note`: row[22],
  `fact_source`: row[23]
}]->(b)
RETURN count(*) AS done
