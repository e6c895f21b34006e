"""A worker is killed with -9 at any point of a delivery, or of storing it: there is exactly one effect (M-09)."""

import itertools
import random
import uuid

import pytest

from tests.faults.outbox.place import TRACES, Place

pytestmark = [
    pytest.mark.fault("F37", "F38"),
    pytest.mark.covers("M-09", "architecture I7"),
]
PAIRS = 20
SAMPLE = 2
"""At how many statements `make test-processes` kills; around the call over the network always."""
KINDS = pytest.mark.parametrize(
    "kind", [pytest.param("core.knows_keys", marks=pytest.mark.long), "core.looks"]
)


@KINDS
def test_killed_at_a_few_points_a_delivery_has_one_effect(here: Place, kind: str) -> None:
    points = here.points(kind)
    call = points.index("sent")
    chosen = [(call,), (call + 1,), *((point,) for point in random.sample(range(len(points)), k=SAMPLE))]

    assert here.killed(kind, chosen) == dict.fromkeys(chosen, 1)


@pytest.mark.long
@KINDS
def test_killed_at_every_point_a_delivery_has_one_effect(here: Place, kind: str) -> None:
    number = len(here.points(kind))
    chosen = [(point,) for point in range(number)]

    assert number > 20
    assert here.killed(kind, chosen) == dict.fromkeys(chosen, 1)


@pytest.mark.long
@KINDS
def test_killed_twice_at_random_points_a_delivery_has_one_effect(here: Place, kind: str) -> None:
    number = len(here.points(kind))
    chosen = random.sample(list(itertools.product(range(number), range(number + 4))), k=PAIRS)

    assert here.killed(kind, chosen) == dict.fromkeys(chosen, 1)


def test_the_negative_control_sent_blindly_what_was_broken_off_has_two_effects(here: Place) -> None:
    sent = here.points("core.blind").index("sent")

    assert here.deliver("core.blind", "twice", sent) == 2


@pytest.mark.parametrize(
    "chosen", [pytest.param(SAMPLE, id="few"), pytest.param(1000, id="every", marks=pytest.mark.long)]
)
def test_killed_while_it_is_stored_it_is_whole_or_not_there(here: Place, chosen: int) -> None:
    """Whoever was killed told nobody that it was accepted; asking again under the same key has one effect."""
    number, killed = len(here.worker.do(what="put", kind="core.knows_keys", key=f"u{uuid.uuid4()}")), 0
    for point in random.sample(range(number), k=min(chosen, number)):
        key = f"stored-{uuid.uuid4()}"
        # What was remembered meanwhile is not asked again: the last points may not be reached, and it is stored then.
        killed += bool(here.worker.die(what="put", kind="core.knows_keys", key=key, point=point))
        assert here.ask(TRACES, key=key) in {(0, 0, 0), (2, 1, 1)}

        assert here.deliver("core.knows_keys", key) == 1
    assert killed
