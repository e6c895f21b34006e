"""Attacks on signing in, and on what is kept of who did."""
