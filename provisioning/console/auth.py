"""Signing in, in two steps, without `django.contrib.auth`'s authenticate() and login().

Those assume `AUTH_USER_MODEL` and send signals whose receivers write into a tenant's tables. After the
password a session is only *half* signed in: it may try codes for five minutes and nothing else.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.http import HttpRequest
from django.middleware.csrf import rotate_token
from django.utils import timezone

from tenants import audit

from . import identity, known_browsers, organisation, passkeys, second_factor, throttle
from .models import ConsoleSession, Operator, OperatorDevice
from .origins import actor, address_of
from .sessions import LONGEST

HALFWAY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a step of signing in was refused."""

    locked_for: timedelta | None = None
    """How long nothing more is tried, when there were too many failures."""


@dataclass(frozen=True, slots=True)
class Admission:
    """That a step of signing in succeeded."""

    operator: Operator


def check_password(request: HttpRequest, email: str, password: str) -> Admission | Refusal:
    """Take the first step; says nothing about whether the account exists."""
    operator = Operator.objects.filter(email=email.strip().lower(), is_active=True).first()
    mark = known_browsers.known(request, operator) if operator else ""
    first = throttle.browser(mark) if mark else throttle.account(email)
    subjects = [first, throttle.address(address_of(request))]
    if locked := throttle.claim(subjects):
        return Refusal(locked)
    if not organisation.may_use_password(email):
        operator = None
    if operator is None:
        Operator().set_password(password)  # the same work for an unknown account
    if operator is None or not operator.check_password(password):
        return _failed(request, operator, "password", subjects)
    throttle.take_back(subjects)
    begin_halfway(request, operator)
    return Admission(operator)


def check_second(
    request: HttpRequest, operator: Operator, *, code: str = "", passkey: str = ""
) -> Admission | Refusal:
    """Take the second step: with six digits, a code on paper or a passkey's answer."""
    subjects = [throttle.inside(operator), throttle.address(address_of(request))]
    if locked := throttle.claim(subjects):
        return Refusal(locked)
    if factor := _second(request, operator, code, passkey):
        return _admitted(request, operator, subjects, factor)
    return _failed(request, operator, "passkey" if passkey else "code", subjects)


def confirm_device(request: HttpRequest, device: OperatorDevice, code: str) -> Admission | Refusal:
    """Take the second step for the first time: the device shows the right code, and counts from now on."""
    subjects = [throttle.inside(device.operator), throttle.address(address_of(request))]
    if locked := throttle.claim(subjects):
        return Refusal(locked)
    if not second_factor.accepts(device, code):
        return _failed(request, device.operator, "code", subjects)
    OperatorDevice.objects.filter(pk=device.pk).update(confirmed_at=timezone.now())
    audit.record("operator.device_added", by=actor(device.operator, request), target=device.name)
    return _admitted(request, device.operator, subjects, "code")


def confirm_passkey(
    request: HttpRequest, operator: Operator, *, name: str, answer: str
) -> Admission | Refusal:
    """Take the second step for the first time: a passkey is made, and counts from now on."""
    subjects = [throttle.inside(operator), throttle.address(address_of(request))]
    if locked := throttle.claim(subjects):
        return Refusal(locked)
    with transaction.atomic():
        Operator.objects.select_for_update(no_key=True).get(pk=operator.pk)  # of two at once one is the first
        made = None
        if not has_second_factor(operator):
            made = passkeys.register(request.session, operator, name=name, answer=answer)
        if made:
            operator.devices.filter(confirmed_at=None).delete()
            audit.record("operator.passkey_added", by=actor(operator, request), target=made.name)
    if made is None:
        return _failed(request, operator, "passkey", subjects)
    return _admitted(request, operator, subjects, "passkey")


def confirm_further_device(request: HttpRequest, device: OperatorDevice, code: str) -> Refusal | None:
    """Let one more device of a signed-in operator count, when it shows the right code."""
    subjects = [throttle.inside(device.operator), throttle.address(address_of(request))]
    if locked := throttle.claim(subjects):
        return Refusal(locked)
    if not second_factor.accepts(device, code):
        return Refusal(throttle.locked_for(subjects))
    throttle.take_back(subjects)
    OperatorDevice.objects.filter(pk=device.pk).update(confirmed_at=timezone.now())
    audit.record("operator.device_added", by=actor(device.operator, request), target=device.name)
    return None


def confirm_password(request: HttpRequest, operator: Operator, password: str) -> Refusal | None:
    """Make sure that a signed-in operator is who he was, before something that matters."""
    subjects = [throttle.inside(operator), throttle.address(address_of(request))]
    if locked := throttle.claim(subjects):
        return Refusal(locked)
    if not operator.check_password(password):
        return _failed(request, operator, "password again", subjects)
    throttle.take_back(subjects)
    return None


def prove_again(
    request: HttpRequest, operator: Operator, password: str, *, code: str = "", passkey: str = ""
) -> Refusal | None:
    """Take both steps again in a session that is signed in, before something dangerous (C-003).

    Who signs in by an organisation has no password: the first step is taken there.
    """
    subjects = [throttle.inside(operator), throttle.address(address_of(request))]
    if locked := throttle.claim(subjects):
        return Refusal(locked)
    # In this order: a wrong password spends no code.
    is_first_right = identity.shown_there(request) or operator.check_password(password)
    factor = _second(request, operator, code, passkey) if is_first_right else ""
    if not factor:
        return _failed(request, operator, "proof", subjects)
    throttle.take_back(subjects)
    identity.note_proof(request)
    audit.record("operator.proved_again", by=actor(operator, request), details={"factor": factor})
    return None


def has_second_factor(operator: Operator) -> bool:
    """Tell whether an operator can take the second step; else he sets it up."""
    return operator.devices.filter(confirmed_at__isnull=False).exists() or operator.passkeys.exists()


def _second(request: HttpRequest, operator: Operator, code: str, passkey: str) -> str:
    """Answer what somebody took the second step with, and spend it; nothing when it is not right."""
    if not passkey:
        return second_factor.accepted(operator, code)
    return "passkey" if passkeys.accepts(request.session, operator, passkey) else ""


def begin_halfway(
    request: HttpRequest, operator: Operator, *, there: Mapping[str, str] | None = None
) -> None:
    """Begin a session of somebody whose password is known, or whom the organisation knows, and nothing else yet.

    :param there: what of the session at the organisation goes along (`identity.THERE`).
    """
    request.session.flush()
    request.session.update(there or {})
    request.session["halfway"] = operator.pk
    request.session["halfway_until"] = (timezone.now() + HALFWAY).isoformat()
    request.session["fingerprint"] = operator.get_session_auth_hash()


def begin(
    request: HttpRequest, operator: Operator, factor: str, *, there: Mapping[str, str] | None = None
) -> None:
    """Begin the session of somebody who has taken both steps.

    :param factor: what the second was taken with: code, paper or passkey, or at the organisation.
    :param there: what of the session at the organisation goes along; else what it was begun halfway with.
    """
    now = timezone.now()
    carried = identity.carried(request) if there is None else there
    request.session.flush()
    request.session.update(
        {
            **carried,
            "operator": operator.pk,
            "fingerprint": operator.get_session_auth_hash(),
            "identity": str(uuid.uuid4()),
            "since": now.isoformat(),
            identity.PROVEN: now.isoformat(),
            "until": (now + LONGEST).isoformat(),
            "origin": address_of(request),
            "browser": request.headers.get("User-Agent", "")[:200],
        }
    )
    rotate_token(request)
    Operator.objects.filter(pk=operator.pk).update(last_login=now)
    ConsoleSession.objects.filter(expire_date__lt=now).delete()
    audit.record("operator.signed_in", by=actor(operator, request), details={"factor": factor})


def _admitted(
    request: HttpRequest, operator: Operator, subjects: list[throttle.Subject], factor: str
) -> Admission:
    throttle.take_back(subjects)
    throttle.forget(subjects[0])
    throttle.forget(throttle.account(operator.email))
    throttle.forget_old()
    begin(request, operator, factor)
    known_browsers.admitted(request, operator)
    return Admission(operator)


def _failed(
    request: HttpRequest, operator: Operator | None, step: str, subjects: list[throttle.Subject]
) -> Refusal:
    locked = throttle.locked_for(subjects)
    audit.record(
        "operator.sign_in_failed",
        by=actor(operator, request),
        outcome="refused",
        # What was typed for an unknown account is not kept: it may be somebody's password.
        details={"step": step, "locked": bool(locked)},
    )
    return Refusal(locked)
