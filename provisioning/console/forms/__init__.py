"""Forms of the console: what comes in is checked here, what may not be is refused by the operations."""
