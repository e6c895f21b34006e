"""A list whose other pages are fetched side by side, beside what holds however it is fetched (`test_paging`)."""

from collections.abc import Callable

import pytest

from integrations.errors import Reason
from integrations.outcomes import Kind
from tests.integrations.connections.clients.test_paging import Fetch, pages, spread
from tests.integrations.talking import Asked, answer, as_json

__all__ = ["spread"]


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
def test_when_a_page_fails_all_others_are_shown_as_cut(said: bytes, reason: Reason, spread: Fetch) -> None:
    outcome, _server = spread(pages(9, page2=said))

    assert (outcome.kind, outcome.is_cut, outcome.reason) == (Kind.PARTIAL, True, reason)
    assert outcome.value == [0, 1, 2, 6, 7, 8]


@pytest.mark.fault("F12")
def test_a_page_more_than_was_counted_is_said_to_be_there(spread: Fetch) -> None:
    """Something was added while the pages were fetched."""
    grown = as_json({"count": 7, "next": "?page=3", "results": [{"url": "https://x/5", "nummer": 5}]})

    outcome, _server = spread(pages(6, page2=grown))

    assert outcome.is_cut


@pytest.mark.fault("F12")
def test_fewer_items_than_were_counted_are_not_all(spread: Fetch) -> None:
    shrunk = as_json({"count": 5, "next": None, "results": [{"url": "https://x/3", "nummer": 3}]})

    outcome, _server = spread(pages(5, page2=shrunk))

    assert (outcome.value, outcome.is_cut) == ([0, 1, 2, 3], True)


def marked(asked: Asked) -> bytes:
    """Say pages that are found by a mark, as some systems have them."""
    return _page(asked, "na=", counted=3)


def uncounted(asked: Asked) -> bytes:
    """Say pages of which nobody tells how many there are."""
    return _page(asked, "page=", counted=None)


def miscounted(asked: Asked) -> bytes:
    """Say pages, and that there are only as many items as are on the first."""
    return _page(asked, "page=", counted=1)


def _page(asked: Asked, word: str, *, counted: int | None) -> bytes:
    place = int(asked.target.partition(word)[2] or 1)
    items = [{"url": f"https://x/{place}", "nummer": place - 1}]
    count = {} if counted is None else {"count": counted}
    return as_json({**count, "next": f"?{word}{place + 1}" if place < 3 else None, "results": items})


@pytest.mark.parametrize("say", [marked, uncounted, miscounted])
def test_pages_that_cannot_be_numbered_follow_each_other(
    say: Callable[[Asked], bytes], spread: Fetch
) -> None:
    outcome, server = spread(say)

    assert (outcome.kind, outcome.value) == (Kind.OK, [0, 1, 2])
    assert len(server.asked) == 3
