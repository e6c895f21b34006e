"""Say what the entered municipality's page tree is, in a form that another can be filled from (requirement C-025).

Only what is published, and no keys: pages are named by their place in the tree, plugins by what they say. A plugin of a
kind that is not known here stays behind, as does a link to something that is no page of the tree.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cms.models import CMSPlugin, Page, PageContent

PLUGINS: Mapping[str, tuple[str, ...]] = {
    "TextPlugin": ("body",),
    "SectionPlugin": ("heading", "is_tinted"),
    "CategoriesPlugin": (),
    "PopularProductsPlugin": (),
    "ContactPlugin": (),
}
"""Kinds of plugin that blueprints know, with the fields that they consist of."""
LINK = re.compile(r'\sdata-cms-href="(?:cms\.page:(?P<page>\d+)|[^"]*)"')
"""How a text names what it links to; the address itself is worked out when it is shown."""


def export() -> dict[str, Any]:
    """Describe the tree: published pages with all languages, plugins and addresses, in their order."""
    pages = list(Page.objects.order_by("path"))
    names = {page.pk: page.reverse_id or f"page-{at}" for at, page in enumerate(pages, start=1)}
    return {"tree": list(_below(pages, names, parent=""))}


def _below(pages: list[Page], names: Mapping[int, str], *, parent: str) -> Iterator[dict[str, Any]]:
    for page in pages:
        if page.path[: -page.steplen] != parent:
            continue
        contents = [_content(content, names) for content in _published(page)]
        if contents:
            yield {
                "name": names[page.pk],
                "home": page.is_home,
                "apphook": page.application_urls or "",
                "namespace": page.application_namespace or "",
                "login_required": page.login_required,
                "contents": contents,
                "below": list(_below(pages, names, parent=page.path)),
            }


def _published(page: Page) -> Iterator[PageContent]:
    yield from PageContent.objects.filter(page=page).order_by(
        "pk"
    )  # the usual manager knows what is published


def _content(content: PageContent, names: Mapping[int, str]) -> dict[str, Any]:
    url = content.page.urls.filter(language=content.language).first()
    return {
        "language": content.language,
        "title": content.title,
        "menu_title": content.menu_title or "",
        "description": content.meta_description or "",
        "slug": (url.slug if url else "") or "",
        "template": content.template,
        "in_menu": content.in_navigation,
        "plugins": {
            placeholder.slot: list(_plugins(placeholder.get_plugins(content.language), None, names))
            for placeholder in content.get_placeholders()
        },
    }


def _plugins(found: Any, parent: int | None, names: Mapping[int, str]) -> Iterator[dict[str, Any]]:
    for plugin in found.filter(parent_id=parent).order_by("position"):
        if plugin.plugin_type in PLUGINS:
            yield _plugin(plugin, names) | {"below": list(_plugins(found, plugin.pk, names))}


def _plugin(plugin: CMSPlugin, names: Mapping[int, str]) -> dict[str, Any]:
    instance = plugin.get_plugin_instance()[0]
    values = {field: getattr(instance, field) for field in PLUGINS[plugin.plugin_type]}
    if "body" in values:
        values["body"] = LINK.sub(lambda link: _link(link, names), values["body"])
    return {"kind": plugin.plugin_type, **values}


def _link(link: re.Match[str], names: Mapping[int, str]) -> str:
    name = names.get(int(link["page"])) if link["page"] else None
    return f' data-cms-href="page:{name}"' if name else ""
