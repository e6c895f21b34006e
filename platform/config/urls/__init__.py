"""Addresses: which views answer on which kind of host."""
