"""Ask that a municipality is made as its file says (requirement C-034)."""

import uuid
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from provisioning.lifecycle.as_code import drifting, identity, planning, writing
from provisioning.lifecycle.as_code.references import Environment
from provisioning.lifecycle.as_code.types import IDENTITY, Document, Plan
from provisioning.lifecycle.errors import RefusedError
from provisioning.lifecycle.models import UNFINISHED_STATES, Operation
from provisioning.lifecycle.types import OperationKind
from tenants.audit import Actor

from .requesting import locked, one_at_a_time, request
from .rolling_back import BUILT


@transaction.atomic
def request_configuration(
    document: Document,
    *,
    tenant: uuid.UUID,
    by: Actor,
    why: str = "",
    remove: Collection[str] = (),
    environment: Environment = None,
    seen: str = "",
) -> Operation | None:
    """Ask that a file is applied, as one release; one that was applied, and of which all is so, is no operation.

    :param remove: keys of sections of which goes what the file does not name.
    :param environment: where references are looked up.
    :param seen: the mark of the plan that somebody agreed to; asked for twice it is the same operation.
    :raises FileError: with all that stands in the way, each at its line.
    :raises RefusedError: when there is no portal, something else is being done, or the plan is another by now.
    """
    one_at_a_time()
    row = locked(tenant)
    if row.state not in BUILT:
        raise RefusedError({"tenant": [_("Deze gemeente heeft geen portaal om iets in te wijzigen.")]})
    under_way = _under_way(tenant, seen)
    if under_way:
        return under_way
    plan = planning.plan(row, document, environment=environment, remove=remove)
    if seen and seen != plan.digest:
        raise RefusedError({"plan": [_("Intussen is er iets gewijzigd. Bekijk opnieuw wat er verandert.")]})
    last = drifting.latest(tenant)
    if not plan.changes and last and last.digest == document.digest:
        return None
    why = _("Configuratiebestand") + (f": {why}" if why else "")
    parameters = _parameters(document, plan)
    return request(OperationKind.CONFIGURE, tenant=row, by=by, why=why, parameters=parameters)


def _under_way(tenant: uuid.UUID, seen: str) -> Operation | None:
    if not seen:
        return None
    same = Operation.objects.filter(tenant=tenant, kind=OperationKind.CONFIGURE.value, parameters__plan=seen)
    return same.filter(state__in=UNFINISHED_STATES).first()


def _parameters(document: Document, plan: Plan) -> dict[str, Any]:
    who = {name: each for name, each in document.told[IDENTITY].items() if name not in identity.OPENING_ONLY}
    return {
        "plan": plan.digest,
        "digest": document.digest,
        "text": writing.dumped({**document.told, IDENTITY: who}),
        "told": plan.told,
        "remove": list(plan.remove),
        "removed": {section.key: list(section.removed) for section in plan.sections if section.removed},
    }
