"""A list in pages: whole, or honestly not (I-008, fault F12)."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from integrations.connections import clients
from integrations.errors import Reason
from integrations.outcomes import Kind, Outcome
from tests.integrations.talking import Asked, Talker, answer, as_json

type Serve = Callable[..., Talker]
type Open = Callable[..., clients.Client]
SIZE = 3


def pages(total: int, **changed: bytes) -> Callable[[Asked], bytes]:
    """Say a list of so many, three on a page; `page2=…` says something else for that page."""

    def say(asked: Asked) -> bytes:
        number = int(parse_qs(urlsplit(asked.target).query).get("page", ["1"])[0])
        if f"page{number}" in changed:
            return changed[f"page{number}"]
        here = range((number - 1) * SIZE, min(number * SIZE, total))
        items = [{"url": f"https://x/{each}", "nummer": each} for each in here]
        more = (
            f"http://{asked.headers['host']}/api/zaken?page={number + 1}" if number * SIZE < total else None
        )
        return as_json({"count": total, "next": more, "previous": None, "results": items})

    return say


type Fetch = Callable[..., tuple[Outcome[list[int]], Talker]]


@pytest.fixture
def fetch(serve: Serve, open_to: Open) -> Fetch:
    """Fetch one page after the other."""

    def run(say: Any, **options: Any) -> tuple[Outcome[list[int]], Talker]:
        server = serve(say)
        client = open_to(server)
        return clients.every(client, "zaken", _number, **options), server

    return run


@pytest.fixture
def spread(serve: Serve, open_to: Open) -> Fetch:
    """Fetch the first page, then the others, as if side by side: the last one first."""

    def run(say: Any, **options: Any) -> tuple[Outcome[list[int]], Talker]:
        server = serve(say)
        begun = clients.begin(open_to(server), "zaken", **options)
        if begun.value is None:
            return begun.map(lambda _begun: []), server
        parts = [other() for other in reversed(begun.value.others)]
        return begun.value.whole(parts[::-1]).map(lambda items: [_number(item) for item in items]), server

    return run


@pytest.fixture(params=["fetch", "spread"])
def either(request: pytest.FixtureRequest) -> Fetch:
    """Fetch in both ways."""
    way: Fetch = request.getfixturevalue(request.param)
    return way


def _number(item: Any) -> int:
    return int(item["nummer"])


@pytest.mark.covers("I-008")
@pytest.mark.parametrize("total", [1, 3, 4, 9])
def test_all_pages_are_fetched(total: int, either: Fetch) -> None:
    outcome, server = either(pages(total), params={"rol": "x"})

    assert (outcome.kind, outcome.value) == (Kind.OK, list(range(total)))
    assert server.connections == 1
    assert server.paths[0] == "/api/zaken?rol=x"


def test_no_items_is_empty(either: Fetch) -> None:
    assert either(pages(0))[0].kind is Kind.EMPTY


@pytest.mark.fault("F12")
@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (answer(status=500), Reason.HAS_TROUBLE),
        (answer(b"<html>"), Reason.MALFORMED),
        (answer(status=404), Reason.MALFORMED),
        (as_json({"results": "geen"}), Reason.MALFORMED),
        (as_json({"results": [], "next": 5}), Reason.MALFORMED),
        (b"", Reason.BROKEN_OFF),
    ],
)
def test_when_a_later_page_fails_what_there_is_is_shown_as_cut(
    said: bytes, reason: Reason, fetch: Any
) -> None:
    outcome, _server = fetch(pages(15, page2=said))

    assert (outcome.kind, outcome.is_cut, outcome.reason) == (Kind.PARTIAL, True, reason)
    assert outcome.value == [0, 1, 2]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (answer(status=500), Kind.UNAVAILABLE),
        (answer(status=403), Kind.FORBIDDEN),
        (answer(status=404), Kind.NOT_FOUND),
        (as_json({"detail": "?"}), Kind.MALFORMED),
    ],
)
def test_when_the_first_page_fails_there_is_nothing(said: bytes, kind: Kind, either: Fetch) -> None:
    outcome, _server = either(pages(15, page1=said))

    assert (outcome.kind, outcome.value) == (kind, None)


@pytest.mark.fault("F12")
@pytest.mark.parametrize("link", ["?page=2", "?page=1", "/api/zaken"])
def test_a_circle_of_links_ends(link: str, fetch: Any) -> None:
    again = as_json({"count": 6, "next": link, "results": [{"url": "https://x/3", "nummer": 3}]})

    outcome, server = fetch(pages(6, page2=again))

    assert outcome.value == [0, 1, 2, 3]
    assert outcome.is_cut
    assert len(server.asked) <= 3


@pytest.mark.fault("F12")
def test_endless_pages_stop_at_the_cap(either: Fetch) -> None:
    outcome, server = either(pages(1_000_000), most_pages=4)

    assert (len(outcome.value), outcome.is_cut, outcome.kind) == (12, True, Kind.PARTIAL)
    assert len(server.asked) == 4


def test_more_items_than_wanted_stop_at_the_cap(fetch: Any) -> None:
    outcome, server = fetch(pages(100), most_items=4)

    assert (outcome.value, outcome.is_cut) == ([0, 1, 2, 3], True)
    assert len(server.asked) == 2


@pytest.mark.fault("F12")
def test_the_cap_is_no_cut_where_the_list_ends_there(fetch: Any) -> None:
    outcome, _server = fetch(pages(6), most_items=6, most_pages=2)

    assert (outcome.kind, len(outcome.value)) == (Kind.OK, 6)


@pytest.mark.fault("F12")
def test_an_item_on_two_pages_is_shown_once(either: Fetch) -> None:
    """It moved to the next page while they were fetched."""
    items = [{"url": f"https://x/{number}", "nummer": number} for number in (2, 3, 4)]

    outcome, _server = either(pages(6, page2=as_json({"count": 6, "next": None, "results": items})))

    assert (outcome.kind, outcome.value) == (Kind.OK, [0, 1, 2, 3, 4])


@pytest.mark.fault("F12")
@pytest.mark.parametrize(("count", "is_cut"), [(500, True), (1, False), ("veel", False)])
def test_a_total_that_promises_more_than_comes_is_told_as_cut(
    count: Any, is_cut: bool, either: Fetch
) -> None:
    only = as_json({"count": count, "next": None, "results": [{"nummer": 1}, {"nummer": 2}]})

    outcome, _server = either(pages(2, page1=only))

    assert (outcome.value, outcome.is_cut) == ([1, 2], is_cut)


@pytest.mark.attack("W02")
@pytest.mark.fault("F12")
def test_a_next_page_elsewhere_is_not_fetched(either: Fetch, serve: Serve) -> None:
    thief = serve()
    first = as_json({"count": 9, "next": f"{thief.url}/api/zaken", "results": [{"nummer": 1}]})

    outcome, _server = either(pages(9, page1=first))

    assert (outcome.value, outcome.reason) == ([1], Reason.ADDRESS_REFUSED)
    assert thief.asked == []


@pytest.mark.fault("F10")
def test_an_item_that_is_not_understood_is_left_out_and_counted(fetch: Any) -> None:
    some = as_json({"results": [{"nummer": 1}, {"nummer": "x"}, {}, None, {"nummer": 2}]})

    outcome, _server = fetch(pages(5, page1=some))

    assert (outcome.kind, outcome.value, outcome.missing) == (Kind.PARTIAL, [1, 2], 3)


@pytest.mark.covers("I-037")
def test_a_bare_list_is_a_list(either: Fetch) -> None:
    outcome, _server = either(pages(1, page1=as_json([{"nummer": 7}])))

    assert (outcome.kind, outcome.value) == (Kind.OK, [7])


def test_the_next_page_of_a_search_is_searched_too(fetch: Any) -> None:
    _outcome, server = fetch(pages(4), method="POST", json={"a": 1}, is_safe=True)

    assert [(asked.method, asked.body) for asked in server.asked] == [("POST", b'{"a": 1}')] * 2
