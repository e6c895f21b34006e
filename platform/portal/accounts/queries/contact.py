"""Tell at which address somebody can be reached for sure; whatever sends mail beyond a receipt asks this (P-043)."""

from portal.accounts.models import ContactData, User


def verified_email(user: User) -> str:
    """Answer the address that somebody has confirmed; empty while the one of now is not."""
    contact = ContactData.objects.filter(user=user).first()
    return contact.email if contact and contact.has_verified_email else ""


def has_verified_email(user: User) -> bool:
    """Tell whether somebody has confirmed the address of now."""
    return bool(verified_email(user))
