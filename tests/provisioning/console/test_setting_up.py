"""Who signs in for the first time chooses a second factor: a passkey, or an app on a telephone (C-001)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from provisioning.console import auth
from provisioning.console.models import Operator, OperatorDevice, Passkey
from tenants.models import OperatorRecord
from tests.provisioning.console import people
from tests.provisioning.console.authenticator import Authenticator

pytestmark = pytest.mark.covers("C-001")
SETUP = "/aanmelden/instellen/"


@pytest.fixture
def newcomer(console: None) -> Operator:
    return people.make(with_device=False)


def halfway(operator: Operator) -> tuple[Client, str]:
    """Give the password for the first time; answers the browser, and what the page asks of a passkey."""
    client = people.browser()
    return client, client.get(people.give_password(client, operator).url).context["options"]


def make(client: Client, answer: str, name: str = "Werklaptop") -> Any:
    return client.post(SETUP, {"name": name, "passkey": answer})


def is_signed_in(client: Client) -> bool:
    return bool(client.get("/").status_code == 200)


def test_a_passkey_is_made_signs_in_and_is_all_that_is_needed_the_next_time(newcomer: Operator) -> None:
    key = Authenticator()
    client, options = halfway(newcomer)

    done = make(client, key.make(options))

    assert len(done.context["codes"]) == 10
    assert is_signed_in(client)
    acts = set(OperatorRecord.objects.values_list("action", flat=True))
    assert {"operator.passkey_added", "operator.recovery_codes_made", "operator.signed_in"} <= acts
    assert (
        not OperatorDevice.objects.exists()
    )  # the secret of the app that was shown beside it counts for nothing
    again = people.browser()
    page = again.get(people.give_password(again, newcomer).url)
    again.post("/aanmelden/code/", {"passkey": key.use(page.context["passkey_options"])})
    assert is_signed_in(again)


def test_the_app_is_still_there_for_who_would_rather_have_that(
    newcomer: Operator, text_of: Callable[[Any], str]
) -> None:
    client, _options = halfway(newcomer)
    page = text_of(client.get(SETUP))

    assert "Toegangssleutel maken en aanmelden" in page
    assert "<div data-passkey-part hidden>" in page  # without a script there is no button that does nothing
    assert "Vul hieronder de zes cijfers in" in page


@pytest.mark.attack("P01")
@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://console.localhost.evil.example"},
        {"host": "zonnedam.localhost"},
        {"verifies": False},
    ],
)
def test_a_passkey_made_elsewhere_or_without_its_holder_lets_nobody_in(
    newcomer: Operator, wrong: dict[str, Any]
) -> None:
    client, options = halfway(newcomer)

    answer = make(client, Authenticator(**wrong).make(options))

    assert (answer.status_code, is_signed_in(client), Passkey.objects.exists()) == (422, False, False)
    make(client, Authenticator().make(answer.context["options"]))
    assert is_signed_in(client)  # the control: with nothing wrong it does


@pytest.mark.attack("P01")
def test_without_the_password_nobody_makes_a_passkey(newcomer: Operator) -> None:
    _client, options = halfway(newcomer)
    stranger = people.browser()

    answer = make(stranger, Authenticator().make(options))

    assert (answer.url, Passkey.objects.exists()) == ("/aanmelden/", False)


@pytest.mark.attack("P01")
def test_who_has_a_second_factor_gets_no_passkey_by_the_password_alone(newcomer: Operator) -> None:
    first, options = halfway(newcomer)
    second, others = halfway(newcomer)  # somebody else who knows the password, at the same moment
    make(first, Authenticator().make(options))

    answer = make(second, Authenticator().make(others))

    assert (answer.url, is_signed_in(second), Passkey.objects.count()) == ("/aanmelden/", False, 1)


@pytest.mark.attack("P01")
def test_of_two_at_the_very_same_moment_one_is_the_first(
    newcomer: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, options = halfway(newcomer)
    second, others = halfway(newcomer)
    truth, seen = auth.has_second_factor, [False]  # the page looked before the other was ready
    make(first, Authenticator().make(options))
    monkeypatch.setattr(auth, "has_second_factor", lambda operator: seen.pop() if seen else truth(operator))

    answer = make(second, Authenticator().make(others))

    assert (answer.status_code, is_signed_in(second), Passkey.objects.count()) == (422, False, 1)


def test_an_answer_of_before_counts_for_nothing(newcomer: Operator) -> None:
    client, options = halfway(newcomer)
    client.get(SETUP)

    assert make(client, Authenticator().make(options)).status_code == 422


def test_a_name_is_asked_for_and_a_browser_that_makes_none_is_told_what_to_do(
    newcomer: Operator, text_of: Callable[[Any], str]
) -> None:
    client, options = halfway(newcomer)

    assert "Geef de toegangssleutel een naam" in text_of(make(client, Authenticator().make(options), name=""))
    assert "Gebruik een andere browser, of een app" in text_of(make(client, ""))


def test_guessing_is_throttled(newcomer: Operator) -> None:
    client, _options = halfway(newcomer)
    for _ in range(5):
        answer = make(client, "{}")

    assert "over 5 minuten opnieuw" in answer.content.decode()
