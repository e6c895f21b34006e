"""When it goes wrong: pages in the console's look that tell nothing of the inside."""

from typing import Any
from unittest import mock

import pytest
from django.db import OperationalError, connection
from django.test import Client, RequestFactory

from provisioning.console import errors
from provisioning.console.types import Role
from tests.provisioning.console import people


def is_ours(answer: Any) -> bool:
    return 'class="ip-console"' in answer.content.decode()


def test_not_found(console_client: Client) -> None:
    answer = console_client.get("/bestaat-niet/")

    assert answer.status_code == 404
    assert is_ours(answer)


def test_forbidden(client_for: Any) -> None:
    answer = client_for(Role.VIEWER).get("/gemeenten/openen/")

    assert (answer.status_code, is_ours(answer)) == (403, True)


def test_a_form_from_elsewhere_is_refused(console: None) -> None:
    client = Client(headers={"host": people.HOST}, enforce_csrf_checks=True)

    answer = client.post("/aanmelden/", {"email": "a@b.nl", "password": "x"})

    assert (answer.status_code, is_ours(answer)) == (403, True)
    assert "verlopen" in answer.content.decode()


def test_a_fault_of_ours_tells_its_number_and_nothing_else(console_client: Client) -> None:
    console_client.raise_request_exception = False
    with mock.patch("provisioning.console.queries.tenants.page", side_effect=ValueError("geheim van binnen")):
        answer = console_client.get("/")

    assert (answer.status_code, is_ours(answer)) == (500, True)
    assert answer["X-Request-Id"] in answer.content.decode()
    assert "geheim" not in answer.content.decode()


@pytest.mark.fault("F32")
def test_without_the_database_it_says_when_to_come_back(console_client: Client) -> None:
    def away(*_args: Any) -> None:
        raise OperationalError("connection to 10.0.0.5 refused")

    with connection.execute_wrapper(away):
        answer = console_client.get("/")

    assert (answer.status_code, answer["Retry-After"], is_ours(answer)) == (503, "30", True)
    assert "10.0.0.5" not in answer.content.decode()


def test_a_database_that_goes_away_below_the_views_is_told_the_same(console: None) -> None:
    request = RequestFactory().get("/")
    try:
        raise OperationalError("gone")
    except OperationalError:
        answer = errors.server_error(request)

    assert (answer.status_code, answer["Retry-After"]) == (503, "30")


def test_a_request_that_makes_no_sense(console: None) -> None:
    assert errors.bad_request(RequestFactory().get("/")).status_code == 400
