// Remember hashes of people who must not come back.
// Parameter: workspace: text - name of the workspace
// Parameter: hashes: list - keyed hashes of ids and names
// Returns: done (hashes)
// Access: write
// Cost: one key look-up per hash
UNWIND $hashes AS hash
MERGE (t:Tombstone {workspace: $workspace, hash: hash})
RETURN count(*) AS done
