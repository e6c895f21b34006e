"""Words for what stands in a record: names of details, values from short lists, and what changed.

Both rooms that show records use these: the console for operators, the portal for a municipality's administrators.
"""

import datetime
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .vocabulary import LABELS, ONLY_IF_SO, TARGETS, UNSAID, WORDS

MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d[\d:.+Z-]*)?")
"""How a day and a moment stand in a record."""

NOTHING: Final[tuple[object, ...]] = (None, "", [], {})

type NameOf = Callable[[str], str]
"""Names what a key stands for, such as a feature; anything else names itself."""


def label(name: str) -> str:
    """Name a detail."""
    return str(LABELS.get(name, name))


def target(action: str, found: str) -> str:
    """Name what an act was about, where that is a word of the code."""
    return str(TARGETS.get(action, {}).get(found, found))


def value(name: str, found: Any, name_of: NameOf) -> str:
    """Put the value of a detail into words."""
    if found in NOTHING:
        return "–"
    if isinstance(found, Mapping):
        return ", ".join(f"{label(key)} {value(key, each, name_of)}" for key, each in found.items())
    if isinstance(found, list | tuple):
        return ", ".join(_single(name, each, name_of) for each in found)
    known = WORDS.get(name, {})
    if isinstance(found, bool):
        return str(known[found]) if found in known else _("ja") if found else _("nee")
    return str(known.get(found, _moment(found))) if isinstance(found, str) else str(found)


def _single(name: str, each: Any, name_of: NameOf) -> str:
    """Put one of several values into words: by name where it is a key; of a row its texts, and what it is."""
    if isinstance(each, Mapping):
        said = ", ".join(
            value(key, part, name_of) for key, part in each.items() if not isinstance(part, bool)
        )
        marks = ", ".join(label(key) for key, part in each.items() if part is True)
        return f"{said} ({marks})" if marks else said
    if not isinstance(each, str):
        return value(name, each, name_of)
    called = name_of(each)
    return value(name, each, name_of) if called == each else called


def _moment(found: str) -> str:
    """Write a day or a moment as people read it; any other text stays as it is."""
    if not MOMENT.fullmatch(found):
        return found
    try:
        read = datetime.datetime.fromisoformat(found)
    except ValueError:
        return found
    if "T" not in found:
        return date_format(read, "j b Y")
    return date_format(timezone.localtime(read) if timezone.is_aware(read) else read, "j b Y H:i")


def details(values: Mapping[str, Any], name_of: NameOf) -> dict[str, str]:
    """Put details into words; what is empty says nothing."""
    return {
        label(name): value(name, found, name_of)
        for name, found in values.items()
        if name not in UNSAID and found not in NOTHING and not (found is False and name in ONLY_IF_SO)
    }


def changes(
    before: Mapping[str, Any] | None, after: Mapping[str, Any] | None, name_of: NameOf
) -> dict[str, str]:
    """Say what became what."""
    old, new = before or {}, after or {}
    return {
        label(name): _became(name, old, new, name_of)
        for name in {**old, **new}
        if old.get(name) not in NOTHING or new.get(name) not in NOTHING
    }


def _became(name: str, old: Mapping[str, Any], new: Mapping[str, Any], name_of: NameOf) -> str:
    """Say both sides of a change; of what came to be, only what it is."""
    now = value(name, new.get(name), name_of)
    return f"{value(name, old.get(name), name_of)} → {now}" if name in old else now


def fill(text: str, *, actor: str, target: str) -> str:
    """Fill the places of a text of the register; what is filled in is no text with places itself."""
    return actor.join(part.replace("{target}", target) for part in text.split("{actor}"))


def plain(text: str) -> str:
    """Take the places out of a text, for a list to choose from."""
    without = " ".join(text.replace("{actor}", "").replace("{target}", "…").split()).strip(" :…")
    return without[:1].upper() + without[1:]
