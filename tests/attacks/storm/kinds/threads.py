"""Threads: by the one way that keeps the town, and bare ones, which must be refused."""

import threading
from typing import Any

from django.core.cache import cache
from django.db import connection

from tenants import parallel
from tenants.entry import enter
from tenants.errors import NoTenantError
from tests.attacks.storm.kinds import Kind
from tests.attacks.storm.kinds.entering import own_words
from tests.attacks.storm.scene import Try


def side_by_side(attempt: Try) -> None:
    """Work in threads of one's own."""
    own, _ = attempt.two()
    with enter(own.ref):
        for text in parallel.run(lambda number: f"{number} {own_words()}", range(2), threads=2):
            attempt.shown(text)


def bare_thread(attempt: Try) -> None:
    """Start a thread as anybody would, inside a town: it must see nothing, neither there nor elsewhere."""
    own, _ = attempt.two()
    reach = attempt.chance.choice((own_words, lambda: cache.get("menu"), lambda: cache.set("menu", "x")))
    met: list[Any] = []

    def work() -> None:
        try:
            met.append(reach())
        except BaseException as error:  # whatever it is, it is looked at below
            met.append(error)
        finally:
            connection.close()

    with enter(own.ref):
        thread = threading.Thread(target=work)  # noqa: TID251 - what must be refused
        thread.start()
        thread.join()
        attempt.shown(own_words())
    attempt.see("thread", repr(met))
    attempt.expect(isinstance(met[0], NoTenantError), f"a bare thread got {met[0]!r:.80}")
    attempt.outcome = "refused"


KINDS = [
    Kind("parallel work", side_by_side, 6, ("T15", "V6")),
    Kind("bare thread", bare_thread, 14, ("T15", "T16", "V7")),
]
