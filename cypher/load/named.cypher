// What has an id: a person, an account with everybody who has or had a post there, a deal, an interest.
// Parameter: workspace: text - name of the workspace
// Parameter: load: text - tag of the load
// Parameter: id: text - the id
// Returns: label (text), person (id of a person to start from, or null)
// Access: read
// Cost: linear in the posts of the account
CALL () {
  MATCH (p:Person {workspace: $workspace, load: $load, id: $id})
  USING INDEX SEEK p:Person(workspace, load, id)
  RETURN 'Person' AS label, p.id AS person
  UNION
  MATCH (a:Account {workspace: $workspace, load: $load, id: $id})
  USING INDEX SEEK a:Account(workspace, load, id)
  OPTIONAL MATCH (a)<-[:WORKS_AT]-(p:Person)
  RETURN 'Account' AS label, p.id AS person
  UNION
  MATCH (d:Deal {workspace: $workspace, load: $load, id: $id})
  USING INDEX SEEK d:Deal(workspace, load, id)
  RETURN 'Deal' AS label, null AS person
  UNION
  MATCH (i:Interest {workspace: $workspace, load: $load, id: $id})
  USING INDEX SEEK i:Interest(workspace, load, id)
  RETURN 'Interest' AS label, null AS person
}
RETURN label, person
