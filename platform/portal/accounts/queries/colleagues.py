"""Read how colleagues come in: by the organisation's own sign-in, or with a password."""

from collections.abc import Iterable

from django.http import HttpRequest
from django_otp import devices_for_user
from django_otp.models import Device
from django_otp.plugins.otp_totp.models import TOTPDevice

from integrations.connections import queries as connections
from portal.accounts import staffing
from portal.accounts.models import Door, IdentityKind, User
from portal.accounts.roles import ADMINISTRATOR

from . import resolving
from .doors import Entrance, connection_of, entrance, open_doors


def doors() -> list[Door]:
    """List the doors for colleagues that stand open."""
    return [door for door in open_doors() if door.is_for_colleagues]


def ways_in() -> list[Entrance]:
    """List these doors as the sign-in page of staff shows them."""
    found = doors()
    usable = connections.used_now() if found else frozenset()
    return [entrance(door, usable) for door in found]


def is_only_way() -> bool:
    """Tell whether colleagues are to come in by a door and not with a password; not while it cannot be used."""
    wanted = [door for door in doors() if _is_only_way(door)]
    usable = connections.used_now() if wanted else frozenset()
    return any(connection_of(door) in usable for door in wanted)


def may_use_password(user: User) -> bool:
    """Tell whether a password is of use to a member of staff.

    Where a door is the only way it still is to an administrator who has no other: somebody must be able to come in when
    the organisation's own sign-in fails. Where every administrator has come in by the door, it is to all of them.
    """
    if not user.is_staff or not is_only_way():
        return True
    if not user.groups.filter(pk=ADMINISTRATOR.id).exists():
        return False
    return not is_colleague(user) or not _administrators_with_password_only()


def is_colleague(user: User) -> bool:
    """Tell whether somebody is known to the organisation's own sign-in."""
    identity = getattr(user, "identity", None)
    return identity is not None and identity.kind == IdentityKind.COLLEAGUE


def has_shown_second_factor(request: HttpRequest) -> bool:
    """Tell whether the organisation of staff has asserted a second factor in the sign-in of this session."""
    row = resolving.sign_in_of(request)
    return row is not None and row.has_second_factor and row.user.is_staff and is_colleague(row.user)


def devices_of(user: User) -> dict[bool, Device]:
    """Answer what somebody has set up here: what makes codes of digits (True), what keeps recovery codes (False)."""
    found = devices_for_user(user)
    return {isinstance(device, TOTPDevice): device for device in found}


def names_of(roles: Iterable[int]) -> list[str]:
    """Name roles in the words of a municipality's file, for the log."""
    wanted = set(roles)
    return sorted(name for name, role in staffing.ROLES.items() if role.id in wanted)


def _administrators_with_password_only() -> bool:
    found = User.objects.filter(is_active=True, is_staff=True, groups__pk=ADMINISTRATOR.id, identity=None)
    return any(user.has_usable_password() for user in found)


def _is_only_way(door: Door) -> bool:
    try:
        return staffing.read(door.options).is_only_way
    except ValueError:
        return False  # such a door lets nobody in
