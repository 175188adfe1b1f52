// Our own people of a workspace, where a question starts from all of them.
// Generated from the model; do not edit.
// Access: schema
// Cost: once per database
CREATE INDEX influence_team IF NOT EXISTS
FOR (n:TeamMember)
ON (n.workspace, n.load)
