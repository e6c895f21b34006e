"""Invite the first administrator, through whoever settings.TENANT_INVITER names."""

from django.conf import settings
from django.utils.module_loading import import_string

from provisioning.lifecycle.models import Operation


def run(operation: Operation) -> None:
    """Invite the administrator; a second call for the same address sends nothing new."""
    invite = import_string(settings.TENANT_INVITER)
    invite(email=operation.parameters["administrator"], by=operation.actor)
