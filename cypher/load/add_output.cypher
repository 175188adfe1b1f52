// Remember a file that was written.
// Parameter: workspace: text - name of the workspace
// Parameter: path: text - absolute path
// Parameter: at: text - time
// Parameter: sha256: text - hash of the content
// Parameter: kind: text - map, export ...
// Returns: done (files)
// Access: write
// Cost: linear in the files
MERGE (o:Output {workspace: $workspace, path: $path, sha256: $sha256})
SET o.at = $at, o.kind = $kind
RETURN count(*) AS done
