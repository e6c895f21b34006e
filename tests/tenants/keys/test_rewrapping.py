"""The key-encryption key can be changed under way: nothing is lost, and nobody notices (attack W25)."""

import base64
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django import Settings

from tenants import keys, sealing
from tenants.errors import UnknownKeyError
from tenants.keys import local, rewrapping, wrapping
from tenants.models import DataKey, OperatorRecord
from tenants.types import TenantRef
from tests.provisioning.lifecycle.test_logins import refuses
from tests.tenants.keys.conftest import NEXT, OPERATOR, PLAIN

pytestmark = [pytest.mark.attack("W25"), pytest.mark.covers("M-02", "architecture T13")]
NEWEST = local.id_of(base64.b64decode(NEXT))


def under() -> list[str | None]:
    return [wrapping.wrapped_by(bytes(row.wrapped)) for row in DataKey.objects.all()]


def told(*words: str) -> tuple[int, Any]:
    """Run the command; answers its code and what it said."""
    out = io.StringIO()
    try:
        call_command("rotate_key_encryption_key", *words, "--json", stdout=out)
    except SystemExit as end:
        return int(end.code or 0), json.loads(out.getvalue())
    return 0, json.loads(out.getvalue())


def test_afterwards_the_old_key_is_needed_for_nothing(
    zonnedam: TenantRef, put: Callable[..., Any], read: Callable[..., str], settings: Settings
) -> None:
    put(zonnedam)
    mark, fingerprint = keys.of_platform().derive(b"audit seals"), keys.fingerprint("x")
    settings.KEY_ENCRYPTION_KEYS_ALSO = [settings.KEY_ENCRYPTION_KEY]
    settings.KEY_ENCRYPTION_KEY = NEXT

    rewrapping.rewrap(by=OPERATOR)

    settings.KEY_ENCRYPTION_KEYS_ALSO = []
    keys.forget()
    assert read(zonnedam) == PLAIN
    assert (keys.of_platform().derive(b"audit seals"), keys.fingerprint("x")) == (mark, fingerprint)


def test_without_it_the_old_key_is_needed(
    zonnedam: TenantRef, put: Callable[..., Any], read: Callable[..., str], settings: Settings
) -> None:
    """The control."""
    put(zonnedam)
    settings.KEY_ENCRYPTION_KEY = NEXT
    keys.forget()

    with pytest.raises(UnknownKeyError):
        read(zonnedam)


@pytest.mark.usefixtures("zonnedam", "waterrijk", "overlapping")
def test_a_second_run_has_nothing_to_do() -> None:
    first = rewrapping.rewrap(by=OPERATOR)
    second = rewrapping.rewrap(by=OPERATOR)

    assert (first.rewrapped, first.already) == (3, 0)
    assert (second.rewrapped, second.already) == (0, 3)
    assert set(under()) == {NEWEST}


@pytest.mark.usefixtures("zonnedam", "waterrijk", "overlapping")
def test_a_run_that_was_stopped_is_taken_up_by_the_next() -> None:
    class Stopped(Exception): ...  # noqa: N818

    def stop(done: int, total: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        rewrapping.rewrap(by=OPERATOR, batch=1, show=stop)

    found = rewrapping.rewrap(by=OPERATOR)

    assert found.rewrapped + found.already == 3
    assert set(under()) == {NEWEST}


def test_keys_without_an_id_get_one(zonnedam: TenantRef, settings: Settings) -> None:
    old = sealing.Key(base64.b64decode(settings.KEY_ENCRYPTION_KEY))
    place = wrapping.bound_to(zonnedam.uuid, 1)
    DataKey.objects.filter(tenant__uuid=zonnedam.uuid).update(wrapped=old.seal(b"r" * 32, place))

    found = rewrapping.rewrap(by=OPERATOR)

    row = DataKey.objects.get(tenant__uuid=zonnedam.uuid)
    assert (found.rewrapped, found.before[rewrapping.UNNAMED]) == (1, 1)
    assert wrapping.unwrap(bytes(row.wrapped), place=place) == b"r" * 32


@pytest.mark.usefixtures("zonnedam", "waterrijk", "overlapping")
def test_a_dry_run_tells_and_changes_nothing() -> None:
    before = under()

    code, said = told("--dry-run")

    assert (code, said["rewrapped"], said["newest"]) == (0, 3, NEWEST)
    assert under() == before


@pytest.mark.usefixtures("waterrijk", "overlapping")
def test_a_key_that_does_not_open_is_named_and_stops_no_other(zonnedam: TenantRef) -> None:
    row = DataKey.objects.get(tenant__uuid=zonnedam.uuid)
    DataKey.objects.filter(pk=row.pk).update(wrapped=bytes(row.wrapped)[:-1] + b"?")

    code, said = told()

    assert (code, said["rewrapped"], said["closed"]) == (1, 2, [f"{zonnedam.uuid} 1"])


@pytest.mark.usefixtures("zonnedam", "overlapping")
def test_it_is_in_the_trail_with_who_and_why_and_without_any_key(zonnedam: TenantRef) -> None:
    told("--by", "beheer@platform.example", "--reason", "Jaarlijkse wisseling")

    act = OperatorRecord.objects.get(action="keys.rewrapped")
    assert (act.actor, act.why, act.target) == ("beheer@platform.example", "Jaarlijkse wisseling", NEWEST)
    assert NEXT not in str(act.details)


@pytest.mark.usefixtures("zonnedam")
@pytest.mark.parametrize("login", ["portal", "portal_worker", "console"])
@pytest.mark.parametrize(
    "statement", ["UPDATE public.tenants_datakey SET number = 2", "DELETE FROM public.tenants_datakey"]
)
def test_nobody_who_serves_can_change_a_data_key(login: str, statement: str) -> None:
    assert refuses(login, statement)
