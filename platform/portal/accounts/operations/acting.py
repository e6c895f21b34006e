"""Change for whom somebody acts, within what was asserted when they signed in (P-266, attack I29)."""

import uuid
from typing import Final

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import transaction
from django.http import HttpRequest
from django.middleware.csrf import rotate_token
from django.utils import timezone

from integrations.identities import Representation, SubjectKind
from portal.accounts.models import BranchChoice, SignIn
from portal.accounts.origins import origin_of
from portal.accounts.queries import marks, resolving
from tenants import audit
from tenants.audit import Actor

from . import keyring

BRANCH: Final = ("branch_choice", "branch", "branch_mark")
"""What a sign-in says of branches."""
COMPANIES: Final = frozenset({SubjectKind.KVK, SubjectKind.RSIN})
STAYS: Final = (
    SESSION_KEY,
    BACKEND_SESSION_KEY,
    HASH_SESSION_KEY,
    "_session_expiry",
    resolving.SESSION,
    resolving.LIMIT,
)
"""What a session keeps when it gets another key; drafts, messages and all else were about somebody else."""


class NotYoursError(LookupError):
    """Raised when a mandate or branch was not among what may be chosen."""


@transaction.atomic
def act_for(request: HttpRequest, mandate: uuid.UUID | None) -> None:
    """Act for another from now on: oneself (None) or one mandate of this sign-in; the session gets another key.

    :raises NotYoursError: when it cannot be chosen, whatever there is of that number elsewhere.
    """
    row = _current(request)
    allowed = {choice.mandate for choice in resolving.choices(request)}
    if mandate not in allowed:
        raise NotYoursError
    row.mandate = row.mandates.get(uuid=mandate) if mandate else None
    decide_branch(row, resolving.representation_of(row.mandate) if row.mandate else None)
    renew(request, row)
    audit.record("accounts.acted_for", by=_by(request, row), target=str(mandate or ""))


@transaction.atomic
def choose_branch(request: HttpRequest, branch: str) -> None:
    """Look at one branch of the company, or at all of it (empty). Who calls has checked that it is one of theirs.

    :raises NotYoursError: when the mandate is for one branch only, or for no company (attack I30).
    """
    row = _current(request)
    is_over = row.mandate is not None and resolving.is_past(row.mandate.ends_at)
    if is_over or row.branch_choice not in {BranchChoice.OPEN, BranchChoice.WHOLE, BranchChoice.BRANCH}:
        raise NotYoursError
    row.branch_choice = BranchChoice.BRANCH if branch else BranchChoice.WHOLE
    _put_branch(row, branch)
    renew(request, row)
    audit.record("accounts.branch_chosen", by=_by(request, row))


def _current(request: HttpRequest) -> SignIn:
    """Find the sign-in of a request, and hold it: of two that come at once the second is of a session that has gone."""
    row = resolving.sign_in_of(request)
    held = SignIn.objects.select_for_update(of=("self",)).select_related("user", "mandate")
    now = held.filter(pk=row.pk, ended_at=None, session_key=request.session.session_key) if row else None
    found = now.first() if now is not None else None
    if found is None:
        raise NotYoursError
    return found


def decide_branch(row: SignIn, told: Representation | None) -> None:
    """Put into a sign-in what is decided about branches for whom it is about; nothing is carried over."""
    row.branch_choice = BranchChoice.NONE
    _put_branch(row, "")
    if told is None or told.represented.kind not in COMPANIES:
        return
    row.branch_choice = BranchChoice.FIXED if told.branch else BranchChoice.OPEN
    _put_branch(row, told.branch)


def _put_branch(row: SignIn, branch: str) -> None:
    """Note which branch it is: readable here alone, and so that it is found again; empty for none."""
    row.branch, row.branch_mark = "", ""
    if branch:
        resolving.BRANCH.encrypt(branch, row)
        row.branch_mark = marks.of_branch(branch, keyring.ensure())


def renew(request: HttpRequest, row: SignIn) -> None:
    """Give the session another key, and nothing of what it held but who is signed in.

    A page of before, in another tab or behind the back button, is of nobody now: neither its session nor the token in
    its forms counts any more (attack I29). Who changes a password calls it in place of Django's own way.
    """
    kept = {name: request.session[name] for name in STAYS if name in request.session}
    request.session.flush()
    request.session.update(kept)
    request.session.save()  # in the transaction of its sign-in: one without a session is taken for one that is over
    rotate_token(request)
    row.session_key = str(request.session.session_key)
    row.seen_at = timezone.now()
    row.save(update_fields=["mandate", *BRANCH, "session_key", "seen_at"])
    resolving.forget(request)


def _by(request: HttpRequest, row: SignIn) -> Actor:
    return Actor("person", str(row.user.uuid), origin_of(request))
