"""Keep what somebody wants to hear of."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from portal.accounts.models import Preferences, User
from tenants import audit
from tenants.audit import Actor


@transaction.atomic
def choose(user: User, chosen: Mapping[str, Any], *, by: Actor, is_seen: bool = True) -> frozenset[str]:
    """Keep a choice, and note that it was made; answers the names of what differs.

    :param is_seen: whether they saw all that there is to choose.
    Whom `PREFERENCES_CHANGED` names is told in the same transaction: what another system must know goes through the
    outbox from there.
    """
    row, _is_new = Preferences.objects.select_for_update().get_or_create(user=user)
    changed = frozenset(name for name, value in chosen.items() if getattr(row, name) != value)
    for name in changed:
        setattr(row, name, chosen[name])
    row.is_confirmed = row.is_confirmed or is_seen
    row.save()
    if not changed:
        return changed
    audit.record("profile.preferences_changed", by=by, details={"fields": sorted(changed)})
    for path in settings.PREFERENCES_CHANGED:
        import_string(path)(user, changed)
    return changed
