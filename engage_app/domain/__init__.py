"""The vocabulary of engagement, in plain Python."""
