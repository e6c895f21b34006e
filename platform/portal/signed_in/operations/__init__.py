"""Let sessions slide and end (`lasting`), and carry what was sent too late over signing in again (`carrying`)."""
