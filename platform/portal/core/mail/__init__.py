"""Mail of a municipality leaves through its own outbox: stored with what caused it, delivered by a worker.

A message that is stored is delivered, whatever is killed: a beat task looks for what is due.
"""
