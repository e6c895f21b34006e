"""The ground floor's app without its walls, for the arm that is measured against."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PlainTenantsConfig(AppConfig):
    """Collect what features register, and put nothing in the place of Django's own functions."""

    name = "tenants"
    default = False
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        autodiscover_modules("registrations")
