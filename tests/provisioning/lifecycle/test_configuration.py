"""Configuration as code: one file, planned, applied, shown (requirement C-034)."""

import pytest

from portal.core.models import Texts
from provisioning.lifecycle import operations, runner
from provisioning.lifecycle.as_code import drifting
from provisioning.lifecycle.as_code.types import FileError
from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.types import OperationState
from tenants import registers
from tenants.configuration import queries as releases
from tenants.entry import enter
from tenants.models import Domain, FeatureSwitch, OperatorRecord
from tenants.types import TenantRef
from tests.provisioning.lifecycle import files
from tests.provisioning.lifecycle.plans import OPERATOR

pytestmark = pytest.mark.covers("C-034")
DONE = OperationState.DONE


def refusals(tenant: TenantRef, document: files.Document | str, *remove: str) -> list[tuple[int, str]]:
    with pytest.raises(FileError) as raised:
        files.planned(tenant, document, *remove, environment={})
    return [(refusal.line, refusal.place) for refusal in raised.value.refusals]


def test_every_part_of_the_configuration_stands_in_the_file() -> None:
    assert {part for section in registers.sections for part in section.parts} == {
        part.key for part in registers.parts
    }


@pytest.mark.covers("M-18")
def test_showing_and_applying_changes_nothing(zonnedam: TenantRef) -> None:
    files.settle(zonnedam)
    before = files.now(zonnedam)

    assert not files.planned(zonnedam, files.shown(zonnedam)).changes
    assert files.applied(zonnedam, files.shown(zonnedam)) is DONE

    assert files.now(zonnedam) == before
    assert len(releases.releases(zonnedam.uuid)) == 1


def test_a_file_changes_what_it_names_as_one_release(zonnedam: TenantRef) -> None:
    files.settle(zonnedam)
    document = files.file(
        zonnedam,
        look={"theme": "waterrijk"},
        features={"search": False},
        texts={"tagline": "Welkom in de zon"},
        domains=[{"host": "zon.localhost"}],
    )

    lines = [line for section in files.planned(zonnedam, document).sections for line in section.lines]
    assert lines == [
        "Thema: Zonnedam → Waterrijk",
        "Onderdeel Zoeken: aan → uit",
        "Webadres zon.localhost: nee → ja",
        "Slogan: (leeg) → “Welkom in de zon”",
    ]
    assert files.applied(zonnedam, document) is DONE

    newest, *_rest = releases.releases(zonnedam.uuid)
    assert (newest.number, newest.reason) == (2, "Configuratiebestand: Test")
    with enter(zonnedam):
        assert Texts.objects.get().tagline == "Welkom in de zon"
    assert not FeatureSwitch.objects.get(tenant__uuid=zonnedam.uuid, feature="search").is_on
    assert OperatorRecord.objects.filter(action="configuration.applied", tenant=zonnedam.uuid).count() == 1


def test_applying_twice_changes_nothing(zonnedam: TenantRef) -> None:
    files.settle(zonnedam)
    document = files.file(zonnedam, texts={"tagline": "Twee keer"})

    assert files.applied(zonnedam, document) is DONE
    assert files.applied(zonnedam, document) is None
    assert len(releases.releases(zonnedam.uuid)) == 2


def test_what_a_file_leaves_out_stays_unless_it_is_to_be_removed(zonnedam: TenantRef) -> None:
    files.settle(zonnedam)
    document = files.file(zonnedam, features={"products": True})

    (features,) = files.planned(zonnedam, document).sections
    assert (features.lines, features.left) == ((), ("search",))

    (features,) = files.planned(zonnedam, document, "features").sections
    assert (features.lines, features.removed) == (("Onderdeel Zoeken: aan → uit",), ("search",))
    assert files.applied(zonnedam, document, "features") is DONE
    assert not FeatureSwitch.objects.get(tenant__uuid=zonnedam.uuid, feature="search").is_on


def test_all_that_is_wrong_is_said_at_once_with_its_line(zonnedam: TenantRef) -> None:
    files.settle(zonnedam)
    text = """version: 1
municipality:
  host: zonnedam.localhost
look:
  theme: bestaat-niet
features:
  sterrenwacht: true
texts:
  tagline: 12
  wachtwoord: x
contact:
  email: geen adres
domains:
  - host: waterrijk.localhost
"""

    assert refusals(zonnedam, text) == [(9, "texts.tagline"), (10, "texts.wachtwoord")]
    assert refusals(zonnedam, text.replace("  tagline: 12\n  wachtwoord: x\n", "  tagline: x\n")) == [
        (5, "look.theme"),
        (7, "features.sterrenwacht"),
        (11, "contact.email"),
        (13, "domains.1.host"),
    ]


def test_nothing_is_half_applied(zonnedam: TenantRef, monkeypatch: pytest.MonkeyPatch) -> None:
    files.settle(zonnedam)
    before = files.now(zonnedam)
    document = files.file(zonnedam, features={"search": False}, texts={"tagline": "Half"})
    monkeypatch.setattr("provisioning.lifecycle.steps.site.run", lambda _operation: 1 / 0)

    assert files.applied(zonnedam, document) is not DONE
    assert files.now(zonnedam) == before
    assert len(releases.releases(zonnedam.uuid)) == 1


def test_drift_is_what_differs_from_the_last_file(zonnedam: TenantRef) -> None:
    files.settle(zonnedam)
    assert drifting.drift(files.row(zonnedam)) is None
    files.applied(zonnedam, files.file(zonnedam, texts={"tagline": "Zo hoort het"}))
    drift = drifting.drift(files.row(zonnedam))
    assert drift and drift.sections == ()

    with enter(zonnedam):
        Texts.objects.update(tagline="Anders", welcome="Niet in het bestand")

    drift = drifting.drift(files.row(zonnedam))
    assert drift and [section.lines for section in drift.sections] == [("Slogan: “Zo hoort het” → “Anders”",)]


def test_the_file_of_another_municipality_is_refused(zonnedam: TenantRef, waterrijk: TenantRef) -> None:
    files.settle(zonnedam)

    assert refusals(zonnedam, files.shown(waterrijk)) == [(4, "municipality.host")]


def test_a_plan_that_is_another_by_now_is_not_applied(zonnedam: TenantRef) -> None:
    files.settle(zonnedam)
    document = files.file(zonnedam, features={"search": False})
    seen = files.planned(zonnedam, document).digest
    operations.switch_feature(tenant=zonnedam.uuid, feature="search", on=False, by=OPERATOR)

    with pytest.raises(RefusedError, match="Intussen"):
        operations.request_configuration(document, tenant=zonnedam.uuid, by=OPERATOR, seen=seen)


def test_undoing_puts_back_what_was(zonnedam: TenantRef) -> None:
    files.settle(zonnedam)
    before = files.now(zonnedam)
    files.applied(zonnedam, files.file(zonnedam, features={"search": False}, texts={"tagline": "Weg"}))
    operation = Operation.objects.get(kind="configure")
    Operation.objects.filter(pk=operation.pk).update(state="failed")

    operations.undo(operation, by=OPERATOR)
    runner.run(operation.uuid)

    assert files.now(zonnedam) == before
    assert drifting.latest(zonnedam.uuid) is None
    assert Domain.objects.filter(tenant__uuid=zonnedam.uuid).count() == 1
