// Add an edit; a repeated attempt finds its own.
// Parameter: workspace: text - name of the workspace
// Parameter: at: text - time of the edit
// Parameter: op: text - what it changes
// Parameter: token: text - what tells this edit from all others
// Returns: number (place)
// Access: write
// Cost: linear in the edits
MATCH (w:Workspace {name: $workspace})
SET w.edit = coalesce(w.edit, 0)
MERGE (e:Edit {workspace: $workspace, token: $token})
ON CREATE SET w.edit = w.edit + 1, e.number = w.edit, e.at = $at, e.op = $op
RETURN e.number AS number
