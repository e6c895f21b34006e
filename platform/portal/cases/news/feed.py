"""News of cases on the start page: an item for the newest status of a case, one for each document (P-185, P-186)."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from integrations.zgw.types.addresses import uuid_in
from integrations.zgw.types.cases import CaseFile
from integrations.zgw.types.showing import title_of
from portal.accounts.models import User
from portal.cases.models import CaseTelling, What
from portal.cases.models.notices import Channel
from portal.cases.types import FEATURE, STANDS_OUT
from portal.userfeed import operations as feed
from portal.userfeed.types import FOR_EVER, Kind, Snapshot

from .facts import About, Place

STATUS: Final = "case_status_change"
DOCUMENT: Final = "case_document_added"
NEWS_FOR: Final = timedelta(days=60)
"""How long it is news for who does not look."""
LONGEST: Final = 300
"""Characters of what a step means."""


def _link(place: Mapping[str, str]) -> str:
    return reverse("cases:detail", args=[place["connection"], place["case"]])


def _changed(number: int) -> str:
    text = ngettext("Er is iets veranderd in %(n)s zaak.", "Er is iets veranderd in %(n)s zaken.", number)
    return text % {"n": number}


def _added(number: int) -> str:
    text = ngettext("Er is %(n)s nieuw document.", "Er zijn %(n)s nieuwe documenten.", number)
    return text % {"n": number}


KINDS: Final = (
    Kind(FEATURE, STATUS, gettext_lazy("Nieuwe status van een zaak"), _changed, _link, FOR_EVER),
    Kind(FEATURE, DOCUMENT, gettext_lazy("Nieuw document bij een zaak"), _added, _link, FOR_EVER),
)


def tell(user: User, place: Place, about: About) -> None:
    """Put it on somebody's start page; an earlier status of the same case is no news any more."""
    kind, key = _kind_of(about), _key_of(about)
    if about.what is What.STATUS:
        earlier = takewhile(lambda one: one != key, (uuid_in(one.url) for one in about.history))
        refs = [(STATUS, ref(place.connection, place.case, one)) for one in earlier]
        feed.complete_all(refs, user=user)
    feed.add(
        kind,
        ref(place.connection, place.case, key),
        _snapshot(place, about),
        user=user,
        action_required=about.demands_action,
        expires_at=_end_of(about.deadline) if about.deadline else timezone.now() + NEWS_FOR,
    )


def seen(user: User, told: CaseFile) -> None:
    """Take away what somebody has seen on the page of a case (P-169), and keep when they saw it (P-265)."""
    case = told.case
    urls = {one.url for one in told.statuses} | {case.status_url}
    refs = [(STATUS, ref(case.connection, case.uuid, uuid_in(url))) for url in urls if url]
    refs += [(DOCUMENT, ref(case.connection, case.uuid, paper.uuid)) for paper in told.documents]
    if feed.complete_all(refs, user=user):
        unread = CaseTelling.objects.filter(user=user, channel=Channel.FEED, read_at=None)
        about = unread.filter(notice__connection=case.connection, notice__case=case.uuid)
        about.update(read_at=timezone.now())


def ref(connection: UUID, case: UUID, key: UUID | None) -> str:
    """Name what an item is about."""
    return f"{connection}/{case}/{key}"


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def _kind_of(about: About) -> str:
    return DOCUMENT if about.what is What.DOCUMENT else STATUS


def _key_of(about: About) -> UUID | None:
    if about.what is What.DOCUMENT:
        return about.document.uuid if about.document else None
    return uuid_in(about.status.url) if about.status else None


def _snapshot(place: Place, about: About) -> Snapshot:
    title = title_of(about.case, about.case_type, about.options) or _("Zaak")
    links = {"connection": str(place.connection), "case": str(place.case)}
    if about.what is What.DOCUMENT:
        return Snapshot(
            title, _("Er is een nieuw document bij deze zaak."), _("Nieuw document"), "info", links
        )
    told = about.status_type
    name = (told.name or told.text) if told else ""
    text = about.step.text or (told.text if told else "")
    return Snapshot(title, text[:LONGEST], name, STANDS_OUT.get(about.step.indicator, "info"), links)
