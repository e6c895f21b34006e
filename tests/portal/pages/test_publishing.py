"""An editor publishes: seen at once, findable, in the log; at this municipality alone."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from cms.operations import MOVE_PAGE
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.accounts.models import User
from portal.accounts.roles import EDITOR
from portal.pages import documents, publishing, queries
from portal.pages.types import PublishedPage
from portal.search import operations as search
from portal.search.types import Document
from tenants.audit.models import AuditRecord
from tenants.types import TenantRef
from tests import snapshots
from tests.portal import staff
from tests.portal.pages import versions

type Find = Callable[[str], Any]


@pytest.fixture
def index(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], Document]:
    """Keep what is findable by (key, language)."""
    kept: dict[tuple[str, str], Document] = {}

    def remove(*, kind: str, key: str) -> None:
        for place in [place for place in kept if place[0] == key]:
            del kept[place]

    def index_all(found: Iterable[Document]) -> None:
        kept.update({(document.key, document.language): document for document in found})

    def replace(*, kind: str, documents: Iterable[Document]) -> None:
        kept.clear()
        index_all(documents)

    monkeypatch.setattr(
        snapshots, "once", lambda _name, make: make()
    )  # rows put back are not told to this index
    monkeypatch.setattr(search, "remove", remove)
    monkeypatch.setattr(search, "index_all", index_all)
    monkeypatch.setattr(search, "replace", replace)
    return kept


def test_what_is_published_is_findable_in_each_language(
    index: dict[tuple[str, str], Document], page: Find
) -> None:
    key = str(page("about").pk)

    assert index[key, "nl"].path == "/over-ons/"
    assert "Een stad aan zee." in index[key, "nl"].body
    assert index[key, "en"].path == "/en/about-us/"


def test_start_page_and_mounted_pages_are_not_findable_as_pages(
    index: dict[tuple[str, str], Document], page: Find
) -> None:
    assert {document.title for document in index.values()} == {"Over ons", "About us", "Privacy"}


def test_unpublishing_makes_unfindable(
    index: dict[tuple[str, str], Document], page: Find, editor: User
) -> None:
    versions.unpublish(page("privacy"), editor)

    assert (str(page("privacy").pk), "nl") not in index


def test_moving_a_page_moves_what_is_found(
    index: dict[tuple[str, str], Document], page: Find, editor: User
) -> None:
    index.clear()

    publishing._moved(sender=None, operation=MOVE_PAGE)

    assert len(index) == 3


@pytest.mark.covers("P-006")
def test_the_log_says_who_published(page: Find, editor: User) -> None:
    about = page("about")
    versions.publish(about, editor)

    record = AuditRecord.objects.filter(action="pages.published").latest("pk")
    assert (record.actor_kind, record.actor) == ("staff", str(editor.uuid))
    assert record.target == f"cms.page {about.pk} nl"


def test_replacing_a_version_is_one_act(page: Find, editor: User) -> None:
    before = AuditRecord.objects.count()

    versions.publish(page("about"), editor)

    assert AuditRecord.objects.count() == before + 1


@pytest.mark.covers("P-213")
def test_an_editor_publishes_through_the_administration(
    inside: TenantRef, page: Find, client_of: Callable[..., Client], visitor: Client
) -> None:
    editor = staff.member(EDITOR)
    draft = versions.draft(page("about"), editor, title="Over onze stad")
    client = staff.sign_in(client_of(inside), editor, inside)

    client.post(f"/beheer/djangocms_versioning/pagecontentversion/{draft.pk}/publish/")

    assert "<h1>Over onze stad</h1>" in visitor.get("/over-ons/").content.decode()


@pytest.mark.covers("P-036")
def test_the_cms_shows_its_bar_to_editors_and_only_in_the_administration(
    inside: TenantRef, page: Find, client_of: Callable[..., Client]
) -> None:
    client = staff.client_for(client_of, inside, EDITOR)
    content = versions.newest(page("about")).content

    edited = client.get(f"/beheer/cms/placeholder/object/{_content_type()}/preview/{content.pk}/")
    public = client.get("/over-ons/")

    assert 'class="cms-toolbar' in edited.content.decode()
    assert "cms-toolbar" not in public.content.decode()
    assert f"/preview/{content.pk}/" in public.content.decode()


def _content_type() -> int:
    from cms.models import PageContent
    from django.contrib.contenttypes.models import ContentType

    return int(ContentType.objects.get_for_model(PageContent).pk)


def test_documents_of_many_pages_cost_as_many_queries_as_those_of_one(inside: TenantRef) -> None:
    pages = [page for page in queries.published() if not page.apphook and not page.is_home]
    some, every = (_queries_for(chosen) for chosen in (pages[:1], pages))

    assert len(pages) >= 3
    assert some == every


def _queries_for(pages: list[PublishedPage]) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert len(list(documents.of(pages))) == len(pages)
    return len(captured)


def test_documents_of_a_page_without_content_are_none(inside: TenantRef) -> None:
    gone = PublishedPage(999, "nl", "weg", "Weg", False, "", "", "", False)

    assert list(documents.of([gone])) == []


@pytest.mark.covers("P-034", "P-036")
@pytest.mark.parametrize(
    "name",
    [
        "cms_wizard_create",
        "admin:cms_pagecontent_changelist",
        "admin:djangocms_text_textplugin_get_available_urls",
    ],
)
def test_a_password_alone_edits_nothing(
    inside: TenantRef, client_of: Callable[..., Client], name: str
) -> None:
    client = client_of(inside)
    client.force_login(staff.member(EDITOR), backend="django.contrib.auth.backends.ModelBackend")

    response = client.get(reverse(name))

    assert response["Location"].startswith("/beheer/login/")


def test_there_is_no_way_to_sign_in_but_with_a_second_factor(visitor: Client) -> None:
    assert visitor.post("/cms_login/", {"username": "x", "password": "y"}).status_code == 404
