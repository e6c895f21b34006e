"""What a municipality is called, and which theme it has."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from provisioning.lifecycle import name_rules
from provisioning.lifecycle.known import known
from tenants import audit
from tenants.audit import Actor
from tenants.configuration.describing import changed, quoted
from tenants.models import Tenant
from tenants.registers import Part, Side
from tenants.types import TenantRef
from themes import queries as themes


def _part(key: str, title: str, shown: Callable[[str], str], refusals: Callable[..., list[str]]) -> Part:
    def read(tenant: TenantRef) -> str:
        return str(Tenant.objects.values_list(key, flat=True).get(uuid=tenant.uuid))

    def write(tenant: TenantRef, value: str, *, by: Actor, why: str) -> None:
        before = read(tenant)
        Tenant.objects.filter(uuid=tenant.uuid).update(**{key: value})
        audit.record(
            "tenant.settings_changed",
            by=by,
            tenant=tenant.uuid,
            target=key,
            why=why,
            before={key: before},
            after={key: value},
        )

    def describe(before: str | None, after: str | None) -> Iterable[str]:
        yield changed(title, shown(before or ""), shown(after or ""))

    return Part("tenancy", key, title, Side.PUBLIC, read, write, describe, refusals)


def _name_refusals(tenant: TenantRef, value: str) -> list[str]:
    own = Tenant.objects.values_list("name", flat=True).get(uuid=tenant.uuid)
    return name_rules.refusals(value, [name for name in known().names if name != own])


def _theme_refusals(tenant: TenantRef, value: str) -> list[str]:
    try:
        owner = themes.get(value).owner
    except themes.UnknownThemeError:
        return [_("Het thema “%s” bestaat niet meer.") % value]
    if owner in {None, tenant.uuid}:
        return []
    return [
        _(
            "Deze huisstijl is van een andere gemeente. Kies een ander thema, "
            "of importeer de huisstijl ook voor deze gemeente."
        )
    ]


def _theme(key: str) -> str:
    try:
        return themes.get(key).name
    except themes.UnknownThemeError:
        return key or quoted("")


NAME = _part("name", "Naam", quoted, _name_refusals)
THEME = _part("theme", "Thema", _theme, _theme_refusals)
