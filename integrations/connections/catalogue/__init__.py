"""The catalogue: what each kind of system asks for, and what its versions and vendors can do.

Data, in `systems/*.yaml`, `profiles/*.yaml` and `capabilities.yaml`. A file's name is the key. Texts are for staff, who
read Dutch.
"""

from .profiles import Profile, capabilities, describe, profile, profiles_of
from .systems import HarmlessRead, SystemKind, groups, known, systems, title

__all__ = [
    "HarmlessRead",
    "Profile",
    "SystemKind",
    "capabilities",
    "describe",
    "groups",
    "known",
    "profile",
    "profiles_of",
    "systems",
    "title",
]
