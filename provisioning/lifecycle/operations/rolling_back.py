"""Ask for an older release of a municipality's configuration to be put back (requirement C-033)."""

import uuid
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from provisioning.lifecycle import rolling_back
from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.types import OperationKind
from tenants import moves
from tenants.audit import Actor
from tenants.configuration import canonical, queries, storing
from tenants.configuration.models import Release
from tenants.models import Tenant
from tenants.registers import Side

from .requesting import locked, request

BUILT = frozenset({*moves.OPEN, *moves.PAUSED})


@transaction.atomic
def request_roll_back(
    *, tenant: uuid.UUID, release: int, by: Actor, why: str = "", parts: Collection[str] = ()
) -> Operation:
    """Ask for the configuration of an older release: it becomes a new one.

    :param parts: keys of those to put back; all, when none is named.
    :raises RefusedError: when there is no such release, nothing would change, or a part can not be put back.
    """
    row = locked(tenant)
    if row.state not in BUILT:
        raise RefusedError({"tenant": [_("Deze gemeente heeft geen portaal om iets in terug te zetten.")]})
    snapshot = storing.snapshot_of(_release(row, release))
    strangers = sorted(set(parts) - snapshot.keys())
    if strangers:
        raise RefusedError({"parts": [_("Deze delen staan niet in de release: %s.") % ", ".join(strangers)]})
    wanted = rolling_back.values(snapshot, parts)
    _refuse_nothing(row, wanted)
    # What lives inside is judged by the step: whoever asks may not be able to look there.
    refused = rolling_back.refusals(row.ref(), wanted, {Side.PUBLIC})
    if refused:
        raise RefusedError({"parts": refused})
    parameters = {"release": release, "parts": sorted(parts)}
    return request(OperationKind.ROLL_BACK, tenant=row, by=by, why=why, parameters=parameters)


def _release(row: Tenant, number: int) -> Release:
    try:
        return queries.release(row.uuid, number)
    except Release.DoesNotExist:
        raise RefusedError({"release": [_("Release %d bestaat niet.") % number]}) from None


def _refuse_nothing(row: Tenant, wanted: dict[str, object]) -> None:
    """Refuse what is so already, in the newest release and, as far as can be seen, in fact."""
    ref = row.ref()
    newest = storing.snapshot_of(storing.latest(ref))
    is_so = all(key in newest and canonical.same(newest[key], value) for key, value in wanted.items())
    if is_so and not any(part.key in wanted for part in queries.drift(ref)):
        raise RefusedError({"release": [_("Er verandert niets: zo is het nu al.")]})
