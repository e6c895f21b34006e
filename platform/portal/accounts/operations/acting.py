"""Change for whom somebody acts, within what was asserted when they signed in (P-266, attack I29)."""

import uuid

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from integrations.identities import Representation, SubjectKind
from portal.accounts import sealed
from portal.accounts.models import BranchChoice, SignIn
from portal.accounts.origins import origin_of
from portal.accounts.queries import resolving
from tenants import audit
from tenants.audit import Actor


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
    row.branch_choice, row.branch = _branch_of(row)
    _renew(request, row)
    audit.record("accounts.acted_for", by=_by(request, row), target=str(mandate or ""))


@transaction.atomic
def choose_branch(request: HttpRequest, branch: str) -> None:
    """Look at one branch of the company, or at all of it (empty). Who calls has checked that it is one of theirs.

    :raises NotYoursError: when the mandate is for one branch only, or for no company (attack I30).
    """
    row = _current(request)
    if row.branch_choice not in {BranchChoice.OPEN, BranchChoice.WHOLE, BranchChoice.BRANCH}:
        raise NotYoursError
    row.branch_choice = BranchChoice.BRANCH if branch else BranchChoice.WHOLE
    row.branch = ""
    if branch:
        resolving.BRANCH.encrypt(branch, row)
    _renew(request, row)
    audit.record("accounts.branch_chosen", by=_by(request, row))


def _current(request: HttpRequest) -> SignIn:
    row = resolving.sign_in_of(request)
    if row is None:
        raise NotYoursError
    return SignIn.objects.select_for_update(of=("self",)).select_related("user", "mandate").get(pk=row.pk)


def _branch_of(row: SignIn) -> tuple[str, str]:
    """Answer what is decided about branches for whom somebody acts now: nothing is carried over."""
    if row.mandate is None:
        return BranchChoice.NONE, ""
    told = sealed.read(Representation, resolving.REPRESENTED.reveal(row.mandate))
    if told.represented.kind not in {SubjectKind.KVK, SubjectKind.RSIN}:
        return BranchChoice.NONE, ""
    if not told.branch:
        return BranchChoice.OPEN, ""
    resolving.BRANCH.encrypt(told.branch, row)
    return BranchChoice.FIXED, row.branch


def _renew(request: HttpRequest, row: SignIn) -> None:
    """Give the session another key: a page of before, in a tab or behind the back button, is of nobody now."""
    request.session.cycle_key()
    row.session_key = str(request.session.session_key)
    row.seen_at = timezone.now()
    row.save(update_fields=["mandate", "branch_choice", "branch", "session_key", "seen_at"])
    resolving.forget(request)


def _by(request: HttpRequest, row: SignIn) -> Actor:
    return Actor("person", str(row.user.uuid), origin_of(request))
