"""A list whose other pages are fetched side by side: whole, or honestly not (I-008, fault F12)."""

from collections.abc import Callable
from typing import Any

import pytest

from integrations.connections import clients
from integrations.errors import Reason
from integrations.outcomes import Kind, Outcome
from tests.integrations.connections.clients.test_paging import Open, Serve, pages
from tests.integrations.talking import Asked, Talker, answer, as_json

type Fetch = Callable[..., tuple[Outcome[list[Any]], Talker]]


@pytest.fixture
def fetch(serve: Serve, open_to: Open) -> Fetch:
    """Fetch the first page, then the others, the last one first."""

    def run(say: Any, **options: Any) -> tuple[Outcome[list[Any]], Talker]:
        server = serve(say)
        begun = clients.begin(open_to(server), "zaken", **options)
        if begun.value is None:
            return begun.map(lambda value: value.page.items), server
        parts = [other() for other in reversed(begun.value.others)]
        return begun.value.whole(parts[::-1]), server

    return run


def numbers(outcome: Outcome[list[Any]]) -> list[int]:
    return [item["nummer"] for item in outcome.value or []]


@pytest.mark.covers("I-008")
@pytest.mark.parametrize("total", [1, 3, 4, 9])
def test_all_pages_are_fetched_in_their_order(total: int, fetch: Fetch) -> None:
    outcome, server = fetch(pages(total), params={"rol": "x"})

    assert (outcome.kind, numbers(outcome)) == (Kind.OK, list(range(total)))
    assert server.paths[0] == "/api/zaken?rol=x"


def test_no_items_is_empty(fetch: Fetch) -> None:
    assert fetch(pages(0))[0].kind is Kind.EMPTY


@pytest.mark.fault("F12")
@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (answer(status=500), Reason.HAS_TROUBLE),
        (answer(b"<html>"), Reason.MALFORMED),
        (answer(status=404), Reason.MALFORMED),
        (b"", Reason.BROKEN_OFF),
    ],
)
def test_when_a_page_fails_all_others_are_shown_as_cut(said: bytes, reason: Reason, fetch: Fetch) -> None:
    outcome, _server = fetch(pages(9, page2=said))

    assert (outcome.kind, outcome.is_cut, outcome.reason) == (Kind.PARTIAL, True, reason)
    assert numbers(outcome) == [0, 1, 2, 6, 7, 8]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (answer(status=500), Kind.UNAVAILABLE),
        (answer(status=403), Kind.FORBIDDEN),
        (answer(status=404), Kind.NOT_FOUND),
        (as_json({"detail": "?"}), Kind.MALFORMED),
    ],
)
def test_when_the_first_page_fails_there_is_nothing(said: bytes, kind: Kind, fetch: Fetch) -> None:
    outcome, _server = fetch(pages(9, page1=said))

    assert (outcome.kind, outcome.value) == (kind, None)


@pytest.mark.fault("F12")
def test_of_more_pages_than_are_fetched_it_says_that_there_are_more(fetch: Fetch) -> None:
    outcome, server = fetch(pages(1_000_000), most_pages=4)

    assert (len(numbers(outcome)), outcome.is_cut, outcome.kind) == (12, True, Kind.PARTIAL)
    assert len(server.asked) == 4


@pytest.mark.fault("F12")
def test_a_page_more_than_was_counted_is_said_to_be_there(fetch: Fetch) -> None:
    """Something was added while the pages were fetched."""
    grown = as_json({"count": 7, "next": "?page=3", "results": [{"url": "https://x/5", "nummer": 5}]})

    outcome, _server = fetch(pages(6, page2=grown))

    assert outcome.is_cut


@pytest.mark.fault("F12")
def test_fewer_items_than_were_counted_are_not_all(fetch: Fetch) -> None:
    shrunk = as_json({"count": 5, "next": None, "results": [{"url": "https://x/3", "nummer": 3}]})

    outcome, _server = fetch(pages(5, page2=shrunk))

    assert (numbers(outcome), outcome.is_cut) == ([0, 1, 2, 3], True)


def test_an_item_that_stands_on_two_pages_is_shown_once(fetch: Fetch) -> None:
    both = [{"url": f"https://x/{each}", "nummer": each} for each in (2, 3, 4)]
    moved = as_json({"count": 6, "next": None, "results": both})

    outcome, _server = fetch(pages(6, page2=moved))

    assert numbers(outcome) == [0, 1, 2, 3, 4]


def without_numbers(asked: Asked) -> bytes:
    """Say pages that are found by a mark, as some systems have them."""
    place = int(asked.target.partition("na=")[2] or 0)
    items = [{"url": f"https://x/{place}", "nummer": place}]
    return as_json({"count": 3, "next": f"?na={place + 1}" if place < 2 else None, "results": items})


def without_count(asked: Asked) -> bytes:
    """Say pages of which nobody tells how many there are."""
    place = int(asked.target.partition("page=")[2] or 1)
    items = [{"url": f"https://x/{place}", "nummer": place - 1}]
    return as_json({"next": f"?page={place + 1}" if place < 3 else None, "results": items})


@pytest.mark.parametrize("say", [without_numbers, without_count])
def test_pages_that_cannot_be_numbered_follow_each_other(say: Callable[[Asked], bytes], fetch: Fetch) -> None:
    outcome, server = fetch(say)

    assert (outcome.kind, numbers(outcome)) == (Kind.OK, [0, 1, 2])
    assert len(server.asked) == 3


@pytest.mark.attack("W02")
def test_a_link_that_leads_elsewhere_is_not_followed(fetch: Fetch) -> None:
    away = as_json(
        {
            "count": 6,
            "next": "https://elders.example/?page=2",
            "results": [{"url": "https://x/0", "nummer": 0}],
        }
    )

    outcome, server = fetch(pages(6, page1=away))

    assert (numbers(outcome), outcome.is_cut, outcome.reason) == ([0], True, Reason.ADDRESS_REFUSED)
    assert len(server.asked) == 1
