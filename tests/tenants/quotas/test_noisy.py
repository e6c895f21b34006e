"""A municipality that takes more than its share is told so; its neighbours do not notice (fault F53, attack T36)."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from typing import Any

import pytest
import redis
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from tenants import quotas
from tenants.middleware import TenantMiddleware
from tenants.quotas import book, local, shared
from tenants.types import TenantRef
from tenants.wires import lines

pytestmark = [pytest.mark.fault("F53"), pytest.mark.attack("T36"), pytest.mark.covers("target T13")]
PLACES = 10
SHARE = 3


@pytest.fixture(autouse=True)
def limits(settings: Any, monkeypatch: pytest.MonkeyPatch, _patient: None) -> Iterator[None]:
    """Have ten places, of which half must be free for others, and nobody else at them."""
    url = settings.REDIS_URL
    settings.WEB_PLACES, settings.WEB_THREADS = PLACES, 4
    settings.TENANT_SHARE, settings.TENANT_REQUESTS = 30, 0
    monkeypatch.setattr(shared, "ALL", f"test:quota:{id(monkeypatch)}")
    monkeypatch.setattr(book, "_own", local.LocalBook())
    book.book.cache_clear()
    book._told.clear()
    yield
    book.book().close()
    with redis.Redis.from_url(url) as client:
        client.delete(shared.ALL, *(client.keys("*:quota:*") or ["-"]))
    book.book.cache_clear()


@pytest.fixture
def redis_away(settings: Any) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:9/0"


def hold(tenant: TenantRef, number: int) -> list[quotas.Place]:
    """Be at so many requests of a municipality."""
    places = [quotas.take(tenant) for _ in range(number)]
    assert all(isinstance(place, quotas.Place) for place in places)
    return places  # type: ignore[return-value]


def ask(client_of: Callable[..., Client], tenant: TenantRef, **parts: Any) -> Any:
    return client_of(tenant).get("/nergens/", **parts)


def test_who_has_its_share_is_refused_while_another_is_answered(
    zonnedam: TenantRef, waterrijk: TenantRef, client_of: Callable[..., Client]
) -> None:
    busy = [*hold(waterrijk, 2), *hold(zonnedam, SHARE)]

    refused, answered = ask(client_of, zonnedam), ask(client_of, waterrijk)

    assert (refused.status_code, answered.status_code) == (429, 404)
    assert 1 <= int(refused["Retry-After"]) <= 10
    busy[-1].give_back()
    assert ask(client_of, zonnedam).status_code == 404


def test_without_shares_all_places_can_be_taken_by_one(zonnedam: TenantRef, settings: Any) -> None:
    """The control: why there are any."""
    settings.TENANT_SHARE = 0

    assert len(hold(zonnedam, 2 * PLACES)) == 2 * PLACES


def test_the_page_says_in_plain_words_when_to_come_back_and_asks_the_database_nothing(
    zonnedam: TenantRef, client_of: Callable[..., Client], django_assert_num_queries: Any, settings: Any
) -> None:
    settings.TENANT_DIRECTORY_TTL = 60.0
    ask(client_of, zonnedam)  # this process then knows whose host it is
    hold(zonnedam, PLACES // 2)

    with django_assert_num_queries(0):
        page = ask(client_of, zonnedam)

    html = page.content.decode()
    assert "Het is nu erg druk" in html
    assert "Zonnedam" in html
    assert '<a class="utrecht-button utrecht-button--primary-action" href="">' in html  # the same page again
    assert (page["Cache-Control"], "Set-Cookie" in page) == ("no-store", False)


def test_the_page_is_that_of_the_municipality_and_its_language(
    zonnedam: TenantRef, waterrijk: TenantRef, client_of: Callable[..., Client]
) -> None:
    hold(zonnedam, PLACES // 2)
    hold(waterrijk, SHARE)
    pages = [client_of(tenant).get(path) for tenant in (zonnedam, waterrijk) for path in ("/", "/en/")]

    texts = [page.content.decode() for page in pages]
    assert [page.status_code for page in pages] == [429] * 4
    assert ["Zonnedam" in text for text in texts] == [True, True, False, False]
    assert ['lang="en"' in text for text in texts] == [False, True, False, True]


def test_who_sent_a_form_hears_that_it_did_not_arrive(
    zonnedam: TenantRef, client_of: Callable[..., Client]
) -> None:
    hold(zonnedam, PLACES // 2)

    page = client_of(zonnedam).post("/zoeken/", {"q": "paspoort"})

    assert page.status_code == 429
    assert "Wat u verstuurde, is niet aangekomen." in page.content.decode()


def test_of_twenty_at_once_no_more_are_at_work_than_the_others_can_miss(zonnedam: TenantRef) -> None:
    """Heavy searches that all take long: counted while they are under way, on threads as the web server has them."""
    at_work, most, lock, everybody = [0], [0], threading.Lock(), threading.Barrier(20)
    statuses: list[int] = []

    def search(_request: HttpRequest) -> HttpResponse:
        with lock:
            at_work[0] += 1
            most[0] = max(most[0], at_work[0])
        gate.wait(10)
        with lock:
            at_work[0] -= 1
        return HttpResponse("gevonden")

    def visit() -> None:
        everybody.wait(10)
        place = quotas.take(zonnedam)
        if isinstance(place, quotas.Refused):
            statuses.append(429)
            if statuses.count(429) == 20 - PLACES // 2:
                gate.set()
            return
        with place:
            statuses.append(search(HttpRequest()).status_code)

    gate = threading.Event()
    threads = [threading.Thread(target=visit) for _ in range(20)]  # noqa: TID251 - nobody is entered in them
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert most == [PLACES // 2]
    assert (statuses.count(200), statuses.count(429)) == (PLACES // 2, 20 - PLACES // 2)


def test_a_flood_beyond_the_quota_is_refused(
    zonnedam: TenantRef, waterrijk: TenantRef, client_of: Callable[..., Client], settings: Any
) -> None:
    settings.TENANT_REQUESTS = 1  # and two at once
    flood = [ask(client_of, zonnedam) for _ in range(200)]  # twenty times as many

    refused = [page for page in flood if page.status_code == 429]
    assert 2 <= len(flood) - len(refused) <= 20  # one more for each second that this takes
    assert all(1 <= int(page["Retry-After"]) <= 10 for page in refused)
    assert ask(client_of, waterrijk).status_code == 404


@pytest.mark.fault("F22")
def test_without_redis_a_process_keeps_a_thread_for_the_others(
    zonnedam: TenantRef, waterrijk: TenantRef, client_of: Callable[..., Client], redis_away: None
) -> None:
    hold(zonnedam, 3)

    assert ask(client_of, zonnedam).status_code == 429
    assert ask(client_of, waterrijk).status_code == 404


def test_a_refusal_is_told_once_and_names_the_municipality(
    zonnedam: TenantRef, client_of: Callable[..., Client], caplog: pytest.LogCaptureFixture
) -> None:
    hold(zonnedam, PLACES // 2)
    for _ in range(5):
        ask(client_of, zonnedam)

    told = [record for record in caplog.records if "quota.refused" in str(record.msg)]
    assert len(told) == 1
    assert str(zonnedam.uuid) in str(told[0].msg)
    assert "Too Many Requests" not in caplog.text


@pytest.mark.parametrize("ending", ["read", "closed", "broken"])
def test_an_answer_that_is_still_on_its_way_keeps_its_place(zonnedam: TenantRef, ending: str) -> None:
    def parts() -> Iterator[bytes]:
        yield b"a"
        if ending == "broken":
            raise OSError
        yield b"b"

    middleware = TenantMiddleware(lambda request: StreamingHttpResponse(parts()))
    response: Any = middleware(RequestFactory().get("/", headers={"host": zonnedam.primary_host}))
    content = iter(response.streaming_content)
    next(content)
    hold(zonnedam, PLACES // 2 - 1)
    assert isinstance(quotas.take(zonnedam), quotas.Refused)

    if ending == "closed":
        response.close()
    else:
        with suppress(OSError):
            assert list(content) == [b"b"]

    assert isinstance(quotas.take(zonnedam), quotas.Place)


def test_a_view_that_breaks_gives_its_place_back(zonnedam: TenantRef) -> None:
    def broken(_request: HttpRequest) -> HttpResponse:
        raise RuntimeError

    middleware = TenantMiddleware(broken)
    for _ in range(PLACES):
        with pytest.raises(RuntimeError):
            middleware(RequestFactory().get("/", headers={"host": zonnedam.primary_host}))

    with ExitStack() as places:
        for place in hold(zonnedam, PLACES // 2):
            places.enter_context(place)
    assert isinstance(quotas.take(zonnedam), quotas.Place)


@pytest.mark.fault("F23", "F25")
def test_a_place_whose_end_redis_did_not_hear_of_is_free_once_it_listens_again(zonnedam: TenantRef) -> None:
    places, wires = hold(zonnedam, 4), book.book()._wires
    wires._stay_away("slow")

    for place in places:
        place.give_back()
    quotas.take(zonnedam)  # is counted by this process alone, and takes nothing along
    wires._away_until = 0.0

    assert len(hold(zonnedam, PLACES // 2)) == PLACES // 2


@pytest.mark.fault("F23")
def test_a_place_that_redis_gave_too_late_is_given_back(
    zonnedam: TenantRef, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = lines.Wires.ask

    def late(self: lines.Wires, *orders: Any, **more: Any) -> Any:
        ask(self, *orders, **more)
        raise shared.AwayError

    with monkeypatch.context() as slow:
        slow.setattr(lines.Wires, "ask", late)
        for _ in range(PLACES):
            with hold(zonnedam, 1)[0]:
                pass

    assert len(hold(zonnedam, PLACES // 2)) == PLACES // 2


@pytest.mark.fault("F22")
def test_while_redis_is_left_alone_nothing_is_kept_to_be_told_to_it(zonnedam: TenantRef) -> None:
    wires = book.book()._wires
    wires._stay_away("gone")

    for _ in range(PLACES):
        with hold(zonnedam, 1)[0]:
            pass

    assert not wires._later
