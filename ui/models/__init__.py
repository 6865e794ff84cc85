"""Qt models: they hold the rows they are given."""
