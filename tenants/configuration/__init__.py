"""Configuration as releases (requirement C-033).

Whatever changes a tenant's configuration does so inside `recording.changes()`: when the block ends and something
differs, that is the tenant's next release, in the transaction of the change itself. What belongs to the configuration
says the register `tenants.registers.parts`.

A process records the side on which it works: the console cannot look inside a tenant, and what an editor changes is
inside. The other side is carried over from the release before.
"""
