// Question: Which of our ties to an account have gone quiet?
// Parameter: workspace: text = default - name of the workspace
// Parameter: account: text - id of the account
// Parameter: before: date = today-180 - day since which there was no contact
// Returns: ours (id), theirs (id), kind (type of tie), last_contact (date of the tie's row or of the newest meeting)
// Access: read
// Cost: linear in the ties and meetings of the account's contacts
// Twin: influence.alerts, its silences
MATCH (w:Workspace {name: $workspace})
MATCH (a:Account {workspace: w.name, load: w.load, id: $account})<-[:WORKS_AT]-(theirs:Contact)
USING INDEX SEEK a:Account(workspace, load, id)
WITH DISTINCT theirs
MATCH (theirs)-[tie:KNOWS|FRIEND|FAMILY|FORMER_COLLEAGUE|ALUMNI|MENTOR|WORKS_WITH|RAPPORT|INFLUENCES|REPORTS_TO]-(ours:TeamMember)
OPTIONAL MATCH (theirs)-[met:MET]-(ours)
WHERE met.channel <> 'social'
WITH theirs, ours, tie, max(met.date) AS met
WITH theirs, ours, tie, CASE WHEN met IS NULL OR tie.last_contact > met THEN tie.last_contact ELSE met END AS last
WHERE last < $before
RETURN ours.id AS ours, theirs.id AS theirs, toLower(type(tie)) AS kind, last AS last_contact
ORDER BY last_contact, ours, theirs, kind
