"""Configuration as code: one file, planned, applied, shown (requirement C-034)."""

import contextlib
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as settings_of
from hypothesis import strategies as st
from pytest_django import Settings

from portal.core.models import Texts
from provisioning.lifecycle import operations, runner
from provisioning.lifecycle.as_code import drifting
from provisioning.lifecycle.as_code.types import FileError
from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.types import OperationState
from tenants import registers
from tenants.configuration import queries as releases
from tenants.entry import enter, outside
from tenants.models import Domain, FeatureSwitch, OperatorRecord, Tenant
from tenants.types import TenantRef
from tests.provisioning.lifecycle import files
from tests.provisioning.lifecycle.plans import OPERATOR
from tests.provisioning.lifecycle.sessions import as_process

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
    assert (features.lines, features.left) == ((), ("search", "sign_in"))

    (features,) = files.planned(zonnedam, document, "features").sections
    assert features.lines == ("Onderdeel Zoeken: aan → uit", "Onderdeel Inloggen: aan → uit")
    assert features.removed == ("search", "sign_in")
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
    assert drift
    assert drift.sections == ()

    with enter(zonnedam):
        Texts.objects.update(tagline="Anders", welcome="Niet in het bestand")

    drift = drifting.drift(files.row(zonnedam))
    assert drift
    assert [section.lines for section in drift.sections] == [("Slogan: “Zo hoort het” → “Anders”",)]


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


@pytest.mark.parametrize(
    ("sections", "place"),
    [
        ({"version": 2}, "version"),
        ({"municipality": None}, "municipality"),
        ({"municipality": {}}, "municipality.host"),
        ({"municipality": {"host": "zonnedam.localhost", "kind": "production"}}, "municipality.kind"),
        ({"municipality": {"host": "zonnedam.localhost", "cbs_code": "0363"}}, "municipality.cbs_code"),
        ({"features": ["search"]}, "features"),
        ({"texts": None}, "texts"),
        ({"look": {"name": ["x"]}}, "look.name"),
        ({"domains": [{"primary": True}]}, "domains.1.host"),
        ({"domains": [{"host": "zonnedam.localhost", "primary": False}]}, "domains"),
        ({"domains": [{"host": "zon.localhost"}, {"host": "zon.localhost"}]}, "domains.2.host"),
        ({"domains": [{"host": "mijn.zonnedam.nl"}]}, "domains.1.host"),
        ({"domains": [{"host": "console.localhost"}]}, "domains.1.host"),
        ({"domains": [{"host": "zonnedarn.localhost"}]}, "domains.1.host"),
        ({"texts": {"tagline": {"value_from": {"env": "HOME"}}}}, "texts.tagline"),
        ({"texts_config_enable": "ja"}, "texts_config_enable"),
        ({"sterren_config_enable": True}, "sterren_config_enable"),
    ],
)
def test_what_cannot_be_is_refused_at_its_place(
    zonnedam: TenantRef, sections: dict[str, Any], place: str
) -> None:
    found = refusals(zonnedam, files.file(zonnedam, **sections))

    assert place in [each for _line, each in found]


def test_a_section_can_be_set_aside(zonnedam: TenantRef) -> None:
    files.settle(zonnedam)
    aside = files.file(zonnedam, features={"search": False}, features_config_enable=False)

    assert files.planned(zonnedam, aside).sections == ()


def test_texts_come_from_the_environment_too(zonnedam: TenantRef) -> None:
    files.settle(zonnedam)
    texts = {
        "tagline": {"value_from": {"env": "TENANT_SLOGAN"}},
        "welcome": {"value_from": {"env": "TENANT_WELKOM", "default": "Dag"}},
    }
    document = files.file(zonnedam, texts=texts)

    plan = files.planned(zonnedam, document, environment={"TENANT_SLOGAN": "Zee"})
    assert plan.sections[0].lines == ("Slogan: (leeg) → “Zee”", "Welkomsttekst: (leeg) → “Dag”")
    assert refusals(zonnedam, document)[0][1] == "texts.tagline"


NAMES = st.sampled_from(
    ["host", "primary", "system", "slug", "secret", "limits", "tagline", "search", "name"]
)
ANYTHING = st.recursive(
    st.text(max_size=5) | st.booleans() | st.none() | st.integers(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=6,
)
KEYS = ["version", "municipality", "texts_config_enable", *(section.key for section in registers.sections)]


@settings_of(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(KEYS), ANYTHING, max_size=4))
def test_whatever_a_file_says_it_is_planned_or_refused(zonnedam: TenantRef, told: dict[str, Any]) -> None:
    whole = {"version": 1, "municipality": {"host": zonnedam.primary_host}, **told}

    with contextlib.suppress(FileError):
        assert files.planned(zonnedam, files.Document(whole, {}))


@pytest.mark.covers("architecture T2")
@pytest.mark.attack("P08")
def test_the_console_shows_plans_and_asks_without_looking_inside(own_database: str) -> None:
    zonnedam = Tenant.objects.get(name="Zonnedam").ref()
    files.settle(zonnedam)
    document = files.file(zonnedam, features={"search": False}, texts={"tagline": "Zee"})
    with as_process("console"), outside():
        assert "tagline: ''" in files.shown(zonnedam)
        plan = files.planned(zonnedam, document)
        assert [line for section in plan.sections for line in section.lines] == [
            "Onderdeel Zoeken: aan → uit",
            "Slogan: (leeg) → “Zee”",
        ]
        assert plan.release == 1
        operation = operations.request_configuration(
            document, tenant=zonnedam.uuid, by=OPERATOR, seen=plan.digest
        )
    assert operation

    runner.run(operation.uuid)

    assert not files.planned(zonnedam, document).changes


EXAMPLE = re.compile(r"```yaml\n(.*?)```", re.DOTALL)
MANUAL = Path(__file__).parents[3] / "docs/manual/configuration.md"


def test_the_example_of_the_manual_is_a_file_that_works(zonnedam: TenantRef, settings: Settings) -> None:
    settings.SANDBOX_URL = "http://localhost:9000"
    files.settle(zonnedam)
    (text,) = EXAMPLE.findall(MANUAL.read_text(encoding="utf-8"))
    environment = {"TENANT_ZONNEDAM_ZAKEN": "geheim-genoeg"}

    assert files.applied(zonnedam, text, environment=environment) is DONE

    assert not files.planned(zonnedam, text, environment=environment).changes
    told = files.reading.read(text).told
    assert told.keys() - {"version", "municipality"} == {section.key for section in registers.sections}


@pytest.mark.long
@settings_of(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    look=st.fixed_dictionaries({}, optional={"theme": st.sampled_from(["zonnedam", "waterrijk"])}),
    features=st.dictionaries(st.sampled_from(["search", "products"]), st.booleans()),
    tagline=st.text(st.characters(exclude_categories=["C"]), max_size=40),
    welcome=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40),
    others=st.lists(st.sampled_from(["zon.localhost", "strand.localhost"]), unique=True),
)
def test_whatever_was_applied_shown_and_applied_again_changes_nothing(
    zonnedam: TenantRef, look: Any, features: Any, tagline: str, welcome: str, others: list[str]
) -> None:
    files.settle(zonnedam)
    document = files.file(
        zonnedam,
        look=look,
        features=features,
        texts={"tagline": tagline, "welcome": welcome},
        domains=[{"host": host} for host in others],
    )
    assert files.applied(zonnedam, document) in {DONE, None}
    before = files.now(zonnedam)

    assert files.applied(zonnedam, document) is None
    assert not files.planned(zonnedam, files.shown(zonnedam)).changes
    assert files.applied(zonnedam, files.shown(zonnedam), "domains") is DONE

    assert files.now(zonnedam) == before
