// Edits made by hand, in order.
// Parameter: workspace: text - name of the workspace
// Returns: number (place), at (time), op (text)
// Access: read
// Cost: linear in the edits
MATCH (e:Edit)
USING INDEX SEEK e:Edit(workspace, number)
WHERE e.workspace = $workspace AND e.number IS NOT NULL
RETURN e.number AS number, e.at AS at, e.op AS op
ORDER BY number
