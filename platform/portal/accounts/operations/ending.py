"""End sign-ins: the session goes with them, in every process at once, as it is a row (attack I20)."""

from collections.abc import Iterable

from django.contrib.auth import logout
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from integrations.identities import Subject
from portal.accounts.models import Ending, Identity, SignIn, User
from portal.accounts.queries import marks, resolving


@transaction.atomic
def end(rows: Iterable[SignIn], why: Ending, *, but: str = "") -> int:
    """End sign-ins and their sessions; answers how many.

    :param but: the key of a session that goes on, for somebody else.
    """
    found = list(rows)
    keys = [row.session_key for row in found if row.session_key and row.session_key != but]
    Session.objects.filter(session_key__in=keys).delete()
    ended = SignIn.objects.filter(pk__in=[row.pk for row in found], ended_at=None)
    return ended.update(ended_at=timezone.now(), ending=why, session_key="", logout="")


@transaction.atomic
def sign_out(request: HttpRequest, why: Ending = Ending.SIGNED_OUT) -> None:
    """End this browser's session, and the sign-in that it lasted by."""
    row = resolving.sign_in_of(request)
    if row is not None:
        end([row], why, but=str(request.session.session_key))
    logout(request)
    resolving.forget(request)


def end_all_of(user: User, why: Ending, *, but: SignIn | None = None) -> int:
    """End all sign-ins of an account, but for one."""
    rows = SignIn.objects.filter(user=user, ended_at=None)
    return end(rows.exclude(pk=but.pk) if but else rows, why)


def end_of_subject(subject: Subject, *, issuer: str) -> int:
    """End what was begun at a provider for somebody, because the provider says that they have left (I-193).

    Whom it is about is found by the mark of their number, and nothing of it is logged.
    """
    key = marks.key()
    if key is None:
        return 0
    accounts = Identity.objects.filter(mark=marks.of_person(subject, key)).values("user")
    rows = SignIn.objects.filter(user__in=accounts, issuer=issuer, ended_at=None)
    return end(rows, Ending.PROVIDER)
