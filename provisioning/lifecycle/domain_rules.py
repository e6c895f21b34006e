"""Which host a municipality may add beside the one that it was opened with, and with which certificate (C-032).

Below a domain of the platform the rules of opening hold. A host of the municipality's own lies elsewhere, and has to
be proven; what is refused here is refused whoever owns it.
"""

import datetime
import uuid
from collections.abc import Collection, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from tenants import hosts
from tenants.types import Certificate

from . import host_rules, lookalikes, reserved
from .known import Known

FEWEST_LABELS = 3
"""A whole domain is refused: our HSTS header would bind all other sites below it to https."""
SPECIAL = frozenset(
    {"alt", "arpa", "corp", "home", "internal", "invalid", "lan", "local", "localhost", "onion", "test"}
)
"""Last labels that no public DNS knows."""
MOST_HOSTS = 50
LONGEST_ACCEPTANCE = 200


def refusals(host: str, known: Known, tenant: uuid.UUID, own: Collection[str]) -> list[str]:
    """List what is wrong with a host that a municipality wants to add; nothing when it may be had.

    :param own: the hosts that it has already.
    """
    if len(own) >= MOST_HOSTS:
        return [
            _("Deze gemeente heeft al %(most)d webadressen. Verwijder er eerst een.") % {"most": MOST_HOSTS}
        ]
    if hosts.is_of_platform(host) or host in known.portal_domains or host in known.platform_hosts:
        return _like_opening(host, known, tenant)
    return _malformed(host) or [
        *_reserved(host),
        *_others(host, known, own),
        *host_rules.resting_refusals(host, known, tenant),
    ]


def certificate_refusals(
    host: str, certificate: str, accepted_by: str, accepted_on: datetime.date | None
) -> dict[str, list[str]]:
    """List by field what is wrong with the certificate of a host (BIO2 5.14.02)."""
    if hosts.is_of_platform(host):
        if certificate in {"", Certificate.PLATFORM}:
            return {}
        return {
            "certificate": [_("Dit webadres valt onder het certificaat van het platform. Kies niets anders.")]
        }
    if certificate not in {Certificate.OWN, Certificate.ACME}:
        return {"certificate": [_("Kies een certificaat: own (van de gemeente zelf, OV) of acme (DV).")]}
    return _acceptance(accepted_by, accepted_on) if certificate == Certificate.ACME else {}


def _acceptance(accepted_by: str, accepted_on: datetime.date | None) -> dict[str, list[str]]:
    reasons: dict[str, list[str]] = {}
    if not accepted_by.strip():
        reasons["accepted_by"] = [
            _(
                "Een DV-certificaat mag alleen als de gemeente het risico schriftelijk heeft aanvaard "
                "(BIO2 5.14.02). Vul in welke functie dat deed, en in welke brief."
            )
        ]
    elif len(accepted_by) > LONGEST_ACCEPTANCE:
        reasons["accepted_by"] = [
            _("Gebruik ten hoogste %(longest)d tekens.") % {"longest": LONGEST_ACCEPTANCE}
        ]
    if accepted_on is None or accepted_on > timezone.localdate():
        reasons["accepted_on"] = [_("Vul de dag in waarop het risico is aanvaard; niet in de toekomst.")]
    return reasons


def _like_opening(host: str, known: Known, tenant: uuid.UUID) -> list[str]:
    rests_with_us = known.resting.get(host) == tenant
    reasons = host_rules.refusals(host, known)
    resting = host_rules.resting_refusals(host, known, None)
    return [reason for reason in reasons if not (rests_with_us and reason in resting)]


def _malformed(host: str) -> list[str]:
    labels = host.split(".")
    if "*" in host:
        return [_("Een jokerteken (*) mag niet. Voeg elk webadres apart toe.")]
    if any(label[2:4] == "--" for label in labels):
        return [_("Twee streepjes na de tweede letter (zoals xn--) mag niet. Kies een andere hostnaam.")]
    if not hosts.is_well_formed(host) or not labels[-1].isalpha():
        return [_("Dit is geen goede hostnaam. Schrijf hem als mijn.zonnedam.nl, zonder https:// of poort.")]
    if labels[-1] in SPECIAL:
        return [_("Namen die eindigen op .%(last)s staan niet in de openbare DNS.") % {"last": labels[-1]}]
    if len(labels) < FEWEST_LABELS:
        return [_("Kies een naam onder het domein van de gemeente, zoals mijn.%(host)s.") % {"host": host}]
    return []


def _reserved(host: str) -> list[str]:
    owner = host.split(".")[-2]
    if reserved.is_reserved(owner):
        return [_("“%(label)s” is van de overheid of van het platform, of lijkt daarop.") % {"label": owner}]
    return []


def _others(host: str, known: Known, own: Collection[str]) -> list[str]:
    """Refuse what is, looks like, contains or lies below a host of somebody else."""
    taken = [other for other in known.hosts if other not in own]
    platform = [*known.platform_hosts, *known.portal_domains]
    if host in taken:
        return [_("%(host)s is al van een andere gemeente.") % {"host": host}]
    reasons = [
        _("Deze hostnaam lijkt te veel op %(other)s.") % {"other": other}
        for other in _alike(host, [*taken, *platform])
    ]
    for other in (*taken, *platform):
        if other.endswith(f".{host}"):
            reasons.append(_("%(other)s valt onder deze hostnaam.") % {"other": other})
        elif host.endswith(f".{other}"):
            reasons.append(_("Deze hostnaam valt onder %(other)s.") % {"other": other})
    return reasons


def _alike(host: str, others: Sequence[str]) -> list[str]:
    """List what a hurried reader takes for this host, also as the end of it."""
    wanted = lookalikes.host_skeleton(host)
    found = []
    for other in others:
        skeleton = lookalikes.host_skeleton(other)
        is_itself = host == other or host.endswith(f".{other}")
        if not is_itself and (wanted == skeleton or wanted.endswith(f".{skeleton}")):
            found.append(other)
    return found
