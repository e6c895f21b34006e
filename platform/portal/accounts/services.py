"""What the settings of a door mean to the protocol that is spoken behind it; settings that make no sense close it."""

from collections.abc import Mapping
from typing import Any, Final

from integrations.digid_eherkenning import types as saml
from integrations.errors import RefusedError
from integrations.identities import Level, RefusalReason, SignInRefusedError, SubjectKind
from integrations.oidc import claims
from integrations.oidc import types as openid
from portal.core.links import absolute

from . import staffing
from .models import Door, DoorKind

SCHEMES: Final = {
    DoorKind.DIGID: saml.Scheme.DIGID,
    DoorKind.EHERKENNING: saml.Scheme.EHERKENNING,
    DoorKind.EIDAS: saml.Scheme.EIDAS,
}
PURPOSES: Final = {
    DoorKind.DIGID: openid.Purpose.PERSON,
    DoorKind.EHERKENNING: openid.Purpose.COMPANY,
    DoorKind.EIDAS: openid.Purpose.EIDAS,
    DoorKind.ORGANISATION: openid.Purpose.COLLEAGUE,
}
ARRIVE: Final = "/inloggen/via/{slug}/terug/"
LEFT: Final = "/inloggen/via/{slug}/uitgelogd/"
LOGOUT: Final = "/inloggen/via/{slug}/uitloggen/"
FAULTS: Final = (KeyError, TypeError, ValueError, AttributeError)


def saml_service(door: Door, *, level: Level = Level.NONE) -> saml.Service:
    """Answer what a door asks by SAML.

    :param level: how sure a page wants it besides.
    :raises SignInRefusedError: when its settings make no sense.
    """
    told = door.options
    try:
        base = absolute("")
        return saml.Service(
            scheme=SCHEMES[DoorKind(door.kind)],
            entity_id=told.get("entity_id") or f"{base}/inloggen/via/{door.slug}/metadata.xml",
            base_url=base,
            acs_path=ARRIVE.format(slug=door.slug),
            slo_soap_path=LOGOUT.format(slug=door.slug) if told.get("single_logout", True) else "",
            slo_redirect_path=LEFT.format(slug=door.slug) if told.get("single_logout", True) else "",
            minimum=Level(max(door.minimum_level, level)),
            attribute_consuming_service_index=int(told.get("service_index", saml.DEFAULT_INDEX)),
            service_uuids=_texts(told, "service_uuids"),
            service_instance_uuid=str(told.get("service_instance_uuid", "")),
            company_numbers=tuple(SubjectKind(each) for each in told.get("company_numbers", ("kvk", "rsin"))),
            with_branches=bool(told.get("with_branches", True)),
            oin=str(told.get("oin", "")),
            broker_oin=str(told.get("broker_oin", "")),
            name=str(told.get("name", "")),
            description=str(told.get("description", "")),
            description_url=str(told.get("description_url", "")),
            privacy_url=str(told.get("privacy_url", "")),
            organisation=str(told.get("organisation", "")),
            contact=saml.Contact(
                **{name: str(told.get(f"contact_{name}", "")) for name in ("name", "email", "phone")}
            ),
        )
    except FAULTS:
        raise SignInRefusedError(RefusalReason.CLOSED, "settings_of_door") from None


def openid_service(door: Door, *, level: Level = Level.NONE) -> openid.Service:
    """Answer what a door asks by OpenID Connect.

    :param level: how sure a page wants it besides; then the provider lets them show it anew.
    :raises SignInRefusedError: when its settings make no sense.
    """
    told = door.options
    try:
        known = claims.read(told.get("claims", {}), base=claims.SETS[told.get("claims_of", "signicat")])
        surer = tuple(name for name, each in known.levels.items() if level and each >= level)
        return openid.Service(
            purpose=PURPOSES[DoorKind(door.kind)],
            redirect_uri=absolute(ARRIVE.format(slug=door.slug)),
            claims=known,
            minimum=_minimum(door, level),
            scopes=_texts(told, "scopes"),
            post_logout_redirect_uri=absolute(LEFT.format(slug=door.slug)),
            uses_userinfo=bool(told.get("uses_userinfo", False)),
            idp_hint=str(told.get("idp_hint", "")),
            acr_values=surer or _texts(told, "acr_values"),
            prompt="login" if level else str(told.get("prompt", "")),
            max_age=_seconds(told.get("max_age")),
        )
    except (*FAULTS, RefusedError):
        raise SignInRefusedError(RefusalReason.CLOSED, "settings_of_door") from None


def staff_of(door: Door) -> staffing.Staffing:
    """Answer who comes in by a door for colleagues.

    :raises SignInRefusedError: when it is none, or its settings make no sense.
    """
    try:
        if not door.is_for_colleagues:
            raise ValueError(door.slug)
        return staffing.read(door.options)
    except ValueError:
        raise SignInRefusedError(RefusalReason.CLOSED, "settings_of_door") from None


def _minimum(door: Door, level: Level) -> Level:
    return level if door.kind == DoorKind.ORGANISATION else Level(max(door.minimum_level, level))


def _seconds(value: Any) -> int | None:
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        raise TypeError("max_age")
    return value


def _texts(told: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = told.get(name, ())
    if not isinstance(value, list | tuple):
        raise TypeError(name)
    return tuple(str(each) for each in value)
