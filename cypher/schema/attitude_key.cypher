// One Attitude per workspace, load, id.
// Generated from the model; do not edit.
// Access: schema
// Cost: once per database
CREATE CONSTRAINT influence_attitude_key IF NOT EXISTS
FOR (n:Attitude)
REQUIRE (n.workspace, n.load, n.id) IS UNIQUE
