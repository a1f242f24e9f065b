"""Two projects' rows made one: what is the same, what both changed, what comes in. Pure tables, no file."""
