// Names of the constraints that are there.
// Returns: name (text)
// Access: read
// Cost: constant
SHOW CONSTRAINTS YIELD name
RETURN name
