"""From analysis to tables for the board: words, order, rounding, and what stands behind each cell."""
