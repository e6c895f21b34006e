"""One change for many municipalities, with a ledger: a row and an operation of its own for each (requirement C-039).

What is refused or fails at one stops no other, and can be tried again alone. Asking for an operation and writing that
down is one transaction for each municipality: whoever is killed in between has lost nothing, and the next goes on.
"""
