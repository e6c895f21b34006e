"""Forms of accounts: of staff, and of citizens with an address and a password."""
