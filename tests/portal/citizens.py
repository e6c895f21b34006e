"""Make people of every kind at a municipality, and clients that have signed in as them by the real operations.

    client = citizens.client_for(client_of, zonnedam, citizens.citizen())
    client = citizens.client_for(client_of, zonnedam, citizens.employee(), branch="")

What an identity provider would have said is made by hand (`citizen`, `employee`, `representative` and so on answer an
`Asserted`); everything from there on is what happens in earnest.
"""

import datetime
import hashlib
from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from integrations.identities import (
    Asserted,
    Basis,
    Level,
    LogoutHandle,
    Profile,
    Representation,
    Subject,
    SubjectKind,
)
from integrations.sandbox.world.people import companies, people
from portal.accounts.models import ContactData, Door, DoorKind, Protocol, SignIn, User
from portal.accounts.operations import acting, signing_in
from tenants.entry import enter
from tenants.sessions import SessionStore
from tenants.types import TenantRef

FATIMA, OTHER, REPRESENTED = (person.bsn for person in people()[:3])
BAKERY: Final = companies()[0]
EMAIL: Final = "fatima@example.org"
PASSWORD: Final = "een lange zin als wachtwoord"
ISSUER: Final = "https://inlogdienst.example"
BROWSER: Final = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"
KINDS: Final = {
    SubjectKind.BSN: DoorKind.DIGID,
    SubjectKind.KVK: DoorKind.EHERKENNING,
    SubjectKind.RSIN: DoorKind.EHERKENNING,
}


def citizen(bsn: str = FATIMA, **more: Any) -> Asserted:
    """Assert somebody with a BSN, by DigiD."""
    return _asserted(Subject(SubjectKind.BSN, bsn), **more)


def employee(
    who: str = "medewerker-1", *, kvk: str = BAKERY.kvk, rsin: str = "", branch: str = "", **more: Any
) -> Asserted:
    """Assert somebody who works for a company, by eHerkenning.

    :param rsin: of the company, instead of its number in the Handelsregister.
    :param branch: the only branch that they may act for.
    """
    company = Subject(SubjectKind.RSIN, rsin) if rsin else Subject(SubjectKind.KVK, kvk)
    told = Representation(company, Basis.EMPLOYMENT, branch=branch, name=BAKERY.name)
    return _asserted(Subject(SubjectKind.PSEUDONYM, who, ISSUER), told, **more)


def foreigner(who: str = "NL/DE/een-europeaan", **more: Any) -> Asserted:
    """Assert somebody with a European means, whom no Dutch register knows."""
    return _asserted(Subject(SubjectKind.PSEUDONYM, who, "https://eidas.example"), **more)


def representative(
    basis: Basis = Basis.AUTHORISATION,
    *,
    bsn: str = FATIMA,
    of: str = REPRESENTED,
    services: tuple[str, ...] = (),
    ends_at: datetime.datetime | None = None,
    **more: Any,
) -> Asserted:
    """Assert somebody who may act for somebody else: DigiD Machtigen, curatele, bewind."""
    told = Representation(
        Subject(SubjectKind.BSN, of), basis, services=services, ends_at=ends_at, name="Mies van Dam"
    )
    return _asserted(Subject(SubjectKind.BSN, bsn), told, **more)


def intermediary(who: str = "tussenpersoon-1", *, of: str = REPRESENTED, **more: Any) -> Asserted:
    """Assert somebody of a company that was authorised by whom it is for."""
    told = Representation(
        Subject(SubjectKind.KVK, of) if len(of) == len(BAKERY.kvk) else Subject(SubjectKind.BSN, of),
        Basis.CHAIN,
        through=(Subject(SubjectKind.KVK, companies()[1].kvk),),
    )
    return _asserted(Subject(SubjectKind.PSEUDONYM, who, ISSUER), told, **more)


def door(kind: DoorKind = DoorKind.DIGID, *, level: Level = Level.MIDDEN, **options: Any) -> Door:
    """Make the door of a kind at the entered municipality, or answer the one that is there."""
    protocol = Protocol.NONE if kind is DoorKind.PASSWORD else Protocol.SAML
    made, _is_new = Door.objects.get_or_create(
        slug=kind.value,
        defaults={
            "kind": kind,
            "protocol": protocol,
            "is_on": True,
            "minimum_level": level,
            "options": options,
        },
    )
    return made


def request_of(client: Client, tenant: TenantRef, path: str = "/") -> HttpRequest:
    """Make the request that a client would send, with its session and whoever is signed in there."""
    request = RequestFactory().get(path, headers={"host": tenant.primary_host, "user-agent": BROWSER})
    cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
    request.session = SessionStore(cookie.value if cookie else None)
    request.user = get_user(request)
    return request


def keep_session(client: Client, request: HttpRequest) -> None:
    """Let a client go on with the session of a request, as the answer's cookie would."""
    request.session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = str(request.session.session_key)


def sign_in(client: Client, tenant: TenantRef, asserted: Asserted, *, at: Door | None = None) -> SignIn:
    """Sign a client in as whom was asserted, by the door that is for them or another one."""
    with enter(tenant):
        request = request_of(client, tenant)
        row = signing_in.sign_in(request, asserted, door=at or door(kind_of(asserted)))
        keep_session(client, request)
    return row


def choose_branch(client: Client, tenant: TenantRef, branch: str) -> None:
    """Let who signed in for a company choose a branch of it, or all of it (empty)."""
    with enter(tenant):
        request = request_of(client, tenant)
        acting.choose_branch(request, branch)
        keep_session(client, request)


def verify_email(user: User, email: str = EMAIL) -> None:
    """Give somebody of the entered municipality an address that they have confirmed."""
    ContactData.objects.update_or_create(
        user=user, defaults={"email": email, "verified_email": email, "verified_at": timezone.now()}
    )


def fill_in(user: User, email: str = EMAIL) -> None:
    """Let nothing be missing of somebody of the entered municipality: who lacks a name or address is asked for it."""
    verify_email(user, email)
    User.objects.filter(pk=user.pk).update(first_name="Iemand", last_name="Bekend")


def client_for(
    client_of: Callable[..., Client],
    tenant: TenantRef,
    asserted: Asserted | None = None,
    *,
    email: str = EMAIL,
    branch: str | None = None,
) -> Client:
    """Make a client that has signed in as whom was asserted: Fatima, where nobody is named.

    :param email: their confirmed address; empty for who has none.
    :param branch: the branch that they have chosen, empty for all of it; None for who has not chosen.
    """
    client = client_of(tenant)
    row = sign_in(client, tenant, asserted or citizen())
    if email:
        with enter(tenant):
            verify_email(row.user, email)
    if branch is not None:
        choose_branch(client, tenant, branch)
    return client


def with_account(client_of: Callable[..., Client], tenant: TenantRef, email: str = EMAIL) -> Client:
    """Make a client that has signed in with an e-mail address and a password of this website."""
    client = client_of(tenant)
    with enter(tenant):
        user = User.objects.create(email=email, first_name="Loes", last_name="Lokaal")
        user.set_password(PASSWORD)
        user.save()
        verify_email(user, email)
        request = request_of(client, tenant)
        signing_in.begin(request, user, door=door(DoorKind.PASSWORD, level=Level.BASIS).slug)
        keep_session(client, request)
    return client


def kind_of(asserted: Asserted) -> DoorKind:
    """Tell by which kind of door somebody would come in."""
    told = asserted.representation
    if asserted.acting.kind is SubjectKind.BSN:
        return DoorKind.DIGID
    return KINDS.get(told.represented.kind, DoorKind.DIGID) if told else DoorKind.EIDAS


def name_of(subject: Subject) -> str:
    """Answer what the identity provider calls somebody."""
    return f"naam-{hashlib.sha256(subject.value.encode()).hexdigest()[:12]}"


def answered(client: Client, path: str, **more: Any) -> HttpResponse:
    """Ask for a page as the browser of `BROWSER` would."""
    return client.get(path, headers={"user-agent": BROWSER}, **more)  # type: ignore[return-value]


def _asserted(acting: Subject, told: Representation | None = None, **more: Any) -> Asserted:
    known: dict[str, Any] = {
        "issuer": ISSUER,
        "level": Level.SUBSTANTIEEL,
        "authenticated_at": timezone.now(),
        "profile": Profile(),
        "logout": LogoutHandle(name_id=name_of(acting)),
    }
    return Asserted(acting=acting, representation=told, **(known | more))
