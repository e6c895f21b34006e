"""Lists that break off are completed one by one, older systems take few calls too, and catalogues stay apart."""

from collections.abc import Callable

import pytest

from integrations.zgw import models
from integrations.zgw.queries import mirror
from integrations.zgw.types import Part
from tenants.entry import enter
from tenants.types import TenantRef
from tests.integrations.zgw.mirror.conftest import EXTERNAL, Mirrored


@pytest.mark.covers("I-046", "I-050")
@pytest.mark.parametrize(("stand_in", "calls"), [("zgw", 5), ("zgw-1.0", 7)])
def test_a_fresh_catalogue_takes_few_calls(
    stand_in: str, calls: int, mirrored: Callable[[str], Mirrored], zonnedam: TenantRef
) -> None:
    system = mirrored(stand_in)
    with enter(zonnedam):
        run = system.synchronise()

        assert run.is_whole
        assert system.calls() == calls


@pytest.mark.covers("I-050", "W-39")
@pytest.mark.fault("F05")
def test_nobody_goes_on_asking_one_by_one_who_hears_nothing(system: Mirrored) -> None:
    system.connection.fault("catalogi/resultaattypen", status=500)

    run = system.synchronise()

    assert {one.part for one in run.failures} == {Part.RESULT_TYPE}
    assert system.connection.calls("catalogi/resultaattypen") < EXTERNAL
    assert len(mirror.in_force(system.key)) == EXTERNAL


@pytest.mark.covers("I-090")
def test_two_catalogues_behind_one_connection_have_keys_of_their_own(system: Mirrored) -> None:
    system.synchronise()
    known = system.in_force()
    (catalogue,) = models.Catalogue.objects.filter(connection=system.key)
    other = models.Catalogue.objects.create(
        connection_id=system.key, url=f"{catalogue.url}-2", domain="TWEE", rsin="1", read_at=catalogue.read_at
    )
    models.CaseType.objects.create(
        connection_id=system.key,
        catalogue=other,
        url=f"{known.case_type.url}-2",
        name="Ook een vergunning",
        identification=known.key.identification,
        is_external=True,
    )

    found = [one for one in mirror.in_force(system.key) if one.key.identification == known.key.identification]

    assert {(one.key.domain, one.case_type.name) for one in found} == {
        (catalogue.domain, known.case_type.name),
        ("TWEE", "Ook een vergunning"),
    }
    assert len(mirror.versions_of(known.key)) == 1
