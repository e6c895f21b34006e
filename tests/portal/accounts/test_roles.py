"""Roles are code (architecture T6, requirement P-232)."""

import pytest
from django.contrib.auth.models import Group

from portal.accounts.roles import ADMINISTRATOR, EDITOR, ROLES
from tenants import registry
from tenants.types import TenantRef
from tests.portal import staff


def test_numbers_and_names_never_change() -> None:
    assert [(role.id, role.name) for role in ROLES] == [(1, "Redacteur"), (2, "Functioneel beheerder")]


def test_every_permission_exists() -> None:
    known = registry.known()["permissions"]

    assert [key for role in ROLES for key in role.permissions if key not in known] == []


def test_roles_are_the_groups_that_tenants_see(inside: TenantRef) -> None:
    assert set(Group.objects.values_list("id", "name")) == {(role.id, role.name) for role in ROLES}


@pytest.mark.covers("P-232")
def test_an_editor_writes_and_manages_nobody(inside: TenantRef) -> None:
    editor = staff.member(EDITOR)

    assert editor.has_perms(["products.change_product", "cms.publish_page", "core.change_texts"])
    assert not editor.has_perm("accounts.view_user")
    assert not editor.has_perm("audit.view_auditrecord")


def test_an_administrator_manages_staff_and_reads_the_log(inside: TenantRef) -> None:
    administrator = staff.member(ADMINISTRATOR)

    assert administrator.has_perms(["accounts.add_user", "audit.view_auditrecord", "products.change_product"])
    assert not administrator.has_perm("accounts.delete_user")
    assert not administrator.has_perm("auth.change_group")
