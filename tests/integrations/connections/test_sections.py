"""Connections as a file: there and back without differences, and without secrets (M-15, M-18)."""

import io
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import CommandError, call_command

from integrations.connections import queries, sections
from integrations.connections.models import Connection
from integrations.errors import NotConfiguredError, RefusedError
from tenants.audit import SYSTEM
from tenants.configuration.queries import releases
from tenants.entry import enter
from tenants.types import TenantRef
from tests.integrations.connections import pem
from tests.integrations.connections.conftest import Adding

pytestmark = pytest.mark.covers("M-15", "M-18")


@pytest.fixture
def file(add: Adding, zonnedam: TenantRef) -> str:
    """Two connections of Zonnedam, written down."""
    add(zonnedam, name="Zaken", trusted=pem.make("Eigen CA", ca=True).chain, limits={"total": 3.5})
    add(zonnedam, system="open_klant", secret="heel-geheim")
    with enter(zonnedam):
        return sections.write()


@pytest.mark.attack("W24", "P06")
def test_the_file_holds_no_secret(file: str, add: Adding) -> None:
    assert "Zaken" in file
    assert not any(word in file for word in ("heel-geheim", add.sandbox.secret, "v1:"))


def test_there_and_back_is_no_difference(file: str, zonnedam: TenantRef) -> None:
    before = len(releases(zonnedam.uuid))

    with enter(zonnedam):
        wanted = sections.read(file)
        assert sections.plan(wanted) == []
        assert sections.apply(wanted, by=SYSTEM) == []
        assert sections.write() == file
    assert len(releases(zonnedam.uuid)) == before


def test_another_municipality_gets_all_but_the_secrets(file: str, waterrijk: TenantRef) -> None:
    with enter(waterrijk):
        wanted = sections.read(file)
        planned = sections.plan(wanted)
        assert sections.apply(wanted, by=SYSTEM) == planned
        assert sections.apply(wanted, by=SYSTEM) == []

        made = {row.system: row for row in Connection.objects.all()}
        assert made["case_system"].limits == {"total": 3.5}
        assert (made["case_system"].secret, made["case_system"].fingerprint) == ("", "")
        with pytest.raises(NotConfiguredError):
            queries.access_to("case_system")
    assert planned == ["Koppeling Zaken: nee → ja", "Koppeling Open Klant: nee → ja"]
    assert releases(waterrijk.uuid)[0].titles == ("Koppelingen",)


def test_what_the_file_does_not_name_stays_unless_it_is_pruned(file: str, zonnedam: TenantRef) -> None:
    with enter(zonnedam):
        one = [each for each in sections.read(file) if each["system"] == "case_system"]

        assert sections.plan(one) == []
        assert sections.apply(one, by=SYSTEM, prune=True) == ["Koppeling Open Klant: ja → nee"]


@pytest.mark.attack("P06")
def test_a_file_cannot_lure_a_kept_secret_either(file: str, zonnedam: TenantRef, add: Adding) -> None:
    with enter(zonnedam):
        wanted: list[dict[str, Any]] = sections.read(file)
        wanted[0]["address"] = f"{add.sandbox.url}/elders"

        with pytest.raises(RefusedError):
            sections.apply(wanted, by=SYSTEM)
        assert Connection.objects.get(system="case_system").address == add.sandbox.address


def test_an_address_that_may_not_be_is_refused(file: str, waterrijk: TenantRef) -> None:
    with enter(waterrijk):
        wanted = sections.read(file.replace("/zgw", "@169.254.169.254/zgw"))

        with pytest.raises(RefusedError):
            sections.apply(wanted, by=SYSTEM)
        assert not Connection.objects.exists()


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"system": "sterrenwacht"}, "connections.1.system"),
        ({"authentication": "bidden"}, "connections.1.authentication"),
        ({"limits": {"total": 300}}, "connections.1.limits.total"),
        ({"slug": "Hoofd letter"}, "connections.1.slug"),
        ({"wachtwoord": "x"}, "connections.1.wachtwoord"),
    ],
)
def test_what_is_wrong_is_said_at_its_place(file: str, change: dict[str, Any], place: str) -> None:
    told = yaml.safe_load(file)
    told["connections"][0] |= change

    with pytest.raises(RefusedError) as raised:
        sections.read(yaml.safe_dump(told))

    assert list(raised.value.reasons) == [place]


def test_what_is_no_file_of_ours_is_refused() -> None:
    for text in ("{", "version: 2\nconnections: []", "[]"):
        with pytest.raises(RefusedError):
            sections.read(text)


def test_the_command_writes_plans_and_applies(file: str, waterrijk: TenantRef, tmp_path: Path) -> None:
    path = tmp_path / "koppelingen.yaml"
    path.write_text(file, encoding="utf-8")

    def run(*words: str) -> str:
        out = io.StringIO()
        call_command("connections_file", *words, stdout=out)
        return out.getvalue()

    assert run("zonnedam.localhost") == file
    planned = run(waterrijk.host, str(path))
    assert "Koppeling Zaken: nee → ja" in planned
    assert run(waterrijk.host, str(path), "--apply") == planned
    assert run(waterrijk.host, str(path), "--apply") == "Er verandert niets.\n"
    with pytest.raises(CommandError):
        run("nergens.localhost")
