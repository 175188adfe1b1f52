// The current load of a workspace.
// Parameter: workspace: text - name of the workspace
// Returns: load (tag), digest (with edits), at (time), sources (text), counts (text), loaded (digest without edits), left_out (people)
// Access: read
// Cost: one key look-up
MATCH (w:Workspace {name: $workspace})
MATCH (l:Load {workspace: $workspace, load: w.load})
USING INDEX SEEK l:Load(workspace, load)
RETURN w.load AS load, w.digest AS digest, l.at AS at, l.sources AS sources, l.counts AS counts, l.digest AS loaded, l.left_out AS left_out
