// Begin a load: take the workspace's next number and note the load.
// Parameter: workspace: text - name of the workspace
// Parameter: token: text - what tells this load from all others, so that a repeated attempt finds its own
// Parameter: record: map - time, sources, counts and digest of the load
// Returns: load (tag)
// Access: write
// Cost: linear in the loads of the workspace
MERGE (w:Workspace {name: $workspace})
SET w.number = coalesce(w.number, 0)
WITH w
OPTIONAL MATCH (own:Load {workspace: $workspace, token: $token})
USING INDEX SEEK own:Load(workspace, load)
WHERE own.load IS NOT NULL
WITH w, own, CASE WHEN own IS NULL THEN w.number + 1 ELSE own.number END AS number
SET w.number = CASE WHEN number > w.number THEN number ELSE w.number END
MERGE (l:Load {workspace: $workspace, load: 'L' + toString(number)})
SET l += $record, l.number = number, l.token = $token, l.batch = coalesce(l.batch, 0)
RETURN l.load AS load
