"""What the website writes down of what somebody does, and of who does something with their data: as rows for people."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from portal.core.mail import queries as mail
from tenants import registers
from tenants.audit import wording
from tenants.audit.models import AuditRecord
from tenants.processing import queries as processing
from tenants.registers import Holding

from . import queries
from .models import User
from .queries import looked

FEATURE: Final = "sign_in"
WHO: Final = {
    "self": _("u zelf"),
    "representative": _("iemand die namens u handelt"),
    "staff": _("een medewerker van de gemeente"),
    "operator": _("een beheerder van het platform"),
    "system": _("de website, vanzelf"),
}
OUTCOMES: Final = {
    "ok": _("gelukt"),
    "not found": _("niets gevonden"),
    "refused": _("geweigerd"),
    "failed": _("niet gelukt"),
}

type Rows = list[Mapping[str, Any]]


def letters(user: User) -> Rows:
    """List the messages to somebody of which it is still known that they were sent, latest first."""
    return [
        {"at": row.created_at, "to": row.to, "subject": row.subject}
        for row in mail.to_addresses(queries.addresses_of(user))
    ]


def looks(user: User) -> Rows:
    """List who looked at somebody's data, latest first."""
    return [
        {
            "at": row.at,
            "activity": row.activity,
            "who": str(WHO.get(row.actor_kind, row.actor_kind)),
            "source": row.source,
            "outcome": str(OUTCOMES.get(row.outcome, row.outcome)),
        }
        for row in processing.of_persons(looked.persons_of(user))
    ]


def acts(user: User) -> Rows:
    """List what somebody did according to the log, latest first."""
    rows = AuditRecord.objects.filter(actor=str(user.uuid), actor_kind="person").order_by("-recorded_at")
    return [{"at": row.recorded_at, "what": _act(row.action), "origin": row.origin} for row in rows]


def _act(action: str) -> str:
    known = action in registers.audit_texts
    return wording.plain(str(registers.audit_texts.get(action).text)) if known else action


def register() -> None:
    """Add all of it to the register."""
    here = _("deze website")
    for name, title, models, labels, read in (
        (
            "letters",
            _("Berichten aan u"),
            ("core.OutboxMessage",),
            {"at": _("Wanneer"), "to": _("Aan"), "subject": _("Onderwerp")},
            letters,
        ),
        (
            "looks",
            _("Wie in uw gegevens keek"),
            ("processing.Record", "processing.Number"),
            {
                "at": _("Wanneer"),
                "activity": _("Waarvoor"),
                "who": _("Wie"),
                "source": _("Gevraagd aan"),
                "outcome": _("Uitkomst"),
            },
            looks,
        ),
        (
            "acts",
            _("Wat u deed, in het logboek"),
            ("audit.AuditRecord",),
            {"at": _("Wanneer"), "what": _("Wat"), "origin": _("Netwerkadres")},
            acts,
        ),
    ):
        registers.holdings.add(
            Holding(
                feature=FEATURE, name=name, title=title, source=here, models=models, labels=labels, read=read
            )
        )
