// Note the digest of the current rows with edits applied.
// Parameter: workspace: text - name of the workspace
// Parameter: load: text - tag of the load the digest was made for
// Parameter: digest: text - digest of its rows with edits applied
// Returns: load (tag; no row where another load is current)
// Access: write
// Cost: one key look-up
MATCH (w:Workspace {name: $workspace})
SET w.number = w.number
WITH w WHERE w.load = $load
SET w.digest = $digest
RETURN w.load AS load
