"""Passkeys (WebAuthn level 2, section 7) as second factor, beside six digits.

A challenge stands in the session and is taken out by the first answer, right or wrong. The answer must name our
own origin, be made for our own host, say that its holder identified himself to it, and count on.
"""

import hashlib
import json
from datetime import datetime, timedelta
from typing import Final

import webauthn
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import IntegrityError, transaction
from django.utils import timezone
from structlog import get_logger
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_authentication_credential_json
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from .models import Operator, Passkey
from .origins import console_origin

NAME: Final = "Inwonerplein console"
CHALLENGE: Final = "passkey_challenge"
GOOD_FOR: Final = timedelta(minutes=5)
LONGEST: Final = 20_000
"""Characters of an answer; real ones have about a thousand."""
REGISTER, USE = "register", "use"
log = get_logger(__name__)


def options_to_register(session: SessionBase, operator: Operator) -> str:
    """Answer what a browser asks of whatever is to become a passkey, as JSON."""
    options = webauthn.generate_registration_options(
        rp_id=settings.CONSOLE_HOST,
        rp_name=NAME,
        user_id=operator.uuid.bytes,
        user_name=operator.email,
        user_display_name=operator.name,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=_descriptors(operator),
    )
    _keep(session, REGISTER, options.challenge)
    return webauthn.options_to_json(options)


def options_to_use(session: SessionBase, operator: Operator) -> str:
    """Answer what a browser asks of one of the operator's passkeys, as JSON; nothing when he has none."""
    known = _descriptors(operator)
    if not known:
        return ""
    options = webauthn.generate_authentication_options(
        rp_id=settings.CONSOLE_HOST,
        allow_credentials=known,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    _keep(session, USE, options.challenge)
    return webauthn.options_to_json(options)


def register(session: SessionBase, operator: Operator, *, name: str, answer: str) -> Passkey | None:
    """Keep a new passkey, when the answer is right."""
    challenge = _take(session, REGISTER)
    if challenge is None or len(answer) > LONGEST:
        return None
    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=settings.CONSOLE_HOST,
            expected_origin=console_origin(),
            require_user_verification=True,
        )
    except Exception as error:  # whatever the library makes of what somebody sent, it is no passkey
        log.info("passkey.refused", reason=type(error).__name__)
        return None
    try:
        with transaction.atomic():
            return Passkey.objects.create(
                operator=operator,
                name=name,
                credential=made.credential_id,
                public_key=made.credential_public_key,
                sign_count=made.sign_count,
            )
    except IntegrityError:  # somebody has it already
        return None


def accepts(session: SessionBase, operator: Operator, answer: str) -> bool:
    """Tell whether one of the operator's passkeys answered the challenge of this session, and spend that."""
    challenge = _take(session, USE)
    if challenge is None or len(answer) > LONGEST:
        return False
    try:
        given = parse_authentication_credential_json(answer)
        passkey = Passkey.objects.get(operator=operator, credential=given.raw_id)
        used = webauthn.verify_authentication_response(
            credential=given,
            expected_challenge=challenge,
            expected_rp_id=settings.CONSOLE_HOST,
            expected_origin=console_origin(),
            credential_public_key=bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except Exception as error:  # whatever the library makes of what somebody sent, it is no answer
        log.info("passkey.refused", reason=type(error).__name__)
        return False
    return _spend(passkey, challenge, used.new_sign_count)


def _spend(passkey: Passkey, challenge: bytes, count: int) -> bool:
    """Write down that it was used; of two requests with one answer only one can."""
    spent = hashlib.sha256(challenge).hexdigest()
    unspent = Passkey.objects.filter(pk=passkey.pk, sign_count=passkey.sign_count).exclude(spent=spent)
    return unspent.update(sign_count=count, spent=spent, last_used_at=timezone.now()) == 1


def _descriptors(operator: Operator) -> list[PublicKeyCredentialDescriptor]:
    known = operator.passkeys.values_list("credential", flat=True)
    return [PublicKeyCredentialDescriptor(id=bytes(credential)) for credential in known]


def _keep(session: SessionBase, purpose: str, challenge: bytes) -> None:
    until = (timezone.now() + GOOD_FOR).isoformat()
    session[CHALLENGE] = json.dumps([purpose, bytes_to_base64url(challenge), until])


def _take(session: SessionBase, purpose: str) -> bytes | None:
    found, challenge, until = json.loads(session.pop(CHALLENGE, "null")) or ("", "", "")
    if found != purpose or datetime.fromisoformat(until) < timezone.now():
        return None
    return base64url_to_bytes(challenge)
