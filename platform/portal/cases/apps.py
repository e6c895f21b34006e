"""The Django app of Mijn zaken."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    """How it stands with what somebody asked."""

    name = "portal.cases"
    label = "cases"
    verbose_name = _("Mijn zaken")
    default_auto_field = "django.db.models.BigAutoField"
