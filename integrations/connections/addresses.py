"""Whether an address may be that of a municipality's system, said before anybody calls it."""

from django.conf import settings
from django.utils.translation import gettext as _

from integrations import http
from integrations.errors import RefusedError, UnavailableError
from integrations.http import addresses, places
from tenants.types import Kind, TenantRef

LONGEST = 500


def accept(address: str, tenant: TenantRef, *, label: str = "address") -> str:
    """Answer the address in the form in which it is kept: without blanks around it or a slash at its end.

    :param label: the field that the reason stands beside.
    :raises RefusedError: with the reason.
    """
    try:
        return _accept(address, tenant)
    except RefusedError as error:
        raise RefusedError(dict.fromkeys([label], *error.reasons.values())) from None


def _accept(address: str, tenant: TenantRef) -> str:
    address = address.strip().rstrip("/")
    try:
        place = places.parse(address)
    except ValueError:
        raise _refused(_("Vul een volledig webadres in, zoals https://zaken.voorbeeld.nl/zgw.")) from None
    if len(address) > LONGEST:
        raise _refused(_("Dit adres is te lang."))
    if "?" in address:
        raise _refused(_("Vul alleen het adres in, zonder vraagteken en wat daarachter staat."))
    try:
        http.of_tenant(tenant).check_place(place)
    except UnavailableError:
        raise _refused(_out_of_reach(tenant, place)) from None
    if tenant.kind is Kind.PRODUCTION and _is_hidden(place.host):
        raise _refused(
            _("Dit adres ligt in een afgeschermd netwerk. Gebruik het openbare adres van het systeem.")
        )
    return address


def _out_of_reach(tenant: TenantRef, place: places.Place) -> str:
    if tenant.kind is Kind.SANDBOX:
        text = _(
            "Een proefgemeente kan alleen verbinding maken met het oefensysteem van deze omgeving: %(url)s."
        )
        return text % {"url": settings.SANDBOX_URL}
    if place.scheme != "https":
        return _("Het adres moet beveiligd zijn: het begint met https://.")
    return _("Deze poort is niet toegestaan. Gebruik poort 443 of 8443.")


def _is_hidden(host: str) -> bool:
    """Tell whether the name alone shows that it is not public; where it leads to is judged at the call."""
    try:
        return not addresses.is_public(addresses.parse(host))
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local", ".internal"))


def _refused(text: str) -> RefusedError:
    return RefusedError({"address": text})
