// Question: Which accounts belong to an account, directly or through others?
// Parameter: workspace: text = default - name of the workspace
// Parameter: account: text - id of the account
// Returns: id (id), name (text), parent (id), depth (steps below the account)
// Access: read
// Cost: linear in the accounts below
// Twin: Network.accounts, followed by parent
MATCH (w:Workspace {name: $workspace})
MATCH (top:Account {workspace: w.name, load: w.load, id: $account})
USING INDEX SEEK top:Account(workspace, load, id)
MATCH route = (top)<-[:PART_OF*0..10]-(one:Account)
RETURN one.id AS id, one.name AS name, one.parent AS parent, min(length(route)) AS depth
ORDER BY depth, id
