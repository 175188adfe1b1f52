// Make a load the current one, unless a later load is current already.
// Parameter: workspace: text - name of the workspace
// Parameter: load: text - tag of the load
// Parameter: digest: text - digest of its rows with edits applied
// Returns: current (tag of the load that is current now)
// Access: write
// Cost: one key look-up
MATCH (w:Workspace {name: $workspace})
SET w.number = w.number
WITH w
MATCH (l:Load {workspace: $workspace, load: $load})
USING INDEX SEEK l:Load(workspace, load)
SET w.load = CASE WHEN coalesce(w.current, 0) <= l.number THEN l.load ELSE w.load END,
  w.digest = CASE WHEN coalesce(w.current, 0) <= l.number THEN $digest ELSE w.digest END,
  w.current = CASE WHEN coalesce(w.current, 0) <= l.number THEN l.number ELSE w.current END
RETURN w.load AS current
