"""Change what a tenant is called and which theme it has."""

import unicodedata
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from provisioning.lifecycle import name_rules
from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.known import Known, known
from provisioning.lifecycle.models import Operation
from provisioning.lifecycle.types import OperationKind
from tenants.audit import Actor

from .requesting import locked, one_at_a_time, request


@transaction.atomic
def request_settings(
    *, tenant: uuid.UUID, by: Actor, why: str = "", name: str = "", theme: str = ""
) -> Operation:
    """Ask for another name or theme; what is empty stays as it is.

    :raises RefusedError: with all reasons by field, when it may not.
    """
    one_at_a_time()
    row = locked(tenant)
    asked = {"name": unicodedata.normalize("NFC", name.strip(" ")), "theme": theme.strip()}
    changes = {field: value for field, value in asked.items() if value and value != getattr(row, field)}
    reasons = _refusals(changes, known(), row.name)
    if reasons:
        raise RefusedError(reasons)
    if not changes:
        raise RefusedError({"settings": [_("Er verandert niets. Geef een andere naam of een ander thema.")]})
    return request(OperationKind.CHANGE_SETTINGS, tenant=row, by=by, why=why, parameters={"changes": changes})


def _refusals(changes: dict[str, str], known: Known, own: str) -> dict[str, list[str]]:
    found = {}
    if "name" in changes:
        others = [name for name in known.names if name != own]
        found["name"] = name_rules.refusals(changes["name"], others)
    if "theme" in changes and changes["theme"] not in known.themes:
        found["theme"] = [_("Kies een thema uit de lijst.")]
    return {field: reasons for field, reasons in found.items() if reasons}
