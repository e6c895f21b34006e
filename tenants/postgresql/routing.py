"""Answer where a model is read and written, of which there is one place.

Django asks each router; that of django-tenants knows of migrations alone, and each query would find that out anew.
"""

from typing import Any

from django.db import DEFAULT_DB_ALIAS


class OneDatabase:
    """All municipalities are in one database: what keeps them apart is schema and role."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        """Answer where it is read."""
        return DEFAULT_DB_ALIAS

    def db_for_write(self, model: Any, **hints: Any) -> str:
        """Answer where it is written."""
        return DEFAULT_DB_ALIAS
