"""Tell other rooms who an operator is, and what he may do now: they keep his UUID and nothing else."""

import uuid

from provisioning.tokens.types import Holder

from .models import Operator
from .types import Role


def holder(identity: uuid.UUID) -> Holder | None:
    """Answer an operator as he is now; None when there is none, or his account is blocked."""
    found = Operator.objects.filter(uuid=identity, is_active=True).first()
    return of(found) if found else None


def of(operator: Operator) -> Holder:
    """Describe an operator who is at hand."""
    roles = frozenset(role.value for role in Role if operator.may(role))
    return Holder(operator.uuid, operator.email, roles)
