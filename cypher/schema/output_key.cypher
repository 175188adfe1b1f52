// One Output per workspace, path, sha256.
// Generated from the model; do not edit.
// Access: schema
// Cost: once per database
CREATE CONSTRAINT influence_output_key IF NOT EXISTS
FOR (n:Output)
REQUIRE (n.workspace, n.path, n.sha256) IS UNIQUE
