"""Mail of a municipality leaves through its own outbox: stored with what caused it, delivered by a worker.

A message and the work of delivering it are stored together, so it is delivered, whatever is killed.
"""
