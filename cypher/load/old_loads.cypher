// Loads older than the current one: replaced, or cut short.
// Parameter: workspace: text - name of the workspace
// Returns: load (tag)
// Access: read
// Cost: linear in the loads of the workspace
MATCH (w:Workspace {name: $workspace})
MATCH (l:Load {workspace: $workspace})
USING INDEX SEEK l:Load(workspace, load)
WHERE l.load IS NOT NULL AND l.number < w.current
RETURN l.load AS load
