"""Change a profile: details (`details`), the confirmed address (`verifying`), preferences (`preferences`), and what
registers know (`enriching`)."""
