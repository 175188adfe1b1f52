// Forget a file that is gone.
// Parameter: workspace: text - name of the workspace
// Parameter: path: text - absolute path
// Returns: done (files)
// Access: write
// Cost: linear in the files
MATCH (o:Output {workspace: $workspace, path: $path})
USING INDEX SEEK o:Output(workspace, path, sha256)
WHERE o.sha256 IS NOT NULL
DELETE o
RETURN count(*) AS done
