"""On which host names a municipality answers, in a file.

A new host below a domain of the platform is judged as one that is added by hand. A host of the municipality's own has
to be proven, which a file cannot: it is added by hand first.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from provisioning.lifecycle import domain_rules
from provisioning.lifecycle.known import known
from provisioning.lifecycle.parts import domains as parts
from tenants import hosts, shapes
from tenants.registers import Section
from tenants.shapes import Problem
from tenants.types import TenantRef

type Hosts = Sequence[Mapping[str, Any]]


def _mean(tenant: TenantRef, now: Mapping[str, Any], told: Hosts, remove: bool) -> dict[str, Any]:
    had = {each["host"]: each["primary"] for each in now["domains"]}
    named = {_host(each): each.get("primary", had.get(_host(each), False)) for each in told}
    kept = {} if remove else had
    leading = [host for host, primary in named.items() if primary]
    # Another primary one takes the place of the one of now; of that only the file's own word says that it is none.
    kept = {host: primary and not leading for host, primary in kept.items()}
    return {
        "domains": [{"host": host, "primary": primary} for host, primary in sorted({**kept, **named}.items())]
    }


def _refusals(
    tenant: TenantRef, now: Mapping[str, Any], told: Hosts, wanted: Mapping[str, Any]
) -> Iterable[Problem]:
    if wanted["domains"] == now["domains"]:
        return
    yield from _twice(told)
    leading = [each["host"] for each in wanted["domains"] if each["primary"]]
    if len(leading) != 1:
        yield "", _("Maak precies één webadres het hoofdadres: primary: true.")
    had = [each["host"] for each in now["domains"]]
    yield from _strange(tenant, told, had)
    yield from (("", text) for text in parts.refusals(tenant, _known_ones(wanted["domains"], had)))


def _twice(told: Hosts) -> Iterable[Problem]:
    seen: Counter[str] = Counter()
    for at, each in enumerate(told, start=1):
        seen[_host(each)] += 1
        if seen[_host(each)] > 1:
            yield f"{at}.host", _("Dit webadres staat er twee keer in.")


def _strange(tenant: TenantRef, told: Hosts, had: Sequence[str]) -> Iterable[Problem]:
    facts = known()
    for at, each in enumerate(told, start=1):
        host = _host(each)
        if host in had:
            continue
        reasons = domain_rules.refusals(host, facts, tenant.uuid, had)
        if not reasons and not hosts.is_of_platform(host):
            reasons = [_("Voeg dit webadres eerst met de hand toe: de gemeente moet het bewijzen.")]
        yield from ((f"{at}.host", text) for text in reasons)


def _known_ones(wanted: Hosts, had: Sequence[str]) -> list[Mapping[str, Any]]:
    return [each for each in wanted if each["host"] in had]


def _host(each: Mapping[str, Any]) -> str:
    return str(each["host"]).strip(" ").lower()


SECTION = Section(
    feature="tenancy",
    key="domains",
    title=parts.PART.title,
    parts=("domains",),
    shape=shapes.many(shapes.fields(("host",), host=shapes.text(253), primary=shapes.flag)),
    write=lambda values: [dict(each) for each in values["domains"]],
    mean=_mean,
    names=lambda values: {each["host"]: each["primary"] for each in values["domains"]},
    blank={"domains": []},
    refusals=_refusals,
)
