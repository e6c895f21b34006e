"""Find acts in the entered municipality's own stream."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from django.db.models import Q, QuerySet

from portal.accounts.models import User
from tenants import registers
from tenants.audit import wording
from tenants.audit.models import AuditRecord, AuditSeal

from .types import PLATFORM, Filters

OF_PLATFORM = ("operator", "system")
IN_ONE_GO: Final = 2_000
"""Acts that an export reads at a time."""
MOST_WORDS: Final = 6


def records(filters: Filters) -> "QuerySet[AuditRecord]":
    """List acts, latest first."""
    found = AuditRecord.objects.order_by("-recorded_at", "-pk")
    wanted: dict[str, Any] = {
        "action": filters.action,
        "recorded_at__date__gte": filters.since,
        "recorded_at__date__lte": filters.until,
    }
    found = found.filter(**{name: value for name, value in wanted.items() if value})
    if filters.actor == PLATFORM:
        found = found.filter(actor_kind__in=OF_PLATFORM)
    elif filters.actor:
        found = found.filter(actor=filters.actor).exclude(actor_kind__in=OF_PLATFORM)
    for word in filters.words.split()[:MOST_WORDS]:
        found = found.filter(Q(target__icontains=word) | Q(why__icontains=word) | Q(action__in=_called(word)))
    return found.exclude(outcome="ok") if filters.only_failed else found


def all_of(filters: Filters) -> Iterator[Sequence[AuditRecord]]:
    """Read acts latest first, some at a time, so that seven years need no more room than these."""
    found, last = records(filters), None
    while some := list((found.filter(_before(last)) if last else found)[:IN_ONE_GO]):
        yield some
        last = some[-1]


def _before(last: AuditRecord) -> Q:
    at = last.recorded_at
    return Q(recorded_at__lte=at) & ~Q(recorded_at=at, pk__gte=last.pk)


def _called(word: str) -> list[str]:
    texts = ((text.action, wording.plain(str(text.text)).lower()) for text in registers.audit_texts)
    return [action for action, text in texts if word.lower() in text]


def people() -> list[tuple[str, str]]:
    """List the staff that may have acted, with their names."""
    staff = User.objects.filter(is_staff=True).order_by("first_name", "last_name", "email")
    return [(str(user.uuid), _name(user)) for user in staff]


def names(records: Iterable[AuditRecord]) -> dict[str, str]:
    """Name the people that these acts are by or about, in one query."""
    numbers = {text for record in records for text in (record.actor, record.target) if len(text) == 36}
    return {str(user.uuid): _name(user) for user in User.objects.filter(uuid__in=_uuids(numbers))}


def last_seal() -> AuditSeal | None:
    """Answer the newest seal."""
    return AuditSeal.objects.order_by("-number").first()


def _uuids(texts: Iterable[str]) -> list[Any]:
    field = User._meta.get_field("uuid")
    return [text for text in texts if _is_uuid(field, text)]


def _is_uuid(field: Any, text: str) -> bool:
    from django.core.exceptions import ValidationError

    try:
        field.to_python(text)
    except ValidationError:
        return False
    return True


def _name(user: User) -> str:
    return user.get_full_name() or str(user.email)
