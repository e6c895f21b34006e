"""The Django app of what is new for somebody."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UserfeedConfig(AppConfig):
    """What is new for somebody."""

    name = "portal.userfeed"
    label = "userfeed"
    verbose_name = _("Wat er nieuw is")
    default_auto_field = "django.db.models.BigAutoField"
