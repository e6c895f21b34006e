"""Accounts split by concern: who signs in (`users`), who that is (`identities`), how they can be reached (`contact`),
by which doors (`doors`), and when they did (`signing_in`)."""

from .contact import Channel, ContactData, Preferences, Registered, Source
from .doors import Door, DoorKind, Protocol
from .identities import Identity, IdentityKind, LookupKey
from .signing_in import BranchChoice, Ending, Journey, JourneyPurpose, Mandate, SignIn
from .users import Invitation, Invitations, PutAway, User, Users, plain_address

__all__ = [
    "BranchChoice",
    "Channel",
    "ContactData",
    "Door",
    "DoorKind",
    "Ending",
    "Identity",
    "IdentityKind",
    "Invitation",
    "Invitations",
    "Journey",
    "JourneyPurpose",
    "LookupKey",
    "Mandate",
    "Preferences",
    "Protocol",
    "PutAway",
    "Registered",
    "SignIn",
    "Source",
    "User",
    "Users",
    "plain_address",
]
