"""Survey exports, one reader for each tool."""
