// People tied to some people, by ties or meetings.
// Parameter: workspace: text - name of the workspace
// Parameter: load: text - tag of the load
// Parameter: ids: list - ids of people
// Returns: id (text), contact (true for a contact)
// Access: read
// Cost: linear in the ties of these people
UNWIND $ids AS id
MATCH (a:Person {workspace: $workspace, load: $load, id: id})
MATCH (a)-[:KNOWS|FRIEND|FAMILY|FORMER_COLLEAGUE|ALUMNI|MENTOR|WORKS_WITH|RAPPORT|INFLUENCES|REPORTS_TO|CONFLICT|MET]-(b:Person)
RETURN DISTINCT b.id AS id, b:Contact AS contact
