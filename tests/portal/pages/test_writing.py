"""An editor of pages sees what is wrong with a page, and cannot publish what shuts people out (P-268)."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from cms.api import add_plugin
from cms.models import PageContent
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from djangocms_text.models import Text

from portal.accounts.roles import EDITOR
from portal.pages import writing
from tenants.types import TenantRef
from tests.portal import staff
from tests.portal.pages import versions

type Find = Callable[[str], Any]
BAD = '<h4>Diep</h4><p><a href="/x/">klik hier</a></p><p>Indien u belt.</p>'


def edited(page: Any, editor: Any, body: str) -> Any:
    draft = versions.draft(page, editor)
    add_plugin(draft.content.get_placeholders().get(slot="content"), "TextPlugin", "nl", body=body)
    return draft


@pytest.mark.covers("P-268")
def test_a_page_with_faults_is_not_published_and_says_why(
    inside: TenantRef, page: Find, client_of: Callable[..., Client], visitor: Client
) -> None:
    editor = staff.member(EDITOR)
    draft = edited(page("about"), editor, BAD)
    client = staff.sign_in(client_of(inside), editor, inside)

    told = client.post(
        f"/beheer/djangocms_versioning/pagecontentversion/{draft.pk}/publish/", follow=True
    ).content.decode()

    assert "Deze pagina is niet gepubliceerd." in told
    assert "De link “klik hier”" in told
    assert "klik hier" not in visitor.get("/over-ons/").content.decode()


@pytest.mark.covers("P-268")
def test_style_holds_no_page_back(
    inside: TenantRef, page: Find, client_of: Callable[..., Client], visitor: Client
) -> None:
    editor = staff.member(EDITOR)
    draft = edited(page("about"), editor, "<h2>Kop</h2><p>Indien u belt.</p>")
    client = staff.sign_in(client_of(inside), editor, inside)

    client.post(f"/beheer/djangocms_versioning/pagecontentversion/{draft.pk}/publish/")

    assert "Indien u belt." in visitor.get("/over-ons/").content.decode()


@pytest.mark.covers("P-268")
def test_while_a_page_is_edited_it_says_what_is_wrong(
    inside: TenantRef, page: Find, client_of: Callable[..., Client]
) -> None:
    editor = staff.member(EDITOR)
    draft = edited(page("about"), editor, BAD)
    kind = ContentType.objects.get_for_model(PageContent).pk
    client = staff.sign_in(client_of(inside), editor, inside)

    told = client.get(f"/beheer/cms/placeholder/object/{kind}/edit/{draft.content.pk}/").content.decode()

    assert "deze pagina kan nog niet worden gepubliceerd" in told
    assert "De kop “Diep”" in told
    assert "“indien” is een moeilijk woord." in told


def test_headings_of_blocks_and_texts_are_judged_in_their_order(inside: TenantRef, page: Find) -> None:
    home = versions.newest(page("home")).content
    place = home.get_placeholders().get(slot="sections")
    section = add_plugin(place, "SectionPlugin", "nl", heading="Blok")

    add_plugin(place, "TextPlugin", "nl", target=section, body="<h3>Onder het blok</h3>")

    assert writing.of(home) == []


@pytest.mark.covers("P-268")
def test_while_a_block_is_written_it_is_judged_and_not_kept(
    inside: TenantRef, page: Find, client_of: Callable[..., Client], visitor: Client
) -> None:
    editor = staff.member(EDITOR)
    edited(page("about"), editor, BAD)
    client = staff.sign_in(client_of(inside), editor, inside)
    block = Text.objects.get(body__contains="klik hier")

    form = client.get(f"/beheer/cms/placeholder/edit-plugin/{block.pk}/").content.decode()
    (path,) = re.findall('data-writing="([^"]+)"', form)
    told = client.post(path, {"body": "<p><a>klik hier</a></p><h5>Diep</h5>"}).content.decode()

    assert "De link “klik hier”" in form
    assert "core/writing" in form
    assert "De kop “Diep” ligt dieper" in told
    english = client.post(path.replace("=nl", "=en"), {"body": "<p>Reeds</p>"}).content.decode()
    assert "in orde" in english
    assert "in orde" in client.post(path, {"body": "<h3>Onder een blok</h3>"}).content.decode()
    assert Text.objects.get(pk=block.pk).body == block.body
    assert client.get(path).status_code == 405
    assert visitor.post(path, {"body": "x"}).status_code == 302
