"""Words for what stands in a record: names of details, values from short lists, and what changed.

Both rooms that show records use these: the console for operators, the portal for a municipality's administrators.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LABELS: Final = {
    "administrator": gettext_lazy("eerste beheerder"),
    "address": gettext_lazy("adres"),
    "cbs_code": gettext_lazy("CBS-code"),
    "attempt": gettext_lazy("poging"),
    "documents": gettext_lazy("documenten"),
    "factor": gettext_lazy("tweede factor"),
    "finding": gettext_lazy("uitkomst"),
    "fingerprint": gettext_lazy("herkenningscode"),
    "features": gettext_lazy("onderdelen"),
    "format": gettext_lazy("vorm"),
    "host": gettext_lazy("webadres"),
    "kind": gettext_lazy("soort"),
    "name": gettext_lazy("naam"),
    "locked": gettext_lazy("geblokkeerd"),
    "number": gettext_lazy("aantal"),
    "operation": gettext_lazy("opdracht"),
    "reason": gettext_lazy("reden"),
    "role": gettext_lazy("rol"),
    "secret_changed": gettext_lazy("geheim vervangen"),
    "state": gettext_lazy("staat"),
    "step": gettext_lazy("stap"),
    "theme": gettext_lazy("thema"),
}
WORDS: Final = {
    "kind": {"production": gettext_lazy("productie"), "sandbox": gettext_lazy("proef")},
    "role": {
        "viewer": gettext_lazy("kijker"),
        "operator": gettext_lazy("beheerder"),
        "owner": gettext_lazy("eigenaar"),
    },
    "factor": {"code": gettext_lazy("code van de telefoon"), "recovery code": gettext_lazy("herstelcode")},
    "step": {
        "password": gettext_lazy("wachtwoord"),
        "code": gettext_lazy("code"),
        "password again": gettext_lazy("wachtwoord, opnieuw gevraagd"),
    },
}
"""Words for values that come from a short list."""

type NameOf = Callable[[str], str]
"""Names what a key stands for, such as a feature; anything else names itself."""


def label(name: str) -> str:
    """Name a detail."""
    return str(LABELS.get(name, name))


def value(name: str, found: Any, name_of: NameOf) -> str:
    """Put the value of a detail into words."""
    if found is None or found == "":
        return "–"
    if isinstance(found, bool):
        return _("ja") if found else _("nee")
    if isinstance(found, list | tuple):
        return ", ".join(name_of(str(each)) for each in found)
    return str(WORDS.get(name, {}).get(found, found) if isinstance(found, str) else found)


def details(values: Mapping[str, Any], name_of: NameOf) -> dict[str, str]:
    """Put details into words; what is empty says nothing."""
    return {
        label(name): value(name, found, name_of)
        for name, found in values.items()
        if found not in (None, "", [], {})
    }


def changes(
    before: Mapping[str, Any] | None, after: Mapping[str, Any] | None, name_of: NameOf
) -> dict[str, str]:
    """Say what became what."""
    old, new = before or {}, after or {}
    return {
        label(name): f"{value(name, old.get(name), name_of)} → {value(name, new.get(name), name_of)}"
        for name in {**old, **new}
    }


def fill(text: str, *, actor: str, target: str) -> str:
    """Fill the places of a text of the register; what is filled in is no text with places itself."""
    return actor.join(part.replace("{target}", target) for part in text.split("{actor}"))


def plain(text: str) -> str:
    """Take the places out of a text, for a list to choose from."""
    without = " ".join(text.replace("{actor}", "").replace("{target}", "…").split()).strip(" :…")
    return without[:1].upper() + without[1:]
