"""Announcements of whoever runs the platform to those who edit portals (C-039): planned work, something new.

Rows in `public`: operators write them, a portal reads those that concern it as it reads the directory, as nobody's
(`entry.outside`). A text is plain text, everywhere. Who has read one and put it away is written down in the
municipality's own schema, beside that person.
"""
