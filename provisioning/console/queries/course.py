"""How busy it was, day by day, as plots."""

import datetime
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from django.core.cache import caches
from django.db import connection
from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from provisioning.audit import queries as acts
from provisioning.audit.types import Filters
from provisioning.console import plots
from provisioning.console.plots import Plot, Series, Tone
from tenants.models import OperatorRecord

DAYS: Final = 30
KEPT: Final = 300
"""Seconds for which the plots of all municipalities together are kept: they count hundreds of thousands of acts."""
KEY: Final = "console.course"
SIGNED_IN, REFUSED = "operator.signed_in", "operator.sign_in_failed"
OPERATIONS: Final = """
SELECT (created_at AT TIME ZONE %(zone)s)::date AS day,
       count(*) FILTER (WHERE state <> 'failed'), count(*) FILTER (WHERE state = 'failed'),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM finished_at - started_at))
         FILTER (WHERE state = 'done'),
       percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM finished_at - started_at))
         FILTER (WHERE state = 'done')
  FROM public.lifecycle_operation
 WHERE created_at >= %(since)s AND (%(tenant)s::uuid IS NULL OR tenant = %(tenant)s::uuid)
 GROUP BY 1
"""

type Counts = Mapping[datetime.date, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class _Span:
    """The days that are drawn."""

    days: list[datetime.date]
    since: datetime.datetime


def of_all() -> list[Plot]:
    """Draw all municipalities together."""
    span = _span()
    key = f"{KEY}.{span.days[-1]:%Y%m%d}"
    found: list[Plot] | None = caches["shared"].get(key)
    if found is None:
        found = [_acts(span), _sign_ins(span), *_operations(span)]
        caches["shared"].set(key, found, KEPT)
    return found


def of_tenant(tenant: uuid.UUID) -> list[Plot]:
    """Draw one municipality."""
    span = _span()
    return [_acts(span, tenant), *_operations(span, tenant)]


def _span() -> _Span:
    today = timezone.localdate()
    days = [today - datetime.timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    since = timezone.make_aware(datetime.datetime.combine(days[0], datetime.time()))
    return _Span(days, since)


def _acts(span: _Span, tenant: uuid.UUID | None = None) -> Plot:
    tenants = frozenset({tenant}) if tenant else None
    found = acts.records(Filters(tenants=tenants, since=span.since))
    counts = _per_day(found, Count("*"))
    return _plot("handelingen", _("Handelingen per dag"), span, counts, [_("handelingen")])


def _sign_ins(span: _Span) -> Plot:
    found = OperatorRecord.objects.filter(recorded_at__gte=span.since, action__in=[SIGNED_IN, REFUSED])
    counts = _per_day(
        found,
        Count("recorded_at", filter=Q(action=SIGNED_IN)),
        Count("recorded_at", filter=Q(action=REFUSED)),
    )
    names = [_("aangemeld"), _("geweigerd")]
    return _plot("aanmeldingen", _("Aanmeldingen van beheerders per dag"), span, counts, names)


def _per_day(found: Any, *wanted: Any) -> Counts:
    grouped = found.order_by().annotate(day=TruncDate("recorded_at")).values("day")
    named = {f"n{number}": each for number, each in enumerate(wanted)}
    return {row["day"]: tuple(row[name] for name in named) for row in grouped.annotate(**named)}


def _operations(span: _Span, tenant: uuid.UUID | None = None) -> list[Plot]:
    with connection.cursor() as cursor:
        zone = timezone.get_current_timezone_name()
        values = {"zone": zone, "since": span.since, "tenant": str(tenant) if tenant else None}
        cursor.execute(OPERATIONS, cast(Any, values))
        rows = {day: rest for day, *rest in cursor.fetchall()}
    counts = {day: (good, failed) for day, (good, failed, _half, _most) in rows.items()}
    taken = {
        day: (half, most - half) for day, (_good, _failed, half, most) in rows.items() if half is not None
    }
    return [
        _plot("opdrachten", _("Opdrachten per dag"), span, counts, [_("opdrachten"), _("mislukt")]),
        _durations(span, taken),
    ]


def _durations(span: _Span, taken: Counts) -> Plot:
    names = [_("helft klaar binnen"), _("en 95 van de 100 zoveel later")]
    series = [
        Series(name, [taken[day][at] if day in taken else None for day in span.days], tone)
        for at, (name, tone) in enumerate(zip(names, (Tone.MAIN, Tone.MORE), strict=True))
    ]
    return plots.bars("duur", _("Hoe lang opdrachten duurden"), span.days, series, say=_seconds)


def _plot(key: str, title: str, span: _Span, counts: Counts, names: Sequence[str]) -> Plot:
    series = [
        Series(name, [counts[day][at] if day in counts else 0 for day in span.days], tone)
        for at, (name, tone) in enumerate(zip(names, (Tone.MAIN, Tone.BAD), strict=False))
    ]
    totals = [f"{plots.whole(sum(each.values))} {each.name}" for each in series]  # type: ignore[arg-type]
    summary = _("In %(days)d dagen: %(totals)s.") % {"days": len(span.days), "totals": ", ".join(totals)}
    return plots.bars(key, title, span.days, series, summary=summary)


def _seconds(value: float) -> str:
    return _("%(n)s s") % {"n": number_format(value, 1)}
