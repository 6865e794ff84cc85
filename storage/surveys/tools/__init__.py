"""One module for each survey tool; each defines READER. How to write one: docs/import-formats.md."""
