// One Assumption per workspace, load, id.
// Generated from the model; do not edit.
// Access: schema
// Cost: once per database
CREATE CONSTRAINT influence_assumption_key IF NOT EXISTS
FOR (n:Assumption)
REQUIRE (n.workspace, n.load, n.id) IS UNIQUE
