"""The catalogue: what each kind of system asks for, and what its versions and vendors can do.

Data, in `systems/*.yaml`, `profiles/*.yaml` and `capabilities.yaml`. A file's name is the key. Texts are for staff, who
read Dutch.
"""

from .profiles import Profile, capabilities, describe, is_too_old, profile, profiles_of
from .systems import ASKED_EVERY, HarmlessRead, SystemKind, groups, known, systems, title

__all__ = [
    "ASKED_EVERY",
    "HarmlessRead",
    "Profile",
    "SystemKind",
    "capabilities",
    "describe",
    "groups",
    "is_too_old",
    "known",
    "profile",
    "profiles_of",
    "systems",
    "title",
]
