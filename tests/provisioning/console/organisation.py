"""A browser of an operator that goes to the sign-in of the organisation, as the stand-in plays Keycloak, and back."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.test import Client, override_settings

from integrations.http import pools
from integrations.oidc import memory
from integrations.sandbox import municipality
from integrations.sandbox.world.people import employees
from provisioning.console.models import Operator, OrganisationIdentity
from provisioning.console.operations import colleagues
from provisioning.console.types import Role
from tenants.audit import SYSTEM
from tenants.models import OperatorRecord
from tests.contracts.asking import SETTINGS
from tests.integrations.digid_eherkenning import dance
from tests.provisioning.console import people

WITH_BOTH, ONE_GROUP, WITH_NONE = (one.identification for one in employees())
"""By the groups that the stand-in puts them in."""
ROLES: Final = ["functioneel-beheer=owner", "redactie=operator"]
AWAY: Final = "/aanmelden/organisatie/"
CLIENT: Final = municipality.of("demo", SETTINGS)


def mail_of(who: str) -> str:
    """Answer the address that the stand-in asserts."""
    return f"{who}@gemeente.example"


@contextmanager
def trusted(stage: dance.Stage, **changes: Any) -> Iterator[None]:
    """Trust the stand-in as the demo does."""
    memory.forget()
    pools.POOL.clear()
    values = {
        "SANDBOX_URL": stage.url,
        "INSECURE_COOKIES": True,
        "OPERATORS_OPENID_ISSUER": f"{stage.url}/openid-keycloak",
        "OPERATORS_OPENID_CLIENT_ID": CLIENT.client_id,
        "OPERATORS_OPENID_SECRET": CLIENT.secret,
        "OPERATORS_OPENID_NAMES": "keycloak",
        "OPERATORS_OPENID_ROLES": ROLES,
    }
    with override_settings(**{**values, **changes}):
        yield
    memory.forget()


def subject_of(who: str) -> str:
    """Answer what the stand-in calls somebody."""
    return f"openid-keycloak|{who}"


def linked(stage: dance.Stage, who: str, role: Role = Role.OPERATOR, **changes: Any) -> Operator:
    """Make an operator who signs in by the organisation."""
    operator = people.make(role, **changes)
    operator.set_unusable_password()
    operator.save()
    OrganisationIdentity.objects.create(
        operator=operator, issuer=f"{stage.url}/openid-keycloak", subject=subject_of(who)
    )
    return operator


def invited(owner: Operator, email: str = "nieuw@dimpact.example") -> str:
    """Invite somebody; answers the secret of the link."""
    caught: list[str] = []
    real = colleagues.mailing.seal
    colleagues.mailing.seal = lambda _made, link: caught.append(link)  # type: ignore[assignment]
    try:
        colleagues.invite(email=email, name="Nieuw", role=Role.VIEWER, owner=owner, by=SYSTEM)
    finally:
        colleagues.mailing.seal = real
    return caught[0].rstrip("/").rpartition("/")[2]


@dataclass
class Browser:
    """A browser of somebody."""

    client: Client
    stage: dance.Stage

    def leave(self, path: str = AWAY) -> str:
        """Press the button; answers where the browser is sent."""
        response = self.client.get(path)
        assert response.status_code == 302, response.content.decode()
        return str(response.headers["Location"])

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

    def on(self, path: str) -> Any:
        """Come back, and follow what the page leads to; answers the last response."""
        response = self.client.get(path)
        found = re.fullmatch(r"0; url=(.+)", response.headers.get("Refresh", ""))
        return self.client.get(found[1]) if found else response

    def sign_in(self, who: str, *, path: str = AWAY, **choice: Any) -> Any:
        """Sign in from beginning to end."""
        return self.on(self.choose(self.leave(path), who, **choice))

    def is_in(self) -> bool:
        """Tell whether the console opens."""
        return bool(self.client.get("/").status_code == 200)


def asked_for(url: str) -> dict[str, str]:
    """Answer what an address asks for."""
    return {name: values[-1] for name, values in parse_qs(urlsplit(url).query).items()}


@pytest.fixture(scope="module")
def _staged() -> Iterator[dance.Stage]:
    with dance.staged() as stage:
        yield stage


@pytest.fixture
def stage(console: None, _staged: dance.Stage) -> Iterator[dance.Stage]:
    """Play the provider, and have the console trust it."""
    with trusted(_staged):
        yield _staged
    _staged.rest()


@pytest.fixture
def browser(stage: dance.Stage) -> Browser:
    """A browser with nobody signed in."""
    return Browser(people.browser(), stage)


@pytest.fixture
def bram(stage: dance.Stage) -> Operator:
    """An operator who signs in by the organisation."""
    return linked(stage, ONE_GROUP)


def acts() -> list[str]:
    """List what operators did, oldest first."""
    return list(OperatorRecord.objects.order_by("pk").values_list("action", flat=True))


def last_refusal() -> dict[str, Any]:
    """Answer what is written down of who was refused last."""
    found = OperatorRecord.objects.filter(action="operator.sign_in_failed").latest("pk")
    return dict(found.details)
