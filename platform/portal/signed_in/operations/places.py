"""End sign-ins elsewhere, for whoever they are of."""

import uuid

from django.http import HttpRequest

from portal.accounts.models import Ending, SignIn
from portal.accounts.operations import ending
from portal.accounts.origins import origin_of
from tenants import audit
from tenants.audit import Actor


def end_there(here: SignIn, wanted: uuid.UUID, *, request: HttpRequest) -> bool:
    """End one sign-in of the same account that lasts; answers whether there was one."""
    rows = SignIn.objects.filter(uuid=wanted, user=here.user_id, ended_at=None).exclude(pk=here.pk)
    return bool(_recorded(ending.end(rows, Ending.ELSEWHERE), here, request))


def end_elsewhere(here: SignIn, *, request: HttpRequest) -> int:
    """End all sign-ins of the same account but this one; answers how many."""
    return _recorded(ending.end_all_of(here.user, Ending.ELSEWHERE, but=here), here, request)


def _recorded(count: int, here: SignIn, request: HttpRequest) -> int:
    if count:
        by = Actor("person", str(here.user.uuid), origin_of(request))
        audit.record("accounts.ended_elsewhere", by=by, details={"count": count})
    return count
