"""What the Handelsregister told of companies that people come in for, by keyed hashes of their numbers."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from portal.accounts.models import CompanyNumber

FRESH: Final = timedelta(days=30)
"""After which the register is asked once more: a company seldom gets another RSIN."""


def is_known(mark: str, *, now: datetime | None = None) -> bool:
    """Tell whether the register told of late which RSIN a company has, if any, by the hash of its other number."""
    since = (now or timezone.now()) - FRESH
    return CompanyNumber.objects.filter(mark=mark, told_at__gt=since).exists()


def with_rsin(marks: Iterable[str]) -> list[str]:
    """Answer the hashes of the other numbers of companies, by those of their RSIN."""
    return list(CompanyNumber.objects.filter(rsin_mark__in=list(marks)).values_list("mark", flat=True))
