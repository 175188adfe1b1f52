// One Tombstone per workspace, hash.
// Generated from the model; do not edit.
// Access: schema
// Cost: once per database
CREATE CONSTRAINT influence_tombstone_key IF NOT EXISTS
FOR (n:Tombstone)
REQUIRE (n.workspace, n.hash) IS UNIQUE
