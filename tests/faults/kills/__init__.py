"""The kill matrix: every step of every kind of operation, killed with -9 before, inside and after it (fault F45)."""
