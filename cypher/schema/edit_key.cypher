// One Edit per workspace, number.
// Generated from the model; do not edit.
// Access: schema
// Cost: once per database
CREATE CONSTRAINT influence_edit_key IF NOT EXISTS
FOR (n:Edit)
REQUIRE (n.workspace, n.number) IS UNIQUE
