"""Stand-ins for other systems, and the mailbox of the demo: a process of its own, never part of a portal.

    python -m integrations.sandbox

It serves stand-ins (`register`), each municipality's below an address of its own (`/t/zonnedam/zgw`), lets them go
wrong as somebody asks (`faults`, shown at `/faults/`), and takes all mail of the demo by SMTP to show it
(`/mailbox/`). It knows nothing of Django or of any database, and is meant for this machine alone: only requests for
loopback names are answered. Its few texts are in Dutch, without a catalogue. docs/developing.md tells how to add a
stand-in.
"""
