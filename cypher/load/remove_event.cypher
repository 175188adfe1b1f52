// Some nodes Event of an old load, with their relationships.
// Generated from the model; do not edit.
// Parameter: workspace: text - name of the workspace
// Parameter: load: text - tag of the load
// Parameter: most: number - nodes at a time
// Returns: done (nodes)
// Access: write
// Cost: linear in the nodes removed
MATCH (n:Event)
USING INDEX SEEK n:Event(workspace, load, id)
WHERE n.workspace = $workspace AND n.load = $load AND n.id IS NOT NULL
WITH n LIMIT $most
DETACH DELETE n
RETURN count(*) AS done
