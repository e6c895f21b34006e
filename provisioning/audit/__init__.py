"""Show the operators' audit stream: who did what, to whom, when, in plain Dutch.

Acts are written down by `tenants.audit.record()`; here they are found and put into words. Each feature says
in the register of audit texts how its acts read.
"""
