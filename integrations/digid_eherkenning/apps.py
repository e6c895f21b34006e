"""The app whose table lies in every municipality's schema."""

from django.apps import AppConfig


class DigidEherkenningConfig(AppConfig):
    """Signing in by SAML."""

    name = "integrations.digid_eherkenning"
    label = "digid_eherkenning"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "DigiD en eHerkenning"
