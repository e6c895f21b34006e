"""Make a page tree as `exporting` describes one."""

import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from cms.api import add_plugin, create_page, create_page_content
from cms.models import Page
from django.db import transaction
from djangocms_text.models import Text

from portal.accounts import operations as accounts
from tenants import blueprints

from .exporting import PLUGINS

LINK = re.compile(r'data-cms-href="page:([^"]+)"')

type Described = Mapping[str, Any]


@transaction.atomic
def make_tree(tree: Iterable[Described], *, name: str) -> None:
    """Make and publish the pages of a tree where there are none yet."""
    if Page.objects.exists():
        return
    author = accounts.platform_user()
    made: dict[str, Page] = {}
    for page in tree:
        _make(page, None, name, author, made)
    _link(made)


def _make(described: Described, parent: Page | None, name: str, author: Any, made: dict[str, Page]) -> None:
    page = _create(described, parent, name, author)
    made[described["name"]] = page
    wanted = {content["language"]: content for content in described["contents"]}
    for content in page.pagecontent_set(manager="admin_manager").all():
        for slot, plugins in wanted[content.language]["plugins"].items():
            place = content.get_placeholders().get(slot=slot)
            _fill(place, content.language, plugins, None, name)
        content.versions.first().publish(author)
    if described["home"]:
        page.refresh_from_db()
        page.set_as_homepage()
    for below in described["below"]:
        _make(below, Page.objects.get(pk=page.pk), name, author, made)


def _create(described: Described, parent: Page | None, name: str, author: Any) -> Page:
    first, *others = [_with_name(content, name) for content in described["contents"]]
    named = not re.fullmatch(r"page-\d+", described["name"])
    page = create_page(
        **first, parent=parent, reverse_id=described["name"] if named else None, created_by=author,
        apphook=described["apphook"] or None, apphook_namespace=described["namespace"] or None,
        login_required=described["login_required"],
    )  # fmt: skip
    for other in others:
        create_page_content(page=page, created_by=author, **other)
    return page


def _with_name(content: Described, name: str) -> dict[str, Any]:
    said = blueprints.with_name({key: content[key] for key in ("title", "menu_title", "description")}, name)
    return {
        "language": content["language"],
        "title": said["title"],
        "menu_title": said["menu_title"] or None,
        "meta_description": said["description"] or None,
        "slug": content["slug"],
        "template": content["template"],
        "in_navigation": content["in_menu"],
    }


def _fill(place: Any, language: str, plugins: Iterable[Described], target: Any, name: str) -> None:
    for described in plugins:
        values = {field: described[field] for field in PLUGINS[described["kind"]]}
        if "body" in values:
            values["body"] = blueprints.with_name(values["body"], escape(name, quote=False))
        plugin = add_plugin(
            place, described["kind"], language, target=target, **blueprints.with_name(values, name)
        )
        _fill(place, language, described["below"], plugin, name)


def _link(made: Mapping[str, Page]) -> None:
    """Let links name the new pages; which these are is known only when all are there."""

    def to_page(link: re.Match[str]) -> str:
        page = made.get(link[1])
        return f'data-cms-href="cms.page:{page.pk}"' if page else ""

    for text in Text.objects.filter(body__contains='data-cms-href="page:'):
        Text.objects.filter(pk=text.pk).update(body=LINK.sub(to_page, text.body))
