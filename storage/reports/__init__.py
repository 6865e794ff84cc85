"""Excel and Word writers: they put a finished report into a file and decide nothing."""
