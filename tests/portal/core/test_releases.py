"""What an editor changes in the settings is a release of the municipality's configuration (requirement C-033)."""

from collections.abc import Callable

import pytest
from django.test import Client

from portal.accounts.models import User
from portal.accounts.roles import ADMINISTRATOR
from portal.core.models import Texts
from tenants import directory, parallel
from tenants.audit import Actor
from tenants.configuration import queries, recording
from tenants.entry import current, enter
from tenants.types import TenantRef
from tests import municipalities
from tests.portal import staff

pytestmark = pytest.mark.covers("C-033")
FORM = "/beheer/core/texts/1/change/"


@pytest.fixture
def editor(zonnedam: TenantRef, client_of: Callable[..., Client]) -> Client:
    client = staff.client_for(client_of, zonnedam, ADMINISTRATOR)
    with enter(zonnedam):
        Texts.objects.create(id=1)
    return client


def lines(tenant: TenantRef) -> list[str]:
    return [line for part in queries.changes(queries.release(tenant.uuid)) for line in part.lines]


def test_a_saved_text_is_a_release_in_the_name_of_who_saved_it(editor: Client, zonnedam: TenantRef) -> None:
    form = {"tagline": "Stad aan zee", "welcome": "Welkom.", "announcement_level": "info"}

    assert editor.post(FORM, form).status_code == 302

    newest, first = queries.releases(zonnedam.uuid)
    with enter(zonnedam):
        author = str(User.objects.get(email="noor@zonnedam.example").uuid)
    assert (newest.number, newest.author_kind, newest.author) == (2, "staff", author)
    assert lines(zonnedam) == ["Slogan: (leeg) → “Stad aan zee”", "Welkomsttekst: (leeg) → “Welkom.”"]
    assert (first.kind, first.author_kind) == ("baseline", "system")


def test_looking_or_saving_something_wrong_makes_none(editor: Client, zonnedam: TenantRef) -> None:
    assert editor.get(FORM).status_code == 200
    editor.post(FORM, {"tagline": "x" * 500, "announcement_level": "info"})

    assert [row.kind for row in queries.releases(zonnedam.uuid)] in ([], ["baseline"])


def test_saving_what_is_so_already_makes_none(editor: Client, zonnedam: TenantRef) -> None:
    form = {"tagline": "Zee", "announcement_level": "info"}
    editor.post(FORM, form)
    editor.post(FORM, form)

    assert len(queries.releases(zonnedam.uuid)) == 2


def test_what_is_changed_at_once_is_numbered_in_order_and_none_is_lost(own_database: str) -> None:
    zonnedam = directory.by_uuid(municipalities.ZONNEDAM)
    assert zonnedam
    fields = ["tagline", "welcome", "announcement", "tagline_en", "welcome_en", "announcement_en"]

    def change(field: str) -> None:
        with recording.changes(current(), by=Actor("staff", field)):
            Texts.objects.get_or_create(pk=1)
            Texts.objects.filter(pk=1).update(**{field: field})

    with enter(zonnedam):
        parallel.run(change, fields, threads=4)

    found = list(reversed(queries.releases(zonnedam.uuid)))
    assert [row.number for row in found] == list(range(1, len(fields) + 2))
    assert sorted(row.author for row in found[1:]) == sorted(fields)
    for row in found[1:]:
        (part,) = queries.changes(queries.release(zonnedam.uuid, row.number))
        assert [line.rpartition(" → ")[2] for line in part.lines] == [f"“{row.author}”"]


def test_with_the_login_of_the_portal_a_text_is_a_release_and_no_release_is_changed(
    own_database: str,
) -> None:
    from django.db import ProgrammingError, transaction

    from tenants.entry import outside
    from tenants.models import Release
    from tests.provisioning.lifecycle.sessions import as_process

    zonnedam = directory.by_uuid(municipalities.ZONNEDAM)
    assert zonnedam
    with as_process("portal"):
        with enter(zonnedam), recording.changes(zonnedam, by=Actor("staff", "x")):
            Texts.objects.create(pk=1, tagline="Zee")

        assert [row.kind for row in queries.releases(zonnedam.uuid)] == ["change", "baseline"]
        for change in (Release.objects.all().delete, lambda: Release.objects.update(author="")):
            with outside(), pytest.raises(ProgrammingError), transaction.atomic():
                change()
        with enter(zonnedam), pytest.raises(ProgrammingError), transaction.atomic():
            Release.objects.count()
