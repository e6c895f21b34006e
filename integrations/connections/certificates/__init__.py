"""Certificates of ours and CA's to trust: read at intake, so that nothing with a passphrase or a flaw is kept.

A key pair can be made here; then the key never leaves (requirement M-02).
"""

from .making import make_request
from .reading import Pair, read_chain, read_pair
from .showing import fingerprint, fits_key, shown

__all__ = ["Pair", "fingerprint", "fits_key", "make_request", "read_chain", "read_pair", "shown"]
