"""The demo: three fictional municipalities and their people, and what `seed_demo` makes of them.

Installed only where `DEMO_FILE` is set. Nothing here is a way round: the municipalities are opened by the same
operation as from the console, through every step of it.
"""
