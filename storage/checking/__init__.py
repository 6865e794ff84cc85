"""Whether every reader can use a document: what of WCAG 2.2 and of good practice a file shows."""
