"""Compare the roles and rights of the cluster with those that `cluster` and `ddl` make (architecture T2).

Reads the catalogues in a handful of queries, however many municipalities there are; changes nothing. What it finds
is an alert, never repaired by itself: a right that nobody meant to give is a question to somebody.
"""
