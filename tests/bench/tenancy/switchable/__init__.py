"""A database backend that exists for measuring alone."""
