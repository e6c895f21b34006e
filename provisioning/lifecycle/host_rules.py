"""Which host name a municipality may get: its own label right below a portal domain, like nobody else's."""

import uuid
from collections.abc import Iterable

from django.utils.translation import gettext as _

from tenants import hosts

from . import lookalikes, reserved
from .known import Known

SHORTEST_LABEL = 2


def refusals(host: str, known: Known) -> list[str]:
    """List what is wrong with a host name; nothing when it may be had."""
    malformed = _malformed(host, known.portal_domains)
    if malformed:
        return malformed
    if host in known.platform_hosts or host in known.portal_domains:
        return [_("Deze hostnaam is van het platform zelf. Kies een andere.")]
    return [
        *_place(host, known),
        *_reserved(host),
        *_taken(host, known.hosts),
        *_related(host, known),
        *resting_refusals(host, known, None),
    ]


def resting_refusals(host: str, known: Known, tenant: uuid.UUID | None) -> list[str]:
    """Refuse a host that another municipality gave up lately (attack T12)."""
    if host in known.resting and known.resting[host] != tenant:
        return [
            _("%(host)s was kort geleden van een andere gemeente. Kies een andere hostnaam.") % {"host": host}
        ]
    return []


def _malformed(host: str, domains: Iterable[str]) -> list[str]:
    if not host:
        return [_("Vul een hostnaam in, bijvoorbeeld %(example)s.") % {"example": _example(domains)}]
    strange = next((character for character in host if not character.isascii()), "")
    if strange:
        return [
            _("Het teken “%(character)s” mag niet in een hostnaam. Gebruik gewone letters en cijfers.")
            % {"character": strange}
        ]
    if any(label[2:4] == "--" for label in host.split(".")):
        return [_("Twee streepjes na de tweede letter (zoals xn--) mag niet. Kies een andere hostnaam.")]
    if not hosts.is_well_formed(host):
        return [
            _("Dit is geen goede hostnaam. Gebruik letters, cijfers en streepjes, bijvoorbeeld %(example)s.")
            % {"example": _example(domains)}
        ]
    return []


def _place(host: str, known: Known) -> list[str]:
    label, _dot, parent = host.partition(".")
    if parent not in known.portal_domains:
        return [
            _("Kies één naam direct voor %(domains)s, bijvoorbeeld %(example)s.")
            % {
                "domains": _(" of ").join(f".{domain}" for domain in known.portal_domains),
                "example": _example(known.portal_domains),
            }
        ]
    if len(label) < SHORTEST_LABEL:
        return [_("Kies een hostnaam die begint met minstens twee letters of cijfers.")]
    return []


def _reserved(host: str) -> list[str]:
    label = host.split(".")[0]
    if reserved.is_reserved(label):
        return [
            _("“%(label)s” is gereserveerd voor het platform, of lijkt daarop. Kies een andere naam.")
            % {"label": label}
        ]
    return []


def _taken(host: str, taken: Iterable[str]) -> list[str]:
    wanted = lookalikes.host_skeleton(host)
    if host in taken:
        return [_("%(host)s is al in gebruik. Kies een andere hostnaam.") % {"host": host}]
    for other in taken:
        if lookalikes.host_skeleton(other) == wanted:
            return [
                _("Deze hostnaam lijkt te veel op %(other)s. Kies een naam die duidelijk anders is.")
                % {"other": other}
            ]
    return []


def _related(host: str, known: Known) -> list[str]:
    reasons = []
    for other in (*known.hosts, *known.platform_hosts, *known.portal_domains):
        if other.endswith(f".{host}"):
            reasons.append(
                _("%(other)s valt onder deze hostnaam. Kies een naam waar geen andere onder valt.")
                % {"other": other}
            )
        elif host.endswith(f".{other}") and other not in known.portal_domains:
            reasons.append(
                _("Deze hostnaam valt onder %(other)s, dat al in gebruik is. Kies een andere naam.")
                % {"other": other}
            )
    return reasons


def _example(domains: Iterable[str]) -> str:
    return f"zonnedam.{next(iter(domains), 'example')}"
