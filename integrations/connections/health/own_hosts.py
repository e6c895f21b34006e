"""Look when the certificates of a municipality's own hosts end, as its visitors see them (C-031, C-032, C-073).

A handshake now and then, and nothing is asked. What is seen is told to the console; what ends soon, or is not good,
becomes a warning, once at each threshold, with an all-clear when it is over. Hosts below a domain of the platform
have the platform's certificate, which is not a municipality's to renew.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from integrations import http
from integrations.errors import Reason, UnavailableError
from integrations.http import looking, tls
from integrations.http.looking import Flaw
from tenants import insights, parallel
from tenants.alerts import operations as alerts
from tenants.alerts import queries as open_alerts
from tenants.entry import current, outside
from tenants.models import Domain
from tenants.types import Certificate, TenantRef

from . import queries
from .types import HOSTS_TOPIC, HostCertificate

PERIOD: Final = timedelta(hours=6)
PATIENCE: Final = 5.0
AT_ONCE: Final = 8
WARNED_AT: Final[Mapping[str, Collection[int]]] = {
    Certificate.OWN.value: (60, 30, 7),
    # The proxy renews these a month before they end: earlier nothing is wrong yet.
    Certificate.ACME.value: (7,),
}
"""Days before a certificate ends."""
NOT_GOOD: Final = 4
"""The level of one that visitors are warned of: above all that is still good."""
TEXTS: Final[Mapping[str, Promise]] = {
    Certificate.OWN.value: gettext_lazy(
        "Het certificaat is nog %(days)s dagen geldig. Vraag de gemeente om een nieuw OV-certificaat."
    ),
    Certificate.ACME.value: gettext_lazy(
        "Het certificaat is nog %(days)s dagen geldig en niet vanzelf vernieuwd. Kijk wat de proxy tegenhoudt."
    ),
}


def look(_key: str) -> None:
    """Look at all own hosts of the entered municipality that are proven."""
    tenant = current()
    rows, former = _rows(tenant), {each.host: each for each in queries.hosts_of(tenant.uuid)}
    if not (rows or former):
        return

    def ask(row: Domain) -> HostCertificate | None:
        return _look(tenant, row)

    looked = parallel.run(ask, rows, threads=AT_ONCE) if len(rows) > 1 else [ask(row) for row in rows]
    known = [
        seen or former.get(row.domain)  # where nobody answered, it is as it was
        for row, seen in zip(rows, looked, strict=True)
    ]
    found = [each for each in known if each]
    insights.write(tenant, HOSTS_TOPIC, {"hosts": {each.host: each.told() for each in found}})
    sound(tenant, found, timezone.now())


def sound(tenant: TenantRef, found: Iterable[HostCertificate], now: datetime) -> None:
    """Begin and end warnings, after a look at all own hosts of a municipality."""
    levels, beginning = open_alerts.open_levels(tenant.uuid), f"host:{tenant.uuid.hex}:"
    by_row = {str(each.row): each for each in found}
    about: set[str] = set()
    for each in by_row.values():
        subject = f"{beginning}{each.row}:{each.mark}"
        about.add(subject)
        _warn(tenant, subject, each, levels.get(subject, 0), now)
    for subject in levels:
        if subject.startswith(beginning) and subject not in about:
            _all_clear(subject, by_row.get(subject.removeprefix(beginning).partition(":")[0]), now)


def _rows(tenant: TenantRef) -> list[Domain]:
    with outside():
        found = Domain.objects.filter(
            tenant__uuid=tenant.uuid, proven_at__isnull=False, certificate__in=list(WARNED_AT)
        )
        return list(found.order_by("pk"))


def _look(tenant: TenantRef, row: Domain) -> HostCertificate | None:
    """Shake hands; None where nobody did."""
    try:
        trust = tls.context(http.NOBODY)
    except UnavailableError:
        return None
    url, reach = f"https://{row.domain}/", http.of_tenant(tenant)
    for glimpse in looking.look(url, reach=reach, timeout=PATIENCE, trust=trust):
        if glimpse.stage is not looking.Stage.TLS:
            continue
        if glimpse.reason is None:
            return _seen(row, glimpse.until)
        if glimpse.reason is Reason.NOT_SECURE and glimpse.flaw is not Flaw.NONE:
            return _seen(row, None, glimpse.flaw)
    return None


def _seen(row: Domain, until: datetime | None, flaw: Flaw = Flaw.NONE) -> HostCertificate:
    return HostCertificate(
        host=row.domain,
        row=row.pk,
        kind=row.certificate,
        seen_at=timezone.now(),
        until=until,
        wrong=flaw.value,
    )


def _warn(tenant: TenantRef, subject: str, each: HostCertificate, level: int, now: datetime) -> None:
    days = each.days(now)
    passed = sum(days <= limit for limit in WARNED_AT[each.kind]) if days is not None else 0
    passed = NOT_GOOD if each.wrong or each.has_ended(now) else passed
    if passed > level:
        alerts.begin(
            subject=subject,
            kind="certificate ends",
            tenant=tenant.uuid,
            title=_("certificaat van webadres %(host)s") % {"host": each.host[:150]},
            text=_text(each, passed, days),
            level=passed,
        )


def _text(each: HostCertificate, level: int, days: int | None) -> str:
    if level == NOT_GOOD:
        return _(
            "Bezoekers krijgen een waarschuwing: het certificaat is verlopen of hoort niet bij dit webadres."
        )
    return str(TEXTS[each.kind]) % {"days": days}


def _all_clear(subject: str, each: HostCertificate | None, now: datetime) -> None:
    if each is None:
        alerts.end(subject=subject, title=_("webadres verwijderd"), text=_("Het webadres is er niet meer."))
        return
    text = _("Het nieuwe certificaat is nog %(days)s dagen geldig.") % {"days": each.days(now)}
    alerts.end(
        subject=subject,
        title=_("certificaat van webadres %(host)s is vervangen") % {"host": each.host[:150]},
        text=_("Het certificaat is er nu anders aan toe.") if each.wrong else text,
    )
