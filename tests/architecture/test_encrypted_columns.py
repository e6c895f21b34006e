"""Every encrypted column is found by looking, and what should be one is one (architecture I1, T13)."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.module_loading import import_string

from tenants.fields import EncryptedTextField
from tenants.keys import columns
from tenants.logs import SECRET_NAMES
from tests.architecture.test_models import _place

ROOT = Path(__file__).parents[2]
ROOMS = ("platform/portal", "tenants", "integrations", "provisioning", "themes")
CALLS = re.compile(r"\b(?:keys|texts)\.encrypt\(")
THE_FIELD_ITSELF = "tenants.fields"
NO_SECRETS = {
    "accounts_invitation.token_hash": "a hash of what stands in the letter",
    "accounts_journey.token_hash": "a hash of what the browser brings back",
    "accounts_signin.session_mark": "a hash of what a provider calls its session",
    "accounts_signin.session_key": "by what a session that lasts is ended; stands in the table of sessions as well",
    "accounts_contactinvite.token_hash": "a hash of what stands in the letter",
    "accounts_mailedlink.token_hash": "likewise",
    "accounts_mailedlink.password": "a hash of Django's, of a password that waits for the link to be confirmed",
    "accounts_user.password": "a hash of Django's",
    "console_operator.password": "a hash of Django's",
    "console_operatordevice.secret": "sealed under the platform's data key (provisioning.console.sealing)",
    "console_passkey.credential": "by what a browser asks for a passkey; anybody with the password sees it",
    "console_consolesession.session_data": "who has signed in; signed",
    "console_consolesession.provider_session": "a hash of what a provider calls its session",
    "console_organisationjourney.session": "names a session on pages; the key is another (ConsoleSession.uuid)",
    "console_consolesession.session_key": "a hash of what the cookie holds",
    "webhooks_endpoint.secret": "sealed under the platform's data key (provisioning.webhooks.secret_text)",
    "webhooks_endpoint.former_secret": "likewise",
    "tenants_domain.proof_token": "stands in the public DNS",
    "connections_connection.token_address": "where tokens are fetched; as public as any address",
}
"""Columns that are called as secrets are, and hold none that could be encrypted for one municipality."""


def modules_that_encrypt() -> set[str]:
    found = set()
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            if CALLS.search(path.read_text(encoding="utf-8")):
                found.add(".".join(path.relative_to(ROOT).with_suffix("").parts).removeprefix("platform."))
    return found - {THE_FIELD_ITSELF}


def called_as_secrets() -> set[str]:
    """Name our columns of text or bytes that are called as secrets are, and are not encrypted columns."""
    return {
        f"{model._meta.db_table}.{field.name}"
        for model in apps.get_models()
        if model.__module__.split(".")[0] in {"portal", "tenants", "integrations", "provisioning", "themes"}
        for field in model._meta.local_concrete_fields
        if SECRET_NAMES.search(field.name)
        and isinstance(field, models.CharField | models.TextField | models.BinaryField)
        and not isinstance(field, EncryptedTextField)
    }


def test_there_are_some() -> None:
    assert "connections_connection.secret" in {str(column) for column in columns.every()}


def test_each_is_in_the_municipalitys_own_schema() -> None:
    """Elsewhere its key could not be changed: that goes through the tables of one municipality."""
    places = {str(column): _place(column.model._meta.app_config) for column in columns.every()}

    assert {name for name, place in places.items() if place != ["tenant"]} == set()


def test_each_has_a_row_key_that_is_known_before_the_row_is_saved() -> None:
    keys = {str(column): type(column.model._meta.pk) for column in columns.every()}

    assert {name for name, kind in keys.items() if kind is not models.UUIDField} == set()


def test_who_encrypts_for_another_place_says_which_keys_that_place_needs() -> None:
    assert modules_that_encrypt() == set(settings.SEALED_ELSEWHERE)


@pytest.mark.parametrize("path", filter(None, settings.SEALED_ELSEWHERE.values()))
def test_whoever_says_so_is_there(path: str) -> None:
    assert callable(import_string(path))


def test_what_is_called_as_a_secret_is_encrypted_or_none() -> None:
    assert called_as_secrets() == set(NO_SECRETS)
