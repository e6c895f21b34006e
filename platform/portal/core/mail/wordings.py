"""Keep the municipality's own words of a kind of mail, or go back to the product's. Each is a release (C-033)."""

from django.db import transaction
from django.utils.translation import gettext as _

from tenants import audit
from tenants.audit import Actor
from tenants.configuration import recording
from tenants.entry import current

from . import letters
from .models import MailTemplate
from .types import MailKind, Wording


class NotUsableError(Exception):
    """Refuse words that no letter can be made of; `problems` says why, by field."""

    def __init__(self, problems: dict[str, list[str]]) -> None:
        super().__init__(", ".join(problems))
        self.problems = problems


@transaction.atomic
def keep(kind: MailKind, language: str, wording: Wording, *, remarks: str = "", by: Actor) -> None:
    """Keep words of the municipality's own; from the next letter on they hold.

    :raises NotUsableError: when no letter can be made of them.
    """
    if problems := letters.problems(kind, wording):
        raise NotUsableError(problems)
    values = {
        "subject": wording.subject,
        "body": wording.body,
        "remarks": remarks,
        "changed_by": by.name[:36],
    }
    with recording.changes(current(), by=by):
        MailTemplate.objects.update_or_create(kind=kind.key, language=language, defaults=values)
    audit.record("mail.text_changed", by=by, target=_target(kind, language))


@transaction.atomic
def reset(kind: MailKind, language: str, *, by: Actor) -> bool:
    """Forget the municipality's own words: the product's hold again; tells whether there were any."""
    with recording.changes(current(), by=by):
        gone, _kinds = MailTemplate.objects.filter(kind=kind.key, language=language).delete()
    if gone:
        audit.record("mail.text_reset", by=by, target=_target(kind, language))
    return bool(gone)


def _target(kind: MailKind, language: str) -> str:
    return _("%(title)s (%(language)s)") % {"title": kind.title, "language": language}
