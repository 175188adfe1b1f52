// Whether a batch of a load is still to be written: not where an earlier attempt of it was committed.
// Parameter: workspace: text - name of the workspace
// Parameter: load: text - tag of the load
// Parameter: batch: number - place of the batch in the load, from 1
// Returns: fresh (true where it is to be written; no row where a later load has taken over)
// Access: write
// Cost: one key look-up
MATCH (l:Load {workspace: $workspace, load: $load})
USING INDEX SEEK l:Load(workspace, load)
SET l.at = l.at
WITH l, l.batch AS before
SET l.batch = CASE WHEN before < $batch THEN $batch ELSE before END
RETURN before < $batch AS fresh
