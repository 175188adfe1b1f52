// Close an old load, so that nobody writes to it any more; its note goes last.
// Parameter: workspace: text - name of the workspace
// Parameter: load: text - tag of the load
// Parameter: gone: yes/no - whether all its nodes are gone
// Returns: done (loads)
// Access: write
// Cost: one key look-up
MATCH (l:Load {workspace: $workspace, load: $load})
USING INDEX SEEK l:Load(workspace, load)
SET l.batch = 9007199254740991
FOREACH (ignored IN CASE WHEN $gone THEN [1] ELSE [] END | DELETE l)
RETURN count(*) AS done
