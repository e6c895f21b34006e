"""Make pages from a blueprint, and keep what can be found in step with what is published."""

from collections.abc import Mapping
from html import escape
from typing import Any

from cms.api import add_plugin, create_page, create_page_content
from cms.models import Page
from django.db import transaction
from django.db.models import TextField, Value
from django.db.models.functions import Replace
from djangocms_text.models import Text

from portal.accounts import operations as accounts
from portal.core import html
from portal.search import operations as search
from tenants.blueprints import UNNAMED

from . import documents, queries
from .types import Draft, Leaf


@transaction.atomic
def make_page(leaf: Leaf, *, fill_home: Mapping[str, tuple[str, list[str]]] | None = None) -> None:
    """Make and publish a page with a fixed name, in all its languages; does nothing when there is one.

    :param fill_home: heading and Markdown of the start page's own texts, by language.
    """
    if Page.objects.filter(reverse_id=leaf.name).exists():
        return
    author = accounts.platform_user()
    page = _create(leaf, author)
    for content in page.pagecontent_set(manager="admin_manager").all():
        if fill_home is not None:
            _fill_home(content, *fill_home[content.language])
        else:
            draft = next(draft for draft in leaf.drafts if draft.language == content.language)
            _fill_standard(content, draft, with_contact=leaf.with_contact)
        content.versions.first().publish(author)
    if leaf.is_home:
        page.refresh_from_db()
        page.set_as_homepage()
        index(page)


@transaction.atomic(savepoint=False)
def put_name(name: str) -> None:
    """Put the name of the municipality into the texts that were made before it had one, and where they are found.

    With one statement each: what can be found was made of the same texts.
    """
    shown = escape(name, quote=False)
    named = Replace("body", Value(UNNAMED), Value(shown), output_field=TextField())
    Text.objects.filter(body__contains=UNNAMED).update(body=named)
    search.reword(kind=documents.KIND, old=UNNAMED, new=shown)


def index(page: Page) -> None:
    """Make a page findable as it is published now, or unfindable."""
    search.remove(kind=documents.KIND, key=str(page.pk))
    search.index_all(
        documents.of(
            p for p in queries.published() if p.page_id == page.pk and not p.apphook and not p.is_home
        )
    )


def index_all() -> None:
    """Make all published pages findable, and nothing else."""
    search.replace(kind=documents.KIND, documents=documents.every())


def _create(leaf: Leaf, author: Any) -> Page:
    first, *others = leaf.drafts
    page = create_page(
        title=first.title, menu_title=first.menu_title, slug=first.slug, language=first.language,
        template=leaf.template, reverse_id=leaf.name, in_navigation=leaf.in_menu, created_by=author,
        apphook=leaf.apphook or None, apphook_namespace=leaf.name if leaf.apphook else None,
        login_required=leaf.login_required,
    )  # fmt: skip
    for draft in others:
        create_page_content(
            draft.language, draft.title, page, slug=draft.slug, menu_title=draft.menu_title,
            template=leaf.template, in_navigation=leaf.in_menu, created_by=author,
        )  # fmt: skip
    return page


def _fill_home(content: Any, heading: str, texts: list[str]) -> None:
    place = content.get_placeholders().get(slot="sections")
    for plugin in ("PopularProductsPlugin", "CategoriesPlugin"):
        add_plugin(place, plugin, content.language)
    section = add_plugin(place, "SectionPlugin", content.language, heading=heading)
    for text in texts:
        add_plugin(place, "TextPlugin", content.language, target=section, body=html.from_markdown(text))


def _fill_standard(content: Any, draft: Draft, *, with_contact: bool) -> None:
    place = content.get_placeholders().get(slot="content")
    if draft.body:
        body = html.from_markdown(draft.body) + html.from_markdown(draft.untranslated, language="nl")
        add_plugin(place, "TextPlugin", draft.language, body=body)
    if with_contact:
        add_plugin(content.get_placeholders().get(slot="aside"), "ContactPlugin", draft.language)
