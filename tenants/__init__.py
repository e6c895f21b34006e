"""The ground floor: who the tenants are, the one way to enter one, and the walls between them.

A tenant is one municipality: a row in `public`, a schema of its own and a database role of its own
(architecture T1 to T6). Everything that runs for a municipality enters it through `tenants.entry`;
outside a tenant no tenant's table can be read. Nothing here knows what portals or consoles do with it.
"""
