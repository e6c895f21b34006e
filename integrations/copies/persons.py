"""A key for each person, under which copies about them are sealed; itself encrypted under the tenant's data key.

It is kept beside the copies, and only there: whoever throws it away has erased all of them at once, also those that
are being fetched at that moment.
"""

import base64

from tenants import keys, sealing
from tenants.entry import current


def make(place: str) -> str:
    """Make a key for a person, wrapped for where it will be kept."""
    key = base64.b64encode(sealing.new()).decode()
    return keys.encrypt(key, tenant=current().uuid, place=_bound(place))


def seal(text: str, *, place: str, wrapped: str, person: str) -> str:
    """Seal a text for its place under the person's key."""
    return base64.b64encode(_key(person, wrapped).seal(text.encode(), _bound(place))).decode()


def unseal(sealed: str, *, place: str, wrapped: str, person: str) -> str:
    """Answer a sealed text.

    :raises DecryptionError: when it is not exactly what was sealed for this place under this key.
    :raises ValueError: when it is no sealed text at all.
    """
    raw = base64.b64decode(sealed, validate=True)
    return _key(person, wrapped).unseal(raw, _bound(place)).decode()


def _key(person: str, wrapped: str) -> sealing.Key:
    raw = keys.decrypt(wrapped, tenant=current().uuid, place=_bound(person))
    return sealing.Key(base64.b64decode(raw))


def _bound(place: str) -> str:
    return f"copies|{place}"
