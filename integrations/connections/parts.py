"""Connections in releases of a municipality's configuration (requirement C-033).

A secret is there as its fingerprint, our certificate as its SHA-256: neither can be put back, only found to be the
same. What passes by itself is no configuration: a former secret, a window of maintenance, what a test found.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tenants import audit
from tenants.audit import Actor
from tenants.configuration import canonical, describing
from tenants.registers import Part, Side
from tenants.types import TenantRef

from . import catalogue, certificates, outways
from .models import Connection
from .operations import applying, intake, mending, telling
from .types import Authentication, reference_of, row_of

type Value = Sequence[Mapping[str, Any]]

PLAIN: Final = (*applying.FILLED, "is_on")
LABELS: Final = {
    "name": gettext_lazy("naam"),
    "address": gettext_lazy("adres"),
    "authentication": gettext_lazy("aanmelden"),
    "client_id": gettext_lazy("client-id"),
    "header": gettext_lazy("header"),
    "scheme": gettext_lazy("woord voor de sleutel"),
    "token_address": gettext_lazy("adres voor tokens"),
    "scope": gettext_lazy("scope"),
    "trusted": gettext_lazy("eigen CA"),
    "profile": gettext_lazy("profiel"),
    "switches": gettext_lazy("keuzes"),
    "limits": gettext_lazy("grenzen"),
    "is_on": gettext_lazy("in gebruik"),
    "secret": gettext_lazy("geheim (herkenningscode)"),
    "certificate": gettext_lazy("certificaat (vingerafdruk)"),
}


def read(tenant: TenantRef) -> list[dict[str, Any]]:
    """List the connections, in one order."""
    return [value_of(row) for row in Connection.objects.order_by("system", "slug")]


def write(tenant: TenantRef, value: Value, *, by: Actor, why: str) -> None:
    """Make them so; secrets and certificates are the ones that are there."""
    before = {row.reference: row for row in Connection.objects.select_for_update()}
    after = {_reference(each): each for each in value}
    for reference in sorted(before.keys() - after.keys()):
        row = before[reference]
        Connection.objects.filter(pk=row.pk).delete()
        telling.forget(tenant, row)
        audit.record("connection.removed", by=by, target=reference, why=why)
    for reference, wanted in after.items():
        was = before.get(reference)
        if was is not None and canonical.same(value_of(was), dict(wanted)):
            continue
        old = value_of(was) if was else {}
        row = filled(was or Connection(pk=row_of(tenant.uuid, wanted["system"], wanted["slug"])), wanted, by)
        row.save()
        mending.begin_anew(tenant, row)
        telling.tell(tenant, row)
        audit.record("connection.changed", by=by, target=reference, why=why, before=old, after=dict(wanted))


def describe(before: Value | None, after: Value | None) -> Iterable[str]:
    """Say which connections came and went, and what differs in the others."""
    old = {_reference(each): each for each in before or ()}
    new = {_reference(each): each for each in after or ()}
    for reference in sorted(old.keys() | new.keys()):
        title = _title(new.get(reference) or old[reference])
        if reference not in old or reference not in new:
            there = (_("nee"), _("ja")) if reference in new else (_("ja"), _("nee"))
            yield describing.changed(title, *there)
        else:
            yield from _differences(title, old[reference], new[reference])


def refusals(tenant: TenantRef, value: Value) -> list[str]:
    """Say which connections cannot be put back: their secret or certificate is no longer the one of now."""
    rows = {row.reference: row for row in Connection.objects.all()}
    return [text for wanted in value for text in _refused(wanted, rows.get(_reference(wanted)))]


def _refused(wanted: Mapping[str, Any], row: Connection | None) -> Iterable[str]:
    title = _title(wanted)
    if outways.named(wanted):
        yield f"{title}: {outways.REFUSAL}"
        return
    if wanted["system"] not in catalogue.systems() or wanted["authentication"] not in set(Authentication):
        yield _("“%s” kent deze versie niet.") % title
        return
    if wanted["secret"] != (row.fingerprint if row else ""):
        yield _("Het geheim van “%s” is er niet meer. Vul het in bij de koppeling zelf.") % title
    elif row and row.secret and intake.lured(row, wanted):
        yield _("“%s” had een ander adres. Vul adres en geheim in bij de koppeling zelf.") % title
    if wanted["certificate"] != (certificates.fingerprint(row.certificate) if row else ""):
        yield _("Het certificaat van “%s” is er niet meer. Voeg het toe bij de koppeling zelf.") % title


def value_of(row: Connection) -> dict[str, Any]:
    """Answer what a release keeps of a connection."""
    return {
        "system": row.system,
        "slug": row.slug,
        **{name: getattr(row, name) for name in PLAIN},
        "secret": row.fingerprint,
        "certificate": certificates.fingerprint(row.certificate),
    }


def filled(row: Connection, wanted: Mapping[str, Any], by: Actor) -> Connection:
    """Put values into a row, but for its secret and certificate; what was found of it no longer counts."""
    for name in ("system", "slug", *PLAIN):
        setattr(row, name, wanted[name])
    row.changed_by = by.name
    for name, value in applying.UNTESTED.items():
        setattr(row, name, value)
    return row


def _differences(title: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterable[str]:
    labels = {name: f"{title}, {label}" for name, label in LABELS.items()}
    yield from describing.fields(labels, _shown(old), _shown(new))


def _shown(value: Mapping[str, Any]) -> dict[str, Any]:
    """Put what is no text into words, and certificates into their fingerprints."""
    words = {name: value.get(name, "") for name in LABELS}
    words["trusted"] = certificates.fingerprint(value.get("trusted", ""))[:16]
    words["certificate"] = str(value.get("certificate", ""))[:16]
    for name in ("switches", "limits"):
        words[name] = ", ".join(f"{key} {_word(each)}" for key, each in sorted(value.get(name, {}).items()))
    return words


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return _("aan") if value else _("uit")
    return f"{value:g}".replace(".", ",")


def _reference(value: Mapping[str, Any]) -> str:
    return reference_of(value["system"], value["slug"])


def _title(value: Mapping[str, Any]) -> str:
    return _("Koppeling %s") % catalogue.title(_reference(value), value.get("name", ""))


PART = Part("connections", "connections", "Koppelingen", Side.INSIDE, read, write, describe, refusals)
