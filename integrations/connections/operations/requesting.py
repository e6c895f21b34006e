"""Ask for a connection to be changed, tried or tested.

The console's database login has no rights in any municipality's schema: a worker does what is asked for.
"""

import uuid
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from integrations.connections import catalogue, queries, throttle
from integrations.connections.inbox.models import Command, Kind
from integrations.connections.types import CLIENT_ID, System, reference_of, row_of
from integrations.errors import NotConfiguredError, RefusedError
from tenants import audit, keys
from tenants.types import TenantRef

from . import intake, leaving
from .intake import Wanted


def request_change(
    *,
    tenant: uuid.UUID,
    system: str,
    address: str,
    by: audit.Actor,
    secret: str = "",
    client_id: str = CLIENT_ID,
    is_new: bool = False,
    **more: Any,
) -> uuid.UUID:
    """Ask for another address, secret or setting of a connection; answer the command's key.

    The secret is asked for anew when the address changes: kept, it could be lured to an address of somebody's choice.
    It is sealed here, for the row that it will stand in, and leaves as ciphertext only.

    :param is_new: it must not be there yet.
    :param more: the other fields of `intake.Wanted`.
    :raises RefusedError: with a text for each field that is not right.
    """
    ref = leaving.serving(tenant)
    wanted = intake.wanted(system=system, address=address, secret=secret, client_id=client_id, **more)
    payload = _prepared(ref, wanted, is_new=is_new)
    return _leave(ref, Kind.CHANGE, system, payload, by=by)


def request_trial(
    *,
    tenant: uuid.UUID,
    system: str,
    address: str,
    by: audit.Actor,
    secret: str = "",
    client_id: str = CLIENT_ID,
    is_new: bool = False,
    **more: Any,
) -> uuid.UUID:
    """Ask for a test of what is filled in, before it is kept; the same as `request_change` otherwise.

    :raises RefusedError: with a text for each field that is not right, or when there were many tests already.
    """
    ref = leaving.serving(tenant)
    wanted = intake.wanted(system=system, address=address, secret=secret, client_id=client_id, **more)
    payload = _prepared(ref, wanted, is_new=is_new)
    with transaction.atomic():
        throttle.claim(tenant, by)
        return _leave(ref, Kind.TRY, system, payload, by=by)


def keep_trial(*, command: uuid.UUID, tenant: uuid.UUID, by: audit.Actor) -> uuid.UUID:
    """Ask for what was tried to be kept, exactly so; nobody has to fill in the secret again.

    :raises NotConfiguredError: when that trial is forgotten, or was somebody else's.
    """
    ref = leaving.serving(tenant)
    with transaction.atomic():
        trial = queries.trials(tenant).select_for_update().filter(pk=command, actor=by.name).first()
        if trial is None or not trial.payload:
            raise NotConfiguredError("There is no such trial.")
        payload, trial.payload = trial.payload, {}
        trial.save(update_fields=["payload"])
        return _leave(ref, Kind.CHANGE, trial.system, payload, by=by)


def request_test(
    *,
    tenant: uuid.UUID,
    by: audit.Actor,
    system: str = System.CASE_SYSTEM,
    connection: uuid.UUID | None = None,
) -> uuid.UUID:
    """Ask for a test of a connection; one that is waiting already is enough (attack W03).

    :param connection: the key of one; else the first with this kind of system.
    :raises NotConfiguredError: when there is nothing to test.
    :raises RefusedError: when there were many tests already.
    """
    ref = leaving.serving(tenant)
    row = connection or row_of(tenant, system)
    waiting = queries.open_commands(tenant, row)
    if test := waiting.filter(kind=Kind.TEST).first():
        return test.uuid
    system, slug = _what(tenant, row, waiting.first())
    with transaction.atomic():
        throttle.claim(tenant, by)
        return leaving.leave(
            ref, row, Kind.TEST, {}, by=by, system=system, reference=reference_of(system, slug), details={}
        )


def _what(tenant: uuid.UUID, row: uuid.UUID, waiting: Command | None) -> tuple[str, str]:
    """Answer system and slug of a connection that is there, or will be when what waits is done."""
    if known := queries.overview(tenant, row):
        return known.system, known.slug
    if waiting is None:
        raise NotConfiguredError("There is no connection to test.")
    return waiting.system, waiting.payload.get("slug", "")


def free_slug(tenant: uuid.UUID, system: str, name: str) -> str:
    """Answer the slug for one more connection with a kind of system; none for the first."""
    taken = {each.slug for each in queries.overviews(tenant) if each.system == system}
    if not taken:
        return ""
    base = slugify(name)[:36].strip("-") or "2"
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


def _prepared(ref: TenantRef, wanted: Wanted, *, is_new: bool) -> dict[str, Any]:
    """Answer a command's payload: what is kept, with the secret sealed for the row that it will stand in.

    :raises RefusedError: with a text for each field that is not right.
    """
    row = row_of(ref.uuid, catalogue.known(wanted.system).key, wanted.slug)
    known = queries.overview(ref.uuid, row)
    if is_new and known is not None:
        raise RefusedError({"name": _("Er is al een koppeling met deze naam.")})
    values = intake.accept(ref, wanted, known)
    values |= {"slug": wanted.slug, "is_new": is_new}
    if wanted.secret and "secret" in intake.fields_of(values["authentication"]):
        values["secret"] = leaving.sealed(ref, row, "secret", wanted.secret)
        values["fingerprint"] = keys.fingerprint(wanted.secret)
    return values


def _leave(ref: TenantRef, kind: Kind, system: str, payload: dict[str, Any], *, by: audit.Actor) -> uuid.UUID:
    slug = payload["slug"]
    return leaving.leave(
        ref,
        row_of(ref.uuid, system, slug),
        kind,
        payload,
        by=by,
        system=system,
        reference=reference_of(system, slug),
        details={name: payload[name] for name in ("address", "fingerprint") if name in payload},
    )
