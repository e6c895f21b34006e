"""A browser that goes to the sign-in of an organisation, as the stand-in plays Entra ID, and comes back."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

import pytest
from celery import current_app
from django.test import Client

from integrations.connections import operations as connections
from integrations.connections.guard import shared
from integrations.connections.types import System
from integrations.http import pools
from integrations.sandbox import municipality
from integrations.sandbox.world.people import employees
from portal.accounts.models import Door, DoorKind, Protocol
from tenants.entry import enter
from tenants.types import TenantRef
from tenants.wires import lines
from tests.contracts.asking import SETTINGS
from tests.integrations.connections.conftest import OPERATOR
from tests.integrations.digid_eherkenning import dance

WITH_BOTH, EDITOR_ONLY, WITH_NONE = (one.identification for one in employees())
"""By the groups that the stand-in puts them in."""
ROLES: Final = {"redactie": "editor", "functioneel-beheer": "administrator"}
DOOR: Final = "/inloggen/via/medewerkers/"
WANTED: Final = "/beheer/accounts/user/"


def mail_of(who: str) -> str:
    """Answer the address that the stand-in asserts."""
    return f"{who}@gemeente.example"


@pytest.fixture(scope="module")
def _staged() -> Iterator[dance.Stage]:
    with dance.staged() as stage:
        yield stage


@pytest.fixture
def stage(_staged: dance.Stage, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[dance.Stage]:
    """Play the provider."""
    settings.SANDBOX_URL = _staged.url
    monkeypatch.setattr(current_app, "send_task", lambda *args, **options: None)
    shared.book.cache_clear()
    monkeypatch.setattr(lines, "PATIENCE", 10.0)
    monkeypatch.setattr(lines, "SLOW", 10.0)
    pools.POOL.clear()
    yield _staged
    _staged.rest()


def door(stage: dance.Stage, tenant: TenantRef, **options: Any) -> None:
    """Connect a municipality with the provider as an operator does, and open its door for colleagues."""
    whose = municipality.of("zonnedam", SETTINGS)
    command = connections.request_change(
        tenant=tenant.uuid,
        system=System.OPENID,
        by=OPERATOR,
        slug="medewerkers",
        address=f"{stage.url}{whose.path}/openid-entra",
        client_id=whose.client_id,
        secret=whose.secret,
    )
    connections.carry_out(command=command)
    with enter(tenant):
        Door.objects.create(
            slug="medewerkers",
            kind=DoorKind.ORGANISATION,
            protocol=Protocol.OPENID,
            connection="openid.medewerkers",
            is_on=True,
            options={"claims_of": "entra", **options},
        )


@dataclass
class Browser:
    """A browser of a colleague."""

    client: Client
    stage: dance.Stage

    def leave(self, then: str = WANTED) -> str:
        """Press the button of the sign-in page; answers where the browser is sent."""
        page = self.client.get(f"/beheer/login/?{urlencode({'next': then})}").content.decode()
        button = re.search(rf'href="({DOOR}[^"]*)"', page)
        assert button, page
        return str(self.client.get(button[1].replace("&amp;", "&")).headers["Location"])

    def choose(self, there: str, who: str, *, second_factor: bool = True, outcome: str = "sign_in") -> str:
        """Choose on the page of the provider; answers the path with which the browser comes back."""
        asked = urlsplit(there)
        form = {"asked": asked.query, "who": f"colleague-{who}", "level": "midden", "outcome": outcome}
        form |= {"second_factor": "1"} if second_factor else {}
        page = f"{asked.scheme}://{asked.netloc}{asked.path}"
        status, text, told = dance.fetch("POST", page, urlencode(form).encode())
        assert status in {302, 303}, text
        back = urlsplit(told["location"])
        return f"{back.path}?{back.query}"

    def sign_in(self, who: str, *, then: str = WANTED, **choice: Any) -> str:
        """Sign in from beginning to end; answers where that leads."""
        response = self.client.get(self.choose(self.leave(then), who, **choice))
        return str(response.headers["Location"])

    def is_in(self) -> bool:
        """Tell whether the administration opens."""
        return bool(self.client.get("/beheer/").status_code == 200)
