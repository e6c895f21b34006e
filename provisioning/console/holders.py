"""Tell other rooms who an operator is, and what he may do now: they keep his UUID and nothing else."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from provisioning.lifecycle.errors import RefusedError
from provisioning.tokens.types import Colleague, Holder
from tenants.audit import Actor

from . import operations
from .models import Operator
from .queries import operators
from .types import Role


def holder(identity: uuid.UUID) -> Holder | None:
    """Answer an operator as he is now; None when there is none, or his account is blocked."""
    found = Operator.objects.filter(uuid=identity, is_active=True, is_admitted=True).first()
    return of(found) if found else None


def of(operator: Operator) -> Holder:
    """Describe an operator who is at hand."""
    roles = frozenset(role.value for role in Role if operator.may(role))
    return Holder(operator.uuid, operator.email, roles)


def everybody() -> Sequence[Colleague]:
    """List all operators, as owners see them."""
    rows: Iterable[Any] = operators.everybody()  # with what is annotated there
    return [
        Colleague(
            uuid=found.uuid,
            name=found.name,
            email=found.email,
            role=found.role,
            is_active=found.is_active,
            is_invited=found.is_invited,
            has_second_factor=found.has_device or found.has_passkey,
            created_at=found.created_at,
        )
        for found in rows
    ]


def shut_out(identity: uuid.UUID, *, owner: uuid.UUID, by: Actor) -> None:
    """Let somebody in no longer; where he is signed in, and his keys, that ends at once.

    :raises RefusedError: when the owner is none any more, or it is himself.
    """
    try:
        operations.shut_out(operator=identity, owner=Operator.objects.get(uuid=owner), by=by)
    except operations.RefusedError as error:
        raise RefusedError({"operator": [str(error)]}) from None
    except Operator.DoesNotExist:
        raise RefusedError({"operator": [_("Deze beheerder bestaat niet.")]}) from None
