// Who reports to some people, and to whom they report.
// Parameter: workspace: text - name of the workspace
// Parameter: load: text - tag of the load
// Parameter: ids: list - ids of people
// Returns: id (text)
// Access: read
// Cost: linear in the reporting lines of these people
UNWIND $ids AS id
MATCH (a:Person {workspace: $workspace, load: $load, id: id})-[:REPORTS_TO]-(b:Person)
USING INDEX SEEK a:Person(workspace, load, id)
RETURN DISTINCT b.id AS id
