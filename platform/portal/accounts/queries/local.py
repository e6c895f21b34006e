"""Read accounts with a password, and the door by which their owners come in."""

from typing import Final

from portal.accounts import door_options
from portal.accounts.door_options import PasswordDoor
from portal.accounts.models import Door, DoorKind, LinkPurpose, MailedLink, SentCode, User
from portal.accounts.models.local import ContactInvite
from tenants import features
from tenants.fields import EncryptedTextField

from .staff import hash_of

FEATURE: Final = "sign_in"
NUMBER: EncryptedTextField = SentCode._meta.get_field("number")
EMAIL: EncryptedTextField = MailedLink._meta.get_field("email")
DETAILS: EncryptedTextField = MailedLink._meta.get_field("details")


def door() -> PasswordDoor | None:
    """Answer the door with address and password; None while it is closed, or nobody can sign in here."""
    if not features.is_on(FEATURE):
        return None
    row = Door.objects.filter(kind=DoorKind.PASSWORD, is_on=True).first()
    return door_options.read(row.slug, row.options) if row else None


def account_of(address: str) -> User | None:
    """Find the account of a citizen who has a password, in whatever case the address is typed.

    Staff has a door of its own, and who came in by DigiD or the like has no password.
    """
    return User.objects.filter(email=address.strip().lower(), is_staff=False, identity=None).first()


def is_local(user: User) -> bool:
    """Tell whether somebody signs in with an address and a password, as a citizen."""
    return bool(user.email) and not user.is_staff and not hasattr(user, "identity")


def is_taken(address: str) -> bool:
    """Tell whether an account has this address, of whatever kind."""
    return User.objects.filter(email=address).exists()


def verified_phone(user: User) -> str:
    """Answer the number that somebody has shown to be theirs; empty when there is none."""
    contact = getattr(user, "contact", None)
    return str(contact.phone) if contact and contact.phone_verified_at else ""


def told_phone(user: User) -> str:
    """Answer the number that somebody told, whether it was shown to be theirs or not."""
    contact = getattr(user, "contact", None)
    return str(contact.phone) if contact else ""


def open_link(token: str, purpose: LinkPurpose) -> MailedLink | None:
    """Find the link that this token belongs to, if it can still be followed."""
    found = MailedLink.objects.open().select_related("user")
    return found.filter(token_hash=hash_of(token), purpose=purpose).first()


def open_contact_invite(token: str) -> ContactInvite | None:
    """Find the invitation of a contact that this token belongs to, if it can still be accepted."""
    found = ContactInvite.objects.open().select_related("inviter")
    return found.filter(token_hash=hash_of(token), inviter__is_active=True).first()
