"""The Django app of Mijn profiel."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProfileConfig(AppConfig):
    """What somebody sees and changes of themselves."""

    name = "portal.profile"
    label = "profile"
    verbose_name = _("Mijn profiel")
    default_auto_field = "django.db.models.BigAutoField"
