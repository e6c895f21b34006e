"""Whoever chooses a municipality is offered its name, its inhabitants and a host (C-020)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from provisioning.console.forms import opening
from tests.provisioning.console.test_opening import begin


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
