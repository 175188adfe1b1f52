// Question: Whom do the people of an account listen to?
// Parameter: workspace: text = default - name of the workspace
// Parameter: account: text - id of the account
// Parameter: as_of: date = today - day on which posts must be current
// Returns: id (id), name (text), heard_by (people of the account tied to them), strength (sum as declared)
// Access: read
// Cost: linear in the ties of the account's contacts
// Twin: influence.influencers, by the number of listeners instead of the settled opinions
MATCH (w:Workspace {name: $workspace})
MATCH (a:Account {workspace: w.name, load: w.load, id: $account})<-[post:WORKS_AT]-(listener:Contact)
USING INDEX SEEK a:Account(workspace, load, id)
WHERE coalesce(post.until, '9999') >= $as_of AND coalesce(post.since, '') <= $as_of
WITH DISTINCT listener
MATCH (listener)-[tie:KNOWS|FRIEND|FAMILY|FORMER_COLLEAGUE|ALUMNI|MENTOR|WORKS_WITH|RAPPORT|INFLUENCES|REPORTS_TO]-(one:Contact)
WHERE NOT type(tie) IN ['INFLUENCES', 'MENTOR'] OR endNode(tie) = listener
WITH one, count(DISTINCT listener) AS heard_by, sum(tie.strength) AS strength
RETURN one.id AS id, one.name AS name, heard_by, strength
ORDER BY heard_by DESC, strength DESC, id
