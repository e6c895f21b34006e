"""Let Django migrate faster where nothing but a database of tests comes of it: all workers wait for that.

Between two operations Django makes classes of dozens of models anew, and asks the same of each field every time.
"""

import functools
from typing import Any

from django.apps import apps
from django.db.models import Field


def hasten() -> None:
    """Remember what settings may swap, and what fields are made of, for the rest of this process.

    Not of fields that lead to another model or hold a field: operations change those where they stand.
    """
    asked = functools.cache(apps.get_swappable_settings_name)
    apps.get_swappable_settings_name = asked  # type: ignore[method-assign]
    Field.clone = _clone  # type: ignore[method-assign]


def _clone(field: Any) -> Any:
    made = field.__dict__.get("_made_of")
    if made is None:
        *_, words, options = field.deconstruct()
        made = words, options
        if field.remote_field is None and not any(isinstance(each, Field) for each in options.values()):
            field.__dict__["_made_of"] = made
    return field.__class__(*made[0], **made[1])
