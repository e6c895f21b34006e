"""What a process refuses to work with: each refusal says which thing is wrong, and what to do about it.

What settings alone show are system checks (`rules`), so `manage.py check` tells it too. What only the
database shows is asked once per process (`database`), at the start or, when the database is away then, before
the first statement of anybody (`guard`): a process that refuses gets no connection, and answers 503.
"""
