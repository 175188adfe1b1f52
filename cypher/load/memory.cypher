// Who and what is left out of a load: the key, the hashes under it, the day that is kept from.
// Parameter: workspace: text - name of the workspace
// Returns: key (text), keep_from (date), hashes (texts)
// Access: read
// Cost: linear in the people forgotten
OPTIONAL MATCH (w:Workspace {name: $workspace})
OPTIONAL MATCH (t:Tombstone {workspace: $workspace})
USING INDEX SEEK t:Tombstone(workspace, hash)
WHERE t.hash IS NOT NULL
RETURN w.key AS key, w.keep_from AS keep_from, collect(t.hash) AS hashes
