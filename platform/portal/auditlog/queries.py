"""Find acts in the entered municipality's own stream."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from portal.accounts.models import User
from tenants.audit.models import AuditRecord, AuditSeal

from .types import PLATFORM, Filters

OF_PLATFORM = ("operator", "system")


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
    return found.exclude(outcome="ok") if filters.only_failed else found


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
