"""The whole dance with the stand-ins of the sandbox, as a browser and a portal have it, in all three flavours."""

import http.client
import json
import re
import secrets
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import cache
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from integrations.connections import operations as connections
from integrations.connections import queries
from integrations.connections.doctor import walking
from integrations.connections.inbox.models import Command
from integrations.connections.types import Finding, System, row_of
from integrations.identities import (
    Asserted,
    Basis,
    Level,
    RefusalReason,
    SignInRefusedError,
    SubjectKind,
)
from integrations.oidc import claims, operations
from integrations.oidc.types import Claims, Purpose, Service
from integrations.sandbox.world.people import companies, people
from tenants.entry import enter
from tenants.types import TenantRef
from tests.integrations.conftest import Sandbox
from tests.integrations.connections.conftest import OPERATOR
from tests.integrations.saved import of_a_larger_change

pytestmark = pytest.mark.covers("I-206", "M-14")
FLAVOURS = {
    "openid-signicat": claims.SIGNICAT,
    "openid-keycloak": claims.KEYCLOAK,
    "openid-entra": claims.ENTRA,
}
BROKERS = ("openid-signicat", "openid-keycloak")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
BACK = "http://zonnedam.localhost:8000/inloggen/terug/"
FATIMA, BAKERY = people()[0], companies()[0]


@dataclass
class Browser:
    """Somebody at the provider of a municipality that no other test uses."""

    sandbox: Sandbox
    tenant: TenantRef
    flavour: str
    there: str
    key: uuid.UUID
    journey: dict[str, str] = field(
        default_factory=lambda: {name: secrets.token_urlsafe(40) for name in ("state", "nonce", "verifier")}
    )

    def service(self, purpose: Purpose, **changes: Any) -> Service:
        """Make what a door asks."""
        told: Claims = FLAVOURS[self.flavour]
        return replace(
            Service(purpose, BACK, told, post_logout_redirect_uri="http://zonnedam.localhost/uit/"), **changes
        )

    def open(self, url: str, form: dict[str, str] | None = None, origin: str = "") -> tuple[int, str, str]:
        """Ask for a page, or send a form; answer the status, where it leads, and the page."""
        parts = urlsplit(url)
        connection = http.client.HTTPConnection(parts.netloc, timeout=10)
        headers = {**(FORM if form is not None else {}), **({"Origin": origin} if origin else {})}
        with closing(connection):
            body = urlencode(form) if form is not None else None
            connection.request(
                "POST" if body is not None else "GET", f"{parts.path}?{parts.query}", body, headers
            )
            answer = connection.getresponse()
            self.policy = answer.headers.get("Content-Security-Policy", "")
            return answer.status, answer.headers.get("Location", ""), answer.read().decode()

    def choose(self, service: Service, who: str, **choices: str) -> dict[str, str]:
        """Go to the provider, choose, and answer with what one comes back."""
        url = operations.begin(self.key, service, **self.journey).url
        status, _, page = self.open(url)
        assert status == 200, page
        asked = unescape(re.search(r'name="asked" value="([^"]*)"', page)[1])  # type: ignore[index]
        assert f'value="{who}"' in page
        form = {"asked": asked, "who": who, "level": "hoog", "outcome": "sign_in", **choices}
        status, location, page = self.open(url.partition("?")[0], form)
        assert (status, location.startswith(f"{BACK}?")) == (303, True), page
        return dict(parse_qsl(urlsplit(location).query))

    def sign_in(self, service: Service, who: str, **choices: str) -> Asserted:
        """Sign in."""
        return operations.complete(
            self.key, service, parameters=self.choose(service, who, **choices), **self.journey
        )

    def fault(self, endpoint: str, **fault: Any) -> None:
        """Let something go wrong with the provider."""
        self.sandbox.fault(f"{self.flavour}/{endpoint}", self.there, **fault)


@cache
def _there(sandbox: str, flavour: str) -> str:
    """Name a municipality of the sandbox that all tests of a flavour share: to make keys for each takes long."""
    return f"s{uuid.uuid4().hex[:10]}"


@pytest.fixture
def browser(
    request: pytest.FixtureRequest, sandbox: Sandbox, zonnedam: TenantRef, unqueued: None
) -> Iterator[Browser]:
    """A browser at the provider of a flavour, inside Zonnedam."""
    flavour, slug = request.param, f"t{uuid.uuid4().hex[:12]}"
    there = _there(sandbox.url, flavour)
    told = sandbox.access(there)
    command = connections.request_change(
        tenant=zonnedam.uuid,
        system=System.OPENID,
        by=OPERATOR,
        slug=slug,
        address=told["addresses"][flavour],
        client_id=told["client_id"],
        secret=told["secret"],
    )
    with of_a_larger_change(zonnedam):
        connections.carry_out(command=command)
    done = Command.objects.get(pk=command)
    assert (done.error, done.result.get("finding", "works")) == ("", "works")
    with enter(zonnedam):
        yield Browser(sandbox, zonnedam, flavour, there, row_of(zonnedam.uuid, System.OPENID, slug))


every = pytest.mark.parametrize("browser", FLAVOURS, indirect=True)
brokers = pytest.mark.parametrize("browser", BROKERS, indirect=True)


@every
def test_a_colleague_signs_in_with_groups_and_a_second_factor(browser: Browser) -> None:
    service = browser.service(Purpose.COLLEAGUE)

    told = browser.sign_in(service, "colleague-jdv", second_factor="on")
    without = browser.sign_in(service, "colleague-jdv")

    assert told.acting.kind is SubjectKind.PSEUDONYM
    assert told.acting == without.acting
    assert told.profile.email == "jdv@gemeente.example"
    assert not without.has_second_factor
    if browser.flavour != "openid-signicat":
        assert told.profile.groups == ("redactie", "functioneel-beheer")
        assert (told.has_second_factor, told.profile.has_verified_email) == (True, True)


@brokers
def test_a_person_signs_in_with_the_level_that_was_shown(browser: Browser) -> None:
    service = browser.service(Purpose.PERSON, minimum=Level.SUBSTANTIEEL)

    told = browser.sign_in(service, f"person-{FATIMA.bsn}", level="substantieel")

    assert (told.acting.kind, told.acting.value) == (SubjectKind.BSN, FATIMA.bsn)
    assert (told.level, told.profile.given_name) == (Level.SUBSTANTIEEL, "Fatima")
    with pytest.raises(SignInRefusedError) as refusal:
        browser.sign_in(service, f"person-{FATIMA.bsn}", level="midden")
    assert refusal.value.reason is RefusalReason.LEVEL


@brokers
def test_a_company_signs_in_whole_or_for_one_branch(browser: Browser) -> None:
    service = browser.service(Purpose.COMPANY, minimum=Level.MIDDEN)

    whole = browser.sign_in(service, f"company-{BAKERY.kvk}").representation
    branch = browser.sign_in(service, f"company-{BAKERY.kvk}-{BAKERY.branches[0].number}").representation

    assert whole is not None
    assert (whole.represented.value, whole.branch, whole.name) == (BAKERY.kvk, "", BAKERY.name)
    assert branch is not None
    assert branch.branch == BAKERY.branches[0].number


@pytest.mark.parametrize("browser", ["openid-signicat"], indirect=True)
def test_a_company_may_be_known_by_its_rsin(browser: Browser) -> None:
    told = browser.sign_in(browser.service(Purpose.COMPANY), f"rsin-{BAKERY.rsin}").representation

    assert told is not None
    assert (told.represented.kind, told.represented.value) == (SubjectKind.RSIN, BAKERY.rsin)


@brokers
@pytest.mark.parametrize(
    ("who", "purpose", "basis"),
    [
        ("mandate-machtiging", Purpose.PERSON, Basis.AUTHORISATION),
        ("mandate-curatele", Purpose.PERSON, Basis.CURATELE),
        ("mandate-bewind", Purpose.COMPANY, Basis.BEWIND),
        ("mandate-chain", Purpose.COMPANY, Basis.CHAIN),
    ],
)
def test_somebody_acts_for_another(browser: Browser, who: str, purpose: Purpose, basis: Basis) -> None:
    told = browser.sign_in(browser.service(purpose), who).representation

    assert told is not None
    assert (told.basis, told.services) == (basis, ("inzien-zaken",))
    assert told.ends_at is not None
    assert told.represented.value == (companies()[1].kvk if basis is Basis.CHAIN else FATIMA.bsn)


@brokers
def test_people_and_companies_of_other_countries_come_without_a_dutch_number(browser: Browser) -> None:
    service = browser.service(Purpose.EIDAS)

    person = browser.sign_in(service, "eidas-person", level="substantieel")
    company = browser.sign_in(service, "eidas-company")

    assert (person.acting.kind, person.level) == (SubjectKind.PSEUDONYM, Level.SUBSTANTIEEL)
    assert company.representation is not None
    assert company.representation.represented.kind is SubjectKind.PSEUDONYM


@every
@pytest.mark.fault("F21")
@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        ("cancel", RefusalReason.CANCELLED),
        ("refuse", RefusalReason.FAILED),
        ("login_required", RefusalReason.FAILED),
        ("server_error", RefusalReason.UNAVAILABLE),
        ("temporarily_unavailable", RefusalReason.UNAVAILABLE),
        ("unknown", RefusalReason.FAILED),
    ],
)
def test_what_goes_wrong_there_is_told_here(browser: Browser, outcome: str, reason: RefusalReason) -> None:
    with pytest.raises(SignInRefusedError) as refusal:
        browser.sign_in(browser.service(Purpose.COLLEAGUE), "colleague-jdv", outcome=outcome)

    assert refusal.value.reason is reason


@pytest.mark.parametrize("browser", ["openid-keycloak"], indirect=True)
@pytest.mark.fault("F21")
@pytest.mark.parametrize("endpoint", ["discovery", "keys", "token", "userinfo"])
@pytest.mark.parametrize(
    "fault",
    [
        {"status": 500},
        {"status": 401},
        {"reset": True},
        {"html": True},
        {"broken_json": True},
        {"cut": True},
        {"large": 2},
        {"missing": "issuer,keys,id_token,sub"},
    ],
    ids=lambda fault: next(iter(fault)),
)
def test_every_fault_of_the_panel_ends_in_a_refusal(
    browser: Browser, endpoint: str, fault: dict[str, Any]
) -> None:
    service = browser.service(Purpose.COLLEAGUE, uses_userinfo=True)
    if endpoint == "discovery":
        browser.fault(endpoint, **fault)
        with pytest.raises(SignInRefusedError) as refusal:
            operations.begin(browser.key, service, **browser.journey)
    else:
        parameters = browser.choose(service, "colleague-jdv")
        browser.fault(endpoint, **fault)
        with pytest.raises(SignInRefusedError) as refusal:
            operations.complete(browser.key, service, parameters=parameters, **browser.journey)

    expected = (
        RefusalReason.INVALID if "missing" in fault and endpoint == "userinfo" else RefusalReason.UNAVAILABLE
    )
    assert refusal.value.reason is expected
    browser.fault(endpoint)


@every
def test_a_code_is_good_once_and_for_who_asked_for_it(browser: Browser) -> None:
    service = browser.service(Purpose.COLLEAGUE)
    parameters = browser.choose(service, "colleague-mkl")
    other = {**browser.journey, "verifier": secrets.token_urlsafe(40)}

    with pytest.raises(SignInRefusedError):
        operations.complete(browser.key, service, parameters=parameters, **other)
    with pytest.raises(SignInRefusedError) as again:  # the attempt has used it up
        operations.complete(browser.key, service, parameters=parameters, **browser.journey)
    assert again.value.code == "grant"
    assert browser.sign_in(service, "colleague-mkl").acting.value


@every
def test_new_keys_of_a_provider_are_learned_at_once(browser: Browser) -> None:
    service = browser.service(Purpose.COLLEAGUE)
    browser.sign_in(service, "colleague-mkl")

    issuer = queries.access_to(browser.key).address
    assert browser.open(f"{issuer}/rotate", {})[0] == 200

    assert browser.sign_in(service, "colleague-mkl").acting.value


@every
def test_a_session_is_ended_from_here(browser: Browser) -> None:
    service = browser.service(Purpose.COLLEAGUE)
    handle = browser.sign_in(service, "colleague-snd").logout
    issuer = queries.access_to(browser.key).address
    assert "S. Noorderdijk" in browser.open(f"{issuer}/sessions")[2]

    departure = operations.logout(browser.key, service, handle, state="klaar")
    assert departure is not None
    left = browser.open(departure.url, dict(departure.fields), origin="http://zonnedam.localhost:8000")

    assert left[:2] == (303, "http://zonnedam.localhost/uit/?state=klaar")
    assert "S. Noorderdijk" not in browser.open(f"{issuer}/sessions")[2]


@every
def test_a_session_is_ended_from_there(browser: Browser, listen: Any) -> None:
    service, portal = browser.service(Purpose.COLLEAGUE), listen()
    handle = browser.sign_in(service, "colleague-snd").logout
    issuer = queries.access_to(browser.key).address

    sent = browser.open(
        f"{issuer}/sessions", {"session": handle.session_index, "address": f"{portal.url}/uit/"}
    )

    assert "<code>200</code>" in sent[2]
    form = dict(parse_qsl(portal.visits[0].partition(b"\r\n\r\n")[2].decode()))
    told = operations.logout_token(browser.key, service, form["logout_token"])
    assert (told.session, told.subject) == (handle.session_index, handle.name_id)


@every
def test_who_may_not_ask_is_sent_nowhere(browser: Browser) -> None:
    url = operations.begin(browser.key, browser.service(Purpose.COLLEAGUE), **browser.journey).url

    for right, wrong in (
        ("client_id=", "client_id=x"),
        ("code_challenge_method=S256", "code_challenge_method=plain"),
        ("response_type=code", "response_type=token"),
        ("redirect_uri=http", "redirect_uri=javascript"),
    ):
        status, location, page = browser.open(url.replace(right, wrong))
        assert (status, location) == (400, ""), wrong
        assert "Dit kan niet" in page


@every
def test_the_page_works_with_a_keyboard_and_without_scripts(browser: Browser) -> None:
    url = operations.begin(browser.key, browser.service(Purpose.COLLEAGUE), **browser.journey).url

    _, _, page = browser.open(url)

    assert "<script" not in page
    assert set(re.findall(r'<label for="(\w+)"', page)) == set(
        re.findall(r' id="(wie|niveau|afloop|tweede)"', page)
    )
    assert "form-action 'self' http://zonnedam.localhost:8000;" in browser.policy
    assert page.count("<optgroup") == 5


@every
@pytest.mark.covers("C-031")
def test_the_doctor_says_what_is_wrong(browser: Browser) -> None:
    access = queries.access_to(browser.key)

    def found(**changes: Any) -> Finding:
        return walking.walk(replace(access, **changes), tenant=browser.tenant).finding

    assert found() is Finding.WORKS
    assert found(secret="een-ander") is Finding.SECRET_WRONG
    assert found(address=f"{access.address}/realms") is Finding.PATH_WRONG
    browser.fault("discovery", html=True)
    assert found() is Finding.WEB_PAGE
    browser.fault("discovery")
    browser.fault("keys", missing="keys")
    assert found() is Finding.NOT_A_CASE_SYSTEM
    browser.fault("keys")


@every
def test_discovery_says_where_everything_is(browser: Browser) -> None:
    issuer = queries.access_to(browser.key).address

    told = json.loads(browser.open(f"{issuer}/.well-known/openid-configuration")[2])

    assert told["issuer"] == issuer
    assert told["code_challenge_methods_supported"] == ["S256"]
