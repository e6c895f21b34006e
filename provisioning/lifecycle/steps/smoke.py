"""Ask the new portal for its home page, through the real HTTP stack, before anybody else can."""

import functools
from collections.abc import Callable, Mapping
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from integrations.errors import UnavailableError
from provisioning.lifecycle.errors import StepError
from provisioning.lifecycle.models import Operation
from tenants import entry, parallel, smoke

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
    _judge(host, _ask(host))


def ahead(operation: Operation) -> Callable[[Operation], None]:
    """Ask for the home page beside steps that change nothing on it; what is answered then waits for the page."""
    ref = place.ref(operation)
    with entry.enter(ref, urls=False):
        begun = parallel.begin(functools.partial(_ask, ref.primary_host))
    return lambda _operation: _judge(ref.primary_host, begun.result())


def _judge(host: str, status: int) -> None:
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
