"""The people of one municipality: staff now, citizens and businesses later. They live in its own schema.

Roles are code (`roles`), a second factor is mandatory for staff, and nobody is given a password by somebody
else: an invitation lets people choose their own.
"""
