"""Put a value of a row into words."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .types import Kept


def text(value: Any) -> str:
    """Answer a value as people read it."""
    if value in (None, "", [], {}):
        return "–"
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(value, datetime.datetime):
        return date_format(timezone.localtime(value), "j F Y H:i")
    if isinstance(value, datetime.date):
        return date_format(value, "j F Y")
    if isinstance(value, Mapping):
        return "; ".join(
            f"{name}: {text(each)}" for name, each in value.items() if each not in (None, "", [], {})
        )
    if isinstance(value, list | tuple):
        return ", ".join(text(each) for each in value)
    return str(value)


def tables(found: list[Kept]) -> list[dict[str, Any]]:
    """Answer each kind of data with its rows in words, as templates show it."""
    return [
        {
            "kept": kept,
            "columns": list(kept.labels.values()),
            "rows": [
                [{"label": label, "text": text(row[name])} for name, label in kept.labels.items()]
                for row in kept.rows
            ],
        }
        for kept in found
    ]
