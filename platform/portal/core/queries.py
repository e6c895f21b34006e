"""Read the settings of the entered municipality, in the visitor's language."""

import functools
import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Model, Value
from django.db.models.functions import JSONObject
from django.utils.translation import get_language

from . import composed
from .adjusting import CHOICES
from .models import Adjustment, ContactDetails, Texts
from .types import Contact, Spoken, Welcome


def furnishing() -> tuple[ContactDetails, Mapping[str, str]]:
    """Answer what every page needs of the municipality's rows, in one query: contact, and the look that was chosen."""
    statement, values = _furnishing()
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        told = {kind: json.loads(data) for data, kind in cursor.fetchall()}
    chosen = told.get("colours", {})
    return ContactDetails(**told.get("contact", {})), {slot: text for slot, text in chosen.items() if text}


@functools.cache
def _furnishing() -> tuple[str, tuple[Any, ...]]:
    """Compose the statement once: it names no schema, and composing it costs more than running it."""
    fields = [field.attname for field in ContactDetails._meta.concrete_fields]
    rows = ContactDetails.objects.values_list(JSONObject(**{name: name for name in fields}), Value("contact"))
    rows = rows.union(Adjustment.objects.values_list(JSONObject(**CHOICES), Value("colours")), all=True)
    statement, values = rows.query.sql_with_params()
    return statement, tuple(values)


def contact(row: ContactDetails | None = None) -> Contact:
    """Answer where and when the municipality can be reached: one query, unless the row is at hand."""
    row = row or ContactDetails.objects.first() or ContactDetails()
    hours = spoken(row, "hours")
    place = (row.place_name, row.street, f"{row.postcode} {row.city}".strip())
    return Contact(
        phone=row.phone,
        email=row.email,
        intro=spoken(row, "intro"),
        hours=opening_hours(hours),
        hours_lang=hours.other,
        address=tuple(line for line in place if line),
    )


def welcome() -> Welcome:
    """Answer what the start page says: one query."""
    texts = next(iter(composed.read(_texts())), None) or Texts()
    return Welcome(
        tagline=spoken(texts, "tagline"),
        text=spoken(texts, "welcome"),
        announcement=spoken(texts, "announcement"),
        announcement_level=texts.announcement_level,
    )


@functools.cache
def _texts() -> composed.Statement[Texts]:
    return composed.compose(Texts.objects.order_by("pk")[:1])


def spoken(row: Model, name: str) -> Spoken:
    """Answer a field in the active language, in Dutch where it has no translation."""
    active = get_language() or settings.LANGUAGE_CODE
    translated = getattr(row, f"{name}_{active}", "")
    return Spoken(translated, active) if translated else Spoken(getattr(row, name), settings.LANGUAGE_CODE)


def opening_hours(text: str) -> tuple[tuple[str, str], ...]:
    """Take lines like `maandag: 9.00 - 17.00 uur` apart; a line without a colon has no hours."""
    lines = (line.partition(":") for line in text.splitlines() if line.strip())
    return tuple((days.strip(), hours.strip()) for days, _, hours in lines)
