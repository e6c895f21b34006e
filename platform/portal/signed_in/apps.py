"""The Django app of sessions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SignedInConfig(AppConfig):
    """Sessions of people who have signed in."""

    name = "portal.signed_in"
    label = "signed_in"
    verbose_name = _("Ingelogd zijn")
