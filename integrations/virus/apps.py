"""The app without tables: for its check of settings, and its task."""

from django.apps import AppConfig


class VirusConfig(AppConfig):
    """Looking for viruses."""

    name = "integrations.virus"
    label = "virus"
    verbose_name = "Virusscanner"

    def ready(self) -> None:
        """Have the settings looked at."""
        from . import checks  # noqa: F401
