"""Say at start-up when files are taken without a look for viruses, or cannot be taken at all."""

from typing import Any, Final

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, register
from django.core.checks import Warning as Warned

from . import client

OFF: Final = "VIRUS_SCANNING is 0: files that people send are taken without a look for viruses."
NONE: Final = "CLAMD_ADDRESS is empty: nobody can send files, as nobody could look for viruses in them."


@register(deploy=True)
def scanner_that_is_not_there(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """Say what that comes to."""
    if not settings.VIRUS_SCANNING:
        return [Warned(OFF, hint="Set it so only where nothing else can reach this.", id="virus.W001")]
    if not settings.CLAMD_ADDRESS:
        return [Info(NONE, hint="Set it to tcp://host:3310 or unix:///path/of/clamd.", id="virus.I001")]
    return []


@register()
def settings_of_scanner(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """Read the settings as an upload does."""
    if not settings.VIRUS_SCANNING or not settings.CLAMD_ADDRESS:
        return []
    try:
        client.place_of(settings.CLAMD_ADDRESS)
    except ValueError as error:
        return [Error(f"CLAMD_ADDRESS is no address. {error}", id="virus.E001")]
    return []
