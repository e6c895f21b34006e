"""Mail that was taken over and comes back later: to which address, what is in it, and what it changes (ADR 0055)."""
