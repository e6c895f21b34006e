"""A trial goes live when every check is green; before that the page says which is not (requirement C-024)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from provisioning.lifecycle.models import Operation
from tenants import registers
from tenants.models import Tenant
from tenants.registers import GoLiveCheck, Register
from tests.provisioning.console import municipalities

pytestmark = pytest.mark.covers("C-024")


@pytest.fixture
def tenant(console: None) -> Tenant:
    return municipalities.make("Amsterdam", state="trial")


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Have these checks and no others."""

    def use(**outcomes: bool) -> None:
        register: Register[GoLiveCheck] = Register("go-live check")
        for key, is_green in outcomes.items():
            register.add(
                GoLiveCheck("core", key, f"Punt {key}", f"Doe iets aan {key}.", lambda facts, it=is_green: it)
            )
        monkeypatch.setattr(registers, "go_live", register)

    return use


def test_every_check_stands_there_with_remedy_and_link(
    console_client: Client, tenant: Tenant, checks: Callable[..., None], text_of: Callable[[Any], str]
) -> None:
    checks(theme_contrast=True, primary_domain=False, mail_sender=False)

    page = text_of(console_client.get(f"/gemeenten/{tenant.uuid}/live/"))

    assert "Nog 2 punten te doen" in page
    assert "Doe iets aan primary_domain." in page
    assert f'href="/gemeenten/{tenant.uuid}/webadressen/"' in page
    assert "amsterdam.localhost" in page
    assert "Doe iets aan theme_contrast." not in page
    assert "disabled" in page
    assert page.index("Punt primary_domain") < page.index("Punt theme_contrast")


def test_while_a_check_is_red_it_is_refused_and_says_which(
    console_client: Client, tenant: Tenant, checks: Callable[..., None], text_of: Callable[[Any], str]
) -> None:
    checks(one=True, other=False)

    answer = console_client.post(f"/gemeenten/{tenant.uuid}/live/", {"reason": ""})

    assert answer.status_code == 422
    assert "Punt other: Doe iets aan other." in text_of(answer)
    assert not Operation.objects.exists()


def test_when_all_is_green_it_is_an_operation_whose_progress_is_shown(
    console_client: Client, tenant: Tenant, checks: Callable[..., None], text_of: Callable[[Any], str]
) -> None:
    checks(one=True)
    assert "Alles is in orde" in text_of(console_client.get(f"/gemeenten/{tenant.uuid}/live/"))

    answers = [console_client.post(f"/gemeenten/{tenant.uuid}/live/", {"reason": "Klaar"}) for _ in "ab"]

    asked = Operation.objects.get()
    assert (asked.kind, asked.reason) == ("go_live", "Klaar")
    assert {answer.url for answer in answers} == {f"/opdrachten/{asked.uuid}/"}
    assert "Gemeente live zetten" in text_of(console_client.get(answers[0].url))


def test_a_failed_operation_is_linked_to(
    console_client: Client, tenant: Tenant, text_of: Callable[[Any], str]
) -> None:
    failed = municipalities.operation(state="failed", done=3, tenant=tenant, error="Kapot")

    page = text_of(console_client.get(f"/gemeenten/{tenant.uuid}/live/"))

    assert f'href="/opdrachten/{failed.uuid}/"' in page


def test_who_is_live_has_nothing_to_do_here(
    console_client: Client, console: None, text_of: Callable[[Any], str]
) -> None:
    tenant = municipalities.make("Zwolle")

    page = text_of(console_client.get(f"/gemeenten/{tenant.uuid}/live/"))

    assert "Dat kan niet zoals het nu is" in page
