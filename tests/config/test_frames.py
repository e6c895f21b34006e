"""What calls deeply asks the kernel for memory once, wherever the edges of chunks lie (docs/adr/0057)."""

import resource
import threading
from collections.abc import Callable

import pytest

from config.frames import roomy

DEEPEST, TIMES = 200, 100
"""Calls in each other, which pass an edge at least once; and how often the last one calls and returns."""


def faults_at(depth: int) -> int:
    """Count how often memory is touched that was not there, while the deepest function calls one more."""
    if depth:
        return faults_at(depth - 1)
    before = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt
    for _ in range(TIMES):
        leaf()
    return resource.getrusage(resource.RUSAGE_THREAD).ru_minflt - before


def leaf() -> None:
    return None


def worst() -> int:
    return max(faults_at(depth) for depth in range(DEEPEST))


def in_a_thread[R](function: Callable[[], R]) -> R:
    """Call a function where nothing has been called yet."""
    answers: list[R] = []
    thread = threading.Thread(target=lambda: answers.append(function()))  # noqa: TID251 - enters nobody
    thread.start()
    thread.join()
    return answers[0]


def test_with_room_no_depth_asks_for_memory_at_every_call() -> None:
    assert in_a_thread(roomy(worst)) < TIMES


def test_without_it_some_depth_does() -> None:
    """The negative control: if it fails, Python has mended this, and `config.frames` may go."""
    assert in_a_thread(worst) >= TIMES


def test_arguments_and_answer_are_passed_on() -> None:
    @roomy
    def named(first: int, *, second: str) -> str:
        return f"{first} {second}"

    assert named(1, second="two") == "1 two"
    assert named.__name__ == "named"


def test_so_is_an_error() -> None:
    with pytest.raises(ZeroDivisionError):
        roomy(lambda: 1 // 0)()


@pytest.mark.django_db
def test_the_server_calls_all_pages_with_room() -> None:
    from config import wsgi

    assert wsgi.application.__wrapped__.__class__.__name__ == "WSGIHandler"  # type: ignore[attr-defined]
