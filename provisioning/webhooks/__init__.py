"""Tell programs elsewhere that an operation has ended: stored with the ending, delivered signed, until it is taken.

`noting` writes an event in the transaction in which an operation ends, and a delivery for each endpoint that wants it.
`delivering` claims what is due, hands it to who speaks to other systems (`WEBHOOK_POSTER`) and settles what came of it:
again after a pause, or *dead* after two days, until somebody asks for it again. A receiver sees the same `webhook-id`
each time and does it once (www.standardwebhooks.com).
"""
