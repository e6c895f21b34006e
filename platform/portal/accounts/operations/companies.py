"""Note what the Handelsregister told of a company that somebody came in for."""

from django.utils import timezone

from integrations.identities import Subject, SubjectKind
from portal.accounts.models import CompanyNumber
from portal.accounts.queries import marks

from . import keyring


def note(*, kvk: str, rsin: str) -> None:
    """Note which RSIN a company has, so that news that names it by that finds who came in by its other number.

    :param rsin: empty for a company that has none.
    """
    key = keyring.ensure()
    told = {"rsin_mark": marks.of_subject(Subject(SubjectKind.RSIN, rsin), key) if rsin else ""}
    CompanyNumber.objects.update_or_create(
        mark=marks.of_subject(Subject(SubjectKind.KVK, kvk), key),
        defaults={**told, "told_at": timezone.now()},
    )
