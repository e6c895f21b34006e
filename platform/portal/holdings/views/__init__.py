"""Pages for people on what is kept about them (`own`), and for staff that helps them (`helping`)."""
