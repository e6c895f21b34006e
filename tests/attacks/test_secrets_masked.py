"""Of what is encrypted nobody sees anything again, and moved elsewhere it opens nothing (attacks W24, P06).

Each test goes through all encrypted columns that there are, whoever adds one. A plain column of the same rows is the
control: where that is seen, a secret would be.
"""

import io
import json
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.admin import AdminSite, ModelAdmin, site
from django.contrib.admin.helpers import AdminReadonlyField
from django.core.exceptions import FieldError
from django.core.management import call_command
from django.db import connection
from django.forms import modelform_factory
from django.template import Context, Template
from django.test import RequestFactory

from tenants import audit, keys, registers
from tenants.audit import changes
from tenants.entry import enter
from tenants.errors import DecryptionError
from tenants.fields import MASK, EncryptedTextField
from tenants.keys import columns
from tenants.keys.columns import Column
from tenants.registers.kinds import Side
from tenants.types import TenantRef
from tests import snapshots

pytestmark = pytest.mark.attack("W24")
WORD = "Kanarievogel"
SECRET = "Zq-geheim-van-de-kolom"
ALONE = {
    "outbox_markingkey.secret",
    "accounts_lookupkey.key",
    "accounts_mailedlink.details",
    "accounts_mailedlink.email",
    "accounts_mandate.represented",
    "accounts_registered.details",
    "accounts_sentcode.number",
    "case_uploads_piece.content",
}
"""Columns in whose rows stands no word of a municipality's: there is no control beside them, and no page of them."""
COLUMNS = [pytest.param(column, id=str(column)) for column in columns.every() if str(column) not in ALONE]
ALL = [pytest.param(column, id=str(column)) for column in columns.every()]


@pytest.fixture
def filled(zonnedam: TenantRef) -> Iterator[TenantRef]:
    """A municipality with a word in all that can be seen, and a secret in every encrypted column."""
    with enter(zonnedam, urls=True):
        snapshots.once("a secret in every column", fill)
        yield zonnedam


def fill() -> None:
    for canary in registers.canaries:
        canary.fill(WORD)
    for column in columns.every():
        for row in column.rows():
            field_of(column).encrypt(SECRET, row)
            row.save()


def field_of(column: Column) -> EncryptedTextField:
    found = column.model._meta.get_field(column.name)
    assert isinstance(found, EncryptedTextField)
    return found


def row_of(column: Column) -> Any:
    row = column.rows().first()
    assert row is not None, f"no canary filler writes {column}"
    return row


def plain_of(column: Column) -> Any:
    """Find a plain column of text in the same row: the control."""
    row = row_of(column)
    return next(
        field
        for field in row._meta.concrete_fields
        if not isinstance(field, EncryptedTextField)
        and WORD.lower() in str(getattr(row, field.attname)).lower()
    )


def shows_nothing(text: str) -> bool:
    return SECRET not in text and "v1:" not in text


@pytest.mark.parametrize("column", COLUMNS)
def test_the_database_holds_ciphertext(filled: TenantRef, column: Column) -> None:
    plain = plain_of(column).attname
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{column.name}", "{plain}"::text FROM "{column.table}"')
        rows = cursor.fetchall()

    assert rows
    assert all(sealed.startswith("v1:1:") and SECRET not in sealed for sealed, _ in rows)
    assert any(WORD.lower() in text.lower() for _, text in rows)


@pytest.mark.parametrize("column", ALL)
def test_a_plain_text_does_not_get_in(filled: TenantRef, column: Column) -> None:
    with pytest.raises(ValueError, match="ciphertext only"):
        column.rows().update(**{column.name: "zomaar leesbaar"})


@pytest.mark.parametrize("column", ALL)
def test_a_dump_has_a_mask_in_its_place(filled: TenantRef, column: Column) -> None:
    out = io.StringIO()
    call_command("dumpdata", column.model._meta.label, stdout=out)

    dumped = json.loads(out.getvalue())[0]["fields"]

    assert dumped[column.name] == MASK
    assert shows_nothing(out.getvalue())
    assert WORD.lower() in out.getvalue().lower() or str(column) in ALONE


@pytest.mark.parametrize("column", COLUMNS)
def test_neither_words_nor_pages_made_of_a_row_show_it(filled: TenantRef, column: Column) -> None:
    row, plain = row_of(column), plain_of(column)
    values = {"row": row, "secret": getattr(row, column.name), "plain": getattr(row, plain.attname)}

    page = Template("{{ row }} {{ secret }} {{ secret|safe }} {{ secret|upper }} {{ plain }}").render(
        Context(values)
    )
    words = f"{row!r} {row} {vars(row)} {values['secret']!r} {values['secret']}"

    assert shows_nothing(f"{page} {words}")
    assert WORD.lower() in page.lower()


@pytest.mark.parametrize("column", COLUMNS)
def test_no_form_has_it_and_a_page_of_the_administration_shows_a_mask(
    filled: TenantRef, column: Column
) -> None:
    row, plain = row_of(column), plain_of(column)
    form = modelform_factory(column.model, fields="__all__")

    class Careless(ModelAdmin):  # type: ignore[type-arg]
        readonly_fields = (column.name, plain.name)

    admin = Careless(column.model, AdminSite())
    shown = [
        str(AdminReadonlyField(form(instance=row), name, is_first=False, model_admin=admin).contents())
        for name in Careless.readonly_fields
    ]

    assert column.name not in form.base_fields
    with pytest.raises(FieldError):
        modelform_factory(column.model, fields=[column.name])
    assert shown[0] == MASK
    assert WORD.lower() in shown[1].lower()


@pytest.mark.parametrize("column", COLUMNS)
def test_the_trail_tells_that_it_changed_and_not_what(filled: TenantRef, column: Column) -> None:
    row, plain = row_of(column), plain_of(column)
    before = changes.of(row, column.name, plain.name)
    field_of(column).encrypt("Zq-een-ander-geheim", row)
    setattr(row, plain.attname, f"{WORD}-anders")

    audit.record(
        "connection.changed", by=audit.SYSTEM, before=before, after=changes.of(row, column.name, plain.name)
    )

    with connection.cursor() as cursor:
        cursor.execute("SELECT before::text || after::text FROM audit_auditrecord ORDER BY id DESC LIMIT 1")
        (told,) = cursor.fetchone()
    assert shows_nothing(told)
    assert "Zq-een-ander" not in told
    assert column.name in told
    assert f"{WORD}-anders" in told


def test_no_release_of_the_configuration_holds_one(filled: TenantRef) -> None:
    told = ""
    for part in registers.parts:
        if part.side is Side.INSIDE:
            told += json.dumps(part.read(filled))

    assert told
    assert shows_nothing(told)


def test_no_administration_of_ours_is_about_rows_with_a_secret() -> None:
    assert {str(column) for column in columns.every() if shows(column)} == set()


def shows(column: Column) -> bool:
    """Tell whether an administration reads a column, or says of none which it reads."""
    own = site._registry.get(column.model)
    if own is None:
        return False
    named = {*(own.fields or ()), *own.list_display}
    is_left_out = column.name in own.get_queryset(RequestFactory().get("/")).query.deferred_loading[0]
    return not own.fields or column.name in named or not is_left_out


@pytest.mark.attack("P06")
@pytest.mark.parametrize("column", COLUMNS)
def test_copied_elsewhere_it_opens_nothing(filled: TenantRef, waterrijk: TenantRef, column: Column) -> None:
    row = row_of(column)
    sealed, place = getattr(row, column.name), column.place(row.pk)
    table, name, key = place.split("|")
    elsewhere = [
        (filled.uuid, f"{table}2|{name}|{key}"),
        (filled.uuid, f"{table}|{name}2|{key}"),
        (filled.uuid, f"{table}|{name}|{uuid.uuid4()}"),
        (waterrijk.uuid, place),
    ]

    assert keys.decrypt(sealed, tenant=filled.uuid, place=place) == SECRET
    for tenant, other in elsewhere:
        with pytest.raises(DecryptionError):
            keys.decrypt(sealed, tenant=tenant, place=other)


@pytest.mark.attack("P06")
@pytest.mark.parametrize("column", COLUMNS)
def test_a_row_that_got_anothers_ciphertext_reveals_nothing(filled: TenantRef, column: Column) -> None:
    row = row_of(column)
    assert field_of(column).reveal(row) == SECRET

    row.pk = uuid.uuid4()

    with pytest.raises(DecryptionError):
        field_of(column).reveal(row)
