"""A provider that is down, slow or talks nonsense: said as such, in the time of the call; nobody is let in (F21)."""

from typing import Any

import pytest

from integrations.connections.models import Connection
from integrations.digid_eherkenning.models import ProviderMetadata
from integrations.errors import Reason
from integrations.identities import RefusalReason
from integrations.sandbox.world.people import people
from tests.integrations.digid_eherkenning.dance import Door, refused
from tests.integrations.digid_eherkenning.forging import answered, nothing, resigned

FATIMA = people()[0].bsn
pytestmark = pytest.mark.fault("F21")
OUTAGES: list[tuple[dict[str, Any], RefusalReason]] = [
    ({"hang": True}, RefusalReason.UNAVAILABLE),
    ({"reset": True}, RefusalReason.UNAVAILABLE),
    ({"cut": True}, RefusalReason.UNAVAILABLE),
    ({"status": 500}, RefusalReason.UNAVAILABLE),
    ({"status": 503}, RefusalReason.UNAVAILABLE),
    ({"status": 429}, RefusalReason.UNAVAILABLE),
    ({"status": 403}, RefusalReason.UNAVAILABLE),
    ({"status": 404}, RefusalReason.UNAVAILABLE),
    ({"redirect": "http://127.0.0.1:1/"}, RefusalReason.UNAVAILABLE),
    ({"large": 5}, RefusalReason.UNAVAILABLE),
    ({"bad_gzip": True}, RefusalReason.UNAVAILABLE),
    ({"html": True}, RefusalReason.UNAVAILABLE),
]


def named(value: Any) -> str:
    return "-".join(value) if isinstance(value, dict) else ""


@pytest.mark.parametrize(("fault", "reason"), OUTAGES, ids=named)
def test_a_provider_that_does_not_answer_lets_nobody_in(
    digid: Door, fault: dict[str, Any], reason: RefusalReason
) -> None:
    assert digid.sign_in().acting.value == FATIMA
    departure, number = digid.begin()
    artifact = digid.choose(departure)
    Connection.objects.filter(pk=digid.connection).update(limits={"read": 0.5, "total": 0.5})
    digid.stage.fault("digid/artifacts", digid.slug, **fault)

    assert refused(lambda: digid.complete(artifact, number)).reason is reason


def test_an_artifact_is_asked_for_once(digid: Door) -> None:
    """It is good for one question: to ask again would be to lose what was answered."""
    digid.sign_in()
    departure, number = digid.begin()
    artifact = digid.choose(departure)
    digid.stage.passed.clear()
    digid.stage.fault("digid/artifacts", digid.slug, status=503)

    assert refused(lambda: digid.complete(artifact, number)).cause is Reason.HAS_TROUBLE
    assert digid.stage.calls("/artifacts") == 1


def test_a_first_visitor_of_a_provider_that_is_down_is_told_so(digid: Door) -> None:
    digid.stage.fault("digid/metadata", digid.slug, status=503)

    assert refused(digid.begin).reason is RefusalReason.UNAVAILABLE
    assert not ProviderMetadata.objects.filter(pk=digid.connection).exists()


def test_metadata_that_is_known_is_enough_to_leave_for_the_provider(digid: Door) -> None:
    """Signing in does not wait for metadata: only the first ever does."""
    digid.sign_in()
    digid.stage.fault("digid/metadata", digid.slug, status=503)

    assert digid.sign_in().acting.value == FATIMA


def test_the_breaker_spares_a_provider_that_is_down(digid: Door) -> None:
    digid.sign_in()
    digid.stage.fault("digid/artifacts", digid.slug, status=503)
    causes = set()
    for _attempt in range(12):
        departure, number = digid.begin()
        artifact = digid.choose(departure)
        causes.add(refused(lambda: digid.complete(artifact, number)).cause)  # noqa: B023 - called at once

    assert Reason.RESTING in causes


def test_after_the_outage_people_are_let_in(digid: Door) -> None:
    digid.stage.fault("digid/artifacts", digid.slug, status=503)
    assert digid.refused().reason is RefusalReason.UNAVAILABLE
    digid.stage.rest()

    assert answered(digid, resigned(nothing)).acting.value == FATIMA
