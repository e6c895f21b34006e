"""The progress of an operation is followed with and without script, said aloud, and tried again (C-022)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tenants.models import OperatorRecord
from tests.provisioning.console import municipalities


def progress_of(client: Client, text_of: Callable[[Any], str], **values: Any) -> tuple[str, str]:
    operation = municipalities.operation(**values)
    address = f"/opdrachten/{operation.uuid}/"
    part = client.get(address, headers={"hx-request": "true", "hx-target": "voortgang"})
    return text_of(client.get(address)), text_of(part)


@pytest.mark.covers("C-022")
def test_progress_shows_each_step_and_goes_on_with_and_without_javascript(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    page, part = progress_of(console_client, text_of, state="running", done=4)

    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in page
    assert 'max="11" value="4"' in page
    assert page.count("process-steps__step--checked") == 4
    assert 'hx-trigger="every 1s"' in part
    assert "<html" not in part
    assert "Stap 5 van 11" in part


def test_progress_is_said_aloud_when_it_changes_and_only_then(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    operation = municipalities.operation(state="running", done=4)
    asked = {"hx-request": "true", "hx-target": "voortgang"}

    same = text_of(console_client.get(f"/opdrachten/{operation.uuid}/?gezegd=running-4", headers=asked))
    changed = text_of(console_client.get(f"/opdrachten/{operation.uuid}/?gezegd=running-3", headers=asked))

    assert ("hx-swap-oob" in same, "hx-swap-oob" in changed) == (False, True)


def test_a_finished_operation_stops_asking_and_links_the_portal(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    page, part = progress_of(console_client, text_of, state="done", done=10)

    for text in (page, part):
        assert "every 1s" not in text
        assert 'http-equiv="refresh"' not in text
        assert "veenhoven.localhost" in text
    assert "Veenhoven is open." in page


def test_a_failed_operation_says_why_and_offers_to_try_again(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    page, part = progress_of(
        console_client, text_of, state="failed", done=8, error="Het portaal antwoordt niet."
    )

    for text in (page, part):
        assert "Het portaal antwoordt niet." in text
        assert "/opnieuw/" in text
        assert "every 1s" not in text


def test_trying_again_starts_it_anew_and_is_written_down(console_client: Client, queued: list[str]) -> None:
    operation = municipalities.operation(state="failed", done=8)

    answer = console_client.post(f"/opdrachten/{operation.uuid}/opnieuw/")

    assert answer.url == f"/opdrachten/{operation.uuid}/"
    operation.refresh_from_db()
    assert operation.state == "requested"
    assert OperatorRecord.objects.latest("pk").action == "operation.retried"


def test_trying_again_twice_is_told_and_harmless(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    operation = municipalities.operation(state="failed", done=8)
    console_client.post(f"/opdrachten/{operation.uuid}/opnieuw/")

    answer = console_client.post(f"/opdrachten/{operation.uuid}/opnieuw/", follow=True)

    assert "al opnieuw begonnen" in text_of(answer)
    assert OperatorRecord.objects.filter(action="operation.retried").count() == 1


def test_an_unknown_operation_is_not_found(console_client: Client) -> None:
    address = "/opdrachten/00000000-0000-4000-8000-000000000000/"

    assert console_client.get(address).status_code == 404
    assert console_client.post(f"{address}opnieuw/").status_code == 404
