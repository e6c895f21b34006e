"""The operators: list them, and shut one out at once when somebody leaves or a telephone was stolen.

Inviting, giving a role and taking a second factor away let somebody in. That takes a person who just showed his own
second factor (C-003), which no key can: those stay pages of the console.
"""

import uuid
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from ninja import Status

from provisioning.api import problems, requests
from provisioning.api.idempotency import once
from provisioning.api.requests import ApiRequest
from provisioning.api.routing import reads, router, writes
from provisioning.api.shapes.base import Because
from provisioning.api.shapes.operators import Operator, OperatorList
from provisioning.tokens.types import Scope

ROUTES = router("operators")
ALL = "/operators"
ONE = f"{ALL}/{{uuid:operator}}"


@reads(
    ROUTES, ALL, Scope.OPERATORS_READ, OperatorList, "Beheerders",
    "Geef de beheerders met hun rol, en of zij een tweede factor hebben.",
)  # fmt: skip
def list_operators(request: ApiRequest) -> OperatorList:
    """List the operators."""
    return OperatorList(items=_everybody())


@reads(ROUTES, ONE, Scope.OPERATORS_READ, Operator, "Eén beheerder", "Geef een beheerder.")
def read_operator(request: ApiRequest, operator: uuid.UUID) -> Operator:
    """Read one."""
    return _one(operator)


@writes(
    "post", ROUTES, f"{ONE}/shut-outs", Scope.OPERATORS_WRITE, {200: Operator}, "Beheerder blokkeren",
    "Laat iemand niet meer binnen; waar hij is aangemeld en met zijn sleutels houdt dat meteen op. Weer toelaten kan "
    "in de console.",
)  # fmt: skip
@once
def shut_operator_out(request: ApiRequest, operator: uuid.UUID, wanted: Because) -> Status[Any]:
    """Let somebody in no longer."""
    _one(operator)
    shut_out = import_string(settings.OPERATOR_SHUT_OUT)
    shut_out(operator, owner=request.auth.holder.uuid, by=requests.actor(request))
    return Status(200, _one(operator))


def _everybody() -> list[Operator]:
    return [Operator.of(each) for each in import_string(settings.OPERATORS_TOLD)()]


def _one(identity: uuid.UUID) -> Operator:
    found = next((each for each in _everybody() if each.id == identity), None)
    if found is None:
        raise problems.not_found(_("Deze beheerder bestaat niet."))
    return found
