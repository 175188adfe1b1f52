// One Event per workspace, load, id.
// Generated from the model; do not edit.
// Access: schema
// Cost: once per database
CREATE CONSTRAINT influence_event_key IF NOT EXISTS
FOR (n:Event)
REQUIRE (n.workspace, n.load, n.id) IS UNIQUE
