"""Comments that silence findings: read, how far they reach, what became of them, and how they are written."""
