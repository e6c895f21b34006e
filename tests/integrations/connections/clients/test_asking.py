"""One question, one of seven outcomes (architecture I3, M-03)."""

from collections.abc import Callable
from typing import Any

import pytest
import structlog

from integrations.connections import clients
from integrations.errors import NotConfiguredError, Reason
from integrations.outcomes import Kind, found
from tests.integrations.talking import Talker, answer, as_json

type Serve = Callable[..., Talker]
type Open = Callable[..., clients.Client]


def as_it_is(content: Any) -> Any:
    return content


@pytest.mark.covers("M-03")
@pytest.mark.parametrize(
    ("said", "kind", "reason"),
    [
        (as_json({"a": 1}), Kind.OK, None),
        (as_json([]), Kind.EMPTY, None),
        (answer(status=404), Kind.NOT_FOUND, None),
        (answer(status=410), Kind.NOT_FOUND, None),
        (answer(status=401), Kind.FORBIDDEN, Reason.REFUSED),
        (answer(status=403), Kind.FORBIDDEN, Reason.REFUSED),
        (answer(status=429), Kind.UNAVAILABLE, Reason.THROTTLED),
        (answer(status=503), Kind.UNAVAILABLE, Reason.HAS_TROUBLE),
        (b"", Kind.UNAVAILABLE, Reason.BROKEN_OFF),
        (answer(b"<html>"), Kind.MALFORMED, Reason.MALFORMED),
        (answer(status=400), Kind.MALFORMED, Reason.MALFORMED),
        (answer(status=302), Kind.MALFORMED, Reason.MALFORMED),
        (answer(status=204), Kind.MALFORMED, Reason.MALFORMED),
    ],
)
def test_every_answer_has_its_outcome(
    said: bytes, kind: Kind, reason: Reason | None, serve: Serve, open_to: Open
) -> None:
    outcome = clients.ask(open_to(serve(lambda asked: said)), "zaken/1", as_it_is)

    assert (outcome.kind, outcome.reason) == (kind, reason)


def test_what_is_found_is_in_our_words(serve: Serve, open_to: Open) -> None:
    server = serve(lambda asked: as_json({"omschrijving": "Verhuizing"}))

    outcome = clients.ask(open_to(server), "zaken/1", lambda content: content["omschrijving"])

    assert outcome.value == "Verhuizing"


@pytest.mark.fault("F10")
@pytest.mark.parametrize("content", [{}, [], {"naam": None}, "x"])
def test_a_form_that_the_reader_does_not_know_is_malformed_and_not_quoted(
    content: Any, serve: Serve, open_to: Open
) -> None:
    def read(given: Any) -> str:
        if given == "x":
            raise ValueError("999990019")
        return str(given["naam"].upper())

    with structlog.testing.capture_logs() as logs:
        outcome = clients.ask(open_to(serve(lambda asked: as_json(content))), "personen/1", read)

    assert outcome.kind is Kind.MALFORMED
    assert "999990019" not in str(logs)
    assert logs[-1]["event"] == "connection.misread"


def test_a_question_of_several_calls_has_one_outcome() -> None:
    def missing() -> Any:
        raise NotConfiguredError

    assert clients.outcome_of(lambda: found("ja")).kind is Kind.OK
    assert clients.outcome_of(missing).reason is Reason.SWITCHED_OFF


def test_a_search_by_post_is_asked_as_one(serve: Serve, open_to: Open) -> None:
    server = serve()

    clients.ask(open_to(server), "zaken/_zoek", as_it_is, method="POST", json={"a": 1}, is_safe=True)

    assert (server.asked[0].method, server.asked[0].body) == ("POST", b'{"a": 1}')
