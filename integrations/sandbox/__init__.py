"""Stand-ins for other systems, and the mailbox of the demo: a process of its own, never part of a portal.

    python -m integrations.sandbox

It serves a case system (`/zgw`), knobs to make that slow or faulty (`/knobs/`), and takes all mail of the
demo by SMTP to show it (`/mailbox/`). It knows nothing of Django or of any database, and is meant for this
machine alone: only requests for loopback names are answered. Its few texts are in Dutch, without a catalogue.
"""
