// One Load per workspace, load.
// Generated from the model; do not edit.
// Access: schema
// Cost: once per database
CREATE CONSTRAINT influence_load_key IF NOT EXISTS
FOR (n:Load)
REQUIRE (n.workspace, n.load) IS UNIQUE
