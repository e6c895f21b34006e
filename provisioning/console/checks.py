"""Say at start-up when the sign-in of an organisation is set up wrongly, and not to whoever signs in."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from . import organisation


@register()
def settings_of_organisation(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """Read the settings as a sign-in does."""
    if getattr(settings, "PROCESS", "") != "console":
        return []
    try:
        found = organisation.configured()
    except ImproperlyConfigured as error:
        return [Error(str(error), id="console.E001")]
    if found is None and not getattr(settings, "OPERATORS_PASSWORDS", True):
        text = "OPERATORS_PASSWORDS is 0 and there is no OPERATORS_OPENID_ISSUER: passwords stay on."
        return [Error(text, id="console.E002")]
    return []
