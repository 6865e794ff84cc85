"""The board paper: its cover, and its sections in the words a board reads."""
