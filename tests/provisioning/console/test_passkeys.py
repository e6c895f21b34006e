"""A passkey is a second factor: only this one, only here, only now, and each answer once."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provisioning.console import passkeys
from provisioning.console.models import Operator, OperatorDevice, Passkey
from provisioning.console.types import Role
from tests.provisioning.console import people
from tests.provisioning.console.authenticator import Authenticator

ADD = "/account/toegangssleutels/toevoegen/"
CODE = "/aanmelden/code/"


NAMES = st.sampled_from(["", "AAAA", "é", "A"])
ANSWERS = st.dictionaries(
    st.sampled_from(["clientDataJSON", "authenticatorData", "signature", "attestationObject", "userHandle"]),
    st.one_of(NAMES, st.none(), st.integers(), st.just("e30")),
)


def add(client: Client, authenticator: Authenticator, name: str = "Werklaptop") -> Any:
    options = client.get(ADD).context["options"]
    return client.post(ADD, {"name": name, "passkey": authenticator.make(options)})


@pytest.fixture
def key(console_client: Client) -> Authenticator:
    """The passkey of Bram, who is signed in with his telephone."""
    authenticator = Authenticator()
    assert add(console_client, authenticator).status_code == 302
    return authenticator


def at_the_second_step(operator: Operator) -> tuple[Client, str]:
    """Give the password in another browser; answers it, and what the page asks of a passkey."""
    client = people.browser()
    page = client.get(people.give_password(client, operator).url)
    return client, page.context["passkey_options"]


def is_signed_in(client: Client) -> bool:
    return bool(client.get("/").status_code == 200)


@pytest.fixture
def bram(key: Authenticator) -> Operator:
    return Operator.objects.get()


@pytest.mark.covers("C-001")
def test_password_and_passkey_sign_in(key: Authenticator, bram: Operator) -> None:
    client, options = at_the_second_step(bram)

    client.post(CODE, {"passkey": key.use(options)})

    assert is_signed_in(client)
    assert Passkey.objects.get().last_used_at


@pytest.mark.covers("C-001")
def test_beside_a_passkey_the_code_still_works(bram: Operator) -> None:
    client = people.browser()
    people.sign_in(client, bram)

    assert is_signed_in(client)


@pytest.mark.attack("P01")
@pytest.mark.parametrize(
    "wrong",
    [
        {"origin": "https://console.localhost.evil.example"},
        {"origin": "http://zonnedam.localhost"},
        {"host": "zonnedam.localhost"},
        {"host": "localhost"},
        {"verifies": False},
    ],
)
def test_an_answer_made_elsewhere_or_without_its_holder_is_nothing(
    key: Authenticator, bram: Operator, wrong: dict[str, Any]
) -> None:
    client, options = at_the_second_step(bram)

    answer = client.post(CODE, {"passkey": replace(key, **wrong).use(options)})

    assert answer.status_code == 422
    assert not is_signed_in(client)
    client.post(CODE, {"passkey": replace(key, count=5).use(answer.context["passkey_options"])})
    assert is_signed_in(client)  # the control: with nothing wrong it does


@pytest.mark.attack("P01")
def test_an_answer_counts_once(key: Authenticator, bram: Operator) -> None:
    client, options = at_the_second_step(bram)
    answer = key.use(options)
    client.post(CODE, {"passkey": answer})
    assert is_signed_in(client)

    other, _options = at_the_second_step(bram)
    other.post(CODE, {"passkey": answer})

    assert not is_signed_in(other)


def test_a_challenge_is_gone_after_a_wrong_answer(key: Authenticator, bram: Operator) -> None:
    client, options = at_the_second_step(bram)
    client.post(CODE, {"passkey": "iets anders"})

    client.post(CODE, {"passkey": key.use(options)})

    assert not is_signed_in(client)


def test_of_two_requests_with_one_answer_only_one_counts(
    key: Authenticator, bram: Operator, monkeypatch: pytest.MonkeyPatch
) -> None:
    key.count = -1  # one that does not count, as those that are copied between telephones
    session: dict[str, Any] = {}
    answer = key.use(passkeys.options_to_use(session, bram))  # type: ignore[arg-type]
    copies = [dict(session), dict(session)]

    assert [passkeys.accepts(each, bram, answer) for each in copies] == [True, False]  # type: ignore[arg-type]


@pytest.mark.attack("P01")
@pytest.mark.parametrize(("count", "lets_in"), [(0, False), (4, False), (5, True)])
def test_a_counter_that_goes_back_is_a_copy(
    key: Authenticator, bram: Operator, count: int, lets_in: bool
) -> None:
    Passkey.objects.update(sign_count=5)
    client, options = at_the_second_step(bram)

    client.post(CODE, {"passkey": replace(key, count=count).use(options)})

    assert is_signed_in(client) is lets_in


@pytest.mark.attack("P01")
def test_another_operators_passkey_is_nothing(
    key: Authenticator, client_for: Callable[[Role], Client]
) -> None:
    hers = Authenticator()
    add(client_for(Role.OWNER), hers)
    client, options = at_the_second_step(Operator.objects.get(role="operator"))

    client.post(CODE, {"passkey": hers.use(options)})

    assert not is_signed_in(client)


def test_another_key_under_the_same_name_is_nothing(key: Authenticator, bram: Operator) -> None:
    client, options = at_the_second_step(bram)

    client.post(CODE, {"passkey": Authenticator(credential=key.credential, count=9).use(options)})

    assert not is_signed_in(client)


def test_a_challenge_ends_after_five_minutes(key: Authenticator, console_client: Client) -> None:
    with people.later(60):
        options = console_client.get("/bevestigen/").context["passkey_options"]
        given = {"password": people.PASSWORD, "passkey": key.use(options)}
        with people.later(301):
            assert console_client.post("/bevestigen/", given).status_code == 422


@pytest.mark.covers("C-003")
def test_a_passkey_proves_again(key: Authenticator, console_client: Client) -> None:
    with people.later(16 * 60):
        options = console_client.get("/bevestigen/").context["passkey_options"]
        console_client.post("/bevestigen/", {"password": people.PASSWORD, "passkey": key.use(options)})

        assert console_client.get(ADD).status_code == 200


@pytest.mark.covers("C-003")
def test_a_passkey_without_the_password_proves_nothing(key: Authenticator, console_client: Client) -> None:
    options = console_client.get("/bevestigen/").context["passkey_options"]

    answer = console_client.post("/bevestigen/", {"password": "fout", "passkey": key.use(options)})

    assert answer.status_code == 422


def test_a_challenge_to_register_is_none_to_sign_in_with(key: Authenticator, console_client: Client) -> None:
    options = console_client.get(ADD).context["options"]

    given = {"password": people.PASSWORD, "passkey": key.use(options)}

    assert console_client.post("/bevestigen/", given).status_code == 422


@pytest.mark.parametrize("wrong", [{"origin": "https://evil.example"}, {"host": "x.y"}, {"verifies": False}])
def test_what_is_made_elsewhere_or_without_its_holder_is_not_kept(
    console_client: Client, wrong: dict[str, Any]
) -> None:
    assert add(console_client, Authenticator(**wrong)).status_code == 422
    assert not Passkey.objects.exists()


def test_a_passkey_belongs_to_one_operator(key: Authenticator, client_for: Callable[[Role], Client]) -> None:
    assert add(client_for(Role.OWNER), key).status_code == 422
    assert Passkey.objects.count() == 1


def test_a_browser_that_makes_none_is_told_what_to_do(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    answer = console_client.post(ADD, {"name": "Werklaptop", "passkey": ""})

    assert answer.status_code == 422
    assert "Gebruik een andere browser, of een app" in text_of(answer)
    assert 'value="Werklaptop"' in text_of(answer)


def test_names_and_last_use_are_shown(
    key: Authenticator, bram: Operator, console_client: Client, text_of: Callable[[Any], str]
) -> None:
    client, options = at_the_second_step(bram)
    client.post(CODE, {"passkey": key.use(options)})

    page = text_of(console_client.get("/account/"))

    assert "Werklaptop" in page
    assert "zojuist" in page


def test_the_last_factor_stays_whichever_it_is(
    key: Authenticator, console_client: Client, text_of: Callable[[Any], str]
) -> None:
    device, passkey = OperatorDevice.objects.get(), Passkey.objects.get()
    console_client.post(f"/account/apparaten/{device.pk}/verwijderen/")
    assert not OperatorDevice.objects.exists()

    answer = console_client.post(f"/account/toegangssleutels/{passkey.pk}/verwijderen/", follow=True)

    assert "uw enige tweede factor" in text_of(answer)
    assert Passkey.objects.exists()


@pytest.mark.attack("P01")
def test_who_has_only_a_passkey_cannot_set_up_a_telephone_with_the_password_alone(
    key: Authenticator, bram: Operator
) -> None:
    bram.devices.all().delete()
    client = people.browser()

    assert people.give_password(client, bram).url == CODE
    assert client.get("/aanmelden/instellen/").url == "/aanmelden/"


def test_a_passkey_that_is_removed_signs_nobody_in(
    key: Authenticator, bram: Operator, console_client: Client
) -> None:
    client, options = at_the_second_step(bram)
    console_client.post(f"/account/toegangssleutels/{Passkey.objects.get().pk}/verwijderen/")

    client.post(CODE, {"passkey": key.use(options)})

    assert not is_signed_in(client)


def test_nobody_removes_a_colleagues_passkey(
    key: Authenticator, client_for: Callable[[Role], Client]
) -> None:
    address = f"/account/toegangssleutels/{Passkey.objects.get().pk}/verwijderen/"

    assert client_for(Role.OWNER).post(address).status_code == 404


def test_guessing_with_passkeys_is_throttled_too(key: Authenticator, bram: Operator) -> None:
    client, _options = at_the_second_step(bram)
    for _ in range(5):
        answer = client.post(CODE, {"passkey": "{}"})

    assert "over 5 minuten opnieuw" in answer.content.decode()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    answer=st.one_of(
        st.text(max_size=40),
        st.fixed_dictionaries(
            {"id": NAMES, "rawId": NAMES, "type": st.just("public-key"), "response": ANSWERS}
        ).map(json.dumps),
        st.just("[" * 9_000),
        st.just("x" * (passkeys.LONGEST + 1)),
    )
)
def test_whatever_is_sent_is_refused_and_breaks_nothing(bram: Operator, answer: str) -> None:
    session: dict[str, Any] = {}
    passkeys.options_to_use(session, bram)  # type: ignore[arg-type]

    assert passkeys.accepts(session, bram, answer) is False  # type: ignore[arg-type]
    passkeys.options_to_register(session, bram)  # type: ignore[arg-type]
    assert passkeys.register(session, bram, name="x", answer=answer) is None  # type: ignore[arg-type]
