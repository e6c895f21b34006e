"""What operators do with their own accounts, and how accounts come about."""

from django.db import transaction
from django.utils import timezone

from provisioning.console import second_factor
from provisioning.console.models import ConsoleSession, Operator, OperatorDevice, Passkey
from provisioning.console.types import Role
from tenants import audit
from tenants.audit import Actor


class LastFactorError(RuntimeError):
    """Raised when somebody would be left without a second factor."""


@transaction.atomic
def ensure_operator(
    *, email: str, name: str, role: Role, password: str, by: Actor, totp_secret: bytes | None = None
) -> Operator:
    """Make an operator; one who is there already stays as he is.

    :param totp_secret: gives the account a second factor at once; only for accounts of a demo.
    """
    address = email.strip().lower()
    there = Operator.objects.filter(email=address).first()
    if there:
        return there
    operator = Operator(email=address, name=name, role=role.value)
    operator.set_password(password)
    operator.save()
    if totp_secret:
        device = second_factor.new_device(operator, name="demo", secret=totp_secret)
        OperatorDevice.objects.filter(pk=device.pk).update(confirmed_at=timezone.now())
    audit.record("operator.created", by=by, target=address, details={"role": role.value})
    return operator


@transaction.atomic
def change_password(*, operator: Operator, password: str, by: Actor) -> None:
    """Set a new password; every session of the operator ends with it."""
    operator.set_password(password)
    operator.save(update_fields=["password"])
    audit.record("operator.password_changed", by=by, target=operator.email)


def device_to_confirm(*, operator: Operator, name: str) -> OperatorDevice:
    """Answer the device that waits for its first code, making one if none does."""
    waiting = operator.devices.filter(confirmed_at=None).order_by("-created_at").first()
    return waiting or second_factor.new_device(operator, name=name)


@transaction.atomic
def add_device(*, operator: Operator, name: str) -> OperatorDevice:
    """Prepare one more device; it counts after its first code, and one that never gave any is dropped."""
    operator.devices.filter(confirmed_at=None).delete()
    return second_factor.new_device(operator, name=name)


@transaction.atomic
def remove_device(*, device: OperatorDevice, by: Actor) -> None:
    """Take a device away.

    :raises LastFactorError: when there is nothing else to take the second step with.
    """
    _keep_another(device.operator, device)
    device.delete()
    audit.record("operator.device_removed", by=by, target=device.name)


@transaction.atomic
def remove_passkey(*, passkey: Passkey, by: Actor) -> None:
    """Take a passkey away.

    :raises LastFactorError: when there is nothing else to take the second step with.
    """
    _keep_another(passkey.operator, passkey)
    passkey.delete()
    audit.record("operator.passkey_removed", by=by, target=passkey.name)


def _keep_another(operator: Operator, going: OperatorDevice | Passkey) -> None:
    Operator.objects.select_for_update(no_key=True).get(pk=operator.pk)  # two at once would leave none
    staying = [*operator.devices.filter(confirmed_at__isnull=False), *operator.passkeys.all()]
    if not [other for other in staying if other.pk != going.pk]:
        raise LastFactorError


@transaction.atomic
def replace_recovery_codes(*, operator: Operator, by: Actor) -> list[str]:
    """Make new codes on paper; those from before no longer count."""
    codes = second_factor.new_recovery_codes(operator)
    audit.record("operator.recovery_codes_made", by=by, target=operator.email)
    return codes


@transaction.atomic
def end_session(*, session: ConsoleSession, by: Actor) -> None:
    """End a session elsewhere."""
    session.delete()
    audit.record("operator.session_ended", by=by, target=session.browser)


@transaction.atomic
def end_other_sessions(*, operator: Operator, keep: str, by: Actor) -> int:
    """End all sessions of an operator but the one with this key; answers how many."""
    ended, _ = ConsoleSession.objects.filter(operator=operator).exclude(session_key=keep).delete()
    audit.record("operator.other_sessions_ended", by=by, details={"number": ended})
    return ended
