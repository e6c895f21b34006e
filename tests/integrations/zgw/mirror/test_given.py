"""The mirror that other tests are given is the one that reading gives."""

from collections.abc import Callable
from typing import Any

import pytest

from integrations.zgw import models
from tenants.entry import enter
from tenants.types import TenantRef
from tests.integrations.zgw import mirroring
from tests.integrations.zgw.mirror.conftest import Mirrored

TELLS = ("seen", "new", "changed", "gone", "back")


def counted(system: Mirrored) -> list[tuple[Any, ...]]:
    """Say what the newest report says of each list."""
    return sorted((one.part, *(getattr(one, name) for name in TELLS)) for one in system.last().counts)


@pytest.mark.parametrize("stand_in", ["zgw", "zgw-1.0"])
def test_a_synchronisation_afterwards_finds_nothing_that_differs(
    mirrored: Callable[[str], Mirrored], zonnedam: TenantRef, stand_in: str
) -> None:
    first, given, elsewhere = (mirrored(stand_in) for _ in range(3))
    with enter(zonnedam):
        mirroring.read(first.connection)
        mirroring.read(given.connection)
        assert given.calls() == 0
        told = counted(given)
        read = elsewhere.synchronise()

        found = given.synchronise()

        assert told == counted(elsewhere)
        assert [one.seen for one in found.counts] == [one.seen for one in read.counts]
        assert not any(one.new or one.changed or one.gone or one.back for one in found.counts)
        assert not found.changes
        assert found.is_whole
        for model in (models.CaseType, models.StatusType, models.ResultType, models.DocumentType):
            there: Any = model._default_manager
            assert (
                there.filter(connection=given.key).count() == there.filter(connection=elsewhere.key).count()
            )
