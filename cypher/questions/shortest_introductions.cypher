// Question: Over how few people does each of us reach a person?
// Parameter: workspace: text = default - name of the workspace
// Parameter: person: text - id of the person to reach
// Returns: ours (id), hops (steps), people (ids from ours to the person)
// Access: read
// Cost: a search from both ends, of at most six steps, per team member
// Twin: influence.routes, by steps instead of probability; a conflict beside another tie does not block here
MATCH (w:Workspace {name: $workspace})
MATCH (goal:Person {workspace: w.name, load: w.load, id: $person})
USING INDEX SEEK goal:Person(workspace, load, id)
MATCH (ours:TeamMember {workspace: w.name, load: w.load})
USING INDEX SEEK ours:TeamMember(workspace, load)
WHERE ours <> goal
MATCH route = shortestPath((ours)-[:KNOWS|FRIEND|FAMILY|FORMER_COLLEAGUE|ALUMNI|MENTOR|WORKS_WITH|RAPPORT|INFLUENCES|REPORTS_TO*1..6]-(goal))
RETURN ours.id AS ours, length(route) AS hops, [one IN nodes(route) | one.id] AS people
ORDER BY hops, ours
