"""Data keys as they stand in `public`, wrapped: make them, and answer them unwrapped."""

import base64
import uuid

from django.conf import settings

from tenants import sealing
from tenants.entry import outside
from tenants.errors import DecryptionError
from tenants.models import DataKey, OperatorRecord, Tenant

from . import memory, wrapping

PLATFORM_NUMBER = 1
NEWEST = 0


def make_for(tenant: Tenant) -> DataKey:
    """Make a tenant's first data key; one that is there already stays."""
    return _make(tenant, 1, _new(tenant.uuid, 1))


def make_next(tenant: Tenant) -> DataKey:
    """Make a tenant another data key, under which all is encrypted from now on.

    :raises DecryptionError: when it has none yet.
    """
    number = (
        DataKey.objects.filter(tenant=tenant).order_by("-number").values_list("number", flat=True).first()
    )
    if number is None:
        raise DecryptionError("This tenant has no data key.")
    return _make(tenant, number + 1, _new(tenant.uuid, number + 1))


def make_for_platform() -> DataKey:
    """Make the platform's own data key; one that is there already stays.

    An installation from before there was one used its key-encryption key in this place. It goes on as the data key:
    else no operator could sign in, and no audit seal would be true.
    """
    is_old = DataKey.objects.exclude(tenant=None).exists() or OperatorRecord.objects.exists()
    return _make(None, PLATFORM_NUMBER, _adopted() if is_old else _new(None, PLATFORM_NUMBER))


def newest(tenant: uuid.UUID) -> tuple[int, sealing.Key]:
    """Answer the key that a tenant encrypts under now, and its number.

    :raises DecryptionError: when it has none, or when it does not open.
    """
    read: list[DataKey] = []  # one query tells both
    number = memory.recall((tenant, NEWEST), lambda: _newest_number(tenant, read))
    if not read:
        return number, of(tenant, number)
    return number, memory.recall((tenant, number), lambda: _opened(read[0], tenant, number))


def of(tenant: uuid.UUID | None, number: int) -> sealing.Key:
    """Answer one of a tenant's keys, or of the platform's.

    :raises DecryptionError: when it is gone, or does not open.
    """
    return memory.recall((tenant, number), lambda: _unwrapped(tenant, number))


def of_platform() -> sealing.Key:
    """Answer the key for what belongs to no tenant.

    :raises DecryptionError: when it is gone, or does not open.
    """
    return of(None, PLATFORM_NUMBER)


def opens(wrapped: bytes, *, tenant: uuid.UUID | None, number: int) -> bool:
    """Tell whether a key-encryption key of this installation opens a wrapped data key."""
    try:
        wrapping.unwrap(wrapped, place=wrapping.bound_to(tenant, number))
    except DecryptionError:
        return False
    return True


def _make(tenant: Tenant | None, number: int, wrapped: bytes) -> DataKey:
    key, _ = DataKey.objects.get_or_create(tenant=tenant, number=number, defaults={"wrapped": wrapped})
    return key


def _new(tenant: uuid.UUID | None, number: int) -> bytes:
    """Make a key; only its wrapped form leaves this function, so no error of the database tells it."""
    return wrapping.wrap(sealing.new(), place=wrapping.bound_to(tenant, number))


def _adopted() -> bytes:
    raw = base64.b64decode(settings.KEY_ENCRYPTION_KEY) or sealing.new()
    return wrapping.wrap(raw, place=wrapping.bound_to(None, PLATFORM_NUMBER))


def _newest_number(tenant: uuid.UUID, read: list[DataKey]) -> int:
    with outside():
        found = DataKey.objects.filter(tenant__uuid=tenant).order_by("-number").first()
    if found is None:
        raise DecryptionError("This tenant has no data key.")
    read.append(found)
    return int(found.number)


def _unwrapped(tenant: uuid.UUID | None, number: int) -> sealing.Key:
    whose = {"tenant__uuid": tenant} if tenant else {"tenant": None}
    with outside():
        key = DataKey.objects.filter(**whose, number=number).first()
    if key is None:
        raise DecryptionError("The data key is gone." if tenant else "The platform has no data key.")
    return _opened(key, tenant, number)


def _opened(key: DataKey, tenant: uuid.UUID | None, number: int) -> sealing.Key:
    return sealing.Key(wrapping.unwrap(bytes(key.wrapped), place=wrapping.bound_to(tenant, number)))
