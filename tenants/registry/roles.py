"""Roles as code: groups in `public` with fixed ids and the permissions that the code says (architecture T6)."""

from collections.abc import Sequence
from typing import Protocol

from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string

from . import known


class Role(Protocol):
    """A role of staff, as `TENANT_ROLES` lists them."""

    @property
    def id(self) -> int:
        """Number the group, the same in every installation."""

    @property
    def name(self) -> str:
        """Name the group."""

    @property
    def permissions(self) -> Sequence[str]:
        """List permissions as `app.model.codename`, as the registry of ids does."""


@transaction.atomic
def sync() -> None:
    """Make groups and their permissions what the code says."""
    roles: Sequence[Role] = import_string(settings.TENANT_ROLES)
    with connection.cursor() as cursor:
        for role in roles:
            cursor.execute(
                "INSERT INTO auth_group (id, name) VALUES (%s, %s) ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name",
                [role.id, role.name],
            )
            cursor.execute("DELETE FROM auth_group_permissions WHERE group_id = %s", [role.id])
            cursor.executemany(
                "INSERT INTO auth_group_permissions (group_id, permission_id) VALUES (%s, %s)",
                [(role.id, known()["permissions"][key]) for key in role.permissions],
            )
