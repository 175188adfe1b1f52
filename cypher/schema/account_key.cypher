// One Account per workspace, load, id.
// Generated from the model; do not edit.
// Access: schema
// Cost: once per database
CREATE CONSTRAINT influence_account_key IF NOT EXISTS
FOR (n:Account)
REQUIRE (n.workspace, n.load, n.id) IS UNIQUE
