"""Make accounts for a demonstration, which nobody has to come in for first."""

from django.db import transaction
from django.utils import timezone

from integrations.identities import Asserted, Level, Subject, SubjectKind
from portal.accounts.models import ContactData, IdentityKind, Preferences, User
from tenants.entry import current
from tenants.types import Kind

from . import keyring, signing_in
from .staff import NotASandboxError

ISSUER = "demo"


@transaction.atomic
def create_demo_inhabitant(*, bsn: str, email: str) -> User:
    """Make the account of somebody with a BSN who has confirmed an address and wants to hear of everything.

    What they have changed since stays as it is.

    :raises NotASandboxError: in a municipality that serves real people.
    """
    if current().kind is not Kind.SANDBOX:
        raise NotASandboxError("Accounts of invented people are for demonstrations.")
    asserted = Asserted(ISSUER, Subject(SubjectKind.BSN, bsn), Level.NONE, timezone.now())
    user = signing_in.account_of(IdentityKind.PERSON, asserted, keyring.ensure())
    now = timezone.now()
    ContactData.objects.filter(user=user, email="").update(email=email, verified_email=email, verified_at=now)
    Preferences.objects.filter(user=user).update(is_confirmed=True)
    return user
