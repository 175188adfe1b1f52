// Question: Which vested interests does a deal touch?
// Parameter: workspace: text = default - name of the workspace
// Parameter: deal: text - id of the deal
// Returns: id (id), holder (id), kind (word), effect (threatened or served), severity (0 to 1), likelihood (0 to 1), state (word)
// Access: read
// Cost: linear in the deal's interests
// Twin: influence.interests
MATCH (w:Workspace {name: $workspace})
MATCH (d:Deal {workspace: w.name, load: w.load, id: $deal})<-[:CONCERNS]-(one:Interest)
USING INDEX SEEK d:Deal(workspace, load, id)
RETURN one.id AS id, one.holder AS holder, one.kind AS kind, one.effect AS effect, one.severity AS severity,
  one.likelihood AS likelihood, one.state AS state
ORDER BY id
