"""The pages *Webhooks*: who is told, what was brought there, and having it brought again (requirement C-071)."""

import base64
import datetime
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from provisioning.console.types import Role
from provisioning.webhooks import operations, secret_text
from provisioning.webhooks.models import Delivery, Endpoint, Event
from provisioning.webhooks.types import DeliveryState, EventKind
from tenants.audit import SYSTEM
from tenants.models import OperatorRecord
from tests.provisioning.console import municipalities, people
from tests.provisioning.console.day_two import MARKUP

pytestmark = pytest.mark.covers("C-071")
PATH = "/webhooks/"
URL = "https://elders.example/hook"
SECRET = f"whsec_{base64.b64encode(b'A' * 32).decode()}"
OTHER = f"whsec_{base64.b64encode(b'B' * 32).decode()}"
ALL = [kind.value for kind in EventKind]


@pytest.fixture
def endpoint(console: None) -> Endpoint:
    """An address that is told of everything."""
    return operations.add(url=URL, secret=SECRET, events=[], by=SYSTEM)


def brought(endpoint: Endpoint, state: DeliveryState = DeliveryState.DEAD, **values: Any) -> Delivery:
    """Make a delivery, by default one that was given up after an answer of 500."""
    job = municipalities.operation(state="done", done=1)
    data = {"operation": str(job.uuid), "kind": "suspend", "state": "done", "subject": "Zonnedam"}
    event = Event.objects.create(kind=EventKind.DONE.value, data={**data, "tenant": None})
    known = {"attempts": 15, "fence": 15, "status": 500, "error": "refused", **values}
    return Delivery.objects.create(endpoint=endpoint, event=event, state=state.value, **known)


def again(client: Client, delivery: Delivery, **values: Any) -> Any:
    """Ask for it once more, as the page of now does."""
    path = f"{PATH}berichten/{delivery.uuid}/"
    sent = {"stand": str(client.get(path).context["line"].delivery.fence), **values}
    return client.post(f"{path}opnieuw/", sent, follow=True)


def new(**values: Any) -> dict[str, Any]:
    return {"url": URL, "events": ALL, "secret": "", "once": str(uuid.uuid4()), **values}


def acts(action: str) -> int:
    return OperatorRecord.objects.filter(action=action).count()


@pytest.mark.attack("P04")
def test_what_was_given_up_is_brought_again_once_however_often_is_clicked(
    console_client: Client, endpoint: Endpoint, text_of: Callable[[Any], str]
) -> None:
    delivery = brought(endpoint)
    page = text_of(console_client.get(f"{PATH}berichten/{delivery.uuid}/"))
    assert "500, niet aangenomen" in page
    assert "Gemeente opschorten" in page

    assert "wordt opnieuw verstuurd" in text_of(again(console_client, delivery))
    second = again(console_client, delivery)
    Delivery.objects.update(state=DeliveryState.DELIVERED.value, fence=16)  # it was brought meanwhile
    third = again(console_client, delivery, stand="15")

    assert all("al opnieuw aangeboden" in text_of(each) for each in (second, third))
    assert Delivery.objects.get().state == DeliveryState.DELIVERED
    (record,) = OperatorRecord.objects.filter(action="webhook.replayed")
    assert (record.actor, record.target) == ("bram@inwonerplein.example", URL)


def test_a_viewer_sees_all_and_changes_nothing(
    client_for: Callable[[Role], Client], endpoint: Endpoint, text_of: Callable[[Any], str]
) -> None:
    client, delivery = client_for(Role.VIEWER), brought(endpoint)
    one = f"{PATH}{endpoint.uuid}/"

    seen = [client.get(path) for path in (PATH, one, f"{PATH}berichten/{delivery.uuid}/")]
    asked = [client.get(f"{one}{act}/") for act in ("geheim", "verwijderen")]
    sent = client.post(f"{PATH}berichten/{delivery.uuid}/opnieuw/", {"stand": "15"})

    assert [(each.status_code, "<button" in text_of(each).split("<main")[1]) for each in seen] == [
        (200, False)
    ] * 3
    assert [each.status_code for each in (*asked, sent)] == [403] * 3
    assert Delivery.objects.get().state == DeliveryState.DEAD


def test_deliveries_are_found_by_state_and_address_and_turned_over_page_by_page(
    console_client: Client, endpoint: Endpoint, text_of: Callable[[Any], str]
) -> None:
    brought(endpoint)
    event = Event.objects.create(kind=EventKind.FAILED.value)
    others = [Endpoint.objects.create(url=f"https://e{n}.example/", secret=b"x") for n in range(60)]
    Delivery.objects.bulk_create(Delivery(endpoint=each, event=event) for each in others)

    def lines(query: str) -> list[str]:
        found = console_client.get(f"{PATH}berichten/?{query}").context["page"].lines
        return [each.delivery.endpoint.url for each in found]

    newest = console_client.get(f"{PATH}berichten/").context["page"]
    older = console_client.get(f"{PATH}berichten/?ouder={newest.older}").context["page"]

    assert lines("staat=dead") == lines(f"adres={endpoint.uuid}") == [URL]
    assert (len(newest.lines), len(older.lines), older.older) == (50, 11, None)
    assert lines(f"nieuwer={older.newer}") == [each.delivery.endpoint.url for each in newest.lines]
    assert "Geen berichten gevonden" in text_of(console_client.get(f"{PATH}berichten/?staat=delivered"))
    assert len(lines("staat=x&adres=y&ouder=-1&nieuwer=99999999999999999999")) == 50


def test_a_page_of_deliveries_asks_the_database_a_fixed_number_of_times(
    console_client: Client, endpoint: Endpoint, django_assert_max_num_queries: Any
) -> None:
    for _ in range(12):
        brought(endpoint)

    with django_assert_max_num_queries(8):
        console_client.get(f"{PATH}berichten/")


def test_the_page_of_a_delivery_shows_what_is_sent_and_never_the_secret(
    console_client: Client, endpoint: Endpoint, text_of: Callable[[Any], str]
) -> None:
    delivery = brought(endpoint)

    pages = [
        text_of(console_client.get(path))
        for path in (PATH, f"{PATH}{endpoint.uuid}/", f"{PATH}berichten/{delivery.uuid}/")
    ]

    assert "operation.done" in pages[2]
    assert str(delivery.event.uuid) in pages[2]
    assert [SECRET in page or "QUFB" in page for page in pages] == [False] * 3


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"status": None, "error": "too slow"}, "Er komt niet op tijd antwoord."),
        ({"status": None, "error": "address refused"}, "Dit adres is niet openbaar."),
        ({"status": None, "error": "ZeroDivisionError"}, "Het versturen ging bij ons mis."),
        ({"status": 204, "error": "", "state": DeliveryState.DELIVERED}, "204, aangenomen"),
    ],
)
def test_the_last_answer_is_said_in_words_of_ours(
    console_client: Client,
    endpoint: Endpoint,
    values: dict[str, Any],
    text: str,
    text_of: Callable[[Any], str],
) -> None:
    brought(endpoint, **values)

    assert text in text_of(console_client.get(f"{PATH}berichten/"))


def test_a_webhook_is_added_once_and_a_secret_made_here_is_shown_once(
    console_client: Client, text_of: Callable[[Any], str]
) -> None:
    sent = new()

    made = console_client.post(f"{PATH}toevoegen/", sent)
    second = console_client.post(f"{PATH}toevoegen/", sent, follow=True)

    endpoint = Endpoint.objects.get()
    secret = made.context["secret"]
    assert secret_text.opened(endpoint.secret, endpoint.uuid) == secret_text.read(secret)
    assert (secret in text_of(made), secret in text_of(second)) == (True, False)
    assert "no-store" in made["Cache-Control"]
    assert "was al toegevoegd" in text_of(second)
    assert (endpoint.events, acts("webhook.added")) == ([], 1)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"url": ""}, "url"),
        ({"url": "http://elders.example/"}, "url"),
        ({"url": "https://naam@elders.example/"}, "url"),
        ({"events": []}, "events"),
        ({"secret": "kort"}, "secret"),
    ],
)
def test_each_refusal_stands_beside_its_field(
    console_client: Client, values: dict[str, Any], field: str
) -> None:
    answer = console_client.post(f"{PATH}toevoegen/", new(**values))

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not Endpoint.objects.exists()


def test_a_secret_is_replaced_once_and_the_former_signs_on_until_it_is_forgotten(
    console_client: Client, endpoint: Endpoint, text_of: Callable[[Any], str]
) -> None:
    path = f"{PATH}{endpoint.uuid}/"
    sent = {"secret": "", "seen": endpoint.fingerprint}

    console_client.post(f"{path}geheim/", sent)
    second = console_client.post(f"{path}geheim/", sent, follow=True)

    found = Endpoint.objects.get()
    assert "intussen al een nieuw geheim" in text_of(second)
    assert (found.former_fingerprint, acts("webhook.secret_changed")) == (endpoint.fingerprint, 1)
    console_client.post(f"{path}geheim/vergeten/")
    assert Endpoint.objects.get().former_secret is None


def test_the_same_secret_is_refused_beside_its_field(console_client: Client, endpoint: Endpoint) -> None:
    sent = {"secret": SECRET, "seen": endpoint.fingerprint}

    answer = console_client.post(f"{PATH}{endpoint.uuid}/geheim/", sent)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["secret"])


@pytest.mark.covers("C-003")
@pytest.mark.parametrize("act", ["geheim", "geheim/vergeten", "verwijderen"])
def test_after_a_while_secrets_are_changed_only_by_who_proves_who_he_is(
    console_client: Client, endpoint: Endpoint, act: str
) -> None:
    with people.later(16 * 60):
        answer = console_client.post(f"{PATH}{endpoint.uuid}/{act}/", {"secret": OTHER})

    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/bevestigen/")
    assert Endpoint.objects.get().fingerprint == endpoint.fingerprint


def test_an_address_that_is_paused_keeps_what_waited_and_gets_it_at_once_when_it_goes_on(
    console_client: Client, endpoint: Endpoint, text_of: Callable[[Any], str]
) -> None:
    later = timezone.now() + datetime.timedelta(hours=6)
    delivery = brought(endpoint, DeliveryState.WAITING, next_attempt_at=later)
    path = f"{PATH}{endpoint.uuid}/"

    console_client.post(f"{path}schakelen/", {"stand": "uit"})
    paused = text_of(console_client.get(f"{PATH}berichten/{delivery.uuid}/"))
    for _ in range(2):
        console_client.post(f"{path}schakelen/", {"stand": "aan"})

    assert "zodra het adres weer aan staat" in paused
    assert Delivery.objects.get().next_attempt_at <= timezone.now()
    assert acts("webhook.changed") == 2


def test_of_two_who_choose_what_it_is_told_the_second_sees_what_the_first_chose(
    console_client: Client, endpoint: Endpoint, text_of: Callable[[Any], str]
) -> None:
    path, seen = f"{PATH}{endpoint.uuid}/berichten/", ",".join(ALL)

    console_client.post(path, {"events": ["operation.failed"], "seen": seen})
    second = console_client.post(path, {"events": ["operation.done"], "seen": seen})

    assert second.status_code == 422
    assert "Intussen koos iemand anders: opdracht mislukt." in text_of(second)
    assert Endpoint.objects.get().events == ["operation.failed"]


def test_a_webhook_is_taken_away_and_a_click_too_many_says_so(
    console_client: Client, endpoint: Endpoint, text_of: Callable[[Any], str]
) -> None:
    brought(endpoint)
    path = f"{PATH}{endpoint.uuid}/verwijderen/"

    assert "niet terugdraaien" in text_of(console_client.get(path))
    console_client.post(path)
    second = console_client.post(path, follow=True)

    assert "was al weg" in text_of(second)
    assert "Er is nog geen webhook" in text_of(second)
    assert "Er is nog niets verstuurd" in text_of(console_client.get(f"{PATH}berichten/"))
    assert acts("webhook.removed") == 1


@pytest.mark.attack("P02")
def test_markup_in_what_an_event_is_about_is_text(
    console_client: Client, endpoint: Endpoint, text_of: Callable[[Any], str]
) -> None:
    delivery = brought(endpoint)
    Event.objects.update(data={**delivery.event.data, "subject": MARKUP})

    pages = [text_of(console_client.get(f"{PATH}berichten/{part}")) for part in ("", f"{delivery.uuid}/")]

    assert [MARKUP in page for page in pages] == [False] * 2
    assert all("&lt;script&gt;" in page for page in pages)
