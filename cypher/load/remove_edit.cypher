// Take back an edit.
// Parameter: workspace: text - name of the workspace
// Parameter: number: number - place of the edit
// Returns: done (edits)
// Access: write
// Cost: one key look-up
MATCH (e:Edit {workspace: $workspace, number: $number})
USING INDEX SEEK e:Edit(workspace, number)
DELETE e
RETURN count(*) AS done
