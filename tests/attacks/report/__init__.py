"""The table of all attacks: which are tried, by which tests, and which wait for what."""
