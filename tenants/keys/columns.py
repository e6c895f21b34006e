"""Find what is encrypted: by looking at the models, so that no list can forget a column."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.module_loading import import_string

from tenants import fields


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a tenant's schema that holds ciphertext."""

    model: type[models.Model]
    name: str

    def __str__(self) -> str:
        return f"{self.table}.{self.name}"

    @property
    def table(self) -> str:
        """Name the table."""
        return str(self.model._meta.db_table)

    def rows(self) -> models.QuerySet[Any]:
        """List all rows of the entered tenant, whatever the model's own manager leaves out."""
        return self.model._base_manager.all()

    def place(self, row: Any) -> str:
        """Name the place of a row's ciphertext."""
        return fields.place(self.model, self.name, row)


def every() -> Iterator[Column]:
    """List every encrypted column, in the order of tables and names."""
    found = [
        Column(model, field.attname)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
        for field in model._meta.local_concrete_fields
        if isinstance(field, fields.EncryptedTextField)
    ]
    yield from sorted(found, key=str)


def numbers_elsewhere(tenant: uuid.UUID) -> set[int]:
    """Answer the numbers of keys that ciphertext outside those columns still needs.

    Who says nothing of it (an empty path) keeps copies only, which can be fetched again.
    """
    found = [import_string(path)(tenant) for path in settings.SEALED_ELSEWHERE.values() if path]
    return set().union(*found)
