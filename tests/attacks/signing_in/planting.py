"""Plant a person in every model that hangs on an account, with a word in every text; new ones come by themselves."""

import json
import uuid
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.operations import rows
from tenants.fields import EncryptedTextField

OURS = ("portal", "tenants", "integrations")
OF_STAFF = frozenset({"accounts.Invitation"})


def everything() -> list[str]:
    """Name the models of ours of which rows go with an account."""
    found = sorted(rows.hanging_on(User) - OF_STAFF)
    return [
        label
        for label in found
        if apps.get_model(label).__module__.split(".")[0] in OURS
        and not apps.get_model(label)._meta.auto_created
    ]


def plant(user: User, word: str, labels: Iterable[str] | None = None) -> list[str]:
    """Fill a row of each of these models for a user, in the order given; answers what was planted."""
    made: dict[str, models.Model] = {"accounts.User": user}
    return [label for label in (labels or everything()) if _row(label, word, made)]


def _row(label: str, word: str, made: dict[str, models.Model]) -> bool:
    if label in made:
        return False
    model = apps.get_model(label)
    row = model()
    for field in model._meta.concrete_fields:
        _fill(row, field, word, made)
    _remove_what_is_there(row, made)
    row.save(force_insert=True)
    made[label] = row
    return True


def _fill(row: models.Model, field: Any, word: str, made: dict[str, models.Model]) -> None:
    if isinstance(field, models.ForeignKey):
        target = field.related_model._meta.label
        if target not in made and not field.null:
            _row(target, word if target in everything() else f"x{uuid.uuid4().hex}", made)
        if target in made:
            setattr(row, field.name, made[target])
    elif isinstance(field, EncryptedTextField):
        field.encrypt(json.dumps([word]), row)
    elif isinstance(field, models.JSONField):
        setattr(row, field.attname, {"word": word})
    elif isinstance(field, models.DateTimeField) and not field.has_default():
        setattr(row, field.attname, timezone.now())
    elif isinstance(field, models.IntegerField) and not (
        field.has_default() or field.primary_key or field.null
    ):
        setattr(row, field.attname, 1)
    elif isinstance(field, models.UUIDField) and not field.has_default():
        setattr(row, field.attname, uuid.uuid4())
    elif isinstance(field, models.EmailField):
        setattr(row, field.attname, f"{word.lower()}@example.org")
    elif isinstance(field, models.CharField | models.TextField):
        setattr(row, field.attname, _text(field, word))


def _text(field: Any, word: str) -> str:
    if field.choices:
        return str(next(value for value, _name in field.choices if value))
    return word[: field.max_length or 200]


def _remove_what_is_there(row: models.Model, made: dict[str, models.Model]) -> None:
    """Make room where an account has one of them already."""
    for field in row._meta.concrete_fields:
        if isinstance(field, models.OneToOneField):
            rows.delete(type(row)._base_manager.filter(**{field.name: getattr(row, field.name)}))
