// Question: Whom have we asked for introductions too often?
// Parameter: workspace: text = default - name of the workspace
// Parameter: since: date = today-90 - day from which requests count
// Parameter: asked: number = 2 - least number of requests
// Returns: id (id), name (text), asked (requests), met (requests that led to a meeting), declined (requests)
// Access: read
// Cost: linear in the people of our own team and their requests
// Twin: influence.ledger
MATCH (w:Workspace {name: $workspace})
MATCH (ours:TeamMember {workspace: w.name, load: w.load})-[request:ASKED]->(one:Person)
USING INDEX SEEK ours:TeamMember(workspace, load)
WHERE request.date >= $since
WITH one, collect(request.outcome) AS outcomes, count(request) AS asked
WHERE asked >= $asked
RETURN one.id AS id, one.name AS name, asked, size([word IN outcomes WHERE word = 'met']) AS met,
  size([word IN outcomes WHERE word = 'declined']) AS declined
ORDER BY asked DESC, id
