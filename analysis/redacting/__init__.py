"""How each kind of personal detail is found; `analysis.redaction` puts them together."""
