"""Send a browser to the provider of an organisation, and let what it comes back with count once.

The console's session cookie is `SameSite=Strict`: a browser that comes from the provider does not bring it. A journey
therefore has a cookie of its own, `Lax`, and is made in two steps: what comes back is judged and laid aside, and the
page that says so leads on within the console, where that session is there.
"""

import datetime
import json
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from integrations.identities import (
    Asserted,
    Departure,
    Level,
    LogoutHandle,
    Profile,
    RefusalReason,
    SignInRefusedError,
    Subject,
    SubjectKind,
)
from integrations.oidc import operations as openid
from integrations.oidc.types import Service
from provisioning.console import sealing
from provisioning.console.models import Operator, OrganisationJourney
from provisioning.console.organisation import Organisation
from provisioning.console.types import JourneyPurpose

LASTS: Final = datetime.timedelta(minutes=10)
LAID_ASIDE: Final = datetime.timedelta(minutes=2)
KEPT: Final = datetime.timedelta(days=1)
MOST: Final = 60
"""Journeys that one network address begins in ten minutes."""


@dataclass(frozen=True, slots=True)
class Traveller:
    """Who goes off, and what for."""

    browser: str = field(repr=False)
    """What the journey's cookie says."""
    origin: str
    purpose: JourneyPurpose = JourneyPurpose.SIGN_IN
    next: str = ""
    operator: Operator | None = None
    session: str = ""
    invitation: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Arrival:
    """Who came back, and from what journey."""

    asserted: Asserted
    journey: OrganisationJourney


def begin(found: Organisation, who: Traveller) -> Departure:
    """Note that a browser goes off; answers where to.

    :raises SignInRefusedError: when the provider cannot be asked, or too often was.
    """
    now, origin = timezone.now(), digest(who.origin)
    if OrganisationJourney.objects.filter(origin=origin, began_at__gt=now - LASTS).count() >= MOST:
        raise SignInRefusedError(RefusalReason.UNAVAILABLE, "too_many")
    state, nonce, verifier = (secrets.token_urlsafe(48) for _ in range(3))
    row = OrganisationJourney(
        purpose=who.purpose.value,
        issuer=found.issuer,
        state=digest(state),
        browser=digest(who.browser),
        origin=origin,
        next=who.next[:500],
        operator=who.operator,
        session=who.session,
        invitation=who.invitation,
        ends_at=now + LASTS,
    )
    row.sealed = sealing.seal(json.dumps([nonce, verifier]).encode(), place=_place(row))
    row.save(force_insert=True)
    return openid.begin(found.provider, _service(found, row), state=state, nonce=nonce, verifier=verifier)


def arrive(found: Organisation, parameters: Mapping[str, str], *, browser: str) -> OrganisationJourney:
    """Take the journey that an answer belongs to, ask the provider who is there, and lay that aside.

    It is taken before anything else is looked at, and committed: of two answers that come at once one finds it used.

    :raises SignInRefusedError: when this browser is on no such journey, or that lets nobody in.
    """
    now, state = timezone.now(), parameters.get("state", "")
    mine = OrganisationJourney.objects.filter(
        state=digest(state), browser=digest(browser), issuer=found.issuer
    ).exclude(purpose=JourneyPurpose.ENDED)
    if not mine.filter(used_at=None, ends_at__gt=now).update(used_at=now):
        is_late = mine.filter(used_at=None).exists()
        reason = RefusalReason.EXPIRED if is_late else RefusalReason.INVALID
        raise SignInRefusedError(reason, "journey_over" if is_late else "journey_unknown")
    row: OrganisationJourney = mine.get()
    nonce, verifier = json.loads(sealing.unseal(bytes(row.sealed or b""), place=_place(row)))
    asserted = openid.complete(
        found.provider,
        _service(found, row),
        parameters=parameters,
        state=state,
        nonce=nonce,
        verifier=verifier,
    )
    row.sealed = sealing.seal(_packed(asserted), place=_place(row, "answer"))
    row.ends_at = timezone.now() + LAID_ASIDE
    row.save(update_fields=["sealed", "ends_at"])
    return row


@transaction.atomic
def take(journey: uuid.UUID, *, browser: str) -> Arrival:
    """Take what was laid aside, once; nothing of it is left.

    :raises SignInRefusedError: when there is nothing for this browser, or no longer.
    """
    row = (
        OrganisationJourney.objects.select_for_update()
        .filter(pk=journey, browser=digest(browser), used_at__isnull=False, ends_at__gt=timezone.now())
        .exclude(sealed=None)
        .first()
    )
    if row is None:
        raise SignInRefusedError(RefusalReason.INVALID, "answer_unknown")
    try:
        told = sealing.unseal(bytes(row.sealed or b""), place=_place(row, "answer"))
    except sealing.DecryptionError:  # it came back, and let nobody in
        raise SignInRefusedError(RefusalReason.INVALID, "answer_unknown") from None
    row.sealed = None
    row.save(update_fields=["sealed"])
    return Arrival(_unpacked(told), row)


def is_new(message: str, *, issuer: str) -> bool:
    """Note a message that the provider sent by itself; answer whether it is the first time (attack I11)."""
    now = timezone.now()
    row = OrganisationJourney(
        purpose=JourneyPurpose.ENDED.value,
        issuer=issuer,
        state=digest(f"{issuer}|{message}"),
        ends_at=now,
        used_at=now,
    )
    OrganisationJourney.objects.bulk_create([row], ignore_conflicts=True)
    return OrganisationJourney.objects.filter(pk=row.pk).exists()


def forget_journeys() -> int:
    """Forget the journeys of yesterday; answers how many."""
    return OrganisationJourney.objects.filter(began_at__lt=timezone.now() - KEPT).delete()[0]


def digest(value: str) -> str:
    """Answer what a value is known by, without being kept."""
    return salted_hmac("console.organisation", value, algorithm="sha256").hexdigest()


def _service(found: Organisation, row: OrganisationJourney) -> Service:
    return found.again if row.purpose == JourneyPurpose.PROVE else found.service


def _place(row: OrganisationJourney, what: str = "secrets") -> str:
    return f"console_organisationjourney|{what}|{row.pk}"


def _packed(asserted: Asserted) -> bytes:
    told, handle = asserted.profile, asserted.logout
    return json.dumps(
        {
            "issuer": asserted.issuer,
            "subject": asserted.acting.value,
            "at": asserted.authenticated_at.isoformat(),
            "second_factor": asserted.has_second_factor,
            "name": [told.given_name, told.family_name],
            "email": [told.email, told.has_verified_email],
            "groups": told.groups,
            "logout": [handle.name_id, handle.session_index, handle.id_token],
        }
    ).encode()


def _unpacked(told: bytes) -> Asserted:
    kept = json.loads(told)
    given_name, family_name = kept["name"]
    email, is_verified = kept["email"]
    return Asserted(
        issuer=kept["issuer"],
        acting=Subject(SubjectKind.PSEUDONYM, kept["subject"], kept["issuer"]),
        level=Level.NONE,
        authenticated_at=datetime.datetime.fromisoformat(kept["at"]),
        profile=Profile(given_name, family_name, email, is_verified, groups=tuple(kept["groups"])),
        logout=LogoutHandle(*kept["logout"]),
        has_second_factor=kept["second_factor"],
    )
