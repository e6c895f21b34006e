"""What belongs to an operator himself."""

from collections.abc import Collection, Mapping
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.db.models import QuerySet
from django.utils import timezone

from provisioning.console import texts
from provisioning.console.models import (
    ConsoleSession,
    Operator,
    OperatorDevice,
    OrganisationIdentity,
    Passkey,
)
from provisioning.console.sessions import IDLE
from provisioning.console.types import Role


def overview(operator: Operator, session: SessionBase) -> dict[str, Any]:
    """Answer what the page of an operator's own account shows."""
    own_devices, own_passkeys = list(devices(operator)), list(passkeys(operator))
    return {
        "is_linked": OrganisationIdentity.objects.filter(operator=operator).exists(),
        "devices": own_devices,
        "passkeys": own_passkeys,
        "may_remove": len(own_devices) + len(own_passkeys) > 1,
        "codes_left": operator.recovery_codes.filter(used_at=None).count(),
        "sessions": sessions(operator),
        "this_session": session.get("identity"),
    }


def devices(operator: Operator) -> "QuerySet[OperatorDevice]":
    """List the devices that count."""
    return OperatorDevice.objects.filter(operator=operator, confirmed_at__isnull=False).order_by("created_at")


def passkeys(operator: Operator) -> "QuerySet[Passkey]":
    """List the passkeys."""
    return Passkey.objects.filter(operator=operator).order_by("created_at")


def unconfirmed_devices(operator: Operator) -> "QuerySet[OperatorDevice]":
    """List the devices that wait for their first code."""
    return OperatorDevice.objects.filter(operator=operator, confirmed_at=None)


def sessions(operator: Operator) -> "QuerySet[ConsoleSession]":
    """List where the operator is signed in now, latest first."""
    now = timezone.now()
    return ConsoleSession.objects.filter(
        operator=operator, expire_date__gt=now, seen_at__gt=now - IDLE
    ).order_by("-seen_at")


def names(addresses: Collection[str]) -> Mapping[str, str]:
    """Say what municipalities see of operators, by address: name and role, and nothing else."""
    found = Operator.objects.filter(email__in=addresses).values_list("email", "name", "role")
    return {email: f"{name} ({str(texts.ROLES[Role(role)]).lower()})" for email, name, role in found}
