// Question: Who at an account resists or doubts, and what do they stand to lose?
// Parameter: workspace: text = default - name of the workspace
// Parameter: account: text - id of the account
// Parameter: as_of: date = today - day on which posts must be current
// Returns: id (id), name (text), attitude (word of their contact's row), interests (ids of open threatened interests)
// Access: read
// Cost: linear in the account's contacts and their interests
// Twin: influence.blockers, by recorded attitude instead of P(win)
MATCH (w:Workspace {name: $workspace})
MATCH (a:Account {workspace: w.name, load: w.load, id: $account})<-[post:WORKS_AT]-(one:Contact)
USING INDEX SEEK a:Account(workspace, load, id)
WHERE coalesce(post.until, '9999') >= $as_of AND coalesce(post.since, '') <= $as_of
  AND one.attitude IN ['resist', 'doubt']
WITH DISTINCT one
OPTIONAL MATCH (one)-[:HOLDS]->(interest:Interest {effect: 'threatened'})
WHERE coalesce(interest.state, 'open') <> 'settled'
WITH one, interest ORDER BY interest.id
RETURN one.id AS id, one.name AS name, one.attitude AS attitude, collect(interest.id) AS interests
ORDER BY id
