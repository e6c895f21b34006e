"""The Django app of the ground floor."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class TenantsConfig(AppConfig):
    """Install the walls that hang on libraries, and collect what features register."""

    name = "tenants"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import signing, sites, tracing
        from .refusals import guard

        sites.install()
        signing.install()
        tracing.install()
        guard.install()
        autodiscover_modules("registrations")
