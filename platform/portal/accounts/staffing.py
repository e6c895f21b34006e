"""What a door for colleagues says of who comes in by it, and with which rights (requirements P-017, P-018).

A door of an organisation is for colleagues unless it is `for_all`: then everybody sees it, and it gives no rights.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from django.utils.translation import gettext as _

from .roles import ADMINISTRATOR, EDITOR, Role

FOR_ALL: Final = "for_all"
ROLES: Final[Mapping[str, Role]] = MappingProxyType({"editor": EDITOR, "administrator": ADMINISTRATOR})
"""What the file of a municipality calls them."""
FLAGS: Final = (FOR_ALL, "creates_staff", "only_way")
MOST: Final = 200
LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Staffing:
    """Who comes in by a door for colleagues."""

    roles: Mapping[str, Role]
    """By the exact name of a group at the organisation; empty where an administrator gives roles here."""
    creates: bool = False
    """Whether who is in one of these groups needs no invitation."""
    is_only_way: bool = False
    """Whether passwords are of no use to colleagues any more."""

    def granted(self, groups: tuple[str, ...]) -> frozenset[int]:
        """Answer the ids of the roles of somebody in these groups."""
        return frozenset(self.roles[name].id for name in groups if name in self.roles)


def is_for_all(options: Any) -> bool:
    """Tell whether a door of an organisation stands on the public page."""
    return isinstance(options, Mapping) and bool(options.get(FOR_ALL))


def read(options: Any) -> Staffing:
    """Make sense of the settings of a door.

    :raises ValueError: with a text for whoever set them, when there is none.
    """
    if not isinstance(options, Mapping):
        raise ValueError(_("De instellingen zijn namen met een waarde."))
    for name in FLAGS:
        if not isinstance(options.get(name, False), bool):
            raise ValueError(_("Kies bij %(name)s uit ja of nee.") % {"name": name})
    found = Staffing(
        roles=_roles(options.get("roles", {})),
        creates=options.get("creates_staff", False),
        is_only_way=options.get("only_way", False),
    )
    if is_for_all(options) and (found.roles or found.creates or found.is_only_way):
        raise ValueError(
            _("Een manier van inloggen die voor iedereen is, geeft niemand rechten in het beheer.")
        )
    if found.creates and not found.roles:
        raise ValueError(_("Wie zonder uitnodiging binnenkomt, krijgt rollen door groepen: vul roles in."))
    return found


def _roles(told: Any) -> Mapping[str, Role]:
    if not isinstance(told, Mapping) or len(told) > MOST:
        raise ValueError(_("Vul bij roles per groep een rol in."))
    for group, role in told.items():
        if not isinstance(group, str) or not 0 < len(group) <= LONGEST:
            raise ValueError(_("Een groep heeft een naam van hooguit %(most)s letters.") % {"most": LONGEST})
        if not isinstance(role, str) or role not in ROLES:
            raise ValueError(_("Kies bij roles uit: %(choices)s.") % {"choices": ", ".join(ROLES)})
    return {group: ROLES[role] for group, role in told.items()}
