"""Statements that are composed once answer what the models' own do, for each municipality its own rows."""

import pytest
from django.db import ProgrammingError, transaction

from portal.core import composed
from portal.products.models import Category
from tenants import entry
from tenants.types import TenantRef
from tests.portal.products import catalogue

COLUMNS = ("id", "slug", "name", "position")


@pytest.mark.covers("architecture T3")
def test_one_statement_answers_each_municipality_its_own_rows_and_nobody_else(
    inside: TenantRef, waterrijk: TenantRef
) -> None:
    catalogue.category("Alleen hier")
    rows = Category.objects.filter(parent=None).only(*COLUMNS)
    statement = composed.compose(rows)

    found = composed.read(statement)
    with entry.enter(waterrijk):
        there = composed.read(statement)

    assert found == list(rows)
    assert [(row.slug, row.name) for row in found] == list(rows.values_list("slug", "name"))
    assert "Alleen hier" in {row.name for row in found}
    assert "Alleen hier" not in {row.name for row in there}
    with entry.outside(), pytest.raises(ProgrammingError, match="does not exist"), transaction.atomic():
        composed.read(statement)


def test_what_is_more_than_a_column_is_refused(inside: TenantRef) -> None:
    with pytest.raises(TypeError, match="plain columns"):
        composed.compose(Category.objects.all())
