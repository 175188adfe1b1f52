// Deals, interests, events, attitudes and sales of some people, accounts and deals.
// Parameter: workspace: text - name of the workspace
// Parameter: load: text - tag of the load
// Parameter: people: list - ids of people
// Parameter: accounts: list - ids of accounts
// Parameter: deals: list - ids of deals
// Returns: label (text), id (text)
// Access: read
// Cost: linear in what these people, accounts and deals refer to
CALL () {
  UNWIND $people AS id
  MATCH (p:Person {workspace: $workspace, load: $load, id: id})
  USING INDEX SEEK p:Person(workspace, load, id)
  MATCH (p)-[:HOLDS|FELT|ABOUT]-(thing)
  RETURN thing
  UNION
  UNWIND $accounts AS id
  MATCH (a:Account {workspace: $workspace, load: $load, id: id})
  USING INDEX SEEK a:Account(workspace, load, id)
  MATCH (a)-[:HOLDS|ABOUT|WITH|BOUGHT]-(thing)
  RETURN thing
  UNION
  UNWIND $deals AS id
  MATCH (d:Deal {workspace: $workspace, load: $load, id: id})
  USING INDEX SEEK d:Deal(workspace, load, id)
  MATCH (d)<-[:CONCERNS|ABOUT]-(thing)
  RETURN thing
}
RETURN DISTINCT labels(thing)[0] AS label, thing.id AS id
