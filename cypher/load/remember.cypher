// Remember the key and the day that is kept from, where there are none yet.
// Parameter: workspace: text - name of the workspace
// Parameter: key: text - a new random key, used where the workspace has none
// Parameter: keep_from: date - day that is kept from, null leaves it
// Returns: key (text)
// Access: write
// Cost: one key look-up
MERGE (w:Workspace {name: $workspace})
SET w.key = coalesce(w.key, $key), w.keep_from = coalesce($keep_from, w.keep_from)
RETURN w.key AS key
