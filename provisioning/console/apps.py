"""The Django app of the console; its tables live in `public`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsoleConfig(AppConfig):
    """Operators, their second factors and their sessions."""

    name = "provisioning.console"
    label = "console"
    verbose_name = _("Console")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what is looked at when a process starts."""
        from . import checks  # noqa: F401
