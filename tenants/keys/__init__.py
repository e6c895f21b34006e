"""A data key per tenant, wrapped by the installation's key-encryption key (architecture T13).

`texts` encrypts and decrypts; `stored` has the data keys, which `memory` keeps for minutes; `wrapping` knows the
wrapped form, and asks the provider (`types.KeyEncryption`) that a setting names: `environment`, `file`, or one that
speaks to a key management service. `rewrapping` changes the key-encryption key, `reencrypting` a tenant's data key
(with `columns` and `elsewhere`, which find what is encrypted), `shredding` takes all of a tenant's keys away.
"""

from .hashing import hashed
from .memory import forget, recall
from .shredding import shred
from .stored import make_for, make_for_platform, of_platform, opens
from .texts import decrypt, encrypt, fingerprint

__all__ = [
    "decrypt",
    "encrypt",
    "fingerprint",
    "forget",
    "hashed",
    "make_for",
    "make_for_platform",
    "of_platform",
    "opens",
    "recall",
    "shred",
]
