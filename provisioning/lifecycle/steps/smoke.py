"""Ask the new portal for its home page, through the real HTTP stack, before anybody else can."""

from collections.abc import Mapping
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from integrations.errors import UnavailableError
from provisioning.lifecycle.errors import StepError
from provisioning.lifecycle.models import Operation
from tenants import smoke

from . import place

OK = 200
PATIENCE = 10
"""Seconds that the portal gets for its first page."""


class Fetch(Protocol):
    """What settings.SMOKE_CALLER names: make one GET request, follow nothing, answer the status."""

    def __call__(self, *, url: str, host: str, headers: Mapping[str, str], timeout: float) -> int:
        """Ask for the page.

        :raises UnavailableError: when there is no answer in time.
        """


def run(operation: Operation) -> None:
    """Make sure that the home page answers.

    :raises StepError: when it does not.
    """
    host = place.ref(operation).primary_host
    status = _ask(host)
    if status != OK:
        raise StepError(
            _(
                "De startpagina van %(host)s antwoordde met status %(status)d in plaats van 200. "
                "Zoek in het logboek van het portaal, en probeer het daarna opnieuw."
            )
            % {"host": host, "status": status}
        )


def _ask(host: str) -> int:
    fetch: Fetch = import_string(settings.SMOKE_CALLER)
    # The proxy in front of the portal says this too; without it the portal sends every request to https.
    headers = {**smoke.header(host), "X-Forwarded-Proto": "https"}
    url = f"{settings.PORTAL_INTERNAL_URL.rstrip('/')}/"
    try:
        return fetch(url=url, host=host, headers=headers, timeout=PATIENCE)
    except UnavailableError as error:
        raise StepError(
            _("Het portaal is niet bereikbaar op %(url)s. Controleer of het draait, en probeer het opnieuw.")
            % {"url": url}
        ) from error
