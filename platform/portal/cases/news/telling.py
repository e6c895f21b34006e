"""Write down what was decided, and tell those who are to be told, in one transaction.

Who was told stays told: what comes again, or is looked at again, changes only what was not sent.
"""

import hashlib
from collections.abc import Sequence
from typing import Final

from django.db import transaction
from django.utils import timezone

from integrations.zgw import operations as zgw
from integrations.zgw.types.addresses import uuid_in
from portal.accounts.models import User
from portal.cases.models import CaseNotice, CaseTelling
from portal.cases.models.notices import Channel, Verdict
from portal.cases.models.reasons import Why

from . import chains, falling_back, feed, finding, gathering, holding, mails, sending
from .facts import About, Decided, Happening, Place, Receiver

ACTED: Final = (Verdict.TOLD, Verdict.HELD, Verdict.MERGED)


@transaction.atomic
def write(place: Place, decided: Sequence[Decided]) -> None:
    """Write it down, in the order in which it happened."""
    for each in decided:
        notice = _notice(place, each)
        if each.why is None and each.about is not None:
            _to_each(notice, place, each.about)
        if each.why is Why.KIND_UNKNOWN:
            _have_kind_read(place, each)


def _notice(place: Place, decided: Decided) -> CaseNotice:
    """Keep what happened; decided anew, what is known now takes the place of what was skipped."""
    happening, about = decided.happening, decided.about
    told = {
        "case": place.case,
        "main": place.main,
        "what": happening.what,
        "happened_at": happening.at,
        "decided_at": timezone.now(),
        "reason": decided.why or "",
    }
    if about is not None:
        told |= {"number": about.case.number or about.case.identification, "name": about.name[:500]}
    row, is_new = CaseNotice.objects.select_for_update().get_or_create(
        connection=place.connection, mark=mark_of(happening), defaults=told
    )
    if not is_new and not row.tellings.filter(verdict__in=ACTED).exists():
        row.tellings.all().delete()
        for name, value in told.items():
            setattr(row, name, value)
        row.save()
    return row


def mark_of(happening: Happening) -> str:
    """Answer the hash of what happened, whatever the host that a message names it by."""
    key = uuid_in(happening.url) or happening.url
    return hashlib.sha256(f"{happening.what}|{key}".encode()).hexdigest()


def _to_each(notice: CaseNotice, place: Place, about: About) -> None:
    skipped = notice.tellings.filter(verdict=Verdict.SKIPPED)
    skipped.exclude(channel=Channel.LETTER).delete()  # each is decided anew; letters follow from mails
    done = set(notice.tellings.values_list("user", "channel"))
    for receiver in finding.receivers_of(about):
        why = chains.first(chains.OF_RECEIVER, receiver)
        user = receiver.user
        if why is not None or user is None:
            _skipped(notice, receiver, Channel.FEED, about, why or Why.NO_ACCOUNT)
            _skipped(notice, receiver, Channel.MAIL, about, why or Why.NO_ACCOUNT)
            continue
        if (user.pk, Channel.FEED) not in done:
            _on_the_website(notice, receiver, user, place, about)
        if (user.pk, Channel.MAIL) not in done:
            _by_mail(notice, receiver, user, place, about)


def _on_the_website(notice: CaseNotice, receiver: Receiver, user: User, place: Place, about: About) -> None:
    feed.tell(user, place, about)
    row = _row(notice, receiver, Channel.FEED, about)
    row.verdict = Verdict.TOLD
    row.save()
    sending.note(user)


def _by_mail(notice: CaseNotice, receiver: Receiver, user: User, place: Place, about: About) -> None:
    reach = gathering.reach(user, place, about.what, demands_action=about.demands_action)
    why = chains.first(chains.BY_MAIL, reach)
    if why is not None and why is not Why.TOO_SOON:
        row = _skipped(notice, receiver, Channel.MAIL, about, why)
        if why is Why.NO_ADDRESS:
            falling_back.without_address(row)
        return
    row = _row(notice, receiver, Channel.MAIL, about)
    letter = mails.values_of(about, gathering.page_of(place), row.deadline)
    if why is Why.TOO_SOON and reach.until is not None:
        holding.hold(row, letter, until=reach.until)
    else:
        sending.send(row, user, letter)
    row.save()


def _skipped(notice: CaseNotice, receiver: Receiver, channel: Channel, about: About, why: Why) -> CaseTelling:
    row = _row(notice, receiver, channel, about)
    row.verdict, row.reason = Verdict.SKIPPED, why
    row.save()
    return row


def _row(notice: CaseNotice, receiver: Receiver, channel: Channel, about: About) -> CaseTelling:
    role = receiver.role
    return CaseTelling(
        notice=notice,
        channel=channel,
        user=receiver.user,
        part=role.part or "",
        party=role.kind or "",
        demands_action=about.demands_action,
        deadline=about.deadline,
    )


def _have_kind_read(place: Place, decided: Decided) -> None:
    url = decided.about.case.type if decided.about else decided.happening.type
    if url:
        zgw.want(place.connection, url)
