"""Whether a municipality owns a host: it puts a text that we gave it into the DNS (requirement C-032)."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final, Protocol

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from integrations.errors import UnavailableError
from tenants.models import Domain

PREFIX: Final = "_inwonerplein"
PATIENCE: Final = 5.0
"""Seconds for one look-up."""


class Resolver(Protocol):
    """What settings.DOMAIN_RESOLVER names: answer the TXT records at a name."""

    def __call__(self, name: str, *, timeout: float) -> Sequence[str]:
        """Ask.

        :raises UnavailableError: when nobody gave a usable answer in time.
        """


class Finding(StrEnum):
    """What the DNS said."""

    GIVEN = "given"
    MISSING = "missing"
    OTHER = "other"
    """There is a text, and it is not ours."""
    UNKNOWN = "unknown"
    """Nobody answered: that says nothing about the owner."""


def name_of(host: str) -> str:
    """Name the place in the DNS where the proof stands."""
    return f"{PREFIX}.{host}"


def look(domain: Domain) -> Finding:
    """Look for the proof of a host."""
    resolve: Resolver = import_string(settings.DOMAIN_RESOLVER)
    try:
        texts = resolve(name_of(domain.domain), timeout=PATIENCE)
    except UnavailableError:
        return Finding.UNKNOWN
    if domain.proof_token and domain.proof_token in {text.strip() for text in texts}:
        return Finding.GIVEN
    return Finding.OTHER if texts else Finding.MISSING


def explain(finding: Finding, domain: Domain) -> str:
    """Say what an operator should do about a proof that was not found; what else stands there is not shown."""
    values = {"name": name_of(domain.domain), "token": domain.proof_token}
    match finding:
        case Finding.MISSING:
            return (
                _(
                    "Er staat nog geen TXT-record op %(name)s. Zet daar “%(token)s” neer. Dat kan een paar uur duren."
                )
                % values
            )
        case Finding.OTHER:
            return _("Op %(name)s staat iets anders. Zet daar precies “%(token)s” neer.") % values
        case _unknown:
            return _("De DNS gaf geen bruikbaar antwoord op %(name)s. Probeer het later opnieuw.") % values
