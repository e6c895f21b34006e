"""What is told to Redis leaves at once, waits for nothing, and is never taken for the answer to a question."""

import uuid
from collections.abc import Iterator

import pytest
from django.conf import settings

from tenants.wires import AwayError, Wires, lines, plain
from tests.stack import until


@pytest.fixture
def wires(monkeypatch: pytest.MonkeyPatch) -> Iterator[Wires]:
    monkeypatch.setattr(lines, "LINGER", 60.0)
    monkeypatch.setattr(lines, "CONNECTING", 30.0)
    wires = Wires(settings.REDIS_URL, patience=30.0, is_hasty=False)
    yield wires
    wires.close()


@pytest.fixture
def others() -> Iterator[Wires]:
    others = Wires(settings.REDIS_URL, patience=30.0, is_hasty=False)
    yield others
    others.close()


@pytest.fixture
def key() -> str:
    return f"test:wires:{uuid.uuid4()}"


def value(wires: Wires, key: str) -> list[bytes | None]:
    return wires.ask(plain(["GET", key]))


def test_what_is_told_leaves_at_once_although_nothing_is_asked(wires: Wires, others: Wires, key: str) -> None:
    wires.ask(plain(["PING"]))

    wires.tell(plain(["SET", key, "told", "EX", 60]))

    until(lambda: value(others, key) == [b"told"], "what was told")


def test_what_is_only_said_waits_for_the_next_question(wires: Wires, others: Wires, key: str) -> None:
    """The control."""
    wires.ask(plain(["PING"]))

    wires.say(plain(["SET", key, "said", "EX", 60]))

    assert value(others, key) == [None]
    assert value(wires, key) == [b"said"]


def test_a_question_gets_its_own_answer_whatever_was_told_before(wires: Wires, key: str) -> None:
    wires.ask(plain(["PING"]))
    for number in range(5):
        wires.tell(plain(["SET", key, number, "EX", 60]), plain(["STRLEN", key]))
    wires.tell(plain(["NO-SUCH-COMMAND"]))  # a refusal is nobody's to hear

    assert wires.ask(plain(["GET", key]), plain(["ECHO", "asked"])) == [b"4", b"asked"]
    assert wires.ask(plain(["ECHO", "again"])) == [b"again"]


def test_what_is_told_where_there_is_no_line_yet_goes_along_with_the_first_question(
    wires: Wires, key: str
) -> None:
    wires.tell(plain(["SET", key, "first", "EX", 60]))

    assert value(wires, key) == [b"first"]


def test_a_line_that_was_hung_up_after_something_was_told_is_replaced(
    wires: Wires, others: Wires, key: str
) -> None:
    (mine,) = wires.ask(plain(["CLIENT", "ID"]))
    wires.tell(plain(["SET", key, "told", "EX", 60]))
    others.ask(plain(["CLIENT", "KILL", "ID", mine]))

    assert wires.ask(plain(["ECHO", "asked"])) == [b"asked"]


@pytest.mark.fault("F22")
def test_nobody_to_tell_is_said_at_once(wires: Wires) -> None:
    away = Wires("redis://127.0.0.1:9/0")
    with pytest.raises(AwayError):
        away.ask(plain(["PING"]))

    with pytest.raises(AwayError):
        away.tell(plain(["PING"]))
    away.close()
