"""Who somebody is in the record of who looked, with and without an account."""

import uuid

from integrations.identities import Subject
from portal.accounts.models import Identity, User

from . import marks


def person_of(subject: Subject) -> uuid.UUID:
    """Answer as whom the record knows a person: their account, or what their mark makes while they have none."""
    key = marks.key()
    assert key is not None  # who acts for somebody has signed in
    mark = marks.of_person(subject, key)
    account = Identity.objects.filter(mark=mark).values_list("user__uuid", flat=True).first()
    return account or without_account(mark)


def persons_of(user: User) -> list[uuid.UUID]:
    """List as whom the record knows an account: also what others saw for them before they had it."""
    identity = getattr(user, "identity", None)
    return [user.uuid, without_account(identity.mark)] if identity else [user.uuid]


def without_account(mark: str) -> uuid.UUID:
    """Make a number of a keyed hash, by which nobody is found who is not known already."""
    return uuid.uuid5(uuid.NAMESPACE_OID, mark)
