"""How long opening a municipality takes, and what it costs: `make bench-lifecycle` (tenancy T1 to T3)."""
