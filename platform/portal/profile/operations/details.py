"""Change names and how somebody can be reached; a new address counts once it is confirmed (attack I18)."""

from collections.abc import Mapping

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from portal.accounts.models import ContactData, User
from portal.core.links import absolute
from portal.core.mail import operations as mail
from portal.profile import links
from tenants import audit
from tenants.audit import Actor

NAMES = ("first_name", "infix", "last_name")
CHANGED = "profile/mail/email_changed"


@transaction.atomic
def change(user: User, given: Mapping[str, str], *, by: Actor) -> frozenset[str]:
    """Change what differs; answers the names of those fields.

    The address with which somebody signs in stays until the new one is confirmed. Who could be reached at a confirmed
    address is told there that it was changed.
    """
    account = User.objects.select_for_update().get(pk=user.pk)
    contact, _is_new = ContactData.objects.select_for_update().get_or_create(
        user=account, defaults={"email": account.email or ""}
    )
    former = contact.verified_email or account.email or ""
    changed = frozenset(
        name for name, text in given.items() if _put(account if name in NAMES else contact, name, text)
    )
    if not changed:
        return changed
    if "phone" in changed:
        contact.phone_verified_at = None
    account.save(update_fields=[*NAMES])
    contact.save()
    audit.record("profile.changed", by=by, details={"fields": sorted(changed)})
    if "email" in changed:
        _warn(former, contact.email)
    for path in settings.CONTACT_CHANGED:
        import_string(path)(account, changed)
    return changed


def _put(row: User | ContactData, name: str, text: str) -> bool:
    if getattr(row, name) == text:
        return False
    setattr(row, name, text)
    return True


def _warn(former: str, now: str) -> None:
    """Tell the former address that it was changed, and not into what."""
    if former and former != now:
        url = absolute(links.find("profile:hub"))
        mail.send(to=former, template=CHANGED, context={"link": url})
