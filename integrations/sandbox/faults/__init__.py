"""Faults that stand-ins have when somebody asks for them: per municipality and endpoint, for tests and the demo."""
