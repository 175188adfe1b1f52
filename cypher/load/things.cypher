// Accounts, deals, interests, events, attitudes and sales around some people and accounts.
// Parameter: workspace: text - name of the workspace
// Parameter: load: text - tag of the load
// Parameter: people: list - ids of people
// Parameter: accounts: list - ids of accounts
// Returns: label (text), id (text)
// Access: read
// Cost: linear in what these people and accounts refer to
CALL {
  UNWIND $people AS id
  MATCH (p:Person {workspace: $workspace, load: $load, id: id})
  MATCH (p)-[:HOLDS|FELT|ABOUT|DECIDES|ADVISES|VETOES|BASED_AT]-(thing)
  RETURN thing
  UNION
  UNWIND $accounts AS id
  MATCH (a:Account {workspace: $workspace, load: $load, id: id})
  MATCH (a)-[:HOLDS|ABOUT|WITH|BOUGHT|PART_OF]-(thing)
  RETURN thing
}
WITH DISTINCT thing
OPTIONAL MATCH (thing)-[:CONCERNS|WITH|ABOUT|PART_OF*1..2]-(more)
WHERE NOT more:Person
UNWIND [thing, more] AS found
WITH DISTINCT found WHERE found IS NOT NULL
RETURN labels(found)[0] AS label, found.id AS id
