"""What a place for key-encryption keys can do: the one seam where a key management service could stand."""

from collections.abc import Sequence
from typing import Protocol


class KeyEncryption(Protocol):
    """Wraps and unwraps the data keys of an installation; `KEY_ENCRYPTION_PROVIDER` names a class of these.

    There may be several keys at once, each with an id: the newest wraps, all unwrap. An id never stands for
    another key than it once did, and holds no NUL. One is made without arguments for each piece of work, so what
    it remembers of keys it remembers elsewhere.
    """

    def ids(self) -> Sequence[str]:
        """List the keys that are at hand, the newest first."""

    def seal(self, text: bytes, *, key: str, bound_to: str) -> bytes:
        """Seal a text under one of them, bound to a place."""

    def unseal(self, sealed: bytes, *, key: str, bound_to: str) -> bytes:
        """Answer a text.

        :raises DecryptionError: when it is not exactly what was sealed under this key for this place.
        """

    def faults(self) -> Sequence[str]:
        """List what is wrong with the keys as they are set, in words for who operates; no text holds any of a key."""
