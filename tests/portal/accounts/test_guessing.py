"""How guessers are told apart."""

from django.test import RequestFactory

from portal.accounts import guessing


def test_one_address_in_two_cases_is_one() -> None:
    request = RequestFactory().post("/", {guessing.FIELD: "NOOR@zonnedam.example "})

    assert guessing.name_of(request, None) == "noor@zonnedam.example"
    assert guessing.name_of(request, {"username": "Noor@zonnedam.example"}) == "noor@zonnedam.example"


def test_the_network_address_is_that_of_the_log() -> None:
    assert guessing.address_of(RequestFactory().get("/")) == "127.0.0.1"
