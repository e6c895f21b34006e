"""Models of our own plugins."""

from cms.models import CMSPlugin
from django.db import models
from django.utils.translation import gettext_lazy as _


class Section(CMSPlugin):
    """A band of the page with a heading, and other plugins in it."""

    heading = models.CharField(_("kop"), max_length=80)
    is_tinted = models.BooleanField(_("met gekleurde achtergrond"), default=False)

    class Meta:
        verbose_name = _("blok met kop")
        verbose_name_plural = _("blokken met kop")

    def __str__(self) -> str:
        return str(self.heading)
