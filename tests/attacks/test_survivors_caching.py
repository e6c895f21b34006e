"""What a seeded leak survived: what is for one person, asked as that person asks for it (attack T37)."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

from portal.accounts.roles import EDITOR
from tenants.types import TenantRef
from tests.portal import staff


def kept_by(answer: HttpResponse) -> set[str]:
    return {word.strip() for word in answer["Cache-Control"].split(",")}


@pytest.mark.attack("T37")
def test_nobody_keeps_what_somebody_sees_who_signed_in(
    zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    editor = staff.client_for(client_of, zonnedam, EDITOR)

    for path in ("/beheer/", "/", "/nergens/"):
        assert kept_by(editor.get(path)) == {"private", "no-store"}


@pytest.mark.attack("T37")
def test_nobody_keeps_a_form_nor_what_was_sent_with_it(
    zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    visitor = client_of(zonnedam)

    assert kept_by(visitor.get("/beheer/login/")) == {"private", "no-store"}
    assert kept_by(visitor.post("/beheer/login/", {"auth-username": "a@b.example"})) == {
        "private",
        "no-store",
    }


@pytest.mark.attack("T37")
def test_what_anybody_sees_no_shared_cache_keeps(
    zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    answer = client_of(zonnedam).get("/nergens/")

    assert "private" in kept_by(answer)
    assert "public" not in kept_by(answer)
    assert "Cookie" in answer["Vary"]
