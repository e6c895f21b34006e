"""What the screens of the console ask: one call for each, with a number of queries that does not grow."""
