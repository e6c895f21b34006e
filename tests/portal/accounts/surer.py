"""URLs of a municipality with one page that asks to be surer than signing in was."""

from collections.abc import Hashable, Sequence
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path

from integrations.identities import Level
from portal.accounts.certainty import requires_level
from portal.core.access import signed_in
from tenants.types import TenantRef
from tests.portal.profile import urlconf


@signed_in
@requires_level(lambda request: Level.SUBSTANTIEEL)
def stricter(request: HttpRequest) -> HttpResponse:
    """Answer a word."""
    return HttpResponse("strenger")


def revision(tenant: TenantRef) -> Hashable:
    """Say that these URLs never change."""
    return "surer"


@cache
def build(revision: Any) -> tuple[Sequence[Any], Sequence[Any]]:
    """Build them."""
    patterns, more = urlconf.build("profile")
    return [path("strenger/", stricter), *patterns], more
