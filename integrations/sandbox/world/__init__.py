"""The people, companies and cases of a municipality that does not exist: always the same for the same seed."""
