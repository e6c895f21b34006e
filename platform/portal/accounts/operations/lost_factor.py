"""End the second factor of somebody who has lost it, when a colleague has seen at the desk who they are (I23).

Until another is set up, knowing the password would be enough to set one up. So the password ends with it: who comes
back chooses another one by a letter to the address of the account, and sets up a second factor then.
"""

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django_otp import devices_for_user

from portal.accounts.models import ContactData, Ending, LinkPurpose, MailedLink, SentCode, User
from portal.accounts.queries import local
from portal.core.links import absolute
from portal.core.mail import operations as mail
from tenants import audit
from tenants.audit import Actor

from . import ending, second_step

FORGOTTEN = "/wachtwoord-vergeten/"


class NotLocalError(ValueError):
    """Raised for who does not sign in with an address and a password as a citizen."""


@transaction.atomic
def end_factor(user: User, *, by: Actor, why: str) -> None:
    """Take all of somebody's second factors and their password away, end their sessions, and write to them.

    :param why: one of the reasons that the page offers, without anything personal.
    :raises NotLocalError: for colleagues, and who comes in by a provider.
    """
    row = User.objects.select_for_update().get(pk=user.pk)
    if not local.is_local(row):
        raise NotLocalError
    for device in devices_for_user(row, confirmed=None):
        device.delete()
    SentCode.objects.filter(user=row).delete()
    ContactData.objects.filter(user=row).update(phone="", phone_verified_at=None)
    row.password = make_password(None)
    row.save(update_fields=["password"])
    MailedLink.objects.open().filter(user=row, purpose__in=(LinkPurpose.RESET, LinkPurpose.PROOF)).delete()
    ending.end_all_of(row, Ending.CLOSED)
    second_step.forget_tries(row)
    mail.send(
        to=str(row.email),
        template="accounts/mail/second_factor_ended",
        context={"user": row, "link": absolute(FORGOTTEN)},
    )
    audit.record("accounts.factor_ended_at_desk", by=by, target=str(row.uuid), why=why)
