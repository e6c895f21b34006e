"""Delete rows with all that hangs on them, in as many statements as there are models, however many rows there are.

Django's own way reads what it deletes and goes by the hundred; it also asks the database to delete from tables of which
nothing may be deleted, such as the admin's log, where there is nothing to delete.
"""

from collections.abc import Iterator
from typing import Any, Final

from django.db.models import CASCADE, SET_NULL, Model, QuerySet

APPEND_ONLY: Final = frozenset({"admin.LogEntry"})
"""Of staff, who are not deleted."""


def delete(found: "QuerySet[Any]") -> None:
    """Delete rows, and what cannot be without them; in a transaction of the caller."""
    for relation in _relations(found.model):
        there = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": found})
        if relation.on_delete is CASCADE:
            delete(there)
        elif relation.on_delete is SET_NULL:
            there.update(**{relation.field.name: None})
    found.order_by()._raw_delete(found.db)


def hanging_on(model: type[Model]) -> set[str]:
    """Name the models of which rows go with a row of this one."""
    found: set[str] = set()
    for relation in _relations(model):
        if relation.on_delete is CASCADE:
            found |= {relation.related_model._meta.label, *hanging_on(relation.related_model)}
    return found


def _relations(model: type[Model]) -> Iterator[Any]:
    for field in model._meta.get_fields(include_hidden=True):
        if not (field.auto_created and not field.concrete and (field.one_to_many or field.one_to_one)):
            continue
        related: Any = field.related_model
        if related._meta.managed and not related._meta.proxy and related._meta.label not in APPEND_ONLY:
            yield field
