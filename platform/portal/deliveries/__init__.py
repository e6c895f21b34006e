"""What leaves for other systems, for the municipality's functional managers: what waits, why, and what to do (M-09).

The deliveries themselves are `integrations.outbox`'s; this is the page in /beheer/ that shows them.
"""
