"""The register of kinds of mail: a feature adds its own in its `registrations.py`."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from tenants.registers import Register

from .types import MailKind, Placeholder

kinds: Register[MailKind] = Register("kinds of mail")

SHARED: Final = (
    Placeholder("municipality", _("Naam van de gemeente, zonder het woord gemeente"), "Zonnedam"),
    Placeholder("website", _("Adres van de website"), "/", lambda given: "/", is_link=True),
    Placeholder("phone", _("Telefoonnummer van de gemeente"), "088 000 10 01"),
)
"""Places that every kind has."""


def find(template: str) -> MailKind:
    """Find a kind by its key, `feature.name`, or as its caller writes it, `feature/mail/name`.

    :raises KeyError: when there is none.
    """
    return kinds.get(template.replace("/mail/", "."))


def placeholders(kind: MailKind) -> dict[str, Placeholder]:
    """Give all placeholders of a kind, by name: its own come first."""
    return {each.name: each for each in (*kind.placeholders, *SHARED)}
