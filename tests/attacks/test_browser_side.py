"""What a browser can be talked into: forms of others, links to elsewhere, letters, pages that stay behind."""

import re
from binascii import unhexlify
from collections.abc import Callable, Iterable
from email import message_from_bytes
from email.policy import default as modern
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import Client, override_settings
from django_otp.oath import totp

from portal.accounts import operations as accounts
from portal.accounts.forms.staff import InviteForm
from portal.accounts.models import User
from portal.accounts.roles import EDITOR
from portal.core.mail import operations as letters
from portal.core.mail import smtp
from tenants.audit import SYSTEM
from tenants.entry import enter
from tenants.types import TenantRef
from tests.attacks import crawling
from tests.attacks.addresses import Address
from tests.attacks.crawling import Crawl
from tests.portal import staff
from tests.portal.letters import opened
from tests.provisioning.console import people

ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "https:///evil.example/",
    "https:evil.example",
    "http:\\\\evil.example/",
    "/\t/evil.example/",
    "\t//evil.example/",
    "javascript:alert(1)",
    "data:text/html,evil.example",
    "http://zonnedam.localhost@evil.example/",
    "//zonnedam.localhost.evil.example/",
    "/\u2215evil.example/\r\nLocation: https://evil.example/",
    "\u2044\u2044evil.example/",
    "http://waterrijk.localhost/beheer/",
    "//waterrijk.localhost/",
    "http://console.localhost/",
)
FOREIGN_FORMS: tuple[dict[str, str], ...] = (
    {},
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"origin": "http://waterrijk.localhost"},
    {"hx-request": "true"},
    {"x-requested-with": "XMLHttpRequest"},
    {"x-csrftoken": "a" * 64},
    {"x-http-method-override": "GET"},
)
EACH = 8
"""All are tried without a token; headers and origins that might talk a server out of it, at one in so many."""
OPEN = {"api:page", "api:openapi", "api:nothing"}
"""What the API tells anybody."""
OWN_AT_FIRST_SIGHT = {"cms_usersettings", "cms_placeholder", "otp_static_staticdevice"}
"""What libraries make once, empty, for whoever signed in: preferences with a clipboard, a list of recovery codes."""


def leads_elsewhere(answer: Any, host: str) -> bool:
    """Follow a link as browsers do: a backslash is a slash to them, and white space is nothing."""
    where = re.sub(r"\s", "", answer.headers.get("Location", "")).replace("\\", "/")
    led = urlsplit(urljoin(f"http://{host}/a/", re.sub("^/{3,}", "//", where)))
    return bool(where) and (led.hostname, led.scheme) not in {(host, "http"), (host, "https")}


@pytest.mark.attack("W09")
@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_signing_in_leads_to_the_same_host(
    planted: TenantRef, client_of: Callable[..., Client], wanted: str
) -> None:
    with enter(planted):
        staff.member(EDITOR)
    client, address = client_of(planted), "/beheer/login/"
    steps = (
        {"current_step": "auth", "auth-username": "noor@zonnedam.example", "auth-password": staff.PASSWORD},
        {"current_step": "token", "token-otp_token": f"{totp(unhexlify(staff.KEY)):06d}"},
    )

    for step in steps:
        values = {f"admin_login_view-{k}" if k == "current_step" else k: v for k, v in step.items()}
        answer = client.post(address, {**values, "next": wanted}, query_params={"next": wanted})

    assert answer.status_code == 302
    assert not leads_elsewhere(answer, planted.host), answer["Location"]
    for again in (client.get(address, {"next": wanted}), client.post("/beheer/logout/", {"next": wanted})):
        assert not leads_elsewhere(again, planted.host)


@pytest.mark.attack("W09")
@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_signing_in_at_the_console_leads_to_the_console(console: object, wanted: str) -> None:
    client, operator = people.browser(), people.make()
    client.post("/aanmelden/", {"email": operator.email, "password": people.PASSWORD, "next": wanted})

    answer = client.post("/aanmelden/code/", {"code": people.code()})

    assert answer.status_code == 302
    assert not leads_elsewhere(answer, people.HOST), answer["Location"]


@pytest.mark.parametrize(
    "where", [*ELSEWHERE[:9], "http://zonnedam.localhost.evil.example/", "https:evil.example"]
)
def test_what_leads_elsewhere_is_seen(where: str) -> None:
    """The negative control."""
    assert leads_elsewhere(HttpResponse(headers={"Location": where}), "zonnedam.localhost")
    assert not leads_elsewhere(HttpResponse(headers={"Location": "/beheer/?next=//x/"}), "zonnedam.localhost")


@pytest.mark.attack("W09")
@pytest.mark.parametrize(
    "path", ["//evil.example/x", "///evil.example", "/%2f%2fevil.example", "/\\evil.example/x"]
)
def test_a_path_that_looks_like_a_host_stays_here(visitor: Client, planted: TenantRef, path: str) -> None:
    answer = visitor.get(path)

    assert not leads_elsewhere(answer, planted.host)


NO_TOKEN = {
    "webhooks:receive",  # of a case system, which has a secret address and a password
    "mailtopics:leave",  # of a mail program: the address itself is the secret, and it only stops mails
    "console:organisation_ended",  # of the operators' provider, which signs what it sends
    "door:provider_out",  # of a provider, which signs what it sends
    "local:sign_in",  # who is in already is sent to the start page (P-027)
    "local:register",
}


def refused(request: object, reason: str = "") -> HttpResponse:
    """Refuse a form in a word: the page that says so takes longer than all that is asked here."""
    return HttpResponse(status=403)


def unrefused(client: Client, found: Iterable[Address], **options: Any) -> list[str]:
    """List what does not refuse a form of somebody else's."""
    with override_settings(CSRF_FAILURE_VIEW=f"{__name__}.refused"):
        answers = [(each, client.post(each.path, **options)) for each in found]
    return [f"{each.name}: {answer.status_code}" for each, answer in answers if answer.status_code != 403]


@pytest.mark.attack("W14")
@pytest.mark.parametrize("headers", FOREIGN_FORMS)
def test_every_form_of_a_municipality_wants_a_token_of_its_own(
    planted: TenantRef, administrator: Client, portal_addresses: list[Address], headers: dict[str, str]
) -> None:
    administrator.handler.enforce_csrf_checks = True
    forms = [
        each for each in portal_addresses if not each.path.startswith("/thema/") and each.name not in NO_TOKEN
    ]
    some = (
        forms[FOREIGN_FORMS.index(headers) :: EACH] if headers else forms
    )  # most addresses meet one of them

    assert unrefused(administrator, some, headers=headers) == []
    json = {"data": {"name": "x"}, "content_type": "application/json"}
    assert unrefused(administrator, some[:20], headers=headers, **json) == []


@pytest.mark.attack("W14")
@pytest.mark.parametrize("headers", FOREIGN_FORMS)
def test_every_form_of_the_console_wants_a_token_of_its_own(
    operator: Client, console: list[Address], headers: dict[str, str]
) -> None:
    operator.handler.enforce_csrf_checks = True
    pages = [each for each in console if not each.name.startswith("api:") and each.name not in NO_TOKEN]
    some = (
        pages[FOREIGN_FORMS.index(headers) :: EACH] if headers else pages
    )  # most addresses meet one of them

    assert len(some) >= 10
    assert unrefused(operator, some, headers=headers) == []


@pytest.mark.attack("W14", "O09")
def test_who_is_signed_in_at_the_console_is_nobody_to_the_api(
    operator: Client, console: list[Address]
) -> None:
    """There is no token in its forms: it takes keys, and a browser sends none by itself."""
    paths = [each.path for each in console if each.name.startswith("api:") and each.name not in OPEN]

    assert len(paths) > 30
    assert {operator.post(path).status_code for path in paths} <= {401, 404, 405}


@pytest.mark.attack("W14")
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://waterrijk.localhost"])
def test_a_right_token_is_worth_nothing_from_elsewhere(
    administrator: Client, portal_addresses: list[Address], origin: str
) -> None:
    administrator.handler.enforce_csrf_checks = True
    token = re.search(
        r'name="csrfmiddlewaretoken" value="(\w+)"', administrator.get("/beheer/").content.decode()
    )
    assert token
    form = {"data": {"csrfmiddlewaretoken": token.group(1)}}
    forms = [each for each in portal_addresses if each.path.startswith("/beheer/")]
    some = forms[:: EACH // 2] if origin == "http://waterrijk.localhost" else forms[::EACH]

    assert unrefused(administrator, some, headers={"origin": origin}, **form) == []
    assert unrefused(administrator, [Address("home", "/beheer/")], **form) != [], "the negative control"


@pytest.mark.attack("W14")
def test_looking_changes_nothing(seen_by_administrator: Crawl) -> None:
    seen = {name.partition(".")[2] for name in seen_by_administrator.changed}

    assert len(seen_by_administrator.answers) > 200
    assert seen <= OWN_AT_FIRST_SIGHT


@pytest.mark.attack("W14")
def test_looking_without_signing_in_changes_nothing(seen_by_visitor: Crawl) -> None:
    assert seen_by_visitor.changed == set()


@pytest.mark.long
@pytest.mark.attack("W14")
def test_looking_again_changes_nothing_at_all(
    planted: TenantRef, administrator: Client, portal_addresses: list[Address]
) -> None:
    for each in portal_addresses:
        administrator.get(each.path)
    before = crawling.rows(planted.schema_name, "public")

    for number, each in enumerate(portal_addresses):
        (administrator.head if number % 2 else administrator.get)(each.path)

    assert crawling.changed(before, crawling.rows(planted.schema_name, "public")) == []


@pytest.mark.attack("W14")
def test_looking_at_the_console_changes_nothing(seen_by_operator: Crawl) -> None:
    assert len(seen_by_operator.answers) > 100
    assert seen_by_operator.changed == set()


@pytest.mark.attack("W14")
def test_a_change_would_be_seen(planted: TenantRef) -> None:
    """The negative control."""
    before = crawling.rows(planted.schema_name)
    with enter(planted):
        staff.member(EDITOR, "nieuw@zonnedam.example")

    changed = crawling.changed(before, crawling.rows(planted.schema_name))
    assert f"{planted.schema_name}.accounts_user" in changed


@pytest.mark.attack("O20")
def test_signing_out_makes_the_browser_forget(
    planted: TenantRef, administrator: Client, visitor: Client
) -> None:
    session = administrator.cookies["session"].value

    answer = administrator.post("/beheer/logout/")

    assert (answer.status_code, answer["Location"]) == (302, "/beheer/login/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert "no-store" in answer["Cache-Control"]
    assert answer.cookies["session"]["max-age"] == 0
    visitor.cookies["session"] = session
    assert visitor.get("/beheer/").status_code == 302


@pytest.mark.attack("O20")
def test_signing_out_of_the_console_does_so_too(operator: Client) -> None:
    answer = operator.post("/afmelden/")

    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.attack("O20", "W14")
def test_a_link_signs_nobody_out(administrator: Client) -> None:
    assert administrator.get("/beheer/logout/").status_code == 405
    assert administrator.get("/beheer/").status_code == 200


@pytest.mark.attack("O18")
@pytest.mark.parametrize("path", ["/robots.txt", "/sitemap.xml", "/.well-known/security.txt", "/favicon.ico"])
def test_what_machines_read_is_of_this_municipality(
    visitor: Client, waterrijk: TenantRef, client_of: Callable[..., Client], path: str
) -> None:
    ours, theirs = visitor.get(path), client_of(waterrijk).get(path)

    assert "waterrijk" not in f"{ours.content.decode()}{ours.headers}".lower()
    assert "zonnedam" not in f"{theirs.content.decode()}{theirs.headers}".lower()


@pytest.mark.attack("O18")
@pytest.mark.parametrize("path", ["/manifest.json", "/manifest.webmanifest", "/sw.js", "/service-worker.js"])
def test_nothing_of_a_municipality_stays_behind_in_a_browser(visitor: Client, path: str) -> None:
    assert visitor.get(path, follow=True).status_code == 404


@pytest.mark.covers("P-254")
def test_who_finds_a_weakness_reads_where_to_report_it(visitor: Client, planted: TenantRef) -> None:
    answer = visitor.get("/.well-known/security.txt")
    told = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert set(told) == {"Contact", "Expires", "Canonical", "Preferred-Languages"}
    assert told["Canonical"].split("//")[1].partition(":")[0].partition("/")[0] == planted.host
    assert told["Preferred-Languages"] == "nl, en"


@pytest.mark.attack("W11")
@pytest.mark.parametrize("break_", ["\r\n", "\n", "\r", "\u2028", "\u0085", "%0d%0a", "\r\n\r\n"])
def test_a_name_cannot_add_headers_to_a_letter(planted: TenantRef, break_: str) -> None:
    evil = f"Noor{break_}Bcc: evil@evil.example{break_}<b>x</b>"
    with enter(planted):
        user = accounts.invite(email="samir@zonnedam.example", role=EDITOR, by=SYSTEM, first_name=evil[:140])
        letter = user_letter(user)
        smtp.hand_over(letter)

    sent = message_from_bytes(mail.outbox[0].message().as_bytes(), policy=modern)
    assert sent["Bcc"] is None
    assert sent.get_all("To") == ["samir@zonnedam.example"]
    assert "<b>" not in sent.get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert {part.get_content_charset() for part in sent.walk() if not part.is_multipart()} == {"utf-8"}


def user_letter(user: User) -> Any:
    letter = letters.OutboxMessage.objects.get(to=user.email)
    letter.text, letter.html = opened(letter).text, opened(letter).html
    return letter


@pytest.mark.attack("W11", "W22")
@pytest.mark.parametrize(
    "address",
    [
        "noor@zonnedam.example\r\nBcc: evil@evil.example",
        "noor@zonnedam.example,evil@evil.example",
        "nооr@zonnedam.example",
        "noor@zonnеdam.example",
        "ıngrid@zonnedam.example",
        "ſamir@zonnedam.example",
        "noor\u200b@zonnedam.example",
        "ｎoor@zonnedam.example",
        "noor@zonnedam\u3002example",
        "noor@zönnedam.example",
    ],
)  # fmt: skip
def test_an_address_that_looks_like_anothers_is_refused(planted: TenantRef, address: str) -> None:
    with enter(planted):
        form = InviteForm({"email": address, "first_name": "N", "last_name": "N", "role": EDITOR.id})
        assert "email" in form.errors
        with pytest.raises(ValidationError):
            accounts.invite(email=address, role=EDITOR, by=SYSTEM)
        assert not User.objects.filter(first_name="N").exists()


@pytest.mark.attack("W22")
def test_a_letter_that_becomes_a_plain_one_is_the_same_address(planted: TenantRef) -> None:
    """The sign for kelvin becomes a k in lower case."""
    with enter(planted):
        first = accounts.invite(email="karin@zonnedam.example", role=EDITOR, by=SYSTEM)
        assert accounts.invite(email="\u212aarin@zonnedam.example", role=EDITOR, by=SYSTEM) == first
        assert not InviteForm({"email": "\u212aarin@zonnedam.example", "role": EDITOR.id}).is_valid()
