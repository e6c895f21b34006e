"""Take a person out of everything that the municipality's portal keeps, at once (P-061, attacks O15 and I28)."""

import datetime
from typing import Final

from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from integrations import copies
from integrations.outbox import operations as outbox
from portal.accounts import queries
from portal.accounts.models import ContactInvite, Ending, Journey, SignIn, User
from portal.accounts.queries import looked
from portal.core.mail import operations as mail
from tenants import audit, schedule
from tenants.audit import Actor
from tenants.processing import operations as processing

from . import ending, rows

COPIES: Final = "accounts.erase_copies"
LATER: Final = datetime.timedelta(minutes=1)
NOBODY: Final = Actor("person")
"""Who erased themselves is nobody any more."""


class StaffIsNotErasedError(ValueError):
    """Raised for who works at the municipality: what they did must stay accounted for."""


@transaction.atomic
def erase(user: User, *, by: Actor = NOBODY) -> None:
    """Erase a person: all or nothing. The same person coming back is somebody new.

    :param by: who of staff does it for them; nobody when they do it themselves.
    :raises StaffIsNotErasedError: for who works here, or did.
    """
    row = User.objects.select_for_update().filter(pk=user.pk).first()
    if row is None:
        return  # done already
    if row.is_staff or row.groups.exists() or row.uuid == queries.PLATFORM:
        raise StaffIsNotErasedError
    for path in settings.PERSON_ERASERS:
        import_string(path)(row)
    addresses = queries.addresses_of(row)
    mail.forget_addresses(addresses)
    outbox.forget_person(row.uuid)
    processing.erase(looked.persons_of(row))
    ContactInvite.objects.filter(email__in=addresses).delete()  # by which others know them
    forget_tries(addresses)
    _end_sessions(row)
    rows.delete(User.objects.filter(pk=row.pk))
    schedule.enqueue(COPIES, f"of-{row.pk}")
    transaction.on_commit(lambda: copies.purge(copies.PERSON_ERASED, {copies.PERSON: str(row.pk)}))
    audit.record("accounts.erased", by=by)


def erase_copies(key: str) -> None:
    """Make unreadable what was copied about somebody who is no more, when it was not done at once.

    :raises schedule.Later: while that cannot be done.
    """
    if not copies.purge(copies.PERSON_ERASED, {copies.PERSON: key.removeprefix("of-")}):
        raise schedule.Later(LATER)


def _end_sessions(user: User) -> None:
    """End all sessions, and forget the journeys that were begun in them."""
    keys = SignIn.objects.filter(user=user).exclude(session_key="").values_list("session_key", flat=True)
    Journey.objects.filter(browser__in=[queries.hash_of(key) for key in keys]).delete()
    ending.end_all_of(user, Ending.ERASED)


def forget_tries(addresses: list[str]) -> None:
    """Forget what was written down of signing in with a password."""
    for model in (AccessAttempt, AccessLog):
        model.objects.filter(username__in=addresses).delete()
