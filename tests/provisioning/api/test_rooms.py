"""Hosts, releases, bulk, connections, board and audit, asked by a program: what the screens do, with the same rules."""

from collections.abc import Callable

import pytest

from integrations.connections.inbox.models import Command
from provisioning.console.types import Role
from provisioning.lifecycle.models import Bulk, Operation
from tenants.configuration import canonical
from tenants.models import OperatorRecord, Release, Tenant
from tenants.types import TenantRef
from tests.provisioning.api.programs import Program, problem
from tests.provisioning.console import municipalities

SECRET = "heel-geheim-van-de-leverancier"


def released(tenant: TenantRef, number: int) -> None:
    """Put a release into the directory, in which a part of another version has this number."""
    Release.objects.create(
        tenant=Tenant.objects.get(uuid=tenant.uuid),
        number=number,
        kind="change",
        snapshot=canonical.dump({"colour": number}),
        changed=["colour"],
        author_kind="operator",
    )


@pytest.mark.covers("C-032", "C-071")
def test_a_host_is_added_with_what_proves_it(program: Program) -> None:
    tenant = municipalities.make("Dijkstede")
    path = f"/tenants/{tenant.uuid}/domains"
    asked = program.post(path, {"host": "mijn.dijkstede.nl", "certificate": "own"})
    parent = program.post(path, {"host": "localhost", "certificate": "own"})

    assert (asked.status_code, asked.json()["kind"]) == (202, "change_domains")
    assert problem(parent) == (409, "refused")
    assert [each["isPrimary"] for each in program.get(path).json()["items"]] == [True]


def test_a_host_of_another_municipality_is_none_of_this_one(program: Program, zonnedam: TenantRef) -> None:
    tenant = municipalities.make("Dijkstede")
    one = f"/tenants/{tenant.uuid}/domains/{zonnedam.primary_host}"

    assert problem(program.post(f"{one}/proofs")) == (409, "refused")
    assert problem(program.ask("put", f"{one}/certificate", {"certificate": "own"})) == (409, "refused")
    assert problem(program.ask("delete", one)) == (409, "refused")
    primary = program.ask("put", f"/tenants/{tenant.uuid}/primary-domain", {"host": zonnedam.primary_host})
    assert problem(primary) == (409, "refused")


@pytest.mark.covers("C-033", "C-071")
def test_releases_are_listed_compared_and_put_back_or_refused(program: Program, zonnedam: TenantRef) -> None:
    path = f"/tenants/{zonnedam.uuid}"
    for number in (1, 2):
        released(zonnedam, number)
    (newest, *_rest) = program.get(f"{path}/releases").json()["items"]
    one = program.get(f"{path}/releases/{newest['number']}").json()
    differences = program.get(f"{path}/releases/{newest['number']}/differences").json()
    against = program.get(f"{path}/releases/2/differences?against=1").json()
    other = program.post(f"{path}/roll-backs", {"release": 1, "parts": ["no-such"]})
    unknown = program.post(f"{path}/roll-backs", {"release": 9999})

    assert one == newest
    assert (newest["number"], newest["parent"]) == (2, 1)
    assert differences["items"][0]["lines"] == against["items"][0]["lines"]
    assert problem(other) == (409, "refused")
    assert unknown.json()["errors"][0]["field"] == "release"


@pytest.mark.covers("C-039", "C-071")
def test_one_change_at_many_is_foreseen_and_then_asked(program: Program) -> None:
    towns = [municipalities.make(name) for name in ("Dijkstede", "Maasdorp")]
    body = {"kind": "suspend", "chosen": {"tenants": [str(town.uuid) for town in towns]}, "reason": "Storing"}
    foreseen = program.post("/bulk-forecasts", body)
    before = Bulk.objects.count(), Operation.objects.count()
    asked = program.post("/bulk-operations", body)

    assert [item["outcome"] for item in foreseen.json()["items"]] == ["done", "done"]
    assert before == (0, 0)
    assert (asked.status_code, asked.json()["counts"]) == (202, {"waiting": 2})
    assert program.get(asked["Location"].removeprefix("/api/v1")).json()["kind"] == "suspend"
    assert program.get("/bulk-operations").json()["items"][0]["reason"] == "Storing"


def test_nobody_chosen_is_nobody_changed(program: Program) -> None:
    nobody = program.post("/bulk-operations", {"kind": "suspend", "chosen": {}, "reason": "x"})
    stranger = {"tenants": ["00000000-0000-4000-8000-000000000007"]}
    unknown = program.post("/bulk-operations", {"kind": "suspend", "chosen": stranger, "reason": "x"})

    assert problem(nobody) == problem(unknown) == (409, "refused")


@pytest.mark.covers("C-031", "C-071")
@pytest.mark.attack("P06", "W24")
def test_the_secret_of_a_connection_goes_in_and_never_comes_out(
    program: Program, zonnedam: TenantRef
) -> None:
    path = f"/tenants/{zonnedam.uuid}/connections"
    body = {"system": "case_system", "address": "https://zaken.example/zgw", "clientId": "inwonerplein"}
    asked = program.post(path, {**body, "name": "Nog een", "secret": SECRET})
    without = program.post(path, {**body, "name": "Derde"})

    told = [asked.content, program.get(path).content, program.get("/audit-records").content]
    kept = [str(row) for row in Command.objects.values_list("payload", flat=True)]
    if asked.status_code == 202:
        assert asked.json()["isOpen"]
    else:
        assert problem(asked) == (409, "refused")  # a sandbox reaches the stand-ins alone
    assert problem(without) == (409, "refused")
    assert not any(SECRET in str(text) for text in [*told, *kept])


@pytest.mark.attack("P06")
def test_a_secret_that_does_not_fit_is_not_said_back(program: Program, zonnedam: TenantRef) -> None:
    body = {"system": "case_system", "address": "https://zaken.example/zgw", "secret": SECRET * 40}
    answer = program.post(f"/tenants/{zonnedam.uuid}/connections", body)

    assert problem(answer) == (400, "invalid-input")
    assert SECRET not in answer.content.decode()


@pytest.mark.covers("C-031", "C-071")
def test_a_connection_is_shown_tested_switched_and_removed(program: Program, zonnedam: TenantRef) -> None:
    municipalities.connected(Tenant.objects.get(uuid=zonnedam.uuid))
    path = f"/tenants/{zonnedam.uuid}/connections"
    (found,) = program.get(path).json()["items"]
    one = f"{path}/{found['id']}"
    window = {"begins": "2031-01-01T20:00:00Z", "ends": "2031-01-01T22:00:00Z"}

    assert (found["state"], found["fingerprint"]) == ("ok", "9f3a12c7")
    assert program.post(f"{one}/tests").json()["kind"] == "test"
    assert (
        program.ask("put", f"{one}/switch", {"isOn": False, "reason": "Storing"}).json()["kind"] == "switch"
    )
    assert program.ask("put", f"{one}/secret", {"secret": SECRET}).json()["kind"] == "rotate"
    assert program.ask("put", f"{one}/maintenance", window).json()["kind"] == "plan"
    assert program.ask("delete", f"{one}/maintenance").json()["kind"] == "plan"
    assert program.ask("delete", f"{one}/former-secret").json()["kind"] == "drop"
    assert program.ask("delete", one).json()["kind"] == "remove"
    assert program.get(one).json()["errand"]["isOpen"]


@pytest.mark.covers("C-011", "C-071")
def test_the_board_lists_who_serves(program: Program, zonnedam: TenantRef) -> None:
    rows = program.get("/health-board").json()["items"]

    assert "Zonnedam" in [row["name"] for row in rows]


@pytest.mark.covers("C-070", "C-071")
def test_the_audit_stream_names_the_key_and_hides_addresses_from_viewers(
    program: Program, program_of: Callable[..., Program], zonnedam: TenantRef
) -> None:
    program.post(f"/tenants/{zonnedam.uuid}/suspensions", {"reason": "Op verzoek"})
    path = f"/audit-records?tenant={zonnedam.uuid}&action=operation.requested"
    (mine,) = program.get(path).json()["items"]
    (theirs,) = program_of(Role.VIEWER).get(path).json()["items"]

    assert mine["origin"].endswith(f"key {program.token.hint}")
    assert program.token.hint not in str(theirs)


def test_the_audit_stream_comes_in_pieces(program: Program) -> None:
    first = program.get("/audit-records?limit=1").json()
    second = program.get(f"/audit-records?limit=1&cursor={first['nextCursor']}").json()

    assert first["items"][0]["id"] != second["items"][0]["id"]
    assert OperatorRecord.objects.count() >= 2


@pytest.mark.covers("C-030", "C-071")
def test_what_there_is_to_choose_from_is_listed_and_taken(program: Program, zonnedam: TenantRef) -> None:
    systems = {each["key"]: each for each in program.get("/connection-systems").json()["items"]}
    themes = [each["key"] for each in program.get("/themes").json()["items"]]
    path = f"/tenants/{zonnedam.uuid}"
    unknown = program.post(
        f"{path}/connections", {"system": "geen", "address": "https://x.example", "secret": "x"}
    )
    other = next(key for key in themes if key != zonnedam.theme)

    assert systems["case_system"]["profiles"]
    assert unknown.json()["errors"][0]["field"] == "system"
    assert program.ask("patch", path, {"theme": other}).status_code == 202
    assert problem(program.ask("patch", path, {"theme": "geen"})) == (409, "refused")
