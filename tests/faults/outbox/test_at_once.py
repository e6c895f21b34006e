"""Two workers, or two who ask, at the same time: one item, one effect, in order (F41, F42)."""

import uuid

import pytest

from tests.faults.outbox.place import Place, Worker

pytestmark = [pytest.mark.fault("F41", "F42"), pytest.mark.covers("M-09")]
MANY = 8


def at_once(workers: list[Worker], **order: object) -> None:
    for worker in workers:
        worker.begin(**order)
    for worker in workers:
        worker.end()


def test_of_two_workers_that_come_at_once_one_has_the_effect_and_order_is_kept(here: Place) -> None:
    """The receiver knows no keys, and nobody looks: a second call would be a second effect."""
    receiver = here.receiver("core.blind")
    subject, run = str(uuid.uuid4()), uuid.uuid4().hex[:8]
    free = [f"free-{run}-{number:02}" for number in range(MANY)]
    ordered = [f"ordered-{run}-{number:02}" for number in range(MANY)]
    for one, other in zip(free, ordered, strict=True):
        here.worker.do(what="put", kind="core.blind", key=one)
        here.worker.do(what="put", kind="core.ordered", key=other, subject=subject)

    workers = [here.worker, here.second]
    for _round in range(MANY + 1):
        at_once(workers, what="race", port=receiver.port)
        if all(here.state(key) == "done" for key in (*free, *ordered)):
            break

    assert {key: receiver.effects[key] for key in (*free, *ordered)} == dict.fromkeys((*free, *ordered), 1)
    assert [key for key in receiver.order if key in ordered] == ordered


@pytest.mark.long
def test_of_two_who_ask_the_same_at_once_one_is_stored(here: Place) -> None:
    workers = [here.worker, here.second]
    for _round in range(3):
        key = f"same-{uuid.uuid4()}"
        at_once(workers, what="put", kind="core.knows_keys", key=key)

        assert here.ask(f"SELECT count(*) FROM {here.schema}.outbox_item WHERE key = %(key)s", key=key) == (
            1,
        )
        here.settle("core.knows_keys", key)
        assert here.receiver("core.knows_keys").effects[key] == 1
