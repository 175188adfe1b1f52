// Names of the indexes that are there.
// Returns: name (text)
// Access: read
// Cost: constant
SHOW INDEXES YIELD name
RETURN name
