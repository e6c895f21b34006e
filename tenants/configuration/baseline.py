"""Write down what is so already: at an opening, for tenants from before there were releases, before a change."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from tenants.audit import SYSTEM
from tenants.registers import Side
from tenants.types import TenantRef

from . import canonical, snapshots, storing
from .models import Release
from .storing import Because
from .types import ReleaseKind, Snapshot


@transaction.atomic(savepoint=False)
def capture(tenant: TenantRef, because: Because, *, read: Snapshot | None = None) -> Release | None:
    """Write down the parts that no release of this tenant holds yet; what drifted stays to be seen as such.

    :param read: values of parts that were read already, and that nobody can have changed since.
    """
    storing.lock(tenant)
    before = storing.latest(tenant)
    return _capture(tenant, before, because, read or {})


def catch_up(tenant: TenantRef, sides: Collection[Side]) -> None:
    """Write down, before a change, what is so: else it would seem that this change brought it about.

    :param sides: those that will be read after the change.
    """
    before = storing.latest(tenant)
    because = Because(SYSTEM, _("Zo was het al."), kind=ReleaseKind.BASELINE)
    added = _capture(tenant, before, because, {})
    before = added or before
    known = storing.snapshot_of(before)
    values = snapshots.read(tenant, snapshots.parts(sides))
    drifted = {key: value for key, value in values.items() if not canonical.same(known[key], value)}
    storing.store(
        tenant,
        before,
        drifted,
        Because(SYSTEM, _("Gewijzigd buiten de releases om."), kind=ReleaseKind.OUTSIDE),
    )


def _capture(tenant: TenantRef, before: Release | None, because: Because, read: Snapshot) -> Release | None:
    known = storing.snapshot_of(before)
    missing = [part for part in snapshots.parts(snapshots.reachable(tenant)) if part.key not in known]
    values = {part.key: read[part.key] for part in missing if part.key in read}
    values |= snapshots.read(tenant, [part for part in missing if part.key not in values])
    return storing.store(tenant, before, values, because)
