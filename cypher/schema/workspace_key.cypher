// One Workspace per name.
// Generated from the model; do not edit.
// Access: schema
// Cost: once per database
CREATE CONSTRAINT influence_workspace_key IF NOT EXISTS
FOR (n:Workspace)
REQUIRE (n.name) IS UNIQUE
