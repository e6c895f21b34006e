"""Write in the municipality's audit log who signs in and what staff changes.

Libraries tell of both by signals; nothing outside this room listens to them.
"""

from typing import Any, cast

from django.contrib.admin.models import ADDITION, DELETION, LogEntry
from django.contrib.auth import BACKEND_SESSION_KEY
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_save
from django.http import HttpRequest
from two_factor.signals import user_verified

from tenants import audit
from tenants.audit import Actor
from tenants.entry import is_entered

from . import backends
from .models import User
from .origins import origin_of

VERBS = {ADDITION: "admin.added", DELETION: "admin.deleted"}


def listen() -> None:
    """Connect to the libraries' signals."""
    user_logged_in.connect(_signed_in, dispatch_uid="accounts signed in")
    user_logged_out.connect(_signed_out, dispatch_uid="accounts signed out")
    user_login_failed.connect(_refused, dispatch_uid="accounts refused")
    user_verified.connect(_verified, dispatch_uid="accounts verified")
    post_save.connect(_changed, sender=LogEntry, dispatch_uid="accounts changed")


def actor(user: User, request: HttpRequest | None = None) -> Actor:
    """Name a user in the audit log: by number, as names may be forgotten later."""
    return Actor("staff" if user.is_staff else "person", str(user.uuid), origin_of(request))


def _signed_in(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    if request.session.get(BACKEND_SESSION_KEY) == backends.PATH:
        return  # `operations.signing_in` says more: by which door
    audit.record("accounts.signed_in", by=actor(user, request))


def _signed_out(sender: Any, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    if user is not None:
        audit.record("accounts.signed_out", by=actor(user, request))


def _verified(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    audit.record("accounts.verified", by=actor(user, request))


def _refused(sender: Any, request: HttpRequest | None = None, **kwargs: Any) -> None:
    # Not who it was: what somebody types as a name may be a password or another person's address.
    audit.record("accounts.refused", by=Actor("person", "", origin_of(request)), outcome="refused")


def _changed(sender: Any, instance: LogEntry, created: bool, **kwargs: Any) -> None:
    if not (created and is_entered()):
        return
    content_type = instance.content_type
    kind = f"{content_type.app_label}.{content_type.model}" if content_type else "?"
    audit.record(
        VERBS.get(instance.action_flag, "admin.changed"),
        by=actor(cast(User, instance.user)),
        target=f"{kind} {instance.object_id}",
    )
