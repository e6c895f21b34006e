"""Add endpoints, change them, take them away; have a delivery made again."""

import datetime
import uuid
from collections.abc import Collection
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from tenants import audit, keys
from tenants.audit import Actor

from . import secret_text
from .delivering import LEASE
from .errors import AddedAlreadyError, EndpointRefusedError, OvertakenError
from .models import Delivery, Endpoint
from .types import DeliveryState, EventKind

MOST: Final = 20
OVERLAP: Final = datetime.timedelta(days=1)
"""How long a former secret still signs."""


@transaction.atomic
def add(
    *, url: str, secret: str, events: Collection[EventKind], by: Actor, identity: uuid.UUID | None = None
) -> Endpoint:
    """Add an endpoint.

    :param identity: becomes its number: a form that is sent twice adds one endpoint.
    :raises EndpointRefusedError: with all reasons by field.
    :raises AddedAlreadyError: when there is one under this number.
    """
    if identity and Endpoint.objects.filter(uuid=identity).exists():
        raise AddedAlreadyError
    raw = secret_text.read(secret)
    reasons = {"url": _url_refusals(url), "secret": [] if raw else [_no_secret()]}
    if Endpoint.objects.count() >= MOST:
        reasons["url"].append(_("Er zijn al %d adressen. Haal er eerst een weg.") % MOST)
    _refuse(reasons)
    identity = identity or uuid.uuid4()
    endpoint, is_new = Endpoint.objects.get_or_create(
        uuid=identity,
        defaults={
            "url": url,
            "events": _kept(events),
            "secret": secret_text.sealed(raw or b"", identity),
            "fingerprint": keys.fingerprint(secret),
        },
    )
    if not is_new:  # both clicks came at the same moment
        raise AddedAlreadyError
    _record("webhook.added", endpoint, by)
    return endpoint


@transaction.atomic
def change(
    *, endpoint: uuid.UUID, by: Actor, events: Collection[EventKind] | None = None, is_on: bool | None = None
) -> Endpoint:
    """Change what an endpoint wants to know, or whether it does; another address is another endpoint.

    :raises Endpoint.DoesNotExist: when there is none.
    """
    found = Endpoint.objects.select_for_update().get(uuid=endpoint)
    before = {"events": found.events, "on": found.is_on}
    found.events = found.events if events is None else _kept(events)
    found.is_on = found.is_on if is_on is None else is_on
    after = {"events": found.events, "on": found.is_on}
    if after != before:
        found.save(update_fields=["events", "is_on"])
        if found.is_on and not before["on"]:
            _bring_now(found)
        audit.record("webhook.changed", by=by, target=found.url, before=before, after=after)
    return found


@transaction.atomic
def rotate(*, endpoint: uuid.UUID, secret: str, by: Actor, seen: str | None = None) -> Endpoint:
    """Put a new secret beside the one of now, which goes on signing for a day.

    :param seen: the fingerprint of the secret that is to be replaced; whichever there is when left out.
    :raises Endpoint.DoesNotExist: when there is none.
    :raises OvertakenError: when another secret has come meanwhile.
    :raises EndpointRefusedError: when it is no secret, or the same one.
    """
    found = Endpoint.objects.select_for_update().get(uuid=endpoint)
    if seen is not None and seen != found.fingerprint:
        raise OvertakenError
    raw, fingerprint = secret_text.read(secret), keys.fingerprint(secret)
    same = [_("Dit is het geheim dat er al is.")] if fingerprint == found.fingerprint else []
    _refuse({"secret": same if raw else [_no_secret()]})
    found.former_secret, found.former_fingerprint = found.secret, found.fingerprint
    found.former_until = timezone.now() + OVERLAP
    found.secret, found.fingerprint = secret_text.sealed(raw or b"", found.uuid), fingerprint
    found.save()
    _record("webhook.secret_changed", found, by)
    return found


@transaction.atomic
def forget_former(*, endpoint: uuid.UUID, by: Actor) -> Endpoint:
    """Let the former secret sign no more.

    :raises Endpoint.DoesNotExist: when there is none.
    """
    found = Endpoint.objects.select_for_update().get(uuid=endpoint)
    if found.former_secret is not None:
        found.former_secret, found.former_fingerprint, found.former_until = None, "", None
        found.save()
        _record("webhook.former_secret_forgotten", found, by)
    return found


@transaction.atomic
def remove(*, endpoint: uuid.UUID, by: Actor) -> None:
    """Take an endpoint away, with what was still to be brought there.

    :raises Endpoint.DoesNotExist: when there is none.
    """
    found = Endpoint.objects.select_for_update().get(uuid=endpoint)
    _record("webhook.removed", found, by)
    found.delete()


@transaction.atomic
def replay(*, delivery: uuid.UUID, by: Actor, seen: int | None = None) -> Delivery:
    """Have an event brought again, whether it was taken or given up; its number stays the same.

    :param seen: how often it had been taken in hand when somebody looked; whatever it is when left out.
    :raises Delivery.DoesNotExist: when there is none.
    :raises OvertakenError: when it was brought again meanwhile, or still will be.
    """
    found = (
        Delivery.objects.select_for_update(of=("self",))
        .select_related("endpoint", "event")
        .get(uuid=delivery)
    )
    if seen is not None and (found.state == DeliveryState.WAITING or found.fence != seen):
        raise OvertakenError
    if found.state != DeliveryState.WAITING:
        found.state, found.attempts, found.error = DeliveryState.WAITING.value, 0, ""
        found.next_attempt_at, found.finished_at = timezone.now(), None
        found.save()
        details = {"event": str(found.event.uuid)}
        audit.record("webhook.replayed", by=by, target=found.endpoint.url, details=details)
    return found


def _bring_now(endpoint: Endpoint) -> None:
    """Let what waited for somebody to switch the endpoint on wait no longer; what is under way is left alone."""
    now = timezone.now()
    parked = endpoint.deliveries.filter(state=DeliveryState.WAITING.value, next_attempt_at__gt=now + LEASE)
    parked.update(next_attempt_at=now)


def _kept(events: Collection[EventKind]) -> list[str]:
    return sorted({event.value for event in events})


def _url_refusals(url: str) -> list[str]:
    """Judge an address before anything goes there; the client judges what its name resolves to, at each call."""
    try:
        parts = urlsplit(url)
        fits = len(url) <= 300 and url.isascii() and url.isprintable() and " " not in url
        fits = fits and parts.username is None and not parts.query and not parts.fragment
    except ValueError:
        fits = False
    if not fits or not import_string(settings.WEBHOOK_JUDGE)(url):
        return [
            _("Geef een openbaar adres dat met https:// begint, zonder gebruikersnaam en zonder vraagteken.")
        ]
    return []


def _no_secret() -> str:
    return _("Een geheim begint met whsec_, met daarachter 24 tot 64 willekeurige bytes in base64.")


def _refuse(reasons: dict[str, list[str]]) -> None:
    found = {name: texts for name, texts in reasons.items() if texts}
    if found:
        raise EndpointRefusedError(found)


def _record(action: str, endpoint: Endpoint, by: Actor) -> None:
    details = {"fingerprint": endpoint.fingerprint, "events": list(endpoint.events)}
    audit.record(action, by=by, target=endpoint.url, details=details)
