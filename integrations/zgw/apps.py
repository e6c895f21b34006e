"""The app whose tables lie in every municipality's schema."""

from django.apps import AppConfig


class ZgwConfig(AppConfig):
    """Case systems."""

    name = "integrations.zgw"
    label = "zgw"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Zaaksystemen"
