"""Whoever chooses a municipality is offered its name, its inhabitants and a host (C-020)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from provisioning.console.forms import opening
from tests.provisioning.console.test_opening import ADDRESS, begin, drafted, filled, send


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("0363", "0363"),
        ("0363 Amsterdam", "0363"),
        ("amsterdam", "0363"),
        (" 0363 ", "0363"),
        ("onzin", "onzin"),
        ("", ""),
    ],
)
def test_a_code_a_name_or_both_are_understood(words: str, code: str) -> None:
    assert opening.code_of(words) == code


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("Dijkstede", "dijkstede"),
        ("'s-Hertogenbosch", "s-hertogenbosch"),
        ("Súdwest-Fryslân", "sudwest-fryslan"),
        ("", ""),
    ],
)
def test_a_host_is_made_out_of_the_name(name: str, host: str) -> None:
    assert opening.host_for(name) == (f"{host}.{settings.PORTAL_DOMAINS[0]}" if host else "")


def test_choosing_a_municipality_suggests_its_name_and_tells_its_inhabitants(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    asked = {"deel": "voorstel", "cbs_code": "0363 Amsterdam"}
    part = text_of(console_client.get(f"{begin(console_client)}gemeente/", asked))

    assert 'value="Amsterdam"' in part
    assert "903.399 inwoners" in part
    assert "<html" not in part


def test_a_suggestion_follows_the_name_but_leaves_what_somebody_typed() -> None:
    followed = opening.suggestion(
        {"name": "Nieuwdorp", "host": "oud.localhost", "suggested_host": "oud.localhost"}
    )
    typed = opening.suggestion(
        {"name": "Nieuwdorp", "host": "eigen.localhost", "suggested_host": "oud.localhost"}
    )

    assert (followed["host"], typed["host"]) == ("nieuwdorp.localhost", "eigen.localhost")


def test_a_new_choice_replaces_a_suggested_name_only() -> None:
    data = {"cbs_code": "0599", "name": "Amsterdam"}

    assert opening.suggestion({**data, "suggested_name": "Amsterdam"})["name"] == "Rotterdam"
    assert opening.suggestion(data)["name"] == "Amsterdam"


def test_the_register_gives_the_name_and_tells_the_inhabitants(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    draft = begin(console_client)
    send(console_client, draft, "gemeente", filled(name=""))

    assert "Amsterdam heeft 903.399 inwoners" in text_of(console_client.get(f"{draft}gemeente/"))
    assert console_client.get(f"{draft}gemeente/").context["form"]["name"].value() == "Amsterdam"
    assert console_client.get(f"{draft}webadres/").context["form"]["host"].value() == "amsterdam.localhost"


@pytest.mark.parametrize(
    ("host", "then"), [("dijkstede.localhost", "dijkhoven.localhost"), ("eigen.localhost", "eigen.localhost")]
)
def test_a_suggested_host_follows_the_name_and_one_of_ones_own_stays(
    console_client: Client, host: str, then: str
) -> None:
    draft = drafted(console_client, filled(host=host))

    send(console_client, draft, "gemeente", filled(name="Dijkhoven"))

    assert console_client.get(f"{draft}webadres/").context["form"]["host"].value() == then


def test_the_list_of_municipalities_is_there_to_choose_from(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    page = text_of(console_client.get(ADDRESS, follow=True))

    assert '<option value="0363 Amsterdam">903.399 inwoners</option>' in page
    assert "indeling van" in page
