"""The app whose two tables lie in every tenant's schema."""

from django.apps import AppConfig


class ProcessingConfig(AppConfig):
    """The tenant's own record of who looked."""

    name = "tenants.processing"
    label = "processing"
    verbose_name = "Wie keek in gegevens"
    default_auto_field = "django.db.models.BigAutoField"
