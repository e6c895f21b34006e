"""Accounts split by concern: who signs in (`users`), who that is (`identities`), how they can be reached (`contact`),
by which doors (`doors`), when they did (`signing_in`), and what signing in with a password keeps (`local`)."""

from .contact import Channel, ContactData, Preferences, Registered, Source
from .doors import Door, DoorKind, Protocol
from .identities import CompanyNumber, Identity, IdentityKind, LookupKey
from .local import (
    Attempt,
    CodeChannel,
    ContactInvite,
    ContactInvites,
    LinkPurpose,
    MailedLink,
    MailedLinks,
    SentCode,
)
from .signing_in import BranchChoice, Ending, Journey, JourneyPurpose, Mandate, SignIn
from .users import Invitation, Invitations, PutAway, User, Users, plain_address

__all__ = [
    "Attempt",
    "BranchChoice",
    "Channel",
    "CodeChannel",
    "CompanyNumber",
    "ContactData",
    "ContactInvite",
    "ContactInvites",
    "Door",
    "DoorKind",
    "Ending",
    "Identity",
    "IdentityKind",
    "Invitation",
    "Invitations",
    "Journey",
    "JourneyPurpose",
    "LinkPurpose",
    "LookupKey",
    "MailedLink",
    "MailedLinks",
    "Mandate",
    "Preferences",
    "Protocol",
    "PutAway",
    "Registered",
    "SentCode",
    "SignIn",
    "Source",
    "User",
    "Users",
    "plain_address",
]
