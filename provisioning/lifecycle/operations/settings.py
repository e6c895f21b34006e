"""Change what a tenant is called, and which theme and plan it has."""

import unicodedata
import uuid
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.known import known
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.types import OperationKind
from tenants.audit import Actor
from themes import identity

from . import refusing
from .requesting import locked, one_at_a_time, request
from .rolling_back import BUILT


@transaction.atomic
def request_settings(
    *,
    tenant: uuid.UUID,
    by: Actor,
    why: str = "",
    name: str = "",
    theme: str = "",
    plan: str | None = None,
) -> Operation:
    """Ask for another name, theme or plan; what is empty stays as it is.

    :param plan: the key of another plan; empty for none, and None when it stays.
    :raises RefusedError: with all reasons by field, when it may not.
    """
    one_at_a_time()
    row = locked(tenant)
    asked = {"name": unicodedata.normalize("NFC", name.strip(" ")), "theme": theme.strip()}
    changes = {field: value for field, value in asked.items() if value and value != getattr(row, field)}
    if plan is not None and plan.strip() != row.plan_key:
        changes["plan"] = plan.strip()
    refusing.refuse(refusing.settings(row, changes, known()))
    if not changes:
        text = _("Er verandert niets. Geef een andere naam, een ander thema of een ander plan.")
        raise RefusedError({"settings": [text]})
    return request(OperationKind.CHANGE_SETTINGS, tenant=row, by=by, why=why, parameters={"changes": changes})


@transaction.atomic
def request_adjustable(
    *, tenant: uuid.UUID, allowed: Mapping[str, bool], by: Actor, why: str = ""
) -> Operation:
    """Ask that administrators of a municipality may adjust some parts of the house style, and no others.

    :param allowed: by part of `themes.identity`; what is left out they may not.
    :raises RefusedError: with all reasons by field, when it may not.
    """
    one_at_a_time()
    row = locked(tenant)
    strange = sorted(allowed.keys() - set(identity.PARTS))
    if strange:
        raise RefusedError({"allowed": [_("Deze delen zijn er niet: %s.") % ", ".join(strange)]})
    if row.state not in BUILT:
        raise RefusedError({"tenant": [_("Deze gemeente heeft geen portaal om iets in te wijzigen.")]})
    wanted = {part: bool(allowed.get(part)) for part in identity.PARTS}
    parameters = {"changes": {}, "adjustable": wanted}
    return request(OperationKind.CHANGE_SETTINGS, tenant=row, by=by, why=why, parameters=parameters)
