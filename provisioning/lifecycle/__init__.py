"""Open municipalities: an operation is a row with ordered steps, and every step may be run again.

A console or a command *requests* an operation (`operations`); a worker takes it with a lease and a fence
number (`leases`) and runs its steps (`runner`, `steps`), writing down what became of each (`journal`). Kill
the worker anywhere: another goes on at the first step that is not done. Roles, compiled schemas and rights
of the cluster are made by `cluster`, `ddl` and `schema`.
"""
