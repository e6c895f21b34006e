"""Seeded leaks: what the suite must notice, switched on one at a time (`make mutants`)."""
