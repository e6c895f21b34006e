"""What a municipality's jobs tell of its inside, in words (architecture T2): no number of anybody, and no secret."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from provisioning.console.plots import whole
from tenants.models import Insight

KNOWN: Final[dict[tuple[str, str], Promise]] = {
    ("staff", "administrators"): gettext_lazy("Beheerders met tweede factor"),
    ("mail", "sent"): gettext_lazy("E-mail is verstuurd"),
    ("mail", "failed"): gettext_lazy("E-mail is blijven liggen"),
    ("contact", "email"): gettext_lazy("E-mailadres voor contact ingevuld"),
    ("pages", "privacy"): gettext_lazy("Pagina over privacy gepubliceerd"),
    ("pages", "accessibility"): gettext_lazy("Toegankelijkheidsverklaring gepubliceerd"),
    ("schema", "migrations"): gettext_lazy("Stand van de database"),
}
"""What is worth a line, by topic and name, in the order in which it is shown."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that was told, and when."""

    label: Promise
    value: str
    told_at: datetime


def of_tenant(tenant: uuid.UUID) -> list[Fact]:
    """List what was told last."""
    topics = {topic for topic, _name in KNOWN}
    told = {each.topic: each for each in Insight.objects.filter(tenant__uuid=tenant, topic__in=topics)}
    return [
        Fact(label, _said(told[topic].data[name]), told[topic].written_at)
        for (topic, name), label in KNOWN.items()
        if topic in told and name in told[topic].data
    ]


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    return whole(value) if isinstance(value, int) else str(value)
