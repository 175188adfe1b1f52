// Question: Whom at an account does only one of us know?
// Parameter: workspace: text = default - name of the workspace
// Parameter: account: text - id of the account
// Parameter: as_of: date = today - day on which posts must be current
// Returns: id (id), name (text), ours (id of the only one)
// Access: read
// Cost: linear in the ties of the account's contacts
// Twin: influence.coverage, its threads
MATCH (w:Workspace {name: $workspace})
MATCH (a:Account {workspace: w.name, load: w.load, id: $account})<-[post:WORKS_AT]-(one:Contact)
USING INDEX SEEK a:Account(workspace, load, id)
WHERE coalesce(post.until, '9999') >= $as_of AND coalesce(post.since, '') <= $as_of
WITH DISTINCT one
MATCH (one)-[:KNOWS|FRIEND|FAMILY|FORMER_COLLEAGUE|ALUMNI|MENTOR|WORKS_WITH|RAPPORT|INFLUENCES|REPORTS_TO]-(ours:TeamMember)
WITH one, collect(DISTINCT ours.id) AS known
WHERE size(known) = 1
RETURN one.id AS id, one.name AS name, known[0] AS ours
ORDER BY id
