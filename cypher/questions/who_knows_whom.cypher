// Question: Who of us and of our referrers knows whom at an account?
// Parameter: workspace: text = default - name of the workspace
// Parameter: account: text - id of the account
// Parameter: as_of: date = today - day on which posts must be current
// Returns: ours (id), theirs (id), kind (type of tie), strength (as declared, 0 to 1, or null), last_contact (date)
// Access: read
// Cost: linear in the ties of the account's contacts
// Twin: influence.coverage, its threads
MATCH (w:Workspace {name: $workspace})
MATCH (a:Account {workspace: w.name, load: w.load, id: $account})<-[post:WORKS_AT]-(theirs:Contact)
USING INDEX SEEK a:Account(workspace, load, id)
WHERE coalesce(post.until, '9999') >= $as_of AND coalesce(post.since, '') <= $as_of
WITH DISTINCT theirs
MATCH (theirs)-[tie:KNOWS|FRIEND|FAMILY|FORMER_COLLEAGUE|ALUMNI|MENTOR|WORKS_WITH|RAPPORT|INFLUENCES|REPORTS_TO]-(ours)
WHERE NOT ours:Contact
RETURN ours.id AS ours, theirs.id AS theirs, toLower(type(tie)) AS kind, tie.strength AS strength,
  tie.last_contact AS last_contact
ORDER BY ours, theirs, kind
