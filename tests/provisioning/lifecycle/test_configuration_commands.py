"""Files of configuration from the command line: words or JSON, and a code that scripts can use (C-034, C-072)."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from provisioning.lifecycle.management import commands
from provisioning.lifecycle.models import Operation
from tenants.models import FeatureSwitch, Tenant
from tenants.types import TenantRef
from tests.provisioning.lifecycle import files

pytestmark = pytest.mark.covers("C-034", "C-072")
ZONNEDAM = "zonnedam.localhost"
FILE = """version: 1
municipality:
  host: zonnedam.localhost
features:
  search: false
"""


def run(*words: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(*words, stdout=out, stderr=err)
    except SystemExit as end:
        return int(end.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def data(*words: str) -> tuple[int, Any]:
    code, out, _err = run(*words, "--json")
    return code, json.loads(out)


@pytest.fixture
def path(tmp_path: Path, zonnedam: TenantRef) -> Path:
    """A file for Zonnedam, who has a first release."""
    files.settle(zonnedam)
    found = tmp_path / "zonnedam.yaml"
    found.write_text(FILE)
    return found


def test_a_plan_ends_with_2_when_something_would_change_0_when_not_and_1_when_refused(path: Path) -> None:
    code, out, _err = run("plan_config", str(path))
    assert code == 2
    assert out.splitlines() == [
        "Onderdelen (1 weg)",
        "  Onderdeel Zoeken: aan → uit",
        "  Blijft staan: products, sign_in. Alleen weg met --remove features.",
    ]

    path.write_text(FILE.replace("false", "true"))
    code, out, _err = run("plan_config", str(path))
    assert (code, "→" in out) == (0, False)

    path.write_text(FILE.replace("false", "soms") + "sterren: 1\n")
    code, out, err = run("plan_config", str(path))
    assert (code, out) == (1, "")
    assert err.splitlines()[0] == "Regel 5 (features.search): Schrijf hier true of false."
    assert err.splitlines()[1].startswith("Regel 6 (sterren): Deze sectie bestaat niet.")
    assert data("plan_config", str(path))[1]["refused"].keys() == {
        "Regel 5 (features.search)",
        "Regel 6 (sterren)",
    }


def test_what_is_left_and_what_goes_is_told_by_name(path: Path) -> None:
    path.write_text(FILE.replace("search: false", "products: true"))

    code, told = data("plan_config", str(path))
    assert (code, told["sections"][0]["left"]) == (0, ["search", "sign_in"])
    code, told = data("plan_config", str(path), "--remove", "features")
    assert (code, told["sections"][0]["removed"]) == (2, ["search", "sign_in"])


def test_a_file_is_applied_and_then_there_is_nothing_to_do(path: Path, zonnedam: TenantRef) -> None:
    code, told = data("apply_config", str(path), "--wait", "--reason", "Op verzoek")

    assert (code, told["kind"], told["state"]) == (0, "configure", "done")
    assert not FeatureSwitch.objects.get(tenant__uuid=zonnedam.uuid, feature="search").is_on
    assert data("apply_config", str(path), "--wait") == (0, {"operation": None})


def test_drift_ends_with_2_0_and_1(path: Path, zonnedam: TenantRef) -> None:
    assert data("config_drift", ZONNEDAM)[0] == 1
    run("apply_config", str(path), "--wait")
    assert data("config_drift", ZONNEDAM) == (0, {"file": data_digest(), "release": None, "drift": []})

    FeatureSwitch.objects.filter(tenant__uuid=zonnedam.uuid, feature="search").update(is_on=True)

    code, told = data("config_drift", ZONNEDAM)
    assert (code, told["drift"][0]["lines"]) == (2, ["Onderdeel Zoeken: uit → aan"])
    assert run("config_drift", ZONNEDAM)[1] == "Onderdelen\n  Onderdeel Zoeken: uit → aan\n"


def data_digest() -> str:
    return str(files.reading.read(FILE).digest)


def test_what_is_shown_can_be_applied(path: Path, zonnedam: TenantRef) -> None:
    code, out, _err = run("show_config", ZONNEDAM)
    assert code == 0
    path.write_text(out)

    assert run("plan_config", str(path))[0] == 0
    assert data("show_config", ZONNEDAM)[1] == files.reading.read(out).told


def test_the_file_of_another_is_refused(path: Path) -> None:
    code, _out, err = run("plan_config", str(path), "--tenant", "waterrijk.localhost")

    assert code == 1
    assert "Dit bestand is van een andere gemeente dan Waterrijk." in err


def test_a_file_that_is_not_there_is_refused(path: Path) -> None:
    assert run("plan_config", str(path.with_name("weg.yaml")))[0] == 1
    assert run("apply_config", str(path.with_name("weg.yaml")))[0] == 2


NEW = """version: 1
municipality:
  host: {host}
  kind: sandbox
  administrator: beheer@nieuwdorp.example
look:
  name: Nieuwdorp
  theme: zonnedam
features:
  search: true
texts:
  tagline: Nieuw en mooi
contact:
  phone: 14 0123
"""
HOST = "nieuwdorp.localhost"


def test_a_municipality_that_is_not_there_is_opened_only_when_asked(
    tmp_path: Path, zonnedam: TenantRef
) -> None:
    path = tmp_path / "nieuw.yaml"
    path.write_text(NEW.format(host=HOST))

    code, out, _err = run("plan_config", str(path))
    assert code == 2
    assert out.splitlines()[0] == "Er wordt een gemeente geopend: Nieuwdorp op nieuwdorp.localhost."
    assert "  Slogan: (leeg) → “Nieuw en mooi”" in out.splitlines()
    code, _out, err = run("apply_config", str(path))
    assert (code, "Met --open" in err) == (2, True)
    assert not Operation.objects.exists()


def test_all_that_stands_in_the_way_of_opening_is_said_at_once(tmp_path: Path, zonnedam: TenantRef) -> None:
    path = tmp_path / "nieuw.yaml"
    path.write_text(
        NEW.format(host="console.localhost").replace("beheer@", "").replace("14 0123", "bel ons")
        .replace("name: Nieuwdorp", "name: Zonnedam")
    )  # fmt: skip

    code, _out, err = run("apply_config", str(path), "--open", "--wait")

    assert code == 2
    lines = [line.partition(":")[0] for line in err.splitlines()]
    assert lines == [
        "Regel 3 (municipality.host)", "Regel 5 (municipality.administrator)", "Regel 7 (look.name)",
        "Regel 14 (contact.phone)",
    ]  # fmt: skip
    assert not Operation.objects.exists()


@pytest.mark.long
@pytest.mark.covers("M-15")
@pytest.mark.usefixtures("committing")
def test_from_nothing_to_a_working_municipality_with_one_file(tmp_path: Path) -> None:
    path = tmp_path / "nieuw.yaml"
    path.write_text(NEW.format(host=HOST))

    code, told = data("apply_config", str(path), "--open", "--wait", "--reason", "Nieuwe klant")

    assert (code, told["kind"], told["state"]) == (0, "configure", "done")
    made = Tenant.objects.get(domains__domain=HOST)
    assert (made.name, made.state) == ("Nieuwdorp", "trial")
    shown = files.reading.read(files.shown(made.ref())).told
    assert shown["texts"]["tagline"] == "Nieuw en mooi"
    assert shown["contact"]["phone"] == "14 0123"
    assert shown["features"]["search"] is True
    assert data("apply_config", str(path), "--open", "--wait") == (0, {"operation": None})
    assert data("config_drift", HOST)[0] == 0
    assert "beheer@nieuwdorp.example" not in repr(list(Operation.objects.filter(kind="configure").values()))


def test_every_command_on_files_is_there() -> None:
    names = {path.stem for path in Path(commands.__path__[0]).glob("*config*.py")}
    assert names == {"show_config", "plan_config", "apply_config", "config_drift"}
