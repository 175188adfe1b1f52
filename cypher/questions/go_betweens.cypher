// Question: Who is tied both to us and to a person, and could speak for us?
// Parameter: workspace: text = default - name of the workspace
// Parameter: person: text - id of the person
// Returns: id (id), name (text), ours (ids of ours tied to them)
// Access: read
// Cost: linear in the ties of the person and of those tied to them
// Twin: influence.blockers, its go-betweens, without their probability
MATCH (w:Workspace {name: $workspace})
MATCH (goal:Person {workspace: w.name, load: w.load, id: $person})
USING INDEX SEEK goal:Person(workspace, load, id)
MATCH (goal)-[:KNOWS|FRIEND|FAMILY|FORMER_COLLEAGUE|ALUMNI|MENTOR|WORKS_WITH|RAPPORT|INFLUENCES|REPORTS_TO]-(one:Person)
WHERE NOT one:TeamMember AND one <> goal
WITH DISTINCT goal, one
MATCH (one)-[:KNOWS|FRIEND|FAMILY|FORMER_COLLEAGUE|ALUMNI|MENTOR|WORKS_WITH|RAPPORT|INFLUENCES|REPORTS_TO]-(ours:TeamMember)
WHERE ours <> goal
WITH DISTINCT one, ours ORDER BY ours.id
RETURN one.id AS id, one.name AS name, collect(ours.id) AS ours
ORDER BY id
