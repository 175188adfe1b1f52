// Question: Who decides, advises or can veto a deal?
// Parameter: workspace: text = default - name of the workspace
// Parameter: deal: text - id of the deal
// Returns: id (id), name (text), part (decide, advise or veto), vote_weight (votes), veto (chance, 0 to 1), attitude (word)
// Access: read
// Cost: linear in the deal's decisions
// Twin: influence.committee
MATCH (w:Workspace {name: $workspace})
MATCH (d:Deal {workspace: w.name, load: w.load, id: $deal})<-[part:DECIDES|ADVISES|VETOES]-(one:Person)
USING INDEX SEEK d:Deal(workspace, load, id)
RETURN one.id AS id, one.name AS name,
  CASE type(part) WHEN 'DECIDES' THEN 'decide' WHEN 'ADVISES' THEN 'advise' ELSE 'veto' END AS part,
  part.vote_weight AS vote_weight, part.veto AS veto, one.attitude AS attitude
ORDER BY id, part
