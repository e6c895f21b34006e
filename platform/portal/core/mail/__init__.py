"""Mail of a municipality: one kind of what leaves through the outbox (`integrations.outbox`, ADR 0031).

A message and the work of delivering it are stored together, so it is delivered, whatever is killed. What it says is in
the outbox, encrypted, until the mail server has taken it over; to whom it went and what became of it stays here.
"""
