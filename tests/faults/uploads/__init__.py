"""A document that was accepted arrives once, whatever is killed (issue 10 §6, M-09)."""
