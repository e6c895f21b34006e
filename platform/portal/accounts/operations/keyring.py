"""The key under which a municipality hashes numbers: made when the first is to be hashed."""

import base64
import secrets

from portal.accounts.models import LookupKey
from portal.accounts.queries import marks
from tenants.sealing import LENGTH, Key


def ensure() -> Key:
    """Answer the key, and make it where there is none; of two who make it at once one wins."""
    found = marks.key()
    if found is None:
        row = LookupKey(purpose=marks.PURPOSE)
        marks.KEY.encrypt(base64.b64encode(secrets.token_bytes(LENGTH)).decode(), row)
        LookupKey.objects.bulk_create([row], ignore_conflicts=True)
        found = marks.key()
    assert found is not None
    return found
