"""A part that is the one row of a model: settings of a tenant in its own schema (architecture P7)."""

import functools
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import BooleanField, Field, IntegerField, Model
from django.utils.translation import gettext as _

from tenants import shapes
from tenants.audit import Actor
from tenants.fields import EncryptedTextField
from tenants.registers import Part, Section, Side
from tenants.shapes import Problem, Shape
from tenants.types import TenantRef

from . import describing

PLAIN = (str, int, bool, type(None))
"""What JSON writes as it is."""


def one_row(feature: str, key: str, title: str, model: type[Model]) -> Part:
    """Make the part of a model that has one row, with key 1; where the row is missing, the defaults hold.

    :raises ValueError: when the model keeps a secret, which may never be in a release.
    """
    if any(isinstance(field, EncryptedTextField) for field in _fields(model)):
        raise ValueError(f"{model._meta.label} keeps a secret: register a part that refers to it.")

    def read(tenant: TenantRef) -> dict[str, Any]:
        return together({key: model})[key]

    def write(tenant: TenantRef, value: Mapping[str, Any], *, by: Actor, why: str) -> None:
        row = _row(model, value)
        model._default_manager.update_or_create(
            pk=1, defaults={field.name: field.value_from_object(row) for field in _fields(model)}
        )

    def describe(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> Iterable[str]:
        labels = {field.name: str(field.verbose_name).capitalize() for field in _fields(model)}
        return describing.fields(labels, before or {}, after or {})

    def refusals(tenant: TenantRef, value: Mapping[str, Any]) -> list[str]:
        return _refusals(model, value)

    return Part(feature, key, title, Side.INSIDE, read, write, describe, refusals, model)


def together(models: Mapping[str, type[Model]]) -> dict[str, dict[str, Any]]:
    """Read the one row of each of these models in the tenant entered, with one query.

    :param models: by key of their part.
    """
    if not models:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_statement(tuple(models.values())), list(models))
        told = {key: json.loads(row) for key, row in cursor.fetchall()}
    return {key: _value(model, told.get(key)) for key, model in models.items()}


@functools.cache
def _statement(models: tuple[type[Model], ...]) -> str:
    """Compose it once: it names no schema. A model is read whole, by the names of its columns."""
    quote = connection.ops.quote_name
    return " UNION ALL ".join(
        f"SELECT %s, to_jsonb(told) FROM {quote(model._meta.db_table)} AS told "  # noqa: S608 - names of our own
        f"WHERE told.{quote(model._meta.pk.attname)} = 1"
        for model in models
    )


def _value(model: type[Model], told: Mapping[str, Any] | None) -> dict[str, Any]:
    fields = _fields(model)
    known = {} if told is None else {field.attname: field.to_python(told[field.attname]) for field in fields}
    row = model(**known)
    return {field.name: _plain(field, row) for field in fields}


def section(part: Part, model: type[Model]) -> Section:
    """Make the section of a file for a part of `one_row`: its fields by name (requirement C-034)."""
    key = part.key

    def mean(tenant: TenantRef, now: Mapping[str, Any], told: Any, remove: bool) -> dict[str, Any]:
        kept = _defaults(model) if remove else {**_defaults(model), **now.get(key, {})}
        return {key: {**kept, **told}}

    def refusals(tenant: TenantRef, now: Any, told: Any, wanted: Mapping[str, Any]) -> Iterable[Problem]:
        if wanted[key] == now.get(key):
            return
        try:
            _row(model, wanted[key]).full_clean(validate_unique=False, validate_constraints=False)
        except ValidationError as error:
            for name, texts in error.message_dict.items():
                yield from ((name, text) for text in texts)

    return Section(
        feature=part.feature,
        key=key,
        title=part.title,
        parts=(key,),
        shape=shapes.fields((), **{field.name: _shape(field) for field in _fields(model)}),
        write=lambda values: dict(values[key]),
        mean=mean,
        names=lambda values: {name: value for name, value in values[key].items() if value not in ("", None)},
        blank={key: _defaults(model)},
        refusals=refusals,
    )


def _defaults(model: type[Model]) -> dict[str, Any]:
    return {field.name: _plain(field, model()) for field in _fields(model)}


def _shape(field: "Field[Any, Any]") -> Shape:
    if isinstance(field, BooleanField):
        return shapes.flag
    if isinstance(field, IntegerField):
        return shapes.number
    return shapes.text(field.max_length or 10_000)


def _fields(model: type[Model]) -> list["Field[Any, Any]"]:
    return [field for field in model._meta.concrete_fields if not field.primary_key]


def _plain(field: "Field[Any, Any]", row: Model) -> Any:
    value = field.value_from_object(row)
    if isinstance(value, str):  # also the default of a field with choices, which is a text and more
        return str(value)
    return value if isinstance(value, PLAIN) else field.value_to_string(row)


def _row(model: type[Model], value: Mapping[str, Any]) -> Model:
    """Make the row that a value means; a field from after it was written has its default, as it had then."""
    known = {field.name: field for field in _fields(model)}
    return model(pk=1, **{name: known[name].to_python(each) for name, each in value.items()})


def _refusals(model: type[Model], value: Mapping[str, Any]) -> list[str]:
    known = {field.name for field in _fields(model)}
    gone = sorted(name for name in value if name not in known)
    if gone:
        return [_("Deze velden bestaan niet meer: %s.") % ", ".join(gone)]
    try:
        _row(model, value).full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        return [text for texts in error.message_dict.values() for text in texts]
    return []
