"""End sign-ins: the session goes with them, in every process at once, as it is a row (attack I20)."""

from collections.abc import Iterable
from typing import Final

from django.contrib.auth import logout
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from integrations.identities import Subject
from portal.accounts.models import Ending, SignIn, User
from portal.accounts.queries import marks, resolving
from tenants import sessions

UNAWARE: Final = frozenset({Ending.EXPIRED, Ending.ELSEWHERE, Ending.PROVIDER, Ending.CLOSED})
"""Endings that the browser does not know of: the key of its session, which opens nothing any more, tells it why."""


@transaction.atomic(savepoint=False)
def end(rows: Iterable[SignIn], why: Ending, *, but: str = "") -> int:
    """End sign-ins and their sessions; answers how many.

    :param but: the key of a session that goes on, for somebody else.
    """
    found = list(rows)
    keys = [row.session_key for row in found if row.session_key and row.session_key != but]
    if keys:
        sessions.drop(keys)
    ended = SignIn.objects.filter(pk__in=[row.pk for row in found], ended_at=None)
    forgotten = {} if why in UNAWARE else {"session_key": ""}
    return ended.update(ended_at=timezone.now(), ending=why, logout="", **forgotten)


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


def end_at_provider(door: str, *, name: str = "", session: str = "", subject: Subject | None = None) -> int:
    """End what was begun at a door, because the provider behind it says that somebody has left (I-193).

    Whom it is about is found by keyed hashes, and nothing of it is logged.

    :param name: what the provider calls them.
    :param session: which of their sessions; empty for all.
    :param subject: who it is, where the name says so: all of their sessions at this door.
    """
    key = marks.key()
    if key is None or not (name or session or subject):
        return 0
    named = Q()
    if name:
        named &= Q(name_mark=marks.of_name(door, name, key))
    if session:
        named &= Q(session_mark=marks.of_name(door, session, key))
    wanted = named if name or session else Q(pk=None)
    if subject:
        wanted |= Q(user__identity__mark=marks.of_person(subject, key))
    return end(SignIn.objects.filter(wanted, door=door, ended_at=None), Ending.PROVIDER)
