// Files that were written from this workspace.
// Parameter: workspace: text - name of the workspace
// Returns: path (text), at (time), sha256 (text), kind (text)
// Access: read
// Cost: linear in the files
MATCH (o:Output {workspace: $workspace})
USING INDEX SEEK o:Output(workspace, path, sha256)
WHERE o.path IS NOT NULL AND o.sha256 IS NOT NULL
RETURN o.path AS path, o.at AS at, o.sha256 AS sha256, o.kind AS kind
ORDER BY at, path
