"""Our certificate changes while people are on their way: nobody is lost, nothing becomes unreadable (attack W25)."""

import pytest

from integrations.connections import queries as connections
from integrations.connections.models import Connection
from integrations.connections.operations import succession
from integrations.digid_eherkenning import queries
from integrations.identities import RefusalReason
from tests.integrations.digid_eherkenning.dance import Door, fetch, own_pair, pem_of, refused


def follow(door: Door, name: str) -> None:
    """Put a certificate beside the one in use: it stands in our metadata, and signs nothing yet."""
    chain, key = pem_of(own_pair(name))
    row = Connection.objects.get(pk=door.connection)
    row.next_certificate = chain
    connections.NEXT_KEY.encrypt(key, row)
    row.save()


def change(door: Door) -> None:
    """Make the one beside it the one in use."""
    row = Connection.objects.get(pk=door.connection)
    succession.advance(row)
    row.save()


def tell(door: Door) -> None:
    """Give the provider our metadata, as they are now."""
    told = queries.metadata(door.connection, door.service)
    kind = "digid" if "digid" in door.service.entity_id else "eherkenning"
    status, _page, _headers = fetch("POST", f"{door.stage.url}/t/{door.slug}/{kind}/registration", told)
    assert status == 204


@pytest.mark.attack("W25")
@pytest.mark.covers("I-195")
@pytest.mark.parametrize("scheme", ["digid", "eherkenning"])
def test_who_left_before_the_change_comes_in_after_it(scheme: str, request: pytest.FixtureRequest) -> None:
    door: Door = request.getfixturevalue(scheme)
    follow(door, "het volgende")
    tell(door)
    under_way = [door.begin() for _ in range(3)]
    chosen = [(door.choose(departure), number) for departure, number in under_way]
    departure, number = door.begin()

    change(door)

    for artifact, own in chosen:
        assert door.complete(artifact, own)
    assert door.complete(door.choose(departure), number)
    assert door.sign_in()


@pytest.mark.attack("W25")
@pytest.mark.parametrize("scheme", ["digid", "eherkenning"])
def test_after_the_change_the_former_one_signs_nothing_and_the_provider_forgets_it(
    scheme: str, request: pytest.FixtureRequest
) -> None:
    door: Door = request.getfixturevalue(scheme)
    follow(door, "het volgende")
    change(door)
    tell(door)

    assert door.sign_in()


@pytest.mark.attack("W25")
def test_a_certificate_that_the_provider_was_not_told_of_lets_nobody_in(digid: Door) -> None:
    """The negative control: it is our metadata that carry people over the change."""
    tell(digid)
    departure, number = digid.begin()
    artifact = digid.choose(departure)
    follow(digid, "een ander")
    change(digid)

    refusal = refused(lambda: digid.complete(artifact, number))
    assert refusal.reason is RefusalReason.INVALID
