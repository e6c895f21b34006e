"""Koppelingen in /beheer/: how the municipality's connections are doing, to read and not to change (requirement M-12).

Operators of the platform set connections in the console; what both see comes from the same place
(`integrations.connections`).
"""
